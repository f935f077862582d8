"""Reservations sixteen at a time through the rule, against the same statements by a plain driver.

On SQLite the plain side is one caller with one connection and a commit for each reservation, since more
of them would only wait for each other; on PostgreSQL it is sixteen tasks with a connection each. Both
databases wait for the disk at every commit.
"""

import asyncio
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.quick_start import settle_memory
from models import reservations
from models.store import Store, open_store
from tests.benchmarks.measuring import Ratio, compared_async, percentile, say
from tests.benchmarks.places import NOW, TEACHERS, Dice, invent, load_postgres, load_sqlite
from tests.benchmarks.recording import Script, recorded
from tests.databases import database_name, drop_database, new_database, postgres_server

AT_ONCE = 16
COUNT = 1200
PLACES_WEEKS = 6_000
SEATS = 99
LIMITS = {"sqlite": 1.0, "postgresql": 1.7}
P95_LIMIT_MS = 15.0

Tap = tuple[Any, ...]


def spread(count: int) -> list[Tap]:
    """Taps all over the places, one to three weeks and one or two pupils each."""
    dice = Dice("spread")
    week = invent(PLACES_WEEKS, full=0, seats=(SEATS,)).week
    last_of = {row[0]: row[1] for row in week}
    taps = []
    for number in range(count):
        placement, first, *_ = week[dice.randrange(len(week))]
        last = min(first + timedelta(weeks=dice.randrange(3)), last_of[placement])
        teacher = dice.randint(1, TEACHERS)
        taps.append((teacher, placement, first, last, dice.randint(1, 2), None, f"s{number}", NOW))
    return taps


