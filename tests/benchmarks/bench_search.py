"""Search at 10,000 and 1,000,000 offered weeks, on both databases, against a plain join with LIKE.

The plain side is what one writes first: placements joined with their weeks, single-column indexes, LIKE for
each word, the weeks grouped by placement. It has tables of its own with the same rows in the same database.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg

from bot.quick_start import settle_memory
from models import search
from models.forms import AUDIENCES
from models.search import Wish
from models.store import Store, open_store
from models.weeks import WEEK
from tests.benchmarks.measuring import Ratio, compared_async, percentile, say
from tests.benchmarks.places import (
    FIELDS_OFFERED,
    FIRST_MONDAY,
    MUNICIPALITY_CODES,
    NOW,
    Dice,
    Rows,
    invent,
    load_postgres,
    load_sqlite,
    tasks_of,
)
from tests.databases import drop_database, new_database, postgres_server

FEW, MANY = 10_000, 1_000_000
PAGE = 5
WISHES = 240
PLAIN_WISHES = 40
GROWTH_LIMIT, WORDS_GROWTH_LIMIT, PLAIN_LIMIT = 5.0, 10.0, 0.05

Asked = tuple[str, Wish]


def wishes(count: int) -> list[Asked]:
    """Eight kinds of wish by turns, with common words, fields and places most often."""
    dice = Dice("wishes")
    return [_wish(dice, number) for number in range(count)]


def _wish(dice: Dice, number: int) -> Asked:
    field = dice.uneven(FIELDS_OFFERED)
    word, other = dice.uneven(tasks_of(field)), dice.uneven(tasks_of(field))
    places = tuple(sorted({dice.uneven(MUNICIPALITY_CODES) for _ in range(dice.randint(1, 3))}))
    first = FIRST_MONDAY + dice.randrange(40) * WEEK
    last = first + dice.randrange(4) * WEEK
    audience, seats = dice.choice(AUDIENCES), dice.randint(1, 4)
    kinds = (
        ("all", Wish(audience, first, last, seats, places, (field,), word)),
        ("all but words", Wish(audience, first, last, seats, places, (field,))),
        ("a word", Wish(words=word)),
        ("two words, form", Wish(audience, words=f"{word} {other}")),
        ("a word, weeks", Wish(None, first, last, seats, words=word)),
        ("a field", Wish(fields=(field,))),
        ("form, weeks", Wish(audience, first, last, seats)),
        ("anything", Wish()),
    )
    return kinds[number % len(kinds)]


@dataclass(frozen=True, slots=True)
class Side:
    """Something that can be asked for wishes."""

    ask: Callable[[Wish], Awaitable[object]]
    asked: Sequence[Asked]
    tries: int = 4

    async def p95(self, by_kind: dict[str, list[float]] | None = None) -> float:
        """In milliseconds. Of several times in a row the shortest counts: others use this machine too."""
        took = []
        for kind, wish in self.asked:
            took.append(min([await self._time(wish) for _ in range(self.tries)]))
            if by_kind is not None:
                by_kind[kind].append(took[-1])
        return percentile(took, 0.95)

    def with_words(self) -> "Side":
        """Only the wishes with words."""
        return replace(self, asked=[one for one in self.asked if one[1].words])

    async def _time(self, wish: Wish) -> float:
        began = time.perf_counter()
        await self.ask(wish)
        return (time.perf_counter() - began) * 1000


def through(store: Store, asked: Sequence[Asked]) -> Side:
    return Side(lambda wish: store.read(search.look, wish, NOW, PAGE), asked)


PLAIN_TABLES = (
    "CREATE TABLE plain_placement AS SELECT * FROM placement",
    "CREATE TABLE plain_week AS SELECT placement_id, monday, seats, taken FROM week",
    "CREATE UNIQUE INDEX plain_placement_id ON plain_placement (id)",
    "CREATE INDEX plain_placement_field ON plain_placement (field)",
    "CREATE INDEX plain_placement_municipality ON plain_placement (municipality)",
    "CREATE INDEX plain_week_monday ON plain_week (monday)",
    "CREATE INDEX plain_week_placement_id ON plain_week (placement_id)",
    "ANALYZE plain_placement",
    "ANALYZE plain_week",
)


def plain_query(wish: Wish, like: str) -> tuple[str, list[Any]]:
    """The statement with ? for values: how many weeks of each placement fit, the best first."""
    values: list[Any] = [wish.seats, wish.first or FIRST_MONDAY]
    where = ["p.status = 'published'", "e.status = 'approved'", "w.seats - w.taken >= ?", "w.monday >= ?"]
    if wish.last is not None:
        where.append("w.monday <= ?")
        values.append(wish.last)
    if wish.audience is not None:
        where.append("p.takes & ? <> 0")
        values.append(int(wish.audience))
    for column, among in (("municipality", wish.municipalities), ("field", wish.fields)):
        if among:
            where.append(f"p.{column} IN ({', '.join('?' * len(among))})")
            values.extend(among)
    for word in wish.words.split():
        where.append(f"(p.what {like} ? OR p.other {like} ? OR e.name {like} ?)")
        values.extend([f"%{word}%"] * 3)
    sql = (
        "SELECT p.id, count(*) AS fits, min(w.monday) AS start, count(*) OVER () AS total"
        " FROM plain_week w JOIN plain_placement p ON p.id = w.placement_id"
        " JOIN employer e ON e.id = p.employer_id"
        f" WHERE {' AND '.join(where)} GROUP BY p.id"
    )
    order = "fits DESC, start, id" if wish.last is not None else "start, id"
    return f"SELECT * FROM ({sql}) AS found ORDER BY {order} LIMIT {PAGE}", values


def plain_sqlite(file: Path, asked: Sequence[Asked]) -> Side:
    connection = sqlite3.connect(file)
    for statement in PLAIN_TABLES:
        connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA mmap_size=1073741824").fetchall()

    async def ask(wish: Wish) -> object:
        sql, values = plain_query(wish, "LIKE")
        values = [str(one) if isinstance(one, date) else one for one in values]
        return connection.execute(sql, values).fetchall()

    return Side(ask, asked, tries=2)


async def plain_postgres(url: str, asked: Sequence[Asked]) -> Side:
    connection = await asyncpg.connect(url, server_settings={"jit": "off"})
    for statement in PLAIN_TABLES:
        await connection.execute(statement, timeout=300)

    async def ask(wish: Wish) -> object:
        sql, values = plain_query(wish, "ILIKE")
        parts = sql.split("?")
        numbered = "".join(f"{part}${number}" for number, part in enumerate(parts[:-1], 1)) + parts[-1]
        return await connection.fetch(numbered, *values)

    return Side(ask, asked, tries=2)


async def measure(name: str, few: Side, many: Side, plain: Side) -> list[Ratio]:
    by_kind: dict[str, list[float]] = defaultdict(list)
    growth = await compared_async(partial(many.p95, by_kind), few.p95)
    say(f"search_{name}: p95 {growth.ours:.2f} ms at {MANY:,} weeks, {growth.plain:.2f} ms at {FEW:,}")
    for kind, took in by_kind.items():
        say(f"  {kind}: p50 {median(took):.2f} ms, p95 {percentile(took, 0.95):.2f} ms at {MANY:,}")
    worded = await compared_async(many.with_words().p95, few.with_words().p95)
    return [
        Ratio(f"search_{name}_growth_of_p95", growth.ratio, GROWTH_LIMIT),
        Ratio(f"search_{name}_with_words_growth_of_p95", worded.ratio, WORDS_GROWTH_LIMIT),
        await against_plain(f"search_{name}", many, plain),
        await against_plain(f"search_{name}_with_words", many, plain.with_words()),
    ]


async def against_plain(name: str, many: Side, plain: Side) -> Ratio:
    same = Side(many.ask, plain.asked)
    against = await compared_async(same.p95, plain.p95)
    say(f"{name}: p95 {against.ours:.2f} ms against {against.plain:.0f} ms of a plain join with LIKE")
    return Ratio(f"{name}_p95_of_plain_like", against.ratio, PLAIN_LIMIT)


async def on_sqlite(few: Rows, many: Rows) -> list[Ratio]:
    asked = wishes(WISHES)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        stores = []
        for name, rows in (("few", few), ("many", many)):
            file = Path(folder) / f"{name}.db"
            await (await open_store(f"sqlite:///{file}")).close()
            load_sqlite(str(file), rows)
        plain = plain_sqlite(Path(folder) / "many.db", asked[:PLAIN_WISHES])
        stores = [await open_store(f"sqlite:///{folder}/{name}.db") for name in ("few", "many")]
        found = await measure("sqlite", through(stores[0], asked), through(stores[1], asked), plain)
        for store in stores:
            await store.close()
    return found


async def on_postgres(server: str, few: Rows, many: Rows) -> list[Ratio]:
    asked = wishes(WISHES)
    stores, urls = [], []
    for rows in (few, many):
        url = await new_database(server)
        urls.append(url)
        stores.append(await open_store(url))
        await load_postgres(url, rows)
    plain = await plain_postgres(urls[1], asked[:PLAIN_WISHES])
    found = await measure("postgresql", through(stores[0], asked), through(stores[1], asked), plain)
    for store, url in zip(stores, urls, strict=True):
        await store.close()
        await drop_database(server, url)
    return found


def ratios() -> Iterator[Ratio]:
    few, many = invent(FEW), invent(MANY)
    # As the program itself runs.
    settle_memory()
    yield from asyncio.run(on_sqlite(few, many))
    with postgres_server() as server:
        yield from asyncio.run(on_postgres(server, few, many))
