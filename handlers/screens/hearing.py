"""Answers to what was written freely: what was understood, or what it may have meant."""

from collections.abc import Sequence

from handlers.callbacks import Begin, Bookings, Duty, Find, Menu, Mine, Offer
from handlers.finding import Listing
from handlers.mending import Meant
from handlers.screens import menu, words
from handlers.screens.results import results, wish_words
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import Texts, lines
from handlers.wishing import wish_of
from models.people import Who
from models.understanding import Utterance
from models.understanding.utterance import Repair
from models.views import OwnPlacement

MOST_REPAIRS = 3


def widened(t: Texts, listed: Screen, instead_of: str) -> Screen:
    """A list for the field of work, where no place has the word itself."""
    note = t("Ingen plats nämner <i>{words}</i>, men det här finns inom samma område:", words=instead_of)
    return Screen(lines(note, listed.text), listed.rows)


def welcome_to_search(t: Texts, shown: Listing) -> Screen:
    """The first meeting of somebody who asked for places at once."""
    first = menu.welcome(t)
    wish = ", ".join(wish_words(t, shown.wish))
    if shown.found.total:
        found = t.plain_n("{n} plats", "{n} platser", shown.found.total)
        label = t.plain("Visa {found}: {wish}", found=found, wish=wish)
    else:
        label = t.plain("Sök: {wish}", wish=wish)
    return Screen(
        first.text, ((button(label, Find(what="open", search=shown.search_id), "primary"),), *first.rows)
    )


def as_meant(t: Texts, meant: Meant) -> Screen:
    """A list, and how it was read where that isn't as it was written."""
    listed = results(t, meant.listing)
    if meant.instead_of:
        listed = widened(t, listed, meant.instead_of)
    return repaired(t, listed, meant.repairs) if meant.repairs else listed


def written_down(t: Texts, asked: Screen) -> Screen:
    """The introduction of an employer whose offer waits in a draft."""
    return Screen(
        lines(t("Fint, jag har skrivit upp det. Först några ord om er."), "", asked.text), asked.rows
    )


def filled_in(t: Texts, own: OwnPlacement, asked: Screen, is_summary: bool) -> Screen:
    """What was understood of an offer, above the question that is left."""
    if is_summary:
        return asked
    view = own.placement
    understood = words.joined(
        [
            view.what,
            words.field_name(t, view.field),
            words.place_name(view.municipality),
            words.audience_names(t, view.takes),
            words.week_ranges(t, (week.monday for week in view.weeks)) if view.weeks else None,
            t.plain_n("{n} plats", "{n} platser", view.seats) if view.seats else None,
        ]
    )
    return Screen(
        lines(t("✓ {understood}", understood=understood) if understood else None, "", asked.text), asked.rows
    )


def no_such_week(t: Texts, shown: Screen, number: int) -> Screen:
    """What was understood but for a week that doesn't exist."""
    note = t("v {number} finns inte, så den räknade jag inte med.", number=number)
    return Screen(lines(note, "", shown.text), shown.rows)


def repaired(t: Texts, shown: Screen, repairs: Sequence[Repair]) -> Screen:
    """Words that were read as others, and how to take them away where they have a chip."""
    read = (
        t("<i>{written}</i> som <i>{read}</i>", written=written, read=read)
        for written, read in repairs[:MOST_REPAIRS]
    )
    note = t("Jag läste {words}.", words=words.joined(list(read), ", "))
    if any(one.text.startswith("✕") for row in shown.rows for one in row):
        note = words.joined([note, t("Blev det fel? Tryck bort det med ✕.")], " ")
    return Screen(lines(note, "", shown.text), shown.rows)


def which(t: Texts, listed: Screen) -> Screen:
    """A list of which one is meant."""
    return Screen(
        lines(t("Öppna den det gäller, så kan du ändra eller ta tillbaka den."), "", listed.text), listed.rows
    )


def nothing_to_undo(t: Texts) -> Screen:
    return screen(
        lines(t("<b>Jag hittar inget att ångra.</b>"), t("Det du gjort tidigare kan du ändra från menyn.")),
        [menu.home_button(t)],
    )


