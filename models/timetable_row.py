"""What a row of the timetable is made of: who reads it, when it comes, and what can be muted with it."""

from dataclasses import dataclass
from datetime import time
from enum import Enum, StrEnum

from models.notices import Kind


class Reader(StrEnum):
    TEACHER = "teacher"
    EMPLOYER = "employer"
    COORDINATOR = "coordinator"


class Anchor(Enum):
    """What a moment counts from."""

    CHANGE = "the request"
    FIRST_DAY = "the first day"
    LAST_DAY = "the last day"
    RUN = "the first empty week of those offered in a row"
    TERM = "the first day of the term"


class Group(StrEnum):
    """What a person can mute at once. What somebody asked for or must answer is in none."""

    PREPARE = "prepare"
    START = "start"
    AFTER = "after"
    OFFER = "offer"
    UNANSWERED = "unanswered"
    WATCHING = "watching"


@dataclass(frozen=True, slots=True)
class When:
    """So many days (working days if `working`) after the anchor, before it if negative; `at` a local time
    of day, None for the hour that the reader chose, or for at once where it is the change itself."""

    anchor: Anchor
    days: int = 0
    working: bool = False
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is said: what, to whom, when, and until when it still makes sense (None: as long as it
    is true). `says` and `tap` are for whoever reads the table."""

    kind: Kind
    reader: Reader
    when: When
    until: When | None
    says: str
    tap: str
    detail: str | None = None
    group: Group | None = None
    question: bool = False
    # Goes out also at a quiet time when the weeks begin within two days or run.
    may_hurry: bool = False
    # One whose moment was over when the weeks were booked comes on the next working day instead.
    caught_up: bool = False
    # Only where the place asks for an extract from the register of convictions.
    extract: bool = False
    # Only for who wished for one more reminder so many weeks before.
    weeks_ahead: int = 0
    # Only for who muted this subject: all others hear it anyway.
    where_muted: Group | None = None


def before(days: int, *, working: bool = False) -> When:
    """So many days before the first day."""
    return When(Anchor.FIRST_DAY, -days, working)


AT_ONCE = When(Anchor.CHANGE)


def at_once(
    kind: Kind,
    reader: Reader,
    says: str,
    tap: str,
    *,
    detail: str | None = None,
    group: Group | None = None,
    may_hurry: bool = False,
) -> Row:
    """What is said when it happens and stays worth saying while it is true."""
    return Row(kind, reader, AT_ONCE, None, says, tap, detail, group, may_hurry=may_hurry)


FIRST_NOON = When(Anchor.FIRST_DAY, at=time(12))
FIVE_WEEKS_AFTER = When(Anchor.LAST_DAY, 35)
