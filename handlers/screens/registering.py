"""Getting to know an employer: number, name, municipality, contact."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks import Register
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import Texts, lines
from models.employers import EmployerView
from models.vocabulary import MUNICIPALITIES


def _back(t: Texts, employer_id: int, to: str) -> Button:
    return button(t.plain("‹ Tillbaka"), Register(employer=employer_id, what="back", value=to))


def number(t: Texts, view: EmployerView, problem: str | None = None) -> Screen:
    """The organisation number, or why there is none."""
    return screen(
        lines(
            t("{problem}\n", problem=problem) if problem else t("Bra, det tar ungefär en minut."),
            t("<b>Vilket organisationsnummer har ni?</b>"),
            t("Skriv det så kollar jag att det stämmer."),
        ),
        [
            button(t.plain("Enskild firma"), Register(employer=view.id, what="sole", value="1")),
            button(t.plain("Har inte numret här"), Register(employer=view.id, what="sole", value="0")),
        ],
        [home_button(t)],
    )


def name(t: Texts, view: EmployerView) -> Screen:
    """What the workplace is called."""
    if view.sole_trader:
        ahead = t("Då sparar jag inget nummer.")
    else:
        ahead = t("✓ Numret stämmer.") if view.org_number else t("Det går bra, ni kan lägga till det senare.")
    return screen(
        lines(ahead, t("<b>Vad heter arbetsplatsen?</b>")), [_back(t, view.id, "number"), home_button(t)]
    )


def place(t: Texts, view: EmployerView) -> Screen:
    """Which municipality."""
    choices = [
        button(town.name, Register(employer=view.id, what="place", value=town.code))
        for town in MUNICIPALITIES
    ]
    return screen(
        lines(
            t("<b>I vilken kommun ligger {name}?</b>", name=view.name or ""),
            t("Ligger den någon annanstans i närheten skriver du kommunen."),
        ),
        *in_rows(choices, 3),
        [_back(t, view.id, "name"), home_button(t)],
    )


def unknown_place(t: Texts, view: EmployerView) -> Screen:
    """A municipality that nobody knows."""
    again = place(t, view)
    return Screen(lines(t("Den kommunen hittar jag inte."), again.text), again.rows)


def reach(t: Texts, name: str, phone: str | None, on: CallbackData, problem: str | None = None) -> Screen:
    """How to reach somebody who was named without it; `on` leads on with what is known already."""
    kept = t.plain("Behåll {phone}", phone=phone) if phone else t.plain("Gå vidare utan")
    return screen(
        lines(
            t("{problem}\n", problem=problem) if problem else None,
            t("<b>Hur når man {name}?</b>", name=name),
            t("Ett telefonnummer räcker, eller en e-postadress. Bara den som har bokat ser det."),
        ),
        [button(kept, on)],
    )


def contact(t: Texts, view: EmployerView, own_name: str) -> Screen:
    """Whom a school with a confirmed reservation may call."""
    myself = button(
        t.plain("Jag själv, {name}", name=own_name), Register(employer=view.id, what="contact", value="me")
    )
    return screen(
        lines(
            t("<b>Vem ska skolan kontakta?</b>"),
            t("Skriv namn och telefonnummer. Det visas bara för den som har en bekräftad bokning."),
        ),
        [myself],
        [_back(t, view.id, "place"), home_button(t)],
    )
