"""Weeks, ranges and terms."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.weeks import (
    STOCKHOLM,
    NoSuchWeek,
    Term,
    at_local,
    iso_year,
    local_day,
    monday_of,
    mondays_between,
    next_week_with_number,
    ranges,
    same_week_in,
    term_of,
    this_monday,
    week_from_number,
    week_number,
)

WEEK = timedelta(weeks=1)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
mondays = days.map(monday_of)
long_years = [1992, 1998, 2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060]


@given(days)
def test_every_day_belongs_to_the_monday_at_most_six_days_before(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6


@given(mondays)
def test_a_number_and_its_year_lead_back_to_the_same_week(monday: date) -> None:
    assert week_from_number(iso_year(monday), week_number(monday)) == monday


@pytest.mark.parametrize("year", range(1990, 2061))
def test_week_53_exists_in_the_long_years_only(year: int) -> None:
    if year in long_years:
        assert week_number(week_from_number(year, 53)) == 53
    else:
        with pytest.raises(NoSuchWeek):
            week_from_number(year, 53)


@pytest.mark.parametrize("number", [0, -1, 54, 99, 10**30])
def test_a_number_that_no_year_has_is_refused(number: int) -> None:
    with pytest.raises(NoSuchWeek):
        week_from_number(2026, number)
    with pytest.raises(NoSuchWeek):
        next_week_with_number(number, date(2026, 11, 23))


def test_the_last_week_of_2026_is_53() -> None:
    assert week_from_number(2026, 53) == date(2026, 12, 28)
    assert iso_year(date(2026, 12, 28)) == 2026
    assert monday_of(date(2027, 1, 1)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("number", "today", "monday"),
    [
        (48, date(2026, 11, 23), date(2026, 11, 23)),
        (48, date(2026, 11, 29), date(2026, 11, 23)),  # Its Sunday.
        (48, date(2026, 11, 30), date(2027, 11, 29)),
        (12, date(2026, 11, 23), date(2027, 3, 22)),
        (53, date(2026, 11, 23), date(2026, 12, 28)),
        (53, date(2027, 1, 3), date(2026, 12, 28)),  # Sunday of that very week.
        (53, date(2025, 2, 1), date(2026, 12, 28)),
        (1, date(2027, 1, 3), date(2027, 1, 4)),
    ],
)
def test_people_who_name_a_week_mean_the_next_one(number: int, today: date, monday: date) -> None:
    assert next_week_with_number(number, today) == monday


def test_nobody_means_a_week_53_that_is_years_away() -> None:
    with pytest.raises(NoSuchWeek):
        next_week_with_number(53, date(2027, 1, 4))


@given(days, st.integers(1, 52))
def test_a_named_week_is_never_over_and_never_more_than_a_year_away(today: date, number: int) -> None:
    monday = next_week_with_number(number, today)
    assert week_number(monday) == number
    assert today - timedelta(days=6) <= monday <= today + 53 * WEEK


@given(mondays, st.integers(1, 3))
def test_the_same_week_of_a_later_year_has_the_same_number_or_is_52(monday: date, years: int) -> None:
    term = term_of(monday)
    later = same_week_in(monday, Term(term.year + years, term.season))
    assert later is not None
    assert term_of(later) == Term(term.year + years, term.season)
    assert week_number(later) == min(week_number(monday), week_number(later))
    assert week_number(later) >= week_number(monday) - 1


@given(mondays)
def test_no_week_carries_over_from_spring_to_autumn(monday: date) -> None:
    assert same_week_in(monday, term_of(monday).next()) is None


def test_week_53_is_copied_to_week_52() -> None:
    assert same_week_in(date(2026, 12, 28), Term(2027, "autumn")) == date(2027, 12, 27)


@given(mondays, st.integers(0, 200))
def test_a_range_has_both_its_ends_and_no_hole(first: date, more: int) -> None:
    found = mondays_between(first, first + WEEK * more)
    assert (found[0], found[-1], len(found)) == (first, first + WEEK * more, more + 1)
    assert ranges(found) == [(first, found[-1])]


@given(st.lists(mondays, max_size=60))
def test_ranges_hold_exactly_the_weeks_that_were_given(given_weeks: list[date]) -> None:
    found = ranges(given_weeks)
    assert [week for first, last in found for week in mondays_between(first, last)] == sorted(
        set(given_weeks)
    )
    # Neighbours are never left apart.
    assert all(nxt[0] - before[1] > WEEK for before, nxt in pairwise(found))


def test_ranges_follow_each_other_across_the_new_year() -> None:
    weeks = [date(2027, 1, 4), date(2026, 12, 21), date(2026, 12, 28), date(2027, 3, 1)]
    assert ranges(weeks) == [(date(2026, 12, 21), date(2027, 1, 4)), (date(2027, 3, 1), date(2027, 3, 1))]


def test_backwards_ranges_and_other_weekdays_are_refused() -> None:
    monday = date(2027, 3, 1)
    with pytest.raises(ValueError, match="backwards"):
        mondays_between(monday + WEEK, monday)
    for bad in (lambda: mondays_between(monday, date(2027, 3, 9)), lambda: ranges([date(2027, 3, 2)])):
        with pytest.raises(ValueError, match="not a Monday"):
            bad()


@given(days)
def test_every_week_has_exactly_one_term(day: date) -> None:
    term, monday = term_of(day), monday_of(day)
    assert monday in term.mondays()
    assert monday not in term.next().mondays()
    assert monday not in term.previous().mondays()


@given(days)
def test_terms_follow_each_other_without_a_gap(day: date) -> None:
    term = term_of(day)
    assert term.next().mondays()[0] - term.mondays()[-1] == WEEK
    assert term.next().previous() == term
    assert Term.from_code(term.code) == term


def test_the_autumn_of_2026_ends_with_week_53() -> None:
    assert Term(2026, "autumn").mondays()[-1] == date(2026, 12, 28)
    assert term_of(date(2027, 1, 1)) == Term(2026, "autumn")
    assert Term(2027, "spring").code == "2027s"
    assert Term(2027, "autumn").code == "2027a"


@given(
    st.text(max_size=8) | st.sampled_from(["", "s", "2027", "2027x", "27s", "0000s", "-027s", "２０２７s"])
)
def test_a_forged_term_code_is_refused_or_means_itself(code: str) -> None:
    try:
        assert Term.from_code(code).code == code
    except ValueError:
        assert code not in {"2027s", "2027a"}


def test_a_day_begins_at_midnight_in_stockholm() -> None:
    late_sunday = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)
    assert local_day(late_sunday) == date(2026, 11, 22)
    assert this_monday(late_sunday) == date(2026, 11, 16)
    assert this_monday(late_sunday + timedelta(minutes=1)) == date(2026, 11, 23)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 11, 22))  # noqa: DTZ001


def test_on_the_nights_when_clocks_change_a_time_is_still_one_moment() -> None:
    assert at_local(date(2027, 3, 28), time(2, 30)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03:30
    assert at_local(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )  # The first.
    assert at_local(date(2027, 3, 28), time(8)) == datetime(2027, 3, 28, 6, tzinfo=UTC)


@given(days, st.times())
def test_a_local_time_is_shown_as_itself_unless_the_clocks_skip_it(day: date, at: time) -> None:
    moment = at_local(day, at)
    shown = moment.astimezone(STOCKHOLM)
    assert moment.utcoffset() == timedelta()
    assert shown.date() == day
    skipped = shown.hour - at.hour
    assert shown.time() == at or (skipped == 1 and monday_of(day) + timedelta(days=6) == day)
