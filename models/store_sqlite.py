"""SQLite behind the doors: one writer thread with group commit, a reading thread, and glances in place.

SQLite has one writer at a time and no queue for those who wait, so the queue is ours. Rules that wait
at the same moment share one commit; where one of them fails, all run anew, each in its own savepoint.
A commit waits for the disk (`synchronous` FULL), so a receipt survives a power cut.

What may have to wait, for a lock or the disk, the writer thread does. Short rules it lends to the loop they
came from: two threads that both run Python, and let go of each other at each statement, pay for it each time.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from models.migrations import bring_up_to_date
from models.refusals import Refused, StoreUnavailable
from models.store import run

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 64
# Others in the loop wait while it runs those.
GROUP_IN_LOOP = 16
# Readings are short, and threads that take turns at waiting cost more than they save.
READERS = 1
BUSY_SECONDS = 5
# Seconds between two looks whether a loop that runs rules is still there.
LOOK_EVERY = 1.0
MAPPED_BYTES = 1 << 30


@dataclass(slots=True)
class _Job:
    rule: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    # Whether it runs in the loop that waits for it.
    short: bool = False
    result: Any = None
    error: BaseException | None = None

    @property
    def place(self) -> asyncio.AbstractEventLoop | None:
        """The loop that runs it; None for the store's own thread."""
        return self.loop if self.short else None


