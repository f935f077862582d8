"""Reserving: a school asks for seats, the employer answers, and either side may step back.

requested → confirmed → completed, and declined, expired, cancelled (by the school), withdrawn (by the
employer). A request holds its seats until it is answered or expires after three working days.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import history, manners, notices, planning, replies, reserving, seats
from models.notices import Kind, Planned
from models.refusals import Reason, Refused
from models.reserving import Receipt, agreed, says_yes_in_advance
from models.seats import Held
from models.tables import RESERVATION_STATES, Member, Placement, Reservation
from models.texts import clean
from models.timetable_row import Reader
from models.weeks import first_school_day, last_school_day, local_day

# The rule that begins a reservation stands in a room of its own.
reserve = reserving.reserve
LIVE = ("requested", "confirmed")
HOLDING = (*LIVE, "completed")
# How lists show them.
GROUPS = {
    "live": LIVE,
    "wait": ("requested",),
    "yes": ("confirmed",),
    "past": tuple(state for state in RESERVATION_STATES if state not in LIVE),
}
LABEL_LENGTH = 40
REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Booking:
    """A reservation as the rules need it, read under the writer's lock."""

    id: int
    status: str
    seats: int
    first: date
    last: date
    agreed: tuple[int, date, date] | None
    placement_id: int
    employer_id: int
    teacher_id: int

    @property
    def held(self) -> Held:
        """The seats that the reservation holds; while a change waits, enough for both outcomes."""
        if self.status not in HOLDING:
            return {}
        now_held = seats.held(self.seats, self.first, self.last)
        return seats.at_most_of_both(now_held, seats.held(*self.agreed)) if self.agreed else now_held


_BOOKING = (
    select(
        col(Reservation.id),
        col(Reservation.status),
        col(Reservation.seats),
        col(Reservation.first),
        col(Reservation.last),
        col(Reservation.agreed_seats),
        col(Reservation.agreed_first),
        col(Reservation.agreed_last),
        col(Reservation.placement_id),
        col(Placement.employer_id),
        col(Reservation.teacher_id),
        col(Member.person_id),
    )
    .select_from(Reservation)
    .join(Placement, col(Placement.id) == col(Reservation.placement_id))
    .with_for_update(of=Reservation)
)


def booking(session: Session, reservation_id: int, person_id: int | None) -> tuple[Booking, bool]:
    """The reservation, locked, and whether the person speaks for its employer.

    Raises `Refused` GONE where there is none, NOT_YOURS for someone who is neither its teacher nor its
    employer; the clock (None) may do what it has to.
    """
    query = _BOOKING.outerjoin(
        Member,
        and_(col(Member.employer_id) == col(Placement.employer_id), col(Member.person_id) == person_id),
    ).where(col(Reservation.id) == reservation_id)
    row = session.connection().execute(query).first()
    if row is None:
        raise Refused(Reason.GONE)
    values: tuple[Any, ...] = tuple(row)
    agreed = (values[5], values[6], values[7]) if values[5] is not None else None
    found = Booking(*(*values[:5], agreed, *values[8:11]))
    is_employer = values[11] is not None
    if person_id is not None and not is_employer and found.teacher_id != person_id:
        raise Refused(Reason.NOT_YOURS)
    return found, is_employer


def confirm(
    session: Session, person_id: int, reservation_id: int, now: datetime, seats_only: int | None = None
) -> None:
    """The employer says yes, to all seats or to `seats_only` of them; a second answer is ALREADY_ANSWERED."""
    found = _answerable(session, person_id, reservation_id)
    granted = found.seats if seats_only is None else seats_only
    if not 1 <= granted <= found.seats:
        raise Refused(Reason.SEATS_SENSELESS, seats=granted, limit=found.seats)
    seats.shift(session, found.placement_id, found.held, seats.held(granted, found.first, found.last))
    become(
        session,
        found,
        "confirmed",
        now,
        by=person_id,
        seats=granted,
        answer_by=None,
        **agreed(granted, found.first, found.last),
    )
    _forget_answered(session, found)
    _ask_anew(session, found, found.first, found.last, now)
    soon = manners.begins_soon(first_school_day(found.first), now)
    told = Planned(Kind.CONFIRMED, "reservation", found.id, now, mark=mark_of(now), urgent=soon)
    notices.tell(session, [found.teacher_id], told)
    planning.plan(session, found.id, now)


