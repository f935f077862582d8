"""Weeks, terms, working days and school breaks in Sweden.

A week is its Monday (a plain date). Week numbers and years are those of ISO 8601: Monday first, and week 1
holds the year's first Thursday. Moments are aware; what people call a day is a day in Stockholm.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)

# Placements are planned well ahead: in November people look at the spring.
PLANNED_AHEAD = timedelta(weeks=6)

Season = Literal["spring", "autumn"]


class NoSuchWeek(ValueError):
    """The year has no week with that number."""


# Days and weeks


def monday_of(day: date) -> date:
    """The Monday of the week that holds `day`."""
    return day - DAY * day.weekday()


def local_day(moment: datetime, zone: ZoneInfo = STOCKHOLM) -> date:
    """The date that a wall calendar in `zone` shows at `moment` (aware)."""
    return _aware(moment).astimezone(zone).date()


def this_monday(now: datetime, zone: ZoneInfo = STOCKHOLM) -> date:
    """The Monday of the week that runs in `zone` at `now` (aware)."""
    return monday_of(local_day(now, zone))


def at_local(day: date, at: time, zone: ZoneInfo = STOCKHOLM) -> datetime:
    """`at` by the clocks of `zone` on `day`, as a moment in UTC.

    On the night when clocks go back an hour comes twice: the first is taken. On the night when they go
    forward an hour is missing: a time in it counts from before the change, so 02:30 becomes 03:30.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def week_number(monday: date) -> int:
    return monday.isocalendar().week


def iso_year(monday: date) -> int:
    """The year that the week belongs to; differs from `monday.year` at some turns of the year."""
    return monday.isocalendar().year


def week_from_number(year: int, number: int) -> date:
    """The Monday of week `number` of the ISO year; raises NoSuchWeek for 0, 54, or 53 where there is none."""
    try:
        return date.fromisocalendar(year, number, 1)
    except (ValueError, OverflowError) as error:
        raise NoSuchWeek(f"{year} has no week {number}") from error


def next_week_with_number(number: int, today: date) -> date:
    """The first week of that number that is not over on `today`; the running week counts to its Sunday.

    Looks at the running ISO year and the next one. Week 53 may be missing in both: then NoSuchWeek is raised,
    for nobody who says "v. 53" means a week several years ahead.
    """
    running = monday_of(today)
    for year in (iso_year(running), iso_year(running) + 1):
        try:
            monday = week_from_number(year, number)
        except NoSuchWeek:
            continue
        if monday >= running:
            return monday
    raise NoSuchWeek(f"no week {number} is near {today}")


def mondays_between(first: date, last: date) -> list[date]:
    """All weeks from `first` to `last`, both included; ValueError when backwards or not Mondays."""
    count = (_monday(last) - _monday(first)).days // 7
    if count < 0:
        raise ValueError("the range runs backwards")
    return [first + WEEK * n for n in range(count + 1)]


def ranges(mondays: Iterable[date]) -> list[tuple[date, date]]:
    """Groups weeks that follow each other as (first, last), in order; duplicates do not matter."""
    found: list[tuple[date, date]] = []
    for monday in sorted({_monday(day) for day in mondays}):
        if found and monday - found[-1][1] == WEEK:
            found[-1] = (found[-1][0], monday)
        else:
            found.append((monday, monday))
    return found


# Terms


@dataclass(frozen=True, slots=True)
class Term:
    """Half an ISO year: spring is weeks 1–25, autumn is 26–52 or 53, so that a week has exactly one term.

    The split is ours. Teaching ends about week 24 and begins about week 34, so it falls in the summer break.
    """

    year: int
    season: Season

    @property
    def code(self) -> str:
        """Short and stable, for buttons: "2027s" is the spring, "2027a" the autumn."""
        return f"{self.year:04}{self.season[0]}"

    @classmethod
    def from_code(cls, code: str) -> "Term":
        """The term with that code; ValueError for anything else."""
        seasons: dict[str, Season] = {"s": "spring", "a": "autumn"}
        year, season = code[:-1], seasons.get(code[-1:])
        if season is None or not (len(year) == 4 and year.isascii() and year.isdigit() and int(year)):
            raise ValueError("not the code of a term")
        return cls(int(year), season)

    def mondays(self) -> list[date]:
        if self.season == "spring":
            return mondays_between(week_from_number(self.year, 1), week_from_number(self.year, 25))
        return mondays_between(week_from_number(self.year, 26), week_from_number(self.year + 1, 1) - WEEK)

    def next(self) -> "Term":
        return Term(self.year, "autumn") if self.season == "spring" else Term(self.year + 1, "spring")

    def previous(self) -> "Term":
        return Term(self.year - 1, "autumn") if self.season == "spring" else Term(self.year, "spring")


def same_week_in(monday: date, term: Term) -> date | None:
    """The week of the same number in a later term, or None where the term has none of that number.

    Schools plan by the same week numbers year after year. Week 53 becomes 52 where the year has none.
    """
    number = week_number(_monday(monday))
    if term_of(monday).season != term.season:
        return None
    try:
        return week_from_number(term.year, number)
    except NoSuchWeek:
        return week_from_number(term.year, 52)


