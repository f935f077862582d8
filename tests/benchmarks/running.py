"""Processes beside the benchmark: the fake Bot API, bots that talk to it, and what they cost."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import psutil

PROCESSES = Path(__file__).parent / "processes"
ROOT = Path(__file__).parent.parent.parent
Json = dict[str, Any]


class FakeApi:
    """The fake Bot API as the benchmark sees it."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address = address
        self._session = session

    async def load(self, token: str, updates: list[Json]) -> None:
        """Hands out the updates and waits until as many messages have been sent."""
        async with self._session.post(f"/load/{token}", json=updates) as answer:
            answer.raise_for_status()

    async def polled(self, token: str) -> None:
        """Waits for the bot's first getUpdates."""
        async with self._session.get(f"/polled/{token}") as answer:
            answer.raise_for_status()

    async def said(self, token: str) -> Json:
        """The last message that the bot sent."""
        async with self._session.get(f"/said/{token}") as answer:
            found: Json = await answer.json()
            return found


@asynccontextmanager
async def fake_api() -> AsyncIterator[FakeApi]:
    async with process("fake_api.py", read=True) as running:
        assert running.stdout is not None
        port = int(await running.stdout.readline())
        address = f"http://127.0.0.1:{port}"
        async with aiohttp.ClientSession(address, timeout=aiohttp.ClientTimeout(120)) as session:
            yield FakeApi(address, session)


@asynccontextmanager
async def process(
    *command: str, environment: Mapping[str, str] | None = None, read: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python process until the block ends: a file of `processes/` with arguments, or -m and -c as usual."""
    first, *rest = command
    start = [first] if first.startswith("-") else [str(PROCESSES / first)]
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *start,
        *rest,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE if read else asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        running.terminate()
        await running.wait()


def cpu_seconds(running: asyncio.subprocess.Process) -> float:
    """What the process has used of the processors so far, all threads."""
    times = psutil.Process(running.pid).cpu_times()
    return float(times.user + times.system)


def resident_bytes(running: asyncio.subprocess.Process) -> int:
    return int(psutil.Process(running.pid).memory_info().rss)
