"""Delivers what is due: claim by person, render, send, write down the outcome. Many people at once, paced."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from random import random

from telegram.ext import ExtBot

from handlers.screens.bundle import Message
from models import claiming
from models.clock import Clock
from models.notices import Claimed
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.failures import Passing, verdict
from scheduler.outage import Outage
from scheduler.outcomes import Again, Failed, Ledger, Migrated, Outcome, Sent, after_failure
from scheduler.pacing import OVERALL_PER_SECOND, Handover
from scheduler.reader import OutdatedError, Reader
from scheduler.rendering import Known, compose, look_up
from scheduler.telling import tell
from scheduler.window import Window

log = logging.getLogger(__name__)

# A clockwork that died frees what it held after this, so that a standby soon sends it; a living one renews it
# in time, and whom it serves it never claims again itself.
LEASE = timedelta(seconds=3)
# Enough to keep Telegram's pace where an answer takes half a second.
READERS_AT_ONCE = 64
# Refilled in groups, since each claim is a commit.
_REFILL = READERS_AT_ONCE // 2
_LOOK_AGAIN = 0.5
# The others wait where they need not be looked at again, not behind a pause that Telegram asked for.
_IN_LINE = 16


class Delivery:
    """One clockwork's deliveries through python-telegram-bot.

    `leads` says whether this process may send (another one may hold the clockwork), `on_outcome` hears of
    each outcome after it is written down, with the kinds of its notices. `window` is the bot's pacer's.
    """

    def __init__(
        self,
        store: Store,
        bot: ExtBot[Handover],
        clock: Clock,
        *,
        window: Window | None = None,
        lease: timedelta = LEASE,
        leads: Callable[[], bool] = lambda: True,
        on_outcome: Callable[[Outcome, Sequence[str]], None] = lambda _outcome, _kinds: None,
    ) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock
        self._window = window or Window(OVERALL_PER_SECOND)
        self._lease = lease
        self._leads = leads
        self._on_outcome = on_outcome
        self._ledger = Ledger(store, under_way=lambda: self._window.under_way)
        self._outage = Outage()
        self._serving: dict[asyncio.Task[None], Reader] = {}
        self._line = asyncio.Semaphore(_IN_LINE)
        self._progress = asyncio.Event()
        self._over = 0
        self._look_at = 0.0
        self._renew_at = 0.0
        self._stopping = False

    async def deliver_due(self) -> int:
        """Delivers until nothing is due and nothing is under way; says how many notices were claimed.

        Raises `StoreUnavailable` when the database can't be used; what is under way goes on.
        """
        done, self._look_at = 0, 0.0
        while True:
            now, over = asyncio.get_running_loop().time(), self._over
            if self._may_claim() and now >= self._look_at:
                claimed = await self._claim()
                done += len(claimed)
                # Whoever was served meanwhile was left out, and may have more to hear.
                self._look_at = 0.0 if claimed or self._over != over else now + _LOOK_AGAIN
            if not self._serving and self._over == over:
                return done
            if self._serving:
                await self._renew()
                await self._until_somebody_is_served()

    async def _until_somebody_is_served(self) -> None:
        self._progress.clear()
        try:
            async with asyncio.timeout(_LOOK_AGAIN):
                await self._progress.wait()
        except TimeoutError:
            return

    @property
    def serving(self) -> int:
        """How many people are served now."""
        return len(self._serving)

    async def stop(self, within: float) -> None:
        """Claims no more, gives back what was not handed to Telegram, waits `within` seconds for the rest."""
        self._stopping = True
        for task, reader in self._serving.items():
            if not reader.handed_over:
                task.cancel()
        if self._serving:
            await asyncio.wait(self._serving, timeout=within)
        for task in self._serving:
            task.cancel()
        try:
            await asyncio.wait_for(self._ledger.settled(), within)
        except TimeoutError:
            log.warning("some outcomes could not be written in time")

    def _may_claim(self) -> bool:
        free = READERS_AT_ONCE - len(self._serving)
        allowed = self._outage.allows(self._clock.now(), len(self._serving))
        return not self._stopping and self._leads() and allowed and free >= _REFILL

    async def _claim(self) -> list[Claimed]:
        busy = sorted(reader.person_id for reader in self._serving.values())
        if not await self._store.read(claiming.anything_to_claim, self._clock.now(), busy):
            return []
        readers = self._outage.readers(READERS_AT_ONCE - len(self._serving))
        now = self._clock.now()
        claimed = await self._store.write(claiming.claim, now, self._lease, readers, busy)
        # The facts are read together: one reading for all that goes out within the next second.
        known = await self._look_up(claimed) if claimed else []
        for _, theirs in groupby(known, key=lambda one: one.notice.person_id):
            self._serve(list(theirs), now)
        return claimed

    async def _look_up(self, claimed: Sequence[Claimed]) -> list[Known]:
        try:
            return await self._store.read(look_up, claimed, self._clock.now())
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("facts could not be read together", extra={"notices": [one.id for one in claimed]})
        known = []
        for notice in claimed:
            try:
                known += await self._store.read(look_up, [notice], self._clock.now())
            except StoreUnavailable:
                raise
            except Exception as error:
                known.append(Known(notice, fault=type(error).__name__))
        return known

    def _serve(self, known: list[Known], now: datetime) -> None:
        first = known[0].notice
        ids = {one.notice.id for one in known}
        reader = Reader(first.person_id, first.chat_id, known, now, open_ids=ids)
        task = asyncio.create_task(self._deliver(reader))
        self._serving[task] = reader
        task.add_done_callback(lambda over: self._served(over, reader))

    def _served(self, task: asyncio.Task[None], reader: Reader) -> None:
        del self._serving[task]
        self._over += 1
        self._progress.set()
        if not self._serving:
            # What just ended may have given somebody else something to hear.
            self._look_at = 0.0
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("person %s could not be served", reader.person_id, exc_info=error)

    async def _deliver(self, reader: Reader) -> None:
        try:
            async with self._line:
                if reader.is_outdated(self._clock.now()):
                    await self._look_again(reader)
                await self._tell(reader)
        except asyncio.CancelledError:
            if not reader.handed_over and reader.open_ids:
                await self._note(reader, Again(tuple(reader.open_ids), None))
            raise
        finally:
            self._window.end(reader)

    async def _look_again(self, reader: Reader) -> None:
        """Leaves what has to wait for the morning, and reads the facts of the rest anew."""
        now = self._clock.now()
        if rude := reader.rude(now):
            await self._note(reader, Again(rude, None))
        reader.learn(await self._look_up(reader.open) if reader.open else [], now)

    async def _compose(self, reader: Reader) -> list[Message]:
        messages, over = compose(reader.known) if reader.known else ([], [])
        for outcome in over:
            await self._note(reader, outcome)
        return messages

    async def _tell(self, reader: Reader) -> None:
        messages = await self._compose(reader)
        while messages:
            try:
                outcome = await self._say(reader, messages[0])
            except OutdatedError:
                await self._look_again(reader)
                messages = await self._compose(reader)
                continue
            if isinstance(outcome, Failed) and len(messages[0].notices) > 1:
                # One of several spoils the message: each is tried by itself, the good ones arrive.
                self._window.end(reader)
                messages[:1] = _apart(messages[0], reader.known)
                continue
            await self._note(reader, outcome)
            self._window.end(reader)
            messages = messages[1:] if isinstance(outcome, Sent | Failed) else []
            if isinstance(outcome, Again | Migrated) and reader.open_ids:
                # What comes later must not overtake it.
                at = outcome.at if isinstance(outcome, Again) else None
                await self._note(reader, Again(tuple(reader.open_ids), at))

    def _hand_over(self, reader: Reader) -> None:
        # It may have waited for its turn, or for the end of a pause.
        if reader.is_outdated(self._clock.now()):
            raise OutdatedError
        reader.handed_over = True
        self._window.begin(reader)

    async def _say(self, reader: Reader, message: Message) -> Outcome:
        reader.handed_over = False
        attempts = max(one.attempts for one in reader.open if one.id in message.notices)
        try:
            hand_over = partial(self._hand_over, reader)
            number = await tell(self._bot, reader.chat_id, message.screen, hand_over)
        except OutdatedError:
            raise
        except Exception as error:
            now, jitter = self._clock.now(), random()  # noqa: S311 (spreads load, guards nothing)
            meaning = verdict(error)
            self._outage.note(isinstance(meaning, Passing), now, jitter)
            log.warning(
                "not sent: %s", meaning, extra={"notices": message.notices, "person": reader.person_id}
            )
            return after_failure(meaning, message.notices, reader.person_id, attempts, now, jitter)
        self._outage.note(False, self._clock.now(), 0.0)
        return Sent(message.notices, number, self._clock.now())

    async def _note(self, reader: Reader, outcome: Outcome) -> None:
        kinds = [one.kind.value for one in reader.open if one.id in outcome.ids]
        await self._ledger.note(outcome)
        reader.open_ids.difference_update(outcome.ids)
        self._on_outcome(outcome, kinds)
        log.info(
            "%s", type(outcome).__name__.lower(), extra={"notices": outcome.ids, "person": reader.person_id}
        )

    async def _renew(self) -> None:
        """Keeps the leases of what waits for its turn or for Telegram's answer."""
        now = asyncio.get_running_loop().time()
        if now < self._renew_at:
            return
        self._renew_at = now + self._lease.total_seconds() / 3
        held = sorted(id_ for reader in self._serving.values() for id_ in reader.open_ids)
        try:
            await self._store.write(claiming.renew, held, self._clock.now() + self._lease)
        except StoreUnavailable as error:
            log.warning("leases could not be renewed: %s", error)


def _apart(message: Message, known: Sequence[Known]) -> list[Message]:
    alone = [one for one in known if one.notice.id in message.notices]
    return [part for one in alone for part in compose([one])[0]]
