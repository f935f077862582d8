"""Putting a reminder off: it comes again tomorrow or on Monday, if it still holds then."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices, offering_again
from models.following import Following, following
from models.moments import LONGEST_SHIFT
from models.notices import Kind, Planned
from models.refusals import Reason, Refused
from models.tables import Notice, Person
from models.timetable import row_of
from models.timetable_row import Reader
from models.weeks import DAY, Term, at_local, is_working_day, local_day, monday_of, next_working_day

TOMORROW, MONDAY = "tomorrow", "monday"
# What can be put off: what has days to spare.
CAN_WAIT = {
    (Kind.EXTRACT, "42"),
    (Kind.EXTRACT, "28"),
    (Kind.REMIND_EMPLOYER, "14"),
    (Kind.REMIND_TEACHER, "14"),
    (Kind.REMIND_TEACHER, "7"),
}


def day_of(to: str, today: date) -> date:
    """The working day that "tomorrow" or "monday" means on `today`; `LookupError` for anything else."""
    if to == TOMORROW:
        return next_working_day(today)
    if to == MONDAY:
        monday = monday_of(today) + 7 * DAY
        return monday if is_working_day(monday) else next_working_day(monday)
    raise LookupError(to)


def choices(today: date, before: date) -> Sequence[str]:
    """What can be offered on `today` for something that must be said before a day."""
    tomorrow, monday = day_of(TOMORROW, today), day_of(MONDAY, today)
    found = [to for to, day in ((TOMORROW, tomorrow), (MONDAY, monday)) if day < before]
    return found if tomorrow != monday else found[:1]


def put_off(
    session: Session, person_id: int, kind: Kind, detail: str, reservation_id: int, to: str, now: datetime
) -> date:
    """Says the same reminder once more on a later day, and which day that is. The question rests until then.

    Raises `LookupError` for what can't be put off, `Refused` NOT_YOURS, ALREADY_OVER, TOO_EARLY for what
    hasn't been said, and TOO_LATE when the placement would have begun.
    """
    if (kind, detail) not in CAN_WAIT:
        raise LookupError(kind)
    found = following(session, person_id, reservation_id, now)
    _check(found, row_of(kind, detail).reader)
    day = day_of(to, found.today)
    if day >= found.begins:
        raise Refused(Reason.TOO_LATE)
    # The detail is how many days ahead the timetable has it: nobody can have seen it much earlier.
    if found.begins - found.today > int(detail) * DAY + LONGEST_SHIFT:
        raise Refused(Reason.TOO_EARLY)
    mark = f"{found.view.first}/{detail}/z{day}"
    until = at_local(found.begins, time(12))
    notices.answered(session, "reservation", reservation_id, now, [kind])
    later = _later(session, person_id, day)
    row = row_of(kind, detail)
    if row.reader is not Reader.TEACHER or not _comes_anyway(session, person_id, kind, reservation_id, later):
        told = Planned(kind, "reservation", reservation_id, later, until, detail, mark, question=row.question)
        notices.tell(session, [person_id], told)
    return day


def _comes_anyway(session: Session, person_id: int, kind: Kind, reservation_id: int, later: datetime) -> bool:
    """Whether the next reminder of the same kind comes by then, so that this one would only double it."""
    query = select(col(Notice.id)).where(
        col(Notice.person_id) == person_id,
        col(Notice.about) == "reservation",
        col(Notice.about_id) == reservation_id,
        col(Notice.kind) == kind.value,
        col(Notice.status) == "waiting",
        col(Notice.due_at) <= later,
        ~col(Notice.key).like("%/z%"),
    )
    return session.connection().execute(query.limit(1)).first() is not None


def _check(found: Following, reader: Reader) -> None:
    if found.view.mine is not (reader is Reader.TEACHER):
        raise Refused(Reason.NOT_YOURS)
    if found.view.status != "confirmed" and found.view.agreed is None:
        raise Refused(Reason.ALREADY_OVER, status=found.view.status)
    if found.view.status not in ("confirmed", "requested"):
        raise Refused(Reason.ALREADY_OVER, status=found.view.status)


def _later(session: Session, person_id: int, day: date) -> datetime:
    hour = session.connection().execute(select(col(Person.remind_at)).where(col(Person.id) == person_id))
    return at_local(day, time(hour.scalar_one()))


def put_off_offer(
    session: Session, person_id: int, employer_id: int, term: Term, to: str, now: datetime
) -> date:
    """The question about the coming term once more on a later day. Raises as `offering_again.earlier`."""
    offering_again.earlier(session, person_id, employer_id, term)
    day = day_of(to, local_day(now))
    begins = term.mondays()[0]
    if day >= begins:
        raise Refused(Reason.TOO_LATE)
    notices.answered(session, "employer", employer_id, now, [Kind.OFFER_AGAIN])
    due, until, mark = _later(session, person_id, day), at_local(begins, time(8)), f"{term.code}/z{day}"
    told = Planned(Kind.OFFER_AGAIN, "employer", employer_id, due, until, term.code, mark, question=True)
    notices.tell(session, [person_id], told)
    return day
