"""What the clock ends: requests that nobody answered in time, and reservations whose weeks are over."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices, planning
from models.hot import Hot
from models.notices import Kind, Planned
from models.reservations import Booking, become, booking, give_back, mark_of
from models.tables import Placement, Reservation
from models.weeks import this_monday


def expire_due(session: Session, now: datetime, limit: int = 100) -> int:
    """Ends requests that nobody answered in time; says how many."""
    query = (
        select(col(Reservation.id))
        .where(col(Reservation.status) == "requested", col(Reservation.answer_by) <= now)
        .order_by(col(Reservation.answer_by))
        .limit(limit)
    )
    due = session.connection().execute(query).scalars().all()
    for reservation_id in due:
        found, _ = booking(session, reservation_id, None)
        if found.status == "requested":
            give_back(session, found, "expired", Kind.EXPIRED_TEACHER, now, by=None)
            told = Planned(Kind.EXPIRED_EMPLOYER, "reservation", found.id, now, mark=mark_of(now))
            notices.tell_employer(session, found.employer_id, told)
            if found.agreed is None:
                _tell_coordinators(session, found, now)
    return len(due)


def _tell_coordinators(session: Session, found: Booking, now: datetime) -> None:
    """Somebody who answers for the municipality may call."""
    query = select(col(Placement.municipality)).where(col(Placement.id) == found.placement_id)
    municipality = session.connection().execute(query).scalar_one()
    told = Planned(Kind.EXPIRED_COORDINATOR, "reservation", found.id, now, mark=mark_of(now))
    planning.tell_coordinators(session, municipality, told)


def complete_due(session: Session, now: datetime, limit: int = 100) -> int:
    """Marks confirmed reservations whose last week is over as completed; says how many."""
    query = (
        select(col(Reservation.id))
        .where(col(Reservation.status) == "confirmed", col(Reservation.last) < this_monday(now))
        .order_by(col(Reservation.last))
        .limit(limit)
    )
    due = session.connection().execute(query).scalars().all()
    for reservation_id in due:
        found, _ = booking(session, reservation_id, None)
        if found.status == "confirmed":
            become(session, found, "completed", now, by=None)
    return len(due)


_DUE = Hot(
    select(
        or_(
            exists().where(
                col(Reservation.status) == "requested", col(Reservation.answer_by) <= bindparam("now")
            ),
            exists().where(
                col(Reservation.status) == "confirmed", col(Reservation.last) < bindparam("monday")
            ),
        )
    )
)


def anything_due(session: Session, now: datetime) -> bool:
    """Whether a request has run out of time or a confirmed reservation is over."""
    ((due,),) = _DUE.rows(session, {"now": now, "monday": this_monday(now)})
    return bool(due)
