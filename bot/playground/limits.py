"""Telegram's pace, and the bad days that tests and demonstrations ask for."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.errors import too_many_requests

FaultKind = Literal["too_many_requests", "server_error", "timeout", "closed"]


@dataclass(frozen=True)
class Limits:
    """How strict the server is. Rates are messages a second and are enforced only with `enforce_pace`.

    Source: core.telegram.org/bots/faq, "My bot is hitting limits": about 30 messages a second overall and one
    a second in a chat, where short bursts may pass (`chat_burst`). Real time counts, not the clock that is
    moved.
    """

    enforce_pace: bool = False
    overall_per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 1
    callback_seconds: float = 60.0
    inline_seconds: float = 10.0
    webhook_retry_seconds: float = 1.0
    webhook_timeout_seconds: float = 60.0


class Pace:
    """Lets a message pass or refuses it with 429 and the seconds to wait. `monotonic` tells seconds."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._overall: deque[float] = deque()
        self._chats: dict[str, tuple[float, float]] = {}

    def admit(self, chat: str, messages: int = 1) -> None:
        """Counts `messages` to `chat`. Raises `ApiError` 429 when that is more than the pace allows."""
        if not self._limits.enforce_pace:
            return
        now = self._monotonic()
        wait = max(self._overall_wait(now, messages), self._chat_wait(now, chat))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._overall.extend([now] * messages)
        self._chats[chat] = (self._tokens(now, chat) - messages, now)

    def _overall_wait(self, now: float, messages: int) -> float:
        while self._overall and self._overall[0] <= now - 1:
            self._overall.popleft()
        surplus = len(self._overall) + messages - self._limits.overall_per_second
        return self._overall[surplus - 1] + 1 - now if 0 < surplus <= len(self._overall) else 0.0

    def _chat_wait(self, now: float, chat: str) -> float:
        return (1 - self._tokens(now, chat)) / self._limits.chat_per_second

    def _tokens(self, now: float, chat: str) -> float:
        tokens, since = self._chats.get(chat, (float(self._limits.chat_burst), now))
        return min(float(self._limits.chat_burst), tokens + (now - since) * self._limits.chat_per_second)


@dataclass
class Fault:
    """The next `times` calls fail. With `carried_out` the call takes effect and only its answer is lost."""

    kind: FaultKind
    times: int = 1
    method: str | None = None
    retry_after: int = 1
    carried_out: bool = False


@dataclass
class Faults:
    """The failures that wait for calls, and the switch that takes the whole of Telegram away."""

    waiting: list[Fault] = field(default_factory=list)
    down: bool = False

    def take(self, method: str) -> Fault | None:
        """The failure that a call of `method` (lower case) meets, counted down; None for none."""
        for fault in self.waiting:
            if fault.times > 0 and (fault.method is None or fault.method.lower() == method):
                fault.times -= 1
                return fault
        self.waiting = [fault for fault in self.waiting if fault.times > 0]
        return None
