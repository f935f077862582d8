"""Two hundred teachers, fifty seats, overlapping weeks: never one too many, no confirmation lost."""

import asyncio
import sys
from collections import defaultdict
from datetime import date

import pytest
from sqlalchemy import Integer, bindparam, select, text, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import placements, seats
from models.hot import Hot
from models.reservations import HOLDING
from models.store import Store
from models.tables import Reservation, Week
from tests.cast import NOW, Cast, gather
from tests.races.worker import rush


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


def two_hundred(cast: Cast) -> list[int]:
    return [cast.teacher, cast.other_teacher] * 100


async def test_without_its_guard_the_race_promises_too_many(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the tests below can fail."""
    cast = await store.write(gather, 50)
    unguarded = (
        update(Week)
        .where(
            col(Week.placement_id) == bindparam("placement"),
            col(Week.monday).between(bindparam("first"), bindparam("last")),
        )
        .values(taken=col(Week.taken) + bindparam("n"))
        .returning(bindparam("number", type_=Integer))
    )
    monkeypatch.setattr(seats, "_TAKE", Hot(unguarded))
    if "sqlite" in type(store).__name__.lower():
        await store.write(
            lambda session: session.execute(text("PRAGMA ignore_check_constraints=ON")) and None
        )
    else:
        await store.write(
            lambda session: (
                session.execute(text("ALTER TABLE week DROP CONSTRAINT ck_week_never_overbooked")) and None
            )
        )
    await rush(store, cast.placement, two_hundred(cast), 0)
    over, _ = await store.read(check)
    assert over > 0


async def test_two_hundred_teachers_never_get_one_seat_too_many(store: Store) -> None:
    cast = await store.write(gather, 50)
    won, refused = await rush(store, cast.placement, two_hundred(cast), 0)
    over, live = await store.read(check)
    assert over <= 0
    assert live == set(won)
    assert set(refused) == {"not_enough_seats"}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_processes_never_promise_one_seat_too_many(store: Store, database: str) -> None:
    cast = await store.write(gather, 50)
    arguments = [str(teacher) for teacher in two_hundred(cast)]

    async def process(salt: int) -> str:
        running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.races.worker",
            database,
            str(cast.placement),
            str(salt),
            *arguments,
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await running.communicate()
        assert running.returncode == 0
        return said.decode().strip()

    ended = await asyncio.gather(process(1), process(2))
    won = {int(id_) for line in ended for id_ in line.split(";")[0].split(",") if id_}
    over, live = await store.read(check)
    assert over <= 0
    assert live == won
    assert {line.split(";")[1] for line in ended} <= {"not_enough_seats", ""}


async def test_a_place_withdrawn_in_the_rush_keeps_no_reservation(store: Store) -> None:
    cast = await store.write(gather, 50)
    rushing = asyncio.create_task(rush(store, cast.placement, two_hundred(cast), 0))
    await asyncio.sleep(0)
    await store.write(placements.withdraw, cast.owner, cast.placement, None, NOW)
    await rushing
    over, live = await store.read(check)
    assert (over <= 0, live) == (True, set())


async def test_a_reservation_of_the_last_seat_goes_to_one_of_two(store: Store) -> None:
    cast = await store.write(gather, 1)
    won, refused = await rush(store, cast.placement, [cast.teacher, cast.other_teacher], 0)
    assert len(won) == 1
    assert refused == ["not_enough_seats"]
