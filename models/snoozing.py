"""A sentence after a reminder, "påminn mig i morgon": all of the last one that can wait is put off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import putting_off
from models.notices import Kind
from models.planning import AHEAD_KINDS
from models.refusals import Reason, Refused
from models.tables import Member, Notice, Placement, Reservation
from models.weeks import WEEK, Term, this_monday

# A reminder of Friday may be answered on Monday; what was said earlier isn't meant any more.
JUST_NOW = timedelta(days=3)
# Nothing is asked about a booking that has been over for longer.
_OVER = 6 * WEEK
_SAID = (
    col(Notice.kind),
    col(Notice.detail),
    col(Notice.about),
    col(Notice.about_id),
    col(Notice.message_id),
    col(Notice.sent_at),
)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """What was put off to which day: reservations, and the question of a coming term. `too_late` tells that
    something can't wait until then; `day` is None where nothing could."""

    day: date | None
    reservations: tuple[int, ...]
    offer: bool
    too_late: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """One notice of the last message with reminders."""

    kind: Kind
    detail: str
    about_id: int


def waiting_for_a_day(session: Session, person_id: int, now: datetime) -> bool:
    """Whether the person just had a reminder that can be put off."""
    return bool(_can_wait(session, person_id, now))


def snooze(session: Session, person_id: int, to: str, now: datetime) -> Snoozed | None:
    """Puts off to `to` (as in `putting_off.day_of`) what of the last reminder can wait; None where nothing of
    it can. Raises `Refused` where all of it is over."""
    said = _can_wait(session, person_id, now)
    if not said:
        return None
    days: list[date] = []
    reservations: list[int] = []
    refused: list[Refused] = []
    offer = False
    for one in said:
        try:
            days.append(_put_off(session, person_id, one, to, now))
        except Refused as no:
            refused.append(no)
            continue
        if one.kind is Kind.OFFER_AGAIN:
            offer = True
        elif one.about_id not in reservations:
            reservations.append(one.about_id)
    too_late = any(no.reason is Reason.TOO_LATE for no in refused)
    if not days and not too_late:
        raise refused[0]
    return Snoozed(days[0] if days else None, tuple(reservations), offer, too_late)


def _put_off(session: Session, person_id: int, said: _Said, to: str, now: datetime) -> date:
    if said.kind is Kind.OFFER_AGAIN:
        term = Term.from_code(said.detail)
        return putting_off.put_off_offer(session, person_id, said.about_id, term, to, now)
    return putting_off.put_off(session, person_id, said.kind, said.detail, said.about_id, to, now)


def _can_wait(session: Session, person_id: int, now: datetime) -> list[_Said]:
    """Of the last message with reminders what can be put off; empty where there is none, or nothing can."""
    rows = _reminders(session, person_id, now)
    if not rows:
        return []
    last = max(rows, key=lambda row: row[5])[4]
    found = [_Said(Kind(row[0]), row[1] or "", row[3]) for row in rows if row[4] == last]
    return [
        one for one in found if one.kind is Kind.OFFER_AGAIN or (one.kind, one.detail) in putting_off.CAN_WAIT
    ]


def _reminders(session: Session, person_id: int, now: datetime) -> list[Any]:
    """What was planned and has just been said to the person. By what it is about: a person's own notices
    have no index of their own once they are sent."""
    mine = select(col(Member.employer_id)).where(col(Member.person_id) == person_id)
    booked = (
        select(col(Reservation.id))
        .join(Placement, col(Placement.id) == col(Reservation.placement_id))
        .where(
            or_(col(Reservation.teacher_id) == person_id, col(Placement.employer_id).in_(mine)),
            col(Reservation.last) >= this_monday(now) - _OVER,
        )
    )
    query = select(*_SAID).where(
        col(Notice.person_id) == person_id,
        col(Notice.status) == "sent",
        col(Notice.sent_at) > now - JUST_NOW,
        col(Notice.sent_at) <= now,
    )
    connection = session.connection()
    of_bookings = query.where(
        col(Notice.about) == "reservation",
        col(Notice.about_id).in_(booked),
        col(Notice.kind).in_(AHEAD_KINDS),
    )
    of_terms = query.where(
        col(Notice.about) == "employer",
        col(Notice.about_id).in_(mine),
        col(Notice.kind) == Kind.OFFER_AGAIN.value,
    )
    return [*connection.execute(of_bookings), *connection.execute(of_terms)]
