"""A placement as a teacher sees it, and the receipt of a request."""

from datetime import date, datetime

from handlers.callbacks import Booking, Bookings, Find, FindPage, Reserve, week_code
from handlers.screens import words
from handlers.screens.menu import home_button
from handlers.screens.offering import DETAILS
from handlers.screens.screen import Button, Screen, button, in_rows, screen
from handlers.texts import Html, Texts, lines
from models.reservations import Receipt
from models.search import Wish
from models.views import PlacementView, WeekView
from models.weeks import STOCKHOLM, ranges

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
Span = tuple[date, date]


def mark_of(now: datetime) -> str:
    """Tells one showing of a card from another, so that a double tap is known as such."""
    number, text = int(now.timestamp()), ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text


def card(t: Texts, search: int, page: int, wish: Wish, view: PlacementView, now: datetime) -> Screen:
    """All about a placement, and the request that fits the search."""
    spans = fitting(wish, view)
    back = button(t.plain("‹ Tillbaka till listan"), FindPage(search=search, page=page))
    return screen(
        lines(_about(t, view), _weeks(t, view, wish)),
        *([request] for request in _requests(t, search, wish, view, spans, mark_of(now))),
        [
            button(t.plain("Andra veckor"), Find(what="weeks", search=search)),
            button(t.plain("Annat antal"), Find(what="seats", search=search)),
        ],
        [back, home_button(t)],
    )


def fitting(wish: Wish, view: PlacementView) -> list[Span]:
    """The runs of weeks that have room, within the wished ones if there are any; the wished run first."""
    room = [week.monday for week in view.weeks if week.left >= wish.seats]
    spans = ranges(room)
    if wish.first and wish.last:
        return [span for span in spans if span[1] >= wish.first and span[0] <= wish.last]
    return spans


def _requests(
    t: Texts, search: int, wish: Wish, view: PlacementView, spans: list[Span], mark: str
) -> list[Button]:
    """What can be asked for: the wished weeks, or the runs that are free, or single weeks of a long run."""
    choices: list[Span] = []
    for first, last in spans:
        if wish.first and wish.last:
            choices.append((max(first, wish.first), min(last, wish.last)))
        else:
            choices += [(week.monday, week.monday) for week in view.weeks if first <= week.monday <= last]
            if first != last:
                choices.append((first, last))
    return [
        _request(t, search, view, span, wish.seats, mark, "primary" if index == 0 else None)
        for index, span in enumerate(choices[:8])
    ]


def _request(
    t: Texts, search: int, view: PlacementView, span: Span, seats: int, mark: str, style: str | None
) -> Button:
    first, last = span
    data = Reserve(
        search=search,
        placement=view.id,
        first=week_code(first),
        weeks=(last - first).days // 7 + 1,
        seats=seats,
        mark=mark,
    )
    pupils = t.plain_n("{n} elev", "{n} elever", seats)
    text = (
        t.plain("Boka {pupils} {weeks} direkt", pupils=pupils, weeks=words.week_range(first, last))
        if view.direct
        else t.plain("Skicka förfrågan: {pupils} {weeks}", pupils=pupils, weeks=words.week_range(first, last))
    )
    return button(text, data, style)


def _about(t: Texts, view: PlacementView) -> Html:
    details = [
        t("{name}: {value}", name=t.plain(title), value=value)
        for name, title in DETAILS.items()
        if name not in ("contact_name", "contact_phone") and (value := getattr(view, name))
    ]
    if view.min_age:
        details.append(t("Lägsta ålder: {age} år", age=view.min_age))
    if view.register_extract:
        details.append(t("Utdrag ur belastningsregistret kan behövas. Räkna med två veckor för att få det."))
    approved = None
    if view.employer_approved_at is not None:
        day = view.employer_approved_at.astimezone(STOCKHOLM).date()
        approved = t("Arbetsgivaren är godkänd av samordnaren {day}.", day=words.day(t, day))
    return lines(
        t(
            "{emoji} <b>{name}</b>, {place} · {field}",
            emoji=words.field_emoji(view.field),
            name=view.employer or "",
            place=words.place_name(view.municipality),
            field=words.field_name(t, view.field),
        ),
        words.joined([view.what]),
        *details,
        t("Tar emot: {who}", who=words.audience_names(t, view.takes)),
        approved,
    )


def _weeks(t: Texts, view: PlacementView, wish: Wish) -> Html:
    shown = [
        week
        for week in view.weeks
        if not (wish.first and wish.last) or wish.first <= week.monday <= wish.last
    ]
    if not shown:
        return t("Inga av de veckorna erbjuds här.")
    return Html(" · ".join(_left(t, week) for week in shown[:26]))


def _left(t: Texts, week: WeekView) -> str:
    if week.seats <= 6:
        return f"{words.week(week.monday)} {'●' * week.left}{'○' * week.taken}"
    return t.plain("{week}: {left} lediga", week=words.week(week.monday), left=week.left)


def sent(t: Texts, receipt: Receipt) -> Screen:
    """The receipt, and a mark of the teacher's own."""
    if receipt.status == "confirmed":
        said = t("<b>Bokat.</b> Arbetsgivaren har sagt ja i förväg, så det är klart.")
    else:
        until = words.moment(t, receipt.answer_by) if receipt.answer_by else ""
        said = t("<b>Skickat.</b> Platserna hålls åt dig till {until}.", until=until)
    return screen(
        lines(
            said,
            t("Vill du märka bokningen så att du känner igen den? Skriv till exempel <i>9B</i>, inga namn."),
        ),
        [
            button(t.plain("Hoppa över"), Booking(what="open", reservation=receipt.reservation_id)),
            button(t.plain("Mina bokningar"), Bookings(side="t", state="live", page=0)),
        ],
        [home_button(t)],
    )


def faster(
    t: Texts,
    search: int,
    page: int,
    view: PlacementView,
    span: Span,
    wanted: int,
    room: dict[date, int],
    now: datetime,
) -> Screen:
    """Someone was faster: what is still there, and the way back."""
    short = [monday for monday in sorted(room) if room[monday] < wanted]
    least = min(room.values(), default=0)
    choices = []
    if least >= 1:
        choices.append(_request(t, search, view, span, least, mark_of(now), "primary"))
    whole = [monday for monday in sorted(room) if room[monday] >= wanted]
    choices += [_request(t, search, view, part, wanted, mark_of(now), None) for part in ranges(whole)[:3]]
    first = short[0] if short else span[0]
    return screen(
        t.n(
            "<b>Någon hann före:</b> {week} har bara {n} plats kvar nu. Inget är bokat.",
            "<b>Någon hann före:</b> {week} har {n} platser kvar nu. Inget är bokat.",
            room.get(first, 0),
            week=words.week(first),
        ),
        *in_rows(choices, 1),
        [button(t.plain("‹ Liknande platser"), FindPage(search=search, page=page)), home_button(t)],
    )


def not_yet(t: Texts, waiting: bool) -> Screen:
    """Someone who may search but not reserve yet."""
    said = (
        t(
            "<b>Samordnaren behöver godkänna dig först.</b> Jag hör av mig så fort det är klart. Inget är bokat."
        )
        if waiting
        else t(
            "<b>För att boka behöver du höra till en skola.</b> Välj Hjälp och inställningar i menyn, och sedan Lägg till en roll."
        )
    )
    return screen(said, [home_button(t)])
