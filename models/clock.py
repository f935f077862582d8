"""The only place that reads the time. Everything else is handed `now`."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC, always aware."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251


class MovableClock:
    """Runs at the machine's pace from any moment it is set to; for the local chat and the tests.

    With `frozen` it stands still until it is moved.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._system = SystemClock()
        self._frozen = frozen
        self._base = self._system.now()
        self._start = start or self._base

    def now(self) -> datetime:
        if self._frozen:
            return self._start
        return self._start + (self._system.now() - self._base)

    def set(self, moment: datetime) -> None:
        """Goes to `moment` (aware), forward or back."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self._base = self._system.now()
        self._start = moment.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        self.set(self.now() + by)
