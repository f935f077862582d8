"""A stop in the middle of something: what was begun is finished and written down."""

import asyncio
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot import assembly
from bot.playground.bot_api import BotApi
from bot.playground.parameters import Call
from bot.playground.people import PlaygroundPerson
from models.store import Store
from models.tables import Notice
from scheduler.delivery import Delivery
from scheduler.transport import AiohttpRequest
from tests.cast import gather
from tests.conversations.conftest import running_town


def notices_by_state(session: Session) -> list[str]:
    """Of the news about the employer; what is planned for later waits in any case."""
    query = select(col(Notice.status)).where(col(Notice.kind).startswith("employer_"))
    return list(session.scalars(query.order_by(col(Notice.id))))


async def test_a_stop_waits_for_a_notice_on_its_way_so_that_it_never_comes_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.write(gather)
    on_its_way, let_go = asyncio.Event(), asyncio.Event()
    original = BotApi.carry_out

    async def slowly(self: BotApi, call: Call) -> tuple[Any, str]:
        result = await original(self, call)
        if call.method == "sendmessage":
            on_its_way.set()
            await let_go.wait()
        return result

    monkeypatch.setattr(BotApi, "carry_out", slowly)
    maja = PlaygroundPerson(1, "Maja", started=True)
    async with running_town(store, tick_seconds=0.02, people=[maja]) as town:
        await asyncio.wait_for(on_its_way.wait(), 10)
        stopping = asyncio.create_task(town.application.clockwork.stop())
        await asyncio.sleep(0)
        let_go.set()
        await stopping
        assert await store.read(notices_by_state) == ["dropped", "sent"]


async def test_a_clockwork_that_dies_while_it_sends_leaves_the_notice_to_the_next_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.write(gather)
    on_its_way, never = asyncio.Event(), asyncio.Event()
    original = BotApi.carry_out

    async def lost(self: BotApi, call: Call) -> tuple[Any, str]:
        if call.method == "sendmessage":
            on_its_way.set()
            await never.wait()
        return await original(self, call)

    waiting, wait = asyncio.Event(), Delivery._until_somebody_is_served

    async def waits(self: Delivery) -> None:
        waiting.set()
        await wait(self)

    # Whoever waits for an answer that never comes needn't wait for long.
    monkeypatch.setattr(assembly, "AiohttpRequest", partial(AiohttpRequest, read_timeout=1))
    maja = PlaygroundPerson(1, "Maja", started=True)
    async with running_town(store, people=[maja]) as town:
        tick = town.application.clockwork.tick
        with monkeypatch.context() as patch:
            patch.setattr(BotApi, "carry_out", lost)
            patch.setattr(Delivery, "_until_somebody_is_served", waits)
            dying = asyncio.create_task(tick())
            await asyncio.wait_for(on_its_way.wait(), 10)
            # In the middle of a transaction its end would be the database's to see, and take long.
            waiting.clear()
            await asyncio.wait_for(waiting.wait(), 10)
            dying.cancel()
            await asyncio.wait({dying})
        await tick()
        assert await town.phone(1).texts() == []
        await town.go_to("2026-11-24T10:05")
        assert sum("godkända" in text for text in await town.phone(1).texts()) == 1
        assert await store.read(notices_by_state) == ["dropped", "sent"]
