"""Which of several processes runs the clockwork. Another one takes over within seconds of a kill -9.

On PostgreSQL the leader holds an advisory lock on a connection of its own, which ends with its process. On
SQLite it holds a lease that it renews. Either way it leads only as long as it has lately seen that it does.
"""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Protocol

import asyncpg
from sqlalchemy import URL, make_url

from models import leases
from models.clock import Clock
from models.refusals import StoreUnavailable
from models.store import Store

log = logging.getLogger(__name__)

NAME = "clockwork"
# Any number that no other program on the same database uses for its advisory locks.
_LOCK = 7_308_412_612
# A leader makes sure, and a standby asks, so often.
EVERY_SECONDS = 1.0
STANDBY_SECONDS = 0.5
# A leader that could not make sure for so long leads no more; a lease ends after it.
TRUSTED_SECONDS = 3.0
_PATIENCE_SECONDS = 2.0
# A leader whose machine vanished is noticed by the server, whatever the network does.
_KEEPALIVE = {"tcp_keepalives_idle": "1", "tcp_keepalives_interval": "1", "tcp_keepalives_count": "2"}


class Leader(Protocol):
    """Knows whether this process leads. `start` before use."""

    def leads(self) -> bool: ...

    async def start(self) -> None: ...

    async def stop(self) -> None:
        """Leads no more; another process may begin at once."""
        ...


class Sole:
    """Leads always: there is no other process."""

    def leads(self) -> bool:
        return True

    async def start(self) -> None:
        """Nothing to ask for."""

    async def stop(self) -> None:
        """Nothing to give back."""


class _Asking(ABC):
    """Asks again and again in a task of its own; `_ask` says whether this process leads."""

    def __init__(self, trusted: float = TRUSTED_SECONDS) -> None:
        self._trusted = trusted
        self._until = 0.0
        self._task: asyncio.Task[None] | None = None

    def leads(self) -> bool:
        return asyncio.get_running_loop().time() < self._until

    async def start(self) -> None:
        if self._task is None:
            await self._ask_once()
            self._task = asyncio.create_task(self._ask_for_ever())

    async def stop(self) -> None:
        self._until = 0.0
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        # Whatever goes wrong here ends by itself with the lease or the connection.
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._give_back(), _PATIENCE_SECONDS)

    async def _ask_for_ever(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS if self.leads() else STANDBY_SECONDS)
            await self._ask_once()

    async def _ask_once(self) -> None:
        asked = asyncio.get_running_loop().time()
        led = self.leads()
        try:
            mine = await asyncio.wait_for(self._ask(), _PATIENCE_SECONDS)
        except (
            StoreUnavailable,
            OSError,
            TimeoutError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
        ) as error:
            log.warning("the clockwork's lock can't be asked for: %s", type(error).__name__)
            return
        self._until = asked + self._trusted if mine else 0.0
        if mine != led:
            log.info("this process runs the clockwork" if mine else "another process runs the clockwork")

    @abstractmethod
    async def _ask(self) -> bool: ...

    @abstractmethod
    async def _give_back(self) -> None: ...


class LeaseLeader(_Asking):
    """Leads while it holds the lease in the database."""

    def __init__(self, store: Store, holder: str, clock: Clock, trusted: float = TRUSTED_SECONDS) -> None:
        super().__init__(trusted)
        self._store = store
        self._holder = holder
        self._clock = clock

    async def _ask(self) -> bool:
        lasting = timedelta(seconds=self._trusted)
        return await self._store.write(leases.take, NAME, self._holder, self._clock.now(), lasting)

    async def _give_back(self) -> None:
        await self._store.write(leases.release, NAME, self._holder)


class LockLeader(_Asking):
    """Leads while its connection to PostgreSQL holds the advisory lock."""

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection: asyncpg.Connection | None = None
        self._locked = False

    async def _ask(self) -> bool:
        try:
            if self._connection is None:
                self._connection = await asyncpg.connect(
                    self._address, timeout=_PATIENCE_SECONDS, server_settings=_KEEPALIVE
                )
            if self._locked:
                await self._connection.execute("SELECT 1")
            else:
                self._locked = await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK)
        except BaseException:
            self._let_go()
            raise
        return self._locked

    def _let_go(self) -> None:
        """The lock ends with the connection, whatever state it is in."""
        connection, self._connection, self._locked = self._connection, None, False
        self._until = 0.0
        if connection is not None:
            connection.terminate()

    async def _give_back(self) -> None:
        connection, self._connection, self._locked = self._connection, None, False
        if connection is not None:
            await connection.close()


def make_leader(store: Store, url: str, holder: str, clock: Clock) -> Leader:
    """The leader for a store at `url`; `holder` names this process among all that share it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return LockLeader(parsed)
    return LeaseLeader(store, holder, clock)
