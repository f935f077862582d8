"""The pace at which Telegram takes messages: evenly spaced over all, one a second for each chat."""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from scheduler.failures import waiting_time
from scheduler.window import Window

Answer = bool | dict[str, Any] | list[dict[str, Any]]

# Telegram allows about 30 a second; at 30 the network's jitter already puts 31 into some second.
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
MOST_IN_A_SECOND = 30
OVERALL_PER_SECOND = 29.0
SECONDS_PER_CHAT = 1.0
SECONDS_PER_GROUP = 3.0
_PACED = ("send", "edit", "copy", "forward")
_UNPACED = {"sendChatAction"}
# A request without an answer for so many seconds has arrived by now, or is lost.
_ARRIVES_WITHIN = 0.25
# Notices keep room for as many answers as the busiest of so many seconds had.
_PEAK_LASTS = 10.0
# A second, and a little so that no two clocks disagree about it.
_SECOND = 1.001
# So many places may be made up for when a process or its database hesitates.
_CAUGHT_UP = 3
# Below this, waiting is noise of the clock.
_INSTANT = 1e-6


# Called right before a message is handed to Telegram: from then on it may have arrived. What it raises keeps
# the message from being handed over, and reaches whoever sends it.
Handover = Callable[[], None]


class LongPauseError(Exception):
    """Telegram asked for a pause that is longer than somebody wants to wait."""


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


