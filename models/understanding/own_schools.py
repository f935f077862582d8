"""Schools that are no workplace here: the one that the pupils go to, and the one that asked."""

from models.understanding.bare_counts import GROUPS
from models.understanding.numbers import number_at
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_SAYS = word_list("what_a_school_does")
LONGEST_GROUP = 4  # Tokens between a class and its school.


def is_own_school(sentence: Sentence, at: int) -> bool:
    """ "At a school with 300 pupils": the one that the pupils go to."""
    if not GROUPS.isdisjoint(sentence.keys[max(0, at - LONGEST_GROUP) : at]):
        return True  # "The international class at a school in Skene."
    if sentence.key(_before_article(sentence, at)) in {"at", "på", "in", "i"} and _follows_a_year(
        sentence, at
    ):
        return True  # "In year 8 at a school in Kinna."
    near = range(at + 1, min(at + 5, len(sentence)))
    joined = next((here for here in near if sentence.key(here) in {"med", "with"}), None)
    return joined is not None and any(
        sentence.is_in(here, "pupil") and number_at(sentence, here - 1) is not None
        for here in range(joined + 2, joined + 4)
    )


def _before_article(sentence: Sentence, at: int) -> int:
    return at - 2 if sentence.key(at - 1) in {"a", "an", "en", "the"} else at - 1


def _follows_a_year(sentence: Sentence, at: int) -> bool:
    near = range(max(sentence.around(at).start, at - LONGEST_GROUP - 1), at)
    return any(sentence.taken.get(here) == "grade" for here in near)


def says_something(sentence: Sentence, at: int) -> bool:
    """ "The school asked for five", "vilka skolor har bokat": it is no workplace, but who asks."""
    return sentence.key(at + 1) in _SAYS or (
        sentence.key(at + 1) in {"har", "have", "has"} and sentence.key(at + 2) in _SAYS
    )
