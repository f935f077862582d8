"""Reserving, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from models import claiming, closing, placements, reservations, views
from models.refusals import Reason, Refused
from models.seats import left_in
from models.store import Store
from models.tables import Notice
from models.weeks import add_working_days
from tests.cast import NINTH, NOW, V10, V11, V12, Cast, gather

LATER = NOW + timedelta(hours=1)


async def reserve(store: Store, cast: Cast, seats: int = 2, key: str = "a", **other: Any) -> int:
    wish = {"first": V10, "last": V11, "teacher": cast.teacher, **other}
    receipt = await store.write(
        reservations.reserve,
        wish["teacher"],
        cast.placement,
        wish["first"],
        wish["last"],
        seats,
        NINTH,
        key,
        NOW,
    )
    return receipt.reservation_id


async def left(store: Store, cast: Cast) -> list[int]:
    """The free seats in weeks 10, 11 and 12."""
    found = await store.read(left_in, cast.placement, [V10, V11, V12])
    return [found[week] for week in (V10, V11, V12)]


async def test_a_request_holds_its_seats_and_no_others(store: Store) -> None:
    cast = await store.write(gather)
    await reserve(store, cast)
    assert await left(store, cast) == [1, 1, 3]


async def test_the_same_tap_twice_reserves_once(store: Store) -> None:
    cast = await store.write(gather)
    assert await reserve(store, cast) == await reserve(store, cast)
    assert await left(store, cast) == [1, 1, 3]


async def test_nobody_gets_a_seat_that_is_taken_and_hears_how_many_are_left(store: Store) -> None:
    cast = await store.write(gather)
    await reserve(store, cast, first=V11, last=V12)
    with pytest.raises(Refused) as refused:
        await reserve(store, cast, key="b", teacher=cast.other_teacher)
    assert refused.value.reason is Reason.NOT_ENOUGH_SEATS
    assert (refused.value.facts["monday"], refused.value.facts["left"]) == (V11, 1)
    assert await left(store, cast) == [3, 1, 1]


@pytest.mark.parametrize("seats", [0, -1, 100, 9999])
async def test_senseless_numbers_of_seats_are_refused(store: Store, seats: int) -> None:
    cast = await store.write(gather)
    with pytest.raises(Refused, match="seats_senseless"):
        await reserve(store, cast, seats)


async def test_a_stranger_can_neither_reserve_nor_answer_nor_cancel(store: Store) -> None:
    cast = await store.write(gather)
    with pytest.raises(Refused, match="not_teacher"):
        await reserve(store, cast, teacher=cast.stranger)
    held = await reserve(store, cast)
    for rule in (reservations.confirm, reservations.cancel):
        with pytest.raises(Refused, match="not_yours"):
            await store.write(rule, cast.stranger, held, LATER)
    with pytest.raises(Refused, match="not_yours"):
        await store.read(views.reservation, cast.stranger, held)


async def test_a_request_expires_after_three_working_days_and_frees_its_seats(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    ends = add_working_days(NOW, 3)
    assert await store.write(closing.expire_due, ends - timedelta(seconds=1)) == 0
    assert await store.write(closing.expire_due, ends) == 1
    assert (await store.read(views.reservation, cast.teacher, held)).status == "expired"
    assert await left(store, cast) == [3, 3, 3]


async def test_a_yes_to_fewer_frees_the_rest(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await store.write(reservations.confirm, cast.owner, held, LATER, 1)
    assert await left(store, cast) == [2, 2, 3]


async def test_contacts_are_shown_only_when_the_reservation_is_confirmed(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    assert (await store.read(views.reservation, cast.teacher, held)).contact is None
    await store.write(reservations.confirm, cast.owner, held, LATER)
    contact = (await store.read(views.reservation, cast.teacher, held)).contact
    assert contact is not None
    assert contact.phone == "033-12 34 56"


async def test_only_its_teacher_sees_the_label(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await store.write(reservations.label, cast.teacher, held, "9B", LATER)
    assert (await store.read(views.reservation, cast.teacher, held)).label == "9B"
    assert (await store.read(views.reservation, cast.owner, held)).label is None


async def test_a_wished_change_holds_both_until_a_no_restores_what_was_agreed(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await store.write(reservations.confirm, cast.owner, held, LATER)
    await store.write(reservations.change, cast.teacher, held, 2, V11, V12, LATER)
    assert await left(store, cast) == [1, 1, 1]
    await store.write(reservations.decline, cast.owner, held, None, LATER)
    view = await store.read(views.reservation, cast.teacher, held)
    assert (view.status, view.first, view.last) == ("confirmed", V10, V11)
    assert await left(store, cast) == [1, 1, 3]


async def test_a_yes_to_a_wished_change_lets_go_of_the_old_weeks(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await store.write(reservations.confirm, cast.owner, held, LATER)
    await store.write(reservations.change, cast.teacher, held, 2, V11, V12, LATER)
    await store.write(reservations.confirm, cast.owner, held, LATER)
    assert await left(store, cast) == [3, 1, 1]


async def test_a_change_that_does_not_fit_leaves_the_old_reservation(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await reserve(store, cast, 2, "b", first=V12, last=V12, teacher=cast.other_teacher)
    with pytest.raises(Refused, match="not_enough_seats"):
        await store.write(reservations.change, cast.teacher, held, 2, V11, V12, LATER)
    assert await left(store, cast) == [1, 1, 1]


async def test_fewer_pupils_stay_confirmed(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await store.write(reservations.confirm, cast.owner, held, LATER)
    await store.write(reservations.change, cast.teacher, held, 1, V10, V11, LATER)
    assert (await store.read(views.reservation, cast.teacher, held)).status == "confirmed"
    assert await left(store, cast) == [2, 2, 3]


async def test_direct_booking_is_confirmed_at_once_with_its_reminders(store: Store) -> None:
    cast = await store.write(gather, direct=True)
    held = await reserve(store, cast)
    assert (await store.read(views.reservation, cast.teacher, held)).status == "confirmed"
    told = await store.read(lambda session: session.scalars(select(col(Notice.due_at))).all())
    assert min(told) == NOW


async def test_withdrawing_a_place_ends_its_reservations_and_hides_it(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    assert await store.write(placements.withdraw, cast.owner, cast.placement, "Sjukdom", LATER) == 1
    view = await store.read(views.reservation, cast.teacher, held)
    assert (view.status, view.reason) == ("withdrawn", "Sjukdom")
    with pytest.raises(Refused, match="not_open"):
        await reserve(store, cast, key="b")


async def test_seats_never_go_under_what_is_taken_and_a_taken_week_stays(store: Store) -> None:
    cast = await store.write(gather)
    await reserve(store, cast)
    with pytest.raises(Refused, match="seats_taken"):
        await store.write(placements.set_seats, cast.owner, cast.placement, 1, None, NOW)
    with pytest.raises(Refused, match="week_taken"):
        await store.write(placements.offer_week, cast.owner, cast.placement, V10, NOW)


async def test_a_cancelled_reservation_takes_its_reminders_with_it(store: Store) -> None:
    cast = await store.write(gather)
    held = await reserve(store, cast)
    await store.write(reservations.confirm, cast.owner, held, LATER)
    await store.write(reservations.cancel, cast.teacher, held, LATER)
    claimed = await store.write(claiming.claim, NOW + timedelta(days=202), timedelta(minutes=1), 50)
    assert claimed
    assert not [notice for notice in claimed if notice.kind.startswith("remind")]
    assert await left(store, cast) == [3, 3, 3]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # Three working days ahead; on the Friday before, until the pupils are to come.
        (datetime(2027, 3, 1, 9, tzinfo=UTC), datetime(2027, 3, 4, 9, tzinfo=UTC)),
        (datetime(2027, 3, 5, 9, tzinfo=UTC), datetime(2027, 3, 8, 7, tzinfo=UTC)),
    ],
)
async def test_a_request_does_not_outlive_the_morning_on_which_it_would_begin(
    store: Store, now: datetime, until: datetime
) -> None:
    cast = await store.write(gather)
    made = await store.write(reservations.reserve, cast.teacher, cast.placement, V10, V10, 1, NINTH, "x", now)
    assert made.answer_by == until
    moved = await store.write(reservations.change, cast.teacher, made.reservation_id, 1, V10, V11, now)
    assert moved.answer_by == until
