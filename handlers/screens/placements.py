"""An employer's own places: the list, one place with its weeks, and taking it back."""

from collections.abc import Sequence
from datetime import date

from handlers.callbacks import Bookings, CopyTo, Mine, Offer, Own, OwnWeek, Share, week_code
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.offering import card
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.screens.weeks_picker import term_name
from handlers.texts import Texts, lines
from models.views import OwnPlacement, PlacementView
from models.weeks import monday_of, term_of

PAGE = 6
BOOKED_SHOWN = 20


def status_name(t: Texts, view: PlacementView) -> str:
    """What a place's state means to its employer."""
    if view.status == "published" and view.employer_status != "approved":
        return t.plain("väntar på samordnaren")
    return {
        "draft": t.plain("utkast"),
        "published": t.plain("syns för skolorna"),
        "paused": t.plain("pausad"),
        "withdrawn": t.plain("tillbakadragen"),
    }[view.status]


def own_list(t: Texts, listed: Sequence[PlacementView], total: int, page: int) -> Screen:
    """A page of own places."""
    if not listed and page == 0:
        return screen(
            t("<b>Ni har inga platser än.</b> Det tar ungefär en minut att erbjuda en."),
            [button(t.plain("Erbjud praktikplatser"), Offer(what="new", placement=0), "primary")],
            [home_button(t)],
        )
    shown = [
        t(
            "{number}. {emoji} <b>{what}</b>\n{facts}",
            number=page * PAGE + index + 1,
            emoji=words.field_emoji(view.field),
            what=(view.what or t.plain("Utkast"))[:60],
            facts=words.joined([_weeks(t, view), status_name(t, view)]),
        )
        for index, view in enumerate(listed)
    ]
    numbers = [
        button(str(page * PAGE + index + 1), Own(what="open", placement=view.id))
        for index, view in enumerate(listed)
    ]
    return screen(
        lines(t.n("<b>Er plats</b>", "<b>Era {n} platser</b>", total), *shown),
        numbers,
        pages(t, page, total, PAGE, lambda to: Mine(page=to)),
        [button(t.plain("Erbjud fler"), Offer(what="new", placement=0)), home_button(t)],
    )


def _weeks(t: Texts, view: PlacementView) -> str:
    return words.begun(words.week_ranges(t, (week.monday for week in view.weeks)))


def pages(t: Texts, page: int, total: int, size: int, to: object) -> list[Button]:
    """The ways to the pages beside this one."""
    assert callable(to)
    turn = []
    if page > 0:
        turn.append(button(t.plain("‹ Förra"), to(page - 1)))
    if (page + 1) * size < total:
        turn.append(button(t.plain("Fler ›"), to(page + 1)))
    return turn


def own(t: Texts, found: OwnPlacement, today: date) -> Screen:
    """One own place, with what is taken each week and all that can be done."""
    view = found.placement
    if view.status == "withdrawn":
        return screen(
            lines(t("<b>Platsen är tillbakadragen.</b>"), card(t, found)),
            [button(t.plain("Erbjud igen en annan termin"), Own(what="copy", placement=view.id))],
            [button(t.plain("Mina platser"), Mine(page=0)), home_button(t)],
        )
    ahead = [week for week in view.weeks if week.taken and week.monday >= monday_of(today)]
    taken = ", ".join(
        t.plain(
            "{week}: {taken} av {seats}", week=words.week(t, week.monday), taken=week.taken, seats=week.seats
        )
        for week in ahead[:BOOKED_SHOWN]
    ) + (" …" if ahead[BOOKED_SHOWN:] else "")
    shown = view.status == "published" and view.employer_status == "approved"
    visible = (
        button(t.plain("Pausa"), Own(what="pause", placement=view.id))
        if view.status == "published"
        else button(t.plain("Visa igen"), Own(what="show", placement=view.id), "success")
    )
    return screen(
        lines(
            card(t, found),
            t("Bokat: {weeks}", weeks=taken) if taken else t("Inget är bokat framöver."),
            t("Läge: {status}", status=status_name(t, view)),
        ),
        [
            button(t.plain("Bokningar"), Bookings(side="e", state=f"p{view.id}", page=0)),
            button(t.plain("Ändra"), Offer(what="edit", placement=view.id)),
        ],
        [button(t.plain("Platser per vecka"), Own(what="weeks", placement=view.id)), visible],
        [
            button(t.plain("Erbjud igen en annan termin"), Own(what="copy", placement=view.id)),
            *([button(t.plain("Dela platsen"), Share(what="p", about=str(view.id)))] if shown else []),
        ],
        [button(t.plain("Ta tillbaka platsen"), Own(what="withdraw", placement=view.id), "danger")],
        [button(t.plain("‹ Mina platser"), Mine(page=0)), home_button(t)],
    )


def copy_to(t: Texts, found: OwnPlacement, today: date) -> Screen:
    """For which term the place is offered once more."""
    view = found.placement
    latest = term_of(max([today, *(week.monday for week in view.weeks)]))
    terms = [latest.next(), latest.next().next()]
    choices = [
        [button(term_name(t, term), CopyTo(placement=view.id, term=term.code), "primary")] for term in terms
    ]
    return screen(
        lines(
            t("<b>När vill ni erbjuda platsen igen?</b>"),
            t("Jag kopierar allt till ett utkast. Samma veckor föreslås om det är samma tid på året."),
        ),
        *choices,
        [button(t.plain("‹ Tillbaka"), Own(what="open", placement=view.id))],
    )


def by_week(t: Texts, found: OwnPlacement, today: date) -> Screen:
    """More or fewer seats, week by week, from the running one."""
    view = found.placement
    rows = [
        (
            button(
                f"{words.week(t, week.monday)}: {week.taken}/{week.seats}",
                OwnWeek(placement=view.id, week=week_code(week.monday), seats=week.seats),
            ),
            button("−", OwnWeek(placement=view.id, week=week_code(week.monday), seats=week.seats - 1)),
            button("+", OwnWeek(placement=view.id, week=week_code(week.monday), seats=week.seats + 1)),
        )
        for week in [week for week in view.weeks if week.monday >= monday_of(today)][:24]
    ]
    return screen(
        lines(
            t("<b>Platser per vecka</b>"),
            t("Bokade av erbjudna. Det går inte att ha färre än det som är bokat."),
        ),
        *rows,
        [button(t.plain("‹ Tillbaka"), Own(what="open", placement=view.id))],
    )


def really_withdraw(t: Texts, found: OwnPlacement, live: int) -> Screen:
    """Asks once more, and says whom it concerns."""
    concerned = (
        t.n(
            "{n} bokning dras tillbaka och skolan får veta det direkt.",
            "{n} bokningar dras tillbaka och skolorna får veta det direkt.",
            live,
        )
        if live
        else t("Ingen har bokat, så ingen behöver få veta det.")
    )
    id_ = found.placement.id
    return screen(
        lines(t("<b>Ta tillbaka platsen för gott?</b>"), concerned),
        [button(t.plain("Ja, ta tillbaka den"), Own(what="gone", placement=id_), "danger")],
        [button(t.plain("Nej, behåll den"), Own(what="open", placement=id_))],
    )


def withdrawn(t: Texts, told: int) -> Screen:
    """The receipt."""
    after = (
        t.n("En skola får veta det nu.", "{n} skolor får veta det nu.", told)
        if told
        else t("Ingen hade bokat den.")
    )
    return screen(
        lines(t("<b>Platsen är tillbakadragen.</b>"), after),
        *in_rows([button(t.plain("Mina platser"), Mine(page=0)), home_button(t)], 2),
    )
