"""Whatever people do, choose and answer in whatever order: nothing is said twice, rudely, late or untrue."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import closing, following, placements, preferences, putting_off, replies, reservations
from models.empty_weeks import EmptyWeeks
from models.notices import Kind
from models.refusals import Refused
from models.tables import Notice, Person, Placement, Reservation, Week
from models.timetable import row_of
from models.timetable_row import Group
from models.weeks import at_local, first_school_day, last_school_day, local_day
from tests.beginning import Beginning
from tests.cast import NINTH, NOW, V10, Cast, gather
from tests.days_off import is_rude, next_polite_day
from tests.timetable.postman import Said, deliver

WEEK = timedelta(weeks=1)
Act = Callable[[Session, Cast, datetime, int], object]
numbers = st.integers(0, 3)
# From before the timetable begins to after it ends.
strides = st.sampled_from(
    [timedelta(hours=3), timedelta(hours=11), timedelta(days=1), timedelta(days=4), timedelta(days=13)]
)
# Days before the first weeks, so that some things befall before people plan and some right before they begin.
beginnings = st.sampled_from([84, 84, 43, 16, 3])


def act(kind: str, which: int, week: int, weeks: int, seats: int) -> Act:
    """One thing that somebody does; `which` chooses among the reservations and the people."""
    first = V10 + week * WEEK
    last = first + weeks * WEEK

    def one(session: Session, cast: Cast, now: datetime, step: int) -> object:
        known = session.scalars(select(col(Reservation.id)).order_by(col(Reservation.id))).all()
        target = known[which % len(known)] if known else 0
        teacher = cast.teacher if which % 2 else cast.other_teacher
        person = (cast.owner, teacher)[which % 2]
        owner, place = cast.owner, cast.placement
        rules: dict[str, Callable[[], Any]] = {
            "reserve": lambda: reservations.reserve(
                session, teacher, place, first, last, max(seats - 1, 1), NINTH, str(step), now
            ),
            "yes": lambda: reservations.confirm(session, owner, target, now),
            "no": lambda: reservations.decline(session, owner, target, None, now),
            "cancel": lambda: reservations.cancel(session, teacher, target, now),
            "withdraw": lambda: reservations.withdraw(session, owner, target, None, now),
            "change": lambda: reservations.change(session, teacher, target, seats, first, last, now),
            "direct": lambda: placements.choose(session, owner, place, now, direct=bool(which % 2)),
            "extract": lambda: placements.need_extract(session, owner, place, bool(which % 2), now),
            "week": lambda: placements.offer_week(session, owner, place, first, now),
            "pause": lambda: placements.pause(session, owner, place, now),
            "publish": lambda: placements.publish(session, owner, place, now),
            "hour": lambda: preferences.remind_at(session, person, 7 + 3 * seats, now),
            "mute": lambda: preferences.mute(session, person, list(Group)[week], weeks > 0, now),
            "ahead": lambda: preferences.look_ahead(session, person, (0, 3, 4, 6)[weeks], now),
            "tick": lambda: following.tick(
                session, owner, target, following.TICKS[seats % 3], which > 0, now
            ),
            "heard": lambda: following.heard(session, owner, target, ("yes", "no")[which % 2], now),
            "ill": lambda: following.away(session, person, target, seats, now),
            "here": lambda: following.all_here(session, teacher, target, now),
            "how": lambda: following.how(session, person, target, following.HOW[seats % 3], now),
            "applied": lambda: following.extract_done(session, teacher, target, now),
            "later": lambda: putting_off.put_off(
                session,
                person,
                *_put_off(person == owner, week),
                target,
                ("tomorrow", "monday")[weeks % 2],
                now,
            ),
        }
        return rules[kind]()

    return one


def _put_off(employer: bool, which: int) -> tuple[Kind, str]:
    return (Kind.REMIND_EMPLOYER, "14") if employer else (Kind.REMIND_TEACHER, ("14", "7")[which % 2])


KINDS = (
    *(
        "reserve",
        "yes",
        "no",
        "cancel",
        "withdraw",
        "change",
        "direct",
        "extract",
        "week",
        "pause",
        "publish",
    ),
    *("hour", "mute", "ahead", "tick", "heard", "ill", "here", "how", "applied", "later"),
)
acts = st.builds(
    act, st.sampled_from(("reserve", "reserve", "yes", "yes", *KINDS)), numbers, numbers, numbers, numbers
)


def with_an_extract(session: Session, *, direct: bool) -> Cast:
    cast = gather(session, direct=direct)
    placements.need_extract(session, cast.owner, cast.placement, True, NOW)
    return cast


# With a place that says yes in advance, and without.
beginning = {direct: Beginning(partial(with_an_extract, direct=direct)) for direct in (False, True)}


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(direct=st.booleans(), before=beginnings, happening=st.lists(st.tuples(acts, strides), max_size=14))
def test_nothing_is_said_twice_rudely_late_or_untrue(
    direct: bool, before: int, happening: list[tuple[Act, timedelta]]
) -> None:
    said: list[Said] = []
    # When the weeks of each reservation began, as early as they were ever meant to.
    earliest: dict[int, date] = {}
    with beginning[direct].anew() as (session, cast):
        now = at_local(V10 - timedelta(days=before), time(10))
        for step, (one, stride) in enumerate([*happening, *[(None, timedelta(days=9))] * 12]):
            with suppress(Refused):
                if one is not None:
                    one(session, cast, now, step)
                session.commit()
            session.rollback()
            # The clockwork looks at a few moments of the stride, as a slept machine would.
            for moment in looks(now, stride):
                closing.expire_due(session, moment)
                closing.complete_due(session, moment)
                said += checked(session, moment, earliest)
                session.commit()
            now += stride
    assert max(Counter(one.key for one in said).values(), default=1) == 1


def looks(now: datetime, stride: timedelta) -> list[datetime]:
    """Half way, at the end, and in between one evening, when nothing is due that wasn't by day."""
    evening = at_local(local_day(now + stride / 2), time(20))
    return sorted({now + stride / 2, now + stride} | ({evening} if now < evening < now + stride else set()))


