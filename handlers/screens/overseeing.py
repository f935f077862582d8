"""A coordinator's bookings: lists, and one with both sides' contacts and what was sent."""

from collections.abc import Mapping, Sequence

from handlers.callbacks import Booking, Bookings
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.placements import pages
from handlers.screens.reservations import GROUPS, status_name, tabs
from handlers.screens.screen import Screen, button, screen
from handlers.screens.seen import seen_button
from handlers.texts import Html, Texts, lines
from models.coordinating import BookingCase
from models.overseeing import Among, Overseen
from models.views import Contact

PAGE = 6


def listing(
    t: Texts,
    state: str,
    among: Among,
    listed: Sequence[Overseen],
    total: int,
    counts: Mapping[str, int],
    page: int,
) -> Screen:
    """A page of a group of states, or of one employer's or school's bookings, and the way to the others."""
    numbered = list(enumerate(listed, page * PAGE + 1))
    shown = [_line(t, number, one) for number, one in numbered] or [t("Inget här just nu.")]
    return screen(
        lines(_title(t, state, among, listed), *shown),
        [button(str(number), Booking(what="case", reservation=one.id)) for number, one in numbered],
        pages(t, page, total, PAGE, lambda to: Bookings(side="c", state=state, page=to)),
        tabs(t, "c", state, counts)
        if among.everybody
        else [button(t.plain("Alla bokningar"), Bookings(side="c", state="live", page=0))],
        [home_button(t)],
    )


def _title(t: Texts, state: str, among: Among, listed: Sequence[Overseen]) -> Html:
    if not listed or among.everybody:
        return t(GROUPS.get(state, GROUPS["live"]))
    if among.employer_id is not None:
        return t("<b>Alla bokningar hos {employer}</b>", employer=listed[0].employer or "")
    return t("<b>Alla bokningar från {school}</b>", school=listed[0].school)


def _line(t: Texts, number: int, one: Overseen) -> Html:
    return t(
        "{number}. <b>{school}</b> hos <b>{employer}</b>, {weeks}, {n} · {status}",
        number=number,
        school=one.school,
        employer=one.employer or "",
        weeks=words.week_range(t, one.first, one.last),
        n=t.n("{n} elev", "{n} elever", one.seats),
        status=status_name(t, one),
    )


def one(t: Texts, found: Overseen, case: BookingCase) -> Screen:
    """One booking with whom to call, what was sent, and the ways to its neighbours."""
    employers, schools = (
        Bookings(side="c", state=f"e{found.employer_id}", page=0),
        Bookings(side="c", state=f"s{found.school_id}", page=0),
    )
    return screen(
        lines(
            t("<b>{school} hos {employer}</b>", school=found.school, employer=found.employer or ""),
            t(
                "{weeks} ({days})",
                weeks=words.begun(words.week_range(t, found.first, found.last)),
                days=words.days(t, found.first, found.last),
            ),
            t.n("{n} elev", "{n} elever", found.seats),
            t("Läge: {status}", status=status_name(t, found)),
            _contact(t, t("Arbetsplatsen"), case.employers_contact),
            _contact(t, t("Skolan"), case.teachers_contact),
        ),
        [seen_button(t, found.id)],
        [button(t.plain("Fler hos arbetsplatsen"), employers), button(t.plain("Fler från skolan"), schools)],
        [button(t.plain("‹ Bokningar"), Bookings(side="c", state="live", page=0)), home_button(t)],
    )


def _contact(t: Texts, side: Html, known: Contact) -> Html | None:
    shown = ", ".join(part for part in (known.name, known.phone) if part)
    return t("{side}: {contact}", side=side, contact=shown) if shown else None
