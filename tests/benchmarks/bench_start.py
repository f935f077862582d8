"""From the start of the program to its first getUpdates, and its memory then, against `import aiogram` alone.

The program is `python -m bot` with a token and a SQLite file that was used before.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator

from models.store import open_store
from tests.benchmarks.measuring import Compared, Ratio, compared_async, say
from tests.benchmarks.running import FakeApi, fake_api, process, resident_bytes

LIMIT = 1.35
IMPORT = "import aiogram; print('ready', flush=True); input()"


async def measure(folder: str, api: FakeApi) -> tuple[Compared, Compared]:
    """Seconds, and bytes of memory."""
    database = f"sqlite:///{folder}/used.db"
    await (await open_store(database)).close()
    started = 0
    ours_memory: list[float] = []
    plain_memory: list[float] = []

    async def ours() -> float:
        nonlocal started
        started += 1
        token = f"{started}:start"
        settings = {"BOT_TOKEN": token, "BOT_API_URL": api.address, "DATABASE_URL": database}
        began = time.perf_counter()
        async with process("-m", "bot", environment=settings) as running:
            await api.polled(token)
            took = time.perf_counter() - began
            ours_memory.append(resident_bytes(running))
        return took

    async def plain() -> float:
        began = time.perf_counter()
        async with process("-c", IMPORT, read=True) as running:
            assert running.stdout is not None
            await running.stdout.readline()
            took = time.perf_counter() - began
            plain_memory.append(resident_bytes(running))
        return took

    seconds = await compared_async(ours, plain)
    # The pairs have been measured already; they are only compared here.
    ours_bytes, plain_bytes = iter(ours_memory), iter(plain_memory)

    async def next_of_ours() -> float:
        return next(ours_bytes)

    async def next_of_plain() -> float:
        return next(plain_bytes)

    return seconds, await compared_async(next_of_ours, next_of_plain)


async def run() -> list[Ratio]:
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        async with fake_api() as api:
            seconds, memory = await measure(folder, api)
    say(f"start to the first getUpdates {seconds.ours:.2f} s, import aiogram {seconds.plain:.2f} s")
    say(f"memory then {memory.ours / 2**20:.0f} MiB, import aiogram {memory.plain / 2**20:.0f} MiB")
    return [Ratio("start_time", seconds.ratio, LIMIT), Ratio("start_memory", memory.ratio, LIMIT)]


def ratios() -> Iterator[Ratio]:
    yield from asyncio.run(run())
