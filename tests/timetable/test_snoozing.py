"""A sentence after a reminder puts off all of that message that can wait, and nothing else."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import preferences, reservations, snoozing
from models.refusals import Refused
from models.snoozing import Snoozed
from models.store import Store
from models.tables import Notice
from tests.cast import NINTH, NOW, V10, V11, Cast
from tests.timetable.postman import deliver, waiting
from tests.timetable.test_kinds import at, kinds, ready

TUESDAY = date(2027, 2, 23)


def one_more(session: Session, cast: Cast, week: date, key: str, now: datetime = NOW) -> int:
    booked = reservations.reserve(session, cast.teacher, cast.placement, week, week, 1, NINTH, key, now)
    return booked.reservation_id


def say(session: Session, now: datetime, message: int) -> list[str]:
    """Delivers what is due to each person as one message; gives the keys."""
    said = deliver(session, now)
    keys = [one.key for one in said]
    session.execute(update(Notice).where(col(Notice.key).in_(keys)).values(message_id=message))
    return keys


async def test_all_of_one_message_is_put_off(store: Store) -> None:
    cast, first = await ready(store)
    second = await store.write(one_more, cast, V10, "b")
    await store.write(say, at("2027-02-22"), 7)
    snoozed = await store.write(snoozing.snooze, cast.teacher, "tomorrow", at("2027-02-22", 9))
    assert snoozed == Snoozed(TUESDAY, (first, second), offer=False, too_late=False)
    said = await store.write(deliver, at("2027-02-23"))
    assert kinds(said, cast.teacher) == ["remind_teacher/14"] * 2
    assert kinds(said, cast.owner) == []


async def test_what_came_in_an_earlier_message_stays_as_it_is(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(say, at("2027-02-22"), 6)
    # Booked when its reminder was due: it comes a day later than that of the first.
    late = await store.write(one_more, cast, V10, "b", at("2027-02-22", 12))
    await store.write(say, at("2027-02-23"), 7)
    snoozed = await store.write(snoozing.snooze, cast.teacher, "tomorrow", at("2027-02-23", 9))
    assert snoozed == Snoozed(date(2027, 2, 24), (late,), offer=False, too_late=False)


async def test_after_a_reminder_that_cannot_wait_an_earlier_one_is_not_meant(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(one_more, cast, V11, "b")
    await store.write(say, at("2027-03-04"), 7)
    await store.write(say, at("2027-03-05"), 8)
    assert await store.write(snoozing.snooze, cast.teacher, "tomorrow", at("2027-03-05", 9)) is None


async def test_what_can_wait_is_put_off_though_something_else_cannot(store: Store) -> None:
    cast, _ = await ready(store)
    later = await store.write(one_more, cast, V11, "b")
    await store.write(say, at("2027-03-01"), 7)
    # On Monday the first ones are there; the second's reminder has time.
    snoozed = await store.write(snoozing.snooze, cast.teacher, "monday", at("2027-03-01", 9))
    assert snoozed == Snoozed(date(2027, 3, 8), (later,), offer=False, too_late=True)


async def test_a_reminder_that_was_wished_for_waits_too(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(preferences.look_ahead, cast.teacher, 4, NOW)
    await store.write(say, at("2027-02-08"), 7)
    snoozed = await store.write(snoozing.snooze, cast.teacher, "monday", at("2027-02-08", 9))
    assert snoozed is not None
    assert (snoozed.day, snoozed.reservations) == (date(2027, 2, 15), (booking,))
    assert kinds(await store.write(deliver, at("2027-02-15")), cast.teacher) == ["remind_teacher/28"]


async def test_a_reminder_of_days_ago_or_of_others_is_not_meant(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(say, at("2027-02-22"), 7)
    late = at("2027-02-22") + snoozing.JUST_NOW + timedelta(hours=1)
    assert await store.write(snoozing.snooze, cast.teacher, "tomorrow", late) is None
    assert await store.write(snoozing.snooze, cast.other_teacher, "tomorrow", at("2027-02-22", 9)) is None
    before = len(await store.read(waiting))
    await store.write(reservations.cancel, cast.teacher, 1, at("2027-02-22", 10))
    with pytest.raises(Refused, match="already_over"):
        await store.write(snoozing.snooze, cast.teacher, "tomorrow", at("2027-02-22", 11))
    assert len(await store.read(waiting)) < before