def term_of(day: date) -> Term:
    return Term(iso_year(day), "spring" if week_number(day) <= 25 else "autumn")


# Holidays and working days


def public_holidays(monday: date) -> dict[date, str]:
    """Days off from Monday to Friday of the week, with their Swedish names, in order.

    Public holidays are those of the act 1989:253. The eves of midsummer, Christmas and New Year are added,
    since hardly anybody is at work then; the act 1930:173 (section 2) equates them with Sundays as well.
    """
    return {day: _holidays(day.year)[day] for day in _weekdays(monday) if day in _holidays(day.year)}


def is_working_day(day: date) -> bool:
    """Whether `day` is Monday to Friday and none of `public_holidays`."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def previous_working_day(day: date) -> date:
    """The nearest working day before `day`."""
    day -= DAY
    while not is_working_day(day):
        day -= DAY
    return day


def next_working_day(day: date) -> date:
    """The nearest working day after `day`."""
    day += DAY
    while not is_working_day(day):
        day += DAY
    return day


def add_working_days(moment: datetime, days: int, zone: ZoneInfo = STOCKHOLM) -> datetime:
    """The same time by the clock, `days` working days later (aware in, UTC out); ValueError if negative.

    What happens on a day off counts from midnight at the start of the next working day, so that people
    get whole days: three working days from a Saturday end as Wednesday does.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    local = _aware(moment).astimezone(zone)
    day, at = local.date(), local.time()
    if not is_working_day(day):
        day, at = next_working_day(day), time()
    elif not days:
        return moment.astimezone(UTC)
    for _ in range(days):
        day = next_working_day(day)
    return at_local(day, at, zone)


def working_days_before(moment: datetime, days: int, zone: ZoneInfo = STOCKHOLM) -> datetime:
    """The last moment from which `days` (at least 1) working days are over at `moment` (aware in, UTC out).

    So `add_working_days(that, days) <= moment`, and for nothing later.
    """
    if days < 1:
        raise ValueError("days must be positive")
    local = _aware(moment).astimezone(zone)
    day, at = local.date(), local.time()
    if not is_working_day(day):
        # Nothing ends on a day off, so the last working day has ended whole.
        day, at = previous_working_day(day), time.max
    for _ in range(days):
        day = previous_working_day(day)
    return at_local(day, at, zone)


def first_school_day(monday: date) -> date:
    """The week's first day from Monday to Friday that is no holiday; the Monday if all are."""
    return next(filter(is_working_day, _weekdays(monday)), monday)


def last_school_day(monday: date) -> date:
    """The week's last day from Monday to Friday that is no holiday; the Friday if all are."""
    week = _weekdays(monday)
    return next(filter(is_working_day, reversed(week)), week[-1])


# School breaks


def school_break(monday: date, municipality: str | None = None) -> str | None:
    """The Swedish name of the school break in that week, or None; to warn with, never to refuse.

    `municipality` is a code such as "1490". What `vocabulary/breaks.tsv` says of a municipality's break in a
    year replaces the habit for it: sportlov v. 7, höstlov v. 44, sommarlov v. 25–33 (after the last day about
    13 June, before the first about 20 August), jullov the weeks with a weekday from 24 December to 6 January.
    Påsklov is the week before or after Easter, by municipality; unless listed, the one of Easter Monday.
    """
    year = iso_year(_monday(monday))
    listed = _listed_breaks().get((municipality or "", year), {})
    if monday in listed:
        return listed[monday]
    usual = _usual_break(monday)
    return None if usual in listed.values() else usual


def _usual_break(monday: date) -> str | None:
    number = week_number(monday)
    if number == 7:
        return "sportlov"
    if number == 44:
        return "höstlov"
    if 25 <= number <= 33:
        return "sommarlov"
    if any((day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 6) for day in _weekdays(monday)):
        return "jullov"
    return "påsklov" if _holidays(monday.year).get(monday) == "Annandag påsk" else None


@lru_cache(maxsize=1)
def _listed_breaks() -> Mapping[tuple[str, int], Mapping[date, str]]:
    """(municipality, ISO year) → the Mondays of its breaks."""
    found: dict[tuple[str, int], dict[date, str]] = {}
    lines = (files("models.vocabulary") / "breaks.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        municipality, year, monday, name = line.split("\t")
        found.setdefault((municipality, int(year)), {})[date.fromisoformat(monday)] = name
    return found


@lru_cache(maxsize=256)
def _holidays(year: int) -> Mapping[date, str]:
    # Here, since the package takes long to import and many processes never need it.
    from holidays.countries.sweden import Sweden

    calendar = Sweden(years=year, language="sv", include_sundays=False, categories=("public", "de_facto"))
    return MappingProxyType({day: calendar[day] for day in sorted(calendar)})


def _weekdays(monday: date) -> list[date]:
    return [_monday(monday) + DAY * n for n in range(5)]


def _monday(day: date) -> date:
    if day.weekday():
        raise ValueError(f"{day} is not a Monday")
    return day


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment
