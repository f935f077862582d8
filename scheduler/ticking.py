"""The tick: end what has expired, complete what is over, deliver what is due.

APScheduler only ticks; what is due stands in our own tables, so a late or lost tick loses nothing.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.orm import Session

from models import reservations
from models.clock import Clock
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.delivery import Delivery

log = logging.getLogger(__name__)


class Clockwork:
    """Ticks every `seconds` while it runs, one tick at a time."""

    def __init__(self, store: Store, delivery: Delivery, clock: Clock, *, seconds: float = 1) -> None:
        self._store = store
        self._delivery = delivery
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            # A tick that comes late is as good as one in time.
            misfire_grace_time=None,
        )

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self, within: timedelta = timedelta(seconds=5)) -> None:
        """Ticks no more, and lets a running tick finish for at most `within`.

        One that was cut off would not write down what it has just sent, and send it again later.
        """
        if self._scheduler.running:
            self._scheduler.pause()
        try:
            async with asyncio.timeout(within.total_seconds()), self._one_at_a_time:
                pass
        except TimeoutError:
            log.warning("a tick did not finish in time")
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """One tick. Trouble with the database or the network is logged, and the next tick tries again."""
        async with self._one_at_a_time:
            try:
                now = self._clock.now()
                if await self._store.read(reservations.anything_due, now):
                    await self._store.write(_close, now)
                await self._delivery.deliver_due()
            except StoreUnavailable as error:
                log.warning("the database can't be used: %s", error)
            except Exception:
                log.exception("a tick failed")


def _close(session: Session, now: datetime) -> None:
    reservations.expire_due(session, now)
    reservations.complete_due(session, now)
