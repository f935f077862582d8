"""The timetable: everything a placement needs said, one row each. Planning, muting and the README read it.

Weeks and days count from the first school day (Monday unless it is a holiday) or the last one of the weeks,
working days from a change of state. The texts for people stand in handlers/screens/notices.
"""

from datetime import time

from models.notices import Kind
from models.timetable_row import (
    AT_ONCE,
    FIRST_NOON,
    FIVE_WEEKS_AFTER,
    Anchor,
    Group,
    Reader,
    Row,
    When,
    at_once,
    before,
)

OWN_HOURS = range(7, 19)
# How many weeks before somebody may wish for one more reminder.
WEEKS_AHEAD = (3, 4, 6)
_T, _E, _C = Reader.TEACHER, Reader.EMPLOYER, Reader.COORDINATOR
_PREPARE, _START, _AFTER = Group.PREPARE, Group.START, Group.AFTER

OFFERING = (
    Row(
        Kind.OFFER_AGAIN,
        _E,
        When(Anchor.TERM, -84),
        When(Anchor.TERM),
        "same as last time? with the weeks in which schools nearby use to come",
        "same as last time (copied and published), change it, not this year",
        group=Group.OFFER,
        question=True,
    ),
    Row(
        Kind.NOBODY_COMES,
        _E,
        When(Anchor.RUN, -21),
        When(Anchor.RUN),
        "nobody has booked these weeks so far",
        "keep them listed, take them away",
        group=Group.OFFER,
    ),
)

WATCHING = (
    at_once(
        Kind.TURNED_UP,
        _T,
        "a place that fits what is watched for has turned up; more within the hour come together",
        "see the place, end the watch",
        group=Group.WATCHING,
    ),
)

ASKING = (
    at_once(Kind.REQUESTED, _E, "a school asks for seats, and until when", "yes, yes to fewer, no"),
    *(
        Row(
            Kind.NUDGE_EMPLOYER,
            _E,
            When(Anchor.CHANGE, days, working=True),
            When(Anchor.CHANGE, days + 1, working=True),
            "a school still waits for the answer",
            "yes, yes to fewer, no",
            detail=str(days),
        )
        for days in (1, 2)
    ),
    at_once(Kind.EXPIRED_TEACHER, _T, "nobody answered within three working days", "search again"),
    at_once(Kind.EXPIRED_EMPLOYER, _E, "the request ran out, the seats are free", "own places"),
    at_once(
        Kind.EXPIRED_COORDINATOR,
        _C,
        "a request ran out; whom to call",
        "see the booking, what waits",
        group=Group.UNANSWERED,
    ),
    at_once(Kind.CONFIRMED, _T, "the employer says yes, and whom to call", "see the booking", may_hurry=True),
    at_once(Kind.DECLINED, _T, "the employer says no", "search again"),
    at_once(Kind.CHANGE_DECLINED, _T, "the change was not possible", "see the booking"),
    at_once(Kind.BOOKED, _E, "a school booked; yes was said in advance", "see the booking", may_hurry=True),
    at_once(Kind.CHANGED, _E, "the school changed its booking", "see it", may_hurry=True),
    at_once(Kind.CANCELLED, _E, "the school cancelled", "own places", may_hurry=True),
    at_once(Kind.WITHDRAWN, _T, "the employer steps back", "search again", may_hurry=True),
)

PREPARING = (
    *(
        Row(
            Kind.EXTRACT,
            _T,
            before(days),
            before(until),
            says,
            "done, remind me tomorrow or on Monday",
            detail=str(days),
            group=_PREPARE,
            extract=True,
            caught_up=True,
        )
        for days, until, says in (
            (42, 28, "pupils should apply for their extract from the register of convictions"),
            (28, 14, "last chance: an extract takes about two weeks to arrive"),
        )
    ),
    Row(
        Kind.WHO_COMES,
        _E,
        before(21),
        before(14),
        "who comes: school, how many, form, weeks, contact",
        "see the booking, step back, remind me tomorrow",
        group=_PREPARE,
    ),
    Row(
        Kind.REMIND_EMPLOYER,
        _E,
        before(14),
        before(7),
        "the checklist: supervisor, safety representative, a plan for the first day",
        "tick each, step back, remind me tomorrow or on Monday",
        detail="14",
        group=_PREPARE,
        question=True,
        caught_up=True,
    ),
    Row(
        Kind.REMIND_TEACHER,
        _T,
        before(14),
        before(7),
        "the pupils should call the workplace this week",
        "show contact and times, remind me tomorrow or on Monday",
        detail="14",
        group=_PREPARE,
        caught_up=True,
    ),
    Row(
        Kind.REMIND_EMPLOYER,
        _E,
        before(7),
        before(1, working=True),
        "has the pupil been in touch?",
        "yes or no: the teacher is told; remind me tomorrow",
        detail="7",
        group=_PREPARE,
        question=True,
        caught_up=True,
    ),
    Row(
        Kind.REMIND_TEACHER,
        _T,
        before(7),
        before(1, working=True),
        "have the pupils been in touch? times and clothes",
        "show contact and times, remind me tomorrow",
        detail="7",
        group=_PREPARE,
        caught_up=True,
    ),
    Row(
        Kind.HEARD,
        _T,
        AT_ONCE,
        FIRST_NOON,
        "whether the workplace has heard from the pupils",
        "show contact and times",
    ),
    *(
        Row(
            kind,
            reader,
            before(weeks * 7),
            before(14),
            "one more reminder, for who wished for it",
            "see the booking, remind me tomorrow or on Monday",
            detail=str(weeks * 7),
            weeks_ahead=weeks,
            # Three weeks ahead the employer hears who comes anyway.
            where_muted=_PREPARE if (weeks, reader) == (3, _E) else None,
        )
        for weeks in WEEKS_AHEAD
        for kind, reader in ((Kind.REMIND_TEACHER, _T), (Kind.REMIND_EMPLOYER, _E))
    ),
)

