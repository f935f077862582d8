"""Both Telegram libraries understand what the local chat says."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram import InputMediaDocument, ReplyKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from tests.playground.telegram import ANNA, STRANGER, Telegram, png


async def test_aiogram_sends_edits_and_deletes(telegram: Telegram, aiogram_bot: Bot) -> None:
    markup = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Ja", callback_data="x", style="success")]]
    )
    sent = await aiogram_bot.send_message(
        ANNA.id, "<b>Hej</b> 👋 <i>du</i>", parse_mode="HTML", reply_markup=markup
    )
    assert sent.html_text == "<b>Hej</b> 👋 <i>du</i>"
    assert sent.reply_markup
    assert sent.reply_markup.model_dump(exclude_none=True) == markup.model_dump(exclude_none=True)
    edited = await aiogram_bot.edit_message_text("Hej då", chat_id=ANNA.id, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("Hej då", None)
    assert await aiogram_bot.delete_message(ANNA.id, sent.message_id)
    assert await telegram.on_screen() == []


async def test_ptb_sends_edits_and_deletes(telegram: Telegram, ptb_bot: ExtBot[None]) -> None:
    keyboard = ReplyKeyboardMarkup([["Ja", "Nej"]], resize_keyboard=True)
    await ptb_bot.send_message(ANNA.id, "Välj", reply_markup=keyboard)
    sent = await ptb_bot.send_message(ANNA.id, "<u>Hej</u>", parse_mode=ParseMode.HTML)
    assert sent.text_html == "<u>Hej</u>"
    edited = await ptb_bot.edit_message_text("Nytt", chat_id=ANNA.id, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "Nytt"
    assert await ptb_bot.delete_message(ANNA.id, sent.message_id)
    phone = await telegram.phone("GET", f"people/{ANNA.id}/messages")
    assert [message["text"] for message in phone["messages"]] == ["Välj"]
    assert [[key["text"] for key in row] for row in phone["keyboard"]["keyboard"]] == [["Ja", "Nej"]]


async def test_aiogram_hears_people_and_answers_their_taps(telegram: Telegram, aiogram_bot: Bot) -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ja", callback_data="ja:1")]])
    message = await aiogram_bot.send_message(ANNA.id, "Kommer du?", reply_markup=markup)
    await telegram.write("hej")
    tap = await telegram.tap({"message_id": message.message_id, "chat": {"id": ANNA.id}})
    said, tapped = await aiogram_bot.get_updates()
    assert said.message
    assert said.message.text == "hej"
    assert tapped.callback_query
    assert tapped.callback_query.data == "ja:1"
    await aiogram_bot.answer_callback_query(tapped.callback_query.id, "Välkommen", show_alert=True)
    answer = await telegram.phone("GET", f"taps/{tap['callback_id']}")
    assert answer == {"answered": True, "text": "Välkommen", "alert": True, "url": None}


async def test_ptb_hears_people_and_fetches_their_files(telegram: Telegram, ptb_bot: ExtBot[None]) -> None:
    await telegram.write("/start inbjudan")
    (update,) = await ptb_bot.get_updates()
    assert update.message
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    sent = await ptb_bot.send_document(ANNA.id, b"innehall", filename="lista.csv", caption="Listan")
    assert sent.document
    assert sent.document.file_name == "lista.csv"
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"innehall"


async def test_albums_arrive_as_one_group(
    telegram: Telegram, aiogram_bot: Bot, ptb_bot: ExtBot[None]
) -> None:
    photos = [
        InputMediaPhoto(media=BufferedInputFile(png(), f"{n}.png"), caption=f"bild {n}") for n in (1, 2)
    ]
    sent = await aiogram_bot.send_media_group(ANNA.id, photos)  # type: ignore[arg-type]
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["bild 1", "bild 2"]
    papers = await ptb_bot.send_media_group(ANNA.id, [InputMediaDocument(b"1"), InputMediaDocument(b"2")])
    assert papers[0].media_group_id == papers[1].media_group_id != sent[0].media_group_id


async def test_both_libraries_raise_their_own_errors(
    telegram: Telegram, aiogram_bot: Bot, ptb_bot: ExtBot[None]
) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiogram_bot.send_message(404, "hej")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await aiogram_bot.send_message(STRANGER.id, "hej")
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb_bot.send_message(404, "hej")
    await telegram.phone("POST", f"people/{ANNA.id}/block", blocked=True)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb_bot.send_message(ANNA.id, "hej")
    telegram.playground.inject_failure("too_many_requests", times=2, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as slow:
        await aiogram_bot.get_me()
    assert slow.value.retry_after == 7
    with pytest.raises(RetryAfter):
        await ptb_bot.get_me()
    telegram.playground.inject_failure("closed")
    with pytest.raises(NetworkError):
        await ptb_bot.send_message(ANNA.id, "hej")


async def test_a_wrong_token_is_unauthorized(telegram: Telegram) -> None:
    with pytest.raises(InvalidToken):
        async with ExtBot("4242:wrong", base_url=f"{telegram.base}/bot"):
            pass
