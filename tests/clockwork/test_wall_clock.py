"""The machine's clock may jump, forward after a sleep or back when it is set: the ticks go on."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from apscheduler.schedulers import base

from models.clock import SystemClock
from models.store import Store
from scheduler import ticking
from scheduler.ticking import Clockwork

PATIENCE = 10


class Wall:
    """The machine's clock, for us and for APScheduler, set so much on or back."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.shift


class Ticks:
    """In place of a delivery: counts, and tells whoever waits."""

    def __init__(self) -> None:
        self.number = 0
        self._ticked = asyncio.Event()

    async def deliver_due(self) -> None:
        self.number += 1
        self._ticked.set()

    async def stop(self, _within: float) -> None:
        return

    async def go_on(self) -> None:
        """Two more: the first may have been under way already."""
        for _ in range(2):
            self._ticked.clear()
            async with asyncio.timeout(PATIENCE):
                await self._ticked.wait()


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return wall.now().astimezone(tz or UTC)

    monkeypatch.setattr(base, "datetime", Shifted)
    monkeypatch.setattr(ticking, "LOOKS_EVERY", 0.05)
    return wall


@pytest.fixture
async def ticks(store: Store, wall: Wall) -> AsyncIterator[Ticks]:
    ticks = Ticks()
    delivery: Any = ticks
    clockwork = Clockwork(store, delivery, SystemClock(), seconds=0.05, wall=wall)
    await clockwork.start()
    await ticks.go_on()
    yield ticks
    await clockwork.stop()


@pytest.mark.parametrize("shift", [timedelta(hours=-2), timedelta(days=-400), timedelta(days=30)])
async def test_ticking_goes_on_when_the_machines_clock_jumps(
    ticks: Ticks, wall: Wall, shift: timedelta
) -> None:
    wall.shift = shift
    await ticks.go_on()
    wall.shift = timedelta()
    await ticks.go_on()


async def test_a_month_of_sleep_is_one_tick_and_not_millions(ticks: Ticks, wall: Wall) -> None:
    loop = asyncio.get_running_loop()
    wall.shift = timedelta(days=30)
    began, before = loop.time(), ticks.number
    await ticks.go_on()
    # As many as fit into the time that passed by a clock that can't be set, and those under way.
    assert ticks.number - before <= (loop.time() - began) / 0.05 + 3
