"""What whoever runs it sees: health, numbers, logs, and a clear line when it can't start."""

import json
import socket
import sqlite3
from asyncio.subprocess import PIPE
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from models.clock import SystemClock
from models.store import open_store
from models.tables import Notice
from tests.clockwork.crowd import FIRST, crowd, tap
from tests.clockwork.program import begin, end, fork, fork_and_wait, kill
from tests.clockwork.telegram import telegram
from tests.clockwork.test_processes import all_sent

pytestmark = pytest.mark.long


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


async def said_and_code(database: str, *command: str, **more: str) -> tuple[list[str], int]:
    """What a start that fails says, line by line, and its exit code."""
    process = await begin(database, "http://127.0.0.1:9", *command, said=PIPE, **more)
    _, said = await process.communicate()
    assert process.returncode is not None
    return said.decode().splitlines(), process.returncode


async def scraped(listen: str) -> dict[str, str]:
    """What Prometheus collects at the address."""
    async with (
        aiohttp.ClientSession(f"http://{listen}") as session,
        session.get("/metrics") as answer,
    ):
        lines = (await answer.text()).splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def five_minutes_late(session: Session) -> None:
    crowd(session, 3)
    late = SystemClock().now() - timedelta(minutes=5)
    session.execute(update(Notice).where(col(Notice.status) == "waiting").values(due_at=late))


async def test_each_half_counts_what_happens_in_it(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/x.db"
    answers, notices = (f"127.0.0.1:{free_port()}" for _ in range(2))
    store = await open_store(database)
    await store.write(five_minutes_late)
    with telegram() as served:
        processes = [await fork_and_wait(database, served.url, "serve", listen=answers)]
        try:
            served.pauses = 1
            await tap(served, 1)
            seen = await scraped(answers)
            assert float(seen["praktikplatsen_update_seconds_count"]) == 1
            assert float(seen["praktikplatsen_update_seconds_sum"]) >= 1, "it waited for a second"
            assert seen["praktikplatsen_telegram_429_total"] == "1.0"
            assert seen["praktikplatsen_notices_due"] == seen["praktikplatsen_notices_overdue"] == "3.0"
            assert 300 <= float(seen["praktikplatsen_oldest_overdue_seconds"]) < 400
            assert "praktikplatsen_clockwork_leads" not in seen
            served.pauses, served.refused_chat = 1, FIRST
            processes.append(await fork_and_wait(database, served.url, "schedule", listen=notices))
            await all_sent(store)
            seen = await scraped(notices)
            assert seen["praktikplatsen_notices_sent_total"] == "2.0"
            assert seen['praktikplatsen_notices_failed_total{kind="employer_approved"}'] == "1.0"
            assert seen["praktikplatsen_telegram_429_total"] == "1.0"
            assert seen["praktikplatsen_notices_overdue"] == "0.0"
            assert seen["praktikplatsen_oldest_overdue_seconds"] == "0.0"
            assert seen["praktikplatsen_clockwork_leads"] == "1.0"
        finally:
            await kill(*processes)
            await store.close()


async def test_health_and_numbers_tell_what_waits_and_what_was_sent(tmp_path: Path) -> None:
    database, listen = f"sqlite:///{tmp_path}/x.db", f"127.0.0.1:{free_port()}"
    store = await open_store(database)
    with telegram() as served:
        process = await fork_and_wait(database, served.url, listen=listen)
        try:
            await store.write(crowd, 3)
            await all_sent(store)
            await tap(served, 1)
            async with (
                aiohttp.ClientSession(f"http://{listen}") as session,
                session.get("/healthz") as answer,
            ):
                assert answer.status == 200
                assert await answer.json() == {"well": True, "database": True, "clockwork": "leads"}
            numbers = await scraped(listen)
            assert numbers["praktikplatsen_notices_sent_total"] == "3.0"
            assert numbers["praktikplatsen_notices_due"] == "0.0"
            assert numbers["praktikplatsen_notices_overdue"] == "0.0"
            assert numbers["praktikplatsen_oldest_overdue_seconds"] == "0.0"
            assert numbers["praktikplatsen_telegram_429_total"] == "0.0"
            assert float(numbers["praktikplatsen_update_seconds_count"]) >= 1
            assert await end(process) == 0
        finally:
            await kill(process)
            await store.close()


async def test_logs_are_json_with_ids_and_without_texts_or_names(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/x.db"
    store = await open_store(database)
    with telegram() as served:
        process = await fork(database, served.url, "schedule", LOG_FORMAT="json")
        try:
            await store.write(crowd, 2)
            await all_sent(store)
            assert await end(process) == 0
            said = (await process.stderr.read()).decode()
        finally:
            await kill(process)
            await store.close()
    lines = [json.loads(line) for line in said.splitlines()]
    sent = [line for line in lines if line["message"] == "sent"]
    assert {line["person"] for line in sent} == {10_000, 10_001}
    assert all(line["notices"] for line in sent)
    assert "Solsidan" not in said


@pytest.mark.parametrize("command", ["", "serve", "schedule"])
async def test_a_locked_database_ends_the_start_with_one_line(tmp_path: Path, command: str) -> None:
    path = tmp_path / "locked.db"
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        said, code = await said_and_code(f"sqlite:///{path}", *filter(None, [command]))
    connection.close()
    assert code == 1
    [line] = said
    assert "can't start: the database can't be used: database is locked" in line


async def test_an_absent_database_ends_the_start_with_one_line() -> None:
    said, code = await said_and_code("postgresql://nobody@127.0.0.1:9/none", "schedule")
    assert code == 1
    [line] = said
    assert "can't start: the database can't be used" in line


async def test_halves_without_a_token_and_unknown_commands_are_explained(tmp_path: Path) -> None:
    said, code = await said_and_code(f"sqlite:///{tmp_path}/x.db", "schedule", BOT_TOKEN="")
    assert code == 1
    assert "BOT_TOKEN" in said[-1]
    said, code = await said_and_code(f"sqlite:///{tmp_path}/x.db", "dance")
    assert code == 2
    assert "schedule, serve" in said[-1]
