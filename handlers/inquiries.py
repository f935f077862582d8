"""Inline mode: whoever writes @bot and some words in any chat gets placements as cards.

The person need not be known, and nobody is written down for asking.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import links, mending
from handlers.screens import inquiries as screens
from handlers.screens.inquiries import Answer
from handlers.texts import texts
from handlers.wishing import missing_week, wish_from
from models import people
from models.search import Found, Wish
from models.store import Store
from models.understanding import understand
from models.understanding.utterance import Repair
from models.weeks import local_day

PAGE = 20
_Looked = tuple[Wish, Found, tuple[Repair, ...]]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Who asks (a chat's id), in which language as far as Telegram knows, and when."""

    store: Store
    chat_id: int
    language: str
    now: datetime
    bot_username: str

    def deep_link(self, payload: str) -> str:
        return f"https://t.me/{self.bot_username}?start={payload}"


async def answer(inquiry: Inquiry, text: str, offset: str) -> Answer:
    """A page of the placements that fit, as a list in the bot has them; without words, whatever is open."""
    start = int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 5 else 0
    today = local_day(inquiry.now)
    said = understand(text, today, "teacher")
    if missing_week(text, said, today) is not None:
        t = texts(await inquiry.store.read(people.language_of, inquiry.chat_id) or inquiry.language)
        return screens.no_such_weeks(t)
    language, looked = await inquiry.store.read(_look, inquiry, wish_from(text, said), start)
    wish, found, repairs = looked
    t = texts(language or inquiry.language)
    more = str(start + PAGE) if found.total > start + PAGE else ""
    cards = tuple(
        screens.card(t, hit, found.wanted, inquiry.deep_link(links.to_placement(hit.placement.id)))
        # Not the last ones once more, where the list has become shorter.
        for hit in (found.hits if found.begin == start else ())
    )
    repairs = (*said.repairs, *repairs)
    return Answer(cards, more, screens.way_in(t, found.total, links.to_search(wish), repairs))


def _look(session: Session, inquiry: Inquiry, wish: Wish, start: int) -> tuple[str | None, _Looked]:
    who = people.meet(session, inquiry.chat_id)
    language, home = (who.language, who.home) if who is not None else (None, None)
    return language, mending.looked(session, wish, inquiry.now, PAGE, start, home)
