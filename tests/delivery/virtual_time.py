"""A clock that only moves when everybody waits for it, so that minutes pass in milliseconds."""

import asyncio
import heapq
import itertools
from collections.abc import Coroutine
from typing import Any

# More turns of the event loop than anything under test takes between two waits.
_TURNS = 50


class VirtualTime:
    def __init__(self) -> None:
        self.seconds = 1000.0
        self.wakings = 0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.seconds + seconds, next(self._order), woken))
        await woken

    async def run(self, *work: Coroutine[Any, Any, Any]) -> list[Any]:
        """Let all of it happen, jumping from one waking to the next; gives results and exceptions."""
        together = asyncio.gather(*work, return_exceptions=True)
        while not await self._settled(together):
            due, _, woken = heapq.heappop(self._waiting)
            self.seconds = max(self.seconds, due)
            if not woken.done():
                woken.set_result(None)
                self.wakings += 1
        return await together

    async def _settled(self, together: asyncio.Future[list[Any]]) -> bool:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        assert together.done() or self._waiting, "everybody waits, and nobody for the clock"
        return together.done()
