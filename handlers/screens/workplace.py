"""The employer's own facts, and changing them one at a time."""

from handlers.callbacks import Invite, Workplace, WorkplaceTown
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.screen import Screen, button, in_rows, screen
from handlers.texts import Texts, lines
from models.employers import EmployerView
from models.vocabulary import MUNICIPALITIES


def status_name(t: Texts, status: str) -> str:
    """Where the employer stands with the coordinator."""
    return {
        "draft": t.plain("inte klar än"),
        "waiting": t.plain("väntar på samordnaren"),
        "approved": t.plain("godkänd av samordnaren"),
        "refused": t.plain(
            "inte godkänd. Ändra det som är fel och publicera en plats igen, så prövas det på nytt"
        ),
    }[status]


def workplace(t: Texts, view: EmployerView) -> Screen:
    """What is known of the workplace, and what can be changed."""
    if view.org_number:
        number = t("Organisationsnummer {number}", number=view.org_number)
    elif view.sole_trader:
        number = t("Enskild firma, inget nummer sparas")
    else:
        number = t("Inget organisationsnummer än")
    contact = ", ".join(part for part in (view.contact_name, view.contact_phone) if part)
    changes = {
        "name": t.plain("Ändra namn"),
        "place": t.plain("Ändra kommun"),
        "contact": t.plain("Ändra kontakt"),
        "number": t.plain("Ändra nummer") if view.org_number else t.plain("Lägg till nummer"),
    }
    if view.org_number and view.status == "approved":
        del changes["number"]
    choices = [button(text, Workplace(what=what, employer=view.id)) for what, text in changes.items()]
    return screen(
        lines(
            t("<b>{name}</b>, {place}", name=view.name or "?", place=words.place_name(view.municipality)),
            number,
            t("Kontakt, bara för den som har bokat: {contact}", contact=contact) if contact else None,
            t("Läge: {status}", status=status_name(t, view.status)),
        ),
        *in_rows(choices, 2),
        [button(t.plain("Bjud in en kollega"), Invite(whom="e", id=view.id))],
        [home_button(t)],
    )


def ask(t: Texts, view: EmployerView, what: str, problem: str | None = None) -> Screen:
    """One question about the workplace, perhaps after an answer that didn't work."""
    question = {
        "name": t("<b>Vad ska arbetsplatsen heta?</b> Nu heter den {name}.", name=view.name or "?"),
        "number": t("<b>Vilket organisationsnummer har ni?</b>"),
        "place": t("<b>I vilken kommun ligger {name}?</b>", name=view.name or "?"),
        "contact": t(
            "<b>Vem ska skolan kontakta?</b> Skriv namn och telefonnummer. "
            "Det visas bara för den som har en bekräftad bokning."
        ),
    }[what]
    towns = [
        button(town.name, WorkplaceTown(employer=view.id, town=town.code))
        for town in MUNICIPALITIES
        if what == "place"
    ]
    back = button(t.plain("‹ Tillbaka"), Workplace(what="open", employer=view.id))
    return screen(
        lines(t("{problem}\n", problem=problem) if problem else None, question), *in_rows(towns, 3), [back]
    )
