"""One holder at a time, the next one when it runs out, and none that lasts for ever."""

from datetime import UTC, datetime, timedelta

from models import leases
from models.store import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LASTING = timedelta(seconds=3)


async def take(store: Store, holder: str, after: float, name: str = "clockwork", amount: int = 0) -> bool:
    return await store.write(leases.take, name, holder, NOW + timedelta(seconds=after), LASTING, amount)


async def test_a_lease_has_one_holder_who_may_renew_it_until_it_runs_out(store: Store) -> None:
    assert await take(store, "a", 0)
    assert not await take(store, "b", 2)
    assert await take(store, "a", 2)
    assert not await take(store, "b", 4)
    assert await take(store, "b", 5)
    assert not await take(store, "a", 6)


async def test_a_lease_given_back_is_free_and_nobody_elses_can_be(store: Store) -> None:
    await take(store, "a", 0)
    await store.write(leases.release, "clockwork", "b")
    assert not await take(store, "b", 1)
    await store.write(leases.release, "clockwork", "a")
    assert await take(store, "b", 1)


async def test_a_lease_from_before_the_clock_went_back_holds_nobody_up(store: Store) -> None:
    assert await take(store, "a", 30 * 86_400)
    assert await take(store, "b", 0)


async def test_shares_count_while_they_run(store: Store) -> None:
    await take(store, "a", 0, "answers:a", 5)
    await take(store, "b", 2, "answers:b", 5)
    await take(store, "c", 2, "notices", 30)
    sums = [
        await store.read(leases.held, "answers:", NOW + timedelta(seconds=after)) for after in (2.5, 4, 6)
    ]
    assert sums == [10, 5, 0]
