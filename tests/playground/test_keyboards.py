"""Keyboards: what may stand in them, and what the phone shows."""

from typing import Any

import pytest

from tests.playground.telegram import ANNA, Telegram, button, buttons

UNPARSED = "can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (buttons([button(data="x" * 65)]), "BUTTON_DATA_INVALID"),
        (buttons([button(data="å" * 33)]), "BUTTON_DATA_INVALID"),
        (buttons([button(data="")]), UNPARSED + "Text buttons are unallowed in the inline keyboard"),
        (buttons([{"text": "a"}]), UNPARSED + "Text buttons are unallowed in the inline keyboard"),
        (buttons([{"callback_data": "a"}]), UNPARSED + 'Can\'t find field "text"'),
        (buttons([button(url="https://example.org")]), UNPARSED + "exactly one action must be specified"),
        (buttons([button(style="pink")]), UNPARSED + "Invalid button style specified"),
        (
            buttons([{"text": "a", "url": "not-a-url"}]),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            buttons([{"text": "a", "url": "http://localhost:8080/"}]),
            "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
        ),
        (
            buttons([{"text": "a", "url": "ftp://example.org"}]),
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
        ),
        (buttons([{"text": "a", "copy_text": {"text": ""}}]), "BUTTON_COPY_TEXT_INVALID"),
        (buttons([{"text": "a", "pay": True}]), "BUTTON_TYPE_INVALID"),
        (buttons([button()] * 9), "REPLY_MARKUP_TOO_LONG"),
        (buttons(*[[button()]] * 101), "REPLY_MARKUP_TOO_LONG"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        ([1], "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
    ],
)
async def test_keyboards_that_telegram_refuses(telegram: Telegram, markup: Any, words: str) -> None:
    answer = await telegram.call("sendMessage", chat_id=ANNA.id, text="a", reply_markup=markup)
    assert answer.description == f"Bad Request: {words}"
    assert await telegram.on_screen() == []


@pytest.mark.parametrize("style", ["danger", "success", "primary"])
async def test_styles_and_the_longest_data_are_kept(telegram: Telegram, style: str) -> None:
    markup = buttons([button(data="x" * 64, style=style)], [{"text": "Läs", "url": "https://example.org/a"}])
    message = await telegram.send(reply_markup=markup)
    assert message["reply_markup"] == markup


async def test_a_reply_keyboard_stays_until_it_is_removed(telegram: Telegram) -> None:
    keyboard = {"keyboard": [[{"text": "Ja"}]], "resize_keyboard": True}
    sent = await telegram.send(reply_markup=keyboard)
    assert "reply_markup" not in sent
    await telegram.send(text="mer")
    await telegram.write("Ja")
    assert await _keyboard(telegram) == keyboard
    await telegram.send(reply_markup={"remove_keyboard": True})
    assert await _keyboard(telegram) is None


@pytest.mark.parametrize("markup", [{"keyboard": [["Ja"]], "one_time_keyboard": True}, {"force_reply": True}])
async def test_a_keyboard_for_one_answer_is_gone_after_it(telegram: Telegram, markup: dict[str, Any]) -> None:
    await telegram.send(reply_markup=markup)
    assert await _keyboard(telegram) == markup
    await telegram.write("Ja")
    assert await _keyboard(telegram) is None


async def test_edits_take_inline_keyboards_only(telegram: Telegram) -> None:
    message = await telegram.send()
    place = {"chat_id": ANNA.id, "message_id": message["message_id"]}
    answer = await telegram.call("editMessageText", **place, text="b", reply_markup={"remove_keyboard": True})
    assert answer.description == "Bad Request: inline keyboard expected"


async def _keyboard(telegram: Telegram) -> Any:
    return (await telegram.phone("GET", f"people/{ANNA.id}/messages"))["keyboard"]
