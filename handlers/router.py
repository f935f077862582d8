"""From aiogram's updates to the tables of routing, and from screens to messages."""

import logging
from collections.abc import Awaitable

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, InlineQuery, Message, Update

from handlers import hearing, inquiries, questions, routing, showing
from handlers.callbacks import Apart
from handlers.inquiries import Inquiry
from handlers.screens import menu, refusals
from handlers.screens.inquiries import nothing
from handlers.screens.screen import Screen
from handlers.texts import texts
from handlers.visit import Visit
from models import not_understood
from models.not_understood import Missed
from models.organisation_numbers import looks_like_personal_number
from models.refusals import Reason, Refused, StoreUnavailable

log = logging.getLogger(__name__)
_MARK = f"{Apart.__prefix__}:"
# Seconds: somebody who types on and back again needn't wait, and what was just taken is soon gone.
CARDS_KEPT = 20


def register(dispatcher: Dispatcher) -> None:
    """Has the dispatcher serve all conversations, by what an update brings.

    It takes the place of the dispatcher's own way to a handler: with one handler for each kind there is
    nothing to look for, and looking costs as much again as all that stands before it.
    """
    dispatcher.update.handlers.clear()
    dispatcher.update.register(on_update)


async def on_update(
    update: Update, bot: Bot, visit: Visit | None = None, inquiry: Inquiry | None = None
) -> None:
    """Serves what the reception has let in: a message or a tap with its visit, or an inquiry."""
    if visit is not None and update.message is not None:
        await on_message(update.message, bot, visit)
    elif visit is not None and update.callback_query is not None:
        await on_tap(update.callback_query, bot, visit)
    elif inquiry is not None and update.inline_query is not None:
        await on_inquiry(update.inline_query, bot, inquiry)


async def on_tap(query: CallbackQuery, bot: Bot, visit: Visit) -> None:
    """Serves a tap: first the visible change, then the one answer that stops the button's spinning."""
    shown = await _serve_tap(query, visit)
    if shown is not None:
        await _reach(visit, _show(query, bot, visit, shown))
    toast = (visit.toast or "")[:200] or None
    await _reach(visit, bot.answer_callback_query(query.id, text=toast, show_alert=visit.alert))


async def _reach(visit: Visit, call: Awaitable[object]) -> None:
    """Says something to the person, who may have blocked us, or tapped too long ago for an answer.

    What they did is done; they see it as soon as they come back.
    """
    try:
        await call
    except TelegramAPIError as error:
        log.warning("person %s could not be reached: %s", visit.who.id, type(error).__name__)


async def _serve_tap(query: CallbackQuery, visit: Visit) -> Screen | None:
    t = visit.t
    try:
        return await routing.tap(visit, query.data)
    except Refused as refused:
        visit.toast, visit.alert = refusals.sentence(t, refused), True
    except (LookupError, ValueError):
        log.info("person %s tapped a button that means nothing", visit.who.id)
        visit.toast, visit.alert = refusals.stale(t), True
        return menu.home(t, visit.who)
    except StoreUnavailable:
        visit.toast, visit.alert = refusals.unavailable(t), True
    except Exception:
        log.exception("person %s met a fault in %s", visit.who.id, (query.data or "").partition(":")[0])
        visit.toast, visit.alert = refusals.broken(t), True
    return None


async def _show(query: CallbackQuery, bot: Bot, visit: Visit, shown: Screen) -> None:
    """Edits the message in place, or sends a new one where Telegram no longer lets us.

    A message that says several things stays as it is: the answer to one must not wipe out the others. A text
    can become a picture, never the other way round.
    """
    message = query.message
    editable = isinstance(message, Message) and (shown.picture is not None or message.photo is None)
    if isinstance(message, Message) and editable and not _says_several(message):
        try:
            await showing.edit(bot, message, shown)
            return
        except TelegramBadRequest as error:
            # A double tap shows the same screen twice: it is there already.
            if "message is not modified" in error.message:
                return
            log.info("a message for person %s could not be edited", visit.who.id)
    await showing.send(bot, visit.who.chat_id, shown)


def _says_several(message: Message) -> bool:
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else []
    return any((button.callback_data or "").startswith(_MARK) for row in rows for button in row)


async def on_message(message: Message, bot: Bot, visit: Visit) -> None:
    """Serves a command, the text that answers a question, or a sentence."""
    shown = await _serve_message(message, visit)
    if visit.missed is not None:
        await _count(visit, visit.missed)
    if visit.delete and shown is not None:
        shown = refusals.taken_out(visit.t, shown, gone=await _delete(message, bot, visit))
    if shown is not None:
        await _reach(visit, showing.send(bot, message.chat.id, shown))


async def _delete(message: Message, bot: Bot, visit: Visit) -> bool:
    """Whether Telegram took the message out of the chat: not where it is too old or the chat too new."""
    try:
        return await bot.delete_message(message.chat.id, message.message_id)
    except TelegramAPIError:
        log.info("a message of person %s could not be deleted", visit.who.id)
    return False


async def _count(visit: Visit, kind: Missed) -> None:
    """Only that and when; a database that is away keeps nobody from an answer."""
    try:
        await visit.write(not_understood.note, kind, visit.now)
    except StoreUnavailable:
        log.warning("what was not understood could not be counted")


async def _serve_message(message: Message, visit: Visit) -> Screen | None:
    t = visit.t
    try:
        _refuse_personal_numbers(message, visit)
        return await _dispatch(message.text, visit)
    except Refused as refused:
        visit.delete = refused.reason is Reason.PERSONAL_NUMBER
        visit.missed = Missed.PERSONAL_NUMBER if visit.delete else Missed.ANSWER if visit.who.asking else None
        return refusals.message(t, refusals.sentence(t, refused))
    except StoreUnavailable:
        return refusals.message(t, refusals.unavailable(t))
    except Exception:
        log.exception("person %s met a fault after a message", visit.who.id)
        return refusals.message(t, refusals.broken(t))


# Who types one where an organisation number is asked for is told what to choose instead.
_TOLD_THERE = ("register.number", "workplace.number")


def _refuse_personal_numbers(message: Message, visit: Visit) -> None:
    """Before anything is read or kept, whatever was asked: a command, an answer, words under a picture."""
    question = (visit.who.asking or "").rpartition(":")[0]
    text = message.text or message.caption or ""
    if question not in _TOLD_THERE and looks_like_personal_number(text, phones=bool(question)):
        raise Refused(Reason.PERSONAL_NUMBER)


async def _dispatch(text: str | None, visit: Visit) -> Screen | None:
    if text is None:
        visit.missed = Missed.NOT_TEXT
        return menu.words_please(visit.t) if visit.who.asking else menu.lost(visit.t)
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        serve = routing.COMMANDS.get(name.partition("@")[0].lower())
        if serve is None:
            visit.missed = Missed.COMMAND
            return menu.lost(visit.t)
        return await serve(visit, rest.strip())
    waiting = routing.asked(visit)
    if waiting is None:
        return await hearing.hear(visit, text)
    answer, about = waiting
    return await questions.instead(visit, text) or await answer(visit, about, text)


async def on_inquiry(query: InlineQuery, bot: Bot, inquiry: Inquiry) -> None:
    """Answers words written after @bot in any chat; cards in the reader's language, so nobody else's."""
    try:
        found = await inquiries.answer(inquiry, query.query, query.offset)
        seconds = CARDS_KEPT
    except Exception as error:
        if not isinstance(error, StoreUnavailable):
            log.exception("an inline query could not be answered")
        found, seconds = nothing(texts(inquiry.language)), 0
    await showing.answer(bot, query.id, found, seconds)
