"""What has been said about a reservation: what, to which side, when, and what did not arrive."""

from handlers.callbacks import Booking, SeenPage
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.offering import DETAILS
from handlers.screens.placements import pages
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import N_, Html, Texts, lines
from models.edits import Edit
from models.notices import Kind, fact
from models.seen import Said, Seen

PAGE = 10
WHAT = {
    "requested": N_("Förfrågan"),
    "booked": N_("Bokning"),
    "confirmed": N_("Ja till bokningen"),
    "declined": N_("Nej till bokningen"),
    "change_declined": N_("Nej till ändringen"),
    "expired": N_("Gick ut utan svar"),
    "cancelled": N_("Avbokning"),
    "withdrawn": N_("Platsen togs tillbaka"),
    "changed": N_("Ändring"),
    "remind": N_("Påminnelse"),
    "nudge": N_("Påminnelse om att svara"),
    "extract": N_("Registerutdrag"),
    "who_comes": N_("Vem som kommer"),
    "heard": N_("Har eleven hört av sig?"),
    "first_day": N_("Första dagen"),
    "absent": N_("Någon kom inte"),
    "after": N_("Hur gick det?"),
    "unreachable": N_("Någon går inte att nå"),
}
OTHER = N_("Meddelande")
# What of a place can be changed, as its employer finds it.
FACTS = DETAILS | {
    "what": N_("Vad man gör"),
    "field": N_("Område"),
    "municipality": N_("Kommun"),
    "takes": N_("Vilka som tas emot"),
    "weeks": N_("Veckor"),
    "seats": N_("Antal platser"),
    "direct": N_("Fråga eller boka direkt"),
    "min_age": N_("Lägsta ålder"),
    "register_extract": N_("Registerutdrag"),
}
SIDES = {
    "teacher": N_("till skolan"),
    "employer": N_("till arbetsgivaren"),
    "coordinator": N_("till samordnaren"),
}


def seen_button(t: Texts, reservation_id: int) -> Button:
    """Opens the list, from anywhere that shows a reservation."""
    return button(t.plain("Vad har skickats?"), SeenPage(reservation=reservation_id, page=0))


def said(t: Texts, seen: Seen, page: int) -> Screen:
    """A page of it, the newest first."""
    title = t(
        "<b>Det här har skickats.</b> {employer} och {school}, {weeks}.",
        employer=seen.employer or "",
        school=seen.school,
        weeks=words.week_range(t, seen.first, seen.last),
    )
    listed = [_line(t, one) for one in seen.said]
    empty = None if listed else t("Inget än.")
    before = Booking(what="open" if seen.is_party else "case", reservation=seen.reservation_id)
    turn = pages(t, page, seen.total, PAGE, lambda to: SeenPage(reservation=seen.reservation_id, page=to))
    changed = [_edit(t, one, names=seen.names) for one in seen.edited]
    heading = t("<b>Ändrat på platsen sedan dess:</b>") if changed else None
    back = [button(t.plain("‹ Tillbaka"), before), home_button(t)]
    return screen(lines(title, empty, *listed, heading, *changed), turn, back)


def _edit(t: Texts, one: Edit, *, names: bool) -> Html:
    what, at = t.plain(FACTS[one.fact]), words.moment(t, one.at)
    if names:
        return t("✎ {what}, {at} av {who}", what=what, at=at, who=one.who)
    return t("✎ {what}, {at}", what=what, at=at)


def _line(t: Texts, one: Said) -> Html:
    what, side = what_is(t, one.kind), t.plain(SIDES[one.side])
    if one.status == "failed":
        return t("✕ {what} {side} gick inte att skicka.", what=what, side=side)
    if one.status == "dropped":
        return t("– {what} {side} behövdes inte längre.", what=what, side=side)
    if one.status == "held":
        return t("✕ {what} {side} väntar, de går inte att nå.", what=what, side=side)
    return t("✓ {what} {side}, {at}", what=what, side=side, at=words.moment(t, one.at))


def what_is(t: Texts, kind: Kind) -> str:
    """A kind of notice in a few words."""
    return t.plain(WHAT.get(fact(kind), OTHER))