def decline(session: Session, person_id: int, reservation_id: int, reason: str | None, now: datetime) -> None:
    """The employer says no. What had been agreed before a wished change stands again."""
    found = _answerable(session, person_id, reservation_id)
    reason = clean(reason, REASON_LENGTH) if reason else None
    give_back(session, found, "declined", Kind.DECLINED, now, by=person_id, reason=reason)


def _answerable(session: Session, person_id: int, reservation_id: int) -> Booking:
    found, is_employer = booking(session, reservation_id, person_id)
    if not is_employer:
        raise Refused(Reason.NOT_YOURS)
    if found.status != "requested":
        raise Refused(Reason.ALREADY_ANSWERED, status=found.status)
    return found


def cancel(session: Session, person_id: int, reservation_id: int, now: datetime) -> None:
    """The school steps back; the seats are free at once and the employer is told."""
    found, _ = booking(session, reservation_id, person_id)
    if found.teacher_id != person_id:
        raise Refused(Reason.NOT_YOURS)
    _end(session, found, "cancelled", now, by=person_id)
    told = Planned(Kind.CANCELLED, "reservation", found.id, now, urgent=_begins_soon(found, now))
    notices.tell_employer(session, found.employer_id, told)


def withdraw(
    session: Session, person_id: int, reservation_id: int, reason: str | None, now: datetime
) -> None:
    """The employer steps back from a reservation; the teacher is told at once."""
    found, is_employer = booking(session, reservation_id, person_id)
    if not is_employer:
        raise Refused(Reason.NOT_YOURS)
    reason = clean(reason, REASON_LENGTH) if reason else None
    _end(session, found, "withdrawn", now, by=person_id, reason=reason)
    told = Planned(Kind.WITHDRAWN, "reservation", found.id, now, urgent=_begins_soon(found, now))
    notices.tell(session, [found.teacher_id], told)


def change(
    session: Session, person_id: int, reservation_id: int, wanted: int, first: date, last: date, now: datetime
) -> Receipt:
    """The school changes seats or weeks in one step; if the new ones can't be had, the old ones stay.

    Fewer seats or weeks of a confirmed reservation stay confirmed. More or other ones of it are a new
    request, unless the employer has said yes in advance; until it is answered both are held, and a no
    leaves what was agreed. Raises what `reserve` raises, and ALREADY_OVER.
    """
    found, _ = booking(session, reservation_id, person_id)
    if found.teacher_id != person_id:
        raise Refused(Reason.NOT_YOURS)
    if found.status not in LIVE:
        raise Refused(Reason.ALREADY_OVER, status=found.status)
    seats.check_wish(wanted, first, last, min(found.first, local_day(now)))
    after = seats.held(wanted, first, last)
    if found.status == "requested" and after == seats.held(found.seats, found.first, found.last):
        return Receipt(found.id, found.status, None, repeated=True)
    agreed = seats.held(*found.agreed) if found.agreed else {}
    settled = bool(agreed) and (_within(after, agreed) or says_yes_in_advance(session, found.placement_id))
    if not settled and not _within(after, found.held):
        says_yes_in_advance(session, found.placement_id)
    holding = after if settled else seats.at_most_of_both(after, agreed)
    seats.shift(session, found.placement_id, found.held, holding)
    return _changed(session, found, wanted, first, last, settled, now)


def _within(one: Held, other: Held) -> bool:
    return all(wanted <= other.get(monday, 0) for monday, wanted in one.items())


def _changed(
    session: Session, found: Booking, wanted: int, first: date, last: date, settled: bool, now: datetime
) -> Receipt:
    status = "confirmed" if settled else "requested"
    answer_by = None if settled else reserving.answer_until(now, first)
    values = {"seats": wanted, "first": first, "last": last, "answer_by": answer_by}
    if settled:
        values |= agreed(wanted, first, last)
    become(session, found, status, now, by=found.teacher_id, **values)
    _forget_answered(session, found)
    mark = mark_of(now)
    soon = settled and _begins_soon(found, now, first)
    kind = Kind.CHANGED if settled else Kind.REQUESTED
    told = Planned(kind, "reservation", found.id, now, mark=mark, urgent=soon)
    people = planning.listeners(session, found.employer_id, found.teacher_id)
    said = [(one.person_id, told) for one in people if one.reader is Reader.EMPLOYER]
    if answer_by is not None:
        said += planning.nudges(found.id, people, answer_by, mark, now)
    notices.tell_all(session, said)
    if settled:
        _ask_anew(session, found, first, last, now)
        planning.plan(session, found.id, now)
    return Receipt(found.id, status, answer_by)


