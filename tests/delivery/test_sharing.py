"""Processes apart know of each other what Telegram told only one of them."""

import asyncio
from datetime import timedelta

import pytest

from models.clock import MovableClock
from models.store import Store
from scheduler import sharing
from scheduler.pacing import Pacer
from scheduler.sharing import AnswersShare, NoticesShare
from tests.cast import NOW
from tests.delivery.virtual_time import VirtualTime


class Halves:
    """Conversations and a clockwork as two processes have them: each with a pacer, on one database."""

    def __init__(self, store: Store, clock: MovableClock) -> None:
        self.time = VirtualTime()
        self.clock = clock
        self.answers = Pacer(now=self.time.now, sleep=self.time.sleep)
        self.notices = Pacer(now=self.time.now, sleep=self.time.sleep)
        self.serve = AnswersShare(store, clock, self.answers, "serve")
        self.schedule = NoticesShare(store, clock, self.notices, "schedule", lambda: False)

    async def wait_of(self, pacer: Pacer) -> float:
        """How many seconds pass until it may send."""
        before = self.time.seconds
        await self.time.run(pacer.open())
        waited, self.time.seconds = self.time.seconds - before, before
        return waited

    def advance(self, seconds: float) -> None:
        self.time.seconds += seconds
        self.clock.advance(timedelta(seconds=seconds))


@pytest.fixture
def halves(store: Store) -> Halves:
    return Halves(store, MovableClock(NOW, frozen=True))


async def test_a_pause_that_conversations_were_told_holds_for_the_clockwork_exactly_as_long(
    halves: Halves,
) -> None:
    halves.answers.pause(30)
    await halves.serve.look()
    halves.advance(1)
    await halves.schedule.look()
    assert await halves.wait_of(halves.notices) == pytest.approx(29, abs=0.5)
    assert halves.notices.refusals == 0, "it was told to the other process"
    halves.advance(30)
    await halves.serve.look()
    await halves.schedule.look()
    assert await halves.wait_of(halves.notices) == 0
    assert await halves.wait_of(halves.answers) == 0


async def test_a_pause_that_the_clockwork_was_told_holds_for_conversations(halves: Halves) -> None:
    halves.notices.pause(7)
    await halves.schedule.look()
    await halves.serve.look()
    assert await halves.wait_of(halves.answers) == pytest.approx(7, abs=0.5)


async def test_a_pause_of_an_hour_is_kept_whole(halves: Halves) -> None:
    halves.answers.pause(3600)
    for _ in range(11):
        await halves.serve.look()
        await halves.schedule.look()
        assert await halves.wait_of(halves.notices) > 100
        halves.advance(300)


async def test_a_pause_is_told_to_the_others_at_once(halves: Halves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "EVERY_SECONDS", 600.0)
    await halves.serve.start()
    try:
        halves.answers.pause(30)
        async with asyncio.timeout(10):
            while not await halves.wait_of(halves.notices):
                await halves.schedule.look()
    finally:
        await halves.serve.stop()
