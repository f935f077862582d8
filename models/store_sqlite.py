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
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from models.jobs import Job, hand_out, in_short, run_as_one, run_in_savepoint
from models.migrations import bring_up_to_date
from models.refusals import StoreUnavailable
from models.store import run

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 64
# Others in the loop wait while it runs those.
GROUP_IN_LOOP = 16
# Readings are short, and threads that take turns at waiting cost more than they save.
READERS = 1
BUSY_SECONDS = 5
MAPPED_BYTES = 1 << 30


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
        self._to_write: SimpleQueue[Job | None] = SimpleQueue()
        # Taken from the queue, and to run elsewhere than those before it.
        self._next: Job | None = None
        self._to_read: SimpleQueue[Job | None] = SimpleQueue()
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
            raise StoreUnavailable(in_short(error)) from error

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
        queue: SimpleQueue[Job | None],
        rule: Callable[..., T],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        short: bool = False,
    ) -> asyncio.Future[T]:
        if self._closed:
            raise StoreUnavailable("closed")
        loop = asyncio.get_running_loop()
        job = Job(rule, args, kwargs, loop, loop.create_future(), short)
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
                job.error = (
                    StoreUnavailable(in_short(error)) if isinstance(error, OperationalError) else error
                )
            hand_out([job])
        if connection is not None:
            connection.close()

    def _write_all(self) -> None:
        connection: Connection | None = None
        while (job := self._next or self._to_write.get()) is not None:
            self._next = None
            connection = self._write_group(connection, job)
        if connection is not None:
            connection.close()

    def _write_group(self, connection: Connection | None, first: Job) -> Connection | None:
        """Runs the job and those that come meanwhile in one transaction; hands the results out after it."""
        jobs: list[Job] = []
        try:
            connection = connection or self._writing.connect()
            if not run_as_one(connection, first, self._waiting(first.place), jobs):
                with connection.begin():
                    for job in jobs:
                        run_in_savepoint(connection, job)
        except Exception as error:
            # Nothing of the group was kept: the commit failed, or the database couldn't be opened.
            jobs = jobs or [first]
            unavailable = StoreUnavailable(in_short(error))
            for job in jobs:
                job.error = job.error or unavailable
            if connection is not None:
                connection.close()
            connection = None
        hand_out(jobs)
        return connection

    def _waiting(self, place: asyncio.AbstractEventLoop | None) -> Iterator[Job]:
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
