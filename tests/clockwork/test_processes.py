"""Several clockworks at once: one sends, and another takes over within seconds."""

import asyncio
import time
from datetime import datetime

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models.clock import SystemClock
from models.store import Store
from models.tables import Employer, Notice, Person
from tests.cast import gather
from tests.clockwork.program import Forked, end, fork_and_wait, kill
from tests.clockwork.telegram import telegram
from tests.clockwork.waiting import by_status, left

READERS = 40
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("clockwork")]


def town_with_notices(session: Session, readers: int, first: int = 1000) -> None:
    """An approved employer, and people who each wait to hear that it is."""
    employer = session.scalar(select(col(Employer.id))) or gather(session).employer
    session.execute(update(Notice).where(col(Notice.status) == "waiting").values(status="dropped"))
    now = SystemClock().now()
    for n in range(first, first + readers):
        session.execute(
            insert(Person), {"id": n, "chat_id": n, "name": "P", "language": "sv", "created_at": now}
        )
        session.execute(insert(Notice), approved(n, employer, now, n))


def approved(person: int, employer: int, due_at: datetime, mark: int) -> dict[str, object]:
    """News that is true and says the same at any hour; urgent, since the tests run at night too."""
    return {
        "key": f"test:{mark}",
        "person_id": person,
        "kind": "employer_approved",
        "about": "employer",
        "about_id": employer,
        "due_at": due_at,
        "status": "waiting",
        "attempts": 0,
        "urgent": True,
        "question": False,
    }


async def all_sent(store: Store, seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while await store.read(left):  # noqa: ASYNC110 (other processes work)
            await asyncio.sleep(0.02)


async def test_two_and_then_four_processes_tell_nobody_twice(store: Store, database: str) -> None:
    with telegram() as served:
        processes: list[Forked] = []
        try:
            for first in (1000, 2000):
                processes += await asyncio.gather(
                    *(fork_and_wait(database, served.url, "schedule") for _ in range(2))
                )
                await store.write(town_with_notices, READERS, first)
                await all_sent(store)
            told = {chat: len(texts) for chat, texts in served.by_chat().items()}
            assert told == {first + n: 1 for first in (1000, 2000) for n in range(READERS)}
            assert served.most_in_a_second() <= 30
            assert {await end(process) for process in processes} == {0}
        finally:
            await kill(*processes)


async def test_a_standby_sends_within_five_seconds_of_a_kill_and_nothing_is_lost(
    store: Store, database: str
) -> None:
    with telegram() as served:
        leads = "this process runs the clockwork"
        active = await fork_and_wait(database, served.url, "schedule", words=leads)
        standby = await fork_and_wait(database, served.url, "schedule")
        try:
            await store.write(town_with_notices, READERS)
            async with asyncio.timeout(30):
                while len(served.arrived) < 5:  # noqa: ASYNC110 (another thread counts)
                    await asyncio.sleep(0.005)
            active.kill()
            killed_at = time.monotonic()
            await all_sent(store)
            later = [one.at for one in served.arrived if one.at > killed_at + 0.1]
            assert min(later) - killed_at < 5.0
            assert {one.chat_id for one in served.arrived} == set(range(1000, 1000 + READERS))
            assert len(served.arrived) <= READERS + 1
            assert (await store.read(by_status))["sent"] == READERS
        finally:
            await kill(active, standby)
