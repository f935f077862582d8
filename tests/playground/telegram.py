"""What the tests do to the local chat: calls as a bot, and hands on the phones. All of it through HTTP."""

import asyncio
import json
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp

from bot.playground.people import PlaygroundPerson
from bot.playground.server import Playground

TOKEN = "4242:test-token"
ANNA = PlaygroundPerson(11, "Anna Ek", "arbetsgivare", username="anna_ek", started=True)
BO = PlaygroundPerson(12, "Bo", "lärare", language="en", started=True)
STRANGER = PlaygroundPerson(13, "Cecilia Dahl")
PEOPLE = (ANNA, BO, STRANGER)
PATIENCE = 5.0

Result = TypeVar("Result")


@dataclass
class Answer:
    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def result(self) -> Any:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def description(self) -> str:
        assert not self.body["ok"], self.body
        assert self.body["error_code"] == self.status
        return str(self.body["description"])


class Telegram:
    """One running local chat with a plain HTTP client beside it."""

    def __init__(self, playground: Playground, base: str, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.base = base
        self.session = session

    async def call(self, method: str, *, token: str = TOKEN, **fields: Any) -> Answer:
        """Calls a method with a JSON body."""
        async with self.session.post(f"{self.base}/bot{token}/{method}", json=fields) as response:
            return Answer(response.status, await response.json(), dict(response.headers))

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **fields: Any) -> Answer:
        """Calls a method with a multipart body, other values as JSON strings, as the libraries do."""
        form = aiohttp.FormData(quote_fields=False)
        for name, value in fields.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, (filename, content) in files.items():
            form.add_field(name, content, filename=filename)
        async with self.session.post(f"{self.base}/bot{TOKEN}/{method}", data=form) as response:
            return Answer(response.status, await response.json(), dict(response.headers))

    async def send(self, person: int = ANNA.id, text: str = "hej", **fields: Any) -> dict[str, Any]:
        message: dict[str, Any] = (await self.call("sendMessage", chat_id=person, text=text, **fields)).result
        return message

    async def updates(self, **fields: Any) -> list[dict[str, Any]]:
        updates: list[dict[str, Any]] = (await self.call("getUpdates", **fields)).result
        return updates

    async def phone(self, verb: str, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
        """A request of the web page to `/chat/...`, which must end with `status`."""
        async with self.session.request(verb, f"{self.base}/chat/{path}", json=body or None) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == status, answer
            return answer

    async def write(self, text: str, person: int = ANNA.id) -> dict[str, Any]:
        return await self.phone("POST", f"people/{person}/messages", text=text)

    async def tap(self, message: dict[str, Any], row: int = 0, column: int = 0) -> dict[str, Any]:
        place = {"message_id": message["message_id"], "row": row, "column": column}
        return await self.phone("POST", f"people/{message['chat']['id']}/taps", **place)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Goes on talking to the server until `condition` holds, which must be soon."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.phone("GET", "state")

    async def until_someone_polls(self) -> None:
        await self.until(lambda: self.playground.world.updates.has_poller)

    async def on_screen(self, person: int = ANNA.id) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = (await self.phone("GET", f"people/{person}/messages"))["messages"]
        return messages


@asynccontextmanager
async def running(playground: Playground) -> AsyncIterator[Telegram]:
    base = await playground.start()
    async with aiohttp.ClientSession() as session:
        try:
            yield Telegram(playground, base, session)
        finally:
            await playground.stop()


async def soon(awaitable: Awaitable[Result]) -> Result:
    """The result, which must come within the patience of a test."""
    return await asyncio.wait_for(awaitable, PATIENCE)


def png(width: int = 3, height: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def buttons(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "Ja", data: str = "yes", **more: Any) -> dict[str, Any]:
    return {"text": text, "callback_data": data, **more}
