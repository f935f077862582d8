"""Watches: that one began or ended, the list of them, and what turned up."""

from collections.abc import Sequence

from handlers.callbacks import Find, TurnedUp, Watching
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.results import wish_words
from handlers.screens.screen import Button, Screen, button, cut, screen
from handlers.texts import Texts, lines
from models import turning_up
from models.watching import Watched

WISH_LENGTH = 200
WHAT_LENGTH = 200
WEEKS_SHOWN = 12


def _wish(t: Texts, watch: Watched) -> str:
    return cut(" · ".join(wish_words(t, watch.wish)), WISH_LENGTH)


def _end(t: Texts, watch: Watched, text: str | None = None) -> Button:
    return button(text or t.plain("Avsluta bevakningen"), Watching(what="end", id=watch.id))


def _all(t: Texts) -> Button:
    return button(t.plain("Mina bevakningar"), Watching(what="list", id=0))


def begun(t: Texts, watch: Watched, search_id: int) -> Screen:
    """The receipt: what is watched, for how long, and how it ends."""
    if watch.wish.last is not None:
        how_long = t("Det håller jag på med tills {weeks} börjar.", weeks=words.week(t, watch.until))
    else:
        how_long = t("Det håller jag på med till {day}.", day=words.day(t, watch.until))
    return screen(
        lines(
            t("<b>Jag säger till när något nytt dyker upp.</b>"),
            t("{wish}", wish=_wish(t, watch)),
            how_long,
        ),
        [button(t.plain("‹ Tillbaka till listan"), Find(what="open", search=search_id))],
        [_end(t, watch), _all(t)],
        [home_button(t)],
    )


def listing(t: Texts, watches: Sequence[Watched]) -> Screen:
    """All that run; each opened or ended by a tap."""
    if not watches:
        return screen(
            lines(
                t("<b>Du bevakar inget just nu.</b>"),
                t("Sök det du behöver och välj <i>Säg till när något dyker upp</i> under listan."),
            ),
            [button(t.plain("Sök platser"), Find(what="new", search=0), "primary")],
            [home_button(t)],
        )
    shown = [
        t("<b>{number}</b> {wish}", number=number, wish=_wish(t, watch))
        for number, watch in enumerate(watches, 1)
    ]
    return screen(
        lines(t("<b>Det här bevakar du:</b>"), *shown),
        *(
            [
                button(t.plain("{number} Visa", number=number), Watching(what="open", id=watch.id)),
                _end(t, watch, t.plain("{number} Avsluta", number=number)),
            ]
            for number, watch in enumerate(watches, 1)
        ),
        [home_button(t)],
    )


def ended(t: Texts, watch: Watched) -> Screen:
    return screen(
        lines(
            t("<b>Bevakningen är avslutad.</b> Jag säger inte till mer om:"),
            t("{wish}", wish=_wish(t, watch)),
        ),
        [button(t.plain("Ångra"), Watching(what="resume", id=watch.id)), _all(t)],
        [home_button(t)],
    )


def nothing_to_watch(t: Texts) -> Screen:
    """Somebody wants to be told, but nothing says of what."""
    return screen(
        lines(
            t("<b>Vad ska jag hålla utkik efter?</b>"),
            t("Skriv det i samma mening, till exempel <i>säg till när det finns prao v 12 i Borås</i>."),
        ),
        [button(t.plain("Sök platser"), Find(what="new", search=0), "primary"), _all(t)],
        [home_button(t)],
    )


def turned_up(t: Texts, found: turning_up.TurnedUp, _detail: str | None) -> Screen:
    """The notice: the place, why it is told, and how that ends."""
    place = found.place
    what = cut(place.what or "", WHAT_LENGTH)
    name = ", ".join(part for part in (place.employer, words.place_name(place.municipality)) if part)
    free = words.week_ranges(t, found.mondays[:WEEKS_SHOWN])
    return screen(
        lines(
            t("<b>En plats du väntat på har dykt upp.</b>"),
            t("{emoji} <b>{name}</b>", emoji=words.field_emoji(place.field), name=name),
            t("{what}", what=what) if what else None,
            t("Ledigt {weeks}", weeks=free),
            t("<i>Du bevakar: {wish}</i>", wish=_wish(t, found.watch)),
        ),
        [button(t.plain("Visa platsen"), TurnedUp(watch=found.watch.id, placement=place.id), "primary")],
        [_end(t, found.watch)],
    )
