"""The pace at which Telegram takes messages: evenly spaced over all, one a second for each chat."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from scheduler.failures import waiting_time

Answer = bool | dict[str, Any] | list[dict[str, Any]]

# Telegram allows about 30 a second; at 30 the network's jitter already puts 31 into some second.
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
OVERALL_PER_SECOND = 29.0
SECONDS_PER_CHAT = 1.0
SECONDS_PER_GROUP = 3.0
_PACED = ("send", "edit", "copy", "forward")
_UNPACED = {"sendChatAction"}
# A request without an answer for so many seconds has arrived by now, or is lost.
_ARRIVES_WITHIN = 0.25
# Below this, waiting is noise of the clock.
_INSTANT = 1e-6


class _Chat:
    """One chat's place in the queue: who waits, and when it may be written to again."""

    __slots__ = ("lock", "ready_at", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.ready_at = 0.0
        self.users = 0


class _Call:
    """One request: by when Telegram had counted it."""

    __slots__ = ("counted_by",)

    def __init__(self, started: float) -> None:
        self.counted_by = started + _ARRIVES_WITHIN

    def ended(self, now: float) -> None:
        self.counted_by = min(self.counted_by, now)


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


class Pacer(BaseRateLimiter[None]):
    """Paces the sending methods of one `telegram.ext.ExtBot`; all other methods pass straight through.

    Messages to one chat go out in the order they were asked for. After "429, retry after n" every chat waits
    exactly n seconds, then the even spacing goes on, and the refused message is tried again, at most
    `retries` times; after that its RetryAfter is raised. It paces one process, so only one process may send.

    `now` and `sleep` count seconds of any monotonic clock, the event loop's unless told otherwise.
    """

    def __init__(
        self,
        *,
        per_second: float = OVERALL_PER_SECOND,
        retries: int = 3,
        now: Callable[[], float] = _loop_time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1.0 / per_second
        self._retries = retries
        self._now = now
        self._sleep = sleep
        self._gate = asyncio.Lock()
        self._next_at = 0.0
        self._paused_until = 0.0
        # As many calls as Telegram takes in a second: one more than the pace.
        self._latest: deque[_Call] = deque(maxlen=int(per_second) + 1)
        self._chats: dict[str, _Chat] = {}
        self._resting: deque[tuple[float, str]] = deque()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def remembered(self) -> int:
        """How many chats it holds in memory: those that wait, and those written to in the last seconds."""
        return len(self._chats)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 The interface's; there is nothing to choose for one message.
    ) -> Answer:
        if endpoint in _UNPACED or not endpoint.startswith(_PACED):
            return await callback(*args, **kwargs)
        async with self._turn_of(data.get("chat_id")):
            return await self._send(lambda: callback(*args, **kwargs), _messages_in(data))

    async def _send(self, call: Callable[[], Awaitable[Answer]], messages: int) -> Answer:
        retries = self._retries
        while True:
            made = await self._slot(messages)
            try:
                return await call()
            except RetryAfter as error:
                told = self._now() + waiting_time(error).total_seconds()
                self._paused_until = max(self._paused_until, told)
                if not retries:
                    raise
                retries -= 1
            finally:
                made.ended(self._now())

    async def _slot(self, messages: int) -> _Call:
        """Wait for the next even slot. One waits at a time and the others behind it, in order of asking."""
        async with self._gate:
            await self._until(self._due)
            # Being woken a little late must not slow the pace down; a longer stall must not be caught up.
            due, now = self._due(), self._now()
            start = due if now - due < self._interval / 2 else now
            self._next_at = start + messages * self._interval
            call = _Call(now)
            self._latest.extend([call] * messages)
            return call

    def _due(self) -> float:
        """When the next message may start.

        Evenly spaced messages still bunch up on their way, when the network or a process hesitates. So each
        waits besides until a second after Telegram certainly had the one thirty before it.
        """
        full = len(self._latest) == self._latest.maxlen
        second_over = self._latest[0].counted_by + 1.0 if full else 0.0
        return max(self._next_at, self._paused_until, second_over)

    async def _until(self, due: Callable[[], float]) -> None:
        """Wait until `due`, which may move on while we sleep."""
        while (wait := due() - self._now()) > _INSTANT:
            await self._sleep(wait)

    @asynccontextmanager
    async def _turn_of(self, chat_id: object) -> AsyncIterator[None]:
        """One message to a chat at a time, and a second between an answer and the next message.

        The second counts from the answer: by then, and not before, Telegram certainly had the message.
        """
        if chat_id is None:
            yield
            return
        self._forget_rested()
        key = str(chat_id)
        chat = self._chats.setdefault(key, _Chat())
        chat.users += 1
        try:
            async with chat.lock:
                await self._until(lambda: chat.ready_at)
                try:
                    yield
                finally:
                    chat.ready_at = self._now() + _rest(key)
        finally:
            chat.users -= 1
            self._resting.append((chat.ready_at, key))

    def _forget_rested(self) -> None:
        """Drop chats that may be written to again and have nobody waiting, so that memory does not grow.

        Each use leaves an entry in `_resting`, so a chat that is still busy comes up again after its last.
        """
        now = self._now()
        while self._resting and self._resting[0][0] <= now:
            _, key = self._resting.popleft()
            chat = self._chats.get(key)
            if chat and not chat.users and chat.ready_at <= now:
                del self._chats[key]


def _rest(chat_id: str) -> float:
    """Groups and channels, whose ids are negative or names, take twenty messages a minute."""
    return SECONDS_PER_CHAT if chat_id.isdigit() else SECONDS_PER_GROUP


def _messages_in(data: dict[str, Any]) -> int:
    """An album counts as many messages as it has pictures."""
    many = data.get("media") or data.get("message_ids")
    return len(many) if isinstance(many, list | tuple) else 1
