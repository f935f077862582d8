"""A teacher introduces themselves: municipality, school, and perhaps a phone number."""

from collections.abc import Sequence

from handlers.callbacks import Find, Join
from handlers.screens.menu import home_button
from handlers.screens.screen import Screen, button, in_rows, screen
from handlers.screens.words import place_name
from handlers.texts import Texts, lines
from models.vocabulary import MUNICIPALITIES


def town(t: Texts) -> Screen:
    choices = [button(place.name, Join(what="town", id=int(place.code))) for place in MUNICIPALITIES]
    return screen(
        lines(
            t("<b>I vilken kommun ligger din skola?</b>"),
            t("Har du fått en inbjudningslänk går det snabbare att trycka på den."),
        ),
        *in_rows(choices, 3),
        [home_button(t)],
    )


def school(t: Texts, municipality: str, listed: Sequence[tuple[int, str]]) -> Screen:
    choices = [button(name, Join(what="school", id=id_)) for id_, name in listed]
    ask = (
        t(
            "<b>Vilken skola i {place}?</b> Finns den inte här skriver du namnet.",
            place=place_name(municipality),
        )
        if listed
        else t("<b>Vad heter skolan i {place}?</b>", place=place_name(municipality))
    )
    return screen(ask, *in_rows(choices, 2), [home_button(t)])


def phone(t: Texts, school_name: str) -> Screen:
    """Sent to the coordinator; a number to call is welcome."""
    return screen(
        lines(
            t("<b>Tack. Samordnaren får veta att du vill boka för {school}.</b>", school=school_name),
            t("Jag hör av mig så fort du är godkänd, oftast inom en dag. Söka kan du göra redan nu."),
            t("Vilket nummer kan en arbetsgivare ringa? Det visas bara när en bokning är bekräftad."),
        ),
        [button(t.plain("Hoppa över"), Join(what="skip", id=0))],
        [button(t.plain("Sök platser"), Find(what="new", search=0), "primary"), home_button(t)],
    )


def done(t: Texts, looked: bool) -> Screen:
    """Introduced. `looked`: there is a search to go back to."""
    back = [button(t.plain("Tillbaka till det jag tittade på"), Find(what="latest", search=0), "primary")]
    return screen(
        t("<b>Klart.</b> Vill du se vad som finns?"),
        back if looked else [],
        [button(t.plain("Sök platser"), Find(what="new", search=0), "primary"), home_button(t)],
    )
