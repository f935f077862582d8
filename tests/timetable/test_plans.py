"""Whatever is booked and whenever: what lies ahead is said once, at a decent hour, while it makes sense."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.forms import Audience
from models.manners import is_quiet
from models.notices import Kind
from models.planning import Agreed, Listener, Told, ahead, nudges
from models.timetable import WEEKS_AHEAD, row_of
from models.timetable_row import Group, Reader
from models.weeks import (
    STOCKHOLM,
    add_working_days,
    at_local,
    first_school_day,
    is_working_day,
    last_school_day,
    local_day,
    monday_of,
    school_break,
)

TEACHER, EMPLOYER = 1, 2
WEEK = timedelta(weeks=1)

mondays = st.dates(date(2026, 9, 1), date(2033, 12, 31)).map(monday_of)
groups = st.frozensets(st.sampled_from([group.value for group in Group]))
agreements = st.builds(
    lambda first, weeks, audience, extract, town: Agreed(
        7, first, first + weeks * WEEK, audience, extract, town
    ),
    mondays,
    st.integers(0, 12),
    st.sampled_from([None, 1, 2, 4, 8, 16]),
    st.booleans(),
    st.sampled_from([None, "1490", "1444", "1463"]),
)
ahead_of_time = st.timedeltas(timedelta(days=-30), timedelta(days=120))


def listener(person: int, reader: Reader) -> st.SearchStrategy[Listener]:
    return st.builds(
        Listener,
        st.just(person),
        st.just(reader),
        st.integers(7, 18),
        groups,
        st.sampled_from([0, *WEEKS_AHEAD]),
    )


pairs = st.tuples(listener(TEACHER, Reader.TEACHER), listener(EMPLOYER, Reader.EMPLOYER))
PLAIN = (
    Listener(TEACHER, Reader.TEACHER, 8, frozenset(), 0),
    Listener(EMPLOYER, Reader.EMPLOYER, 8, frozenset(), 0),
)


def begins(agreed: Agreed) -> datetime:
    return at_local(first_school_day(agreed.first), time())


@settings(deadline=None)
@given(agreements, pairs, ahead_of_time)
@example(Agreed(7, date(2028, 2, 28), date(2028, 2, 28), 2, True, "1490"), PLAIN, timedelta(days=60))
@example(Agreed(7, date(2026, 12, 28), date(2027, 1, 4), 2, True, "1490"), PLAIN, timedelta(days=60))
@example(Agreed(7, date(2027, 3, 29), date(2027, 3, 29), 2, True, "1490"), PLAIN, timedelta(days=1))
@example(Agreed(7, date(2026, 10, 26), date(2026, 10, 26), 8, True, "1490"), PLAIN, timedelta(hours=9))
def test_what_lies_ahead_is_decent_in_time_and_once(
    agreed: Agreed, people: tuple[Listener, Listener], before: timedelta
) -> None:
    now = begins(agreed) - before
    first, last = first_school_day(agreed.first), last_school_day(agreed.last)
    told = ahead(agreed, people, now)
    for person_id, planned in told:
        day = local_day(planned.due_at)
        assert planned.due_at >= now
        assert not is_quiet(planned.due_at)
        assert planned.until is not None
        assert planned.due_at < planned.until
        row = row_of(planned.kind, planned.detail)
        assert row.group not in people[person_id - 1].muted
        assert row.weeks_ahead in (0, people[person_id - 1].weeks_ahead)
        assert agreed.extract or planned.kind is not Kind.EXTRACT
        if planned.kind in (Kind.AFTER_TEACHER, Kind.AFTER_EMPLOYER):
            assert day > last
        elif planned.kind is Kind.FIRST_DAY:
            assert day == first or not is_working_day(first)
        else:
            assert day < first
            assert local_day(planned.until) <= first
    assert max(Counter((who, said.kind, said.mark) for who, said in told).values(), default=1) == 1


@settings(deadline=None)
@given(agreements, pairs, ahead_of_time)
def test_two_reminders_of_the_usual_three_never_come_together(
    agreed: Agreed, people: tuple[Listener, Listener], before: timedelta
) -> None:
    told = ahead(agreed, people, begins(agreed) - before)
    usual = [
        (who, said.due_at)
        for who, said in told
        if said.kind in (Kind.REMIND_TEACHER, Kind.REMIND_EMPLOYER) and said.detail in ("14", "7", "1")
    ]
    assert len(usual) == len(set(usual))


@settings(deadline=None)
@given(agreements, pairs)
def test_a_school_hears_nothing_in_its_breaks_except_the_long_one(
    agreed: Agreed, people: tuple[Listener, Listener]
) -> None:
    now = begins(agreed) - timedelta(days=120)
    for who, said in ahead(agreed, people, now):
        off = school_break(monday_of(local_day(said.due_at)), agreed.municipality)
        has_breaks = agreed.municipality is not None and agreed.audience in (None, 1, 2, 4)
        if who == TEACHER and has_breaks and said.kind is not Kind.FIRST_DAY:
            assert off in (None, "sommarlov")


@settings(deadline=None)
@given(agreements, pairs, ahead_of_time, st.timedeltas(timedelta(), timedelta(days=40)))
def test_planning_again_later_names_the_same_things(
    agreed: Agreed, people: tuple[Listener, Listener], before: timedelta, later: timedelta
) -> None:
    """So that what was sent already isn't sent again: the outbox takes a key once."""

    def keys(told: Told) -> set[tuple[int, Kind, str]]:
        return {(who, said.kind, said.mark) for who, said in told}

    now = begins(agreed) - before
    assert keys(ahead(agreed, people, now + later)) <= keys(ahead(agreed, people, now))


