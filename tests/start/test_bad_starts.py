"""A start that can't be: an exit code and one line in the log, no traceback."""

import asyncio
import os
import re
import socket
import sqlite3
import sys
from pathlib import Path

import pytest

from bot import __main__ as program
from bot.playground.server import Playground
from bot.settings import Settings
from models import store_sqlite
from models.clock import SystemClock
from models.refusals import StoreUnavailable
from models.store import open_store

ROOT = Path(__file__).parents[2]
TOKEN = "1:test-token-for-a-start"


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


async def start(**environment: str) -> tuple[int | None, str]:
    """Runs the program to its end; gives the exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LISTEN": "127.0.0.1:0"} | environment,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, said.decode()


def one_line(said: str, words: str) -> None:
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if "can't start" in line]
    assert len(lines) == 1
    assert re.search(words, lines[0])


@pytest.mark.parametrize("telegram", [{}, {"BOT_TOKEN": TOKEN}], ids=["local chat", "telegram"])
async def test_a_postgresql_that_is_away_ends_the_start_with_one_line(telegram: dict[str, str]) -> None:
    url = f"postgresql://bot:secret@127.0.0.1:{free_port()}/praktik"
    code, said = await start(DATABASE_URL=url, **telegram)
    assert code == 1
    one_line(said, "can't start: the database can't be used")
    assert "secret" not in said


async def test_a_file_that_is_no_database_ends_the_start_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database at all " * 100)
    code, said = await start(DATABASE_URL=f"sqlite:///{tmp_path}/broken.db")
    assert code == 1
    one_line(said, "file is not a database")


async def test_a_database_that_is_locked_at_start_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_sqlite, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(tmp_path / "locked.db", isolation_level=None)
    holder.execute("CREATE TABLE held (x)")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailable, match="locked"):
        await open_store(f"sqlite:///{tmp_path}/locked.db")
    holder.execute("ROLLBACK")
    holder.close()
    await (await open_store(f"sqlite:///{tmp_path}/locked.db")).close()


async def test_a_wrong_token_ends_the_start_with_one_line(tmp_path: Path) -> None:
    playground = Playground(token="1:another-token", clock=SystemClock())
    address = await playground.start()
    database = f"sqlite:///{tmp_path}/token.db"
    code, said = await start(DATABASE_URL=database, BOT_TOKEN=TOKEN, BOT_API_URL=address)
    await playground.stop()
    assert code == 1
    one_line(said, "BOT_TOKEN")
    assert TOKEN not in said


async def test_a_telegram_that_is_away_at_start_ends_it_with_one_line(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    database = f"sqlite:///{tmp_path}/away.db"
    code, said = await start(DATABASE_URL=database, BOT_TOKEN=TOKEN, BOT_API_URL=address)
    assert code == 1
    one_line(said, "Telegram can't be reached")
    assert TOKEN not in said


def test_a_redis_that_is_set_is_said_not_to_be_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def serve(settings: Settings, ending: asyncio.Event) -> None:
        assert not ending.is_set()

    monkeypatch.setitem(program.COMMANDS, "", serve)
    monkeypatch.setattr(program, "set_up_logs", lambda _format: None)
    monkeypatch.setenv("REDIS_URL", "redis://:secret@redis.example:6379/0")
    assert program.main([]) == 0
    (line,) = caplog.messages
    assert line.startswith("REDIS_URL is not used")
    assert "secret" not in line
    monkeypatch.delenv("REDIS_URL")
    caplog.clear()
    assert program.main([]) == 0
    assert caplog.messages == []
