"""Links that let people in, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import coordinating, invitations, people, schools
from models.invitations import GOOD_FOR, Welcome
from models.people import Who
from models.refusals import Refused
from models.store import Store
from models.tables import Change, Coordinator, Member, Teacher
from tests.cast import NOW, Cast, gather

LAST_MOMENT = NOW + GOOD_FOR - timedelta(seconds=1)


def who(session: Session, chat_id: int) -> Who:
    met = people.meet(session, chat_id)
    assert met is not None
    return met


def viska(session: Session) -> int:
    return schools.school(session, "Viskaskolan", "1490", NOW)


def rows_of(session: Session, person_id: int) -> int:
    """How often the person is a teacher, a colleague or a coordinator."""
    return sum(
        session.scalar(select(func.count()).select_from(table).where(col(table.person_id) == person_id)) or 0
        for table in (Teacher, Member, Coordinator)
    )


async def token_for(store: Store, cast: Cast, role: str) -> str:
    if role == "teacher":
        return await store.write(coordinating.invite_school, cast.coordinator, await store.write(viska), NOW)
    if role == "employer":
        return await store.write(invitations.to_employer, cast.owner, cast.employer, NOW)
    return await store.write(coordinating.invite_coordinator, cast.coordinator, NOW)


@pytest.mark.parametrize(
    ("role", "welcome"),
    [
        ("teacher", Welcome("teacher", "Viskaskolan")),
        ("employer", Welcome("employer", "Café Solsidan")),
        ("coordinator", Welcome("coordinator", None)),
    ],
)
async def test_a_link_lets_in_until_its_last_moment_and_twice_changes_nothing(
    store: Store, role: str, welcome: Welcome
) -> None:
    cast = await store.write(gather)
    token = await token_for(store, cast, role)
    assert await store.write(invitations.accept, cast.stranger, token, LAST_MOMENT) == welcome
    assert (await store.read(who, 4)).roles == (role,)

    def changes(session: Session) -> int | None:
        return session.scalar(select(func.count()).select_from(Change))

    noted = await store.read(changes)
    assert await store.write(invitations.accept, cast.stranger, token, LAST_MOMENT) == welcome
    assert await store.read(rows_of, cast.stranger) == 1
    assert await store.read(changes) == noted


@pytest.mark.parametrize("role", ["teacher", "employer", "coordinator"])
async def test_a_link_is_over_when_its_time_is_and_lets_nobody_in(store: Store, role: str) -> None:
    cast = await store.write(gather)
    token = await token_for(store, cast, role)
    with pytest.raises(Refused, match="invitation_over"):
        await store.write(invitations.accept, cast.stranger, token, NOW + GOOD_FOR)
    assert await store.read(rows_of, cast.stranger) == 0


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 64, "' OR 1=1 --"])
async def test_a_token_that_nobody_made_lets_nobody_in(store: Store, token: str) -> None:
    cast = await store.write(gather)
    with pytest.raises(Refused, match="invitation_over"):
        await store.write(invitations.accept, cast.stranger, token, NOW)
    assert await store.read(rows_of, cast.stranger) == 0


async def test_one_link_serves_several_people(store: Store) -> None:
    cast = await store.write(gather)
    token = await token_for(store, cast, "teacher")
    for person in (cast.stranger, cast.owner):
        await store.write(invitations.accept, person, token, NOW)
        assert await store.read(rows_of, person) >= 1


async def test_a_link_lets_in_a_teacher_who_was_refused_or_waits(store: Store) -> None:
    cast = await store.write(gather)
    school = await store.write(viska)
    await store.write(schools.ask_to_join, cast.stranger, school, NOW)
    assert (await store.read(who, 4)).teacher_status == "waiting"
    token = await token_for(store, cast, "teacher")
    await store.write(invitations.accept, cast.stranger, token, NOW)
    assert (await store.read(who, 4)).teacher_status == "approved"
    assert await store.read(rows_of, cast.stranger) == 1


async def test_only_those_who_may_invite_can(store: Store) -> None:
    cast = await store.write(gather)
    school = await store.write(viska)
    for person in (cast.stranger, cast.owner, cast.teacher):
        with pytest.raises(Refused, match="not_coordinator"):
            await store.write(coordinating.invite_school, person, school, NOW)
        with pytest.raises(Refused, match="not_coordinator"):
            await store.write(coordinating.invite_coordinator, person, NOW)
    for person in (cast.stranger, cast.teacher, cast.coordinator):
        with pytest.raises(Refused, match="not_yours"):
            await store.write(invitations.to_employer, person, cast.employer, NOW)
    with pytest.raises(Refused, match="gone"):
        await store.write(coordinating.invite_school, cast.coordinator, 10**6, NOW)
