"""The bookings that a coordinator answers for: at places of their municipality, or of the whole region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import coordinating
from models.refusals import Reason, Refused
from models.tables import Employer, Placement, Reservation, School


@dataclass(frozen=True, slots=True)
class Overseen:
    """A booking in a coordinator's list; nobody's name is in it. `agreed` while a wished change waits."""

    id: int
    status: str
    seats: int
    first: date
    last: date
    agreed: tuple[int, date, date] | None
    answer_by: datetime | None
    employer_id: int
    employer: str | None
    school_id: int
    school: str


@dataclass(frozen=True, slots=True)
class Among:
    """Of whom: all, or those at one employer or of one school."""

    employer_id: int | None = None
    school_id: int | None = None

    @property
    def everybody(self) -> bool:
        return self.employer_id is None and self.school_id is None


_OVERSEEN: Any = (
    select(
        col(Reservation.id),
        col(Reservation.status),
        col(Reservation.seats),
        col(Reservation.first),
        col(Reservation.last),
        col(Reservation.agreed_seats),
        col(Reservation.agreed_first),
        col(Reservation.agreed_last),
        col(Reservation.answer_by),
        col(Placement.employer_id),
        col(Employer.name),
        col(Reservation.school_id),
        col(School.name),
    )
    .select_from(Reservation)
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .join(Employer, col(Employer.id) == col(Placement.employer_id))
    .join(School, col(School.id) == col(Reservation.school_id))
)


def _overseen(row: Sequence[Any]) -> Overseen:
    agreed = (row[5], row[6], row[7]) if row[5] is not None else None
    values: tuple[Any, ...] = (*row[:5], agreed, *row[8:13])
    return Overseen(*values)


def bookings(
    session: Session,
    person_id: int,
    statuses: Sequence[str],
    among: Among,
    limit: int,
    offset: int = 0,
    *,
    latest_first: bool = False,
) -> tuple[list[Overseen], dict[str, int]]:
    """A page of the bookings in these states, the next to begin first, and how many there are in each state.

    Three queries. Raises `Refused` NOT_COORDINATOR, and GONE for an employer or school that has no bookings
    here.
    """
    where = coordinating.within(coordinating.mine(session, person_id), Placement.municipality)
    if among.employer_id is not None:
        where &= col(Placement.employer_id) == among.employer_id
    if among.school_id is not None:
        where &= col(Reservation.school_id) == among.school_id
    connection = session.connection()
    counts = connection.execute(
        select(col(Reservation.status), func.count())
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .where(where)
        .group_by(col(Reservation.status))
    )
    states = {row[0]: row[1] for row in counts}
    if not states and not among.everybody:
        raise Refused(Reason.GONE)
    begins = (col(Reservation.first), col(Reservation.id))
    order = [column.desc() for column in begins] if latest_first else begins
    page = _OVERSEEN.where(where, col(Reservation.status).in_(statuses)).order_by(*order)
    rows = connection.execute(page.limit(limit).offset(offset))
    return [_overseen(row) for row in rows], states


def booking(
    session: Session, person_id: int, reservation_id: int
) -> tuple[Overseen, coordinating.BookingCase]:
    """One of them, with both sides' contacts. Raises `Refused` NOT_COORDINATOR, and GONE for what isn't there
    or isn't this coordinator's."""
    case = coordinating.booking_case(session, person_id, reservation_id)
    row = session.connection().execute(_OVERSEEN.where(col(Reservation.id) == reservation_id)).one()
    return _overseen(row), case
