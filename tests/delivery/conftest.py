from collections.abc import AsyncIterator

import pytest_asyncio
from telegram.ext import ExtBot

from models.clock import MovableClock
from models.store import Store
from scheduler.delivery import Delivery
from scheduler.outcomes import Outcome
from scheduler.pacing import Handover
from scheduler.transport import AiohttpRequest
from tests.cast import NOW, gather
from tests.delivery.scene import Scene, no_pace, nothing_waits
from tests.delivery.wire import TOKEN, Wire, open_wire


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[Wire]:
    async with open_wire() as opened:
        yield opened


@pytest_asyncio.fixture
async def scene(store: Store, wire: Wire) -> AsyncIterator[Scene]:
    cast = await store.write(gather)
    await store.write(nothing_waits)
    bot: ExtBot[Handover] = ExtBot(
        TOKEN,
        base_url=f"{wire.url}/bot",
        request=AiohttpRequest(read_timeout=2),
        get_updates_request=AiohttpRequest(),
        rate_limiter=no_pace(),
    )
    clock, outcomes = MovableClock(NOW, frozen=True), list[Outcome]()
    delivery = Delivery(store, bot, clock, on_outcome=lambda outcome, _kinds: outcomes.append(outcome))
    async with bot:
        yield Scene(store, cast, clock, delivery, bot, wire, outcomes)
