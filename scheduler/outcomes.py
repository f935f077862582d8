"""How a sending ended, and writing that down: several at once where they wait for the same commit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import claiming, people, reach
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.failures import Broken, Moved, Passing, Permanent, Unknown, Verdict, Wait, backoff

log = logging.getLogger(__name__)

UNKNOWN_TRIES = 8
# A network that is back after an hour must not leave anybody waiting for the last of doubled pauses.
LONGEST_PASSING = timedelta(minutes=1)
# Longer pauses than this are split, since no lease may be longer.
LONGEST_PAUSE = timedelta(hours=1)
_RETRY_SECONDS = 1.0
# A commit costs a third of a notice; so long one waits to be shared.
_TOGETHER_SECONDS = 0.004
# Where fewer others than this are under way nothing waits: each would be one more to repeat after a crash.
_MANY = 4

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took the message that says these notices."""

    ids: Ids
    message_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Dropped:
    """These no longer hold true, or no longer make sense."""

    ids: Ids


@dataclass(frozen=True, slots=True)
class Failed:
    """These can never be delivered and are set aside."""

    ids: Ids
    reason: str


@dataclass(frozen=True, slots=True)
class Again:
    """These wait until `at`; None: they are free at once."""

    ids: Ids
    at: datetime | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Their reader can't be reached any more."""

    ids: Ids
    person_id: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Migrated:
    """Their reader's chat has a new id."""

    ids: Ids
    person_id: int
    chat_id: int


Outcome = Sent | Dropped | Failed | Again | Lost | Migrated


def after_failure(
    meaning: Verdict, ids: Ids, person_id: int, attempts: int, now: datetime, jitter: float
) -> Outcome:
    """What to do with notices whose sending failed the `attempts`th time; `jitter` from 0 to 1."""
    match meaning:
        case Permanent(reason):
            return Lost(ids, person_id, reason, now)
        case Moved(new_chat_id):
            return Migrated(ids, person_id, new_chat_id)
        case Wait(pause):
            return Again(ids, now + min(pause, LONGEST_PAUSE), "429")
        case Passing(reason):
            return Again(ids, now + min(backoff(attempts, jitter), LONGEST_PASSING), reason)
        case Broken(reason):
            return Failed(ids, reason)
        case Unknown(reason) if attempts >= UNKNOWN_TRIES:
            return Failed(ids, reason)
        case Unknown(reason):
            return Again(ids, now + backoff(attempts, jitter), reason)


def write_down(session: Session, outcomes: Sequence[Outcome]) -> None:
    """The rule that notes them. They are about different people, so their order does not matter."""
    sent = [outcome for outcome in outcomes if isinstance(outcome, Sent)]
    claiming.sent_all(session, [(id_, one.message_id, one.at) for one in sent for id_ in one.ids])
    for outcome in outcomes:
        match outcome:
            case Sent():
                continue
            case Dropped(ids):
                claiming.dropped(session, ids)
            case Failed(ids, reason):
                claiming.failed(session, ids, reason)
            case Again(ids, at, reason):
                claiming.again(session, ids, at, reason)
            case Lost(_, person_id, reason, at):
                reach.lose(session, person_id, reason, at)
            case Migrated(ids, person_id, chat_id):
                people.move(session, person_id, chat_id)
                claiming.again(session, ids, None, "moved")


class Ledger:
    """Writes outcomes down. One write runs at a time, and what comes meanwhile goes into the next one.

    `under_way` says how many messages Telegram has that aren't written down yet: where many others than
    the waiting ones are, they are waited for a moment, and share the commit. It counts them until it is
    over, so that no more are under way than must be.

    While the database is away they are kept and tried again: what Telegram took must not be sent twice.
    """

    def __init__(
        self,
        store: Store,
        *,
        under_way: Callable[[], int] = lambda: 0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._under_way = under_way
        self._sleep = sleep
        self._waiting: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def note(self, outcome: Outcome) -> None:
        """Returns once it is committed."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        # Whoever is cancelled meanwhile no longer waits, but it is written all the same.
        await written

    async def settled(self) -> None:
        """Returns once nothing waits to be written."""
        if self._writing is not None:
            await self._writing

    async def _write_all(self) -> None:
        while self._waiting:
            if self._under_way() >= len(self._waiting) + _MANY:
                await self._sleep(_TOGETHER_SECONDS)
            group, self._waiting = self._waiting, []
            outcomes = [outcome for outcome, _ in group]
            try:
                await self._store.write(write_down, outcomes)
            except StoreUnavailable as error:
                log.warning("%s outcomes wait for the database: %s", len(group), error)
                self._waiting = group + self._waiting
                await self._sleep(_RETRY_SECONDS)
                continue
            except Exception as error:
                if len(group) > 1:
                    # One of them is at fault; the others must not suffer for it.
                    await self._write_each(group)
                    continue
                log.exception("an outcome could not be written", extra={"notices": _ids(outcomes)})
                _settle(group, error)
                continue
            _settle(group, None)

    async def _write_each(self, group: Sequence[tuple[Outcome, asyncio.Future[None]]]) -> None:
        for number, (outcome, written) in enumerate(group):
            try:
                await self._store.write(write_down, [outcome])
            except StoreUnavailable:
                self._waiting = [*group[number:], *self._waiting]
                return
            except Exception as error:
                log.exception("an outcome could not be written", extra={"notices": outcome.ids})
                _settle([(outcome, written)], error)
                continue
            _settle([(outcome, written)], None)


def _settle(group: Sequence[tuple[Outcome, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, written in group:
        if written.done():
            continue
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)


def _ids(outcomes: Sequence[Outcome]) -> list[int]:
    return [id_ for outcome in outcomes for id_ in outcome.ids]
