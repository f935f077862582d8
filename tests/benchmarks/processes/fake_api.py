"""A Bot API for benchmarks that costs little itself: `python fake_api.py` prints its port.

Each token is a bot of its own. `POST /load/TOKEN` with updates hands them out by getUpdates and answers
when as many messages have come back; `GET /polled/TOKEN` answers at the first getUpdates; `GET /said/TOKEN`
gives the last message that was sent.
"""

import asyncio
import json
from collections import defaultdict
from typing import Any

from aiohttp import web

ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bot"}


class Bot:
    def __init__(self) -> None:
        self.pending: list[dict[str, Any]] = []
        self.arrived = asyncio.Event()
        self.polled = asyncio.Event()
        self.done = asyncio.Event()
        self.missing = 0
        self.said: dict[str, Any] = {}
        self.messages = 0

    async def updates(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        self.polled.set()
        offset, timeout = int(asked.get("offset") or 0), float(asked.get("timeout") or 0)
        self.pending = [one for one in self.pending if one["update_id"] >= offset]
        if not self.pending:
            self.arrived.clear()
            try:
                await asyncio.wait_for(self.arrived.wait(), timeout)
            except TimeoutError:
                return []
        return self.pending[:100]

    def sent(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.said = asked
        self.messages += 1
        self.missing -= 1
        if self.missing == 0:
            self.done.set()
        chat = {"id": int(asked["chat_id"]), "type": "private", "first_name": "A"}
        return {
            "message_id": self.messages,
            "date": 1,
            "chat": chat,
            "from": ME,
            "text": asked["text"],
        }


bots: dict[str, Bot] = defaultdict(Bot)


async def call(request: web.Request) -> web.Response:
    bot = bots[request.match_info["token"]]
    if request.content_type == "application/json":
        asked = await request.json()
    else:
        asked = dict(await request.post())
    method = request.match_info["method"].lower()
    result: Any = True
    if method == "getupdates":
        result = await bot.updates(asked)
    elif method == "sendmessage":
        result = bot.sent(asked)
    elif method == "getme":
        result = ME
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")


async def load(request: web.Request) -> web.Response:
    bot = bots[request.match_info["token"]]
    updates = await request.json()
    bot.missing = len(updates)
    bot.done.clear()
    bot.pending.extend(updates)
    bot.arrived.set()
    await bot.done.wait()
    return web.Response()


async def polled(request: web.Request) -> web.Response:
    await bots[request.match_info["token"]].polled.wait()
    return web.Response()


async def said(request: web.Request) -> web.Response:
    return web.json_response(bots[request.match_info["token"]].said)


async def main() -> None:
    application = web.Application(client_max_size=50_000_000)
    application.router.add_route("*", "/bot{token}/{method}", call)
    application.router.add_post("/load/{token}", load)
    application.router.add_get("/polled/{token}", polled)
    application.router.add_get("/said/{token}", said)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
