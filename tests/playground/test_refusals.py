"""What Telegram refuses, in Telegram's own words."""

from typing import Any

import pytest

from tests.playground.telegram import ANNA, STRANGER, Telegram, button, buttons, png

HERE: dict[str, Any] = {"chat_id": ANNA.id}


@pytest.mark.parametrize(
    ("method", "fields", "code", "words"),
    [
        ("sendMessage", {"text": "hej"}, 400, "chat_id is empty"),
        ("sendMessage", {"chat_id": 404, "text": "hej"}, 400, "chat not found"),
        ("sendMessage", {"chat_id": "@anna_ek", "text": "hej"}, 400, "chat not found"),
        ("sendMessage", {"chat_id": -1, "text": "hej"}, 400, "chat not found"),
        ("sendMessage", HERE, 400, "message text is empty"),
        ("sendMessage", {**HERE, "text": " \n "}, 400, "text must be non-empty"),
        ("sendMessage", {**HERE, "text": "a", "parse_mode": "XML"}, 400, "unsupported parse_mode"),
        ("sendMessage", {**HERE, "text": "a" * 4097}, 400, "message is too long"),
        (
            "sendMessage",
            {**HERE, "text": "a", "reply_parameters": {"message_id": 99}},
            400,
            "message to be replied not found",
        ),
        ("sendPhoto", HERE, 400, "there is no photo in the request"),
        ("sendPhoto", {**HERE, "photo": "AgACunknown"}, 400, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {**HERE, "caption": "a" * 1025}, 400, "message caption is too long"),
        ("sendChatAction", {**HERE, "action": "dance"}, 400, "wrong parameter action in request"),
        ("sendMediaGroup", {**HERE, "media": []}, 400, "expected an Array of InputMedia"),
        ("editMessageText", {"text": "a"}, 400, "message identifier is not specified"),
        ("editMessageText", {**HERE, "message_id": 99, "text": "a"}, 400, "message to edit not found"),
        ("deleteMessage", {**HERE, "message_id": 99}, 400, "message to delete not found"),
        ("deleteMessages", {**HERE, "message_ids": [1] * 101}, 400, "too many message identifiers specified"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "77"},
            400,
            "query is too old and response timeout expired or query ID is invalid",
        ),
        ("getFile", {"file_id": "nope"}, 400, "invalid file_id"),
        ("setMyCommands", {"commands": [{"command": "Å", "description": "x"}]}, 400, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [], "language_code": "swe"}, 400, "invalid language code specified"),
    ],
)
async def test_refusals_are_worded_as_telegram_words_them(
    telegram: Telegram, method: str, fields: dict[str, Any], code: int, words: str
) -> None:
    answer = await telegram.call(method, **fields)
    assert (answer.status, answer.description) == (code, f"Bad Request: {words}")


async def test_only_the_right_token_gets_in(telegram: Telegram) -> None:
    answer = await telegram.call("getMe", token="4242:guess")
    assert (answer.status, answer.description) == (401, "Unauthorized")
    async with telegram.session.get(f"{telegram.base}/file/bot4242:guess/photos/file_1.png") as response:
        assert response.status == 401


async def test_unknown_methods_are_not_found_and_known_ones_in_any_case(telegram: Telegram) -> None:
    answer = await telegram.call("sendGreeting")
    assert (answer.status, answer.description) == (404, "Not Found: method not found")
    assert (await telegram.call("GETme")).result["username"] == "praktikplatsen_bot"


@pytest.mark.parametrize("packing", ["query", "form", "multipart", "json"])
async def test_parameters_may_travel_in_every_way(telegram: Telegram, packing: str) -> None:
    fields = {
        "chat_id": str(ANNA.id),
        "text": "hej",
        "reply_markup": '{"inline_keyboard":[[{"text":"a","url":"t.me"}]]}',
    }
    url = f"{telegram.base}/bot{telegram.playground.world.token}/sendMessage"
    if packing == "multipart":
        message = (await telegram.upload("sendMessage", {}, **fields)).result
    elif packing == "json":
        message = (await telegram.call("sendMessage", **fields)).result
    else:
        verb, place = ("GET", "params") if packing == "query" else ("POST", "data")
        async with telegram.session.request(verb, url, **{place: fields}) as response:  # type: ignore[arg-type]
            message = (await response.json())["result"]
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "a"


