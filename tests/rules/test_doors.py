"""What the doors to the data promise, on both databases."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Coroutine
from contextvars import Context
from pathlib import Path
from threading import Event, current_thread
from threading import enumerate as enumerate_threads
from typing import TypeVarTuple

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.util import await_only
from sqlmodel import col

from models import jobs, people
from models.refusals import Reason, Refused
from models.store import Store, open_store
from models.store_sqlite import BUSY_SECONDS, GROUP
from models.tables import Person
from tests.cast import NOW


async def test_a_glance_sees_what_was_kept_a_moment_before(store: Store) -> None:
    assert await store.glance(people.meet, 7) is None
    who = await store.write(people.arrive, 7, "Maja", "sv", NOW)
    for question in ("offer.what:1", "offer.where:1", None):
        await store.write(people.ask, who.id, question)
        seen = await store.glance(people.meet, 7)
        assert seen is not None
        assert seen.asking == question


async def test_a_glance_at_a_locked_file_keeps_nobody_else_waiting_and_comes_when_it_is_free(
    tmp_path: Path,
) -> None:
    file = tmp_path / "locked.db"
    await (await open_store(f"sqlite:///{file}")).close()
    store = await open_store(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN IMMEDIATE")
    loop = asyncio.get_running_loop()
    began = loop.time()
    waiting = asyncio.create_task(store.glance(people.meet, 7))
    await asyncio.sleep(0)
    assert not waiting.done()
    # A glance that waited for the lock by itself would have kept the whole loop for as long.
    assert loop.time() - began < BUSY_SECONDS
    other.close()
    assert await waiting is None
    assert await store.glance(people.meet, 7) is None
    await store.close()


async def test_a_writing_in_the_loop_waits_for_a_lock_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    store = await open_store(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(store.jot(people.arrive, 7, "Maja", "sv", NOW))
    # The loop goes on all the while: people who read are served.
    for _ in range(20):
        assert await store.read(people.meet, 7) is None
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    assert (await waiting).chat_id == 7
    await store.close()


def counted(session: Session, calls: list[str], name: str, refuses: bool = False) -> str:
    """Says its name; refuses, if so told, before it changed anything."""
    calls.append(name)
    if refuses:
        raise Refused(Reason.GONE)
    people.arrive(session, len(calls), name, "sv", NOW)
    return name


def fails_late(session: Session, calls: list[str], error: Exception) -> None:
    """Changes something and then fails."""
    calls.append("late")
    people.arrive(session, 99, "late", "sv", NOW)
    raise error


DOORS = pytest.mark.parametrize("door", ["write", "jot"])


@DOORS
@pytest.mark.parametrize("error", [Refused(Reason.GONE), ValueError("a defect")], ids=["refused", "failed"])
async def test_who_fails_among_those_who_write_at_once_undoes_their_own_work_only(
    store: Store, error: Exception, door: str
) -> None:
    calls: list[str] = []
    write = getattr(store, door)
    found = await asyncio.gather(
        write(counted, calls, "before"),
        write(fails_late, calls, error),
        write(counted, calls, "behind"),
        return_exceptions=True,
    )
    assert list[object](found) == ["before", error, "behind"]
    kept = await store.read(lambda session: sorted(session.scalars(select(col(Person.name)))))
    assert kept == ["before", "behind"]


@DOORS
async def test_who_is_refused_before_anything_changed_costs_the_others_no_second_run(
    tmp_path: Path, door: str
) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/town.db")
    calls: list[str] = []
    write = getattr(store, door)
    found = await asyncio.gather(
        write(counted, calls, "before"),
        write(counted, calls, "refused", refuses=True),
        write(counted, calls, "behind"),
        return_exceptions=True,
    )
    await store.close()
    assert [type(one) for one in found] == [str, Refused, str]
    assert calls == ["before", "refused", "behind"]


def noted(session: Session, seen: list[tuple[int, str]], number: int) -> int:
    """Writes, and notes in which thread."""
    people.arrive(session, number, f"{number}", "sv", NOW)
    seen.append((number, current_thread().name))
    return number


async def test_what_is_short_runs_in_the_loop_and_what_is_long_does_not_and_all_in_their_order(
    tmp_path: Path,
) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/town.db")
    seen: list[tuple[int, str]] = []
    # Three short ones, a long one and so on; many more than one group takes.
    doors = [store.write if number % 4 == 3 else store.jot for number in range(4 * GROUP)]
    found = await asyncio.gather(*(door(noted, seen, number) for number, door in enumerate(doors)))
    kept = await store.read(lambda session: len(list(session.scalars(select(col(Person.id))))))
    await store.close()
    assert found == [number for number, _ in seen] == list(range(4 * GROUP))
    assert kept == 4 * GROUP
    here = current_thread().name
    assert [name for _, name in seen] == ["store-write" if n % 4 == 3 else here for n in range(4 * GROUP)]


Given = TypeVarTuple("Given")


class Leaving(asyncio.SelectorEventLoop):
    """A loop that is no longer running when it is asked to do something."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.asked = Event(), Event()

    def call_soon_threadsafe(
        self, callback: Callable[[*Given], object], *args: *Given, context: Context | None = None
    ) -> asyncio.Handle:
        assert self.left.wait(10)
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        self.asked.set()
        return handle


async def test_a_loop_that_ends_before_it_has_written_keeps_nobody_else_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LOOK_EVERY", 0.01)
    store = await open_store(f"sqlite:///{tmp_path}/town.db")
    calls: list[str] = []

    async def asks() -> Coroutine[object, None, str]:
        asked = store.jot(counted, calls, "gone")
        # As a task would begin it; one that never ends would be complained about.
        asked.send(None)
        return asked

    def asks_and_leaves() -> None:
        loop = Leaving()
        asked = loop.run_until_complete(asks())
        loop.left.set()
        assert loop.asked.wait(10)
        loop.close()
        asked.close()

    await asyncio.to_thread(asks_and_leaves)
    assert await store.jot(counted, calls, "still here") == "still here"
    await store.close()
    assert calls == ["still here"]


def still_writes(_session: Session) -> bool:
    """Whether a store can write, some time after it was told to close."""
    Event().wait(0.3)
    return any(thread.name == "store-write" for thread in enumerate_threads())


async def test_a_store_closes_its_writer_last_and_leaves_nothing_beside_its_file(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/town.db")
    await store.write(people.arrive, 7, "Maja", "sv", NOW)
    assert await store.read(people.meet, 7) == await store.glance(people.meet, 7)
    # Where both ended at once, each might leave the log to the other.
    reading = asyncio.ensure_future(store.read(still_writes))
    await asyncio.sleep(0)
    await store.close()
    assert await reading
    assert os.listdir(tmp_path) == ["town.db"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_deadlock_is_shown_to_neither_of_the_two(store: Store) -> None:
    one, other = [(await store.write(people.arrive, chat, "Maja", "sv", NOW)).id for chat in (7, 8)]
    held = {one: asyncio.Event(), other: asyncio.Event()}
    runs = []

    def rename(session: Session, first: int, second: int) -> None:
        runs.append(first)
        session.connection().exec_driver_sql("SET LOCAL deadlock_timeout = '10ms'")
        for person in (first, second):
            session.execute(update(Person).where(col(Person.id) == person).values(name=f"after {first}"))
            held[person].set()
            await_only(held[second].wait())

    await asyncio.gather(store.write(rename, one, other), store.write(rename, other, one))
    # One of them was thrown out and came again, and what it wrote stands.
    assert len(runs) == 3
    seen = await store.read(people.meet, 7)
    assert seen is not None
    assert seen.name == f"after {runs[-1]}"
