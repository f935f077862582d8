"""What a notice says, rendered from the facts of the minute in which it is sent."""

from collections.abc import Callable

from handlers.screens import watching
from handlers.screens.coordinating import employer as employer_case
from handlers.screens.notices import absences, admitting, bookings, closing, employers, offers, teachers
from handlers.screens.screen import Screen
from handlers.texts import Texts
from models.coordinating import BookingCase, EmployerCase, TeacherCase
from models.employers import EmployerView
from models.empty_weeks import EmptyWeeks
from models.following import Following
from models.notices import Kind
from models.offering_again import Earlier
from models.turning_up import TurnedUp
from models.views import ReservationView

Facts = (
    ReservationView
    | Following
    | BookingCase
    | Earlier
    | EmptyWeeks
    | EmployerCase
    | EmployerView
    | TeacherCase
    | TurnedUp
)

_FOLLOWING: dict[Kind, Callable[[Texts, Following, str | None], Screen]] = {
    Kind.EXTRACT: teachers.extract,
    Kind.WHO_COMES: employers.who_comes,
    Kind.REMIND_EMPLOYER: employers.to_employer,
    Kind.REMIND_TEACHER: teachers.to_teacher,
    Kind.HEARD: teachers.heard,
    Kind.FIRST_DAY: teachers.first_day,
    Kind.ABSENT: absences.absent,
    Kind.AFTER_EMPLOYER: closing.to_employer,
    Kind.AFTER_TEACHER: closing.to_teacher,
}
_CASES: dict[Kind, Callable[[Texts, BookingCase, str | None], Screen]] = {
    Kind.EXPIRED_COORDINATOR: closing.expired,
    Kind.WENT_BADLY: closing.went_badly,
}


def render(t: Texts, kind: Kind, facts: Facts, detail: str | None) -> Screen:
    """The screen of a due notice, for its reader."""
    match facts:
        case Following():
            return _FOLLOWING[kind](t, facts, detail)
        case ReservationView():
            return bookings.SCREENS[kind](t, facts, detail)
        case BookingCase():
            return _CASES[kind](t, facts, detail)
        case Earlier():
            return offers.coming_term(t, facts, detail)
        case EmptyWeeks():
            return offers.nobody_comes(t, facts, detail)
        case TurnedUp():
            return watching.turned_up(t, facts, detail)
        case EmployerCase():
            return employer_case(t, facts)
        case EmployerView():
            return admitting.employer(t, kind, facts)
    return admitting.teacher(t, kind, facts)