def hot(count: int) -> list[Tap]:
    """Everybody wants the same week of the same place; when it is full, the next week."""
    weeks = [row[1] for row in invent(PLACES_WEEKS, full=0, seats=(SEATS,)).week if row[0] == 1]
    dice = Dice("hot")
    taps = []
    for number in range(min(count, SEATS * len(weeks))):
        week = weeks[number // SEATS]
        taps.append((dice.randint(1, TEACHERS), 1, week, week, 1, None, f"h{number}", NOW))
    return taps


async def reserve_all(store: Store, taps: list[Tap]) -> list[float]:
    """Sixteen tasks share the taps; gives how long each reservation took, in seconds."""
    waiting = iter(taps)
    took: list[float] = []

    async def one() -> None:
        for tap in waiting:
            began = time.perf_counter()
            await store.jot(reservations.reserve, *tap)
            took.append(time.perf_counter() - began)

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return took


def check(session: Session, count: int) -> None:
    """The books: every tap has its reservation and notice, no week has more than it holds or its sum."""
    one = session.connection()
    assert one.execute(text("SELECT count(*) FROM reservation")).scalar() == count
    told = "SELECT count(DISTINCT about_id) FROM notice WHERE about = 'reservation'"
    assert one.execute(text(told)).scalar() == count
    wrong = text(
        "SELECT count(*) FROM (SELECT w.taken, w.seats, coalesce(sum(r.seats), 0) AS promised FROM week w"
        " LEFT JOIN reservation r ON r.placement_id = w.placement_id"
        ' AND w.monday BETWEEN r."first" AND r."last"'
        " GROUP BY w.placement_id, w.monday, w.taken, w.seats) AS books"
        " WHERE taken > seats OR taken <> promised"
    )
    assert one.execute(wrong).scalar() == 0


@dataclass(frozen=True, slots=True)
class Database:
    """One kind of database: how to get a fresh copy, and how a plain driver plays scripts on one."""

    name: str
    fresh: Callable[[], Any]
    play: Callable[[str, list[Script]], Awaitable[float]]


async def measure(database: Database, kind: str, taps: list[Tap]) -> list[Ratio]:
    scripts = await record(database, taps)
    latencies: list[float] = []

    async def ours() -> float:
        async with database.fresh() as url:
            store = await open_store(url)
            began = time.perf_counter()
            took = await reserve_all(store, taps)
            spent = time.perf_counter() - began
            await store.read(check, len(taps))
            await store.close()
        latencies.append(percentile(took, 0.95))
        return spent

    async def plain() -> float:
        async with database.fresh() as url:
            return await database.play(url, scripts)

    found = await compared_async(ours, plain)
    p95 = sorted(latencies[1:])[len(latencies[1:]) // 2] * 1000
    name = f"reservations_{database.name}_{kind}"
    each = sum(map(len, scripts)) / len(scripts)
    say(
        f"{name}: {len(taps) / found.ours:.0f}/s against {len(taps) / found.plain:.0f}/s plain,"
        f" {each:.1f} statements each, p95 {p95:.1f} ms of at most {P95_LIMIT_MS:g}"
    )
    return [
        Ratio(name, found.ratio, LIMITS[database.name]),
        Ratio(f"{name}_p95_of_15_ms", p95 / P95_LIMIT_MS, 1.0),
    ]


async def record(database: Database, taps: list[Tap]) -> list[Script]:
    """One after the other through the store, to hear what each says to the database."""
    scripts: list[Script] = []
    async with database.fresh() as url:
        store = await open_store(url)
        for tap in taps:
            with recorded() as script:
                await store.jot(reservations.reserve, *tap)
            scripts.append(script)
        await store.close()
    return scripts


async def play_sqlite(url: str, scripts: list[Script]) -> float:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    began = time.perf_counter()
    for script in scripts:
        connection.execute("BEGIN IMMEDIATE")
        for statement in script:
            if statement.many:
                connection.executemany(statement.sql, statement.values)
            else:
                connection.execute(statement.sql, statement.values).fetchall()
        connection.execute("COMMIT")
    spent = time.perf_counter() - began
    connection.close()
    return spent


async def play_postgres(url: str, scripts: list[Script]) -> float:
    waiting = iter(scripts)
    connections = [await asyncpg.connect(url, server_settings={"jit": "off"}) for _ in range(AT_ONCE)]

    async def one(connection: Any) -> None:
        for script in waiting:
            async with connection.transaction():
                for statement in script:
                    if statement.many:
                        await connection.executemany(statement.sql, statement.values)
                    else:
                        await connection.fetch(statement.sql, *statement.values)

    began = time.perf_counter()
    await asyncio.gather(*map(one, connections))
    spent = time.perf_counter() - began
    for connection in connections:
        await connection.close()
    return spent


@asynccontextmanager
async def on_sqlite(folder: Path) -> AsyncIterator[Database]:
    template = folder / "template.db"
    await (await open_store(f"sqlite:///{template}")).close()
    load_sqlite(str(template), invent(PLACES_WEEKS, full=0, seats=(SEATS,)))

    @asynccontextmanager
    async def fresh() -> AsyncIterator[str]:
        copy = folder / "run.db"
        shutil.copyfile(template, copy)
        yield f"sqlite:///{copy}"
        copy.unlink()

    yield Database("sqlite", fresh, play_sqlite)


@asynccontextmanager
async def on_postgres(server: str) -> AsyncIterator[Database]:
    template = await new_database(server)
    await (await open_store(template)).close()
    await load_postgres(template, invent(PLACES_WEEKS, full=0, seats=(SEATS,)))

    @asynccontextmanager
    async def fresh() -> AsyncIterator[str]:
        url = await new_database(server, database_name(template))
        yield url
        await drop_database(server, url)

    yield Database("postgresql", fresh, play_postgres)


async def run(database: Database) -> list[Ratio]:
    found: list[Ratio] = []
    for kind, taps in (("spread", spread(COUNT)), ("hot", hot(COUNT))):
        found += await measure(database, kind, taps)
    return found


def ratios() -> Iterator[Ratio]:
    # As the program itself runs.
    settle_memory()

    async def sqlite() -> list[Ratio]:
        with tempfile.TemporaryDirectory(prefix="bench") as folder:
            async with on_sqlite(Path(folder)) as database:
                return await run(database)

    async def postgres(server: str) -> list[Ratio]:
        async with on_postgres(server) as database:
            return await run(database)

    yield from asyncio.run(sqlite())
    with postgres_server() as server:
        yield from asyncio.run(postgres(server))