def label(session: Session, person_id: int, reservation_id: int, text: str | None, now: datetime) -> None:
    """The teacher's own mark, such as "8B"; None takes it away. Only the teacher sees it."""
    found, _ = booking(session, reservation_id, person_id)
    if found.teacher_id != person_id:
        raise Refused(Reason.NOT_YOURS)
    kept = clean(text, LABEL_LENGTH) if text is not None else None
    _write(session, found.id, label=kept, changed_at=now)


def give_back(
    session: Session,
    found: Booking,
    status: str,
    kind: Kind,
    now: datetime,
    *,
    by: int | None,
    reason: str | None = None,
) -> None:
    """Ends a request unanswered or declined; an earlier agreement stands again."""
    _forget_answered(session, found)
    if found.agreed is None:
        seats.shift(session, found.placement_id, found.held, {})
        become(session, found, status, now, by=by, reason=reason)
    else:
        agreed_seats, first, last = found.agreed
        seats.shift(session, found.placement_id, found.held, seats.held(*found.agreed))
        values = {"seats": agreed_seats, "first": first, "last": last, "answer_by": None, "reason": reason}
        become(session, found, "confirmed", now, by=by, **values)
        kind = Kind.CHANGE_DECLINED
    notices.tell(session, [found.teacher_id], Planned(kind, "reservation", found.id, now, mark=mark_of(now)))


def _end(
    session: Session, found: Booking, status: str, now: datetime, *, by: int | None, reason: str | None = None
) -> None:
    """Ends a live reservation, frees its seats and takes back what was planned to be said about it."""
    if found.status not in LIVE:
        raise Refused(Reason.ALREADY_OVER, status=found.status)
    seats.shift(session, found.placement_id, found.held, {})
    become(session, found, status, now, by=by, reason=reason)
    notices.drop(session, "reservation", found.id)
    notices.answered(session, "reservation", found.id, now)


def _begins_soon(found: Booking, now: datetime, first: date | None = None) -> bool:
    """Whether somebody would come, or not come, within two days. Before a yes nobody is on the way."""
    if found.agreed is None:
        return False
    _, begins, ends = found.agreed
    earlier = min(begins, first or begins)
    return manners.begins_soon(first_school_day(earlier), now) and local_day(now) <= last_school_day(ends)


def become(
    session: Session, found: Booking, status: str, now: datetime, *, by: int | None, **values: object
) -> None:
    """Writes a reservation's new state and other columns, and who brought it about (None: the clock)."""
    _write(session, found.id, status=status, changed_at=now, **values)
    history.note(session, "reservation", found.id, status, now, by=by, was=found.status)


def _write(session: Session, reservation_id: int, **values: object) -> None:
    session.connection().execute(
        update(Reservation).where(col(Reservation.id) == reservation_id).values(**values)
    )


def _forget_answered(session: Session, found: Booking) -> None:
    notices.drop(session, "reservation", found.id, [Kind.REQUESTED, Kind.NUDGE_EMPLOYER])


def _ask_anew(session: Session, found: Booking, first: date, last: date, now: datetime) -> None:
    """Forgets what was answered about the weeks agreed before, where these are others now."""
    if found.agreed is None or (first, last) == found.agreed[1:]:
        return
    moved = first != found.agreed[1]
    stale = (*replies.OF_FIRST_DAY, *replies.OF_LAST_DAY) if moved else replies.OF_LAST_DAY
    replies.forget(session, "reservation", found.id, stale)
    if moved:
        # A question about the weeks before keeps no other one waiting.
        notices.answered(session, "reservation", found.id, now)


def mark_of(now: datetime) -> str:
    """What tells a notice from one of the same kind that went out at another moment."""
    return str(int(now.timestamp() * 1000))