class _Answers:
    """How many answers the busiest second of the last ten held."""

    __slots__ = ("_last", "_peak", "_peak_until")

    def __init__(self) -> None:
        self._last: deque[float] = deque()
        self._peak = 0
        self._peak_until = 0.0

    def note(self, now: float) -> None:
        self._last.append(now)
        while self._last[0] <= now - 1.0:
            self._last.popleft()
        if len(self._last) >= self._peak or now >= self._peak_until:
            self._peak, self._peak_until = len(self._last), now + _PEAK_LASTS

    def room_for_more(self, now: float) -> int:
        """The places that notices leave free, beside the one that always is; at most half of all.

        None for two at once: the second waits for one notice's turn, which nobody feels.
        """
        return min(max(self._peak - 2, 0), MOST_IN_A_SECOND // 2) if now < self._peak_until else 0


class Pacer(BaseRateLimiter[Handover]):
    """Paces the sending methods of one `telegram.ext.ExtBot`; all other methods pass straight through.

    Messages to one chat go out in the order they were asked for. After "429, retry after n" every chat waits
    exactly n seconds, then the even spacing goes on, and the refused message is tried again, at most
    `retries` times; after that its RetryAfter is raised. Answers to what somebody just did pass through
    `answering`: they take the next free place, and notices leave as many free as were lately needed.
    It paces one process; `allow` gives it a part of what two processes share. With a `window` no more is
    under way than that allows.

    Without `chats_rest` a chat takes one message after the other, as the local chat does.

    `now` and `sleep` count seconds of any monotonic clock, the event loop's unless told otherwise.
    """

    def __init__(
        self,
        *,
        per_second: float = OVERALL_PER_SECOND,
        chats_rest: bool = True,
        retries: int = 3,
        window: Window | None = None,
        now: Callable[[], float] = _loop_time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._retries = retries
        self._chats_rest = chats_rest
        self._window = window
        self._now = now
        self._sleep = sleep
        self._gate = asyncio.Lock()
        self._answers_gate = asyncio.Lock()
        self._next_at = 0.0
        self._paused_until = 0.0
        self._told_until = 0.0
        self._latest: deque[_Call] = deque(maxlen=MOST_IN_A_SECOND)
        self._answers = _Answers()
        self._answers_waiting = 0
        self._chats: dict[str, _Chat] = {}
        self._resting: deque[tuple[float, str]] = deque()
        self.refusals = 0
        # Set at each pause that Telegram asks for; whoever shares the pace clears it.
        self.told = asyncio.Event()
        self.allow(per_second)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def remembered(self) -> int:
        """How many chats it holds in memory: those that wait, and those written to in the last seconds."""
        return len(self._chats)

    def allow(self, per_second: float) -> None:
        """How many notices a second it may send from now on; one place more is there for an answer."""
        self._interval = 1.0 / per_second
        self._most = min(int(per_second) + 1, MOST_IN_A_SECOND)

    def pause(self, seconds: float) -> None:
        """Telegram asked for a pause, of every chat."""
        self.refusals += 1
        self._told_until = max(self._told_until, self._now() + seconds)
        self.hold(seconds)
        self.told.set()

    @property
    def told_seconds(self) -> float:
        """How much is left of the pause that Telegram asked this process for."""
        return max(self._told_until - self._now(), 0.0)

    def hold(self, seconds: float) -> None:
        """Another process was asked for a pause of every chat."""
        self._paused_until = max(self._paused_until, self._now() + seconds)

    async def open(self) -> None:
        """Waits until no pause holds."""
        await self._until(lambda: self._paused_until)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Handover | None,
    ) -> Answer:
        if not is_paced(endpoint):
            return await callback(*args, **kwargs)

        async def call() -> Answer:
            if rate_limit_args is not None:
                rate_limit_args()
            return await callback(*args, **kwargs)

        async with self._turn_of(data.get("chat_id")) as chat:
            return await self._send(call, chat, _messages_in(data))

    @asynccontextmanager
    async def answering(self, chat_id: object, patience: float = math.inf) -> AsyncIterator[None]:
        """The place of one answer: the next free one, before any notice. The chat's notices wait a second.

        Raises `LongPauseError` where a pause lasts for more than `patience` seconds.
        """
        self._answers_waiting += 1
        try:
            # One waits for the place and the others behind it: all at once would wake up for each place.
            async with self._answers_gate:
                await self._until(lambda: max(self._paused_until, self._second_over(self._most)), patience)
                call = self._count(1)
        finally:
            self._answers_waiting -= 1
        self._answers.note(self._now())
        self._forget_rested()
        try:
            yield
        finally:
            call.ended(self._now())
            self._rest_after_answer(chat_id)

    def _rest_after_answer(self, chat_id: object) -> None:
        if chat_id is None:
            return
        key = str(chat_id)
        chat = self._chats.setdefault(key, _Chat())
        chat.ready_at = max(chat.ready_at, self._now() + self._rest(key))
        self._resting.append((chat.ready_at, key))

    def _rest(self, chat_id: str) -> float:
        """Groups and channels, whose ids are negative or names, take twenty messages a minute."""
        if not self._chats_rest:
            return 0.0
        return SECONDS_PER_CHAT if chat_id.isdigit() else SECONDS_PER_GROUP

    async def _send(self, call: Callable[[], Awaitable[Answer]], chat: _Chat, messages: int) -> Answer:
        retries = self._retries
        while True:
            await self._until(lambda: chat.ready_at)
            made = await self._slot(messages, chat)
            if made is None:
                continue
            try:
                return await call()
            except RetryAfter as error:
                self.pause(waiting_time(error).total_seconds())
                if not retries:
                    raise
                retries -= 1
            finally:
                made.ended(self._now())

    async def _slot(self, messages: int, chat: _Chat) -> _Call | None:
        """Wait for the next even slot. One waits at a time and the others behind it, in order of asking.

        None where the chat got an answer meanwhile and has to rest first.
        """
        async with self._gate:
            if self._window is not None:
                await self._window.free()
            await self._until(self._due)
            if chat.ready_at - self._now() > _INSTANT:
                return None
            # What came a little late is caught up, within what a second may hold; a longer stall is not.
            due, now = self._due(), self._now()
            start = due if now - due < self._interval * _CAUGHT_UP else now
            self._next_at = start + messages * self._interval
            return self._count(messages)

    def _count(self, messages: int) -> _Call:
        call = _Call(self._now())
        self._latest.extend([call] * messages)
        return call

    def _due(self) -> float:
        """When the next notice may start.

        Evenly spaced messages still bunch up on their way, when the network or a process hesitates. So each
        waits besides until a second after Telegram certainly had the one thirty before it, or fewer where
        answers need room.
        """
        after_answers = self._now() + self._interval / 2 if self._answers_waiting else 0.0
        most = max(self._most - self._answers.room_for_more(self._now()), 1)
        return max(self._next_at, self._paused_until, self._second_over(most), after_answers)

    def _second_over(self, most: int) -> float:
        """From when on the last second holds fewer than `most` calls."""
        return self._latest[-most].counted_by + _SECOND if len(self._latest) >= most else 0.0

    async def _until(self, due: Callable[[], float], patience: float = math.inf) -> None:
        """Wait until `due`, which may move on while we sleep. `LongPauseError` where that is too long."""
        while (wait := due() - self._now()) > _INSTANT:
            if wait > patience:
                raise LongPauseError
            await self._sleep(wait)

    @asynccontextmanager
    async def _turn_of(self, chat_id: object) -> AsyncIterator[_Chat]:
        """One message to a chat at a time, and a second between an answer and the next message.

        The second counts from the answer: by then, and not before, Telegram certainly had the message.
        """
        if chat_id is None:
            yield _Chat()
            return
        self._forget_rested()
        key = str(chat_id)
        chat = self._chats.setdefault(key, _Chat())
        chat.users += 1
        try:
            async with chat.lock:
                try:
                    yield chat
                finally:
                    chat.ready_at = max(chat.ready_at, self._now() + self._rest(key))
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


def is_paced(method: str) -> bool:
    """Whether a method of the Bot API counts as a message."""
    return method.startswith(_PACED) and method not in _UNPACED


def _messages_in(data: dict[str, Any]) -> int:
    """An album counts as many messages as it has pictures."""
    many = data.get("media") or data.get("message_ids")
    return len(many) if isinstance(many, list | tuple) else 1
