"""Holidays, working days and school breaks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.weeks import (
    STOCKHOLM,
    add_working_days,
    at_local,
    first_school_day,
    is_working_day,
    last_school_day,
    local_day,
    monday_of,
    mondays_between,
    next_working_day,
    previous_working_day,
    public_holidays,
    school_break,
    week_from_number,
    week_number,
)
from tests.days_off import is_off

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
mondays = days.map(monday_of)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_easter_of_2027_lies_in_weeks_12_and_13() -> None:
    assert public_holidays(week_from_number(2027, 12)) == {date(2027, 3, 26): "Långfredagen"}
    assert public_holidays(week_from_number(2027, 13)) == {date(2027, 3, 29): "Annandag påsk"}
    assert public_holidays(week_from_number(2027, 14)) == {}


def test_ascension_of_2027_is_the_thursday_of_week_18() -> None:
    assert public_holidays(week_from_number(2027, 18)) == {date(2027, 5, 6): "Kristi himmelsfärdsdag"}


@pytest.mark.parametrize("eve", [date(2027, 6, 25), date(2026, 12, 24), date(2026, 12, 31)])
def test_nobody_is_expected_at_work_on_the_three_eves(eve: date) -> None:
    assert not is_working_day(eve)
    assert eve in public_holidays(monday_of(eve))


@given(mondays)
def test_holidays_are_weekdays_of_their_week_in_order(monday: date) -> None:
    found = list(public_holidays(monday))
    assert found == sorted(found)
    assert all(monday <= day <= monday + timedelta(days=4) and not is_working_day(day) for day in found)


@given(st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_the_working_days_are_those_that_the_acts_leave(day: date) -> None:
    assert is_working_day(day) == (not is_off(day))


@given(days)
def test_neighbouring_working_days_have_no_working_day_between(day: date) -> None:
    before, after = previous_working_day(day), next_working_day(day)
    assert before < day < after
    assert is_working_day(before)
    assert is_working_day(after)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert [one for one in between if is_working_day(one)] == ([day] if is_working_day(day) else [])


def test_an_answer_due_in_three_working_days_waits_for_christmas() -> None:
    asked = at_local(date(2026, 12, 22), time(15, 20))
    # 23 and 28 December, then the 29th: the 24th to the 27th are days off.
    assert add_working_days(asked, 3) == at_local(date(2026, 12, 29), time(15, 20))


def test_what_is_asked_on_a_day_off_gets_whole_days() -> None:
    saturday = at_local(date(2026, 11, 28), time(23, 50))
    assert add_working_days(saturday, 3) == at_local(date(2026, 12, 3), time())
    assert add_working_days(saturday, 0) == at_local(date(2026, 11, 30), time())


@pytest.mark.parametrize("before", [date(2027, 3, 25), date(2026, 10, 23)])
def test_the_clock_shows_the_same_time_after_a_night_when_clocks_change(before: date) -> None:
    due = add_working_days(at_local(before, time(8, 15)), 1)
    assert due.astimezone(STOCKHOLM).time() == time(8, 15)


@given(moments, st.integers(0, 15))
def test_a_deadline_is_never_on_a_day_off(moment: datetime, count: int) -> None:
    due = add_working_days(moment, count)
    assert due.utcoffset() == timedelta()
    assert due >= moment
    assert is_working_day(local_day(due))


@given(moments, st.timedeltas(timedelta(), timedelta(days=10)), st.integers(0, 10))
def test_who_asks_later_never_has_an_earlier_deadline(moment: datetime, later: timedelta, count: int) -> None:
    assert add_working_days(moment, count) <= add_working_days(moment + later, count)
    assert add_working_days(moment, count) < add_working_days(moment, count + 1)


@given(moments.filter(lambda moment: is_working_day(local_day(moment))), st.integers(0, 15))
def test_exactly_so_many_working_days_lie_between(moment: datetime, count: int) -> None:
    first, last = local_day(moment), local_day(add_working_days(moment, count))
    passed = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert sum(map(is_working_day, passed)) == count


def test_negative_days_and_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(datetime(2026, 11, 23, tzinfo=UTC), -1)
    with pytest.raises(ValueError, match="time zone"):
        add_working_days(datetime(2026, 11, 23), 1)  # noqa: DTZ001


def test_a_week_with_easter_monday_starts_on_tuesday() -> None:
    assert first_school_day(date(2027, 3, 29)) == date(2027, 3, 30)
    assert last_school_day(date(2027, 3, 22)) == date(2027, 3, 25)
    assert last_school_day(date(2027, 6, 21)) == date(2027, 6, 24)  # Before midsummer's eve.


@given(mondays)
def test_school_days_lie_in_their_week_and_are_working_days(monday: date) -> None:
    first, last = first_school_day(monday), last_school_day(monday)
    assert monday <= first <= last <= monday + timedelta(days=4)
    assert is_working_day(first)
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("monday", "name"),
    [
        (date(2027, 2, 15), "sportlov"),
        (date(2026, 10, 26), "höstlov"),
        (date(2026, 12, 28), "jullov"),
        (date(2027, 1, 4), "jullov"),
        (date(2027, 1, 11), None),
        (date(2026, 12, 14), None),
        (date(2027, 3, 29), "påsklov"),
        (date(2027, 3, 22), None),
        (date(2025, 6, 16), "sommarlov"),
        (date(2025, 6, 9), None),
        (date(2025, 8, 18), None),
        (date(2022, 12, 19), None),  # Christmas Eve is its Saturday.
    ],
)
def test_a_habitual_break_is_named(monday: date, name: str | None) -> None:
    assert school_break(monday) == name
    assert school_break(monday, "1490") == name


def test_the_table_of_a_municipality_replaces_the_habit() -> None:
    holy_week, after_easter = date(2025, 4, 14), date(2025, 4, 21)
    assert (school_break(holy_week, "1490"), school_break(after_easter, "1490")) == ("påsklov", None)
    assert (school_break(holy_week, "1463"), school_break(after_easter, "1463")) == (None, "påsklov")
    # What the table does not mention stays as it is.
    assert school_break(date(2025, 6, 16), "1490") == "sommarlov"


@given(st.integers(1991, 2059))
def test_every_school_year_has_its_five_breaks(year: int) -> None:
    breaks = [
        school_break(monday)
        for monday in mondays_between(week_from_number(year, 1), week_from_number(year, 52))
    ]
    assert {"sportlov", "påsklov", "sommarlov", "höstlov", "jullov"} <= set(breaks)
    assert breaks.count("sportlov") == breaks.count("påsklov") == breaks.count("höstlov") == 1
    assert breaks.count("sommarlov") == 9
    assert week_number(week_from_number(year, 25 + breaks[24:].count("sommarlov"))) == 34
