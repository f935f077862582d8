"""Weeks, days, forms and fields in words."""

import html
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from babel.dates import format_date

from handlers.texts import N_, Html, Texts
from models.forms import AUDIENCES, PRAO, Audience
from models.vocabulary import FIELD_BY_ID, municipality_name
from models.weeks import STOCKHOLM, first_school_day, iso_year, last_school_day, ranges, week_number

AUDIENCE_NAMES: dict[Audience, str] = {
    Audience.PRAO_8: N_("Prao åk 8"),
    Audience.PRAO_9: N_("Prao åk 9"),
    Audience.APL: N_("Gymnasiet (APL)"),
    Audience.VUX: N_("Vuxna"),
    Audience.LIA: N_("Yrkeshögskola (LIA)"),
    Audience.VFU: N_("Högskola (VFU)"),
    Audience.ARBETSPRAKTIK: N_("Arbetspraktik"),
}


HOLIDAY_NAMES = (
    N_("Nyårsdagen"),
    N_("Trettondedag jul"),
    N_("Långfredagen"),
    N_("Annandag påsk"),
    N_("Första maj"),
    N_("Kristi himmelsfärdsdag"),
    N_("Nationaldagen"),
    N_("Midsommarafton"),
    N_("Julafton"),
    N_("Juldagen"),
    N_("Annandag jul"),
    N_("Nyårsafton"),
)


def audience_name(t: Texts, audience: int) -> str:
    """The name of one form, such as "Prao åk 9"; both grades of prao together are "Prao"."""
    if audience == PRAO:
        return t.plain("Prao")
    return t.plain(AUDIENCE_NAMES[Audience(audience)])


def audience_names(t: Texts, bits: int) -> str:
    """The names of all forms in a stored number; both grades of prao as one."""
    names = [audience_name(t, audience) for audience in AUDIENCES if bits & audience]
    if bits & PRAO == PRAO:
        names[:2] = [t.plain("Prao åk 8–9")]
    return ", ".join(names)


def field_name(t: Texts, field_id: str | None) -> str:
    """The field of work in the reader's language, or nothing for an unknown one."""
    field = FIELD_BY_ID.get(field_id or "")
    return "" if field is None else field.en if t.language == "en" else field.sv


def field_emoji(field_id: str | None) -> str:
    field = FIELD_BY_ID.get(field_id or "")
    return "📍" if field is None else field.emoji


def place_name(code: str | None) -> str:
    """The municipality's name, or nothing for an unknown one."""
    try:
        return municipality_name(code or "")
    except KeyError:
        return ""


def week(t: Texts, monday: date) -> str:
    """ "v 12", in English "week 12" """
    return _weeks(t, str(week_number(monday)), 1)


def short_week(t: Texts, monday: date) -> str:
    """As `week`, for buttons that stand side by side."""
    return t.plain("v {number}", number=week_number(monday))


def week_range(t: Texts, first: date, last: date) -> str:
    """ "v 12" or "v 12–14" """
    return _weeks(t, _numbers(first, last), 1 if first == last else 2)


def week_ranges(t: Texts, mondays: Iterable[date]) -> str:
    """ "v 10–11, 13", and where another year begins "v 49–51, 2027: 2–6" """
    return spans(t, ranges(mondays))


def spans(t: Texts, of: Iterable[tuple[date, date]]) -> str:
    """As `week_ranges`, for weeks that are grouped already, as (first, last)."""
    parts: list[str] = []
    year, several = None, False
    for first, last in of:
        turned = year not in (None, iso_year(first))
        year = iso_year(last)
        several = several or bool(parts) or first != last
        shown = _numbers(first, last)
        parts.append(f"{iso_year(first)}: {shown}" if turned else shown)
    return _weeks(t, ", ".join(parts), 2 if several else 1) if parts else "–"


def begun(text: str) -> str:
    """The text as a sentence begins: "Week 12", but "v 12", since an abbreviation of one letter stays small."""
    return text if text[1:2] == " " else text[:1].upper() + text[1:]


def _numbers(first: date, last: date) -> str:
    return str(week_number(first)) if first == last else f"{week_number(first)}–{week_number(last)}"


def _weeks(t: Texts, numbers: str, how_many: int) -> str:
    return t.plain_n("v {numbers}", "v {numbers}", how_many, numbers=numbers)


def day(t: Texts, of: date, *, weekday: bool = False) -> str:
    """ "8 mars" or, with `weekday`, "mån 8 mars"; English likewise."""
    pattern = ("EEE " if weekday else "") + ("d MMMM" if t.language == "sv" else "d MMM")
    return format_date(of, pattern, locale=t.language)


def weekday(t: Texts, of: date) -> str:
    """ "måndag" """
    return format_date(of, "EEEE", locale=t.language)


def days(t: Texts, first: date, last: date) -> str:
    """From the first to the last school day of the weeks: "8–19 mars 2027"."""
    start, end = first_school_day(first), last_school_day(last)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(t, end)} {end.year}" if start != end else f"{day(t, end)} {end.year}"
    return f"{day(t, start)}–{day(t, end)} {end.year}"


def moment(t: Texts, at: datetime) -> str:
    """ "onsdag 2 dec kl 12.00", as people in Sweden see it."""
    local = at.astimezone(STOCKHOLM)
    named = format_date(local.date(), "EEEE d MMM", locale=t.language).rstrip(".")
    return t.plain(
        "{day} kl {time}", day=named, time=f"{local:%H.%M}" if t.language == "sv" else f"{local:%H:%M}"
    )


def bold(text: str) -> Html:
    """Escaped and bold."""
    return Html(f"<b>{_escape(text)}</b>")


def _escape(text: str) -> str:
    return text if isinstance(text, Html) else html.escape(text, quote=False)


def joined(parts: Sequence[str | None], by: str = " · ") -> Html:
    """The parts that aren't empty, escaped, with a sign between them."""
    return Html(by.join(_escape(part) for part in parts if part))
