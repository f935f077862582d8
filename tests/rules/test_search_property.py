"""Whatever is on offer and whatever is wished for, a search finds what its definition says, in its order."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from models import openings, people, rarities, search, turning_up
from models.search import Wish
from models.store import Store
from models.tables import Notice
from models.vocabulary import nearest_first, stems
from models.weeks import WEEK, this_monday
from models.wish_tables import Watch
from tests.benchmarks.bench_search import wishes
from tests.benchmarks.places import COLUMNS, NOW, Rows, invent, tables

OFFERED = 3_000


@cache
def offered() -> Rows:
    return invent(OFFERED)


def load(session: Session) -> None:
    for name, columns, rows in tables(offered()):
        named = [dict(zip(columns, row, strict=True)) for row in rows]
        session.connection().execute(insert(SQLModel.metadata.tables[name]), named)


def placements_offered() -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS["placement"], row, strict=True)) for row in offered().placement]


def is_there(stem: str, among: list[str]) -> bool:
    return any(found.startswith(stem) if len(stem) >= 4 else found == stem for found in among)


def fitting(wish: Wish) -> list[tuple[int, int, date]]:
    """By the definition, week by week: placement, how many wished weeks have room, the first of those."""
    words: dict[int, list[str]] = {}
    for stem, placement in offered().word:
        words.setdefault(placement, []).append(stem)
    first = max(wish.first or date.min, this_monday(NOW))
    open_weeks: dict[int, list[date]] = {}
    for week in offered().week:
        facts = dict(zip(COLUMNS["week"], week, strict=True))
        if (
            first <= facts["monday"] <= (wish.last or date.max)
            and facts["seats"] - facts["taken"] >= wish.seats
            and (wish.audience is None or facts["takes"] & wish.audience)
            and (not wish.municipalities or facts["municipality"] in wish.municipalities)
            and (not wish.fields or facts["field"] in wish.fields)
            and all(
                any(
                    found.startswith(stem) if len(stem) >= 4 else found == stem
                    for found in words.get(week[0], [])
                )
                for stem in stems(wish.words)
            )
        ):
            open_weeks.setdefault(week[0], []).append(facts["monday"])
    found = [(id_, len(mondays) if wish.last else 1, min(mondays)) for id_, mondays in open_weeks.items()]
    return sorted(found, key=lambda row: (-row[1], row[2], row[0]))


NEVER_KNOWN = (rarities, "REMEMBERED", timedelta(0))
WAYS: dict[str, tuple[tuple[Any, str, Any], ...]] = {
    "as reckoned": (),
    "always walking": ((search, "COMMON", 1),),
    "always gathering": ((search, "LOOK_TO_GATHER", 0), (search, "LOOK_AMONG_GATHERED", 0)),
    "always from a word": ((search, "LOOKS_BEHIND_A_WORD", 0),),
    "counting words each time": (NEVER_KNOWN,),
    "counting words that are mostly common": (NEVER_KNOWN, (search, "FEW", 3)),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_search_finds_what_its_definition_says(
    store: Store, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.write(load)
    for change in WAYS[way]:
        monkeypatch.setattr(*change)
    found_any = 0
    for _, wish in wishes(160):
        expected = fitting(wish)
        found = await store.read(search.look, wish, NOW, search.CAP)
        assert [(hit.placement.id, hit.fits, hit.start) for hit in found.hits] == expected[: search.CAP]
        found_any += bool(expected)
        longer = Wish(wish.audience, wish.first, wish.last and wish.last + 5 * WEEK, 1, wish.municipalities)
        found = await store.read(search.look, longer, NOW, 10, 5)
        all_of_them = fitting(longer)[: search.CAP]
        begin = 5 if len(all_of_them) > 5 else 0
        assert (found.begin, found.total) == (begin, len(all_of_them))
        assert [(hit.placement.id, hit.fits) for hit in found.hits] == [
            row[:2] for row in all_of_them[begin : begin + 10]
        ]
    assert found_any > 60


async def test_distance_sorts_what_is_found_and_never_changes_it(store: Store) -> None:
    await store.write(load)
    lies_in = {row["id"]: row["municipality"] for row in placements_offered()}

    def rank(placement: int, near: tuple[str, ...]) -> int:
        return near.index(lies_in[placement]) if lies_in[placement] in near else len(near)

    moved = 0
    for (_, wish), home in zip(wishes(80), cycle(("1490", "1463", "1442")), strict=False):
        found, near = fitting(wish)[: search.CAP], nearest_first(home)
        expected = found
        if len(wish.municipalities) != 1:
            # Sorting keeps the order of those that are as far away.
            expected = sorted(found, key=lambda row: (-row[1], rank(row[0], near)))
        pages: list[tuple[int, int, date]] = []
        for begin in range(0, max(len(found), 1), 7):
            page = await store.read(search.look, wish, NOW, 7, begin, home=home)
            pages += [(hit.placement.id, hit.fits, hit.start) for hit in page.hits]
        assert pages == expected, wish
        moved += expected != found
    assert moved > 8


async def test_a_watch_is_told_of_exactly_what_its_search_would_find_whole(store: Store) -> None:
    await store.write(load)
    # A search shows weeks from today on, a watch those that can still be reserved.
    monday = datetime.combine(this_monday(NOW), time(9), UTC)
    sought = {number: wish for number, (_, wish) in enumerate(wishes(160), 1)}

    def watch_all(session: Session) -> set[tuple[int, int]]:
        person = people.arrive(session, 9, "Karin", "sv", monday).id
        for number, wish in sought.items():
            kept = search.columns_of(wish)
            until = wish.last or monday.date() + 50 * WEEK
            session.add(Watch(id=number, person_id=person, until=until, created_at=monday, **kept))
        session.flush()
        for placement in {week[0] for week in offered().week}:
            openings.note(session, placement)
        while turning_up.tell(session, monday):
            pass
        told = session.execute(select(col(Notice.about_id), col(Notice.detail)))
        return {(watch, int(placement or 0)) for watch, placement in told}

    told = await store.write(watch_all)
    for number, wish in sought.items():
        first = max(wish.first or monday.date(), monday.date())
        found = await store.read(search.look, replace(wish, first=first), monday, search.CAP)
        whole = {hit.placement.id for hit in found.hits if hit.fits >= found.wanted}
        mine = {placement for watch, placement in told if watch == number}
        assert mine == whole or (len(found.hits) == search.CAP and whole <= mine), wish
    assert len(told) > 100
