"""Each change of a published placement notes who made it, and when; a draft's don't."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import edits, placements
from models.edits import Edit
from models.forms import Audience
from models.store import Store
from models.weeks import WEEK
from tests.cast import NOW, V10, V20, Cast, gather

Rule = Callable[..., Any]
# The fact that is noted, the rule, and what it is given besides the time.
CHANGES: list[tuple[str, Rule, tuple[Any, ...], dict[str, Any]]] = [
    *((name, placements.write, (name, "Något annat"), {}) for name in placements.TEXT_LIMITS),
    ("field", placements.choose, (), {"field": "RPTn_bxG_ExZ"}),
    ("municipality", placements.choose, (), {"municipality": "1463"}),
    ("direct", placements.choose, (), {"direct": True}),
    ("min_age", placements.choose, (), {"min_age": 15}),
    ("register_extract", placements.need_extract, (True,), {}),
    ("takes", placements.take_audience, (Audience.APL,), {}),
    ("weeks", placements.offer_weeks, ([V20 + WEEK, V20 + 2 * WEEK],), {}),
    ("seats", placements.set_seats, (5, None), {}),
    ("seats", placements.set_seats, (6, V20 + WEEK), {}),
    ("weeks", placements.offer_week, (V20 + WEEK,), {}),
    ("weeks", placements.drop_weeks, ([V20 + 2 * WEEK],), {}),
]
STAYS: list[tuple[Rule, tuple[Any, ...], dict[str, Any]]] = [
    (placements.write, ("what", "Stå i kassan och baka"), {}),
    (placements.choose, (), {"municipality": "1490", "direct": False}),
    (placements.need_extract, (False,), {}),
    (placements.set_seats, (3, None), {}),
    (placements.offer_weeks, ([V10],), {}),
    (placements.drop_weeks, ([V20 + WEEK],), {}),
]


def noted(session: Session, placement: int, since: datetime = NOW) -> tuple[Edit, ...]:
    return edits.latest(session, placement, since, 100)


async def test_each_change_is_noted_with_who_made_it_and_when(store: Store) -> None:
    cast = await store.write(gather)
    for number, (fact, rule, given, facts) in enumerate(CHANGES):
        now = NOW + timedelta(hours=number + 1)
        await store.write(rule, cast.owner, cast.placement, *given, now, **facts)
        assert await store.read(noted, cast.placement, now) == (Edit(fact, now, "Maja"),)
    assert {edit.fact for edit in await store.read(noted, cast.placement)} == {one[0] for one in CHANGES}


async def test_what_stays_as_it_was_is_no_change(store: Store) -> None:
    cast = await store.write(gather)
    for rule, given, facts in STAYS:
        await store.write(rule, cast.owner, cast.placement, *given, NOW, **facts)
    assert await store.read(noted, cast.placement) == ()


def change_a_draft(session: Session, cast: Cast) -> int:
    place = placements.draft(session, cast.owner, cast.employer, NOW)
    for _, rule, given, facts in CHANGES:
        rule(session, cast.owner, place, *given, NOW, **facts)
    return place


async def test_a_draft_which_nobody_has_seen_is_written_without_notes(store: Store) -> None:
    cast = await store.write(gather)
    place = await store.write(change_a_draft, cast)
    assert await store.read(noted, place) == ()


async def test_a_change_of_what_was_published_is_not_made_without_its_time(store: Store) -> None:
    cast = await store.write(gather)
    with pytest.raises(TypeError, match="now"):
        await store.write(placements.write, cast.owner, cast.placement, "hours", "8–15")  # type: ignore[call-arg]
