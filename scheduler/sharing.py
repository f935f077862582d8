"""How conversations and the clockwork share Telegram's pace when they are processes of their own.

Each looks once a second at the leases in the database. While the clockwork has little to send, the
conversations may use nearly all of the pace; when it has much it says so, waits until all have looked, and
takes what their shares leave. So together they never send more than thirty in a second, whoever looks first.
A pause that Telegram asks one of them for stands there too, at once, and all keep it as soon as they look.
"""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import leases
from models.clock import Clock
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.pacing import MOST_IN_A_SECOND, OVERALL_PER_SECOND, Pacer

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
# By then everybody has looked again.
SEEN_AFTER = 2.5
LASTING = timedelta(seconds=10)
# What a process with conversations may always send in a second.
ANSWERS = 5
# What the clockwork may send in a second without saying so first, beside conversations that use the rest.
UNSAID = 4
# A longer pause is said again before this is over.
LONGEST_SAID = timedelta(minutes=4)
_ANSWERS, _NOTICES, _PAUSE = "answers:", "notices", "pause:"


class _Looking(ABC):
    """Looks once a second in a task of its own, and at once when Telegram asks for a pause."""

    def __init__(self, store: Store, clock: Clock, pacer: Pacer, holder: str) -> None:
        self._store = store
        self._clock = clock
        self._pacer = pacer
        self._holder = holder
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.look()
        self._task = asyncio.create_task(self._look_for_ever())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        with contextlib.suppress(StoreUnavailable, TimeoutError):
            await asyncio.wait_for(self._store.write(_give_back, self._holder), 1.0)

    async def look(self) -> None:
        try:
            await self._share_pause()
            await self._look()
        except StoreUnavailable as error:
            log.warning("the pace can't be shared: %s", error)

    async def _share_pause(self) -> None:
        self._pacer.told.clear()
        now, looked = self._clock.now(), asyncio.get_running_loop().time()
        if told := self._pacer.told_seconds:
            await self._store.write(_say_pause, self._holder, now, timedelta(seconds=told))
        pause = await self._store.read(leases.longest, _PAUSE, now)
        # Not longer than told, however long the database took.
        self._pacer.hold(pause.total_seconds() - (asyncio.get_running_loop().time() - looked))

    @abstractmethod
    async def _look(self) -> None: ...

    async def _look_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._pacer.told.wait()
            await self.look()

    def _allow(self, in_a_second: int) -> None:
        # One place is left to whoever comes next, therefore one less evenly spaced.
        self._pacer.allow(max(min(in_a_second, MOST_IN_A_SECOND) - 1, 1))


class AnswersShare(_Looking):
    """The share of a process with conversations."""

    def __init__(self, store: Store, clock: Clock, pacer: Pacer, holder: str) -> None:
        super().__init__(store, clock, pacer, holder)
        self._since: float | None = None
        self._allow(1)

    async def _look(self) -> None:
        busy, processes = await self._store.write(_claim_answers, self._holder, self._clock.now())
        now = asyncio.get_running_loop().time()
        self._since = now if self._since is None else self._since
        if now - self._since < SEEN_AFTER:
            # The clockwork may not know yet that somebody converses.
            self._allow(1)
        else:
            self._allow(ANSWERS if busy else max((MOST_IN_A_SECOND - UNSAID) // processes, ANSWERS))


class NoticesShare(_Looking):
    """The share of a process with the clockwork; `much` says whether there is much to send."""

    def __init__(
        self, store: Store, clock: Clock, pacer: Pacer, holder: str, much: Callable[[], bool]
    ) -> None:
        super().__init__(store, clock, pacer, holder)
        self._much = much
        self._said_at: float | None = None
        self._allow(1)

    async def _look(self) -> None:
        much = self._much()
        answers = await self._store.write(_claim_notices, self._holder, self._clock.now(), much)
        now = asyncio.get_running_loop().time()
        self._said_at = None if not much else now if self._said_at is None else self._said_at
        if not answers:
            self._pacer.allow(OVERALL_PER_SECOND)
        elif self._said_at is None or now - self._said_at < SEEN_AFTER:
            self._allow(UNSAID)
        else:
            self._allow(MOST_IN_A_SECOND - answers)


def _claim_answers(session: Session, holder: str, now: datetime) -> tuple[bool, int]:
    """Whether the clockwork has much to send, and how many processes converse."""
    leases.take(session, _ANSWERS + holder, holder, now, LASTING, ANSWERS)
    # Those of processes that were killed.
    leases.forget_over(session, _ANSWERS, now)
    return leases.held(session, _NOTICES, now) > 0, leases.held(session, _ANSWERS, now) // ANSWERS


def _claim_notices(session: Session, holder: str, now: datetime, much: bool) -> int:
    """What those who converse may send in a second."""
    if much:
        leases.take(session, _NOTICES, holder, now, LASTING, MOST_IN_A_SECOND)
    return leases.held(session, _ANSWERS, now)


def _say_pause(session: Session, holder: str, now: datetime, told: timedelta) -> None:
    leases.take(session, _PAUSE + holder, holder, now, min(told, LONGEST_SAID))
    leases.forget_over(session, _PAUSE, now)


def _give_back(session: Session, holder: str) -> None:
    leases.release(session, _ANSWERS + holder, holder)
    leases.release(session, _NOTICES, holder)