def seats_are_gone(t: Texts, who: Who) -> Screen:
    """What was cancelled or declined can't be taken back: others may have the seats already."""
    again = button(t.plain("Sök platser"), Find(what="new", search=0), "primary")
    return screen(
        lines(
            t("<b>Det går inte att ta tillbaka.</b>"),
            t("Platserna släpptes direkt, men det går bra att boka på nytt om de är lediga."),
        ),
        [again] if who.role == "teacher" else [],
        [menu.home_button(t)],
    )


def greeting(t: Texts, who: Who) -> Screen:
    home = menu.home(t, who)
    if who.role is None:
        return home
    return Screen(lines(t("Hej {name}!", name=who.name.partition(" ")[0]), home.text), home.rows)


def thanks(t: Texts) -> Screen:
    return screen(t("Varsågod! Skriv när du behöver något."), [menu.home_button(t)])


def human(t: Texts) -> Screen:
    """For who wants to talk to somebody."""
    return screen(
        lines(
            t("<b>Jag är en robot, men bakom mig finns samordnaren.</b>"),
            t(
                "Gäller det en bokning ser du vem du kan ringa när den är bekräftad. Annars når du samordnaren genom din kommun."
            ),
        ),
        [button(t.plain("Hjälp"), Menu(to="help")), menu.home_button(t)],
    )


def did_you_mean(t: Texts, who: Who) -> Screen:
    """For what wasn't understood: what can be done, by role, and how to say it."""
    if who.role == "employer":
        example = t("<i>vi kan ta emot två från nian v 10–11</i>")
        choices = [
            button(t.plain("Erbjud praktikplatser"), Offer(what="new", placement=0)),
            button(t.plain("Mina platser"), Mine(page=0)),
            button(t.plain("Bokningar hos oss"), Bookings(side="e", state="live", page=0)),
        ]
    elif who.role == "coordinator":
        example = t("<i>prao v 12 i Borås</i>")
        choices = [
            button(t.plain("Det här väntar"), Duty(what="home")),
            button(t.plain("Bjud in en skola"), Duty(what="invite")),
        ]
    elif who.role == "teacher":
        example = t("<i>2 elever prao v 20 vård Borås</i>")
        choices = [
            button(t.plain("Sök platser"), Find(what="new", search=0)),
            button(t.plain("Mina bokningar"), Bookings(side="t", state="live", page=0)),
        ]
    else:
        example = t("<i>prao v 12 i Borås</i>")
        choices = [
            button(t.plain("Erbjuda praktikplatser"), Begin(role="employer")),
            button(t.plain("Söka platser till elever"), Begin(role="teacher")),
        ]
    return screen(
        lines(
            t("<b>Det där förstod jag inte riktigt. Menade du något av det här?</b>"),
            t("Du kan också skriva som du pratar, till exempel {example}.", example=example),
        ),
        *in_rows(choices, 1),
        [button(t.plain("Hjälp"), Menu(to="help")), menu.home_button(t)],
    )


def steps(t: Texts, who: Who, wishes: Sequence[tuple[Utterance, int]]) -> Screen:
    """Several wishes in one message: a button for each."""
    buttons = [step(t, who, said, about) for said, about in wishes]
    return screen(
        t("<b>Det var mer än en sak.</b> Vilken börjar vi med? Den andra finns kvar här."),
        *in_rows(buttons, 1),
        [menu.home_button(t)],
    )


def step(t: Texts, who: Who, said: Utterance, about: int) -> Button:
    """What leads to a wish: `about` is the search or the draft that was kept for it."""
    if said.intent == "search":
        wish = ", ".join(wish_words(t, wish_of(said)))
        return button(t.plain("Sök: {wish}", wish=wish), Find(what="open", search=about), "primary")
    if said.intent == "offer":
        label = t.plain("Erbjud platsen du skrev om")
        return button(label, Offer(what="resume" if about else "new", placement=about), "primary")
    if said.intent in ("placements", "withdraw") and who.role == "employer":
        return button(t.plain("Mina platser"), Mine(page=0))
    side = "t" if who.role == "teacher" else "e"
    label = t.plain("Mina bokningar") if side == "t" else t.plain("Bokningar hos oss")
    return button(label, Bookings(side=side, state="live", page=0))