@pytest.mark.parametrize(
    ("first", "days"),
    [
        # Monday to Monday, and the Friday before.
        ("2027-03-08", ["2027-02-22", "2027-03-01", "2027-03-05"]),
        # Across the spring night that loses an hour; Easter and påsklov take all after Thursday.
        ("2027-04-05", ["2027-03-22", "2027-03-25"]),
        # Around 29 February.
        ("2028-03-13", ["2028-02-28", "2028-03-06", "2028-03-10"]),
        # After week 53 and jullov all that is left is the last school day before it.
        ("2027-01-11", ["2026-12-18"]),
        # Week 7 is sportlov in Borås.
        ("2027-02-22", ["2027-02-08", "2027-02-12"]),
    ],
)
def test_the_teachers_three_reminders_fall_on_school_days(first: str, days: list[str]) -> None:
    monday = date.fromisoformat(first)
    agreed = Agreed(7, monday, monday, Audience.PRAO_9, False, "1490")
    told = ahead(agreed, PLAIN[:1], begins(agreed) - timedelta(days=90))
    due = [said.due_at.astimezone(STOCKHOLM) for _, said in told if said.kind is Kind.REMIND_TEACHER]
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in due] == [f"{day} 08:00" for day in days]


def test_the_summer_is_too_long_to_remind_before_it() -> None:
    monday = date(2027, 8, 23)
    agreed = Agreed(7, monday, monday, Audience.PRAO_9, False, "1490")
    told = ahead(agreed, PLAIN[:1], begins(agreed) - timedelta(days=90))
    due = [local_day(said.due_at) for _, said in told if said.kind is Kind.REMIND_TEACHER]
    assert due == [date(2027, 8, 9), date(2027, 8, 16), date(2027, 8, 20)]


def test_adults_have_no_school_breaks() -> None:
    monday = date(2027, 2, 22)
    agreed = Agreed(7, monday, monday, Audience.VUX, False, "1490")
    told = ahead(agreed, PLAIN[:1], begins(agreed) - timedelta(days=90))
    due = [local_day(said.due_at) for _, said in told if said.kind is Kind.REMIND_TEACHER]
    assert due == [date(2027, 2, 8), date(2027, 2, 15), date(2027, 2, 19)]


def test_a_place_booked_for_tomorrow_is_reminded_of_at_once() -> None:
    monday = date(2027, 3, 8)
    agreed = Agreed(7, monday, monday, None, True, "1490")
    friday = datetime(2027, 3, 5, 13, 30, tzinfo=UTC)
    told = ahead(agreed, PLAIN, friday)
    soon = {(said.kind, said.detail) for _, said in told if said.due_at == friday}
    assert soon == {(Kind.REMIND_TEACHER, "1"), (Kind.REMIND_EMPLOYER, "1")}
    sunday = datetime(2027, 3, 7, 18, tzinfo=UTC)
    kinds = [said.kind for _, said in ahead(agreed, PLAIN, sunday)]
    assert kinds == [Kind.FIRST_DAY, Kind.AFTER_TEACHER, Kind.AFTER_EMPLOYER]


def test_what_was_missed_comes_the_next_working_day() -> None:
    monday = date(2027, 3, 8)
    agreed = Agreed(7, monday, monday, None, False, "1490")
    told = ahead(agreed, PLAIN[1:], datetime(2027, 2, 25, 12, tzinfo=UTC))
    assert [(said.detail, local_day(said.due_at)) for _, said in told[:3]] == [
        ("14", date(2027, 2, 26)),
        ("7", date(2027, 3, 1)),
        ("1", date(2027, 3, 5)),
    ]


def test_who_books_at_their_own_workplace_hears_it_once() -> None:
    agreed = Agreed(7, date(2027, 3, 8), date(2027, 3, 8), None, False, "1490")
    twice = [Listener(5, reader, 8, frozenset(), 0) for reader in (Reader.EMPLOYER, Reader.TEACHER)]
    told = ahead(agreed, twice, begins(agreed) - timedelta(days=60))
    assert {row_of(said.kind, said.detail).reader for _, said in told} == {Reader.TEACHER}


@settings(deadline=None)
@given(st.datetimes(datetime(2026, 9, 1), datetime(2033, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_request_is_asked_about_twice_before_it_runs_out(now: datetime) -> None:
    answer_by = add_working_days(now, 3)
    told = [said for _, said in nudges(7, PLAIN, answer_by, "", now)]
    assert [said.detail for said in told] == ["1", "2"]
    before = now
    for said in told:
        assert said.until is not None
        assert not is_quiet(said.due_at)
        assert before + timedelta(hours=9) < said.due_at < said.until <= answer_by
        before = said.due_at
