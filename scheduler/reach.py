"""What is known about people who can't be reached, and the screens that say so."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.screens import reach as screens
from handlers.screens.screen import Screen
from handlers.texts import Texts
from models import coordinating, reach, views
from models.coordinating import BookingCase
from models.notices import Claimed, Kind
from models.reach import LIVE, Lost
from models.refusals import Refused
from models.views import ReservationView

Facts = ReservationView | Lost | BookingCase
KINDS = (Kind.UNREACHABLE_TEACHER, Kind.UNREACHABLE_EMPLOYER, Kind.UNREACHABLE_COORDINATOR)


def facts(session: Session, notice: Claimed, now: datetime) -> Facts | None:
    """What the notice is rendered from at `now`; None once the person is back or the reservation is over."""
    try:
        if notice.kind is Kind.UNREACHABLE_COORDINATOR and notice.about == "reservation":
            return _unheard(session, notice)
        if notice.kind is Kind.UNREACHABLE_COORDINATOR:
            return reach.lost_person(session, notice.person_id, notice.about_id, now)
        view = views.reservation(session, notice.person_id, notice.about_id)
    except Refused:
        return None
    of_teacher = notice.kind is Kind.UNREACHABLE_EMPLOYER
    lost = reach.other_side_is_lost(session, notice.about_id, teacher=of_teacher)
    return view if lost and view.status in LIVE else None


def _unheard(session: Session, notice: Claimed) -> BookingCase | None:
    case = coordinating.booking_case(session, notice.person_id, notice.about_id)
    lost = reach.other_side_is_lost(session, notice.about_id, teacher=False)
    return case if lost and case.status in LIVE else None


def render(t: Texts, kind: Kind, known: Facts) -> Screen:
    """The screen of such a notice, for its reader."""
    if isinstance(known, Lost):
        return screens.coordinator_learns(t, known)
    if isinstance(known, BookingCase):
        return screens.coordinator_learns_of_booking(t, known)
    if kind is Kind.UNREACHABLE_TEACHER:
        return screens.teacher_learns(t, known)
    return screens.employer_learns(t, known)
