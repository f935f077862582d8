"""In a group the bot answers only who speaks to it: a search with what anybody may see, all else with the way
to a chat of one's own. Nothing is kept of what is said there.
"""

import logging
import re
from dataclasses import dataclass, replace
from datetime import date

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramMigrateToChat
from aiogram.types import CallbackQuery, Message, User
from sqlalchemy.orm import Session

from handlers import links, routing, showing
from handlers.finding import ahead
from handlers.inquiries import Inquiry
from handlers.screens import groups as screens
from handlers.screens import hearing as notes
from handlers.screens import refusals
from handlers.screens.screen import Screen
from handlers.texts import Texts, texts
from handlers.wishing import changes_of, missing_week, wider, wish_of
from models import people, search
from models.organisation_numbers import looks_like_personal_number
from models.refining import refinement
from models.refusals import StoreUnavailable
from models.search import Found, Wish
from models.understanding import Utterance, understand
from models.vocabulary import stems
from models.weeks import local_day

log = logging.getLogger(__name__)
GROUPS = ("group", "supergroup")
SHOWN = 3
_A_NAME = 4
_START = re.compile(r"\?start=([A-Za-z0-9_-]+)$")
# What a command is about when nothing stands behind it.
_SUBJECTS = {
    "erbjud": "offer",
    "offer": "offer",
    "platser": "placements",
    "places": "placements",
    "bokningar": "reservations",
    "bookings": "reservations",
}
_SEARCHES = ("sok", "search")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a wish finds; `instead_of` are words that no place has, where their field was looked for."""

    wish: Wish
    found: Found
    instead_of: str = ""


def is_spoken_to(message: Message, me: User) -> bool:
    """Whether a message in a group is for the bot: it is named, answered, or given one of its commands."""
    if message.chat.type not in GROUPS or message.via_bot is not None or message.is_automatic_forward:
        return False
    if _answers(message, me):
        return True
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        said = entity.extract_from(text)
        if entity.type == "mention" and said.lower() == f"@{me.username}".lower():
            return True
        if entity.type == "text_mention" and entity.user is not None and entity.user.id == me.id:
            return True
        if entity.type == "bot_command" and entity.offset == 0:
            name, _, whose = said[1:].lower().partition("@")
            return name in routing.COMMANDS and whose in ("", (me.username or "").lower())
    return False


def _answers(message: Message, me: User) -> bool:
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user.id == me.id


async def hear(bot: Bot, message: Message, me: User, inquiry: Inquiry) -> None:
    """Answers a message that is for the bot, as a reply to it."""
    text = message.text or message.caption or ""
    if looks_like_personal_number(text, phones=False):
        # No reply: it would show the number once more, above the answer.
        await _say(bot, message, await _warn(bot, message, inquiry), quoting=False)
        return
    try:
        shown = await _answer(inquiry, *_words(message, me), _before(message, me))
    except StoreUnavailable:
        shown = screens.sorry(texts(inquiry.language), refusals.unavailable, inquiry.bot_username)
    except Exception:
        log.exception("a question in a group could not be answered")
        shown = screens.sorry(texts(inquiry.language), refusals.broken, inquiry.bot_username)
    await _say(bot, message, shown)


async def tapped(bot: Bot, query: CallbackQuery, t: Texts) -> None:
    """No button of a group is ours, but somebody may forge one, or tap one of long ago."""
    try:
        await bot.answer_callback_query(query.id, text=screens.button(t), show_alert=True)
    except TelegramAPIError as error:
        log.info("a tap in a group could not be answered: %s", type(error).__name__)


async def _warn(bot: Bot, message: Message, inquiry: Inquiry) -> Screen:
    try:
        gone = await bot.delete_message(message.chat.id, message.message_id)
    except TelegramAPIError:
        gone = False
    return screens.personal_number(await _reader(inquiry), inquiry.bot_username, gone=gone)


async def _reader(inquiry: Inquiry) -> Texts:
    try:
        known = await inquiry.store.read(people.language_of, inquiry.chat_id)
    except StoreUnavailable:
        known = None
    return texts(known or inquiry.language)


async def _say(bot: Bot, message: Message, shown: Screen, *, quoting: bool = True) -> None:
    """A group may have become another meanwhile, have thrown the bot out, or let nobody write."""
    try:
        try:
            await showing.reply(bot, message, shown, quoting=quoting)
        except TelegramMigrateToChat as moved:
            await showing.send(bot, moved.migrate_to_chat_id, shown)
    except TelegramAPIError as error:
        log.warning("a group could not be answered: %s", type(error).__name__)


def _words(message: Message, me: User) -> tuple[str, str]:
    """The command without its slash (empty for none), and the words without the bot's name."""
    text, command = message.text or message.caption or "", ""
    for entity in message.entities or message.caption_entities or ():
        said = entity.extract_from(text)
        if entity.type == "bot_command" and entity.offset == 0:
            command = said[1:].lower().partition("@")[0]
    words = text.removeprefix(text.split()[0]) if command else text
    name = re.compile(rf"@{re.escape(me.username or '')}\b", re.IGNORECASE)
    return command, " ".join(name.sub(" ", words).split())


