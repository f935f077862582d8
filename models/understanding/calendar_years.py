"""When weeks, dates, months, terms and breaks come next, seen from a day.

The rules: a bare week is its next occurrence that is not over (the running week counts to its Sunday), and
so is a date; a month is the weeks whose Thursday lies in it; the spring term is weeks 2–23, the autumn term
34–51.
"""

from datetime import date, timedelta

from models.weeks import (
    WEEK,
    NoSuchWeek,
    iso_year,
    monday_of,
    next_week_with_number,
    week_from_number,
)

Weeks = tuple[date, date]

SPRING, AUTUMN = (2, 23), (34, 51)
_THURSDAY = timedelta(days=3)


def week(number: int, year: int | None, today: date, after: date | None = None) -> date | None:
    """The Monday of a week; the next one from `today`, or from `after`, unless the year is named."""
    try:
        if year is not None:
            return week_from_number(year, number)
        return next_week_with_number(number, after or today)
    except NoSuchWeek:
        return None


def day(
    day_of_month: int, month: int, year: int | None, today: date, after: date | None = None
) -> date | None:
    """A date; its next occurrence whose week is not over on `today`, or after `after`."""
    start = after or monday_of(today)
    for candidate in (year,) if year is not None else range(start.year, start.year + 9):
        try:
            found = date(candidate, month, day_of_month)
        except (ValueError, TypeError):
            continue
        if year is not None or found >= start:
            return found
    return None


def month(number: int, year: int | None, today: date) -> Weeks | None:
    """The weeks of a month, as they come next."""
    for candidate in (year,) if year is not None else (today.year, today.year + 1):
        try:
            weeks = _month(candidate, number)
        except (ValueError, OverflowError):
            return None
        if year is not None or weeks[1] >= monday_of(today):
            return weeks
    return None


def _month(year: int, number: int) -> Weeks:
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    # The Thursday of a week decides which month has it.
    start = monday_of(first) if monday_of(first) + _THURSDAY >= first else monday_of(first) + WEEK
    last = monday_of(following - timedelta(days=1))
    return start, last if last + _THURSDAY < following else last - WEEK


def term(season: str, year: int | None, today: date, *, unbegun: bool = False) -> Weeks | None:
    """A spring or autumn: the running or the coming one; with `unbegun` one that has not begun."""
    first, last = SPRING if season == "spring" else AUTUMN
    running = iso_year(monday_of(today))
    for candidate in (year,) if year is not None else (running, running + 1):
        try:
            weeks = week_from_number(candidate, first), week_from_number(candidate, last)
        except NoSuchWeek:
            return None
        if year is not None or weeks[0 if unbegun else 1] >= monday_of(today):
            return weeks
    return None


def next_term(today: date) -> Weeks | None:
    """The term after the running one."""
    spring = term("spring", None, today, unbegun=True)
    autumn = term("autumn", None, today, unbegun=True)
    return min(filter(None, (spring, autumn)), default=None)


def this_term(today: date) -> Weeks | None:
    """The running term, or the coming one in a break."""
    return min(filter(None, (term("spring", None, today), term("autumn", None, today))), default=None)
