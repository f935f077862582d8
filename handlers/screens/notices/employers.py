"""What the workplace hears before pupils come."""

from handlers.callbacks import Away, Reply, Tick
from handlers.screens import words
from handlers.screens.notices.phrases import (
    ahead,
    contact,
    later_buttons,
    one_more,
    open_button,
    step_back_button,
    when,
    who,
)
from handlers.screens.screen import Button, Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.following import TICKS, Following
from models.notices import Kind


def _they_come(t: Texts, found: Following) -> Html:
    """The employer's first line."""
    view = found.view
    coming = ahead(t, found.today, found.begins)
    return t("<b>{ahead} kommer {who}</b>, {when}.", ahead=coming, who=who(t, view), when=when(t, view))


def who_comes(t: Texts, found: Following, _detail: str | None) -> Screen:
    return screen(
        lines(
            _they_come(t, found),
            words.joined([found.view.what]),
            contact(t, found.view.contact),
            t("Två veckor innan kommer en kort checklista."),
        ),
        [open_button(t, found.view, "primary")],
        later_buttons(t, found, Kind.WHO_COMES, ""),
        [step_back_button(t, found.view)],
    )


def _tick_button(t: Texts, found: Following, what: str) -> Button:
    texts = {
        "supervisor": t.plain("Handledare utsedd"),
        "safety": t.plain("Skyddsombudet vet"),
        "first_day": t.plain("Plan för första dagen"),
    }
    done = found.said.get(what) == "yes"
    to = Tick(what=what, reservation=found.view.id, done=int(not done))
    return button(f"{'☑' if done else '☐'} {texts[what]}", to)


def checklist(t: Texts, found: Following, _detail: str | None = None) -> Screen:
    """Two weeks before: what the workplace has to do, and what of it is done."""
    ready = all(found.said.get(what) == "yes" for what in TICKS)
    say = (
        t("Allt är ordnat. Då hörs vi när det närmar sig.")
        if ready
        else t("Bocka av det som är klart, så kommer jag ihåg det.")
    )
    return screen(
        lines(_they_come(t, found), say, contact(t, found.view.contact)),
        *([_tick_button(t, found, what)] for what in TICKS),
        [] if ready else later_buttons(t, found, Kind.REMIND_EMPLOYER, "14"),
        [open_button(t, found.view), step_back_button(t, found.view)],
    )


def heard_question(t: Texts, found: Following, _detail: str | None = None) -> Screen:
    """One week before, to the workplace."""
    view = found.view

    def answer(text: str, value: str, style: str | None = None) -> Button:
        return button(text, Reply(question="heard", reservation=view.id, value=value), style)

    return screen(
        lines(
            _they_come(t, found),
            t.n("Har eleven hört av sig till er?", "Har eleverna hört av sig till er?", view.seats),
        ),
        [answer(t.plain("Ja, vi har hörts"), "yes", "success"), answer(t.plain("Nej, inte än"), "no")],
        later_buttons(t, found, Kind.REMIND_EMPLOYER, "7"),
        [open_button(t, view), step_back_button(t, view)],
    )


def to_employer(t: Texts, found: Following, detail: str | None) -> Screen:
    """The employer's reminders; `detail` is how many days ahead the timetable has them."""
    if detail == "14":
        return checklist(t, found)
    if detail == "7":
        return heard_question(t, found)
    if detail != "1":
        return one_more(t, found, _they_come(t, found), Kind.REMIND_EMPLOYER, detail or "21")
    return screen(
        lines(
            _they_come(t, found),
            t(
                "Bestäm vem som tar emot på morgonen. Dyker någon inte upp trycker du här, så får skolan veta."
            ),
            contact(t, found.view.contact),
        ),
        [
            button(t.plain("Någon är borta"), Away(reservation=found.view.id, number=0)),
            open_button(t, found.view),
        ],
        [step_back_button(t, found.view)],
    )
