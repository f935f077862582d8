"""Each person's updates one at a time and in order, within this process.

That is comfort: a second tap waits for the first one's answer. What two people want at once, or what two
processes do, is decided by the database.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject


class _Line:
    """Those who wait for one person's turn."""

    __slots__ = ("length", "lock")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.length = 0


class OneAtATime(BaseMiddleware):
    """Outer middleware for updates. Keyed by the person, else by the chat; without either nobody waits."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, _Line] = {}
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def lines(self) -> int:
        """How many people have an update running or waiting; those without take no memory."""
        return len(self._lines)

    @property
    def running(self) -> int:
        """How many updates run or wait."""
        return self._running

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        self._running += 1
        self._idle.clear()
        try:
            key = _key(data)
            return await (handler(event, data) if key is None else self._in_turn(key, handler, event, data))
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def _in_turn(
        self,
        key: Hashable,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line()
        line.length += 1
        try:
            async with line.lock:
                return await handler(event, data)
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[key]

    async def drain(self, timeout: float) -> bool:  # noqa: ASYNC109 A deadline for all that runs, not for one call.
        """Wait at most `timeout` seconds until nothing runs; says whether that came about.

        Updates that arrive meanwhile are handled as ever: first stop asking for them.
        """
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True


def _key(data: dict[str, Any]) -> Hashable:
    """Who it is from, as aiogram's own middleware has found out; a private chat has its person's id."""
    someone = data.get("event_from_user") or data.get("event_chat")
    return None if someone is None else someone.id
