"""Short sentences that move the weeks of the search before: "en vecka senare", "tidigare", "närmare jul"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.understanding.tables import table, word_list
from models.vocabulary.tables import columns
from models.weeks import WEEK, monday_of, week_from_number

LONGEST = 8  # Words; who says more says something new.
MOST_WEEKS = 30
_WEEKS = frozenset({"vecka", "veckan", "veckor", "veckorna", "week", "weeks", "v"})
_FILLERS = word_list("beside_a_move")


@dataclass(frozen=True, slots=True)
class Move:
    """So many weeks on (back, if negative), or to the last ones before a certain week.

    That is the one with a day of the year ("12-24") or with a number ("w7").
    """

    weeks: int = 0
    before: str | None = None


def move(text: str) -> Move | None:
    """The move that a text asks for, if it says nothing else; the cues stand in vocabulary/moving.tsv."""
    words = [word.strip(".,;:!?\"'()") for word in text[:200].casefold().split()]
    if len(words) > LONGEST:
        return None
    words = [word for word in words if word and word not in _FILLERS]
    for cue, how in _cues():
        if tuple(words[-len(cue) :]) == cue:
            return _read(how, words[: -len(cue)])
    return None


def _read(how: str, before: Sequence[str]) -> Move | None:
    if how[0] not in "+-":
        return None if before else Move(before=how)
    sign = int(how)
    if not before or (len(before) == 1 and before[0] in _WEEKS):
        return Move(sign)
    number = number_of(before[0])
    if len(before) != 2 or before[1] not in _WEEKS or not 0 < number <= MOST_WEEKS:
        return None
    return Move(sign * number)


def number_of(word: str) -> int:
    """Digits of any script that `int` reads; 0 for what is no number."""
    return int(word) if word.isdecimal() else _numbers().get(word, 0)


def moved(asked: Move, weeks: tuple[date, date] | None, today: date) -> tuple[date, date] | None:
    """The Mondays `weeks` (first and last) after the move, as many as before and none that has begun.

    None where there is nothing to move: no weeks were wished for, and the move doesn't name any.
    """
    earliest = monday_of(today) if today.weekday() == 0 else monday_of(today) + WEEK
    if asked.before is not None:
        length = weeks[1] - weeks[0] if weeks else 0 * WEEK
        last = _nearest(asked.before, weeks[1] if weeks else earliest, earliest)
        first = last - length
    elif weeks is not None:
        length = weeks[1] - weeks[0]
        first = weeks[0] + asked.weeks * WEEK
    else:
        return None
    first = max(first, earliest)
    return first, first + length


def _nearest(before: str, to: date, earliest: date) -> date:
    """The last Monday before such a week that is nearest, and not over."""
    ends = [_last_before(before, year) for year in range(earliest.year, max(earliest, to).year + 2)]
    return min((monday for monday in ends if monday >= earliest), key=lambda monday: abs(monday - to))


def _last_before(before: str, year: int) -> date:
    if before.startswith("w"):
        return week_from_number(year, int(before[1:])) - WEEK
    month, day = map(int, before.split("-"))
    return monday_of(date(year, month, day)) - WEEK


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[tuple[str, ...], str], ...]:
    found = [(tuple(cue.split()), how) for cue, how in columns("moving.tsv")]
    return tuple(sorted(found, key=lambda cue: -len(cue[0])))


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return {word: int(value) for word, value, kind in table("numbers") if kind in ("article", "number")}
