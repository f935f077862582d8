"""Each kind of the timetable on both databases: when it comes, what ends it, and what an answer does."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from sqlmodel import col

from handlers.screens.notices import render
from handlers.texts import texts
from models import (
    closing,
    coordinating,
    empty_weeks,
    following,
    hot,
    invitations,
    offering_again,
    placements,
    preferences,
    putting_off,
    reservations,
    views,
)
from models.coordinating import BookingCase
from models.following import Following
from models.notices import Kind
from models.offering_again import Earlier
from models.refusals import Refused
from models.store import Store
from models.tables import Coordinator, Notice
from models.timetable import TIMETABLE, row_of
from models.timetable_row import Group
from models.weeks import STOCKHOLM, Term, add_working_days, at_local
from scheduler.handbook import in_place
from tests.cast import NINTH, NOW, V10, V11, V20, Cast, arrive, gather
from tests.timetable.postman import Said, deliver, waiting

BEGINS, ENDS = date(2027, 3, 8), date(2027, 3, 19)
FIRST = at_local(BEGINS, time(8))


def at(day: str, hour: int = 8) -> datetime:
    return at_local(date.fromisoformat(day), time(hour))


def booked(session: Session, *, direct: bool = True, seats: int = 2, now: datetime = NOW) -> tuple[Cast, int]:
    """Two pupils in weeks 10 and 11, and the news of it read."""
    cast = gather(session, direct=direct)
    receipt = reservations.reserve(session, cast.teacher, cast.placement, V10, V11, seats, NINTH, "a", now)
    deliver(session, now)
    return cast, receipt.reservation_id


async def ready(store: Store, **how: Any) -> tuple[Cast, int]:
    return await store.write(booked, **how)


def kinds(said: Sequence[Said], person: int) -> list[str]:
    return [
        f"{one.kind}/{one.detail}" if one.detail else one.kind.value
        for one in said
        if one.person_id == person
    ]


def due_days(session: Session, person: int) -> list[str]:
    return [
        f"{notice.kind}/{notice.detail or ''} {notice.due_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
        for notice in waiting(session)
        if notice.person_id == person and notice.about == "reservation"
    ]


async def test_a_confirmed_booking_plans_all_that_its_two_sides_hear(store: Store) -> None:
    cast, _ = await ready(store)
    assert await store.read(due_days, cast.teacher) == [
        "remind_teacher/14 2027-02-22 08:00",
        "remind_teacher/7 2027-03-01 08:00",
        "remind_teacher/1 2027-03-05 08:00",
        "first_day/ 2027-03-08 10:00",
        "after_teacher/ 2027-03-22 08:00",
    ]
    assert await store.read(due_days, cast.owner) == [
        "who_comes/ 2027-02-15 08:00",
        "remind_employer/14 2027-02-22 08:00",
        "remind_employer/7 2027-03-01 08:00",
        "remind_employer/1 2027-03-05 08:00",
        "after_employer/ 2027-03-22 08:00",
    ]


async def test_an_extract_is_spoken_of_where_it_is_asked_for_until_it_is_done(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(placements.need_extract, cast.owner, cast.placement, True, NOW)
    due = await store.read(due_days, cast.teacher)
    assert due[:2] == ["extract/42 2027-01-25 08:00", "extract/28 2027-02-08 08:00"]
    assert kinds(await store.write(deliver, at("2027-01-25")), cast.teacher) == ["extract/42"]
    await store.write(following.extract_done, cast.teacher, booking, at("2027-01-25", 9))
    # Another hour plans anew, but what is done stays done.
    await store.write(preferences.remind_at, cast.teacher, 9, at("2027-01-25", 10))
    assert kinds(await store.write(deliver, at("2027-02-08", 9)), cast.teacher) == []


async def test_a_place_that_no_longer_asks_for_an_extract_drops_the_reminder(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(placements.need_extract, cast.owner, cast.placement, True, NOW)
    await store.write(placements.need_extract, cast.owner, cast.placement, False, NOW)
    assert await store.read(waiting, Kind.EXTRACT) == []


async def test_three_weeks_ahead_the_employer_hears_who_comes_and_not_that_nobody_does(store: Store) -> None:
    cast, _ = await ready(store)
    said = await store.write(deliver, at("2027-02-15"))
    assert kinds(said, cast.owner) == ["who_comes"]
    assert "Viskaskolan" in said[0].screen.text


async def test_the_checklist_keeps_its_ticks_and_a_tick_answers_the_question(store: Store) -> None:
    cast, booking = await ready(store)
    said = await store.write(deliver, at("2027-02-22"))
    assert kinds(said, cast.owner) == ["remind_employer/14"]
    for what in following.TICKS:
        await store.write(following.tick, cast.owner, booking, what, True, at("2027-02-22", 9))
    await store.write(following.tick, cast.owner, booking, "safety", False, at("2027-02-22", 10))
    found = await store.read(following.following, cast.owner, booking, at("2027-02-23"))
    assert dict(found.said) == {"supervisor": "yes", "safety": "no", "first_day": "yes"}
    assert await store.read(unanswered, cast.owner) == []


def unanswered(session: Session, person: int) -> list[str]:
    query = select(col(Notice.kind)).where(
        col(Notice.person_id) == person,
        col(Notice.question),
        col(Notice.status) == "sent",
        col(Notice.answered_at).is_(None),
    )
    return list(session.scalars(query))


@pytest.mark.parametrize(("answer", "words"), [("yes", "har hört av sig"), ("no", "har inte hört av")])
async def test_the_teacher_is_told_whether_the_pupils_have_been_in_touch(
    store: Store, answer: str, words: str
) -> None:
    cast, booking = await ready(store)
    await store.write(deliver, at("2027-02-22"))
    await store.write(deliver, at("2027-03-01"))
    assert await store.read(unanswered, cast.owner) == ["remind_employer", "remind_employer"]
    await store.write(following.heard, cast.owner, booking, answer, at("2027-03-01", 9))
    assert await store.read(unanswered, cast.owner) == []
    said = await store.write(deliver, at("2027-03-01", 10))
    assert kinds(said, cast.teacher) == [f"heard/{answer}"]
    assert words in swedish(said[0])


def swedish(one: Said) -> str:
    return render(texts("sv"), one.kind, one.facts, one.detail).text


async def test_an_answer_that_was_changed_is_told_as_it_stands(store: Store) -> None:
    cast, booking = await ready(store)
    now = at("2027-03-01", 9)
    await store.write(following.heard, cast.owner, booking, "no", now)
    await store.write(following.heard, cast.owner, booking, "yes", now)
    assert kinds(await store.write(deliver, now), cast.teacher) == ["remind_teacher/7", "heard/yes"]


async def test_on_the_first_day_the_teacher_is_asked_unless_it_is_answered(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(deliver, at("2027-03-05"))
    assert kinds(await store.write(deliver, FIRST + timedelta(hours=2)), cast.teacher) == ["first_day"]
    await store.write(following.all_here, cast.teacher, booking, FIRST + timedelta(hours=3))
    with pytest.raises(Refused, match="not_yours"):
        await store.write(following.all_here, cast.stranger, booking, FIRST)


@pytest.mark.parametrize("by_teacher", [True, False])
async def test_the_other_side_is_told_who_is_away_at_once(store: Store, by_teacher: bool) -> None:
    cast, booking = await ready(store)
    early = at("2027-03-09", 6)
    await store.write(deliver, at("2027-03-08", 10))
    actor, other = (cast.teacher, cast.owner) if by_teacher else (cast.owner, cast.teacher)
    for _ in range(2):
        await store.write(following.away, actor, booking, 1, early)
    said = await store.write(deliver, early)
    side = "teacher" if by_teacher else "employer"
    assert [(one.person_id, one.detail) for one in said] == [(other, f"{side}/2027-03-09/1")]


@pytest.mark.parametrize(
    ("day", "hour", "heard_at", "hour_heard"),
    [
        # In the evening, on a Saturday and before dawn it can wait until people are up.
        ("2027-03-09", 21, "2027-03-10", 7),
        ("2027-03-13", 12, "2027-03-15", 7),
        ("2027-03-10", 3, "2027-03-10", 7),
    ],
)
async def test_an_absence_that_can_wait_wakes_nobody_and_is_never_lost(
    store: Store, day: str, hour: int, heard_at: str, hour_heard: int
) -> None:
    cast, booking = await ready(store)
    await store.write(deliver, at("2027-03-08", 10))
    await store.write(following.away, cast.teacher, booking, 1, at(day, hour))
    assert await store.write(deliver, at(day, hour)) == []
    said = await store.write(deliver, at(heard_at, hour_heard))
    assert [one.detail for one in said] == [f"teacher/{heard_at}/1"]
    assert "i dag" in swedish(said[0])


async def test_nobody_is_away_before_the_last_days_or_after_the_last_one(store: Store) -> None:
    cast, booking = await ready(store)
    with pytest.raises(Refused, match="too_early"):
        await store.write(following.away, cast.teacher, booking, 1, at("2027-03-01"))
    with pytest.raises(Refused, match="already_over"):
        await store.write(following.away, cast.teacher, booking, 1, at("2027-03-22"))
    with pytest.raises(Refused, match="already_over"):
        await store.write(following.away, cast.teacher, booking, 1, at("2027-03-19", 18))
    with pytest.raises(Refused, match="seats_senseless"):
        await store.write(following.away, cast.teacher, booking, 3, at("2027-03-08"))


async def test_when_it_is_over_both_are_asked_and_a_bad_time_reaches_the_coordinator(store: Store) -> None:
    cast, booking = await ready(store)
    over = at("2027-03-22")
    await store.write(closing.complete_due, over)
    said = await store.write(deliver, over)
    assert "after_teacher" in kinds(said, cast.teacher)
    assert "after_employer" in kinds(said, cast.owner)
    await store.write(following.how, cast.owner, booking, "bad", over)
    await store.write(following.again, cast.owner, booking, "no", over)
    assert "after_employer" not in await store.read(unanswered, cast.owner)
    told = await store.write(deliver, over + timedelta(minutes=1))
    assert [(one.person_id, one.kind) for one in told] == [(cast.coordinator, Kind.WENT_BADLY)]
    assert isinstance(told[0].facts, BookingCase)


async def test_who_said_never_again_is_not_asked_about_the_next_term(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(following.again, cast.owner, booking, "no", at("2027-03-22"))
    await store.write(deliver, at("2027-09-01"))
    assert kinds(await store.write(deliver, at("2027-10-11")), cast.owner) == []


async def test_a_request_is_asked_about_twice_then_runs_out_and_the_coordinator_hears(store: Store) -> None:
    cast, booking = await ready(store, direct=False)
    assert kinds(await store.write(deliver, add_working_days(NOW, 1)), cast.owner) == ["nudge_employer/1"]
    assert kinds(await store.write(deliver, add_working_days(NOW, 2)), cast.owner) == ["nudge_employer/2"]
    over = add_working_days(NOW, 3)
    await store.write(closing.expire_due, over)
    said = await store.write(deliver, over)
    assert {(one.person_id, one.kind) for one in said} == {
        (cast.teacher, Kind.EXPIRED_TEACHER),
        (cast.owner, Kind.EXPIRED_EMPLOYER),
        (cast.coordinator, Kind.EXPIRED_COORDINATOR),
    }
    case = await store.read(coordinating.booking_case, cast.coordinator, booking)
    assert case.employers_contact.phone == "033-12 34 56"


async def test_a_teacher_who_coordinates_too_hears_once_that_a_request_ran_out(store: Store) -> None:
    cast, _ = await ready(store, direct=False)
    await store.write(lambda session: session.add(Coordinator(person_id=cast.teacher, since=NOW)))
    over = add_working_days(NOW, 3)
    await store.write(closing.expire_due, over)
    said = await store.write(deliver, over)
    assert [one.kind for one in said if one.person_id == cast.teacher] == [Kind.EXPIRED_TEACHER]


async def test_a_coordinator_is_not_told_of_their_own_answer(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(lambda session: session.add(Coordinator(person_id=cast.teacher, since=NOW)))
    await store.write(deliver, at("2027-03-22"))
    await store.write(following.how, cast.teacher, booking, "bad", at("2027-03-22", 9))
    said = await store.write(deliver, at("2027-03-22", 10))
    assert [one.person_id for one in said if one.kind == Kind.WENT_BADLY] == [cast.coordinator]


async def test_a_coordinator_who_muted_it_does_not_hear_what_ran_out(store: Store) -> None:
    cast, _ = await ready(store, direct=False)
    await store.write(preferences.mute, cast.coordinator, Group.UNANSWERED, True, NOW)
    over = add_working_days(NOW, 3)
    await store.write(closing.expire_due, over)
    assert cast.coordinator not in {one.person_id for one in await store.write(deliver, over)}


async def test_an_answer_ends_the_nudges(store: Store) -> None:
    cast, booking = await ready(store, direct=False)
    await store.write(reservations.decline, cast.owner, booking, None, NOW + timedelta(hours=1))
    assert await store.read(waiting, Kind.NUDGE_EMPLOYER) == []


@pytest.mark.parametrize(
    ("now", "urgent"),
    # On Friday evening, since Monday morning would be too late.
    [("2027-03-07", True), ("2027-03-06", True), ("2027-03-05", True), ("2027-03-04", False)],
)
async def test_only_what_would_else_be_heard_too_late_disturbs_at_night(
    store: Store, now: str, urgent: bool
) -> None:
    cast, booking = await ready(store)
    night = at(now, 22)
    await store.write(deliver, at(min(now, "2027-03-05")))
    await store.write(reservations.withdraw, cast.owner, booking, "Sjukdom", night)
    said = await store.write(deliver, night)
    assert [one.kind for one in said if one.person_id == cast.teacher] == [Kind.WITHDRAWN] * urgent


@pytest.mark.parametrize(("evening", "urgent"), [("2027-03-06", True), ("2027-03-04", False)])
async def test_who_gets_pupils_the_day_after_tomorrow_hears_it_also_on_a_day_off(
    store: Store, evening: str, urgent: bool
) -> None:
    cast = await store.write(gather, direct=True)
    await store.write(deliver, at("2027-03-04"))
    night = at(evening, 20)
    await store.write(reservations.reserve, cast.teacher, cast.placement, V10, V11, 1, NINTH, "a", night)
    said = await store.write(deliver, night)
    assert [one.kind for one in said if one.person_id == cast.owner] == [Kind.BOOKED] * urgent


async def test_other_weeks_move_what_was_planned_and_the_end_drops_it(store: Store) -> None:
    cast, booking = await ready(store)
    change = reservations.change
    await store.write(change, cast.teacher, booking, 2, V11, V11, at("2027-02-01"))
    due = await store.read(due_days, cast.teacher)
    assert due[0] == "remind_teacher/14 2027-03-01 08:00"
    assert due[-1] == "after_teacher/ 2027-03-22 08:00"
    await store.write(reservations.cancel, cast.teacher, booking, at("2027-02-01", 9))
    assert await store.read(due_days, cast.teacher) == []
    assert await store.read(due_days, cast.owner) == ["cancelled/ 2027-02-01 09:00"]


async def test_the_end_of_a_booking_answers_what_was_asked_about_it(store: Store) -> None:
    cast, booking = await ready(store)
    await store.write(deliver, at("2027-02-22"))
    assert await store.read(unanswered, cast.owner) == ["remind_employer"]
    await store.write(reservations.cancel, cast.teacher, booking, at("2027-02-22", 9))
    assert await store.read(unanswered, cast.owner) == []


async def test_each_hears_at_the_hour_they_chose_also_of_what_was_planned_before(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(preferences.remind_at, cast.owner, 16, NOW)
    assert (await store.read(due_days, cast.owner))[0] == "who_comes/ 2027-02-15 16:00"
    assert (await store.read(due_days, cast.teacher))[0] == "remind_teacher/14 2027-02-22 08:00"
    with pytest.raises(LookupError):
        await store.write(preferences.remind_at, cast.owner, 19, NOW)


async def test_an_earlier_hour_chosen_when_it_has_passed_loses_nothing(store: Store) -> None:
    cast, _ = await ready(store)
    half_past = at("2027-02-15", 7) + timedelta(minutes=30)
    await store.write(preferences.remind_at, cast.owner, 7, half_past)
    assert kinds(await store.write(deliver, half_past), cast.owner) == ["who_comes"]
    await store.write(preferences.remind_at, cast.owner, 8, half_past + timedelta(minutes=5))
    assert kinds(await store.write(deliver, at("2027-02-15", 9)), cast.owner) == []


async def test_a_muted_group_goes_and_comes_back(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(preferences.mute, cast.teacher, Group.PREPARE, True, NOW)
    assert await store.read(due_days, cast.teacher) == [
        "remind_teacher/1 2027-03-05 08:00",
        "first_day/ 2027-03-08 10:00",
        "after_teacher/ 2027-03-22 08:00",
    ]
    await store.write(preferences.mute, cast.teacher, Group.PREPARE, False, NOW)
    assert len(await store.read(due_days, cast.teacher)) == 5


async def test_one_more_reminder_comes_three_weeks_ahead_for_who_wished_for_it(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(preferences.look_ahead, cast.teacher, 3, NOW)
    assert (await store.read(due_days, cast.teacher))[0] == "remind_teacher/21 2027-02-12 08:00"
    said = await store.write(deliver, at("2027-02-12"))
    assert kinds(said, cast.teacher) == ["remind_teacher/21"]


async def test_a_wish_for_a_reminder_three_weeks_ahead_wins_over_a_muted_subject(store: Store) -> None:
    cast, _ = await ready(store)
    await store.write(preferences.look_ahead, cast.owner, 3, NOW)
    assert (await store.read(due_days, cast.owner))[0] == "who_comes/ 2027-02-15 08:00"
    await store.write(preferences.mute, cast.owner, Group.PREPARE, True, NOW)
    assert (await store.read(due_days, cast.owner))[0] == "remind_employer/21 2027-02-15 08:00"
    said = await store.write(deliver, at("2027-02-15"))
    assert kinds(said, cast.owner) == ["remind_employer/21"]
    assert "In three weeks: 2 pupils" in said[0].screen.text


async def test_a_colleague_who_comes_later_hears_what_lies_ahead(store: Store) -> None:
    cast, _ = await ready(store)
    token = await store.write(invitations.to_employer, cast.owner, cast.employer, NOW)
    colleague = await store.write(arrive, 77, "Lo")
    await store.write(invitations.accept, colleague, token, at("2027-02-20"))
    assert await store.read(due_days, colleague) == [
        "remind_employer/14 2027-02-22 08:00",
        "remind_employer/7 2027-03-01 08:00",
        "remind_employer/1 2027-03-05 08:00",
        "after_employer/ 2027-03-22 08:00",
    ]


async def test_what_one_of_the_workplace_answered_its_other_people_are_not_asked(store: Store) -> None:
    cast, booking = await ready(store)
    token = await store.write(invitations.to_employer, cast.owner, cast.employer, NOW)
    colleague = await store.write(arrive, 77, "Lo")
    await store.write(invitations.accept, colleague, token, NOW)
    await store.write(preferences.remind_at, colleague, 16, NOW)
    await store.write(preferences.mute, colleague, Group.OFFER, True, NOW)
    await store.write(following.heard, cast.owner, booking, "yes", at("2027-03-01", 9))
    assert kinds(await store.write(deliver, at("2027-03-01", 16)), colleague) == []
    await store.write(following.how, cast.owner, booking, "good", at("2027-03-22", 9))
    assert kinds(await store.write(deliver, at("2027-03-22", 16)), colleague) == []


TERM = Term(2028, "spring")
ASKED = at("2027-10-11")


async def asked_about_spring(store: Store) -> Cast:
    cast, _ = await ready(store)
    await store.write(deliver, at("2027-09-01"))
    said = await store.write(deliver, ASKED)
    assert kinds(said, cast.owner) == ["offer_again/2028s"]
    assert isinstance(said[0].facts, Earlier)
    # Last spring the school in Borås had pupils out in weeks 10 and 11.
    assert [day.isocalendar().week for day in said[0].facts.schools_weeks] == [10, 11]
    return cast


async def test_same_as_last_time_copies_and_publishes_once(store: Store) -> None:
    cast = await asked_about_spring(store)
    again = offering_again.same
    made = await store.write(again, cast.owner, cast.employer, TERM, ASKED, publish=True)
    place = await store.read(views.placement, made[0])
    assert (place.status, place.what) == ("published", "Stå i kassan och baka")
    assert [week.monday.isocalendar()[:2] for week in place.weeks] == [(2028, n) for n in range(5, 21)]
    with pytest.raises(Refused, match="already_decided"):
        await store.write(again, cast.owner, cast.employer, TERM, ASKED, publish=True)
    assert await store.read(unanswered, cast.owner) == []


async def test_change_first_opens_a_draft_and_throws_no_other_away(store: Store) -> None:
    cast = await asked_about_spring(store)
    other = await store.write(placements.draft, cast.owner, cast.employer, ASKED)
    made = await store.write(offering_again.same, cast.owner, cast.employer, TERM, ASKED, publish=False)
    assert (await store.read(views.placement, made[0])).status == "draft"
    assert (await store.read(views.placement, other)).status == "draft"


async def test_not_this_year_ends_the_question(store: Store) -> None:
    cast = await asked_about_spring(store)
    await store.write(putting_off.put_off_offer, cast.owner, cast.employer, TERM, "monday", ASKED)
    await store.write(offering_again.not_this_year, cast.owner, cast.employer, TERM, ASKED)
    assert await store.write(deliver, at("2027-10-18")) == []
    with pytest.raises(Refused, match="already_decided"):
        await store.write(offering_again.same, cast.owner, cast.employer, TERM, ASKED, publish=True)
    with pytest.raises(Refused, match="not_yours"):
        await store.write(offering_again.not_this_year, cast.stranger, cast.employer, TERM, ASKED)


async def test_who_offers_the_coming_term_already_is_not_asked(store: Store) -> None:
    cast, _ = await ready(store)
    spring = [V20 + timedelta(weeks=53)]
    await store.write(placements.offer_weeks, cast.owner, cast.placement, spring, at("2027-06-01"))
    await store.write(deliver, at("2027-09-01"))
    assert kinds(await store.write(deliver, ASKED), cast.owner) == []


async def test_a_stranger_can_answer_nothing(store: Store) -> None:
    cast, booking = await ready(store)
    now = FIRST + timedelta(hours=2)
    attempts: list[tuple[Any, ...]] = [
        (following.tick, cast.stranger, booking, "safety", True, now),
        (following.tick, cast.teacher, booking, "safety", True, now),
        (following.heard, cast.teacher, booking, "yes", now),
        (following.away, cast.stranger, booking, 1, now),
        (following.how, cast.stranger, booking, "good", now),
        (following.again, cast.teacher, booking, "yes", now),
        (following.extract_done, cast.owner, booking, now),
        (empty_weeks.take_away, cast.teacher, cast.placement, date(2027, 2, 1), now),
    ]
    for rule, *arguments in attempts:
        with pytest.raises(Refused, match="not_yours"):
            await store.write(rule, *arguments)


async def test_a_wished_change_that_waits_leaves_reminders_of_what_is_agreed(store: Store) -> None:
    cast, booking = await ready(store, direct=False)
    await store.write(reservations.confirm, cast.owner, booking, NOW)
    now = at("2027-02-19", 9)
    await store.write(reservations.change, cast.teacher, booking, 2, V20, V20, now)
    said = await store.write(deliver, at("2027-02-22"))
    shown = next(one.facts for one in said if one.kind is Kind.REMIND_TEACHER)
    assert isinstance(shown, Following)
    assert (shown.view.first, shown.view.last) == (V10, V11)


async def test_a_direct_booking_is_planned_with_one_insert(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hot path: all notices in one statement, and nothing dropped that can't be there."""
    statements: list[str] = []
    say = hot._say

    def note(connection: Connection, sql: str, values: Any, *, many: bool) -> Sequence[Sequence[Any]]:
        statements.append(sql)
        return say(connection, sql, values, many=many)

    cast = await store.write(gather, direct=True)
    monkeypatch.setattr(hot, "_say", note)
    await store.write(reservations.reserve, cast.teacher, cast.placement, V10, V11, 2, NINTH, "a", NOW)
    assert len([one for one in statements if "notice" in one]) == 1
    # PostgreSQL locks the weeks first, with a statement of its own.
    assert len(statements) == (6 if database.startswith("postgresql") else 5)


def test_every_kind_stands_in_the_timetable() -> None:
    assert {row.kind for row in TIMETABLE} == set(Kind)


def test_each_row_of_the_timetable_is_found_by_its_kind_and_detail() -> None:
    assert len({(row.kind, row.detail) for row in TIMETABLE}) == len(TIMETABLE)
    assert all(row_of(row.kind, row.detail) is row for row in TIMETABLE)


def test_what_must_be_answered_is_never_muted() -> None:
    for kind in (Kind.REQUESTED, Kind.NUDGE_EMPLOYER, Kind.CONFIRMED, Kind.WITHDRAWN, Kind.CANCELLED):
        assert row_of(kind, "1").group is None


def test_the_readme_has_the_timetable_of_the_code() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    text = readme.read_text(encoding="utf-8")
    assert text == in_place(text), "run: python -m scheduler.handbook README.md"
