"""PostgreSQL behind the two doors: the same rules through asyncpg and a pool."""

import asyncio
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import Session

from models.migrations import bring_up_to_date
from models.refusals import StoreUnavailable
from models.store import run

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 6
# Every statement here is short, and a search stops when its list is full. A bitmap collects all that
# might fit before the first row comes, and compiling costs more than it saves.
PLANS = {"jit": "off", "enable_bitmapscan": "off"}
# Serialisation failure, deadlock, lock not available.
RACES = {"40001", "40P01", "55P03"}


class PostgresStore:
    """A PostgreSQL database. Any number of processes may share it."""

    def __init__(self, url: URL) -> None:
        self._engine: AsyncEngine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            # None beyond these: opening a connection for one rule costs more than waiting for one.
            pool_size=16,
            max_overflow=0,
            pool_timeout=10,
            connect_args={"timeout": 5, "command_timeout": 30, "server_settings": PLANS},
        )

    @classmethod
    async def open(cls, url: URL) -> "PostgresStore":
        store = cls(url)
        try:
            async with store._engine.begin() as connection:
                await connection.run_sync(bring_up_to_date)
        except (OSError, TimeoutError, DBAPIError) as error:
            await store.close()
            raise StoreUnavailable(type(getattr(error, "orig", None) or error).__name__) from error
        return store

    async def read(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._transact(rule, args, kwargs)

    async def write(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._transact(rule, args, kwargs)

    async def _transact(self, rule: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        def in_session(connection: Connection) -> T:
            session = Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
            result = run(rule, session, args, kwargs)
            session.close()
            return result

        for attempt in range(1, TRIES + 1):
            committing = False
            try:
                async with self._engine.connect() as connection:
                    # Begun here, so that closing the session leaves it to be committed.
                    transaction = await connection.begin()
                    result = await connection.run_sync(in_session)
                    committing = True
                    await transaction.commit()
                    return result
            except (DBAPIError, OSError, TimeoutError) as error:
                if attempt == TRIES or not _worth_another_try(error, attempt, committing):
                    if isinstance(error, IntegrityError):
                        raise
                    raise StoreUnavailable(type(getattr(error, "orig", None) or error).__name__) from error
            # A short, growing wait lets the other side of a deadlock finish.
            await asyncio.sleep(0.002 * 2**attempt)
        raise AssertionError("the last try returns or raises")

    async def close(self) -> None:
        await self._engine.dispose()


def _worth_another_try(error: BaseException, attempt: int, committing: bool) -> bool:
    if isinstance(error, IntegrityError):
        # Two wrote the same unique key at once: the second run sees the first one's row.
        return attempt < 3
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state in RACES:
        return True
    lost = isinstance(error, (InterfaceError, OperationalError, OSError)) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )
    # Once the commit is on its way nobody knows whether it arrived, so it isn't sent twice.
    return lost and not committing and attempt < 3
