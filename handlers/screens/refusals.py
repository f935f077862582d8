"""A rule's no, as a sentence that says what to do instead."""

import html
from collections.abc import Callable
from typing import Any

from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.screen import Screen, screen
from handlers.texts import Texts, lines
from models.refusals import Reason, Refused

Facts = dict[str, Any]

_STATES: dict[str, Callable[[Texts], str]] = {
    "confirmed": lambda t: t.plain("redan bekräftad"),
    "completed": lambda t: t.plain("redan genomförd"),
    "declined": lambda t: t.plain("redan avböjd"),
    "expired": lambda t: t.plain("utgången, ingen hann svara"),
    "cancelled": lambda t: t.plain("avbokad av skolan"),
    "withdrawn": lambda t: t.plain("tillbakadragen"),
    "approved": lambda t: t.plain("redan godkänd"),
    "refused": lambda t: t.plain("redan nekad"),
    "waiting": lambda t: t.plain("redan skickad och väntar"),
    "paused": lambda t: t.plain("pausad"),
    "published": lambda t: t.plain("publicerad"),
    "draft": lambda t: t.plain("ett utkast"),
}


def state(t: Texts, facts: Facts) -> str:
    known = _STATES.get(str(facts.get("status")))
    return known(t) if known else t.plain("redan avslutad")


def _taken_meanwhile(t: Texts, f: Facts) -> str:
    week = words.week(t, f["monday"])
    return t.plain_n(
        "Någon hann före: {week} har {n} plats kvar nu. Inget är ändrat.",
        "Någon hann före: {week} har {n} platser kvar nu. Inget är ändrat.",
        f["left"],
        week=week,
    )


