"""Many notices due at once to as many chats, while people tap: the program against Telegram's limits."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from statistics import median
from typing import Any

import psutil
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models.clock import SystemClock
from models.store import open_store
from models.tables import Employer, Notice, Person
from tests.cast import gather
from tests.clockwork.program import Program, begin_and_wait, end, kill
from tests.clockwork.telegram import Telegram
from tests.clockwork.waiting import left

FIRST = 10_000
TAPPING = 900_000
_ids = count(1)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to. Latencies are seconds from an update to its answer at Telegram."""

    per_second: float
    most_in_a_second: int
    refused: int
    quiet: float
    busy: float
    memory_growth: float
    each_once: bool


def crowd(session: Session, readers: int) -> None:
    """An approved employer, and so many people who wait to hear that it is. Nothing else waits."""
    employer = session.scalar(select(col(Employer.id))) or gather(session).employer
    session.execute(update(Notice).where(col(Notice.status) == "waiting").values(status="dropped"))
    now, connection = SystemClock().now(), session.connection()
    known: dict[str, Any] = {"name": "P", "language": "sv", "created_at": now}
    about: dict[str, Any] = {
        "kind": "employer_approved",
        "about": "employer",
        "about_id": employer,
        "due_at": now,
        "status": "waiting",
        "attempts": 0,
        "urgent": True,
        "question": False,
    }
    people = range(FIRST, FIRST + readers)
    connection.execute(insert(Person), [{"id": n, "chat_id": n, **known} for n in people])
    connection.execute(insert(Notice), [{"key": f"crowd:{n}", "person_id": n, **about} for n in people])


async def tap(served: Telegram, number: int) -> float:
    """Somebody asks for help; gives the seconds until the answer is there."""
    chat = TAPPING + number
    user = {"id": chat, "is_bot": False, "first_name": "T", "language_code": "sv"}
    message = {
        "message_id": 1,
        "date": 1_767_225_600,
        "chat": {"id": chat, "type": "private", "first_name": "T"},
        "from": user,
        "text": "/hjalp",
    }
    served.answered.pop(chat, None)
    began = time.monotonic()
    served.updates.append({"update_id": next(_ids), "message": message})
    async with asyncio.timeout(20):
        while chat not in served.answered:  # noqa: ASYNC110 (another thread answers)
            await asyncio.sleep(0.001)
    return served.answered[chat] - began


async def taps(served: Telegram, pause: float, until: asyncio.Event | int) -> list[float]:
    """One tap after another by changing people, so many or until it is over."""
    found: list[float] = []
    while len(found) < until if isinstance(until, int) else not until.is_set():
        # Nobody taps twice within a second: that is a limit of its own.
        found.append(await tap(served, next(_ids) % 50))
        await asyncio.sleep(pause)
    return found


async def run(
    database: str,
    served: Telegram,
    readers: int,
    commands: list[tuple[str, ...]],
    start: Callable[..., Awaitable[Program]] = begin_and_wait,
) -> Run:
    """Starts the program's processes, measures it quiet and then with all the notices due at once."""
    store = await open_store(database)
    processes = [await start(database, served.url, *command) for command in commands]
    try:
        await taps(served, 0.1, 3)
        quiet = await taps(served, 0.7, 15)
        before = len(served.arrived)
        memory = sum(_memory(process) for process in processes)
        over = asyncio.Event()
        tapping = asyncio.create_task(taps(served, 1.5, over))
        await store.write(crowd, readers)
        while await store.read(left):  # noqa: ASYNC110 (other processes work)
            await asyncio.sleep(0.05)
        over.set()
        busy = await tapping
        grown = sum(_memory(process) for process in processes) / memory
        codes = [await end(process) for process in processes]
        assert set(codes) == {0}
    finally:
        await kill(*processes)
        await store.close()
    notices = [one for one in served.arrived[before:] if one.chat_id < TAPPING]
    took = notices[-1].at - notices[0].at
    each_once = sorted(one.chat_id for one in notices) == list(range(FIRST, FIRST + readers))
    return Run(
        (len(notices) - 1) / took,
        served.most_in_a_second(),
        served.refused,
        median(quiet),
        median(busy),
        grown,
        each_once,
    )


def _memory(process: Program) -> float:
    return float(psutil.Process(process.pid).memory_info().rss)
