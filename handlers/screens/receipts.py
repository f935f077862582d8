"""What a request came to: a receipt, someone who was faster, or another no. Each with a way on."""

import html
from collections.abc import Sequence
from datetime import date, datetime

from handlers.callbacks import Begin, Booking, Bookings, Card, Find, FindPage, FindSet
from handlers.choices import Choice
from handlers.screens import words
from handlers.screens.cards import WEEKS_SHOWN, reserve_button
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import Html, Texts, lines
from models.reserving import Receipt


def sent(t: Texts, receipt: Receipt) -> Screen:
    """The receipt, and a question about what to call the reservation."""
    reservation_id = receipt.reservation_id
    elsewhere = button(t.plain("Sök nya platser"), Find(what="new", search=0))
    return screen(
        lines(
            _came_to(t, receipt),
            t("Vill du märka bokningen så att du känner igen den? Skriv till exempel <i>9B</i>, inga namn."),
        ),
        [
            button(t.plain("Hoppa över"), Booking(what="open", reservation=reservation_id)),
            button(t.plain("Mina bokningar"), Bookings(side="t", state="live", page=0)),
        ],
        [elsewhere] if receipt.unheard and receipt.answer_by is not None else [],
    )


def _came_to(t: Texts, receipt: Receipt) -> Html:
    if receipt.answer_by is None:
        if receipt.unheard:
            return t(
                "<b>Bokat, men arbetsgivaren går inte att nå här just nu.</b> De har sagt ja i förväg, så ring och berätta att ni kommer. Kontakten står i bokningen, och samordnaren vet om det."
            )
        return t("<b>Bokat.</b> Arbetsgivaren får veta det nu, och jag påminner er båda i tid.")
    until = words.moment(t, receipt.answer_by)
    if receipt.unheard:
        return t(
            "<b>Platserna hålls åt dig till {until}, men arbetsgivaren går inte att nå här just nu.</b> Samordnaren vet om det, och jag hör av mig om de svarar. Sök gärna en plats till för säkerhets skull.",
            until=until,
        )
    return t("<b>Skickat.</b> Platserna hålls åt dig till {until}.", until=until)


def someone_was_faster(
    t: Texts,
    search_id: int,
    place_id: int,
    left: dict[date, int],
    wanted: Choice,
    others: Sequence[Choice],
    now: datetime,
) -> Screen:
    """What is left, and what can be had of it. Nothing was reserved."""
    short = ", ".join(
        _short(t, monday, free) for monday, free in sorted(left.items())[:WEEKS_SHOWN] if free < wanted.seats
    )
    buttons = [
        reserve_button(search_id, place_id, one, now, _instead(t, one, wanted), "primary") for one in others
    ]
    like = button(t.plain("Liknande platser"), FindSet(search=search_id, what="like", value=str(place_id)))
    return screen(
        t("<b>Någon hann före:</b> {short}. Inget är bokat.", short=short),
        *in_rows(buttons, 2),
        [like, _list(t, search_id)],
    )


def _short(t: Texts, monday: date, free: int) -> str:
    week = words.week(t, monday)
    if not free:
        return t.plain("{week} är full", week=week)
    return t.plain_n(
        "{week} har bara {n} plats kvar nu", "{week} har bara {n} platser kvar nu", free, week=week
    )


def _instead(t: Texts, one: Choice, wanted: Choice) -> str:
    if one.seats != wanted.seats:
        return t.plain_n("Boka {n} elev", "Boka {n} elever", one.seats)
    return t.plain("Bara {weeks} för {n}", weeks=words.week_range(t, one.first, one.last), n=one.seats)


def _list(t: Texts, search_id: int) -> Button:
    return button(t.plain("‹ Till listan"), FindPage(search=search_id, page=0))


def not_reserved(t: Texts, sentence: str, search_id: int, place_id: int) -> Screen:
    """A no that isn't about seats, with the ways back."""
    back = button(t.plain("Visa platsen"), Card(search=search_id, page=0, placement=place_id))
    return screen(html.escape(sentence, quote=False), [back, _list(t, search_id)], [home_button(t)])


def not_a_teacher(t: Texts, sentence: str, search_id: int) -> Screen:
    """Somebody who has no school yet."""
    school = button(t.plain("Välj min skola"), Begin(role="teacher"), "primary")
    return screen(html.escape(sentence, quote=False), [school], [_list(t, search_id), home_button(t)])
