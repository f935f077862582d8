"""kill -9 of the clockwork at random moments: nothing lost, at most one repeat for each kill, order kept.

PRAKTIKPLATSEN_KILLS=200 runs it at full size: 200 kills during 2,000 deliveries.
"""

import asyncio
import os
import re
from contextlib import suppress
from random import Random

import pytest

from models.clock import SystemClock
from models.store import Store
from tests.clockwork.telegram import Telegram, telegram
from tests.clockwork.waiting import by_status, in_order, left, people_with_notices
from tests.clockwork.worker import Work, start

KILLS = int(os.environ.get("PRAKTIKPLATSEN_KILLS", "40"))
EACH = 4
PEOPLE = KILLS * 10 // EACH
DEADLINE = 60 + 4 * KILLS
_NUMBER = re.compile(r"#(\d+)")
pytestmark = pytest.mark.long


async def kill_again_and_again(store: Store, work: Work, served: Telegram, kills: int, seed: int = 1) -> None:
    """Kills and restarts while deliveries go on, at random moments of their course, then lets it finish."""
    random = Random(seed)
    async with asyncio.timeout(DEADLINE):
        for _ in range(kills):
            process = start(work)
            goal = len(served.arrived) + random.randint(1, 10)
            while len(served.arrived) < goal and await store.read(left):
                await arrived(served, goal, 0.05)
            # Half of them as soon as the message is there, when nobody has written it down yet.
            await asyncio.sleep(random.choice((0.0, random.random() * 0.05)))
            process.kill()
            process.join()
        process = start(work)
        while await store.read(left):  # noqa: ASYNC110 (another process works)
            await asyncio.sleep(0.05)
        process.kill()
        process.join()


async def arrived(served: Telegram, goal: int, seconds: float) -> None:
    """Waits until so many messages are there, to the millisecond, or no longer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while len(served.arrived) < goal:  # noqa: ASYNC110 (another thread counts)
                await asyncio.sleep(0.001)


def said(served: Telegram) -> dict[int, list[int]]:
    """The numbers of the notices that each chat was told, in order and with repeats."""
    return {
        chat: [int(n) for text in texts for n in _NUMBER.findall(text)]
        for chat, texts in served.by_chat().items()
    }


def repeats(served: Telegram) -> int:
    """How many messages said something that their chat had been told before."""
    told: set[str] = set()
    found = 0
    for one in served.arrived:
        numbers = set(_NUMBER.findall(one.text))
        found += bool(numbers & told)
        told |= numbers
    return found


async def test_a_clockwork_killed_again_and_again_loses_nothing_and_keeps_each_persons_order(
    store: Store, database: str
) -> None:
    apart = KILLS * 0.08
    await store.write(people_with_notices, PEOPLE, EACH, SystemClock().now(), seconds_apart=apart)
    with telegram() as served:
        await kill_again_and_again(store, Work(database, served.url, per_second=50), served, KILLS)
        told, expected = said(served), await store.read(in_order)
    print(f"{KILLS} kills, {PEOPLE * EACH} notices, {repeats(served)} repeats")
    assert {chat: list(dict.fromkeys(ids)) for chat, ids in told.items()} == expected
    assert await store.read(by_status) == {"sent": PEOPLE * EACH}
    assert repeats(served) <= KILLS


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_without_the_guard_of_the_claim_notices_come_again_and_again(
    store: Store, database: str
) -> None:
    """Shows that the test above can fail."""
    await store.write(people_with_notices, 100, EACH, SystemClock().now())
    with telegram() as served:
        work = Work(database, served.url, per_second=50, unguarded=True)
        await kill_again_and_again(store, work, served, 2)
        assert repeats(served) > 2
