"""Links as pictures: a code to scan, the address in words, and the way back."""

from handlers.callbacks import Find, Own
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.results import wish_words
from handlers.screens.screen import Button, Screen, button
from handlers.texts import Html, Texts, lines
from models.invitations import Welcome
from models.search import Wish
from models.views import PlacementView

# A caption has 1024 characters, and the rest of it needs its share.
WHAT_LENGTH = 300


def invitation(t: Texts, to: Welcome, address: str, picture: bytes) -> Screen:
    """For a meeting of teachers, or a colleague across the table."""
    invited = {
        "teacher": t("<b>Skanna koden för att boka praktikplatser för {name}.</b>", name=to.name or ""),
        "employer": t("<b>Skanna koden för att bli kollega hos {name} här.</b>", name=to.name or ""),
        "coordinator": t("<b>Skanna koden för att bli samordnare.</b>"),
    }[to.role]
    return _shown(
        t,
        [invited, t("Koden släpper in den som skannar den, så visa den bara för rätt personer.")],
        address,
        picture,
        [],
    )


def placement(t: Texts, place: PlacementView, address: str, picture: bytes) -> Screen:
    """To put up in the staff room, or to send to a school."""
    what = place.what or ""
    said = [
        t(
            "{emoji} <b>Praktikplats hos {employer}, {place}</b>",
            emoji=words.field_emoji(place.field),
            employer=place.employer or "",
            place=words.place_name(place.municipality),
        ),
        t("{what}", what=what if len(what) <= WHAT_LENGTH else what[: WHAT_LENGTH - 1].rstrip() + "…"),
        t("Skriv ut koden och sätt upp den, eller skicka länken till en skola."),
    ]
    return _shown(
        t, said, address, picture, [button(t.plain("‹ Tillbaka"), Own(what="open", placement=place.id))]
    )


def search(t: Texts, search_id: int, wish: Wish, address: str, picture: bytes) -> Screen:
    """To show colleagues what there is; they see what is free when they look."""
    said = [
        t("<b>Lediga praktikplatser</b>"),
        words.joined(wish_words(t, wish)),
        t("Den som skannar koden ser vad som är ledigt just då."),
    ]
    return _shown(
        t,
        said,
        address,
        picture,
        [button(t.plain("‹ Tillbaka till listan"), Find(what="open", search=search_id))],
    )


def _shown(t: Texts, said: list[Html], address: str, picture: bytes, back: list[Button]) -> Screen:
    rows = ((*back, home_button(t)),)
    return Screen(lines(*said, Html(f"<code>{address}</code>")), rows, picture)
