"""Weeks as people write them: "10-12, 15", "v. 10 till 12", "vecka 12 och 14", "v 10 2027"."""

import re
from datetime import date

from models.refusals import Reason, Refused
from models.weeks import iso_year, mondays_between, next_week_with_number, week_from_number

_RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|—|till|t\s*o\s*m|t\.o\.m\.?|to)\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}(?!\d)")
_YEAR = re.compile(r"\b(20\d\d)\b")


def read_weeks(text: str, today: date) -> list[date]:
    """The Mondays that the text names, sorted; the next occurrence unless it names a year. Empty if none.

    Raises `NoSuchWeek` (such as 54), and `Refused` WEEKS_BACKWARDS for "14-12".
    """
    text = text[:300]
    years = _YEAR.findall(text)
    year = int(years[0]) if len(years) == 1 else None
    rest = _YEAR.sub(" ", text)
    found: set[date] = set()
    for first, last in _RANGE.findall(rest):
        start = _monday(int(first), year, today)
        end = _monday(int(last), year, today)
        if end < start:
            # "50-2" crosses the new year; "14-12" within one year is a slip.
            if int(last) < int(first) and int(first) >= 40 and int(last) <= 20:
                end = week_from_number(iso_year(start) + 1, int(last))
            else:
                raise Refused(Reason.WEEKS_BACKWARDS, first=start, last=end)
        elif int(last) < int(first) and not (int(first) >= 40 and int(last) <= 20):
            raise Refused(Reason.WEEKS_BACKWARDS, first=start, last=end)
        found.update(mondays_between(start, end))
    for number in _NUMBER.findall(_RANGE.sub(" ", rest)):
        found.add(_monday(int(number), year, today))
    return sorted(found)


def _monday(number: int, year: int | None, today: date) -> date:
    return next_week_with_number(number, today) if year is None else week_from_number(year, number)
