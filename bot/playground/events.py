"""What happens in the chat, told to the web page as it happens."""

import asyncio
import itertools
from collections import deque
from typing import Any

from models.clock import SystemClock

Event = tuple[int, dict[str, Any]]

KEPT = 1000


class EventHub:
    """Numbers events, keeps the last thousand and hands them to everyone who listens."""

    def __init__(self) -> None:
        # Numbers of an earlier run must be known as such, so they begin at the real time in milliseconds.
        self._first = int(SystemClock().now().timestamp() * 1000)
        self._ids = itertools.count(self._first)
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def publish(self, kind: str, **data: Any) -> None:
        event = (next(self._ids), {"type": kind, **data})
        self._kept.append(event)
        for listener in self._listeners:
            listener.put_nowait(event)

    def listen(self) -> asyncio.Queue[Event | None]:
        """A queue of events from now on; None in it means that the server stops."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Event | None]) -> None:
        self._listeners.discard(queue)

    @property
    def last_id(self) -> int:
        """The number of the newest event."""
        return self._kept[-1][0] if self._kept else self._first - 1

    def since(self, last: int) -> list[Event] | None:
        """What came after event `last`; None if some of it is kept no more, or `last` is of another run."""
        oldest = self._kept[0][0] if self._kept else self._first
        if last > self.last_id or last < oldest - 1:
            return None
        return [event for event in self._kept if event[0] > last]

    def close(self) -> None:
        for listener in self._listeners:
            listener.put_nowait(None)
