"""Which facts a due notice is rendered from, and whether it still holds true."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.screens.notices import Facts
from models import coordinating, employers, empty_weeks, following, offering_again, turning_up, views
from models.following import TICKS, Following
from models.notices import Claimed, Kind
from models.refusals import Refused
from models.weeks import Term

AGREED = ("confirmed", "requested")

# The states of a reservation in which a notice about it is still worth saying.
TRUE_WHILE: dict[Kind, tuple[str, ...]] = {
    Kind.REQUESTED: ("requested",),
    Kind.NUDGE_EMPLOYER: ("requested",),
    Kind.BOOKED: ("confirmed",),
    Kind.CONFIRMED: ("confirmed",),
    Kind.DECLINED: ("declined",),
    Kind.CHANGE_DECLINED: ("confirmed", "requested"),
    Kind.EXPIRED_TEACHER: ("expired",),
    Kind.EXPIRED_EMPLOYER: ("expired",),
    Kind.EXPIRED_COORDINATOR: ("expired",),
    Kind.CANCELLED: ("cancelled",),
    Kind.WITHDRAWN: ("withdrawn",),
    Kind.CHANGED: ("confirmed",),
    Kind.EXTRACT: AGREED,
    Kind.WHO_COMES: AGREED,
    Kind.REMIND_TEACHER: AGREED,
    Kind.REMIND_EMPLOYER: AGREED,
    Kind.HEARD: AGREED,
    Kind.FIRST_DAY: AGREED,
    Kind.ABSENT: AGREED,
    Kind.AFTER_TEACHER: (*AGREED, "completed"),
    Kind.AFTER_EMPLOYER: (*AGREED, "completed"),
    Kind.WENT_BADLY: (*AGREED, "completed"),
}
CASES = (Kind.EXPIRED_COORDINATOR, Kind.WENT_BADLY)


def _checklist_open(found: Following, detail: str | None) -> bool:
    if detail == "14":
        return not all(found.said.get(what) == "yes" for what in TICKS)
    return detail != "7" or "heard" not in found.said


# What else must hold for what is planned ahead or was answered since.
_HOLDS: dict[Kind, Callable[[Following, str | None], bool]] = {
    Kind.EXTRACT: lambda found, _: found.view.register_extract and "extract" not in found.said,
    Kind.WHO_COMES: lambda _found, _: True,
    Kind.REMIND_TEACHER: lambda _found, _: True,
    Kind.REMIND_EMPLOYER: _checklist_open,
    Kind.HEARD: lambda found, detail: found.said.get("heard") == detail,
    Kind.FIRST_DAY: lambda found, _: "here" not in found.said and found.today == found.begins,
    Kind.ABSENT: lambda _found, _: True,
    Kind.AFTER_TEACHER: lambda found, _: "how_teacher" not in found.said,
    Kind.AFTER_EMPLOYER: lambda found, _: "how_employer" not in found.said,
}


def facts(session: Session, notice: Claimed, now: datetime) -> Facts | None:
    """What the notice is rendered from at `now`, or None when it should not be sent any more."""
    if notice.until is not None and notice.until <= now:
        return None
    try:
        return _found(session, notice, now)
    except Refused:
        # The reader left the workplace or the duty, or what it was about is gone.
        return None


def _found(session: Session, notice: Claimed, now: datetime) -> Facts | None:
    me, id_ = notice.person_id, notice.about_id
    if notice.about == "reservation":
        return _of_reservation(session, notice, now)
    if notice.kind is Kind.TURNED_UP:
        return turning_up.news(session, me, id_, int(notice.detail or "0"), now)
    if notice.kind is Kind.OFFER_AGAIN:
        again = offering_again.earlier(session, me, id_, Term.from_code(notice.detail or ""))
        return again if again.open else None
    if notice.kind is Kind.NOBODY_COMES:
        return empty_weeks.news(session, me, id_, date.fromisoformat(notice.detail or ""))
    if notice.kind is Kind.EMPLOYER_WAITS:
        case = coordinating.employer_case(session, me, id_)
        return case if case.status == "waiting" else None
    if notice.about == "employer":
        return employers.view(session, id_)
    if notice.kind is Kind.TEACHER_WAITS:
        waiting = coordinating.teacher_case(session, me, id_)
        return waiting if waiting.status == "waiting" else None
    return coordinating.own_teacher_case(session, me, id_)


def _of_reservation(session: Session, notice: Claimed, now: datetime) -> Facts | None:
    states = TRUE_WHILE[notice.kind]
    if notice.kind in CASES:
        case = coordinating.booking_case(session, notice.person_id, notice.about_id)
        return case if case.status in states else None
    if notice.kind not in _HOLDS:
        view = views.reservation(session, notice.person_id, notice.about_id)
        return view if view.status in states else None
    found = following.following(session, notice.person_id, notice.about_id, now)
    # Before a yes nothing is agreed that could be said.
    agreed = found.view.status != "requested" or found.view.agreed is not None
    holds = agreed and found.view.status in states and _HOLDS[notice.kind](found, notice.detail)
    return found if holds else None
