"""Vouching for employers and teachers, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models import coordinating, employers, invitations, placements, reservations, schools, search
from models.coordinating import Waiting
from models.refusals import Reason, Refused
from models.search import Wish
from models.store import Store
from tests.cast import NINTH, NOW, V5, V10, V11, Cast, arrive, gather

LATER = NOW + timedelta(hours=1)
MARK = "1463"


def of_mark(session: Session, by: int) -> int:
    """A coordinator of Mark only."""
    person = arrive(session, 8, "Eva")
    token = invitations.to_coordinators(session, by, MARK, NOW)
    invitations.accept(session, person, token, NOW)
    return person


def asks(session: Session, person: int) -> int:
    """The person asks to become a teacher in Borås; the number of the case."""
    schools.ask_to_join(session, person, schools.school(session, "Särlaskolan", "1490", NOW), NOW)
    waiting = coordinating.next_teacher(session, arrive(session, 3, "Sara"))
    assert waiting is not None
    return waiting.id


def found(session: Session) -> int:
    return search.look(session, Wish(NINTH, V5, V5), NOW, 5).total


async def test_a_coordinator_of_another_municipality_sees_and_decides_nothing_here(store: Store) -> None:
    cast = await store.write(gather)
    case = await store.write(asks, cast.stranger)
    eva = await store.write(of_mark, cast.coordinator)
    assert await store.read(coordinating.waiting, eva, NOW) == Waiting(0, 0, 0)
    assert await store.read(coordinating.next_teacher, eva) is None
    for rule, id_ in ((coordinating.employer_case, cast.employer), (coordinating.teacher_case, case)):
        with pytest.raises(Refused, match="gone"):
            await store.read(rule, eva, id_)
    with pytest.raises(Refused, match="gone"):
        await store.write(coordinating.decide_employer, eva, cast.employer, approved=False, now=LATER)
    with pytest.raises(Refused, match="gone"):
        await store.write(coordinating.decide_teacher, eva, case, approved=True, now=LATER)
    assert await store.read(found) == 1
    assert await store.read(coordinating.waiting, cast.coordinator, NOW) == Waiting(0, 1, 0)


async def test_who_is_no_coordinator_decides_nothing(store: Store) -> None:
    cast = await store.write(gather)
    case = await store.write(asks, cast.stranger)
    for person in (cast.stranger, cast.owner, cast.teacher):
        with pytest.raises(Refused, match="not_coordinator"):
            await store.write(coordinating.decide_teacher, person, case, approved=True, now=LATER)
        with pytest.raises(Refused, match="not_coordinator"):
            await store.write(coordinating.decide_employer, person, cast.employer, approved=False, now=LATER)


@pytest.mark.parametrize("first", [True, False])
async def test_the_same_decision_twice_says_that_it_is_taken(store: Store, first: bool) -> None:
    cast = await store.write(gather)
    case = await store.write(asks, cast.stranger)
    await store.write(coordinating.decide_teacher, cast.coordinator, case, approved=first, now=LATER)
    with pytest.raises(Refused) as refused:
        await store.write(coordinating.decide_teacher, cast.coordinator, case, approved=first, now=LATER)
    assert refused.value.reason is Reason.ALREADY_DECIDED
    assert refused.value.facts["status"] == ("approved" if first else "refused")


async def test_a_refused_employer_vanishes_from_searches_and_is_back_when_approved(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(
        coordinating.decide_employer, cast.coordinator, cast.employer, approved=False, now=LATER
    )
    assert await store.read(found) == 0
    with pytest.raises(Refused, match="not_open"):
        await store.write(reservations.reserve, cast.teacher, cast.placement, V10, V11, 1, NINTH, "a", LATER)
    await store.write(coordinating.decide_employer, cast.coordinator, cast.employer, approved=True, now=LATER)
    assert await store.read(found) == 1


async def test_a_refused_employer_that_publishes_again_waits_again(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(
        coordinating.decide_employer, cast.coordinator, cast.employer, approved=False, now=LATER
    )
    assert await store.write(placements.publish, cast.owner, cast.placement, LATER) == "waiting"
    waiting = await store.read(coordinating.next_employer, cast.coordinator)
    assert waiting is not None
    assert waiting.id == cast.employer
    assert await store.read(found) == 0


async def test_a_refused_teacher_who_is_approved_after_all_may_reserve(store: Store) -> None:
    cast = await store.write(gather)
    case = await store.write(asks, cast.stranger)
    wish = (cast.stranger, cast.placement, V10, V11, 1, NINTH)
    with pytest.raises(Refused, match="teacher_waiting"):
        await store.write(reservations.reserve, *wish, "a", NOW)
    await store.write(coordinating.decide_teacher, cast.coordinator, case, approved=False, now=LATER)
    with pytest.raises(Refused, match="not_teacher"):
        await store.write(reservations.reserve, *wish, "a", NOW)
    await store.write(coordinating.decide_teacher, cast.coordinator, case, approved=True, now=LATER)
    assert (await store.write(reservations.reserve, *wish, "a", NOW)).status == "requested"


async def test_a_request_waits_for_the_coordinator_after_a_day_without_an_answer(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(reservations.reserve, cast.teacher, cast.placement, V10, V11, 1, NINTH, "a", NOW)
    day = timedelta(days=1)
    before = await store.read(coordinating.waiting, cast.coordinator, NOW + day - timedelta(seconds=1))
    assert before == Waiting(0, 0, 0)
    assert await store.read(coordinating.waiting, cast.coordinator, NOW + day) == Waiting(0, 0, 1)


async def test_an_organisation_number_is_registered_once(store: Store) -> None:
    cast = await store.write(gather)

    def again(session: Session, cast: Cast) -> None:
        other = employers.register(session, cast.stranger, NOW)
        employers.number(session, cast.stranger, other, "5560160680")

    with pytest.raises(Refused) as refused:
        await store.write(again, cast)
    assert refused.value.facts["name"] == "Café Solsidan"
