"""Webhooks: really delivered, in order, again after a failure, and with calls in the response."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData, web

from bot.playground.limits import Limits
from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.telegram import ANNA, BO, PATIENCE, PEOPLE, TOKEN, Telegram, running, soon

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """The bot's own address: what came, and what it answers."""

    def __init__(self) -> None:
        self.url = ""
        self.came: asyncio.Queue[tuple[str, dict[str, str]]] = asyncio.Queue()
        self.failures = 0
        self.answer: Any = None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        update = await request.json()
        if self.failures > 0:
            self.failures -= 1
            return web.Response(status=500, reason="Oops")
        await self.came.put((update["message"]["text"], dict(request.headers)))
        return self.answer(update) if self.answer else web.Response()

    async def texts(self, count: int) -> list[str]:
        return [(await soon(asyncio.ensure_future(self.came.get())))[0] for _ in range(count)]


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


@pytest_asyncio.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[Telegram]:
    limits = Limits(webhook_retry_seconds=0.01)
    async with running(Playground(token=TOKEN, clock=clock, people=PEOPLE, limits=limits)) as opened:
        yield opened


async def test_updates_come_to_the_webhook_with_its_secret(telegram: Telegram, hook: Hook) -> None:
    await telegram.write("innan")
    answer = await telegram.call("setWebhook", url=hook.url, secret_token="hemlig-1_A")
    assert (answer.result, answer.body["description"]) == (True, "Webhook was set")
    await telegram.write("efter")
    first, headers = await soon(asyncio.ensure_future(hook.came.get()))
    assert (first, headers[SECRET_HEADER]) == ("innan", "hemlig-1_A")
    assert await hook.texts(1) == ["efter"]


async def test_a_failed_delivery_is_tried_again_and_the_order_holds(telegram: Telegram, hook: Hook) -> None:
    hook.failures = 3
    await telegram.call("setWebhook", url=hook.url)
    for text in ("ett", "två", "tre"):
        await telegram.write(text)
    assert await hook.texts(3) == ["ett", "två", "tre"]
    info = (await telegram.call("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Oops"
    assert info["last_error_date"] == int(telegram.playground.world.clock.now().timestamp())


async def test_one_persons_trouble_does_not_hold_others_up(telegram: Telegram, hook: Hook) -> None:
    def stuck(update: dict[str, Any]) -> web.Response:
        return web.Response(status=500 if update["message"]["from"]["id"] == ANNA.id else 200)

    hook.answer = stuck
    await telegram.call("setWebhook", url=hook.url)
    await telegram.write("fastnar")
    await telegram.write("kommer fram", BO.id)
    async with asyncio.timeout(PATIENCE):
        while (await hook.texts(1)) != ["kommer fram"]:
            pass
    assert (await telegram.call("getWebhookInfo")).result["pending_update_count"] >= 1


@pytest.mark.parametrize("packing", ["json", "multipart"])
async def test_a_call_in_the_response_is_carried_out(telegram: Telegram, hook: Hook, packing: str) -> None:
    call = {"method": "sendMessage", "chat_id": str(ANNA.id), "text": "<b>svar</b>", "parse_mode": "HTML"}

    def answer(_update: dict[str, Any]) -> web.Response:
        if packing == "json":
            return web.json_response(call)
        form = FormData()
        for name, value in call.items():
            form.add_field(name, value, content_type="text/plain")
        return web.Response(body=form())

    hook.answer = answer
    await telegram.call("setWebhook", url=hook.url)
    await telegram.write("fråga")
    chat = telegram.playground.world.chats[ANNA.id]
    await telegram.until(lambda: len(chat.messages) == 2)
    assert [message["text"] for message in await telegram.on_screen()] == ["fråga", "svar"]


async def test_polling_and_webhooks_exclude_each_other(telegram: Telegram, hook: Hook) -> None:
    poll = asyncio.ensure_future(telegram.call("getUpdates", timeout=50))
    await telegram.until_someone_polls()
    await telegram.call("setWebhook", url=hook.url)
    assert (await soon(poll)).description == "Conflict: terminated by setWebhook request"
    refused = await telegram.call("getUpdates")
    words = (
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert (refused.status, refused.description) == (409, f"Conflict: {words}")
    deleted = await telegram.call("deleteWebhook")
    assert deleted.body["description"] == "Webhook was deleted"
    assert await telegram.updates() == []


async def test_pending_updates_can_be_dropped(telegram: Telegram, hook: Hook) -> None:
    await telegram.write("glömd")
    await telegram.call("setWebhook", url=hook.url, drop_pending_updates=True, max_connections=1)
    await telegram.write("hörd")
    assert await hook.texts(1) == ["hörd"]
    assert (await telegram.call("getWebhookInfo")).result["max_connections"] == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "gopher"}, "bad webhook: invalid URL specified"),
        ({"url": "https://example.org", "secret_token": "å"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_odd_webhooks_are_refused(telegram: Telegram, fields: dict[str, str], words: str) -> None:
    assert (await telegram.call("setWebhook", **fields)).description == f"Bad Request: {words}"