COMING = (
    Row(
        Kind.REMIND_EMPLOYER,
        _E,
        before(1, working=True),
        FIRST_NOON,
        "who comes tomorrow, and whom to call if somebody doesn't",
        "somebody is away, step back",
        detail="1",
        group=_START,
        caught_up=True,
    ),
    Row(
        Kind.REMIND_TEACHER,
        _T,
        before(1, working=True),
        FIRST_NOON,
        "time, place, contact, whom to call when ill",
        "somebody is away",
        detail="1",
        group=_START,
        caught_up=True,
    ),
    Row(
        Kind.FIRST_DAY,
        _T,
        When(Anchor.FIRST_DAY, at=time(10)),
        When(Anchor.FIRST_DAY, at=time(19)),
        "did everyone turn up?",
        "all are there, somebody is away: the employer is told",
        group=_START,
    ),
    *(
        at_once(
            Kind.ABSENT,
            reader,
            "somebody is ill or didn't come today",
            "see the booking",
            detail=side,
            may_hurry=True,
        )
        for reader, side in ((_T, "employer"), (_E, "teacher"))
    ),
)

CLOSING = (
    Row(
        Kind.AFTER_EMPLOYER,
        _E,
        When(Anchor.LAST_DAY, 1, working=True),
        FIVE_WEEKS_AFTER,
        "thanks; how did it go, and will you take pupils again?",
        "good, fair, not so good; then yes with the same weeks, ask next term, no; remind me later",
        group=_AFTER,
        question=True,
    ),
    Row(
        Kind.AFTER_TEACHER,
        _T,
        When(Anchor.LAST_DAY, 1, working=True),
        FIVE_WEEKS_AFTER,
        "how did it go?",
        "good, fair, not so good; remind me later",
        group=_AFTER,
    ),
    at_once(Kind.WENT_BADLY, _C, "a placement went less well; whom to call", "see the booking, what waits"),
)

ADMITTING = (
    at_once(Kind.EMPLOYER_WAITS, _C, "a new employer to vouch for", "approve, refuse"),
    at_once(Kind.EMPLOYER_APPROVED, _E, "the places are listed now", "own places, offer more"),
    at_once(Kind.EMPLOYER_REFUSED, _E, "the coordinator could not approve", "own places"),
    at_once(Kind.TEACHER_WAITS, _C, "a teacher asks to book for a school", "approve, refuse"),
    at_once(Kind.TEACHER_APPROVED, _T, "booking is open", "search"),
    at_once(Kind.TEACHER_REFUSED, _T, "the coordinator could not approve", "menu"),
)

REACHING = (
    at_once(Kind.UNREACHABLE_TEACHER, _T, "the employer can't be reached here; call instead", "see it"),
    at_once(Kind.UNREACHABLE_EMPLOYER, _E, "the teacher can't be reached here; call instead", "see it"),
    at_once(
        Kind.UNREACHABLE_COORDINATOR,
        _C,
        "somebody can't be reached, or was booked without being reached; whom to call",
        "what was sent",
    ),
)

TIMETABLE: tuple[Row, ...] = (
    *ADMITTING,
    *OFFERING,
    *WATCHING,
    *ASKING,
    *PREPARING,
    *COMING,
    *CLOSING,
    *REACHING,
)

# What is planned ahead about a reservation that is agreed.
AHEAD = tuple(row for row in (*PREPARING, *COMING, *CLOSING) if row.when.anchor is not Anchor.CHANGE)
NUDGES: tuple[Row, ...] = tuple(row for row in ASKING if row.kind is Kind.NUDGE_EMPLOYER)
_BY_KIND = {(row.kind, row.detail): row for row in TIMETABLE}


def row_of(kind: Kind, detail: str | None = None) -> Row:
    """The row of a notice, whose detail may go on after a slash; `KeyError` for one that isn't listed."""
    head = detail.partition("/")[0] if detail else None
    return _BY_KIND.get((kind, head)) or _BY_KIND[kind, None]
