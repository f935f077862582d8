"""The program itself, `python -m bot …`, as processes against a real HTTP server.

`begin` starts it as a supervisor does, which takes two seconds. `fork` and `fork_and_wait` give the same
program in a process that has everything imported, for tests of what it does once it runs.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.clockwork.telegram import TOKEN
from tests.clockwork.worker import start_program
from tests.forking import context

ROOT = Path(__file__).parents[2]


class Forked:
    """A process with what the tests use of asyncio's `Process`; all that it says goes to `stderr`."""

    def __init__(self, process: BaseProcess, stderr: asyncio.StreamReader) -> None:
        self._process = process
        self.stderr = stderr

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode


Program = Process | Forked


def variables(database: str, telegram: str, listen: str, **more: str) -> dict[str, str]:
    """What is set for it."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram,
        "DATABASE_URL": database,
        "LISTEN": listen,
        "PYTHONPATH": str(ROOT),
        **more,
    }


async def begin(
    database: str, telegram: str, *command: str, listen: str = "127.0.0.1:0", said: int = DEVNULL, **more: str
) -> Process:
    """Starts `python -m bot` with a command; its log goes to `said`."""
    environment = os.environ | variables(database, telegram, listen, **more)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command, cwd=ROOT, env=environment, stderr=said, stdout=DEVNULL
    )


async def fork(
    database: str, telegram: str, *command: str, listen: str = "127.0.0.1:0", **more: str
) -> Forked:
    """Starts what `python -m bot` runs with a command."""
    reading, writing = context.Pipe(duplex=False)
    process = start_program(variables(database, telegram, listen, **more), *command, says_to=writing)
    writing.close()
    stderr = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stderr), os.fdopen(os.dup(reading.fileno()), "rb", 0)
    )
    reading.close()
    return Forked(process, stderr)


async def begin_and_wait(
    database: str, telegram: str, *command: str, words: str = "ready", **more: str
) -> Process:
    """Starts it and waits until its log says these words."""
    process = await begin(database, telegram, *command, said=PIPE, **more)
    await _said(process, words)
    return process


async def fork_and_wait(
    database: str, telegram: str, *command: str, words: str = "ready", **more: str
) -> Forked:
    """As `begin_and_wait`, in a process that has everything imported."""
    process = await fork(database, telegram, *command, **more)
    await _said(process, words)
    return process


async def _said(process: Program, words: str) -> None:
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while words not in (line := (await process.stderr.readline()).decode()):
            assert line, f"it ended with {process.returncode} before it said {words!r}"
    # Somebody must read what it says, else it stops when the pipe is full.
    process.reading = asyncio.create_task(process.stderr.read())  # type: ignore[union-attr]


async def end(process: Program, within: float = 10.0) -> int:
    """Asks it to end, as a supervisor does; gives the exit code."""
    process.send_signal(signal.SIGTERM)
    return await asyncio.wait_for(process.wait(), within)


async def kill(*processes: Program) -> None:
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.wait()
