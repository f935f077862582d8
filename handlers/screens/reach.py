"""Telling people that somebody whom they count on can't be reached here any more."""

from handlers.callbacks import Booking, Find
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.notices.phrases import contact
from handlers.screens.screen import Screen, button, screen
from handlers.screens.seen import seen_button
from handlers.texts import Texts, lines
from models.coordinating import BookingCase
from models.reach import Lost
from models.views import ReservationView

_SHOWN = 3


def teacher_learns(t: Texts, view: ReservationView) -> Screen:
    """The employer's people have all left the chat."""
    can_ring = view.contact is not None and view.contact.phone
    todo = (
        t("Ring dem i stället: {who}.", who=_contact(view))
        if can_ring
        else t("De har inte svarat än. Sök gärna en plats till för säkerhets skull.")
    )
    opened = button(t.plain("Visa bokningen"), Booking(what="open", reservation=view.id))
    again = [] if can_ring else [button(t.plain("Sök nya platser"), Find(what="new", search=0), "primary")]
    return screen(
        lines(
            t("<b>{employer} går inte att nå här längre.</b>", employer=view.employer or ""),
            _about(t, view),
            todo,
        ),
        [*again, opened],
    )


def employer_learns(t: Texts, view: ReservationView) -> Screen:
    """The teacher has left the chat."""
    contact = _contact(view)
    return screen(
        lines(
            t("<b>{school} går inte att nå här längre.</b>", school=view.school),
            _about(t, view),
            t("Ring i stället: {who}.", who=contact)
            if contact
            else t("Hör av er till skolans växel om något ändras."),
        ),
        [button(t.plain("Visa bokningen"), Booking(what="open", reservation=view.id))],
    )


def coordinator_learns(t: Texts, lost: Lost) -> Screen:
    """Somebody with reservations to come has left the chat."""
    whom = words.joined([lost.name, lost.employer, lost.school])
    return screen(
        lines(
            t("<b>{whom} går inte att nå här längre.</b>", whom=whom),
            t.n(
                "Det gäller {n} bokning. Den andra sidan vet om det.",
                "Det gäller {n} bokningar. De på andra sidan vet om det.",
                len(lost.reservations),
            ),
            t("Telefon: {phone}", phone=lost.phone) if lost.phone else None,
            t("Det som väntar kommer fram så fort de är tillbaka här."),
        ),
        *([seen_button(t, id_)] for id_ in lost.reservations[:_SHOWN]),
        [home_button(t)],
    )


def coordinator_learns_of_booking(t: Texts, case: BookingCase) -> Screen:
    """A school booked at a workplace that has left the chat before."""
    said = (
        t(
            "<b>{school} vill boka hos {employer}, som inte går att nå här just nu.</b>",
            school=case.school,
            employer=case.employer or "",
        )
        if case.status == "requested"
        else t(
            "<b>{school} har bokat hos {employer}, som inte går att nå här just nu.</b>",
            school=case.school,
            employer=case.employer or "",
        )
    )
    return screen(
        lines(
            said,
            t(
                "{n}, {weeks}. Skolan vet om det. Ett samtal till arbetsplatsen kan hjälpa.",
                n=t.n("{n} elev", "{n} elever", case.seats),
                weeks=words.week_range(t, case.first, case.last),
            ),
            contact(t, case.employers_contact),
            t("Det som väntar kommer fram så fort de är tillbaka här."),
        ),
        [
            button(t.plain("Visa bokningen"), Booking(what="case", reservation=case.id)),
            seen_button(t, case.id),
        ],
        [home_button(t)],
    )


def _about(t: Texts, view: ReservationView) -> str:
    return t(
        "Det gäller {weeks} ({days}).",
        weeks=words.week_range(t, view.first, view.last),
        days=words.days(t, view.first, view.last),
    )


def _contact(view: ReservationView) -> str:
    known = (view.contact.name, view.contact.phone) if view.contact is not None else ()
    return ", ".join(part for part in known if part)
