"""Numbers in digits and words: "4", "tjugofem", "ett par", "2-3", "två eller tre"."""

from functools import lru_cache
from typing import NamedTuple

from models.understanding.lexicon import lexicon
from models.understanding.sentence import Sentence

LARGEST = 999
_ENGLISH_ONLY = frozenset({"eleven", "a", "an"})  # "Eleven" is the pupil in Swedish.


class Number(NamedTuple):
    """`value` counts up to token `end`; an article is "en", "ett", "a", which may count nothing."""

    value: int
    end: int
    is_article: bool


class Count(NamedTuple):
    """A number in tokens `start` up to `end`; the heavier it weighs, the surer it counts seats."""

    value: int
    start: int
    end: int
    weight: float


def number_at(sentence: Sentence, at: int) -> Number | None:
    """The number that begins at token `at`; of a range the last, of "två eller tre" too."""
    first = _single(sentence, at)
    if first is None:
        return None
    end = first.end
    if sentence.kind(end) == "dash" or sentence.key(end) in {"till", "to", "eller", "or", "el"}:
        second = _single(sentence, end + 1)
        if second and not second.is_article and first.value < second.value <= first.value + 30:
            return Number(second.value, second.end, is_article=False)
    return first


def _single(sentence: Sentence, at: int) -> Number | None:
    kind = sentence.kind(at)
    if kind == "number":
        value = sentence.tokens[at].value
        return Number(value, at + 1, is_article=False) if 0 < value <= LARGEST else None
    if kind != "word":
        return None
    numbers = sentence.lexicon.numbers
    found = numbers.at(sentence.keys, at)
    if found and sentence.key(at) in _ENGLISH_ONLY and sentence.language == "sv":
        return None
    if found:
        size, count = found
        if count.kind == "ordinal":
            return None
        if count.kind == "noun":
            return Number(count.value, at + size, is_article=False)
        if count.kind == "tens" and size == 1:
            unit = numbers.word(sentence.key(at + 1))
            if unit and unit.kind == "number" and unit.value < 10:
                return Number(count.value + unit.value, at + 2, is_article=False)
        return Number(count.value, at + size, is_article=count.kind == "article")
    return _compound(sentence, at)


def _compound(sentence: Sentence, at: int) -> Number | None:
    """ "tjugofem", "twenty-five", "två-tre"."""
    value = _compound_value(sentence.tokens[at].norm)
    return Number(value, at + 1, is_article=False) if value else None


@lru_cache(maxsize=4_096)
def _compound_value(word: str) -> int:
    numbers = lexicon().numbers
    for size in range(3, len(word) - 1):
        tens, unit = numbers.word(word[:size]), numbers.word(word[size:].lstrip("-"))
        if tens and unit and unit.kind in {"number", "article"}:
            if tens.kind == "tens":
                return tens.value + unit.value
            if word[size] == "-" and tens.kind == "number":
                return unit.value
    return 0


def ordinal_at(sentence: Sentence, at: int) -> int | None:
    """The value of "tredje", "3:e", "3rd" at token `at`; for digits the ending may be the next token."""
    if sentence.kind(at) == "number":
        return sentence.tokens[at].value
    found = sentence.lexicon.numbers.word(sentence.key(at)) if sentence.kind(at) == "word" else None
    return found.value if found and found.kind == "ordinal" else None
