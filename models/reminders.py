"""What a confirmed reservation needs said: reminders before it starts, a question after it ended."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from models import notices
from models.notices import Kind, Planned
from models.weeks import at_local, first_school_day, last_school_day, next_working_day

DAYS_AHEAD = (14, 7, 1)
AT = time(8)
ASK_FOR = timedelta(days=14)
KINDS = (Kind.REMIND_TEACHER, Kind.REMIND_EMPLOYER, Kind.AFTER_TEACHER, Kind.AFTER_EMPLOYER)


def plan(
    session: Session,
    reservation_id: int,
    first: date,
    last: date,
    teacher_id: int,
    contacts: Iterable[int],
    now: datetime,
) -> None:
    """Writes the reminders that still lie ahead, in place of those that were planned before.

    14, 7 and 1 days before the first school day at 08:00 local time; each makes sense until the next one.
    On the working day after the last school day comes a question about how it went.
    """
    notices.drop(session, "reservation", reservation_id, KINDS)
    contacts = list(contacts)
    start = first_school_day(first)
    moments = [at_local(start - timedelta(days=days), AT) for days in DAYS_AHEAD]
    ends = [*moments[1:], at_local(start, time(12))]
    planned: list[tuple[Iterable[int], Planned]] = []
    for days, due_at, until in zip(DAYS_AHEAD, moments, ends, strict=True):
        if due_at <= now:
            continue
        for kind, people in ((Kind.REMIND_TEACHER, [teacher_id]), (Kind.REMIND_EMPLOYER, contacts)):
            reminder = Planned(
                kind, "reservation", reservation_id, due_at, until, str(days), f"{first}/{days}"
            )
            planned.append((people, reminder))
    after = at_local(next_working_day(last_school_day(last)), AT)
    for kind, people in ((Kind.AFTER_TEACHER, [teacher_id]), (Kind.AFTER_EMPLOYER, contacts)):
        asked = Planned(kind, "reservation", reservation_id, after, after + ASK_FOR, mark=str(last))
        planned.append((people, asked))
    notices.tell_each(session, planned)
