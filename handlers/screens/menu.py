"""The first meeting, the menus by role, help and what is kept."""

from handlers.callbacks import (
    ActAs,
    Begin,
    Bookings,
    Duty,
    Find,
    Invite,
    Menu,
    Mine,
    Offer,
    Remind,
    Speak,
    Watching,
    Workplace,
)
from handlers.screens.screen import Button, Screen, button, screen
from handlers.screens.words import place_name
from handlers.texts import N_, Html, Texts, lines
from models.invitations import Welcome
from models.people import Who

ROLE_NAMES = {"employer": N_("Arbetsgivare"), "teacher": N_("Lärare"), "coordinator": N_("Samordnare")}


def home_button(t: Texts) -> Button:
    """The way back to the menu, for the foot of any screen."""
    return button(t.plain("Till menyn"), Menu(to="home"))


def greeting(t: Texts) -> Html:
    """What this is."""
    return t("<b>Hej! Här möts arbetsgivare och skolor om praktikplatser i Sjuhärad.</b>")


def what_is_kept(t: Texts) -> Html:
    """What is kept; whoever goes on has agreed to it."""
    return t(
        "<i>Jag sparar ditt namn i chatten och det du berättar om platserna, inga elevnamn. "
        "När du går vidare är det okej för dig.</i>"
    )


def welcome(t: Texts) -> Screen:
    """The very first message: what this is, and what is kept, in one sentence each."""
    other = button(
        "English" if t.language == "sv" else "Svenska", Speak(language="en" if t.language == "sv" else "sv")
    )
    return screen(
        lines(
            greeting(t),
            t("Vad vill du göra?"),
            "",
            what_is_kept(t),
        ),
        [button(t.plain("Erbjuda praktikplatser"), Begin(role="employer"), "primary")],
        [button(t.plain("Söka platser till elever"), Begin(role="teacher"), "primary")],
        [button(t.plain("Jag har en inbjudan"), Begin(role="invitation"))],
        [button(t.plain("Så hanterar jag uppgifter"), Menu(to="privacy")), other],
    )


def home(t: Texts, who: Who) -> Screen:
    """The menu of the role that the person acts in: at most six choices."""
    if who.role is None:
        return welcome(t)
    title, choices = _choices(t, who)
    rows = [[choice] for choice in choices]
    rows.append([button(t.plain("Hjälp och inställningar"), Menu(to="help"))])
    return screen(title, *rows)


def _choices(t: Texts, who: Who) -> tuple[Html, list[Button]]:
    if who.role == "employer":
        return t("<b>Vad vill du göra?</b>"), [
            button(t.plain("Erbjud praktikplatser"), Offer(what="new", placement=0), "primary"),
            button(t.plain("Mina platser"), Mine(page=0)),
            button(t.plain("Bokningar hos oss"), Bookings(side="e", state="live", page=0)),
            button(t.plain("Vår arbetsplats"), Workplace(what="open", employer=who.employer_id or 0)),
        ]
    if who.role == "teacher":
        if who.teacher_status == "waiting":
            return lines(
                t("<b>Din förfrågan om {school} väntar på samordnaren.</b>", school=who.school_name or ""),
                t("Du kan söka redan nu. Boka går så fort du är godkänd, då hör jag av mig."),
            ), [button(t.plain("Sök platser"), Find(what="new", search=0), "primary")]
        return t("<b>Vad vill du göra?</b>"), [
            button(t.plain("Sök platser"), Find(what="new", search=0), "primary"),
            button(t.plain("Mina bokningar"), Bookings(side="t", state="live", page=0)),
            button(t.plain("Senaste sökningen"), Find(what="latest", search=0)),
            button(t.plain("Mina bevakningar"), Watching(what="list", id=0)),
        ]
    return t("<b>Vad vill du göra?</b>"), [
        button(t.plain("Det här väntar"), Duty(what="home"), "primary"),
        button(t.plain("Alla bokningar"), Bookings(side="c", state="live", page=0)),
        button(t.plain("Bjud in en skola"), Duty(what="invite")),
        button(t.plain("Bjud in en samordnare"), Invite(whom="c", id=0)),
    ]


