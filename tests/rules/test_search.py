"""Finding places, on both databases."""

from typing import Any

import pytest

from models import employers, placements, reservations, search
from models.forms import Audience
from models.search import Found, Wish
from models.store import Store
from tests.cast import NINTH, NOW, V5, V10, V11, V12, V20, Cast, gather
from tests.statements import counting, questions

BOTH = {"first": V10, "last": V11}


async def look(store: Store, **wish: Any) -> Found:
    return await store.read(search.look, Wish(**wish), NOW, 10)


async def fill(store: Store, cast: Cast, seats: int) -> None:
    await store.write(reservations.reserve, cast.teacher, cast.placement, V11, V11, seats, NINTH, "x", NOW)


@pytest.mark.parametrize(
    "wish",
    [
        {},
        BOTH,
        {"audience": NINTH, "seats": 3, **BOTH},
        {"municipalities": ("1490", "1463")},
        {"fields": ("ScKy_FHB_7wT",)},
        {"words": "kassa"},
        {"words": "solsidan baka"},
    ],
)
async def test_a_place_that_fits_is_found(store: Store, wish: dict[str, Any]) -> None:
    cast = await store.write(gather)
    assert [hit.placement.id for hit in (await look(store, **wish)).hits] == [cast.placement]


@pytest.mark.parametrize(
    "wish",
    [
        {"seats": 4},
        {"audience": Audience.APL},
        {"municipalities": ("1463",)},
        {"fields": ("VuuL_7CH_adj",)},
        {"words": "hästar"},
        {"first": V20 + (V11 - V10), "last": V20 + (V12 - V10)},
    ],
)
async def test_a_place_that_does_not_fit_is_not_found(store: Store, wish: dict[str, Any]) -> None:
    await store.write(gather)
    found = await look(store, **wish)
    assert (found.hits, found.total) == ((), 0)


async def test_a_place_with_room_in_some_weeks_says_how_many_fit(store: Store) -> None:
    cast = await store.write(gather)
    await fill(store, cast, 3)
    found = await look(store, seats=1, **BOTH)
    assert [(hit.fits, found.wanted, hit.start) for hit in found.hits] == [(1, 2, V10)]


async def test_a_full_week_is_not_found_and_a_cancellation_brings_it_back(store: Store) -> None:
    cast = await store.write(gather)
    await fill(store, cast, 3)
    assert (await look(store, first=V11, last=V11)).total == 0
    await store.write(reservations.cancel, cast.teacher, 1, NOW)
    assert (await look(store, first=V11, last=V11)).total == 1


async def test_only_what_is_published_and_vouched_for_is_found(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(placements.pause, cast.owner, cast.placement, NOW)
    assert (await look(store)).total == 0
    await store.write(placements.publish, cast.owner, cast.placement, NOW)
    assert (await look(store)).total == 1
    await store.write(employers.decide, cast.employer, approved=False, by=cast.coordinator, now=NOW)
    assert (await look(store)).total == 0


async def test_without_weeks_the_first_open_one_is_the_start(store: Store) -> None:
    await store.write(gather)
    assert [hit.start for hit in (await look(store)).hits] == [V5]


async def test_a_word_is_counted_once_and_what_changes_meanwhile_is_found_all_the_same(store: Store) -> None:
    cast = await store.write(gather)
    with counting() as first:
        assert (await look(store, words="kassa")).total == 1
    with counting() as again:
        assert (await look(store, words="kassa")).total == 1
    assert ["rarity" in one for one in questions(first)] == [True]
    assert ["rarity" in one for one in questions(again)] == [False]
    assert (await look(store, words="hästar")).total == 0
    await store.write(placements.write, cast.owner, cast.placement, "what", "mocka hos hästar", NOW)
    assert (await look(store, words="hästar")).total == 1
    assert (await look(store, words="kassa")).total == 0
