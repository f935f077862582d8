"""What someone sees who comes by a link: the introduction first, then the card, the list or the welcome."""

from handlers import links
from handlers.callbacks import Follow
from handlers.screens import menu
from handlers.screens.screen import Screen, button, screen
from handlers.texts import Texts, lines
from models.people import Who


def welcome(t: Texts, payload: str) -> Screen:
    """The first meeting of someone who came by a link; the link goes along in the buttons."""
    kind = payload[:2]
    what = {
        links.PLACEMENT: t("Du har fått en länk till en praktikplats."),
        links.SEARCH: t("Du har fått en länk till praktikplatser som någon har sökt fram."),
        links.INVITATION: t("Du har fått en inbjudan."),
    }[kind]
    on = {
        links.PLACEMENT: t.plain("Visa platsen"),
        links.SEARCH: t.plain("Visa platserna"),
        links.INVITATION: t.plain("Ta emot inbjudan"),
    }[kind]
    swedish = t.language == "sv"
    other = button("English" if swedish else "Svenska", Follow(what="e" if swedish else "s", payload=payload))
    return screen(
        lines(menu.greeting(t), what, "", menu.what_is_kept(t)),
        [button(on, Follow(what="o", payload=payload), "primary")],
        [button(t.plain("Så hanterar jag uppgifter"), Follow(what="p", payload=payload)), other],
    )


def privacy(t: Texts, payload: str) -> Screen:
    """What is kept, with the way back to the link."""
    back = button(t.plain("‹ Tillbaka"), Follow(what="w", payload=payload))
    return Screen(menu.privacy(t).text, ((back,),))


def leads_nowhere(t: Texts, who: Who) -> Screen:
    """A link to what is no longer there, or that was never ours, above the menu."""
    home = menu.home(t, who)
    return Screen(lines(t("<b>Länken leder inte till något längre.</b>"), "", home.text), home.rows)
