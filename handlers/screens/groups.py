"""What the bot says in a group: places as anybody may see them, and the way to a chat of one's own."""

from collections.abc import Callable, Sequence

from handlers.screens import refusals, words
from handlers.screens.inquiries import card_text
from handlers.screens.results import counted, wish_words
from handlers.screens.screen import Button, Screen, link, screen
from handlers.texts import Html, Texts, lines
from models.refusals import Reason, Refused
from models.search import CAP, Found, Wish
from models.search_page import Hit

WHAT_LENGTH = 80


def found(t: Texts, wish: Wish, hits: Found, cards: Sequence[tuple[Hit, str]], address: str) -> Screen:
    """The first places that fit, each under the address of its own page, and the whole search at `address`."""
    way = [link(t.plain("Öppna sökningen i egen chatt"), address)]
    asked = wish_words(t, wish)
    if not hits.total:
        nothing = t("<b>Inget ledigt just nu</b> för {wish}.", wish=words.joined(asked))
        near = t("I en egen chatt visar jag vad som ligger nära, och kan säga till när något dyker upp.")
        return screen(lines(nothing, near), way)
    shown = [part for hit, to in cards for part in ("", card_text(t, hit, WHAT_LENGTH, to))]
    left = hits.total - len(cards)
    if left:
        rest = t("… och fler.") if hits.total >= CAP else t.n("… och {n} till.", "… och {n} till.", left)
        shown += ["", rest]
    return screen(lines(words.joined([counted(t, hits.total), *asked]), *shown), way)


def elsewhere(t: Texts, bot_username: str, subject: str, payload: str = "") -> Screen:
    """The way to a chat of one's own, in the words of what was asked for; with `payload` to that search."""
    address = f"https://t.me/{bot_username}"
    if payload:
        return screen(
            _lead(t, subject),
            [link(t.plain("Öppna sökningen i egen chatt"), f"{address}?start={payload}")],
        )
    return screen(lines(_lead(t, subject), _example(t, bot_username)), [_way(t, bot_username)])


def _lead(t: Texts, subject: str) -> Html:
    if subject == "offer":
        return t("<b>Vad roligt att ni vill ta emot!</b> Vi skriver upp platserna i en egen chatt.")
    if subject in ("reservations", "placements", "cancel", "withdraw"):
        return t("<b>Det tar vi i en egen chatt</b>, så att inget om dina bokningar och platser hamnar här.")
    if subject == "watch":
        return t(
            "<b>Jag säger gärna till</b>, men i en egen chatt. Öppna sökningen och tryck på Säg till längst ner."
        )
    if subject == "more":
        return t("<b>Resten visar jag i en egen chatt.</b>")
    if subject == "help":
        return t("<b>Jag visar lediga praktikplatser här.</b> Att erbjuda och boka gör du i en egen chatt.")
    if subject == "thanks":
        return t("<b>Varsågod!</b>")
    return t("<b>Jag svarar i en egen chatt</b>, så att inget om bokningar hamnar hos alla här.")


def _example(t: Texts, bot_username: str) -> Html:
    return t(
        "För att se lediga platser här i gruppen, skriv till exempel <code>/sok@{bot} café v 12</code>.",
        bot=bot_username,
    )


def _way(t: Texts, bot_username: str) -> Button:
    return link(t.plain("Öppna chatten"), f"https://t.me/{bot_username}")


def personal_number(t: Texts, bot_username: str, *, gone: bool) -> Screen:
    """For a message with what nobody should keep; `gone` tells whether it could be taken out of the group."""
    warning = refusals.sentence(t, Refused(Reason.PERSONAL_NUMBER))
    return refusals.taken_out(t, screen(Html(warning), [_way(t, bot_username)]), gone=gone)


def sorry(t: Texts, why: Callable[[Texts], str], bot_username: str) -> Screen:
    """When the question can't be answered just now."""
    return screen(Html(why(t)), [_way(t, bot_username)])


def button(t: Texts) -> str:
    """For a tap on a button that does nothing in a group."""
    return t.plain("Den knappen gör inget här. Öppna en egen chatt med mig i stället.")
