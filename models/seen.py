"""What was said about a reservation: to which side, when, and what did not arrive; and what became of its
place meanwhile. Nobody's name is in it, except for the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import Session
from sqlmodel import col

from models import edits
from models.claiming import UNTRUE
from models.edits import Edit
from models.notices import Kind
from models.refusals import Reason, Refused
from models.tables import Coordinator, Employer, Member, Notice, Placement, Reservation, School

MOST_EDITS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """One notice: `side` is teacher, employer or coordinator, `status` sent, failed, held, or dropped
    where it was no longer true."""

    kind: Kind
    side: str
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of what was said about a reservation, the newest first, and how much there is in all.

    On the first one also what was last `edited` about its place since it was made; `names` for who may read
    who did it.
    """

    reservation_id: int
    employer: str | None
    school: str
    first: date
    last: date
    is_party: bool
    said: tuple[Said, ...]
    total: int
    edited: tuple[Edit, ...]
    names: bool


_me: Any = bindparam("me")
_HEADER: Any = (
    select(
        col(Employer.name),
        col(School.name),
        col(Reservation.first),
        col(Reservation.last),
        or_(
            col(Reservation.teacher_id) == _me,
            exists().where(
                col(Member.employer_id) == col(Placement.employer_id), col(Member.person_id) == _me
            ),
        ),
        exists().where(
            col(Coordinator.person_id) == _me,
            or_(
                col(Coordinator.municipality).is_(None),
                col(Coordinator.municipality) == col(Placement.municipality),
            ),
        ),
        col(Reservation.placement_id),
        col(Reservation.created_at),
    )
    .select_from(Reservation)
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .join(Employer, col(Employer.id) == col(Placement.employer_id))
    .join(School, col(School.id) == col(Reservation.school_id))
    .where(col(Reservation.id) == bindparam("reservation"))
)
_AT = func.coalesce(col(Notice.sent_at), col(Notice.due_at))
_SAID: Any = (
    select(
        col(Notice.kind),
        case(
            (col(Notice.person_id) == col(Reservation.teacher_id), "teacher"),
            (col(Member.person_id).is_not(None), "employer"),
            else_="coordinator",
        ),
        case((col(Notice.status) == "waiting", "held"), else_=col(Notice.status)),
        _AT,
        func.count().over(),
    )
    .select_from(Notice)
    .join(Reservation, col(Reservation.id) == col(Notice.about_id))
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .outerjoin(
        Member,
        and_(
            col(Member.employer_id) == col(Placement.employer_id),
            col(Member.person_id) == col(Notice.person_id),
        ),
    )
    .where(
        col(Notice.about) == "reservation",
        col(Notice.about_id) == bindparam("reservation"),
        or_(
            col(Notice.status).in_(("sent", "failed")),
            and_(col(Notice.status) == "dropped", col(Notice.failure) == UNTRUE),
            and_(
                col(Notice.status) == "waiting",
                col(Notice.held) == true(),
                col(Notice.due_at) <= bindparam("now"),
            ),
        ),
    )
    .order_by(_AT.desc(), col(Notice.id).desc())
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)


def seen(
    session: Session, person_id: int, reservation_id: int, now: datetime, limit: int, offset: int = 0
) -> Seen:
    """For either side of the reservation and its coordinators; three queries.

    `Refused` GONE where there is none, NOT_YOURS for anybody else.
    """
    connection = session.connection()
    header = connection.execute(_HEADER, {"me": person_id, "reservation": reservation_id}).first()
    if header is None:
        raise Refused(Reason.GONE)
    employer, school, first, last, is_party, is_coordinator, placement_id, since = tuple(header)
    if not (is_party or is_coordinator):
        raise Refused(Reason.NOT_YOURS)
    values = {"reservation": reservation_id, "now": now, "most": limit, "skipped": offset}
    rows = connection.execute(_SAID, values).all()
    return Seen(
        reservation_id,
        employer,
        school,
        first,
        last,
        bool(is_party),
        _said(rows),
        rows[0][4] if rows else 0,
        () if offset else edits.latest(session, placement_id, since, MOST_EDITS),
        bool(is_coordinator),
    )


def _said(rows: Sequence[Any]) -> tuple[Said, ...]:
    return tuple(Said(Kind(row[0]), row[1], row[2], row[3]) for row in rows)
