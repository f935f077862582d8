"""Weeks by their numbers: "v 12", "vecka 12-14", "v12,13", "v. 50 till v. 2", "weeks 10 and 11"."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.understanding.calendar_years import week
from models.understanding.numbers import number_at
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list

FIRST_YEAR, LAST_YEAR = 2020, 2099
MOST_PLACES = 4  # "V 49, 50 och 51 prao" asks for no 51 places.
LATE, EARLY = 35, 26  # "50-2" crosses the new year; "14-12" does not.


@dataclass(frozen=True, slots=True)
class Mention:
    """Weeks that tokens `start` up to `end` name; None where there is no such week. The highest rank wins."""

    start: int
    end: int
    rank: int
    first: date | None
    last: date | None
    last_day: date | None = None


NUMBERED, RELATIVE, MONTHS, TERMS = 4, 3, 2, 1


_BEFORE_A_WEEK_NUMBER = frozenset({"nr", "nummer", "number", "no", "är", "blir", "is"})


_MOVED = word_list("moved")


class _Item(NamedTuple):
    number: int
    is_range: bool


def year_at(sentence: Sentence, at: int, today: date) -> tuple[int, int] | None:
    """The year that is named at token `at` and where it ends: "2029", "år 2029", " -27", "nästa år"."""
    start = at
    while sentence.kind(at) == "comma" or sentence.key(at) in {"år", "of", "in", "i", "under", "year"}:
        at += 1
        if at > start + 2:
            return None
    value = sentence.tokens[at].value if sentence.kind(at) == "number" else -1
    if FIRST_YEAR <= value <= LAST_YEAR:
        return value, at + 1
    if sentence.is_calendar(at, "next") and sentence.is_calendar(at + 1, "year"):
        return today.isocalendar().year + 1, at + 2
    return _short_year(sentence, start)


def year_ahead(sentence: Sentence, at: int) -> int | None:
    """The year at the end of a range that goes on at token `at`: "3 maj – 14 maj 2028", "mars–april 2028"."""
    if sentence.kind(at) != "dash" and not sentence.is_calendar(at, "to"):
        return None
    for here in range(at + 1, min(at + 7, len(sentence))):
        kind = sentence.kind(here)
        if kind == "number" and FIRST_YEAR <= sentence.tokens[here].value <= LAST_YEAR:
            return sentence.tokens[here].value
        joins = sentence.is_calendar(here, "month", "week") or sentence.key(here) in {"den", "the", "of"}
        if kind not in {"number", "slash"} and not joins:
            return None
    return None


def _short_year(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """ "-27" or "/27" right behind a week or a day."""
    if sentence.kind(at) not in {"dash", "slash"} or sentence.kind(at + 1) != "number":
        return None
    token = sentence.tokens[at + 1]
    spaced_dash = not sentence.tokens[at].glued and token.glued and sentence.kind(at) == "dash"
    if len(token.text) == 2 and 26 <= token.value <= 45 and spaced_dash:
        return 2000 + token.value, at + 2
    return None


def numbered_weeks(
    sentence: Sentence, at: int, today: date, year: int | None, after: date | None
) -> Mention | None:
    """Week numbers behind the week word at `at`; `after` is the week named before in the same sentence."""
    items, end = _items(sentence, at)
    if not items:
        return None
    if _is_moved(sentence, at) and items[-1].is_range:
        items = items[-1:]  # "Flyttad från v 12 till v 15".
    start = at
    found = year_at(sentence, end, today)
    if found:
        year, end = found
    before = _year_before(sentence, at)
    if before:
        year, start = before
    mondays = _resolve(items, today, year, after)
    if mondays is None:
        return Mention(start, end, NUMBERED, None, None)
    return Mention(start, end, NUMBERED, min(mondays), max(mondays))


def _is_moved(sentence: Sentence, at: int) -> bool:
    moved = not _MOVED.isdisjoint(sentence.keys[max(0, at - 5) : at])
    return moved and sentence.key(at - 1) in {"från", "from"}


def _year_before(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """ "2027-W12", "2027 v 12"."""
    here = at - 2 if sentence.kind(at - 1) == "dash" else at - 1
    if sentence.kind(here) == "number" and FIRST_YEAR <= sentence.tokens[here].value <= LAST_YEAR:
        return sentence.tokens[here].value, here
    return None


def _items(sentence: Sentence, at: int) -> tuple[list[_Item], int]:
    here = at + 1
    while sentence.kind(here) == "colon" or sentence.key(here) in _BEFORE_A_WEEK_NUMBER:
        here += 1
    if sentence.kind(here) == "dash" and sentence.tokens[here].glued:
        here += 1
    first = _number(sentence, here)
    if first is None:
        return [], at
    items, end = [_Item(first[0], False)], first[1]
    while joined := _joined(sentence, end, items[-1].number):
        item, end = joined
        items.append(item)
    return items, end


def _number(sentence: Sentence, at: int) -> tuple[int, int] | None:
    if sentence.kind(at) == "number":
        token = sentence.tokens[at]
        return (token.value, at + 1) if len(token.text) <= 2 else None
    if sentence.kind(at) != "word":
        return None
    count = sentence.lexicon.numbers.word(sentence.key(at))
    if count is None or count.kind not in {"number", "tens"}:
        return None
    if sentence.key(at) == "eleven" and sentence.language == "sv":
        return None  # That is the pupil.
    found = number_at(sentence, at)
    # Not `found.end` alone: "tolv till fjorton" is read item by item.
    return (count.value, at + 1) if count.kind == "number" else ((found.value, found.end) if found else None)


def _joined(sentence: Sentence, at: int, previous: int) -> tuple[_Item, int] | None:
    """The next number of a list or range, if what follows is one and counts nothing else."""
    kind, here = sentence.kind(at), at + 1
    is_range = kind == "dash" or sentence.is_calendar(at, "to")
    is_list = kind in {"comma", "plus", "slash"} or sentence.is_calendar(at, "and", "or")
    if not (is_range or is_list):
        return _next_in_row(sentence, at, previous)
    while sentence.is_calendar(here, "and", "or", "to") or sentence.key(here) in {"med", "and"}:
        here += 1
        if here > at + 4:
            return None
    named = sentence.is_calendar(here, "week")
    found = _number(sentence, here + 1 if named else here)
    if found is None:
        return None
    number, end = found
    if named and kind == "comma" and sentence.phrase("refusal", end):
        return None  # "V 17 eller 18, v 19 går inte."
    is_next = number == previous + 1 and number > MOST_PLACES and _is_form(sentence, end)
    crosses = previous >= LATE and number <= EARLY
    tight = kind == "dash" and sentence.tokens[here - 1].glued
    if not (named or is_next) and (
        counts_something(sentence, end, is_range=tight) or not (number > previous or crosses)
    ):
        return None
    if not named and kind == "comma" and crosses:
        return None
    return _Item(number, is_range), end


def _is_form(sentence: Sentence, at: int) -> bool:
    return sentence.lexicon.forms.word(sentence.key(at)) is not None


def _next_in_row(sentence: Sentence, at: int, previous: int) -> tuple[_Item, int] | None:
    """ "v 12 13 14": the very next week right behind, with nothing between."""
    found = _number(sentence, at) if sentence.kind(at) == "number" else None
    if found is None or found[0] != previous + 1 or counts_something(sentence, found[1]):
        return None
    return _Item(found[0], is_range=False), found[1]


def counts_something(sentence: Sentence, at: int, *, is_range: bool = False) -> bool:
    """Whether the number before token `at` counts pupils, places, hours …, or is a day of a month.

    What ends a range ("10-12 vux") is less likely to count a form than what stands alone ("10, 2 vux").
    """
    if sentence.kind(at) == "slash" and sentence.kind(at + 1) == "number":
        return True
    if sentence.is_calendar(at, "year") and sentence.kind(at + 1) == "number":
        return False
    if sentence.is_in(at, "pupil", "seat", "piece", "measure", "staff") and sentence.key(at) != "får":
        return True
    if sentence.key(at) in {"veckor", "weeks"} and sentence.kind(at + 1) != "number":
        return True
    if sentence.is_calendar(at, "month", "day-month"):
        return True
    if sentence.kind(at) != "word" or is_range:
        return False
    key = sentence.key(at)
    return (
        (
            key in {"av", "of", "till", "från", "per"}
            and not sentence.is_calendar(at + 1, "week", "month")
            and sentence.kind(at + 1) != "number"
            and key != "från"
        )
        or _is_form(sentence, at)
        or key in {"nior", "åttor", "duktiga", "lediga", "free"}
    )


def _resolve(items: list[_Item], today: date, year: int | None, after: date | None) -> list[date] | None:
    mondays: list[date] = []
    previous: _Item | None = None
    for item in items:
        if previous is None:
            monday = week(item.number, year, today, after if year is None else None)
        elif item.number > previous.number:
            monday = week(item.number, year, today, mondays[-1])
        elif previous.number >= LATE and item.number <= EARLY:
            monday = week(item.number, None if year is None else year + 1, today, mondays[-1])
        else:
            monday = week(item.number, year, today)
        if monday is None:
            return None
        mondays.append(monday)
        previous = item
    return mondays
