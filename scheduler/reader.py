"""One person who is served: what is to be said to them, and whether it may still be said as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.manners import is_quiet
from models.notices import Claimed
from scheduler.rendering import Known

# Facts that are older are read again before anything is said from them.
FRESH = timedelta(seconds=5)


class OutdatedError(Exception):
    """What was about to be handed to Telegram must be looked at again first; nothing was sent."""


@dataclass(slots=True, eq=False)
class Reader:
    """Whom notices go to. `handed_over` from when the running message may have arrived.

    `known_at` is when the facts were read, by the clock that says what is due.
    """

    person_id: int
    chat_id: int
    known: Sequence[Known]
    known_at: datetime
    handed_over: bool = False
    open_ids: set[int] = field(default_factory=set)
    _fresh_for: timedelta = FRESH

    @property
    def open(self) -> list[Claimed]:
        """What isn't over for this person yet."""
        return [one.notice for one in self.known if one.notice.id in self.open_ids]

    def is_outdated(self, now: datetime) -> bool:
        """Whether the facts are old, evening has come, or something makes no sense any more, at `now`."""
        fresh = timedelta() <= now - self.known_at <= self._fresh_for
        return (
            not fresh
            or any(one.until is not None and one.until <= now for one in self.open)
            or bool(self.rude(now))
        )

    def rude(self, now: datetime) -> tuple[int, ...]:
        """What has to wait for the morning, if people are to be left in peace at `now`."""
        return tuple(one.id for one in self.open if not one.urgent) if is_quiet(now) else ()

    def learn(self, known: Sequence[Known], now: datetime) -> None:
        """Takes facts that were read at `now` in place of the earlier ones.

        Where the pace is so slow that a message waits longer for its turn than facts stay fresh, they may be
        as old as that wait the next time: else it would never be said.
        """
        self._fresh_for = max(self._fresh_for, 2 * (now - self.known_at))
        self.known, self.known_at = known, now
