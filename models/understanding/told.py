"""What a sentence only tells of and does not ask for."""

from models.understanding.sentence import Sentence

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
    )


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
