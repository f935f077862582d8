"""The questions of a search: for whom, when, how many, where, what kind of work, which words."""

from collections.abc import Callable
from datetime import date, datetime

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks import Find, FindSet, week_code
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.screens.weeks_picker import legend, picker, term_name
from handlers.texts import Texts, lines
from models.forms import AUDIENCES
from models.search import Wish
from models.vocabulary import FIELDS, MUNICIPALITIES
from models.weeks import PLANNED_AHEAD, Term, local_day, mondays_between, term_of


def form(t: Texts, search_id: int = 0) -> Screen:
    """For whom places are sought. Search 0 is one that begins here."""
    choices = [
        button(words.audience_name(t, one), FindSet(search=search_id, what="form", value=str(int(one))))
        for one in AUDIENCES
    ]
    any_ = button(t.plain("Spelar ingen roll"), FindSet(search=search_id, what="form", value="0"))
    return screen(t("<b>För vem söker du?</b>"), *in_rows(choices, 2), [any_], [_home(t, search_id)])


def _home(t: Texts, search_id: int) -> Button:
    """The way on: back to the list of a search that has one, else the menu."""
    return _to_list(t, search_id) if search_id else home_button(t)


def _to_list(t: Texts, search_id: int, style: str | None = None) -> Button:
    return button(t.plain("Visa platser"), Find(what="open", search=search_id), style)


def default_term(wish: Wish, now: datetime) -> Term:
    """The term of the wished weeks, else the one that people plan for now."""
    return term_of(wish.first or local_day(now) + PLANNED_AHEAD)


def weeks(
    t: Texts, search_id: int, wish: Wish, term: Term, now: datetime, mode: str, problem: str | None = None
) -> Screen:
    """The weeks of a term. `mode` n(ew) goes on to the number of pupils, e(dit) back to the list."""

    def set_(what: str) -> Callable[[str], CallbackData]:
        return lambda value: FindSet(search=search_id, what=what, value=mode + value)

    today = local_day(now)
    chosen = _chosen(wish)
    area = wish.municipalities[0] if len(wish.municipalities) == 1 else None
    rows = picker(
        t,
        term,
        today,
        chosen,
        area,
        lambda monday: set_("week")(str(week_code(monday))),
        lambda other: set_("term")(other.code),
    )
    on = [button(t.plain("Alla veckor"), set_("weeks")("all"))]
    if chosen:
        shown = t.plain("Visa {weeks}", weeks=words.week_range(t, chosen[0], chosen[-1]))
        on.insert(0, button(shown, set_("weeks")("done"), "primary"))
    text = lines(
        t("{problem}\n", problem=problem) if problem else None,
        t("<b>Vilka veckor?</b> {term}", term=term_name(t, term)),
        t("Tryck på den första och den sista, eller skriv till exempel <i>10–12</i>."),
        legend(t, term, today, area),
    )
    return screen(text, *rows, on, [home_button(t)])


def _chosen(wish: Wish) -> list[date]:
    return mondays_between(wish.first, wish.last) if wish.first and wish.last else []


def seats(t: Texts, search_id: int) -> Screen:
    """How many pupils want to come at the same time."""
    choices = [
        button(str(number), FindSet(search=search_id, what="seats", value=str(number)))
        for number in range(1, 6)
    ]
    more = button(t.plain("Fler"), Find(what="more", search=search_id))
    return screen(
        t("<b>Hur många elever på samma ställe?</b>"),
        choices,
        [more, _to_list(t, search_id)],
        [home_button(t)],
    )


def more_seats(t: Texts, search_id: int) -> Screen:
    """Asks for a number in writing."""
    back = button(t.plain("‹ Tillbaka"), Find(what="seats", search=search_id))
    return screen(t("<b>Hur många elever?</b> Skriv ett antal mellan 1 och 99."), [back, home_button(t)])


def places(t: Texts, search_id: int, wish: Wish, total: int) -> Screen:
    """Municipalities, several if wished."""
    choices = [
        button(
            _ticked(town.name, town.code in wish.municipalities),
            FindSet(search=search_id, what="place", value=town.code),
        )
        for town in MUNICIPALITIES
    ]
    text = t("<b>I vilka kommuner?</b> Flera val går bra, inget val betyder alla.")
    return screen(text, *in_rows(choices, 2), [_show(t, search_id, total)], [home_button(t)])


def fields(t: Texts, search_id: int, wish: Wish, total: int) -> Screen:
    """Fields of work, several if wished."""
    choices = [
        button(
            _ticked(f"{field.emoji} {words.field_name(t, field.id)}", field.id in wish.fields),
            FindSet(search=search_id, what="field", value=field.id),
        )
        for field in FIELDS
    ]
    text = t("<b>Inom vilka områden?</b> Flera val går bra, inget val betyder alla.")
    return screen(text, *in_rows(choices, 2), [_show(t, search_id, total)], [home_button(t)])


def _ticked(name: str, chosen: bool) -> str:
    return f"☑ {name}" if chosen else name


def _show(t: Texts, search_id: int, total: int) -> Button:
    shown = t.plain_n("Visa {n} plats", "Visa {n} platser", total)
    return button(shown, Find(what="open", search=search_id), "primary")


def free_words(t: Texts, search_id: int) -> Screen:
    """Asks for words that the place must have."""
    return screen(
        lines(
            t("<b>Vad ska platsen handla om?</b>"),
            t("Skriv ett eller ett par ord, till exempel <i>café</i>, <i>häst</i> eller ett företag."),
        ),
        [_to_list(t, search_id), home_button(t)],
    )
