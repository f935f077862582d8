"""Weeks that nobody has booked: the employer hears which they are, in time and once."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models import empty_weeks, placements, planning, reservations, views
from models.notices import Kind
from models.store import Store
from models.tables import Placement
from models.weeks import mondays_between
from tests.cast import NINTH, NOW, V5, V10, V11, V12, V20, Cast, gather
from tests.timetable.postman import Said, deliver, waiting
from tests.timetable.test_kinds import at, booked, kinds

V9 = date.fromisocalendar(2027, 9, 1)


async def test_three_weeks_ahead_the_employer_hears_once_that_nobody_comes(
    store: Store,
) -> None:
    cast = await store.write(gather)
    await store.write(deliver, NOW)
    assert kinds(await store.write(deliver, at("2027-01-11")), cast.owner) == ["nobody_comes/2027-02-01"]
    await store.write(placements.pause, cast.owner, cast.placement, at("2027-01-11", 9))
    await store.write(placements.publish, cast.owner, cast.placement, at("2027-01-11", 10))
    assert [
        one for one in await store.write(deliver, at("2027-01-12")) if one.kind is Kind.NOBODY_COMES
    ] == []


def weeks_9_to_11(session: Session, *taken: int) -> Cast:
    """A place in these weeks only, some of them booked long before."""
    cast = gather(session, direct=True)
    others = [*mondays_between(V5, V9)[:-1], *mondays_between(V12, V20)]
    placements.drop_weeks(session, cast.owner, cast.placement, others, NOW)
    for number in taken:
        week = date.fromisocalendar(2027, number, 1)
        reservations.reserve(
            session, cast.teacher, cast.placement, week, week, 1, NINTH, f"week {number}", NOW
        )
    return cast


def only_nobody_comes(said: list[Said]) -> list[Said]:
    return [one for one in said if one.kind is Kind.NOBODY_COMES]


@pytest.mark.parametrize(
    ("taken", "says_before", "which"),
    [
        ((), 9, "weeks 9–11"),
        ((9,), 10, "weeks 10–11"),
        ((9, 11), 10, "week 10"),
        ((9, 10), 11, "week 11"),
        ((10,), 9, "weeks 9, 11"),
    ],
)
async def test_three_weeks_before_the_first_empty_one_it_is_said_once_which_are_empty(
    store: Store, taken: tuple[int, ...], says_before: int, which: str
) -> None:
    await store.write(weeks_9_to_11, *taken)
    told = {}
    for number in (9, 10, 11):
        three_weeks_before = at(str(date.fromisocalendar(2027, number - 3, 1)))
        for one in only_nobody_comes(await store.write(deliver, three_weeks_before)):
            told[number] = one.screen.text
    assert list(told) == [says_before]
    assert f"Nobody has booked {which} " in told[says_before]
    assert ("Booked" in told[says_before]) == bool(taken)


async def test_after_a_month_asleep_only_one_week_speaks_for_the_rest(store: Store) -> None:
    await store.write(weeks_9_to_11)
    said = only_nobody_comes(await store.write(deliver, at("2027-02-26")))
    assert [one.detail for one in said] == [str(V11)]


async def test_where_somebody_comes_each_week_nothing_is_said_of_empty_ones(store: Store) -> None:
    await store.write(weeks_9_to_11, 9, 10, 11)
    said = []
    for day in ("2027-02-08", "2027-02-15", "2027-02-22"):
        said += only_nobody_comes(await store.write(deliver, at(day)))
    assert said == []


async def test_of_weeks_that_schools_have_hardly_seen_only_the_first_is_said_to_be_empty(
    store: Store,
) -> None:
    def offer(session: Session) -> None:
        cast = weeks_9_to_11(session)
        now = at("2027-02-10")
        session.execute(update(Placement).values(published_at=now))
        planning.plan_placement(session, cast.placement, now)

    await store.write(offer)
    # The day of week 9 is over, and that of week 10 comes five days after the offer.
    assert [one.detail for one in await store.read(waiting, Kind.NOBODY_COMES)] == [str(V11)]


async def test_of_a_run_that_is_left_free_weeks_go_from_the_one_that_was_named(store: Store) -> None:
    cast = await store.write(weeks_9_to_11, 10)
    _, gone = await store.write(empty_weeks.take_away, cast.owner, cast.placement, V11, at("2027-02-22"))
    assert gone == [V11]
    own = await store.read(views.own_placement, cast.owner, cast.placement)
    assert [week.monday for week in own.placement.weeks] == [V9, V10]


async def test_empty_weeks_can_be_taken_away_but_never_a_booked_one(store: Store) -> None:
    cast, _ = await store.write(booked)
    now = at("2027-01-11")
    _, gone = await store.write(empty_weeks.take_away, cast.owner, cast.placement, date(2027, 2, 1), now)
    assert len(gone) == 14
    own = await store.read(views.own_placement, cast.owner, cast.placement)
    assert [week.monday for week in own.placement.weeks] == [V10, V11]
