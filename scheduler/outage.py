"""Telegram or the network away: a few tries in place of thousands, full pace again at the first answer."""

from datetime import datetime, timedelta

# So many failures in a row, from any people, mean that it is not one chat's trouble.
IN_A_ROW = 3
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=30)


class Outage:
    """Says when to try and with how many people. Times are the clock's that is handed in."""

    def __init__(self) -> None:
        self._failures = 0
        self._until: datetime | None = None

    @property
    def lasts(self) -> bool:
        return self._failures >= IN_A_ROW

    def note(self, failed: bool, now: datetime, jitter: float) -> None:
        """A sending failed on its way, or got an answer of any kind; `jitter` from 0 to 1."""
        if not failed:
            self._failures, self._until = 0, None
            return
        self._failures += 1
        if self.lasts:
            pause = min(FIRST_PAUSE * 2 ** min(self._failures - IN_A_ROW, 10), LONGEST_PAUSE)
            self._until = now + pause * (0.5 + jitter / 2)

    def allows(self, now: datetime, serving: int) -> bool:
        """Whether to claim at `now` while `serving` people are served: in an outage one at a time."""
        if not self.lasts or self._until is None:
            return True
        # A pause that ends farther away was begun before the clock went back.
        return serving == 0 and not now < self._until <= now + LONGEST_PAUSE

    def readers(self, free: int) -> int:
        """How many people to try at once."""
        return 1 if self.lasts else free
