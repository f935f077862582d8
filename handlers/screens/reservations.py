"""Reservations as lists and one by one, for the teacher and for the employer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from handlers.callbacks import Away, Booking, Bookings, BookingSet, Find, Mine
from handlers.screens import words
from handlers.screens.good_to_know import good_to_know
from handlers.screens.menu import home_button
from handlers.screens.placements import pages
from handlers.screens.screen import Button, Row, Screen, button, in_rows, screen
from handlers.screens.seen import seen_button
from handlers.texts import N_, Html, Texts, lines
from models.views import ReservationView
from models.weeks import first_school_day, last_school_day

PAGE = 6


class Standing(Protocol):
    """Whatever stands somewhere between a request and its end."""

    @property
    def status(self) -> str: ...
    @property
    def answer_by(self) -> datetime | None: ...
    @property
    def agreed(self) -> tuple[int, date, date] | None: ...


def status_name(t: Texts, view: Standing) -> str:
    if view.status == "requested" and view.answer_by is not None:
        until = words.moment(t, view.answer_by)
        if view.agreed is not None:
            return t.plain("ändringen väntar på svar till {until}", until=until)
        return t.plain("väntar på svar till {until}", until=until)
    return {
        "requested": t.plain("väntar på svar"),
        "confirmed": t.plain("bekräftad"),
        "completed": t.plain("genomförd"),
        "declined": t.plain("avböjd"),
        "expired": t.plain("gick ut utan svar"),
        "cancelled": t.plain("avbokad av skolan"),
        "withdrawn": t.plain("tillbakadragen av arbetsgivaren"),
    }[view.status]


def _line(t: Texts, view: ReservationView) -> Html:
    other = view.employer if view.mine else view.school
    label = f"{view.label} · " if view.label else ""
    return t(
        "{label}<b>{other}</b>, {weeks}, {n} · {status}",
        label=label,
        other=other or "",
        weeks=words.week_range(t, view.first, view.last),
        n=t.n("{n} elev", "{n} elever", view.seats),
        status=status_name(t, view),
    )


GROUPS = {
    "live": N_("<b>Aktuella bokningar</b>"),
    "wait": N_("<b>Väntar på svar</b>"),
    "yes": N_("<b>Bekräftade bokningar</b>"),
    "past": N_("<b>Tidigare bokningar</b>"),
}


def listing(
    t: Texts,
    side: str,
    state: str,
    listed: Sequence[ReservationView],
    total: int,
    counts: Mapping[str, int],
    page: int,
) -> Screen:
    """A page of one group of reservations, and the way to the others."""
    title = t(GROUPS.get(state, GROUPS["live"]))
    ways = tabs(t, side, state, counts)
    if not listed:
        empty = lines(title, t("Inget här just nu."))
        return screen(empty, [_first_step(t, side)], ways, [home_button(t)])
    numbered = [
        t("{number}. {line}", number=page * PAGE + i + 1, line=_line(t, view))
        for i, view in enumerate(listed)
    ]
    numbers = [
        button(str(page * PAGE + i + 1), Booking(what="open", reservation=view.id))
        for i, view in enumerate(listed)
    ]
    return screen(
        lines(title, *numbered),
        numbers,
        pages(t, page, total, PAGE, lambda to: Bookings(side=side, state=state, page=to)),
        ways,
        [home_button(t)],
    )


def tabs(t: Texts, side: str, state: str, counts: Mapping[str, int]) -> list[Button]:
    """The ways to the other groups, with how many each has."""
    waiting, confirmed = counts.get("requested", 0), counts.get("confirmed", 0)
    names = {
        "wait": t.plain("Väntar ({n})", n=waiting),
        "yes": t.plain("Bekräftade ({n})", n=confirmed),
        "past": t.plain("Tidigare ({n})", n=sum(counts.values()) - waiting - confirmed),
    }
    return [
        button(text, Bookings(side=side, state=group, page=0))
        for group, text in names.items()
        if group != state
    ]


def _first_step(t: Texts, side: str) -> Button:
    if side == "t":
        return button(t.plain("Sök platser"), Find(what="new", search=0), "primary")
    return button(t.plain("Mina platser"), Mine(page=0), "primary")


def one(t: Texts, view: ReservationView, today: date | None = None) -> Screen:
    """One reservation with what can be done about it, on `today` (in Stockholm) also about who is ill."""
    contact = None
    if view.contact is not None and (view.contact.name or view.contact.phone):
        shown = ", ".join(part for part in (view.contact.name, view.contact.phone) if part)
        contact = t("Kontakt: {contact}", contact=shown)
    audience = words.audience_name(t, view.audience) if view.audience else None
    text = lines(
        t(
            "{label}<b>{other}</b>, {place}",
            label=f"{view.label} · " if view.label else "",
            other=(view.employer if view.mine else view.school) or "",
            place=words.place_name(view.municipality),
        ),
        words.joined([view.what]),
        t(
            "{weeks} ({days})",
            weeks=words.begun(words.week_range(t, view.first, view.last)),
            days=words.days(t, view.first, view.last),
        ),
        words.joined([t.plain_n("{n} elev", "{n} elever", view.seats), audience]),
        t("Läge: {status}", status=status_name(t, view)),
        t("Anledning: <i>{reason}</i>", reason=view.reason) if view.reason else None,
        _agreed(t, view),
        *(good_to_know(t, view) if view.mine else ()),
        t("Utdrag ur belastningsregistret kan behövas, kolla med arbetsgivaren.")
        if view.mine and view.register_extract
        else None,
        contact,
    )
    actions = _teachers(t, view) if view.mine else _employers(t, view)
    side = "t" if view.mine else "e"
    return screen(
        text,
        *actions,
        [button(t.plain("Någon är borta"), Away(reservation=view.id, number=0))]
        if _runs(view, today)
        else [],
        [seen_button(t, view.id)],
        [button(t.plain("‹ Bokningar"), Bookings(side=side, state="live", page=0)), home_button(t)],
    )


def _runs(view: ReservationView, today: date | None) -> bool:
    """Whether today is one of its days."""
    if today is None or view.status != "confirmed":
        return False
    return first_school_day(view.first) <= today <= last_school_day(view.last)


def _agreed(t: Texts, view: ReservationView) -> Html | None:
    if view.agreed is None or view.status != "requested":
        return None
    before, first, last = view.agreed
    return t("Tills dess gäller {weeks}, {n} platser.", weeks=words.week_range(t, first, last), n=before)


def _teachers(t: Texts, view: ReservationView) -> list[Row]:
    if view.status not in ("requested", "confirmed"):
        return [(button(t.plain("Sök nya platser"), Find(what="new", search=0), "primary"),)]
    return [
        (
            button(t.plain("Ändra antal"), Booking(what="seats", reservation=view.id)),
            button(t.plain("Ändra veckor"), Booking(what="weeks", reservation=view.id)),
        ),
        (
            button(t.plain("Märk bokningen"), Booking(what="label", reservation=view.id)),
            button(t.plain("Avboka"), Booking(what="cancel", reservation=view.id), "danger"),
        ),
    ]


def _employers(t: Texts, view: ReservationView) -> list[Row]:
    if view.status == "requested":
        yes = [button(t.plain("Ja, välkomna"), Booking(what="yes", reservation=view.id), "success")]
        if view.seats > 1 and view.agreed is None:
            yes.append(button(t.plain("Ja, men färre"), Booking(what="fewer", reservation=view.id)))
        return [
            tuple(yes),
            (button(t.plain("Nej tyvärr"), Booking(what="no", reservation=view.id), "danger"),),
        ]
    if view.status == "confirmed":
        return [(button(t.plain("Vi kan inte längre"), Booking(what="out", reservation=view.id), "danger"),)]
    return []


def fewer(t: Texts, view: ReservationView) -> Screen:
    """A yes to some of the seats."""
    choices = [
        button(str(n), BookingSet(reservation=view.id, what="only", value=str(n)), "success")
        for n in range(1, min(view.seats, 9))
    ]
    return screen(t("<b>Hur många kan ni ta emot?</b>"), *in_rows(choices, 4), _back(t, view))


def why(t: Texts, view: ReservationView, what: str) -> Screen:
    """The reason for a no (`what` is "no") or for stepping back ("out")."""
    reasons = {
        "full": t.plain("Vi har fullt"),
        "ill": t.plain("Handledaren är sjuk"),
        "staff": t.plain("Vi är för få just då"),
        "other_time": t.plain("En annan vecka går bättre"),
    }
    choices = [
        button(text, BookingSet(reservation=view.id, what=what, value=key)) for key, text in reasons.items()
    ]
    ask = (
        t("<b>Vill du säga varför?</b> Välj något eller skriv med egna ord. Platserna släpps när du svarat.")
        if what == "no"
        else t("<b>Varför går det inte?</b> Skolan får veta det direkt. Välj något eller skriv med egna ord.")
    )
    return screen(
        ask,
        *in_rows(choices, 2),
        [button(t.plain("Utan orsak"), BookingSet(reservation=view.id, what=what, value="none"), "danger")],
        _back(t, view),
    )


def reason_text(t: Texts, key: str) -> str | None:
    """The sentence that a tapped reason stands for; None for none. Raises `LookupError` for a forged one."""
    return {
        "full": t.plain("Vi har fullt"),
        "ill": t.plain("Handledaren är sjuk"),
        "staff": t.plain("Vi är för få just då"),
        "other_time": t.plain("En annan vecka går bättre"),
        "none": None,
    }[key]


def really_cancel(t: Texts, view: ReservationView) -> Screen:
    """Asks once more."""
    return screen(
        t(
            "<b>Avboka hos {employer}, {weeks}?</b> Platserna blir lediga för andra.",
            employer=view.employer or "",
            weeks=words.week_range(t, view.first, view.last),
        ),
        [button(t.plain("Ja, avboka"), Booking(what="cancelled", reservation=view.id), "danger")],
        _back(t, view),
    )


def change_seats(t: Texts, view: ReservationView) -> Screen:
    choices = [
        button(str(n), BookingSet(reservation=view.id, what="seats", value=str(n)))
        for n in range(1, 9)
        if n != view.seats
    ]
    return screen(
        lines(
            t("<b>Hur många elever blir det?</b> Nu är det {n}.", n=view.seats),
            t("Blir det fler frågar jag arbetsgivaren. Det du har står kvar tills de svarat."),
        ),
        *in_rows(choices, 4),
        _back(t, view),
    )


def change_weeks(t: Texts, view: ReservationView, hint: Html | None = None) -> Screen:
    return screen(
        lines(
            hint,
            t(
                "<b>Vilka veckor blir det?</b> Nu är det {weeks}. Skriv till exempel <i>12–13</i>.",
                weeks=words.week_range(t, view.first, view.last),
            ),
            t("Nya veckor frågar jag arbetsgivaren om. Det du har står kvar tills de svarat."),
        ),
        _back(t, view),
    )


def ask_label(t: Texts, view: ReservationView) -> Screen:
    return screen(
        t("<b>Vad ska bokningen heta?</b> Skriv till exempel <i>9B</i>, inga namn. Bara du ser det."),
        _back(t, view),
    )


def _back(t: Texts, view: ReservationView) -> Row:
    return (button(t.plain("‹ Tillbaka"), Booking(what="open", reservation=view.id)),)