async def test_a_body_that_is_no_json_is_a_bad_request(telegram: Telegram) -> None:
    url = f"{telegram.base}/bot{telegram.playground.world.token}/sendMessage"
    for body in ("{", "[1]"):
        headers = {"Content-Type": "application/json"}
        async with telegram.session.post(url, data=body, headers=headers) as response:
            assert response.status == 400


async def test_the_bot_may_not_write_first_nor_to_whoever_blocked_it(telegram: Telegram) -> None:
    first = await telegram.call("sendMessage", chat_id=STRANGER.id, text="hej")
    assert first.description == "Forbidden: bot can't initiate conversation with a user"
    await telegram.write("hej", STRANGER.id)
    await telegram.send(STRANGER.id)
    await telegram.phone("POST", f"people/{STRANGER.id}/block", blocked=True)
    for method, more in (("sendMessage", {"text": "hej"}), ("sendChatAction", {"action": "typing"})):
        refused = await telegram.call(method, chat_id=STRANGER.id, **more)
        assert (refused.status, refused.description) == (403, "Forbidden: bot was blocked by the user")
    await telegram.phone("POST", f"people/{STRANGER.id}/block", blocked=False)
    await telegram.send(STRANGER.id)


async def test_an_edit_that_changes_nothing_is_refused(telegram: Telegram) -> None:
    message = await telegram.send(text="<b>hej</b>", parse_mode="HTML", reply_markup=buttons([button()]))
    same = {"chat_id": ANNA.id, "message_id": message["message_id"], "reply_markup": buttons([button()])}
    refused = await telegram.call("editMessageText", **same, text="<b>hej</b> ", parse_mode="HTML")
    assert refused.description.startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    assert (await telegram.call("editMessageReplyMarkup", **same)).description == refused.description
    changed = await telegram.call("editMessageText", **same, text="hej")
    assert "entities" not in changed.result


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(telegram: Telegram) -> None:
    message = await telegram.send(reply_markup=buttons([button()]))
    place = {"chat_id": ANNA.id, "message_id": message["message_id"]}
    edited = (await telegram.call("editMessageText", **place, text="nytt")).result
    assert "reply_markup" not in edited
    assert edited["edit_date"] == message["date"]


async def test_only_the_bots_own_messages_without_reply_keyboards_can_be_edited(telegram: Telegram) -> None:
    theirs = await telegram.write("min")
    ours = await telegram.send(reply_markup={"keyboard": [[{"text": "Ja"}]]})
    for message in (theirs, ours):
        place = {"chat_id": ANNA.id, "message_id": message["message_id"]}
        refused = await telegram.call("editMessageText", **place, text="ny")
        assert refused.description == "Bad Request: message can't be edited"


async def test_text_and_caption_are_not_mixed_up(telegram: Telegram) -> None:
    photo = (await telegram.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANNA.id)).result
    text = await telegram.send()
    at = {"chat_id": ANNA.id, "message_id": photo["message_id"]}
    refused = await telegram.call("editMessageText", **at, text="a")
    assert refused.description == "Bad Request: there is no text in the message to edit"
    refused = await telegram.call(
        "editMessageCaption", **at | {"message_id": text["message_id"]}, caption="a"
    )
    assert refused.description == "Bad Request: there is no caption in the message to edit"


async def test_messages_older_than_two_days_stay(telegram: Telegram) -> None:
    message = await telegram.send()
    await telegram.phone("POST", "clock", days=3)
    place = {"chat_id": ANNA.id, "message_id": message["message_id"]}
    refused = await telegram.call("deleteMessage", **place)
    assert refused.description == "Bad Request: message can't be deleted for everyone"
    await telegram.call("deleteMessages", chat_id=ANNA.id, message_ids=[message["message_id"]])
    assert len(await telegram.on_screen()) == 1
