"""How the phones' API answers: JSON, and refusals in Swedish."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.playground.errors import ApiError
from bot.playground.phone_actions import PhoneError
from bot.playground.state import Json

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def kind(handler: Callable[[web.Request], Awaitable[Json]]) -> Handler:
    """Answers what `handler` returns as JSON, and what it refuses as 400 with an `error` in Swedish."""

    async def answer(request: web.Request) -> web.Response:
        try:
            body, status = await handler(request), 200
        except (PhoneError, ApiError) as error:
            body, status = {"error": str(error)}, 400
        return web.Response(text=dumped(body), status=status, content_type="application/json")

    return answer


async def body_of(request: web.Request) -> Json:
    """The JSON object that was sent. Raises `PhoneError`."""
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise PhoneError("Anropet är inte giltig JSON.") from None
    if not isinstance(body, dict):
        raise PhoneError("Anropet behöver vara ett JSON-objekt.")
    return body


def dumped(value: Any) -> str:
    """As JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def not_found(words: str) -> web.HTTPNotFound:
    """404 with an `error` in Swedish."""
    return web.HTTPNotFound(text=dumped({"error": words}), content_type="application/json")
