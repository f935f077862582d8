"""What is said to who seems to want something else than to answer."""

from handlers.callbacks import Booking, Menu, Speak
from handlers.screens import words
from handlers.screens.hearing import step
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import N_, Texts, lines
from models.people import Who
from models.understanding import Utterance
from models.views import ReservationView

_ASKED = {
    "search": N_("<b>Vill du söka platser i stället?</b>"),
    "cancel": N_("<b>Vill du avboka i stället?</b>"),
    "withdraw": N_("<b>Vill du ta tillbaka något i stället?</b>"),
    "reservations": N_("<b>Vill du se bokningarna i stället?</b>"),
    "placements": N_("<b>Vill du se era platser i stället?</b>"),
    "help": N_("<b>Vill du ha hjälp?</b>"),
    "human": N_("<b>Vill du nå en människa?</b>"),
    "language": N_("<b>Vill du byta språk?</b>"),
}


def instead(
    t: Texts, who: Who, said: Utterance, about: int, meant: ReservationView | None, *, has_form: bool
) -> Screen:
    """The choice between what was said and the question, which waits; `about` is the kept search, `meant` the
    one booking that it can be about."""
    if has_form:
        waits = t("Annars väntar frågan ovan på ditt svar.")
    else:
        waits = t("Är det svaret på frågan ovan? Skriv det en gång till, så tar jag det som det står.")
    does = _does(t, who, said, about) if meant is None else _open(t, meant)
    return screen(lines(t(_ASKED[said.intent]), waits), [does], [home_button(t)])


def _open(t: Texts, meant: ReservationView) -> Button:
    when = words.week_range(t, meant.first, meant.last)
    if meant.mine:
        label = t.plain("Avboka {who}, {when}", who=meant.employer or "", when=when)
        return button(label, Booking(what="cancel", reservation=meant.id), "primary")
    label = t.plain("Öppna {who}, {when}", who=meant.school, when=when)
    return button(label, Booking(what="open", reservation=meant.id), "primary")


def _does(t: Texts, who: Who, said: Utterance, about: int) -> Button:
    if said.intent == "help":
        return button(t.plain("Hjälp"), Menu(to="help"), "primary")
    if said.intent == "human":
        return button(t.plain("Så når du någon"), Menu(to="human"), "primary")
    if said.intent == "language":
        other = "en" if t.language == "sv" else "sv"
        return button("English" if other == "en" else "Svenska", Speak(language=other), "primary")
    return step(t, who, said, about)