def help_(t: Texts, who: Who) -> Screen:
    """What can be done here, and the settings."""
    about = {
        "employer": t(
            "Du erbjuder platser, svarar på förfrågningar och får en påminnelse innan någon kommer."
        ),
        "teacher": t("Du söker lediga veckor, skickar en förfrågan och får veta när arbetsgivaren svarat."),
        "coordinator": t("Du godkänner arbetsgivare och lärare och bjuder in skolor."),
    }.get(who.role or "", t("Jag hjälper arbetsgivare och skolor att mötas om praktikplatser."))
    language = button(
        "English" if t.language == "sv" else "Svenska", Speak(language="en" if t.language == "sv" else "sv")
    )
    roles = [
        button(t.plain("Byt till {role}", role=t.plain(ROLE_NAMES[role]).lower()), ActAs(role=role))
        for role in who.roles
        if role != who.role
    ]
    return screen(
        lines(
            t("<b>Så här funkar det</b>"),
            about,
            t("Skriv /meny för menyn, /avbryt för att lämna en fråga och /hjalp för att komma hit."),
        ),
        roles,
        [button(t.plain("Påminnelser"), Remind(what="home", value=""))] if who.roles else [],
        [button(t.plain("Lägg till en roll"), Menu(to="roles")), language],
        [button(t.plain("Så hanterar jag uppgifter"), Menu(to="privacy"))],
        [home_button(t)],
    )


def roles(t: Texts) -> Screen:
    """Becoming one thing more."""
    return screen(
        t("<b>Vad vill du också kunna göra?</b>"),
        [button(t.plain("Erbjuda praktikplatser"), Begin(role="employer"))],
        [button(t.plain("Söka platser till elever"), Begin(role="teacher"))],
        [button(t.plain("Jag har en inbjudan"), Begin(role="invitation"))],
        [home_button(t)],
    )


def privacy(t: Texts) -> Screen:
    """What is kept, for how long people can see it, and who sees it."""
    return screen(
        lines(
            t("<b>Så hanterar jag uppgifter</b>"),
            t("• Jag sparar ditt namn i chatten, dina val och det du berättar om platserna."),
            t(
                "• Elevers namn och personnummer ska aldrig skrivas här. Ser något ut som ett personnummer sparar jag det inte."
            ),
            t("• Kontaktuppgifter visas bara för den som har en bekräftad bokning."),
            t("• En enskild firmas nummer är ett personnummer, så det sparas aldrig."),
            t(
                "• Skolor ser platsen och arbetsgivarens namn. Samordnaren ser dessutom kontakten för att kunna godkänna."
            ),
        ),
        [home_button(t)],
    )


def invitation(t: Texts) -> Screen:
    """How an invitation is used."""
    return screen(
        lines(
            t("<b>Klistra in länken eller koden du har fått.</b>"),
            t("Det går lika bra att trycka direkt på länken."),
        ),
        [home_button(t)],
    )


def let_in(t: Texts, welcome: Welcome, who: Who) -> Screen:
    """After an invitation: what the person can do now, above the menu."""
    said = {
        "teacher": t(
            "<b>Välkommen till {name}.</b> Nu kan du söka och boka platser.", name=welcome.name or ""
        ),
        "employer": t(
            "<b>Välkommen till {name}.</b> Nu ser du samma platser som dina kollegor.",
            name=welcome.name or "",
        ),
        "coordinator": t(
            "<b>Välkommen som samordnare för {name}.</b>",
            name=place_name(welcome.name) or t.plain("hela Sjuhärad"),
        ),
    }[welcome.role]
    menu = home(t, who)
    return Screen(lines(said, menu.text), menu.rows)


def lost(t: Texts) -> Screen:
    """For a text that answers no question."""
    return screen(
        lines(
            t("<b>Det där förstod jag inte riktigt.</b>"),
            t("Det lättaste är att trycka på en knapp. /meny visar vad du kan göra."),
        ),
        [home_button(t), button(t.plain("Hjälp"), Menu(to="help"))],
    )


def words_please(t: Texts) -> Screen:
    """For a photo, a sticker or a voice message where words are needed."""
    return screen(
        t("Jag kan bara läsa text här. Skriv svaret med ord, eller skriv /avbryt."), [home_button(t)]
    )
