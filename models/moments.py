"""When a row of the timetable falls: days without work or school move it, the past leaves it out."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from models.manners import decent
from models.timetable_row import Row, When
from models.weeks import (
    DAY,
    at_local,
    is_working_day,
    local_day,
    monday_of,
    next_working_day,
    previous_working_day,
    school_break,
)

# A school break moves a reminder by so much at most: jullov does, the summer doesn't.
LONGEST_SHIFT = timedelta(days=28)


# Many book the same weeks.
@lru_cache(maxsize=4_000)
def moment(when: When, anchor: date, hour: int, school_in: str | None = None) -> datetime:
    """When it is, as aware UTC: at `hour` (local, the reader's own) unless the table says a time of day.

    What falls on a day off moves away from the anchor's weeks: before them to the working day before, after
    them to the one after. With `school_in` (a municipality) its school breaks count as days off too.
    """
    return at_local(_day(when, anchor, school_in), when.at or time(hour))


def _day(when: When, anchor: date, school_in: str | None) -> date:
    step = previous_working_day if when.days < 0 else next_working_day
    if when.working:
        day = anchor
        for _ in range(abs(when.days)):
            day = step(day)
    else:
        day = anchor + DAY * when.days
        if not is_working_day(day):
            day = step(day)
    return _outside_breaks(day, step, school_in) if when.days and school_in else day


def _outside_breaks(day: date, step: Callable[[date], date], school_in: str) -> date:
    found = day
    while school_break(monday_of(found), school_in) is not None:
        found = step(found)
        if abs(found - day) > LONGEST_SHIFT:
            return day
    return found


def span(
    row: Row, anchor: date, hour: int, now: datetime, school_in: str | None = None
) -> tuple[datetime, datetime] | None:
    """From when until when the row makes sense to say from `now` on, or None if it doesn't any more."""
    assert row.until is not None
    due: datetime | None = moment(row.when, anchor, hour, school_in)
    until = moment(row.until, anchor, hour, school_in)
    if due is not None and due <= now:
        due = _late(row, anchor, hour, now) if row.caught_up else None
    return (due, until) if due is not None and due < until else None


def _late(row: Row, anchor: date, hour: int, now: datetime) -> datetime | None:
    """When something is said whose moment was over before the weeks were booked."""
    if row.when.working:
        # What is said of tomorrow can't wait until tomorrow.
        soon = decent(now, time(hour))
        return soon if local_day(soon) < anchor else None
    return at_local(next_working_day(local_day(now)), time(hour))
