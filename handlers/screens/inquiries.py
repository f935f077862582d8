"""Placements as cards for any chat: what a card says, and the way into the bot above them."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.screens import words
from handlers.screens.screen import Button, cut, link
from handlers.texts import Html, Texts, lines
from models.search_page import Hit
from models.understanding.utterance import Repair

WHAT_LENGTH = 200
WEEKS_SHOWN = 12
REPAIRS_LENGTH = 60


@dataclass(frozen=True, slots=True)
class InlineCard:
    """One card in the list, and the message that it becomes; `button` opens the bot."""

    id: str
    title: str
    about: str
    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class WayIn:
    """The line above the cards that opens the bot with /start and the payload."""

    text: str
    payload: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of cards; `more` is where the next page begins, empty for none."""

    cards: tuple[InlineCard, ...]
    more: str
    way_in: WayIn


def card(t: Texts, hit: Hit, wanted: int, address: str) -> InlineCard:
    """A placement in a few lines that anybody may read: nobody's contact is in them."""
    place = hit.placement
    title, what = _title(hit), cut(place.what or "", WHAT_LENGTH)
    when = t.plain("Ledigt {weeks}", weeks=_free(t, hit))
    fits = t.plain("passar {fits} av {wanted} veckor", fits=hit.fits, wanted=wanted)
    partly = fits if hit.fits < wanted else None
    about = " · ".join(part for part in (when, partly, what) if part)
    text = card_text(t, hit, WHAT_LENGTH)
    return InlineCard(str(place.id), title, about, text, link(t.plain("Se platsen"), address))


def card_text(t: Texts, hit: Hit, what_length: int, address: str | None = None) -> Html:
    """The card as a message, its title leading to `address` where there is one."""
    place = hit.placement
    title = t("{emoji} <b>{title}</b>", emoji=words.field_emoji(place.field), title=_title(hit))
    if address is not None:
        title = Html(f'<a href="{address}">{title}</a>')
    when = t.plain("Ledigt {weeks}", weeks=_free(t, hit))
    return lines(
        title,
        t("{what}", what=cut(place.what or "", what_length)) or None,
        words.joined([when, words.audience_names(t, place.takes)]),
    )


def _title(hit: Hit) -> str:
    place = hit.placement
    return ", ".join(part for part in (place.employer, words.place_name(place.municipality)) if part)


def _free(t: Texts, hit: Hit) -> str:
    free = [monday for monday, left in hit.placement.left.items() if left > 0]
    return words.week_ranges(t, free[:WEEKS_SHOWN])


def way_in(t: Texts, total: int, payload: str, repairs: Sequence[Repair] = ()) -> WayIn:
    """To the same search in the bot, where it can be changed and reserved from. Words that were read as
    others are told there, since whoever writes sees it before they choose a card."""
    if repairs:
        pairs = (t.plain("{written} som {read}", written=written, read=read) for written, read in repairs[:2])
        read = cut(", ".join(pairs), REPAIRS_LENGTH)
        return WayIn(t.plain("Jag läste {words}. Visa som lista hos mig", words=read), payload)
    if not total:
        return WayIn(t.plain("Inget ledigt som passar. Sök vidare hos mig"), payload)
    return WayIn(t.plain("Visa som lista hos mig"), payload)


def no_such_weeks(t: Texts) -> Answer:
    """The weeks that were written don't exist."""
    return Answer((), "", WayIn(t.plain("De veckorna finns inte. Sök hos mig"), "s_"))


def nothing(t: Texts) -> Answer:
    """When the question can't be answered just now."""
    return Answer((), "", WayIn(t.plain("Jag når inte platserna just nu. Öppna chatten"), "s_"))
