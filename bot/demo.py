"""A believable Sjuhärad for the local chat. Firms and people are invented; most schools' names are real."""

from datetime import date, datetime, time
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.demo_places import (
    ALI,
    APL_TEACHER,
    BAKERY,
    CAFE,
    FIRST_OWNER,
    GROUPS,
    GUN,
    KARIN,
    MAJA,
    OWNER_OF,
    PEOPLE,
    PRAO_TEACHER,
    SARA,
    SHOP,
    Offer,
    arrive,
    employ,
    name_of,
    offers,
    week_ahead,
    week_before,
)
from models import closing, coordinating, notices, people, reservations, schools, views
from models.forms import PRAO, Audience, audiences
from models.store import Store
from models.tables import Person
from models.weeks import WEEK, at_local, local_day, next_working_day, previous_working_day

__all__ = ["GROUPS", "PEOPLE", "START", "furnish"]

# Their owners wait for the coordinator.
WAITING = ("Svetsloppan metall", "Fröängens vårdcentral")
SCHOOLS = {
    "Viskaforsskolan": "1490",
    "Daltorpskolan": "1490",
    "Särlaskolan": "1490",
    "Almåsgymnasiet": "1490",
    "Marks gymnasieskola": "1463",
    "Tingsholmsgymnasiet": "1491",
    "Tranemo gymnasieskola": "1452",
    "Mogaskolan": "1465",
    "Bollebygdskolan": "1443",
    "Altorpskolan": "1466",
    "Kunskapskällan": "1466",
    "Gullhögskolan": "1442",
}

_TEACHERS = {
    KARIN: "Viskaforsskolan",
    ALI: "Daltorpskolan",
    PRAO_TEACHER: "Altorpskolan",
    APL_TEACHER: "Almåsgymnasiet",
}
_PAST = 8 * WEEK


def START(now: datetime) -> datetime:  # noqa: N802 (it stands beside PEOPLE)
    """When the demo begins: 08:00 in Stockholm on the next working day, as if it had been used until then."""
    return at_local(next_working_day(local_day(now)), time(8))


async def furnish(store: Store, now: datetime) -> None:
    """Fills an empty database through the rules, all or nothing; leaves one that knows anybody as it is."""
    if await store.read(_is_empty):
        await store.write(_furnish, now)


def _is_empty(session: Session) -> bool:
    return not session.scalar(select(func.count()).select_from(Person))


def _furnish(session: Session, now: datetime) -> None:
    begun, today = now - _PAST, local_day(now)
    sara = people.arrive(session, SARA, name_of(SARA), "sv", begun, coordinator=True).id
    known = {name: schools.school(session, name, town, begun) for name, town in SCHOOLS.items()}
    for chat_id, school in _TEACHERS.items():
        schools.welcome(session, arrive(session, chat_id, begun), known[school], begun, by=sara)
    placed: dict[str, int] = {}
    for offer in offers():
        if offer.name not in WAITING:
            employer_id, placed[offer.name] = employ(session, offer, begun, today)
            coordinating.decide_employer(session, sara, employer_id, approved=True, now=begun)
            _fill(session, offer, placed[offer.name], begun, today)
    _long_ago(session, placed[CAFE], now)
    # Everybody has heard of all that; what follows is the news with which the phones begin.
    notices.drop_due(session, now)
    _lately(session, placed, now)
    yesterday = _yesterday(now, 9)
    for offer in offers():
        if offer.name in WAITING:
            employ(session, offer, yesterday, today)
    schools.ask_to_join(session, arrive(session, GUN, yesterday), known["Särlaskolan"], yesterday)
    _without_phones(session, now)


def _weeks_of(session: Session, placement_id: int) -> list[date]:
    return [week.monday for week in views.placement(session, placement_id).weeks]


def _fill(session: Session, offer: Offer, placement_id: int, at: datetime, today: date) -> None:
    """At every third invented employer another school has taken all seats but one, or all."""
    if offer.number % 3 or offer.name in OWNER_OF:
        return
    chat_id = PRAO_TEACHER if offer.takes & PRAO else APL_TEACHER
    audience = audiences(offer.takes)[0]
    week = next(monday for monday in _weeks_of(session, placement_id) if monday > today)
    seats = max(1, offer.seats - 1)
    asked = _book(session, chat_id, placement_id, week, week, seats, audience, at)
    if not offer.direct:
        reservations.confirm(session, _id(session, FIRST_OWNER + offer.number), asked, at)
    # Nobody plays either side.
    notices.drop(session, "reservation", asked)


def _long_ago(session: Session, cafe: int, now: datetime) -> None:
    """Karin had a pupil at the café."""
    week = week_before(local_day(now))
    over = _book(session, KARIN, cafe, week, week, 1, Audience.PRAO_9, now - _PAST)
    reservations.confirm(session, _id(session, MAJA), over, now - _PAST)
    closing.complete_due(session, now - WEEK)
    notices.drop(session, "reservation", over)


def _lately(session: Session, placed: dict[str, int], now: datetime) -> None:
    """Maja has said yes to Karin, lost a booking of Ali's and got a new wish; Noor got a direct booking."""
    cafe, today, maja = placed[CAFE], local_day(now), _id(session, MAJA)
    soon = week_ahead(today)
    later = [monday for monday in _weeks_of(session, cafe) if monday > soon + 2 * WEEK]
    first = next(monday for monday, following in pairwise(later) if following - monday == WEEK)
    agreed = _book(session, KARIN, cafe, soon, soon, 2, Audience.PRAO_9, now - WEEK)
    cancelled = _book(session, ALI, cafe, later[4], later[4], 1, Audience.PRAO_9, now - WEEK)
    for asked in (agreed, cancelled):
        reservations.confirm(session, maja, asked, _yesterday(now, 10))
    reservations.cancel(session, _id(session, ALI), cancelled, _yesterday(now, 11))
    wish = _book(session, ALI, cafe, first, first + WEEK, 2, Audience.PRAO_9, _yesterday(now, 14))
    reservations.label(session, _id(session, ALI), wish, "9C", _yesterday(now, 14))
    for shop, audience in ((SHOP, Audience.PRAO_8), (BAKERY, Audience.PRAO_9)):
        week = _weeks_of(session, placed[shop])[1]
        booked = _book(session, KARIN, placed[shop], week, week, 2, audience, _yesterday(now, 7))
    # The bakery lets Karin wait, and has no phone to hear of it.
    notices.drop(session, "reservation", booked)


def _book(
    session: Session,
    chat_id: int,
    placement_id: int,
    first: date,
    last: date,
    seats: int,
    audience: Audience,
    at: datetime,
) -> int:
    key = f"demo-{chat_id}-{placement_id}-{first}"
    teacher = _id(session, chat_id)
    made = reservations.reserve(session, teacher, placement_id, first, last, seats, audience, key, at)
    return made.reservation_id


def _yesterday(now: datetime, hour: int) -> datetime:
    """The hour by Stockholm's clocks on the last working day."""
    return at_local(previous_working_day(local_day(now)), time(hour))


def _id(session: Session, chat_id: int) -> int:
    who = people.meet(session, chat_id)
    assert who is not None
    return who.id


def _without_phones(session: Session, now: datetime) -> None:
    """Invented people whom nobody plays can't be reached."""
    played = [person.id for person in PEOPLE]
    for person_id in session.scalars(select(col(Person.id)).where(col(Person.chat_id).not_in(played))):
        people.lose(session, person_id, now)
