"""Putting a reminder off: it comes again tomorrow or on Monday, if it still holds then."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices, offering_again
from models.following import Following, following
from models.moments import LONGEST_SHIFT, moment
from models.notices import Kind, Planned
from models.refusals import Reason, Refused
from models.tables import Notice, Person
from models.timetable import TIMETABLE, row_of
from models.timetable_row import Anchor, Reader, Row
from models.weeks import DAY, Term, at_local, is_working_day, local_day, monday_of, next_working_day

TOMORROW, MONDAY = "tomorrow", "monday"
Which = tuple[Kind, str]
# What can be put off has days to spare. What prepares is of use until they come.
_UNTIL_THEY_COME: frozenset[Which] = frozenset(
    {
        (Kind.EXTRACT, "42"),
        (Kind.EXTRACT, "28"),
        (Kind.REMIND_EMPLOYER, "14"),
        (Kind.REMIND_TEACHER, "14"),
        (Kind.REMIND_TEACHER, "7"),
    }
)
# What else can, until it no longer makes sense by the timetable.
CAN_WAIT = _UNTIL_THEY_COME | {
    (Kind.WHO_COMES, ""),
    (Kind.REMIND_EMPLOYER, "7"),
    (Kind.AFTER_EMPLOYER, ""),
    (Kind.AFTER_TEACHER, ""),
    *((row.kind, row.detail or "") for row in TIMETABLE if row.weeks_ahead),
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


def must_be_said_before(found: Following, kind: Kind, detail: str) -> date:
    """The first day on which saying it again would be too late."""
    return local_day(_until(found, (kind, detail), 0))


def _until(found: Following, which: Which, hour: int) -> datetime:
    if which in _UNTIL_THEY_COME:
        return at_local(found.begins, time(12))
    row = row_of(*which)
    assert row.until is not None
    return moment(row.until, _anchor(found, row), hour)


def _anchor(found: Following, row: Row) -> date:
    return found.ends if row.when.anchor is Anchor.LAST_DAY else found.begins


def put_off(
    session: Session, person_id: int, kind: Kind, detail: str, reservation_id: int, to: str, now: datetime
) -> date:
    """Says the same reminder once more on a later day, and which day that is. The question rests until then.

    `detail` as in the timetable, "" for none. Raises `LookupError` for what can't be put off, `Refused`
    NOT_YOURS, ALREADY_OVER, TOO_EARLY for what hasn't been said, and TOO_LATE when it would no longer make
    sense.
    """
    if (kind, detail) not in CAN_WAIT:
        raise LookupError(kind)
    found = following(session, person_id, reservation_id, now)
    row, hour = row_of(kind, detail), _hour(session, person_id)
    _check(found, row)
    day, until = day_of(to, found.today), _until(found, (kind, detail), hour)
    if day >= local_day(until):
        raise Refused(Reason.TOO_LATE)
    # Nobody can have seen it much earlier than the timetable has it.
    earlier = LONGEST_SHIFT if row.when.days < 0 else timedelta()
    if found.today < local_day(moment(row.when, _anchor(found, row), hour)) - earlier:
        raise Refused(Reason.TOO_EARLY)
    mark = f"{found.view.first}/{detail}/z{day}"
    notices.answered(session, "reservation", reservation_id, now, [kind])
    _forget_earlier(session, person_id, kind, reservation_id, f"%/{detail}/z%")
    later = at_local(day, time(hour))
    if row.reader is not Reader.TEACHER or not _comes_anyway(session, person_id, kind, reservation_id, later):
        said, question = row.detail, row.question
        told = Planned(kind, "reservation", reservation_id, later, until, said, mark, question=question)
        notices.tell(session, [person_id], told)
    return day


def _forget_earlier(session: Session, person_id: int, kind: Kind, reservation_id: int, put_off: str) -> None:
    """Who puts it off to another day wants it on that day only."""
    session.connection().execute(
        update(Notice)
        .where(
            col(Notice.person_id) == person_id,
            col(Notice.about) == "reservation",
            col(Notice.about_id) == reservation_id,
            col(Notice.kind) == kind.value,
            col(Notice.status) == "waiting",
            col(Notice.key).like(put_off),
        )
        .values(status="dropped")
    )


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


def _check(found: Following, row: Row) -> None:
    status = found.view.status
    if found.view.mine is not (row.reader is Reader.TEACHER):
        raise Refused(Reason.NOT_YOURS)
    agreed = status == "confirmed" or (status == "requested" and found.view.agreed is not None)
    over = status == "completed" and row.when.anchor is Anchor.LAST_DAY
    if not (agreed or over):
        raise Refused(Reason.ALREADY_OVER, status=status)


def _hour(session: Session, person_id: int) -> int:
    query = select(col(Person.remind_at)).where(col(Person.id) == person_id)
    return int(session.connection().execute(query).scalar_one())


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
    due = at_local(day, time(_hour(session, person_id)))
    until, mark = at_local(begins, time(8)), f"{term.code}/z{day}"
    told = Planned(Kind.OFFER_AGAIN, "employer", employer_id, due, until, term.code, mark, question=True)
    notices.tell(session, [person_id], told)
    return day
