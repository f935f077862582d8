"""Dates: "12/4", "12-14/3", "3/3–14/3", "den 3:e maj", "3–14 May", "May 3rd", "2027-05-03", "sista april"."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from models.understanding.calendar_years import day
from models.understanding.numbers import ordinal_at
from models.understanding.sentence import Sentence
from models.understanding.tables import word_list
from models.understanding.week_mentions import NUMBERED, Mention, counts_something, year_ahead, year_at
from models.weeks import monday_of

_ORDINAL_ENDINGS = word_list("ordinal_endings")
_MONTH_FIRST = word_list("months_before_days")


class _Days(NamedTuple):
    first: int
    last: int
    month: int
    end: int


def dates(sentence: Sentence, at: int, today: date, year: int | None, after: date | None) -> Mention | None:
    """The date, or the days of one month, at token `at`."""
    if sentence.kind(at) == "date":
        return _iso(sentence, at)
    found = _slashed(sentence, at) or _day_first(sentence, at) or _month_first(sentence, at)
    if found is None:
        return None
    end = found.end
    named = _year_of_date(sentence, end) or year_at(sentence, end, today)
    if named:
        year, end = named
    else:
        year = year_ahead(sentence, end) or year
    first = day(found.first, found.month, year, today, after if year is None else None)
    last = day(found.last, found.month, year, today, first)
    if first is None or last is None:
        return Mention(at, end, NUMBERED, None, None)
    return Mention(at, end, NUMBERED, monday_of(first), monday_of(last), last)


def _iso(sentence: Sentence, at: int) -> Mention:
    try:
        found = date.fromisoformat(sentence.tokens[at].text)
    except ValueError:
        return Mention(at, at + 1, NUMBERED, None, None)
    return Mention(at, at + 1, NUMBERED, monday_of(found), monday_of(found), found)


def _year_of_date(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """ "/2027" or "-27" glued to a date in digits."""
    if (
        sentence.kind(at) in {"slash", "dash"}
        and sentence.tokens[at].glued
        and sentence.kind(at + 1) == "number"
    ):
        token = sentence.tokens[at + 1]
        if token.glued and sentence.kind(at + 2) != "slash":
            if 2020 <= token.value <= 2099:
                return token.value, at + 2
            if len(token.text) == 2 and 26 <= token.value <= 45 and sentence.kind(at) == "slash":
                return 2000 + token.value, at + 2
    return None


def _digits(sentence: Sentence, at: int, largest: int) -> int | None:
    if sentence.kind(at) != "number":
        return None
    token = sentence.tokens[at]
    return token.value if len(token.text) <= 2 and 1 <= token.value <= largest else None


def _slashed(sentence: Sentence, at: int) -> _Days | None:
    first = _digits(sentence, at, 31)
    if first is None:
        return None
    last, here = first, at + 1
    if _is_to(sentence, here) and (second := _digits(sentence, here + 1, 31)):
        last, here = second, here + 2
    month = _digits(sentence, here + 1, 12)
    if sentence.kind(here) != "slash" or month is None or not sentence.tokens[here].glued or last < first:
        return None
    return _Days(first, last, month, here + 2)


def _is_to(sentence: Sentence, at: int) -> bool:
    return sentence.kind(at) == "dash" or sentence.is_calendar(at, "to", "and")


def _day_first(sentence: Sentence, at: int) -> _Days | None:
    """ "3 maj", "3:e maj", "3–14 maj", "den tredje maj", "3rd of May", "sista maj"."""
    if sentence.key(at) in {"sista", "last"}:
        month = _month(sentence, at + 1)
        return _Days(_last_day(month), _last_day(month), month, at + 2) if month else None
    first = _day(sentence, at)
    if first is None:
        return None
    last, here = first
    start = last
    if _is_to(sentence, here):
        skip = here + 2 if sentence.key(here + 1) in {"den", "the"} else here + 1
        second = _day(sentence, skip)
        if second and _month(sentence, _of(sentence, second[1])):
            last, here = second
    here = _of(sentence, here)
    month = _month(sentence, here)
    if month is None or start > last:
        return None
    return _Days(start, last, month, here + 1)


def _of(sentence: Sentence, at: int) -> int:
    return at + 1 if sentence.key(at) in {"of", "i"} and _month(sentence, at + 1) else at


def _day(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """A day of a month and where it ends; an article before it does not matter."""
    value = ordinal_at(sentence, at)
    if (
        value is None
        or not 1 <= value <= 31
        or (len(sentence.tokens[at].text) > 2 and sentence.kind(at) == "number")
    ):
        return None
    end = at + 1
    if sentence.kind(end) == "colon" and sentence.key(end + 1) in {"e", "a"}:
        end += 2
    elif sentence.key(end) in _ORDINAL_ENDINGS and sentence.tokens[end].glued:
        end += 1
    return value, end


def _month_first(sentence: Sentence, at: int) -> _Days | None:
    """ "May 3", "March 8th", "May 3–14"."""
    month = _month(sentence, at)
    if month is None or sentence.tokens[at].norm not in _MONTH_FIRST:
        return None
    found = _day(sentence, at + 2 if sentence.key(at + 1) == "the" else at + 1)
    if found is None or (sentence.kind(at + 1) == "number" and counts_something(sentence, found[1])):
        return None
    first, end = found
    last = first
    if (
        (
            _is_to(sentence, end)
            and (second := _day(sentence, end + 1))
            and not _month(sentence, _of(sentence, second[1]))
        )
        and second[0] > first
        and not counts_something(sentence, second[1])
    ):
        last, end = second
    return _Days(first, last, month, end)


def _month(sentence: Sentence, at: int) -> int | None:
    word = sentence.calendar(at)
    return int(word.value) if word and word.kind in {"month", "day-month"} else None


def _last_day(month: int | None) -> int:
    return monthrange(2027, month)[1] if month else 1
