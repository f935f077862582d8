"""Many teachers at once, here or in a process of its own."""

import asyncio
from datetime import timedelta
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

from sqlalchemy import Integer, bindparam, update
from sqlmodel import col

from models import seats
from models.hot import Hot
from models.refusals import Refused
from models.reserving import reserve
from models.store import Store, open_store
from models.tables import Week
from tests.cast import NINTH, NOW, V10

# How seats would be taken by who doesn't look whether any are left.
UNGUARDED = Hot(
    update(Week)
    .where(
        col(Week.placement_id) == bindparam("placement"),
        col(Week.monday).between(bindparam("first"), bindparam("last")),
    )
    .values(taken=col(Week.taken) + bindparam("n"))
    .returning(bindparam("number", type_=Integer))
)

# The ids of the reservations, and what everybody else was told: a reason, or the name of an error.
Outcome = tuple[list[int], list[str]]


async def rush(store: Store, placement: int, teachers: list[int], at_once: int = 200) -> Outcome:
    """Each teacher wants one or two seats in two to five weeks, which overlap with everybody else's."""
    door = asyncio.Semaphore(at_once)

    async def one(number: int, teacher: int) -> int | str:
        async with door:
            return await ask(number, teacher)

    async def ask(number: int, teacher: int) -> int | str:
        first = V10 + timedelta(weeks=number % 5)
        last = first + timedelta(weeks=1 + number % 4)
        wanted = 1 + number % 2
        try:
            receipt = await store.write(
                reserve, teacher, placement, first, last, wanted, NINTH, str(teacher), NOW
            )
        except Refused as refused:
            return refused.reason.value
        except Exception as error:
            return type(error).__name__
        return receipt.reservation_id

    ended = await asyncio.gather(*(one(number, teacher) for number, teacher in enumerate(teachers)))
    return [id_ for id_ in ended if isinstance(id_, int)], [told for told in ended if isinstance(told, str)]


def join_rush(
    database: str,
    placement: int,
    teachers: list[int],
    guarded: bool,
    gate: Barrier,
    told: "SimpleQueue[Outcome]",
) -> None:
    """What a process does: begins when all have come to the gate, and tells how it ended."""
    if not guarded:
        seats._TAKE = UNGUARDED

    async def run() -> None:
        store = await open_store(database)
        gate.wait(30)
        # Few at a time, so that the processes take turns instead of one giving all away together.
        told.put(await rush(store, placement, teachers, at_once=10))
        await store.close()

    asyncio.run(run())
