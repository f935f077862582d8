"""Two hundred teachers, fifty seats, overlapping weeks: never one too many, no confirmation lost, and nobody
is told anything but yes or no."""

import asyncio
from collections import defaultdict
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from models import placements, seats
from models.refusals import Reason, Refused
from models.reservations import HOLDING
from models.reserving import Receipt, reserve
from models.store import Store
from models.tables import Reservation, Week
from tests.cast import NINTH, NOW, V10, V11, Cast, crowd, gather
from tests.forking import context, fork
from tests.races.worker import UNGUARDED, Outcome, join_rush, rush


def check(session: Session) -> tuple[int, set[int]]:
    """How many seats too many were promised in any week, and the live reservations; `taken` must agree."""
    promised: dict[date, int] = defaultdict(int)
    live = set()
    for row in session.scalars(select(Reservation).where(col(Reservation.status).in_(HOLDING))):
        live.add(row.id)
        for monday in seats.held(row.seats, row.first, row.last):
            promised[monday] += row.seats
    over = 0
    for week in session.scalars(select(Week)):
        assert week.taken == promised[week.monday]
        over = max(over, week.taken - week.seats)
    return over, live


def two_hundred_for_fifty(session: Session) -> tuple[Cast, list[int]]:
    """A place with fifty seats a week, and two hundred teachers of fifty schools."""
    cast = gather(session, 50)
    return cast, crowd(session, 200)


async def remove_second_lock(store: Store, database: str) -> None:
    """Lets the database keep more taken seats than there are."""
    remove = (
        "PRAGMA ignore_check_constraints=ON"
        if database.startswith("sqlite")
        else "ALTER TABLE week DROP CONSTRAINT ck_week_never_overbooked"
    )
    await store.write(lambda session: session.execute(text(remove)) and None)


async def rush_of_two_processes(
    database: str, placement: int, teachers: list[int], *, guarded: bool = True
) -> list[Outcome]:
    """Half of the teachers in each of two processes, which begin at the same moment."""
    gate, told = context.Barrier(2), context.SimpleQueue()
    rushing = [
        fork(join_rush, database, placement, half, guarded, gate, told)
        for half in (teachers[::2], teachers[1::2])
    ]
    for process in rushing:
        await asyncio.to_thread(process.join, 60)
    assert [process.exitcode for process in rushing] == [0, 0]
    return [told.get() for _ in rushing]


async def test_without_its_guard_the_race_promises_too_many(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the tests below can fail."""
    cast, teachers = await store.write(two_hundred_for_fifty)
    await remove_second_lock(store, database)
    monkeypatch.setattr(seats, "_TAKE", UNGUARDED)
    await rush(store, cast.placement, teachers)
    over, _ = await store.read(check)
    assert over > 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_without_its_guard_two_processes_promise_too_many(store: Store, database: str) -> None:
    cast, teachers = await store.write(two_hundred_for_fifty)
    await remove_second_lock(store, database)
    await rush_of_two_processes(database, cast.placement, teachers, guarded=False)
    over, _ = await store.read(check)
    assert over > 0


async def test_two_hundred_teachers_never_get_one_seat_too_many(store: Store) -> None:
    cast, teachers = await store.write(two_hundred_for_fifty)
    won, refused = await rush(store, cast.placement, teachers)
    over, live = await store.read(check)
    assert over <= 0
    assert live == set(won)
    assert set(refused) == {"not_enough_seats"}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_processes_never_promise_one_seat_too_many(store: Store, database: str) -> None:
    cast, teachers = await store.write(two_hundred_for_fifty)
    ended = await rush_of_two_processes(database, cast.placement, teachers)
    # Each got some, so that they did meet.
    assert all(won for won, _ in ended)
    over, live = await store.read(check)
    assert over <= 0
    assert live == {id_ for won, _ in ended for id_ in won}
    assert {why for _, refused in ended for why in refused} == {"not_enough_seats"}


async def test_a_place_withdrawn_in_the_rush_keeps_no_reservation(store: Store) -> None:
    cast, teachers = await store.write(two_hundred_for_fifty)
    rushing = asyncio.create_task(rush(store, cast.placement, teachers))
    await asyncio.sleep(0)
    await store.write(placements.withdraw, cast.owner, cast.placement, None, NOW)
    _, told = await rushing
    assert set(told) <= {"not_open", "not_enough_seats"}
    over, live = await store.read(check)
    assert (over <= 0, live) == (True, set())


async def test_a_reservation_of_the_last_seat_goes_to_one_of_two(store: Store) -> None:
    cast = await store.write(gather, 1)
    ended = await asyncio.gather(
        *(
            store.write(reserve, teacher, cast.placement, V10, V11, 1, NINTH, f"{teacher}", NOW)
            for teacher in (cast.teacher, cast.other_teacher)
        ),
        return_exceptions=True,
    )
    (lost,) = (one for one in ended if isinstance(one, Refused))
    assert lost.reason is Reason.NOT_ENOUGH_SEATS
    assert {one.reservation_id for one in ended if isinstance(one, Receipt)} == (await store.read(check))[1]
