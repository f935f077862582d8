"""As few messages under way at once as Telegram's pace needs.

A message that Telegram has and nobody has written down yet comes twice after a crash, so there should be no
more of them than must be. Where sending and writing down takes less than the pause between two messages, that
is one; where the network is slow, as many as keep the pace.
"""

import asyncio
import math
from collections.abc import Callable, Hashable

# One chat that doesn't answer must not keep the others waiting: after so many seconds it no longer counts.
STALLED_SECONDS = 0.5
_WEIGHT = 0.2
# Room for how much it varies, as TCP reckons with it: https://www.rfc-editor.org/rfc/rfc6298#section-2
_DEVIATIONS = 2


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


class Window:
    """Knows what is under way, from being handed to Telegram until it is written down.

    `per_second` is the pace to keep. `now` counts seconds of any monotonic clock, else the event loop's.
    """

    def __init__(self, per_second: float, *, now: Callable[[], float] = _loop_time) -> None:
        self._per_second = per_second
        self._now = now
        self._usual = 0.0
        self._deviation = 0.0
        self._begun: dict[Hashable, float] = {}
        self._changed = asyncio.Event()

    @property
    def width(self) -> int:
        """How many may be under way at once."""
        return max(1, math.ceil((self._usual + _DEVIATIONS * self._deviation) * self._per_second))

    @property
    def under_way(self) -> int:
        """How many are, but for those that seem stalled."""
        return len(self._counting())

    async def free(self) -> None:
        """Waits until another message may be handed to Telegram."""
        while (wait := self._wait()) > 0:
            self._changed.clear()
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def _wait(self) -> float:
        counting = self._counting()
        surplus = len(counting) - self.width
        return counting[surplus] + STALLED_SECONDS - self._now() if surplus >= 0 else 0.0

    def _counting(self) -> list[float]:
        """When those began that aren't stalled, the oldest first."""
        since = self._now() - STALLED_SECONDS
        return sorted(at for at in self._begun.values() if at > since)

    def begin(self, what: Hashable) -> None:
        """It is handed to Telegram now."""
        self._begun[what] = self._now()

    def end(self, what: Hashable) -> None:
        """It is written down, or certainly not with Telegram."""
        begun = self._begun.pop(what, None)
        if begun is None:
            return
        took = min(self._now() - begun, STALLED_SECONDS)
        self._deviation += _WEIGHT * (abs(took - self._usual) - self._deviation)
        self._usual += _WEIGHT * (took - self._usual)
        self._changed.set()
