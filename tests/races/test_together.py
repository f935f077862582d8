"""Taps of the same moment through the door: one transaction for all, and nobody suffers for a neighbour."""

import asyncio

import pytest
from sqlalchemy import text

from models.refusals import Refused
from models.reserving import Receipt, reserve
from models.store import Store
from tests.cast import NINTH, NOW, V10, V11, Cast, gather
from tests.races.test_last_seats import check

# No number of a row on either database.
FORGED = 2**63


async def at_once(store: Store, cast: Cast, places: list[int]) -> list[Receipt | str]:
    """One seat in each of these places; receipts, or reasons."""
    ended = await asyncio.gather(
        *(
            store.write(reserve, cast.teacher, place, V10, V11, 1, NINTH, f"{number}", NOW)
            for number, place in enumerate(places)
        ),
        return_exceptions=True,
    )
    found: list[Receipt | str] = []
    for one in ended:
        assert isinstance(one, Receipt | Refused), one
        found.append(one if isinstance(one, Receipt) else one.reason.value)
    return found


async def test_a_forged_place_spoils_no_neighbour(store: Store) -> None:
    cast = await store.write(gather, 3)
    first, forged, second = await at_once(store, cast, [cast.placement, FORGED, cast.placement])
    assert forged == "gone"
    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    _, live = await store.read(check)
    assert live == {first.reservation_id, second.reservation_id}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_many_at_once_cost_the_database_one_transaction(store: Store) -> None:
    cast = await store.write(gather, 50)
    taps = 30
    assert all(isinstance(one, Receipt) for one in await at_once(store, cast, [cast.placement] * taps))
    # Each row remembers which transaction wrote it.
    written = text("SELECT count(*), count(DISTINCT xmin::text) FROM reservation")
    assert tuple(await store.read(lambda session: session.execute(written).one())) == (taps, 1)
