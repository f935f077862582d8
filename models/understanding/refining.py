"""Whether somebody only narrows what is sought: "stryk Borås, sök i Mark" gives up no booking."""

from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

_LEAVES_OUT = word_list("leaves_out")
_GOES_ON = word_list("goes_on_with")
_BETWEEN = frozenset({"i", "in", "på", "at", "med", "with", "about", "om", "bort", "out"})
_HAD = ("seat", "booking", "ad", "mine", "pupil")


def leaves_out(sentence: Sentence, at: int) -> int:
    """The tokens of "stryk" or "strunta i" at `at`, where a place or work behind it is left out; else 0."""
    if sentence.key(at) not in _LEAVES_OUT:
        return 0
    here = at + 1
    while sentence.key(here) in _BETWEEN:
        here += 1
    if not _names_something(sentence, here) or any(_is_had(sentence, one) for one in range(len(sentence))):
        return 0
    behind = sentence.keys[here + 1 :]
    return here - at if not _GOES_ON.isdisjoint(behind) else 0


def _is_had(sentence: Sentence, at: int) -> bool:
    return sentence.is_in(at, *_HAD)


def _names_something(sentence: Sentence, at: int) -> bool:
    if at >= len(sentence):
        return False
    lexicon, key = sentence.lexicon, sentence.key(at)
    return (
        lexicon.places.at(sentence.keys, at) is not None
        or lexicon.fields.word(key) is not None
        or lexicon.lemma(key) is not None
    )
