"""Rules that wait for SQLite, and how those that wait at the same moment share one commit."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models.refusals import Refused, StoreUnavailable
from models.store import run

T = TypeVar("T")

# Seconds between two looks whether a loop that runs rules is still there.
LOOK_EVERY = 1.0


@dataclass(slots=True)
class Job:
    """A rule that waits, who waits for it, and what it came to."""

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


def run_as_one(connection: Connection, first: Job, more: Iterator[Job], jobs: list[Job]) -> bool:
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


def _run_all(connection: Connection, waiting: Iterator[Job], jobs: list[Job]) -> bool:
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
            if done.done():
                return done.result()
            if loop.is_closed():
                raise RuntimeError("the loop that waited was closed") from None


def run_in_savepoint(connection: Connection, job: Job) -> None:
    """Runs the job in the transaction that is under way; where it fails, only what it did is undone."""
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
            job.error = StoreUnavailable(in_short(error)) if isinstance(error, OperationalError) else error
        return


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def hand_out(jobs: list[Job]) -> None:
    """Tells all who wait what their jobs came to, each in the own loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, theirs in by_loop.items():
        # A loop that was closed has nobody waiting any more.
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, theirs)


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)


def in_short(error: BaseException) -> str:
    """The database's own words without the statement and its values."""
    original = getattr(error, "orig", None)
    return str(original or type(error).__name__)
