"""Why a rule says no. The words that people see are made in one place: handlers/screens/refusals.py."""

from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    GONE = "gone"
    NOT_YOURS = "not_yours"
    NOT_TEACHER = "not_teacher"
    TEACHER_WAITING = "teacher_waiting"
    NOT_COORDINATOR = "not_coordinator"
    NOT_OPEN = "not_open"
    NOT_ENOUGH_SEATS = "not_enough_seats"
    WEEK_OVER = "week_over"
    WEEK_NOT_OFFERED = "week_not_offered"
    WEEKS_BACKWARDS = "weeks_backwards"
    TOO_MANY_WEEKS = "too_many_weeks"
    SEATS_SENSELESS = "seats_senseless"
    SEATS_TAKEN = "seats_taken"
    WEEK_TAKEN = "week_taken"
    AUDIENCE_NOT_TAKEN = "audience_not_taken"
    ALREADY_ANSWERED = "already_answered"
    ALREADY_OVER = "already_over"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOT_FINISHED = "not_finished"
    ALREADY_DECIDED = "already_decided"
    EMPLOYER_KNOWN = "employer_known"
    NUMBER_VOUCHED = "number_vouched"
    DRAFT_WAITS = "draft_waits"
    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    PERSONAL_NUMBER = "personal_number"
    INVITATION_OVER = "invitation_over"
    REGISTERED_ALREADY = "registered_already"
    NOT_SEARCHING = "not_searching"
    TOO_MANY_WATCHES = "too_many_watches"


class Refused(Exception):
    """A rule's no, with the facts that the sentence needs. Nothing was changed."""

    def __init__(self, reason: Reason, **facts: Any) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts = facts


class StoreUnavailable(Exception):
    """The database is locked, full or away. Nothing was changed."""
