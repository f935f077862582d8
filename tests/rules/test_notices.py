"""The outbox: claimed once, in order for each person, kept until it is sent, on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import notices, people
from models.notices import Kind, Planned
from models.store import Store
from models.tables import Notice
from tests.cast import NOW, arrive

LEASE = timedelta(minutes=2)
KINDS = (Kind.REQUESTED, Kind.CONFIRMED, Kind.CANCELLED)


def two_with_three_each(session: Session) -> tuple[int, int]:
    """Two people, three notices each, due one minute after the other."""
    both = (arrive(session, 1, "Maja"), arrive(session, 2, "Karin"))
    for minute, kind in enumerate(KINDS):
        notices.tell(session, both, Planned(kind, "reservation", 7, NOW + timedelta(minutes=minute)))
    return both


async def claimed(store: Store, at: datetime, limit: int = 30) -> list[tuple[int, Kind, int]]:
    found = await store.write(notices.claim, at, LEASE, limit)
    return [(notice.id, notice.kind, notice.chat_id) for notice in found]


def status(session: Session, notice_id: int) -> str:
    return session.execute(select(col(Notice.status)).where(col(Notice.id) == notice_id)).scalar_one()


async def test_nothing_is_claimed_before_it_is_due(store: Store) -> None:
    await store.write(two_with_three_each)
    assert await claimed(store, NOW - timedelta(seconds=1)) == []
    assert await store.read(notices.next_due_at) == NOW


async def test_each_person_gets_one_at_a_time_and_the_oldest_first(store: Store) -> None:
    await store.write(two_with_three_each)
    late = NOW + timedelta(hours=1)
    for kind in KINDS:
        round_ = await claimed(store, late)
        assert [(found, chat) for _, found, chat in round_] == [(kind, 1), (kind, 2)]
        assert await claimed(store, late) == []
        for id_, _, _ in round_:
            await store.write(notices.sent, id_, 5, late)
    assert await store.read(notices.next_due_at) is None


async def test_a_notice_whose_holder_died_is_taken_over_when_its_lease_ends(store: Store) -> None:
    await store.write(two_with_three_each)
    first = await claimed(store, NOW)
    assert await claimed(store, NOW + LEASE - timedelta(seconds=1)) == []
    assert await claimed(store, NOW + LEASE) == first


async def test_one_that_waits_for_its_next_try_holds_back_only_its_own_person(store: Store) -> None:
    await store.write(two_with_three_each)
    (majas, _, _), (karins, _, _) = await claimed(store, NOW)
    later = NOW + timedelta(minutes=30)
    await store.write(notices.again, majas, later, "TimedOut")
    await store.write(notices.sent, karins, 5, NOW)
    now = NOW + timedelta(minutes=10)
    assert [chat for _, _, chat in await claimed(store, now)] == [2]
    tried = await store.write(notices.claim, later, LEASE, 30)
    assert [(notice.id, notice.attempts) for notice in tried if notice.chat_id == 1] == [(majas, 2)]


@pytest.mark.parametrize("outcome", ["failed", "dropped", "sent"])
async def test_what_is_settled_makes_way_for_the_next_and_stays_settled(store: Store, outcome: str) -> None:
    await store.write(two_with_three_each)
    (majas, _, _), _ = await claimed(store, NOW)
    if outcome == "failed":
        await store.write(notices.failed, majas, "BadRequest: " + "x" * 500)
    elif outcome == "dropped":
        await store.write(notices.dropped, majas)
    else:
        await store.write(notices.sent, majas, 5, NOW)
    await store.write(notices.again, majas, NOW, "late")
    assert await store.read(status, majas) == outcome
    following = [found for found in await claimed(store, NOW + timedelta(hours=1)) if found[2] == 1]
    assert [kind for _, kind, _ in following] == [Kind.CONFIRMED]


async def test_the_same_notice_is_told_once_and_a_dropped_one_waits_again(store: Store) -> None:
    both = await store.write(two_with_three_each)
    same = Planned(Kind.REQUESTED, "reservation", 7, NOW + timedelta(days=1))
    await store.write(notices.tell, both, same)
    assert await store.read(notices.next_due_at) == NOW
    await store.write(notices.drop, "reservation", 7, None)
    assert await claimed(store, NOW + timedelta(hours=1)) == []
    await store.write(notices.tell, both, same)
    assert await store.read(notices.next_due_at) == NOW + timedelta(days=1)


async def test_who_is_unreachable_gets_everything_on_return(store: Store) -> None:
    maja, _ = await store.write(two_with_three_each)
    await store.write(people.lose, maja, NOW)
    assert [chat for _, _, chat in await claimed(store, NOW)] == [2]
    await store.write(people.arrive, 1, "Maja", "sv", NOW)
    assert [(kind, chat) for _, kind, chat in await claimed(store, NOW)] == [(Kind.REQUESTED, 1)]