def checked(session: Session, now: datetime, earliest: dict[int, date]) -> list[Said]:
    """Delivers, and compares what was said with the rows, by the definitions and not by the rules."""
    before = {row.id: row for row in session.scalars(select(Reservation))}
    for row in before.values():
        begins = min(filter(None, (row.first, row.agreed_first)))
        earliest[row.id] = min(first_school_day(begins), earliest.get(row.id, date.max))
    said = deliver(session, now)
    for one in said:
        if is_rude(now):
            can_not_wait(one, earliest, now)
        assert one.until is None or now < one.until
        group = row_of(one.kind, one.detail).group
        person = session.get_one(Person, one.person_id)
        session.refresh(person)
        # Who puts something off after muting its subject has asked for it.
        assert group not in person.muted.split() or "/z" in one.key
        assert len(one.screen.text) < 1000
        if one.key.split(":")[1] == "reservation":
            holds(session, one, before[one.about_id], local_day(now))
        elif one.kind is Kind.NOBODY_COMES:
            nobody_comes(session, one)
    asked = Counter(one.person_id for one in said if row_of(one.kind, one.detail).question)
    assert max(asked.values(), default=1) == 1
    return said


def can_not_wait(one: Said, earliest: dict[int, date], now: datetime) -> None:
    """Only what befalls soon may disturb: within two days, or before the next moment that disturbs nobody."""
    assert row_of(one.kind, one.detail).may_hurry
    assert earliest[one.about_id] <= max(local_day(now) + timedelta(days=2), next_polite_day(now))


def holds(session: Session, one: Said, row: Reservation, today: date) -> None:
    session.refresh(row)
    answers = replies.of(session, "reservation", row.id)
    states = {
        Kind.REQUESTED: ["requested"],
        Kind.NUDGE_EMPLOYER: ["requested"],
        Kind.BOOKED: ["confirmed"],
        Kind.CONFIRMED: ["confirmed"],
        Kind.DECLINED: ["declined"],
        Kind.CANCELLED: ["cancelled"],
        Kind.WITHDRAWN: ["withdrawn"],
    }
    assert row.status in states.get(one.kind, [row.status])
    planned = (
        *(Kind.EXTRACT, Kind.WHO_COMES, Kind.REMIND_TEACHER, Kind.REMIND_EMPLOYER, Kind.FIRST_DAY),
        *(Kind.AFTER_TEACHER, Kind.AFTER_EMPLOYER),
    )
    if one.kind not in planned:
        return
    assert row.status in ("confirmed", "requested", "completed")
    assert row.agreed_first is not None
    assert row.agreed_last is not None
    begins, ends = first_school_day(row.agreed_first), last_school_day(row.agreed_last)
    if one.kind is Kind.FIRST_DAY:
        assert today == begins
        assert "here" not in answers
    elif one.kind in (Kind.AFTER_TEACHER, Kind.AFTER_EMPLOYER):
        assert today > ends
    else:
        # On the first morning the last reminder is late, but still of use.
        assert today < begins or (today == begins and one.detail == "1")
        # A break moves a reminder by four weeks at most.
        assert (begins - today).days <= int(one.detail or "21") + 28
    if one.kind is Kind.EXTRACT:
        assert session.get_one(Placement, row.placement_id, populate_existing=True).register_extract
        assert "extract" not in answers
    if one.kind is Kind.REMIND_EMPLOYER and one.detail == "7":
        assert "heard" not in answers


def nobody_comes(session: Session, one: Said) -> None:
    assert isinstance(one.facts, EmptyWeeks)
    weeks = session.scalars(
        select(Week).where(col(Week.placement_id) == one.about_id).execution_options(populate_existing=True)
    ).all()
    taken = {week.monday: week.taken for week in weeks}
    assert str(one.facts.mondays[0]) == one.detail
    assert not any(taken[monday] for monday in one.facts.mondays)
    began = one.facts.mondays[0]
    while began - WEEK in taken:
        began -= WEEK
    told = select(col(Notice.detail)).where(
        col(Notice.kind) == one.kind, col(Notice.person_id) == one.person_id, col(Notice.status) == "sent"
    )
    in_the_run = [
        detail for detail in session.scalars(told) if str(began) <= (detail or "") <= str(one.detail)
    ]
    assert in_the_run == [one.detail]
