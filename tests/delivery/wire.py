"""A small real HTTP server in the place of Telegram: keeps what it got, answers as a test tells it to."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "1:wire"
MESSAGE = {"message_id": 7, "date": 1_767_225_600, "chat": {"id": 5, "type": "private"}, "text": "hej"}
RESULTS: dict[str, Any] = {
    "getMe": {"id": 1, "is_bot": True, "first_name": "Praktikplatsen", "username": "praktikplatsen_bot"},
    "sendMessage": MESSAGE,
    "sendDocument": MESSAGE,
    "sendPhoto": MESSAGE,
}


@dataclass(frozen=True)
class Got:
    """One request: the method, how its body was packed, its parameters, and its files by name of the part."""

    method: str
    packing: str
    parameters: dict[str, Any]
    files: dict[str, tuple[str, bytes]]


@dataclass
class Wire:
    url: str = ""
    got: list[Got] = field(default_factory=list)
    answer: Callable[[Got], Awaitable[web.StreamResponse]] | None = None

    def sent(self) -> list[Got]:
        return [one for one in self.got if one.method != "getMe"]

    def refuse(self, code: int, description: str, **parameters: int) -> None:
        """Answer every method but getMe with this error, as Telegram words it."""

        async def refusal(got: Got) -> web.StreamResponse:
            if got.method == "getMe":
                return done(got)
            body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
            return web.json_response(body, status=code)

        self.answer = refusal

    async def handle(self, request: web.Request) -> web.StreamResponse:
        got = await read(request)
        self.got.append(got)
        return await self.answer(got) if self.answer else done(got)


def done(got: Got) -> web.Response:
    return web.json_response({"ok": True, "result": RESULTS.get(got.method, True)})


async def read(request: web.Request) -> Got:
    parameters: dict[str, Any] = {}
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        parameters = await request.json()
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
            else:
                parameters[name] = value
    return Got(request.match_info.get("method", ""), request.content_type, parameters, files)


@asynccontextmanager
async def open_wire() -> AsyncIterator[Wire]:
    wire = Wire()
    app = web.Application(client_max_size=10_000_000)
    app.router.add_post(f"/bot{TOKEN}/{{method}}", wire.handle)
    app.router.add_get(f"/file/bot{TOKEN}/{{path:.*}}", file)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    wire.url = f"http://{host}:{port}"
    try:
        yield wire
    finally:
        await runner.cleanup()


async def file(request: web.Request) -> web.Response:
    return web.Response(body=f"content of {request.match_info['path']}".encode())
