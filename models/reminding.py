"""Sentences about reminders: "påminn mig tre veckor innan", "påminn mig i morgon", "på måndag"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.moving import number_of
from models.vocabulary.tables import columns

LONGEST = 14  # Words; who says more tells a longer tale.
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_DAYS = ("tomorrow", "monday", "other day")
# How long a week, a month and a day are, in days.
_LENGTH = {"week": 7, "month": 28, "day": 1}
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """One more reminder so many days before they begin; 0 for "in good time", whenever that is."""

    days: int


@dataclass(frozen=True, slots=True)
class Another:
    """What was just said once more: `day` is tomorrow, monday or other day.

    `bare` if nothing but the day was said, which means that only after a reminder.
    """

    day: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """How reminders come."""


Reminding = Ahead | Another | Settings


def reminding(text: str) -> Reminding | None:
    """What a text wants of reminders; None for a text about something else.

    The cues stand in vocabulary/reminding.tsv.
    """
    words = tuple(_WORD.findall(text[:300].casefold()))
    if len(words) > LONGEST or _telling().isdisjoint(words):
        return None
    if _only(words, "settings"):
        return Settings()
    for means in ("tomorrow", "monday"):
        if _only(words, means):
            return Another(means, bare=True)
    asks, verb = _find(words, _cues("asks")), True
    if asks is None:
        asks, verb = _find(words, _cues("asks for one")), False
    if asks is None:
        return None
    return _when(words[: asks[0]] + words[asks[1] :]) or (Settings() if verb else None)


def _when(words: Words) -> Ahead | Another | None:
    ahead = _find(words, _cues("ahead"))
    if ahead is not None:
        days = _days(words[: ahead[0]])
        return Ahead(days) if days is not None else None
    said = next((means for means in _DAYS if _find(words, _cues(means)) is not None), None)
    return Another(said) if said is not None else None


def _days(words: Words) -> int | None:
    """How many days the words before "before" come to: "tre veckor", "veckan"; None for something else."""
    for means, length in _LENGTH.items():
        if words[-1:] in _cues(means):
            return length * (number_of(words[-2]) or 1 if len(words) > 1 else 1)
    return None if _says_more(words) else 0


def _only(words: Words, means: str) -> bool:
    """Whether one of the cues is all that is said."""
    found = _find(words, _cues(means))
    return found is not None and not _says_more(words[: found[0]] + words[found[1] :])


def _says_more(words: Words) -> bool:
    return any((word,) not in _cues("beside") for word in words)


def _find(words: Words, cues: Iterable[Words]) -> tuple[int, int] | None:
    """From where to where the first of the cues stands."""
    for cue in cues:
        for start in range(len(words) - len(cue) + 1):
            if words[start : start + len(cue)] == cue:
                return start, start + len(cue)
    return None


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The longest word of each cue that may begin it: most sentences have none of them."""
    begin = ("settings", "tomorrow", "monday", "asks", "asks for one")
    return frozenset(max(cue, key=len) for means in begin for cue in _cues(means))


@lru_cache(maxsize=16)
def _cues(means: str) -> tuple[Words, ...]:
    """The cues of one meaning, longest first."""
    return tuple(sorted(_all_cues(means), key=lambda cue: -len(cue)))


def _all_cues(means: str) -> Iterator[Words]:
    for cue, meaning in columns("reminding.tsv"):
        if meaning == means:
            yield tuple(cue.split())
