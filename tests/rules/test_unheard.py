"""A booking where nobody of the employer can be reached: the teacher knows at once, the coordinators soon."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import invitations, people, reach, reservations
from models.notices import Claimed, Kind
from models.reserving import Receipt
from models.store import Store
from models.tables import Coordinator, Person
from scheduler import reach as known_of
from tests.cast import NINTH, NOW, V10, V11, Cast, arrive, gather
from tests.timetable.postman import waiting


def book(session: Session, cast: Cast, key: str = "a", week: date = V10, by: int | None = None) -> Receipt:
    teacher = by or cast.teacher
    return reservations.reserve(session, teacher, cast.placement, week, week, 1, NINTH, key, NOW)


def nobody_is_reached(session: Session, *, direct: bool = False) -> Cast:
    cast = gather(session, direct=direct)
    people.lose(session, cast.owner, NOW)
    return cast


def news(session: Session) -> Sequence[tuple[int, int]]:
    """Who is told of which reservation."""
    return [(one.person_id, one.about_id) for one in waiting(session, Kind.UNREACHABLE_COORDINATOR)]


def colleague(session: Session, cast: Cast) -> int:
    newcomer = arrive(session, 6, "Nils")
    token = invitations.to_employer(session, cast.owner, cast.employer, NOW)
    invitations.accept(session, newcomer, token, NOW)
    return newcomer


def known(session: Session) -> object:
    """What the coordinator's news is rendered from."""
    [notice] = waiting(session, Kind.UNREACHABLE_COORDINATOR)
    reader = session.get_one(Person, notice.person_id)
    row = {**notice.model_dump(), "kind": Kind(notice.kind)}
    row |= {"chat_id": reader.chat_id, "language": reader.language}
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(Claimed)}
    return known_of.facts(session, Claimed(**values), NOW)


@pytest.mark.parametrize("direct", [False, True])
async def test_a_booking_that_reaches_nobody_says_so_and_is_told_to_the_coordinator(
    store: Store, direct: bool
) -> None:
    cast = await store.write(nobody_is_reached, direct=direct)
    receipt = await store.write(book, cast)
    assert receipt.unheard
    assert receipt.status == ("confirmed" if direct else "requested")
    assert await store.read(news) == [(cast.coordinator, receipt.reservation_id)]


async def test_the_same_tap_again_says_the_same_and_tells_nobody_twice(store: Store) -> None:
    cast = await store.write(nobody_is_reached)
    first = await store.write(book, cast)
    again = await store.write(book, cast)
    assert again.repeated
    assert again.unheard
    assert await store.read(news) == [(cast.coordinator, first.reservation_id)]


async def test_one_colleague_who_can_be_reached_is_enough(store: Store) -> None:
    cast = await store.write(gather)
    other = await store.write(colleague, cast)
    await store.write(people.lose, cast.owner, NOW)
    assert not (await store.write(book, cast)).unheard
    assert await store.read(news) == []
    await store.write(people.lose, other, NOW)
    assert (await store.write(book, cast, "b", V11)).unheard


async def test_only_coordinators_of_the_place_are_told_and_not_who_booked(store: Store) -> None:
    def set_up(session: Session) -> tuple[Cast, int, int]:
        cast = nobody_is_reached(session)
        near, far = arrive(session, 7, "Eva"), arrive(session, 8, "Lo")
        for person, town in ((near, "1490"), (far, "1463"), (cast.other_teacher, "1490")):
            session.add(Coordinator(person_id=person, municipality=town, since=NOW))
        return cast, near, far

    cast, near, _ = await store.write(set_up)
    booked = (await store.write(book, cast, by=cast.other_teacher)).reservation_id
    assert set(await store.read(news)) == {(cast.coordinator, booked), (near, booked)}


async def test_the_news_is_not_told_once_they_are_back_or_the_booking_is_over(store: Store) -> None:
    cast = await store.write(nobody_is_reached)
    booked = (await store.write(book, cast)).reservation_id

    assert await store.read(known) is not None
    await store.write(people.arrive, 1, "Maja", "sv", NOW)
    assert await store.read(known) is None
    await store.write(people.lose, cast.owner, NOW)
    assert await store.read(known) is not None
    await store.write(reservations.cancel, cast.teacher, booked, NOW + timedelta(hours=1))
    assert await store.read(news) == []


async def test_the_news_that_somebody_left_is_not_told_once_nobody_counts_on_them(store: Store) -> None:
    cast = await store.write(gather)
    booked = (await store.write(book, cast)).reservation_id
    await store.write(reach.lose, cast.owner, "blocked", NOW)
    assert await store.read(known) is not None
    await store.write(reservations.cancel, cast.teacher, booked, NOW + timedelta(hours=1))
    assert await store.read(known) is None
