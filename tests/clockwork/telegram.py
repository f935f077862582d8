"""A Telegram in a thread: a real HTTP server that keeps what arrived, and enforces the limits if wanted."""

import asyncio
import threading
import time
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

TOKEN = "1:clockwork"


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message that the server took."""

    at: float
    chat_id: int
    text: str


@dataclass
class Telegram:
    """What a test knows of it. With `limits` thirty a second and one a second for each chat are enforced."""

    limits: bool = False
    url: str = ""
    arrived: list[Arrived] = field(default_factory=list)
    refused: int = 0
    down: bool = False
    slow_chat: int | None = None
    # What it refuses for ever, and how many of the next messages it answers with a pause of a second.
    refused_chat: int | None = None
    pauses: int = 0
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    answered: dict[int, float] = field(default_factory=dict)
    _latest: deque[float] = field(default_factory=deque)
    _chats: dict[int, float] = field(default_factory=dict)

    def by_chat(self) -> dict[int, list[str]]:
        """The texts of each chat in the order of their arrival."""
        found: dict[int, list[str]] = defaultdict(list)
        for one in list(self.arrived):
            found[one.chat_id].append(one.text)
        return found

    def most_in_a_second(self) -> int:
        times = sorted(one.at for one in self.arrived)
        return max((bisect_left(times, at + 1.0) - first for first, at in enumerate(times)), default=0)

    def _wait(self, chat_id: int, now: float) -> float:
        while self._latest and self._latest[0] <= now - 1.0:
            self._latest.popleft()
        overall = self._latest[0] + 1.0 - now if len(self._latest) >= 30 else 0.0
        return max(overall, self._chats.get(chat_id, 0.0) + 1.0 - now)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if self.down:
            return _error(502, "Bad Gateway")
        if method == "getMe":
            return _ok({"id": 1, "is_bot": True, "first_name": "P", "username": "praktik_bot"})
        if method in ("getMyDescription", "getMyShortDescription"):
            return _ok({"description": "", "short_description": ""})
        if method == "getMyCommands":
            return _ok([])
        if method == "getUpdates":
            return _ok(await self._next_updates())
        if request.content_type == "application/json":
            parameters = orjson.loads(await request.read() or b"{}")
        else:
            parameters = dict(await request.post())
        if method in ("sendMessage", "editMessageText"):
            return await self._take(parameters)
        return _ok(True)

    async def _next_updates(self) -> list[dict[str, Any]]:
        for _ in range(500):
            if self.updates:
                found = list(self.updates)
                self.updates.clear()
                return found
            await asyncio.sleep(0.002)
        return []

    async def _take(self, parameters: dict[str, Any]) -> web.StreamResponse:
        chat_id, now = int(parameters["chat_id"]), time.monotonic()
        if self.limits and (wait := self._wait(chat_id, now)) > 0:
            self.refused += 1
            seconds = max(3, round(wait + 0.5))
            return _error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        if self.pauses:
            self.pauses -= 1
            return _error(429, "Too Many Requests: retry after 1", retry_after=1)
        if chat_id == self.refused_chat:
            return _error(400, "Bad Request: message is too long")
        self._latest.append(now)
        self._chats[chat_id] = now
        self.arrived.append(Arrived(now, chat_id, str(parameters["text"])))
        self.answered[chat_id] = now
        if chat_id == self.slow_chat:
            await asyncio.sleep(5)
        chat = {"id": chat_id, "type": "private", "first_name": "A"}
        return _ok({"message_id": len(self.arrived), "date": 1_767_225_600, "chat": chat, "text": "x"})


def _ok(result: Any) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")


def _error(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return web.json_response(body, status=code)


@contextmanager
def telegram(*, limits: bool = False) -> Iterator[Telegram]:
    """Serves in a thread of its own, so that a test's work doesn't slow its clock down."""
    served = Telegram(limits)
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def serve() -> None:
        app = web.Application()
        app.router.add_post(f"/bot{TOKEN}/{{method}}", served.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        served.url = "http://{}:{}".format(*runner.addresses[0][:2])
        ready.set()
        await stopping.wait()
        await runner.cleanup()

    stopping = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
        loop.close()
