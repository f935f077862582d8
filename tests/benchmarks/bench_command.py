"""One full command through the whole bot, in CPU time, against a stock aiogram echo over the same HTTP.

Each update is a text from another teacher that answers "which words?": the person and the question are
read, the answer is kept in a real SQLite file (synchronous FULL), the search is made, and a page of
hits with its keyboard is sent, in Swedish or English. `python -m bot` does it, without waiting for
Telegram's pace.
"""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.store import open_store
from models.tables import Person
from models.wish_tables import Search
from tests.benchmarks.measuring import Ratio, compared_async, say
from tests.benchmarks.places import FIELDS_OFFERED, NOW, Dice, invent, load_sqlite, tasks_of
from tests.benchmarks.running import Json, cpu_seconds, fake_api, process

UPDATES = 1500
RUNS = 5
# Two comparisons, each with a warm-up, and one before both to hear what is said.
PEOPLE = UPDATES * (2 * (RUNS + 1) + 1)
FIRST_CHAT = 5_000_000
OURS, ECHO, SAME = "1:ours", "2:echo", "3:same"
ECHO_LIMIT = 1.0
# The same message from a bare handler with aiogram's own settings. On top of it come the program's database,
# search and screens; off it go its memory settings, quicker session and unchecked keyboard. 1.2 was seen.
SAME_LIMIT = 1.35


def people(session: Session) -> None:
    """Teachers who were asked for words, each with a search of their own."""
    connection = session.connection()
    numbers = range(1, PEOPLE + 1)
    persons: list[dict[str, Any]] = [
        {
            "id": FIRST_CHAT + number,
            "chat_id": FIRST_CHAT + number,
            "name": "Karin Ek",
            "language": "sv" if number % 2 else "en",
            "asking": f"find.words:{number}",
            "consented_at": NOW,
            "created_at": NOW,
        }
        for number in numbers
    ]
    connection.execute(insert(Person), persons)
    searches = [
        {
            "id": number,
            "person_id": FIRST_CHAT + number,
            "seats": 1,
            "municipalities": "",
            "fields": "",
            "words": "",
            "created_at": NOW,
        }
        for number in numbers
    ]
    connection.execute(insert(Search), searches)


class Texts:
    """Updates without end, each from the next teacher."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._dice = Dice("texts")

    def next(self, many: int) -> list[Json]:
        return [self._update(next(self._numbers)) for _ in range(many)]

    def _update(self, number: int) -> Json:
        chat_id = FIRST_CHAT + number
        words = self._dice.uneven(tasks_of(self._dice.uneven(FIELDS_OFFERED)))
        message = {
            "message_id": number,
            "date": 1_764_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Karin", "last_name": "Ek"},
            "from": {"id": chat_id, "is_bot": False, "first_name": "Karin", "last_name": "Ek"},
            "text": words,
        }
        return {"update_id": number, "message": message}


async def run() -> list[Ratio]:
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        database = f"sqlite:///{folder}/used.db"
        store = await open_store(database)
        load_sqlite(str(folder / "used.db"), invent(10_000))
        await store.write(people)
        await store.close()
        return await measure(folder, database)


async def measure(folder: Path, database: str) -> list[Ratio]:
    same = folder / "same.json"
    async with fake_api() as api:
        settings = {"BOT_TOKEN": OURS, "BOT_API_URL": api.address, "DATABASE_URL": database}
        async with (
            process("unpaced.py", environment=settings) as bot,
            process("stock_echo.py", api.address, ECHO) as echo,
        ):
            texts = {OURS: Texts(), ECHO: Texts(), SAME: Texts()}

            async def cost(running: asyncio.subprocess.Process, token: str) -> float:
                before = cpu_seconds(running)
                await api.load(token, texts[token].next(UPDATES))
                return (cpu_seconds(running) - before) / UPDATES * 1e6

            await cost(bot, OURS)
            said = await api.said(OURS)
            assert len(said["reply_markup"]["inline_keyboard"]) > 3
            same.write_text(json.dumps(said))
            against_echo = await compared_async(lambda: cost(bot, OURS), lambda: cost(echo, ECHO), RUNS)
            async with process("stock_echo.py", api.address, SAME, str(same)) as bare:
                against_same = await compared_async(lambda: cost(bot, OURS), lambda: cost(bare, SAME), RUNS)
    say(
        f"CPU per update: {against_echo.ours:.0f} µs, stock echo {against_echo.plain:.0f} µs;"
        f" {against_same.ours:.0f} µs, bare handler with the same message {against_same.plain:.0f} µs"
    )
    return [
        Ratio("command_against_stock_echo", against_echo.ratio, ECHO_LIMIT),
        Ratio("command_against_same_message", against_same.ratio, SAME_LIMIT),
    ]


def ratios() -> Iterator[Ratio]:
    yield from asyncio.run(run())
