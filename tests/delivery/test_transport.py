import asyncio
import io
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from scheduler.transport import AiohttpRequest, NotSentError, NotSentInTimeError
from tests.delivery.wire import TOKEN, Got, Wire


def bot_at(url: str, request: AiohttpRequest) -> ExtBot[None]:
    return ExtBot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


@pytest_asyncio.fixture
async def bot(wire: Wire) -> AsyncIterator[ExtBot[None]]:
    async with bot_at(wire.url, AiohttpRequest()) as opened:
        yield opened


async def test_a_message_arrives_with_its_words_and_its_buttons_whole(bot: ExtBot[None], wire: Wire) -> None:
    rows = [[InlineKeyboardButton("Ja, gärna 🌱", callback_data="yes:1")]]
    message = await bot.send_message(
        5,
        "En plats på <b>Väveriet</b>",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(rows),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert message.message_id == 7
    [sent] = wire.sent()
    assert sent.packing == "application/json"
    assert sent.parameters == {
        "chat_id": 5,
        "text": "En plats på <b>Väveriet</b>",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "Ja, gärna 🌱", "callback_data": "yes:1"}]]},
        "link_preview_options": {"is_disabled": True},
    }


@pytest.mark.parametrize("size", [10, 2_000_000])
async def test_a_file_arrives_with_its_name_and_its_caption(bot: ExtBot[None], wire: Wire, size: int) -> None:
    await bot.send_document(5, b"x" * size, filename="bokning å.ics", caption="Din bokning")
    [sent] = wire.sent()
    assert sent.packing == "multipart/form-data"
    assert sent.parameters == {"chat_id": "5", "caption": "Din bokning"}
    assert sent.files == {"document": ("bokning å.ics", b"x" * size)}


async def test_an_open_file_is_sent_too(bot: ExtBot[None], wire: Wire) -> None:
    await bot.send_photo(5, io.BytesIO(b"picture"), filename="bild.png")
    assert wire.sent()[0].files == {"photo": ("bild.png", b"picture")}


async def test_a_file_can_be_fetched(wire: Wire) -> None:
    async with AiohttpRequest() as request:
        content = await request.retrieve(f"{wire.url}/file/bot{TOKEN}/photos/1.jpg")
    assert content == b"content of photos/1.jpg"


@pytest.mark.parametrize(
    ("code", "description", "parameters", "expected"),
    [
        (403, "Forbidden: bot was blocked by the user", {}, Forbidden),
        (400, "Bad Request: chat not found", {}, BadRequest),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100}, ChatMigrated),
        (429, "Too Many Requests: retry after 3", {"retry_after": 3}, RetryAfter),
        (502, "Bad Gateway", {}, NetworkError),
    ],
)
async def test_what_telegram_refuses_is_raised_as_the_library_names_it(
    bot: ExtBot[None],
    wire: Wire,
    code: int,
    description: str,
    parameters: dict[str, int],
    expected: type[TelegramError],
) -> None:
    wire.refuse(code, description, **parameters)
    with pytest.raises(expected) as raised:
        await bot.send_message(5, "hej")
    assert type(raised.value) is expected


async def test_an_answer_that_never_comes_is_a_timeout_that_may_have_arrived(wire: Wire) -> None:
    forever = asyncio.Event()

    async def never(got: Got) -> web.StreamResponse:
        await forever.wait()
        return web.Response()

    async with AiohttpRequest(read_timeout=0.05) as request:
        wire.answer = never
        with pytest.raises(TimedOut) as raised:
            await request.post(f"{wire.url}/bot{TOKEN}/sendMessage")
    forever.set()
    assert not isinstance(raised.value, NotSentError)
    assert len(wire.got) == 1


async def test_the_caller_of_one_method_may_wait_longer(wire: Wire) -> None:
    waited = asyncio.Event()

    async def late(got: Got) -> web.StreamResponse:
        asyncio.get_running_loop().call_later(0.1, waited.set)
        await waited.wait()
        return web.json_response({"ok": True, "result": True})

    wire.answer = late
    async with AiohttpRequest(read_timeout=0.01) as request:
        assert await request.post(f"{wire.url}/bot{TOKEN}/x", read_timeout=None) is True


async def test_a_server_that_is_away_has_certainly_not_got_it() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        async with AiohttpRequest() as request:
            with pytest.raises(NotSentError):
                await request.post(f"{url}/bot{TOKEN}/sendMessage")


async def test_a_server_that_does_not_take_the_call_in_time_has_not_got_it() -> None:
    with socket.socket() as deaf, socket.socket() as queued:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        queued.connect(deaf.getsockname())
        async with AiohttpRequest(connect_timeout=0.05) as request:
            with pytest.raises(NotSentInTimeError):
                await request.post(f"http://127.0.0.1:{deaf.getsockname()[1]}/bot{TOKEN}/sendMessage")


async def test_a_connection_that_breaks_leaves_it_open_whether_it_arrived(wire: Wire) -> None:
    class Broken(web.Response):
        async def prepare(self, request: web.BaseRequest) -> None:
            assert request.transport is not None
            request.transport.close()

    async def broken(got: Got) -> web.StreamResponse:
        return Broken()

    wire.answer = broken
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError) as raised:
            await request.post(f"{wire.url}/bot{TOKEN}/sendMessage")
    assert not isinstance(raised.value, NotSentError)


async def test_an_answer_that_is_no_json_is_told_apart(wire: Wire) -> None:
    async def page(got: Got) -> web.StreamResponse:
        return web.Response(text="<html>maintenance</html>", status=200)

    wire.answer = page
    async with AiohttpRequest() as request:
        with pytest.raises(TelegramError, match="Invalid server response"):
            await request.post(f"{wire.url}/bot{TOKEN}/sendMessage")


async def test_a_transport_can_be_opened_again_after_it_was_shut(wire: Wire) -> None:
    request = AiohttpRequest()
    url = f"{wire.url}/bot{TOKEN}/answerCallbackQuery"
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await request.post(url) is True
        await request.shutdown()
        await request.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post(url)
