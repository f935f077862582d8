"""Weeks of a term as buttons, with school breaks and public holidays marked."""

from collections.abc import Callable, Container
from datetime import date

from aiogram.filters.callback_data import CallbackData

from handlers.screens.screen import Button, Row, button, in_rows
from handlers.screens.words import day, short_week
from handlers.texts import Html, Texts, lines
from models.weeks import Term, public_holidays, school_break

WIDTH = 4


def term_name(t: Texts, term: Term) -> str:
    """ "Våren 2027" """
    if term.season == "spring":
        return t.plain("Våren {year}", year=term.year)
    return t.plain("Hösten {year}", year=term.year)


def legend(t: Texts, term: Term, today: date, municipality: str | None) -> Html:
    """What the marks mean, and which holidays stand behind them."""
    free = [
        f"{t.plain(name)} {day(t, holiday)}"
        for monday in term.mondays()
        if monday >= today
        for holiday, name in public_holidays(monday).items()
        if school_break(monday, municipality) is None
    ]
    shown = ", ".join(free[:8])
    return lines(
        t("☑ = vald · ⛱ = lov · • = helgdag i veckan"),
        t("<i>Helgdagar: {days}</i>", days=shown) if shown else None,
    )


def picker(
    t: Texts,
    term: Term,
    today: date,
    chosen: Container[date],
    municipality: str | None,
    on_week: Callable[[date], CallbackData],
    on_term: Callable[[Term], CallbackData],
) -> tuple[Row, ...]:
    """The rows of a term's weeks that are not over, and the ways to the terms beside it."""
    buttons = [
        button(f"{_mark(monday, chosen, municipality)}{short_week(t, monday)}", on_week(monday))
        for monday in term.mondays()
        if monday >= today
    ]
    turn: list[Button] = []
    before, after = term.previous(), term.next()
    if before.mondays()[-1] >= today:
        turn.append(button(f"‹ {term_name(t, before)}", on_term(before)))
    turn.append(button(f"{term_name(t, after)} ›", on_term(after)))
    return (*in_rows(buttons, WIDTH), tuple(turn))


def _mark(monday: date, chosen: Container[date], municipality: str | None) -> str:
    mark = "☑ " if monday in chosen else ""
    if school_break(monday, municipality):
        return mark + "⛱ "
    return mark + ("• " if public_holidays(monday) else "")