_SENTENCES: dict[Reason, Callable[[Texts, Facts], str]] = {
    Reason.GONE: lambda t, _: t.plain("Det finns inte längre. Öppna menyn så visar jag vad som gäller nu."),
    Reason.NOT_YOURS: lambda t, _: t.plain(
        "Det där hör till någon annan, så jag kan inte öppna det för dig."
    ),
    Reason.NOT_TEACHER: lambda t, _: t.plain(
        "För att boka behöver du höra till en skola. Välj Lägg till en roll i menyn."
    ),
    Reason.TEACHER_WAITING: lambda t, _: t.plain(
        "Samordnaren behöver godkänna dig innan du kan boka. Jag hör av mig så fort det är klart."
    ),
    Reason.NOT_COORDINATOR: lambda t, _: t.plain("Det här är bara för samordnare."),
    Reason.NOT_OPEN: lambda t, _: t.plain("Platsen går inte att boka just nu. Inget är bokat."),
    Reason.NOT_ENOUGH_SEATS: _taken_meanwhile,
    Reason.WEEK_OVER: lambda t, f: t.plain(
        "{week} har redan varit. Välj en vecka framåt.", week=words.week(t, f["monday"])
    ),
    Reason.WEEK_NOT_OFFERED: lambda t, f: t.plain(
        "{week} erbjuds inte på den här platsen.", week=words.week(t, f["monday"])
    ),
    Reason.WEEKS_BACKWARDS: lambda t, _: t.plain(
        "Veckorna är i fel ordning: den första ska komma före den sista."
    ),
    Reason.TOO_MANY_WEEKS: lambda t, f: t.plain(
        "Det blev för många veckor. Högst {limit} åt gången.", limit=f["limit"]
    ),
    Reason.SEATS_SENSELESS: lambda t, f: t.plain("Skriv ett antal mellan 1 och {limit}.", limit=f["limit"]),
    Reason.SEATS_TAKEN: lambda t, f: t.plain(
        "{week} är redan {taken} bokade, så det går inte att ha färre platser än så.",
        week=words.week(t, f["monday"]),
        taken=f["taken"],
    ),
    Reason.WEEK_TAKEN: lambda t, f: t.plain(
        "{week} är någon bokad, så veckan kan inte tas bort. Dra tillbaka bokningen först.",
        week=words.week(t, f["monday"]),
    ),
    Reason.AUDIENCE_NOT_TAKEN: lambda t, f: t.plain(
        "Platsen tar emot {takes}.", takes=words.audience_names(t, f["takes"])
    ),
    Reason.ALREADY_ANSWERED: lambda t, f: t.plain("Den är {state}.", state=state(t, f)),
    Reason.ALREADY_OVER: lambda t, f: t.plain("Den är {state}.", state=state(t, f)),
    Reason.TOO_EARLY: lambda t, _: t.plain("Det är lite för tidigt än. Försök igen när det närmar sig."),
    Reason.TOO_LATE: lambda t, _: t.plain(
        "Det är för sent för det nu. Öppna bokningen så ser du vad som gäller."
    ),
    Reason.NOT_FINISHED: lambda t, _: t.plain(
        "Något saknas innan det går att publicera. Fortsätt på frågorna."
    ),
    Reason.ALREADY_DECIDED: lambda t, f: t.plain("Det är {state}.", state=state(t, f)),
    Reason.EMPLOYER_KNOWN: lambda t, f: t.plain(
        "{name} finns redan här. Be en kollega där att bjuda in dig.",
        name=f.get("name") or t.plain("Arbetsplatsen"),
    ),
    Reason.NUMBER_VOUCHED: lambda t, _: t.plain(
        "Samordnaren har godkänt er med ett annat nummer. Hör av dig till samordnaren om det ska ändras."
    ),
    Reason.DRAFT_WAITS: lambda t, _: t.plain(
        "Du har ett utkast som inte är klart. Gör klart det eller släng det först."
    ),
    Reason.TEXT_EMPTY: lambda t, _: t.plain("Där stod inget som jag kan spara. Skriv några ord."),
    Reason.TEXT_TOO_LONG: lambda t, f: t.plain(
        "Det blev {length} tecken, och det får vara högst {limit}. Korta lite och skicka igen.",
        length=f["length"],
        limit=f["limit"],
    ),
    Reason.PERSONAL_NUMBER: lambda t, _: t.plain(
        "Det ser ut som ett personnummer, så jag sparade det inte. Skriv igen utan det."
    ),
    Reason.INVITATION_OVER: lambda t, _: t.plain(
        "Inbjudan gäller inte längre. Be den som bjöd in dig om en ny länk."
    ),
    Reason.REGISTERED_ALREADY: lambda t, _: t.plain(
        "Ni är redan anmälda. Öppna Vår arbetsplats i menyn för att ändra något."
    ),
    Reason.NOT_SEARCHING: lambda t, _: t.plain(
        "Bevaka kan den som söker platser till elever. Välj Lägg till en roll i menyn."
    ),
    Reason.TOO_MANY_WATCHES: lambda t, f: t.plain(
        "Du har redan {limit} bevakningar. Avsluta en under Mina bevakningar först.", limit=f["limit"]
    ),
}


def sentence(t: Texts, refused: Refused) -> str:
    """Why the rule said no, in plain text."""
    return _SENTENCES[refused.reason](t, refused.facts)


def stale(t: Texts) -> str:
    """For a button that means nothing any more."""
    return t.plain("Den knappen är för gammal för att användas. Här är menyn i stället.")


def unavailable(t: Texts) -> str:
    """For a database that is away."""
    return t.plain("Jag når inte mina uppgifter just nu. Inget är ändrat. Försök igen om en liten stund.")


def broken(t: Texts) -> str:
    """For a fault of ours."""
    return t.plain("Något gick fel hos mig. Inget är ändrat. Försök igen, eller öppna menyn.")


def taken_out(t: Texts, shown: Screen, *, gone: bool) -> Screen:
    """What is said of a message that nobody should keep, and whether it is gone from the chat."""
    note = (
        t("Meddelandet är borttaget ur chatten.")
        if gone
        else t("Jag får inte ta bort ditt meddelande ur chatten, så gör gärna det själv.")
    )
    return Screen(lines(shown.text, note), shown.rows)


def message(t: Texts, text: str) -> Screen:
    """A no to something that was written."""
    return screen(html.escape(text, quote=False), [home_button(t)])
