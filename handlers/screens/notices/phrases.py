"""What the notices about a reservation have in common: who, when, how long until, whom to call."""

from datetime import date

from handlers.callbacks import Booking, Later
from handlers.screens import words
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.following import Following
from models.notices import Kind
from models.putting_off import TOMORROW, choices, must_be_said_before
from models.views import Contact, ReservationView


def open_button(t: Texts, view: ReservationView, style: str | None = None) -> Button:
    return button(t.plain("Visa bokningen"), Booking(what="open", reservation=view.id), style)


def step_back_button(t: Texts, view: ReservationView) -> Button:
    return button(t.plain("Vi kan inte"), Booking(what="out", reservation=view.id), "danger")


def pupils(t: Texts, view: ReservationView) -> Html:
    """ "2 elever" """
    return t.n("{n} elev", "{n} elever", view.seats)


def who(t: Texts, view: ReservationView) -> Html:
    """ "2 elever från Viskaskolan (prao åk 9)" """
    if view.audience is None:
        return t("{pupils} från {school}", pupils=pupils(t, view), school=view.school)
    audience = words.audience_name(t, view.audience)
    return t(
        "{pupils} från {school} ({audience})", pupils=pupils(t, view), school=view.school, audience=audience
    )


def when(t: Texts, view: ReservationView) -> Html:
    """ "v 10–11 (8–19 mars 2027)" """
    weeks, days = words.week_range(t, view.first, view.last), words.days(t, view.first, view.last)
    return t("{weeks} ({days})", weeks=weeks, days=days)


def opening(t: Texts, view: ReservationView) -> Html:
    """As `when`, behind the teacher's own mark; without one it begins a line."""
    shown = when(t, view)
    return shown if view.label else Html(words.begun(shown))


def label(view: ReservationView) -> str:
    """The teacher's own mark, to begin a line with."""
    return f"{view.label}, " if view.label else ""


def contact(t: Texts, known: Contact | None) -> Html | None:
    if known is None or not (known.name or known.phone):
        return None
    shown = ", ".join(part for part in (known.name, known.phone) if part)
    return t("Kontakt: {contact}", contact=shown)


def ahead(t: Texts, today: date, begins: date) -> Html:
    """How long it is until a day, to begin a sentence with: "Om två veckor", "På måndag", "I morgon"."""
    days = (begins - today).days
    weeks = {
        7: t("Om en vecka"),
        14: t("Om två veckor"),
        21: t("Om tre veckor"),
        28: t("Om fyra veckor"),
        42: t("Om sex veckor"),
    }
    if days <= 0:
        return t("I dag")
    if days == 1:
        return t("I morgon")
    if days < 7:
        return t("På {weekday}", weekday=words.weekday(t, begins))
    return weeks.get(days) or t("Om {n} dagar", n=days)


def later_buttons(t: Texts, found: Following, kind: Kind, detail: str) -> list[Button]:
    """Putting the reminder off, as far as there is time."""
    texts = {True: t.plain("Påminn mig i morgon"), False: t.plain("Påminn mig på måndag")}
    if found.today.weekday() == 4:
        texts[True] = t.plain("Påminn mig på måndag")
    return [
        button(texts[to == TOMORROW], Later(kind=kind.value, detail=detail, reservation=found.view.id, to=to))
        for to in choices(found.today, must_be_said_before(found, kind, detail))
    ]


def one_more(t: Texts, found: Following, first_line: Html, kind: Kind, detail: str) -> Screen:
    """The reminder that its reader wished for."""
    return screen(
        lines(first_line, t("Du bad om en extra påminnelse, och här är den.")),
        [open_button(t, found.view, "primary")],
        later_buttons(t, found, kind, detail),
    )
