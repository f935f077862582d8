import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetUpdates,
    RestrictChatMember,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
)
from aiohttp import web

from bot.telegram_session import JsonSession
from handlers.showing import SendText
from tests.delivery.wire import TOKEN, Got, Wire, open_wire

SCREEN = SendText(chat_id=5, text="hej", reply_markup={"inline_keyboard": []})
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ja 🌱", callback_data="yes:1")]])


@pytest_asyncio.fixture(name="wire")
async def a_wire() -> AsyncIterator[Wire]:
    async with open_wire() as opened:
        yield opened


def bot_at(wire: Wire, session: AiohttpSession) -> Bot:
    session.api = TelegramAPIServer.from_base(wire.url)
    return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


@pytest_asyncio.fixture
async def bot(wire: Wire) -> AsyncIterator[Bot]:
    async with bot_at(wire, JsonSession()) as opened:
        yield opened


def unpacked(got: Got) -> dict[str, Any]:
    """What a form says, where each value is JSON or plain text."""

    def value(text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError:
            return text

    if got.packing == "application/json":
        return got.parameters
    return {name: value(text) for name, text in got.parameters.items()}


@pytest.mark.parametrize(
    "method",
    [
        SendMessage(
            chat_id=5, text="En plats på <b>Väveriet</b>", reply_markup=KEYBOARD, disable_notification=False
        ),
        SendMessage(
            chat_id=5,
            text="länk",
            parse_mode=None,
            entities=[MessageEntity(type="text_link", offset=0, length=4, url="https://example.org")],
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        EditMessageText(chat_id=5, message_id=7, text="ny", reply_markup=KEYBOARD),
        AnswerCallbackQuery(callback_query_id="abc", text="", show_alert=True, cache_time=0),
        GetUpdates(offset=0, timeout=0, allowed_updates=["message"]),
        GetUpdates(allowed_updates=[]),
        SetMyCommands(
            commands=[BotCommand(command="hjalp", description="Hjälp")], scope=BotCommandScopeChat(chat_id=5)
        ),
    ],
    ids=lambda method: type(method).__name__,
)
async def test_json_says_the_same_as_aiograms_own_form(
    wire: Wire, bot: Bot, method: TelegramMethod[Any]
) -> None:
    async def nothing(got: Got) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": None})

    wire.answer = nothing
    async with bot_at(wire, AiohttpSession()) as stock:
        await stock(method)
        await bot(method)
    form, ours = wire.got
    assert form.packing != ours.packing == "application/json"
    assert unpacked(ours) == unpacked(form)


async def test_a_moment_is_sent_in_seconds_as_before(wire: Wire, bot: Bot) -> None:
    until = datetime(2026, 8, 24, 12, 0, tzinfo=UTC)
    await bot(RestrictChatMember(chat_id=-5, user_id=5, permissions=ChatPermissions(), until_date=until))
    assert wire.got[0].parameters["until_date"] == "1787572800"


async def test_the_answer_is_read_as_a_message_that_knows_its_bot(bot: Bot) -> None:
    message = await bot.send_message(5, "hej")
    assert message.message_id == 7
    assert message.bot is bot


async def test_a_file_is_still_sent_as_a_form(wire: Wire, bot: Bot) -> None:
    await bot.send_document(5, BufferedInputFile(b"BEGIN:VCALENDAR", "bokning å.ics"), caption="Bokning")
    [got] = wire.got
    assert got.packing == "multipart/form-data"
    assert got.parameters["caption"] == "Bokning"
    assert list(got.files.values()) == [("bokning å.ics", b"BEGIN:VCALENDAR")]


@pytest.mark.parametrize(
    ("code", "description", "parameters", "expected"),
    [
        (400, "Bad Request: message is not modified", {}, TelegramBadRequest),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100}, TelegramMigrateToChat),
        (403, "Forbidden: bot was blocked by the user", {}, TelegramForbiddenError),
        (429, "Too Many Requests: retry after 3", {"retry_after": 3}, TelegramRetryAfter),
        (502, "Bad Gateway", {}, TelegramServerError),
    ],
)
async def test_what_telegram_refuses_is_raised_as_aiogram_names_it(
    wire: Wire,
    bot: Bot,
    code: int,
    description: str,
    parameters: dict[str, int],
    expected: type[TelegramAPIError],
) -> None:
    wire.refuse(code, description, **parameters)
    with pytest.raises(expected):
        await bot.send_message(5, "hej")


async def test_an_answer_that_is_no_json_is_told_apart(wire: Wire, bot: Bot) -> None:
    async def page(got: Got) -> web.StreamResponse:
        return web.Response(text="<html>maintenance</html>")

    wire.answer = page
    with pytest.raises(ClientDecodeError):
        await bot.send_message(5, "hej")


async def test_a_screen_that_was_taken_gives_nothing_back(wire: Wire, bot: Bot) -> None:
    assert await bot(SCREEN) is None
    assert wire.got[-1].method == "sendMessage"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<html>maintenance</html>", ClientDecodeError),
        ("[]", ClientDecodeError),
        ("{}", ClientDecodeError),
        ('{"ok": false, "description": "gone"}', TelegramAPIError),
    ],
)
async def test_a_screen_is_only_taken_when_telegram_says_so(
    wire: Wire, bot: Bot, said: str, expected: type[Exception]
) -> None:
    async def answer(got: Got) -> web.StreamResponse:
        return web.Response(text=said)

    wire.answer = answer
    with pytest.raises(expected):
        await bot(SCREEN)


async def test_an_answer_that_never_comes_is_a_network_error(wire: Wire) -> None:
    forever = asyncio.Event()

    async def never(got: Got) -> web.StreamResponse:
        await forever.wait()
        return web.Response()

    wire.answer = never
    async with bot_at(wire, JsonSession(timeout=0.05)) as bot:
        with pytest.raises(TelegramNetworkError, match="timeout"):
            await bot.send_message(5, "hej")
    forever.set()


async def test_a_server_that_is_away_is_a_network_error() -> None:
    async with open_wire() as gone:
        pass
    async with bot_at(gone, JsonSession()) as bot:
        with pytest.raises(TelegramNetworkError, match="ClientConnectorError"):
            await bot.send_message(5, "hej")
