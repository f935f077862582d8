"""A placement as a teacher sees it, with what can be reserved."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.base36 import base36
from handlers.callbacks import Begin, Card, CardWish, FindPage, Own, Reserve, week_code
from handlers.choices import Choice, bookable, fits, most, suggested
from handlers.screens import words
from handlers.screens.good_to_know import good_to_know
from handlers.screens.menu import home_button
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import Html, Texts, lines
from models.people import Who
from models.search import Wish
from models.views import PlacementView, WeekView
from models.weeks import local_day, school_break

DOTS = 5
WEEKS_SHOWN = 10
NUMBERS_SHOWN = 20
PICKED_AMONG = 60


def mark(now: datetime) -> str:
    """The second in which a card was shown, short: its buttons reserve once however often they are tapped."""
    return base36(int(now.timestamp()))


def reserve_button(
    search_id: int,
    place_id: int,
    choice: Choice,
    now: datetime,
    text: str,
    style: str | None = None,
) -> Button:
    """Sends a request for the choice."""
    data = Reserve(
        search=search_id,
        placement=place_id,
        first=week_code(choice.first),
        weeks=choice.weeks,
        seats=choice.seats,
        mark=mark(now),
    )
    return button(text, data, style)


def card(
    t: Texts,
    place: PlacementView,
    wish: Wish,
    search_id: int,
    page: int,
    now: datetime,
    choice: Choice | None = None,
) -> Screen:
    """The details, the weeks, and the request for the choice or, without one, for what was looked for."""
    today = local_day(now)
    offered = suggested(place, wish, today) if choice is None else [choice]
    offered = [one for one in offered if fits(place, one, today)]
    kept = choice or (offered[0] if offered and wish.first else Choice(today, 0, wish.seats))
    requests = [
        reserve_button(
            search_id,
            place.id,
            one,
            now,
            _request(t, place, one) if len(offered) < 4 else words.week_range(t, one.first, one.last),
            "primary" if one is offered[0] or len(offered) >= 4 else None,
        )
        for one in offered
    ]
    others = [
        _other(t, place, kept, search_id, page, "weeks"),
        _other(t, place, kept, search_id, page, "number"),
    ]
    text = lines(
        *_details(t, place),
        "",
        _weeks(t, place, wish, choice, today),
        _advice(t, place, wish, choice, offered, today),
    )
    return screen(
        text,
        *in_rows(requests, 1 if len(offered) < 4 else 3),
        others if bookable(place, today) else [],
        [button(t.plain("‹ Tillbaka till listan"), FindPage(search=search_id, page=page)), home_button(t)],
    )


def only_seen(
    t: Texts, place: PlacementView, wish: Wish, who: Who, search_id: int, page: int, now: datetime
) -> Screen:
    """The details and the weeks for someone who has no school to reserve for."""
    today = local_day(now)
    own = place.employer_id == who.employer_id
    text = lines(
        *_details(t, place),
        "",
        _weeks(t, place, wish, None, today),
        t("<b>Platsen går inte att boka just nu.</b>") if not bookable(place, today) else None,
        None if own else t("För att boka behöver du höra till en skola."),
    )
    ways = []
    if own:
        ways.append([button(t.plain("Öppna er plats"), Own(what="open", placement=place.id), "primary")])
    elif who.role is None:
        ways.append([button(t.plain("Söka platser till elever"), Begin(role="teacher"), "primary")])
        ways.append([button(t.plain("Erbjuda praktikplatser"), Begin(role="employer"))])
    more = button(t.plain("Fler platser"), FindPage(search=search_id, page=page))
    return screen(text, *ways, [more, home_button(t)])


def _request(t: Texts, place: PlacementView, choice: Choice) -> str:
    weeks = words.week_range(t, choice.first, choice.last)
    if place.direct:
        return t.plain_n(
            "Boka {n} elev {weeks} direkt", "Boka {n} elever {weeks} direkt", choice.seats, weeks=weeks
        )
    return t.plain_n(
        "Skicka förfrågan för {n} elev {weeks}",
        "Skicka förfrågan för {n} elever {weeks}",
        choice.seats,
        weeks=weeks,
    )


def _other(t: Texts, place: PlacementView, kept: Choice, search_id: int, page: int, what: str) -> Button:
    text = t.plain("Andra veckor") if what == "weeks" else t.plain("Annat antal")
    return button(text, _wish(what, search_id, page, place.id, kept))


def _wish(what: str, search_id: int, page: int, place_id: int, choice: Choice) -> CardWish:
    first = week_code(choice.first) if choice.weeks else 0
    return CardWish(
        what=what,
        search=search_id,
        page=page,
        placement=place_id,
        first=first,
        weeks=choice.weeks,
        seats=choice.seats,
    )


def _details(t: Texts, place: PlacementView) -> list[Html | None]:
    title = t(
        "{emoji} <b>{employer}</b>, {place}",
        emoji=words.field_emoji(place.field),
        employer=place.employer or "",
        place=words.place_name(place.municipality),
    )
    approved = place.employer_approved_at
    return [
        words.joined([title, words.field_name(t, place.field)]),
        t("{what}", what=place.what or "") or None,
        *good_to_know(t, place),
        t("Från {age} år.", age=place.min_age) if place.min_age else None,
        t("De vill se ett utdrag ur belastningsregistret. Be eleven beställa det i god tid.")
        if place.register_extract
        else None,
        words.joined(
            [
                t("Passar {forms}.", forms=_lower(words.audience_names(t, place.takes)))
                if place.takes
                else None,
                t("Godkänd av samordnaren {day}.", day=words.day(t, local_day(approved)))
                if approved
                else None,
            ],
            " ",
        )
        or None,
    ]


def _lower(names: str) -> str:
    return ", ".join(name[:1].lower() + name[1:] for name in names.split(", "))


def _weeks(t: Texts, place: PlacementView, wish: Wish, choice: Choice | None, today: date) -> Html:
    """ "v 10 ●●○ · v 11 ●○", the weeks that are asked for or else the next ones; ● is free."""
    ahead = [week for week in place.weeks if week.monday >= today]
    first, last = (choice.first, choice.last) if choice else (wish.first, wish.last)
    asked = [week for week in ahead if first and last and first <= week.monday <= last]
    shown = (asked or ahead)[:WEEKS_SHOWN]
    if not shown:
        return t("Inga veckor framåt just nu.")
    more = t("och fler veckor") if len(asked or ahead) > WEEKS_SHOWN else None
    dots = any(week.seats <= DOTS for week in shown)
    legend = t("<i>● = ledig</i>") if dots else None
    return lines(words.joined([*(_left(t, week) for week in shown), more]), legend)


def _left(t: Texts, week: WeekView) -> Html:
    named = words.short_week(t, week.monday)
    if week.seats <= DOTS:
        return Html(f"{named} {'●' * week.left}{'○' * week.taken}")
    return t("{week}: {left} av {seats} lediga", week=named, left=week.left, seats=week.seats)


def _advice(
    t: Texts, place: PlacementView, wish: Wish, choice: Choice | None, offered: Sequence[Choice], today: date
) -> Html | None:
    """Why there is less to tap than was wished for."""
    if not bookable(place, today):
        return t("<b>Platsen går inte att boka just nu.</b>")
    first, last = (choice.first, choice.last) if choice else (wish.first, wish.last)
    if first is None or last is None:
        return t("<b>Vilka veckor vill du boka?</b>") if offered else _too_many(t, wish.seats)
    if not offered:
        return _too_many(t, (choice or wish).seats)
    if choice is None and not any(one.first >= first and one.last <= last for one in offered):
        weeks = words.week_range(t, first, last)
        return t("<b>Inget ledigt {weeks} här.</b> Men de här veckorna går:", weeks=weeks)
    if choice is None and (offered[0].first, offered[0].last) != (first, last):
        return t("<i>Alla dina veckor går inte här, men några.</i>")
    return None


def _too_many(t: Texts, seats: int) -> Html:
    return t.n(
        "<b>Inget ledigt för {n} elev de veckorna.</b> Prova andra veckor.",
        "<b>Inget ledigt för {n} elever de veckorna.</b> Prova ett annat antal eller andra veckor.",
        seats,
    )


def pick_weeks(
    t: Texts, place: PlacementView, choice: Choice, search_id: int, page: int, now: datetime
) -> Screen:
    """The weeks that are free; the first tap begins, a later week ends."""
    open_weeks = bookable(place, local_day(now))[:PICKED_AMONG]
    buttons = [
        button(
            _named(t, week, choice, place.municipality),
            _wish("weeks", search_id, page, place.id, _tapped(choice, week.monday)),
        )
        for week in open_weeks
    ]
    done = []
    if choice.weeks:
        shown = t.plain("Välj {weeks}", weeks=words.week_range(t, choice.first, choice.last))
        done = [button(shown, _wish("card", search_id, page, place.id, choice), "primary")]
    return screen(
        lines(
            t("<b>Vilka veckor hos {employer}?</b>", employer=place.employer or ""),
            t("Tryck på den första och den sista. (2) = så många är lediga, ⛱ = lov."),
        ),
        *in_rows(buttons, 3),
        done,
        [_back(t, place, search_id, page)],
    )


def _named(t: Texts, week: WeekView, choice: Choice, municipality: str | None) -> str:
    chosen = choice.weeks and choice.first <= week.monday <= choice.last
    free = "⛱ " if school_break(week.monday, municipality) else ""
    return f"{'☑ ' if chosen else ''}{free}{words.short_week(t, week.monday)} ({week.left})"


def _tapped(choice: Choice, monday: date) -> Choice:
    if choice.weeks == 1 and monday > choice.first:
        return Choice(choice.first, (monday - choice.first).days // 7 + 1, choice.seats)
    return Choice(monday, 1, choice.seats)


def pick_number(
    t: Texts, place: PlacementView, choice: Choice, search_id: int, page: int, now: datetime
) -> Screen:
    """How many pupils, up to what is free."""
    free = most(place, choice, local_day(now))
    shown = [*range(1, min(free, NUMBERS_SHOWN) + 1)]
    buttons = [
        button(str(n), _wish("card", search_id, page, place.id, Choice(choice.first, choice.weeks, n)))
        for n in shown
    ]
    text = (
        t("<b>Hur många elever?</b> Högst {n} får plats.", n=free)
        if free
        else t("<b>Inget är ledigt de veckorna.</b>")
    )
    return screen(text, *in_rows(buttons, 5), [_back(t, place, search_id, page)])


def _back(t: Texts, place: PlacementView, search_id: int, page: int) -> Button:
    return button(t.plain("‹ Tillbaka"), Card(search=search_id, page=page, placement=place.id))