def _before(message: Message, me: User) -> Wish | None:
    """The search of the bot's message that is answered: its button holds it, so that nobody need keep it."""
    answered = message.reply_to_message
    if answered is None or answered.reply_markup is None or not _answers(message, me):
        return None
    for row in answered.reply_markup.inline_keyboard:
        for button in row:
            found = _START.search(button.url or "")
            if found is not None and found[1].startswith(links.SEARCH):
                try:
                    return links.search_in(found[1])
                except (LookupError, ValueError):
                    return None
    return None


async def _answer(inquiry: Inquiry, command: str, words: str, before: Wish | None) -> Screen:
    name = inquiry.bot_username
    if not words or (command and command not in _SEARCHES):
        return screens.elsewhere(await _reader(inquiry), name, _SUBJECTS.get(command, ""))
    today = local_day(inquiry.now)
    said = understand(words, today, "unknown")
    subject, wish = _meant(words, said, before)
    if wish is None:
        return screens.elsewhere(await _reader(inquiry), name, subject)
    language, looked = await inquiry.store.read(_look, inquiry, wish)
    t = texts(language or inquiry.language)
    if subject == "watch":
        return screens.elsewhere(t, name, subject, links.to_search(wish))
    if subject == "name" and not looked.found.total:
        return screens.elsewhere(t, name, "")
    return _shown(t, inquiry, looked, words, said, today)


def _meant(words: str, said: Utterance, before: Wish | None) -> tuple[str, Wish | None]:
    """The subject, and what to look for where it is a search, the name of a workplace, or a watch."""
    goes_on = refinement(words, said)
    wish = wish_of(said) if said.intent == "search" else Wish()
    if goes_on in ("watch", "watches"):
        return "watch", wish if wish != Wish() else before or Wish()
    if goes_on == "more":
        return "more", None
    if goes_on == "change" and before is not None:
        return "search", replace(before, **changes_of(said, before))
    if said.intent == "other" and stems(words) and len(words.split()) <= _A_NAME:
        return "name", Wish(words=words)
    return said.intent, wish if said.intent == "search" else None


def _look(session: Session, inquiry: Inquiry, wish: Wish) -> tuple[str | None, _Found]:
    """The asker's language, if known, and the first of what fits."""
    language, now = people.language_of(session, inquiry.chat_id), inquiry.now
    found = search.look(session, ahead(wish, now), now, SHOWN)
    if not found.total and (other := wider(wish)) is not None:
        more = search.look(session, ahead(other, now), now, SHOWN)
        if more.total:
            return language, _Found(other, more, wish.words)
    return language, _Found(wish, found)


def _shown(t: Texts, inquiry: Inquiry, looked: _Found, words: str, said: Utterance, today: date) -> Screen:
    cards = [(hit, inquiry.deep_link(links.to_placement(hit.placement.id))) for hit in looked.found.hits]
    shown = screens.found(
        t, looked.wish, looked.found, cards, inquiry.deep_link(links.to_search(looked.wish))
    )
    if looked.instead_of:
        shown = notes.widened(t, shown, looked.instead_of)
    number = missing_week(words, said, today) if said.intent == "search" else None
    if number is not None:
        shown = notes.no_such_week(t, shown, number)
    return notes.repaired(t, shown, said.repairs) if said.repairs else shown
