"""Words that no place has are read as words that some place has, on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import employers, placements, respelling
from models.forms import Audience
from models.respelling import respelled
from models.store import Store
from tests.cast import NOW, V10, Cast, gather
from tests.statements import counting, questions

NAME = "Granlunds Bygg"


async def town(
    store: Store, what: str = "Gjuta, mura och köra dumprar", name: str = "Granlunds Bygg"
) -> Cast:
    cast = await store.write(gather)
    await store.write(_offer, cast, what)
    return cast


def _offer(session: Session, cast: Cast, what: str) -> None:
    employers.name(session, cast.owner, cast.employer, NAME)
    placements.write(session, cast.owner, cast.placement, "what", what, NOW)


async def read(store: Store, words: str) -> str:
    meant, repairs = await store.read(respelled, words)
    assert bool(repairs) == (meant != words)
    return meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Granlinds bygg", "Granlunds bygg"),
        ("granulnds", "Granlunds"),
        ("GRANNLUNDS", "Granlunds"),
        ("garnlunds", "Granlunds"),
        ("geranlunds", "Granlunds"),
        ("Garnlinds", "Granlunds"),
        ("dumpprar hos Granlinds", "dumprar hos Granlunds"),
    ],
)
async def test_a_misspelled_word_is_read_as_a_place_has_it(store: Store, written: str, meant: str) -> None:
    await town(store)
    assert await read(store, written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Granlunds",  # Stands there.
        "granlund",
        "granluns",  # Begins what stands there.
        "Grenhinds",  # Too far.
        "Hranlunds",  # Another first letter.
        "mår",  # So short a word is near to nearly anything.
        "kock",  # The vocabulary knows it.
        "x" * 200,
        "12345",
        "%_'; --",
        "",
    ],
)
async def test_other_words_stay_as_they_are(store: Store, written: str) -> None:
    await town(store, "Gjuta, mura, rocka")
    assert await read(store, written) == written


async def test_only_places_that_schools_can_see_teach_a_word(store: Store) -> None:
    cast = await town(store)
    await store.write(placements.pause, cast.owner, cast.placement, NOW)
    assert await read(store, "Granlinds") == "Granlinds"
    await store.write(placements.publish, cast.owner, cast.placement, NOW)
    assert await read(store, "Granlinds") == "Granlunds"
    await store.write(employers.decide, cast.employer, approved=False, by=cast.coordinator, now=NOW)
    assert await read(store, "Granlinds") == "Granlinds"


async def test_of_words_as_near_the_more_common_is_meant(store: Store) -> None:
    cast = await town(store, "Granlands, granlonds")
    assert await read(store, "granlynds") in ("granlands", "granlonds", "Granlunds")
    for number in range(3):
        await store.write(_another, cast, f"granlonds {number}")
    assert await read(store, "granlynds") == "granlonds"


def _another(session: Session, cast: Cast, what: str) -> None:
    place = placements.draft(session, cast.owner, cast.employer, NOW)
    placements.write(session, cast.owner, place, "what", what, NOW)
    facts: dict[str, Any] = {"field": "ScKy_FHB_7wT", "municipality": "1490", "direct": False}
    placements.choose(session, cast.owner, place, NOW, **facts)
    placements.take_audience(session, cast.owner, place, Audience.PRAO_9, NOW)
    placements.offer_weeks(session, cast.owner, place, [V10], NOW)
    placements.set_seats(session, cast.owner, place, 2, None, NOW)
    placements.publish(session, cast.owner, place, NOW)


async def test_it_asks_twice_and_not_at_all_for_words_that_are_known(store: Store) -> None:
    await town(store)
    with counting() as asked:
        assert await read(store, "Granlinds dumpprar") == "Granlunds dumprar"
    assert len(questions(asked)) == 2
    with counting() as asked:
        await read(store, "kock i butik")
    assert questions(asked) == []


async def test_where_very_many_words_begin_alike_those_that_do_so_longer_are_still_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town(store, "Gradera, granska, gravera, gremlyt")
    monkeypatch.setattr(respelling, "MOST_STEMS", 3)
    respelling._walk.cache_clear()
    try:
        assert await read(store, "gremlxt") == "gremlyt"
    finally:
        respelling._walk.cache_clear()
