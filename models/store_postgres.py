"""PostgreSQL behind the two doors: the same rules through asyncpg and a pool.

Rules that several callers may share (`models.together`) run for all who wait at the same moment, in one
transaction: they don't wait for each other's locks, and each statement is asked once for all of them.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import Session

from models.migrations import bring_up_to_date
from models.refusals import StoreUnavailable
from models.store import run
from models.together import Call, Shared, form_for_many

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 6
# Every statement here is short, and a search stops when its list is full. A bitmap collects all that
# might fit before the first row comes, and compiling costs more than it saves.
PLANS = {"jit": "off", "enable_bitmapscan": "off"}
# Serialisation failure, deadlock, lock not available.
RACES = {"40001", "40P01", "55P03"}
GROUP = 64
# A group waits no longer for somebody else's lock; alone each may.
_PATIENCE = "SET LOCAL lock_timeout = '1s'"


@dataclass(slots=True)
class _Waiting:
    rule: Callable[..., Any]
    call: Call
    result: asyncio.Future[Any]

    def settle(self, result: Any) -> None:
        if self.result.done():
            return
        if isinstance(result, Exception):
            self.result.set_exception(result)
        else:
            self.result.set_result(result)


class PostgresStore:
    """A PostgreSQL database. Any number of processes may share it."""

    def __init__(self, url: URL) -> None:
        self._engine: AsyncEngine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            # An error that is logged must not hold what people wrote.
            hide_parameters=True,
            # None beyond these: opening a connection for one rule costs more than waiting for one.
            pool_size=16,
            max_overflow=0,
            pool_timeout=10,
            connect_args={"timeout": 5, "command_timeout": 30, "server_settings": PLANS},
        )
        self._lines: dict[Shared, list[_Waiting]] = {}
        self._serving: dict[Shared, asyncio.Task[None]] = {}

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

    async def glance(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._transact(rule, args, kwargs)

    async def write(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        many = form_for_many(rule)
        if many is None:
            return await self._transact(rule, args, kwargs)
        line = self._lines.setdefault(many, [])
        result = asyncio.get_running_loop().create_future()
        line.append(_Waiting(rule, (args, kwargs), result))
        if many not in self._serving:
            self._serving[many] = asyncio.create_task(self._serve(many, line))
        # Whoever is cancelled meanwhile no longer waits; what they asked for is done all the same.
        return await result  # type: ignore[no-any-return]

    async def jot(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self.write(rule, *args, **kwargs)

    async def _serve(self, many: Shared, line: list["_Waiting"]) -> None:
        """Serves a line until nobody stands in it, one group after the other."""
        try:
            while line:
                group, line[:] = line[:GROUP], line[GROUP:]
                await self._run_together(many, group)
        finally:
            del self._serving[many]

    async def _run_together(self, many: Shared, group: list["_Waiting"]) -> None:
        if len(group) == 1:
            await self._run_alone(group[0])
            return
        try:
            results = await self._transact(_together, (many, [one.call for one in group]), {})
        except Exception as error:
            # One of them is at fault, or none: alone each comes to what it should.
            log.info("%s callers are served one by one: %s", len(group), type(error).__name__)
            for one in group:
                await self._run_alone(one)
            return
        for one, result in zip(group, results, strict=True):
            one.settle(result)

    async def _run_alone(self, one: "_Waiting") -> None:
        try:
            result = await self._transact(one.rule, *one.call)
        except Exception as error:
            result = error
        one.settle(result)

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
        await asyncio.gather(*self._serving.values())
        await self._engine.dispose()


def _together(session: Session, many: Shared, calls: Sequence[Call]) -> list[Any]:
    session.connection().exec_driver_sql(_PATIENCE)
    return many(session, calls)


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
