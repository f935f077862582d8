"""The local chat against the machine-readable description of the Bot API."""

from typing import Any

import pytest

from bot.playground.bot_api import OFFERED
from bot.playground.state import Inquiry
from tests.playground.description import bot_api, faults
from tests.playground.telegram import ANNA, Telegram, button, buttons, png

# What an old message must look like for the calls below: the bot's own text, a photo, a document.
TEXT, PHOTO, OTHER = 1, 2, 3
CALLS: dict[str, dict[str, Any]] = {
    "getMe": {},
    "getUpdates": {},
    "getWebhookInfo": {},
    "deleteWebhook": {},
    "setWebhook": {"url": "https://example.org/hook"},
    "sendMessage": {"chat_id": ANNA.id, "text": "<b>hej</b> /hjalp", "parse_mode": "HTML"},
    "sendChatAction": {"chat_id": ANNA.id, "action": "typing"},
    "editMessageText": {"chat_id": ANNA.id, "message_id": TEXT, "text": "nytt"},
    "editMessageCaption": {"chat_id": ANNA.id, "message_id": PHOTO, "caption": "ny"},
    "editMessageReplyMarkup": {
        "chat_id": ANNA.id,
        "message_id": TEXT,
        "reply_markup": buttons([button("Nej")]),
    },
    "deleteMessage": {"chat_id": ANNA.id, "message_id": OTHER},
    "deleteMessages": {"chat_id": ANNA.id, "message_ids": [TEXT, 999]},
    "getChat": {"chat_id": ANNA.id},
    "setMyCommands": {"commands": [{"command": "start", "description": "Börja"}]},
    "getMyCommands": {},
    "deleteMyCommands": {},
    "setMyName": {"name": "Platsen"},
    "getMyName": {},
    "setMyDescription": {"description": "Här möts ni"},
    "getMyDescription": {},
    "setMyShortDescription": {"short_description": "Platser"},
    "getMyShortDescription": {},
    "setChatMenuButton": {"menu_button": {"type": "commands"}},
    "getChatMenuButton": {"chat_id": ANNA.id},
    "close": {},
    "logOut": {},
}
UPLOADS: dict[str, dict[str, Any]] = {
    "sendPhoto": {"photo": "attach://file", "chat_id": ANNA.id},
    "sendDocument": {"document": "attach://file", "chat_id": ANNA.id},
    "editMessageMedia": {
        "chat_id": ANNA.id,
        "message_id": PHOTO,
        "media": {"type": "photo", "media": "attach://file"},
    },
    "sendMediaGroup": {"chat_id": ANNA.id, "media": [{"type": "photo", "media": "attach://file"}] * 2},
}
# Answered with more context than a plain call: a tap, an inline query and a file that came before.
PREPARED = {"answerCallbackQuery", "answerInlineQuery", "getFile"}
# Telegram's own server takes these without the parameter that the description requires.
LENIENT = {("setWebhook", "url")}


async def prepare(telegram: Telegram) -> dict[str, Any]:
    """An old text, photo and document, a tap that waits; the parameters that the prepared calls need."""
    message = await telegram.send(reply_markup=buttons([button()]))
    photo = (await telegram.upload("sendPhoto", {"photo": ("p.png", png())}, chat_id=ANNA.id)).result
    await telegram.send()
    tap = await telegram.tap(message)
    world = telegram.playground.world
    world.inquiries["900"] = Inquiry(ANNA.id, "café", "", world.monotonic())
    inline: dict[str, Any] = {"inline_query_id": "900", "results": []}
    return {"callback_query_id": tap["callback_id"], "file_id": photo["photo"][0]["file_id"], **inline}


def test_every_method_on_offer_exists_and_is_called_here() -> None:
    assert set(OFFERED) <= set(bot_api()["methods"])
    assert set(OFFERED) == set(CALLS) | set(UPLOADS) | PREPARED


@pytest.mark.parametrize("method", OFFERED)
async def test_every_method_answers_what_the_description_tells(telegram: Telegram, method: str) -> None:
    prepared = await prepare(telegram)
    if method in UPLOADS:
        answer = await telegram.upload(method, {"file": ("p.png", png(5, 5))}, **UPLOADS[method])
    else:
        answer = await telegram.call(method, **CALLS.get(method, prepared))
    assert faults(answer.result, bot_api()["methods"][method]["returns"]) == []


@pytest.mark.parametrize("method", OFFERED)
async def test_every_required_parameter_is_missed(telegram: Telegram, method: str) -> None:
    whole = await prepare(telegram) | CALLS.get(method, {}) | UPLOADS.get(method, {})
    required = [
        field["name"] for field in bot_api()["methods"][method].get("fields", []) if field["required"]
    ]
    for name in required:
        if (method, name) not in LENIENT:
            rest = {key: value for key, value in whole.items() if key != name}
            answer = await telegram.upload(method, {"file": ("p.png", png())}, **rest)
            assert answer.status == 400, (method, name, answer.body)
            assert answer.description.startswith("Bad Request: "), (method, name)


async def test_every_kind_of_update_is_as_the_description_tells(telegram: Telegram) -> None:
    await telegram.write("/start abc")
    message = await telegram.send(reply_markup=buttons([button()]))
    await telegram.tap(message)
    await telegram.phone("POST", f"people/{ANNA.id}/taps", message_id=999, data="gammal")
    await telegram.phone("POST", f"people/{ANNA.id}/block", blocked=True)
    await telegram.phone("POST", f"people/{ANNA.id}/block", blocked=False)
    updates = await telegram.updates()
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds == ["message", "callback_query", "callback_query", "my_chat_member", "my_chat_member"]
    assert faults(updates, ["Array of Update"]) == []


def test_the_comparison_itself_notices_what_is_wrong() -> None:
    user = {"id": 1, "is_bot": False, "first_name": "Anna"}
    assert faults(user, ["User"]) == []
    assert faults({**user, "id": "1"}, ["User"])
    assert faults({**user, "shoe_size": 38}, ["User"])
    assert faults({"id": 1, "is_bot": False}, ["User"])
    assert faults([user], ["User"])
    assert faults(True, ["Integer"])
