"""The tick: end what has expired, complete what is over, tell of what turned up, deliver what is due.

APScheduler only ticks; what is due stands in our own tables, so a late or lost tick loses nothing. Any
number of processes may have a clockwork: the one that leads ticks, the others stand by.

APScheduler goes by the wall clock, which may jump: forward when the machine slept, back when it is set. Ticks
that a jump forward skipped are not made up for, and after a jump back they are brought forward again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.orm import Session

from models import closing, turning_up, watching
from models.clock import Clock, SystemClock
from models.leading import Leader, Sole
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.delivery import Delivery

log = logging.getLogger(__name__)
# Seconds, by a clock that can't be set, between looks at whether the wall clock was.
LOOKS_EVERY = 2.0


class _Steady(BaseTrigger):  # type: ignore[misc]
    """Fires so long after the last look: an interval would list every tick that a sleeping machine missed."""

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous_fire_time: datetime | None, now: datetime) -> datetime:
        return now + self._interval


class Clockwork:
    """Ticks every `seconds` while it runs and leads. A long delivery keeps nothing from expiring in time."""

    def __init__(
        self,
        store: Store,
        delivery: Delivery,
        clock: Clock,
        *,
        seconds: float = 1,
        leader: Leader | None = None,
        wall: Clock | None = None,
    ) -> None:
        """`wall` is the machine's own clock, by which APScheduler goes, whatever `clock` shows."""
        self._store = store
        self._delivery = delivery
        self._clock = clock
        self._leader = leader or Sole()
        self._closing = asyncio.Lock()
        self._delivering = asyncio.Lock()
        self._ticked_at: float | None = None
        self._wall = wall or SystemClock()
        self._longest = timedelta(seconds=2 * seconds + LOOKS_EVERY)
        self._watching: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job in (self.close_due, self.deliver_due):
            self._scheduler.add_job(
                job,
                _Steady(seconds),
                coalesce=True,
                max_instances=1,
                # A tick that comes late is as good as one in time.
                misfire_grace_time=None,
            )

    @property
    def leads(self) -> bool:
        """Whether this is the clockwork that ticks."""
        return self._leader.leads()

    def silent_seconds(self) -> float:
        """How long ago the last tick ended well; 0 before the first."""
        return 0.0 if self._ticked_at is None else asyncio.get_running_loop().time() - self._ticked_at

    async def start(self) -> None:
        await self._leader.start()
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        """Brings the ticks forward that a clock that was set back has put off."""
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            now = self._wall.now()
            for job in self._scheduler.get_jobs():
                if job.next_run_time is not None and job.next_run_time - now > self._longest:
                    log.warning("the clock was set back: ticking goes on")
                    job.modify(next_run_time=now)

    async def stop(self, within: float = 3.0) -> None:
        """Claims nothing more and waits at most `within` seconds for what Telegram has been handed."""
        # Shutting it down would cut off a running tick, so first it only starts no more.
        if self._watching is not None:
            self._watching.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
        await self._delivery.stop(within)
        try:
            for lock in (self._delivering, self._closing):
                async with asyncio.timeout(within), lock:
                    pass
        finally:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)
            await self._leader.stop()

    async def tick(self) -> None:
        """One tick, until nothing is due any more."""
        await self.close_due()
        await self.deliver_due()

    async def close_due(self) -> None:
        """Ends requests that ran out and completes what is over."""
        await self._alone(self._closing, self._close)

    async def deliver_due(self) -> None:
        """Delivers all that is due."""
        await self._alone(self._delivering, self._delivery.deliver_due)

    async def _alone(self, lock: asyncio.Lock, work: Callable[[], Awaitable[object]]) -> None:
        """Trouble with the database or the network is logged, and the next tick tries again."""
        async with lock:
            if not self._leader.leads():
                return
            try:
                await work()
                self._ticked_at = asyncio.get_running_loop().time()
            except StoreUnavailable as error:
                log.warning("the database can't be used: %s", error)
            except Exception:
                log.exception("a tick failed")

    async def _close(self) -> None:
        now = self._clock.now()
        if await self._store.read(_anything_due, now):
            while await self._store.write(_close, now):
                pass


def _anything_due(session: Session, now: datetime) -> bool:
    return closing.anything_due(session, now) or turning_up.anything_due(session, now)


def _close(session: Session, now: datetime) -> bool:
    """Says whether there is more to tell those who watch."""
    closing.expire_due(session, now)
    closing.complete_due(session, now)
    watching.end_over(session, now)
    return turning_up.tell(session, now)
