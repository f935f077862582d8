"""What screens show of placements and reservations: plain values, a query or two however long the list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models.hot import Hot
from models.refusals import Reason, Refused
from models.tables import Employer, Member, Person, Placement, Reservation, School, Teacher, Week

CONTACT_SHOWN = ("confirmed", "completed")


@dataclass(frozen=True, slots=True)
class WeekView:
    monday: date
    seats: int
    taken: int

    @property
    def left(self) -> int:
        return self.seats - self.taken


@dataclass(frozen=True, slots=True)
class PlacementView:
    """A placement as anybody may see it: no contacts in it."""

    id: int
    status: str
    employer_id: int
    employer: str | None
    employer_status: str
    employer_approved_at: datetime | None
    what: str | None
    field: str | None
    municipality: str | None
    address: str | None
    takes: int
    seats: int | None
    direct: bool | None
    hours: str | None
    clothes: str | None
    lunch: str | None
    allergies: str | None
    other: str | None
    min_age: int | None
    register_extract: bool
    weeks: tuple[WeekView, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class OwnPlacement:
    """A placement as its employer sees it."""

    placement: PlacementView
    contact: Contact


@dataclass(frozen=True, slots=True)
class ReservationView:
    """A reservation as either side may see it. `contact` of the other side only while it is confirmed;
    `label` only for the teacher."""

    id: int
    status: str
    seats: int
    first: date
    last: date
    agreed: tuple[int, date, date] | None
    audience: int | None
    label: str | None
    answer_by: datetime | None
    reason: str | None
    created_at: datetime
    placement_id: int
    what: str | None
    field: str | None
    municipality: str | None
    address: str | None
    hours: str | None
    clothes: str | None
    lunch: str | None
    allergies: str | None
    other: str | None
    register_extract: bool
    employer: str | None
    school: str
    teacher_id: int
    mine: bool
    contact: Contact | None


_PLACEMENT_COLUMNS = (
    col(Placement.id),
    col(Placement.status),
    col(Placement.employer_id),
    col(Employer.name),
    col(Employer.status),
    col(Employer.decided_at),
    col(Placement.what),
    col(Placement.field),
    col(Placement.municipality),
    col(Placement.address),
    col(Placement.takes),
    col(Placement.seats),
    col(Placement.direct),
    col(Placement.hours),
    col(Placement.clothes),
    col(Placement.lunch),
    col(Placement.allergies),
    col(Placement.other),
    col(Placement.min_age),
    col(Placement.register_extract),
)
_PLACEMENTS = (
    select(*_PLACEMENT_COLUMNS)
    .select_from(Placement)
    .join(Employer, col(Employer.id) == col(Placement.employer_id))
)
_WEEKS = (
    select(col(Week.placement_id), col(Week.monday), col(Week.seats), col(Week.taken))
    .where(col(Week.monday).between(bindparam("first"), bindparam("last")))
    .order_by(col(Week.placement_id), col(Week.monday))
)


@lru_cache(maxsize=300)
def _of(number: int) -> tuple[Hot, Hot]:
    """The placements and the weeks of so many ids."""
    ids: list[Any] = [bindparam(f"id{index}") for index in range(number)]
    return (
        Hot(_PLACEMENTS.where(col(Placement.id).in_(ids))),
        Hot(_WEEKS.where(col(Week.placement_id).in_(ids))),
    )


def placements(
    session: Session, ids: Sequence[int], first: date | None = None, last: date | None = None
) -> list[PlacementView]:
    """The placements in the order of `ids`, with their weeks between `first` and `last`; two queries."""
    if not ids:
        return []
    those, their_weeks = _of(len(ids))
    asked: dict[str, Any] = {f"id{index}": id_ for index, id_ in enumerate(ids)}
    rows = {row[0]: row for row in those.rows(session, asked)}
    asked |= {"first": first or date.min, "last": last or date.max}
    weeks: dict[int, list[WeekView]] = defaultdict(list)
    for placement_id, monday, seats, taken in their_weeks.rows(session, asked):
        weeks[placement_id].append(WeekView(monday, seats, taken))
    return [PlacementView(*(*rows[id_], tuple(weeks[id_]))) for id_ in ids if id_ in rows]


def placement(session: Session, placement_id: int) -> PlacementView:
    """One placement with all its weeks; `Refused` GONE where there is none or it was thrown away."""
    found = placements(session, [placement_id])
    if not found or (found[0].status == "withdrawn" and found[0].what is None):
        raise Refused(Reason.GONE)
    return found[0]


def own_placement(session: Session, person_id: int, placement_id: int) -> OwnPlacement:
    """The placement with its contact, for someone who speaks for its employer."""
    found = placement(session, placement_id)
    if session.get(Member, (found.employer_id, person_id)) is None:
        raise Refused(Reason.NOT_YOURS)
    row = session.execute(
        select(col(Placement.contact_name), col(Placement.contact_phone)).where(
            col(Placement.id) == placement_id
        )
    ).one()
    return OwnPlacement(found, Contact(row[0], row[1]))


def own_placements(
    session: Session, person_id: int, limit: int, offset: int = 0
) -> tuple[list[PlacementView], int]:
    """What the person's employers offer, drafts first and the newest first, and how many there are in all."""
    mine = select(col(Member.employer_id)).where(col(Member.person_id) == person_id)
    where = col(Placement.employer_id).in_(mine) & (col(Placement.status) != "withdrawn")
    ids = session.execute(
        select(col(Placement.id), func.count().over())
        .where(where)
        .order_by((col(Placement.status) == "draft").desc(), col(Placement.id).desc())
        .limit(limit)
        .offset(offset)
    ).all()
    return placements(session, [row[0] for row in ids]), ids[0][1] if ids else 0


