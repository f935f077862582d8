"""Receipts for what was answered to a notice, each with a way on."""

from datetime import date

from handlers.callbacks import Booking
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.notices.phrases import contact, label, open_button, when
from handlers.screens.screen import Screen, button, screen
from handlers.texts import Texts, lines
from models.following import Following


def extract_done(t: Texts, found: Following) -> Screen:
    return screen(
        t("<b>Bra, då påminner jag inte mer om utdragen.</b> De ska med första dagen."),
        [open_button(t, found.view), home_button(t)],
    )


def heard(t: Texts, found: Following, answer: str) -> Screen:
    """To the workplace, after its answer to whether the pupils have been in touch."""
    said = (
        t("<b>Fint!</b> Jag hälsar skolan det.")
        if answer == "yes"
        else t("<b>Tack, då säger jag det till skolan.</b>")
    )
    return screen(
        lines(said, contact(t, found.view.contact) if answer == "no" else None),
        [open_button(t, found.view), home_button(t)],
    )


def all_here(t: Texts, found: Following) -> Screen:
    view = found.view
    return screen(
        lines(
            t("<b>Fint, då är allt i gång.</b>"),
            t(
                "{label}{when}. Blir någon sjuk trycker du på Någon är borta i bokningen.",
                label=label(view),
                when=when(t, view),
            ),
        ),
        [open_button(t, view), home_button(t)],
    )


def told_away(t: Texts, found: Following, number: int) -> Screen:
    """The other side is told; whom to call if more has to be said."""
    view = found.view
    other = (view.employer if view.mine else view.school) or ""
    n = t.n("{n} elev är borta", "{n} elever är borta", number)
    return screen(
        lines(t("<b>{other} får veta nu att {n}.</b>", other=other, n=n), contact(t, view.contact)),
        [open_button(t, view), home_button(t)],
    )


def later(t: Texts, day: date, reservation_id: int) -> Screen:
    return screen(
        t("<b>Jag påminner {day}.</b>", day=words.day(t, day, weekday=True)),
        [button(t.plain("Visa bokningen"), Booking(what="open", reservation=reservation_id)), home_button(t)],
    )


def later_offer(t: Texts, day: date) -> Screen:
    return screen(t("<b>Jag frågar igen {day}.</b>", day=words.day(t, day, weekday=True)), [home_button(t)])
