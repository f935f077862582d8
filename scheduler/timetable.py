"""Which facts a due notice is rendered from, and whether it still holds true."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.screens.notices import Facts
from models import coordinating, employers, views
from models.notices import Claimed, Kind
from models.refusals import Refused

# The states of a reservation in which a notice about it is still worth saying.
TRUE_WHILE: dict[Kind, tuple[str, ...]] = {
    Kind.REQUESTED: ("requested",),
    Kind.BOOKED: ("confirmed",),
    Kind.CONFIRMED: ("confirmed",),
    Kind.DECLINED: ("declined",),
    Kind.CHANGE_DECLINED: ("confirmed", "requested"),
    Kind.EXPIRED_TEACHER: ("expired",),
    Kind.EXPIRED_EMPLOYER: ("expired",),
    Kind.CANCELLED: ("cancelled",),
    Kind.WITHDRAWN: ("withdrawn",),
    Kind.CHANGED: ("confirmed",),
    Kind.REMIND_TEACHER: ("confirmed", "requested"),
    Kind.REMIND_EMPLOYER: ("confirmed", "requested"),
    Kind.AFTER_TEACHER: ("confirmed", "completed"),
    Kind.AFTER_EMPLOYER: ("confirmed", "completed"),
}


def facts(session: Session, notice: Claimed, now: datetime) -> Facts | None:
    """What the notice is rendered from at `now`, or None when it should not be sent any more."""
    if notice.until is not None and notice.until <= now:
        return None
    try:
        return _found(session, notice)
    except Refused:
        # The reader left the workplace or the duty, or what it was about is gone.
        return None


def _found(session: Session, notice: Claimed) -> Facts | None:
    if notice.about == "reservation":
        view = views.reservation(session, notice.person_id, notice.about_id)
        return view if view.status in TRUE_WHILE[notice.kind] else None
    if notice.kind is Kind.EMPLOYER_WAITS:
        case = coordinating.employer_case(session, notice.person_id, notice.about_id)
        return case if case.status == "waiting" else None
    if notice.about == "employer":
        return employers.view(session, notice.about_id)
    if notice.kind is Kind.TEACHER_WAITS:
        waiting = coordinating.teacher_case(session, notice.person_id, notice.about_id)
        return waiting if waiting.status == "waiting" else None
    return coordinating.own_teacher_case(session, notice.person_id, notice.about_id)
