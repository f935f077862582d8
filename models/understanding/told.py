"""What a sentence only tells of and does not ask for."""

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

LONGEST_ASIDE = 5  # Tokens.
LONGEST_JOB = 7  # Tokens from who does it to what is done.
_ARTICLES = frozenset({"en", "ett", "a", "an"})
_THINGS = word_list("things_had")
_GROWN_UPS = word_list("grown_ups")
_DOES = word_list("does_for_a_living")

LONGEST_TALE = 10  # Tokens from a pupil to what is told of him or her.


def is_told(sentence: Sentence, at: int) -> bool:
    """Whether it is told of and not asked for: "annars sitter hon i biblioteket"."""
    clause = sentence.clause(at)
    is_past = sentence.has_beside("past", at) and not sentence.has("founded", clause)
    same = any(sentence.key(here) in {"samma", "same"} for here in clause)  # "The same as last week".
    return (
        sentence.has("told", clause)
        or (is_past and not same and not sentence.is_in(at - 1, "mine"))
        or is_done(sentence, at)
        or is_said_in_passing(sentence, at)
        or is_a_thing_had(sentence, at)
        or is_of_a_grown_up(sentence, at)
    )


def is_said_in_passing(sentence: Sentence, at: int) -> bool:
    """Whether a phrase has it that tells how somebody comes or what somebody was: "har moped", "was a"."""
    alone = sentence.taken.get(at + 1) != "words"  # No "bike shop" in "the bike shop".
    near = range(max(0, at - LONGEST_ASIDE), at + 1)
    sizes = {first: sentence.phrase("in_passing", first) for first in near}
    return any(size == at - first or (alone and size > at - first) for first, size in sizes.items() if size)


def is_a_thing_had(sentence: Sentence, at: int) -> bool:
    """Whether it is one of a thing that many have: "fem anställda och en hund", "they need a computer"."""
    alone = sentence.taken.get(at + 1) != "words"  # No "bike shop".
    return alone and sentence.key(at - 1) in _ARTICLES and sentence.key(at) in _THINGS


def is_of_a_grown_up(sentence: Sentence, at: int) -> bool:
    """Whether it is what a relative does: "hennes mamma jobbar på sjukhuset", "my husband is a vet"."""
    before = range(max(sentence.clause(at).start, at - LONGEST_JOB), at)
    if sentence.has("hosting", sentence.around(at)):
        return False  # "My neighbour works at a zoo and they take pupils."
    for here in before:
        if sentence.key(here) in _GROWN_UPS:
            verb = here + 1 + (sentence.key(here + 1) in {"som", "who"})
            if sentence.key(verb) in _DOES and not sentence.has("wish", range(verb + 1, at)):
                return True
    return False


def is_done(sentence: Sentence, at: int) -> bool:
    """Whether it is where those are who have a place: "24 utplacerade på förskolor i Borås"."""
    clause = sentence.clause(at)
    before = range(clause.start, at)
    return sentence.has("sorted_there", before) and not sentence.has("negation", before)


def tells_how_it_went(sentence: Sentence) -> bool:
    """Whether it only tells of a pupil who was there: "eleven kom aldrig dit", "the boy was great"."""
    tokens = range(len(sentence))
    if any("?" in token.text for token in sentence.tokens) or sentence.has("need", tokens):
        return False
    somebody = next((at for at in tokens if sentence.is_in(at, "pupil", "he_or_she", "placement")), None)
    return somebody is not None and any(sentence.is_in(at, "went") for at in tokens[somebody:][:LONGEST_TALE])
