"""Weeks that are moved: what was answered about the ones before is asked again, in the same moment."""

import pytest
from sqlalchemy.orm import Session

from models import following, placements, reservations
from models.notices import Kind
from models.store import Store
from tests.cast import NOW, V10, V11, V12, V20, Cast
from tests.timetable.postman import deliver
from tests.timetable.test_kinds import at, booked, kinds


def answered(session: Session, *, direct: bool) -> tuple[Cast, int]:
    """The workplace has heard from the pupils of week 10, and ticked its list; all were there."""
    cast, booking = booked(session, direct=True)
    monday = at("2027-03-01")
    deliver(session, monday)
    following.heard(session, cast.owner, booking, "yes", monday)
    following.tick(session, cast.owner, booking, "safety", True, monday)
    following.all_here(session, cast.teacher, booking, at("2027-03-08", 10))
    following.how(session, cast.owner, booking, "good", at("2027-03-08", 11))
    placements.choose(session, cast.owner, cast.placement, NOW, direct=direct)
    return cast, booking


@pytest.mark.parametrize("direct", [True, False])
async def test_other_weeks_are_asked_about_anew_and_the_checklist_stays(store: Store, direct: bool) -> None:
    cast, booking = await store.write(answered, direct=direct)
    moved = at("2027-03-08", 12)
    await store.write(reservations.change, cast.teacher, booking, 2, V20, V20, moved)
    before = await store.read(following.following, cast.owner, booking, moved)
    if not direct:
        assert before.said["heard"] == "yes", "until the employer agrees it is about week 10"
        await store.write(reservations.confirm, cast.owner, booking, moved)
    found = await store.read(following.following, cast.owner, booking, moved)
    assert dict(found.said) == {"safety": "yes"}
    said = await store.write(deliver, at("2027-05-10"))
    assert "remind_employer/7" in kinds(said, cast.owner)
    await store.write(following.heard, cast.owner, booking, "no", at("2027-05-10", 9))
    said = await store.write(deliver, at("2027-05-10", 10))
    assert kinds(said, cast.teacher) == ["heard/no"]
    said = await store.write(deliver, at("2027-05-17", 10))
    assert Kind.FIRST_DAY in {one.kind for one in said}


async def test_an_answer_that_is_still_to_be_told_is_not_told_of_other_weeks(store: Store) -> None:
    cast, booking = await store.write(booked)
    await store.write(following.heard, cast.owner, booking, "yes", at("2027-03-01", 9))
    await store.write(reservations.change, cast.teacher, booking, 2, V12, V12, at("2027-03-01", 10))
    said = await store.write(deliver, at("2027-03-01", 11))
    assert Kind.HEARD not in {one.kind for one in said}


async def test_a_week_less_at_the_end_keeps_what_was_answered_about_the_beginning(store: Store) -> None:
    cast, booking = await store.write(answered, direct=True)
    moved = at("2027-03-08", 12)
    await store.write(reservations.change, cast.teacher, booking, 2, V10, V10, moved)
    found = await store.read(following.following, cast.owner, booking, moved)
    assert dict(found.said) == {"safety": "yes", "heard": "yes", "here": "all"}


async def test_more_pupils_in_the_same_weeks_are_asked_about_once(store: Store) -> None:
    cast, booking = await store.write(answered, direct=True)
    moved = at("2027-03-08", 12)
    await store.write(reservations.change, cast.teacher, booking, 3, V10, V11, moved)
    found = await store.read(following.following, cast.owner, booking, moved)
    assert set(found.said) == {"safety", "heard", "here", "how_employer"}


async def test_a_question_about_the_weeks_before_keeps_no_other_one_waiting(store: Store) -> None:
    cast, booking = await store.write(booked)
    asked = at("2027-03-01")
    assert "remind_employer/7" in kinds(await store.write(deliver, asked), cast.owner)
    # The checklist of week 11 should have come this morning, so it comes tomorrow.
    await store.write(reservations.change, cast.teacher, booking, 2, V11, V11, at("2027-03-01", 9))
    assert "remind_employer/14" in kinds(await store.write(deliver, at("2027-03-02")), cast.owner)