_reserver = aliased(Teacher)
_RESERVATIONS: Any = (
    select(
        col(Reservation.id),
        col(Reservation.status),
        col(Reservation.seats),
        col(Reservation.first),
        col(Reservation.last),
        col(Reservation.agreed_seats),
        col(Reservation.agreed_first),
        col(Reservation.agreed_last),
        col(Reservation.audience),
        col(Reservation.label),
        col(Reservation.answer_by),
        col(Reservation.reason),
        col(Reservation.created_at),
        col(Reservation.placement_id),
        col(Placement.what),
        col(Placement.field),
        col(Placement.municipality),
        col(Placement.address),
        col(Placement.hours),
        col(Placement.clothes),
        col(Placement.lunch),
        col(Placement.allergies),
        col(Placement.other),
        col(Placement.register_extract),
        col(Employer.name),
        col(School.name),
        col(Reservation.teacher_id),
        func.coalesce(col(Placement.contact_name), col(Employer.contact_name)),
        func.coalesce(col(Placement.contact_phone), col(Employer.contact_phone)),
        col(Person.name),
        col(_reserver.phone),
        col(Placement.employer_id),
    )
    .select_from(Reservation)
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .join(Employer, col(Employer.id) == col(Placement.employer_id))
    .join(School, col(School.id) == col(Reservation.school_id))
    .join(Person, col(Person.id) == col(Reservation.teacher_id))
    .outerjoin(
        _reserver,
        (col(_reserver.person_id) == col(Reservation.teacher_id))
        & (col(_reserver.school_id) == col(Reservation.school_id)),
    )
)


def _reservation(row: Row[Any], person_id: int) -> ReservationView:
    values: tuple[Any, ...] = tuple(row)
    mine = values[26] == person_id
    employers_contact, teachers_contact = Contact(*values[27:29]), Contact(*values[29:31])
    waits_for_change = values[5] is not None and values[1] == "requested"
    shown = values[1] in CONTACT_SHOWN or waits_for_change
    facts = (
        *values[:5],
        (values[5], values[6], values[7]) if values[5] is not None else None,
        values[8],
        values[9] if mine else None,
        *values[10:27],
        mine,
        (employers_contact if mine else teachers_contact) if shown else None,
    )
    return ReservationView(*facts)


def reservation(session: Session, person_id: int, reservation_id: int) -> ReservationView:
    """One reservation for its teacher or someone of its employer; else `Refused` GONE or NOT_YOURS."""
    row = session.connection().execute(_RESERVATIONS.where(col(Reservation.id) == reservation_id)).first()
    if row is None:
        raise Refused(Reason.GONE)
    if row[26] != person_id and session.get(Member, (row[31], person_id)) is None:
        raise Refused(Reason.NOT_YOURS)
    return _reservation(row, person_id)


def teachers_reservations(
    session: Session, person_id: int, statuses: Sequence[str], limit: int, offset: int = 0
) -> tuple[list[ReservationView], int]:
    """The teacher's own reservations in these states, the next to begin first, and how many there are."""
    where = (col(Reservation.teacher_id) == person_id) & col(Reservation.status).in_(statuses)
    return _page(session, person_id, where, limit, offset)


def employers_reservations(
    session: Session,
    person_id: int,
    statuses: Sequence[str],
    limit: int,
    offset: int = 0,
    placement_id: int | None = None,
) -> tuple[list[ReservationView], int]:
    """Reservations of what the person's employers offer, the next to begin first, and how many there are."""
    mine = select(col(Member.employer_id)).where(col(Member.person_id) == person_id)
    where = col(Placement.employer_id).in_(mine) & col(Reservation.status).in_(statuses)
    if placement_id is not None:
        where &= col(Reservation.placement_id) == placement_id
    return _page(session, person_id, where, limit, offset)


def states(session: Session, person_id: int, *, teacher: bool) -> dict[str, int]:
    """How many reservations are in each state: the teacher's own, or those at the person's employers."""
    query = select(col(Reservation.status), func.count()).group_by(col(Reservation.status))
    if teacher:
        query = query.where(col(Reservation.teacher_id) == person_id)
    else:
        mine = select(col(Member.employer_id)).where(col(Member.person_id) == person_id)
        query = query.join(Placement, col(Placement.id) == col(Reservation.placement_id)).where(
            col(Placement.employer_id).in_(mine)
        )
    return {row[0]: row[1] for row in session.execute(query)}


def _page(
    session: Session, person_id: int, where: Any, limit: int, offset: int
) -> tuple[list[ReservationView], int]:
    query = _RESERVATIONS.add_columns(func.count().over()).where(where)
    rows = session.execute(
        query.order_by(
            (col(Reservation.status) == "requested").desc(), col(Reservation.first), col(Reservation.id)
        )
        .limit(limit)
        .offset(offset)
    ).all()
    return [_reservation(row, person_id) for row in rows], rows[0][-1] if rows else 0
