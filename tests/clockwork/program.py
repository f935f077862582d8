"""The program itself, `python -m bot …`, as processes against a real HTTP server."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from tests.clockwork.telegram import TOKEN

ROOT = Path(__file__).parents[2]


async def begin(
    database: str, telegram: str, *command: str, listen: str = "127.0.0.1:0", said: int = DEVNULL, **more: str
) -> Process:
    """Starts `python -m bot` with a command; its log goes to `said`."""
    environment = os.environ | {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram,
        "DATABASE_URL": database,
        "LISTEN": listen,
        "PYTHONPATH": str(ROOT),
        **more,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command, cwd=ROOT, env=environment, stderr=said, stdout=DEVNULL
    )


async def begin_and_wait(
    database: str, telegram: str, *command: str, words: str = "ready", **more: str
) -> Process:
    """Starts it and waits until its log says these words."""
    process = await begin(database, telegram, *command, said=PIPE, **more)
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while words not in (line := (await process.stderr.readline()).decode()):
            assert line, f"it ended with {process.returncode} before it said {words!r}"
    # Somebody must read what it says, else it stops when the pipe is full.
    process.reading = asyncio.create_task(process.stderr.read())  # type: ignore[attr-defined]
    return process


async def end(process: Process, within: float = 10.0) -> int:
    """Asks it to end, as a supervisor does; gives the exit code."""
    process.send_signal(signal.SIGTERM)
    return await asyncio.wait_for(process.wait(), within)


async def kill(*processes: Process) -> None:
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.wait()
