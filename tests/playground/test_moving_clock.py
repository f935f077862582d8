"""The clock of the local chat: where it goes, and who hears of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground.server import Playground
from models.clock import MovableClock, SystemClock
from tests.playground.telegram import PEOPLE, TOKEN, Telegram, running


@pytest.mark.parametrize(
    ("move", "local"),
    [
        ({"days": 1}, "2026-11-24T08:00:00+01:00"),
        ({"hours": 5}, "2026-11-23T13:00:00+01:00"),
        ({"next_monday": True}, "2026-11-30T08:00:00+01:00"),
        ({"to": "2027-06-08"}, "2027-06-08T08:00:00+02:00"),
        ({"to": "2027-03-08T13:30"}, "2027-03-08T13:30:00+01:00"),
        ({"to": "2026-12-24T12:00:00+00:00"}, "2026-12-24T13:00:00+01:00"),
        # Over the change to summer time a day is still a day on the wall clock.
        ({"days": 130}, "2027-04-02T08:00:00+02:00"),
    ],
)
async def test_the_clock_goes_where_it_is_told(telegram: Telegram, move: dict[str, Any], local: str) -> None:
    assert (await telegram.phone("POST", "clock", **move))["local"] == local
    message = await telegram.send()
    assert message["date"] == int(datetime.fromisoformat(local).timestamp())


@pytest.mark.parametrize(
    "move",
    [
        {"days": 0},
        {"days": -1},
        {"days": "en"},
        {"days": True},
        {"days": 5000},
        {"hours": 1.5},
        {"next_monday": False},
        {"to": "i morgon"},
        {"to": "2026-11-22"},
        {"to": "9999-12-31"},
        {"to": "0001-01-01"},
        {"to": None},
        {"days": 1, "hours": 1},
        {"weeks": 1},
    ],
)
async def test_nonsense_moves_nothing_and_is_explained(telegram: Telegram, move: dict[str, Any]) -> None:
    answer = await telegram.phone("POST", "clock", 400, **move)
    assert answer["error"].endswith(".")
    assert (await telegram.phone("GET", "state"))["clock"]["local"] == "2026-11-23T08:00:00+01:00"


async def test_whoever_waits_for_the_time_hears_of_the_move() -> None:
    clock = MovableClock(datetime(2026, 11, 23, 7, tzinfo=UTC), frozen=True)
    heard: list[datetime] = []

    async def moved() -> None:
        heard.append(clock.now())

    async with running(Playground(token=TOKEN, clock=clock, people=PEOPLE, on_clock_moved=moved)) as telegram:
        await telegram.phone("POST", "clock", days=2)
        await telegram.phone("POST", "clock", 400, days=-2)
    assert heard == [datetime(2026, 11, 25, 7, tzinfo=UTC)]


async def test_the_machines_own_clock_is_not_moved() -> None:
    async with running(Playground(token=TOKEN, clock=SystemClock(), people=PEOPLE)) as telegram:
        assert (await telegram.phone("GET", "state"))["clock"]["movable"] is False
        answer = await telegram.phone("POST", "clock", 400, days=1)
        assert answer["error"] == "Klockan går inte att flytta här."
