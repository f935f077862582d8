"""What is said of offers: the coming term, and weeks that nobody has booked."""

from collections.abc import Sequence
from datetime import date

from handlers.callbacks import EmptyWeeks as Empty
from handlers.callbacks import Mine, OfferAgain, Own, week_code
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.screen import Screen, button, screen
from handlers.texts import Html, Texts, lines
from models.empty_weeks import EmptyWeeks
from models.offering_again import Earlier
from models.putting_off import MONDAY
from models.views import PlacementView
from models.weeks import Term


def term_name(t: Texts, term: Term) -> str:
    """ "våren 2028" """
    if term.season == "spring":
        return t.plain("våren {year}", year=term.year)
    return t.plain("hösten {year}", year=term.year)


def _offer(t: Texts, view: PlacementView) -> Html:
    weeks = words.week_ranges(t, (week.monday for week in view.weeks))
    seats = max((week.seats for week in view.weeks), default=view.seats or 1)
    return t(
        "• {what}, {weeks}, {n}",
        what=(view.what or "")[:80],
        weeks=weeks,
        n=t.n("{n} plats", "{n} platser", seats),
    )


def coming_term(t: Texts, found: Earlier, _detail: str | None) -> Screen:
    """Once a term: same as last time, change it, or not this year."""

    def answer(what: str) -> OfferAgain:
        return OfferAgain(what=what, employer=found.employer_id, term=found.term.code)

    nearby = None
    if found.schools_weeks:
        nearby = t(
            "Skolorna i {place} brukar komma {weeks}.",
            place=words.place_name(found.municipality),
            weeks=words.week_ranges(t, found.schools_weeks),
        )
    return screen(
        lines(
            t(
                "<b>Snart planerar skolorna {term}. Vill ni erbjuda samma som sist?</b>",
                term=term_name(t, found.term),
            ),
            *(_offer(t, view) for view in found.offers[:5]),
            nearby,
        ),
        [button(t.plain("Samma som sist"), answer("same"), "success")],
        [button(t.plain("Ändra först"), answer("change")), button(t.plain("Inte i år"), answer("no"))],
        [button(t.plain("Påminn mig på måndag"), answer(MONDAY))],
    )


def offered_again(t: Texts, term: Term, views: Sequence[PlacementView]) -> Screen:
    """The receipt for "same as last time"."""
    return screen(
        lines(
            t("<b>Publicerat för {term}.</b>", term=term_name(t, term)),
            *(_offer(t, view) for view in views[:5]),
            t("Jag hör av mig när någon vill boka."),
        ),
        [button(t.plain("Mina platser"), Mine(page=0)), home_button(t)],
    )


def not_this_year(t: Texts, term: Term) -> Screen:
    return screen(
        lines(
            t("<b>Okej, då frågar jag inte mer om {term}.</b>", term=term_name(t, term)),
            t("Ändrar ni er går det alltid att erbjuda platser från menyn."),
        ),
        [home_button(t)],
    )


def nobody_comes(t: Texts, found: EmptyWeeks, _detail: str | None) -> Screen:
    """Three weeks ahead, honestly."""
    view = found.own.placement
    code = week_code(found.mondays[0])
    return screen(
        lines(
            t("<b>Ingen har bokat {weeks} hos er än.</b>", weeks=words.week_ranges(t, found.mondays)),
            words.joined([view.what]),
            t("Bokat: {weeks}", weeks=words.week_ranges(t, found.booked)) if found.booked else None,
            t("Det kan bli så att ingen kommer. Får de stå kvar kan en skola ändå hinna boka."),
        ),
        [
            button(t.plain("Låt dem stå kvar"), Empty(what="keep", placement=view.id, week=code)),
            button(t.plain("Ta bort veckorna"), Empty(what="drop", placement=view.id, week=code), "danger"),
        ],
    )


def kept(t: Texts, placement_id: int) -> Screen:
    return screen(
        t("<b>Då står de kvar.</b> Bokar någon hör jag av mig direkt, annars är jag tyst."),
        [button(t.plain("Visa platsen"), Own(what="open", placement=placement_id)), home_button(t)],
    )


def taken_away(t: Texts, placement_id: int, gone: Sequence[date]) -> Screen:
    said = (
        t("<b>Borttaget: {weeks}.</b> Skolorna ser dem inte längre.", weeks=words.week_ranges(t, gone))
        if gone
        else t("<b>Någon hann boka</b>, så inget är borttaget.")
    )
    return screen(
        said, [button(t.plain("Visa platsen"), Own(what="open", placement=placement_id)), home_button(t)]
    )
