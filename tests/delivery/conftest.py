from collections.abc import AsyncIterator

import pytest_asyncio

from tests.delivery.wire import Wire, open_wire


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[Wire]:
    async with open_wire() as opened:
        yield opened