def make_engine(url: URL, *, writing: bool, waits: bool = True) -> Engine:
    """An engine whose transactions begin as the work needs: at once for writing, at first read otherwise.

    One that never `waits` for a lock has no transactions either: each statement sees what holds then.
    """
    engine = create_engine(
        url,
        poolclass=NullPool,
        # An error that is logged must not hold what people wrote.
        hide_parameters=True,
        connect_args={
            "timeout": BUSY_SECONDS if waits else 0,
            "check_same_thread": False,
            "isolation_level": None,
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        if not writing:
            # A search jumps about in the file; SQLite's own cache is two megabytes.
            for pragma in ("query_only=ON", f"mmap_size={MAPPED_BYTES}"):
                connection.execute(f"PRAGMA {pragma}")

    if not waits:
        return engine

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver would begin lazily and then fail with "database is locked" on the first write
        # after a read, whatever the busy timeout says.
        cursor = connection.connection.cursor()
        connection.dialect.do_execute(cursor, "BEGIN IMMEDIATE" if writing else "BEGIN", ())
        cursor.close()

    return engine


class SqliteStore:
    """A SQLite file. May be shared by several processes on one machine."""

    def __init__(self, url: URL) -> None:
        self._writing = make_engine(url, writing=True)
        self._reading = make_engine(url, writing=False)
        self._glancing = make_engine(url, writing=False, waits=False)
        self._at_hand: Session | None = None
        self._to_write: SimpleQueue[_Job | None] = SimpleQueue()
        # Taken from the queue, and to run elsewhere than those before it.
        self._next: _Job | None = None
        self._to_read: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        self._writer = Thread(target=self._write_all, name="store-write", daemon=True)
        self._readers = [
            Thread(target=self._read_all, name=f"store-read-{number}", daemon=True)
            for number in range(READERS)
        ]

    @classmethod
    async def open(cls, url: URL) -> "SqliteStore":
        if not url.database or url.database == ":memory:":
            raise ValueError("SQLite needs a file, as in sqlite:///data/praktikplatsen.db")
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        store = cls(url)
        await asyncio.to_thread(store._migrate)
        for thread in (store._writer, *store._readers):
            thread.start()
        return store

    def _migrate(self) -> None:
        try:
            with self._writing.connect() as connection, connection.begin():
                bring_up_to_date(connection)
        except DatabaseError as error:
            raise StoreUnavailable(_short(error)) from error

    async def read(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._done(self._to_read, rule, args, kwargs)

    async def glance(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """In this thread: a row by its key is there in less time than it takes to wake another."""
        if self._closed:
            raise StoreUnavailable("closed")
        try:
            self._at_hand = self._at_hand or Session(self._glancing.connect(), autoflush=False)
            return rule(self._at_hand, *args, **kwargs)
        except DatabaseError:
            # Perhaps there is a lock to wait for, which a reading thread can do without keeping others.
            self._look_no_more()
            return await self.read(rule, *args, **kwargs)

    def _look_no_more(self) -> None:
        if self._at_hand is not None:
            self._at_hand.connection().close()
            self._at_hand = None

    async def write(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._done(self._to_write, rule, args, kwargs)

    async def jot(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._done(self._to_write, rule, args, kwargs, short=True)

    def _done(
        self,
        queue: SimpleQueue[_Job | None],
        rule: Callable[..., T],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        short: bool = False,
    ) -> asyncio.Future[T]:
        if self._closed:
            raise StoreUnavailable("closed")
        loop = asyncio.get_running_loop()
        job = _Job(rule, args, kwargs, loop, loop.create_future(), short)
        queue.put(job)
        return job.future

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        # The writer last: where both ended at once, each might leave the log beside the file to the other.
        self._look_no_more()
        self._glancing.dispose()
        for _ in self._readers:
            self._to_read.put(None)
        for thread in self._readers:
            await asyncio.to_thread(thread.join)
        self._to_write.put(None)
        await asyncio.to_thread(self._writer.join)
        self._writing.dispose()
        self._reading.dispose()

    def _read_all(self) -> None:
        connection: Connection | None = None
        while (job := self._to_read.get()) is not None:
            try:
                connection = connection or self._reading.connect()
                with connection.begin(), Session(connection, autoflush=False) as session:
                    job.result = run(job.rule, session, job.args, job.kwargs)
            except Exception as error:
                job.error = StoreUnavailable(_short(error)) if isinstance(error, OperationalError) else error
            _hand_out([job])
        if connection is not None:
            connection.close()

    def _write_all(self) -> None:
        connection: Connection | None = None
        while (job := self._next or self._to_write.get()) is not None:
            self._next = None
            connection = self._write_group(connection, job)
        if connection is not None:
            connection.close()

    def _write_group(self, connection: Connection | None, first: _Job) -> Connection | None:
        """Runs the job and those that come meanwhile in one transaction; hands the results out after it."""
        jobs: list[_Job] = []
        try:
            connection = connection or self._writing.connect()
            if not _run_as_one(connection, first, self._waiting(first.place), jobs):
                with connection.begin():
                    for job in jobs:
                        _run_in_savepoint(connection, job)
        except Exception as error:
            # Nothing of the group was kept: the commit failed, or the database couldn't be opened.
            jobs = jobs or [first]
            unavailable = StoreUnavailable(_short(error))
            for job in jobs:
                job.error = job.error or unavailable
            if connection is not None:
                connection.close()
            connection = None
        _hand_out(jobs)
        return connection

    def _waiting(self, place: asyncio.AbstractEventLoop | None) -> Iterator[_Job]:
        """Those that wait to run at the same place, while there are any: up to a group, but not the end."""
        for _ in range((GROUP if place is None else GROUP_IN_LOOP) - 1):
            try:
                job = self._to_write.get_nowait()
            except Empty:
                return
            if job is None:
                self._to_write.put(None)
                return
            if job.place is not place:
                self._next = job
                return
            yield job


def _run_as_one(connection: Connection, first: _Job, more: Iterator[_Job], jobs: list[_Job]) -> bool:
    """Runs the jobs, each put into `jobs`, without a savepoint for each, and commits.

    Gives False where all was rolled back and the jobs are to run anew: savepoints, two statements for each
    job, are seldom needed.
    """
    with connection.begin() as transaction:
        if first.place is None:
            kept = _run_all(connection, chain([first], more), jobs)
        else:
            kept = _lend(first.place, lambda: _run_all(connection, chain([first], more), jobs))
        if not kept:
            transaction.rollback()
    return kept


def _run_all(connection: Connection, waiting: Iterator[_Job], jobs: list[_Job]) -> bool:
    """Whether what they did may be kept. A refusal before anything was changed is that job's own affair."""
    driver = _driver_of(connection)
    session = Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
    for job in waiting:
        jobs.append(job)
        changes = driver.total_changes
        try:
            job.result = run(job.rule, session, job.args, job.kwargs)
        except Exception as error:
            session.expunge_all()
            if not driver.in_transaction:
                # SQLite ended it by itself: a full disk or an input/output error.
                raise
            if not isinstance(error, Refused) or driver.total_changes != changes:
                return False
            job.error = error
        if session.in_transaction():
            session.close()
    return True


def _lend(loop: asyncio.AbstractEventLoop, work: Callable[[], T]) -> T:
    """Has the loop do the work, and waits for it. `RuntimeError` where it ends before that."""
    done: Future[T] = Future()

    def do() -> None:
        try:
            done.set_result(work())
        except Exception as error:
            done.set_exception(error)

    loop.call_soon_threadsafe(do)
    while True:
        try:
            return done.result(LOOK_EVERY)
        except TimeoutError:
            if loop.is_closed() and not done.done():
                raise RuntimeError("the loop that waited was closed") from None


def _run_in_savepoint(connection: Connection, job: _Job) -> None:
    job.error = None
    cursor = _driver_of(connection)
    for last_try in (False, True):
        cursor.execute("SAVEPOINT job")
        session = Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        try:
            job.result = run(job.rule, session, job.args, job.kwargs)
            session.close()
            cursor.execute("RELEASE job")
        except Exception as error:
            session.expunge_all()
            if not cursor.in_transaction:
                # SQLite ended the whole transaction by itself: a full disk or an input/output error.
                raise
            cursor.execute("ROLLBACK TO job")
            cursor.execute("RELEASE job")
            if isinstance(error, IntegrityError) and not last_try:
                continue
            job.error = StoreUnavailable(_short(error)) if isinstance(error, OperationalError) else error
        return


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _hand_out(jobs: list[_Job]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, theirs in by_loop.items():
        # A loop that was closed has nobody waiting any more.
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, theirs)


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)


def _short(error: BaseException) -> str:
    """The database's own words without the statement and its values."""
    original = getattr(error, "orig", None)
    return str(original or type(error).__name__)
