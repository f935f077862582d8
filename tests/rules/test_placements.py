"""What an employer does with its places afterwards, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models import copying, placements, reservations, search, views
from models.refusals import Reason, Refused
from models.search import Wish
from models.store import Store
from models.tables import Week, Word
from models.weeks import Term, week_number
from tests.cast import NINTH, NOW, V5, V10, V11, V12, V20, Cast, gather

SPRING = Term(2028, "spring")
LATER = NOW + timedelta(hours=1)


def found(session: Session, words: str = "") -> int:
    return search.look(session, Wish(NINTH, V5, V5, words=words), NOW, 5).total


def seats_in(session: Session, placement_id: int) -> dict[date, int]:
    query = select(col(Week.monday), col(Week.seats)).where(col(Week.placement_id) == placement_id)
    return {row[0]: row[1] for row in session.execute(query)}


async def hold(store: Store, cast: Cast, seats: int = 2) -> int:
    receipt = await store.write(
        reservations.reserve, cast.teacher, cast.placement, V10, V11, seats, NINTH, "held", NOW
    )
    return receipt.reservation_id


async def test_a_copy_is_a_draft_with_the_same_weeks_a_year_later_and_its_own_seats(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(placements.write, cast.owner, cast.placement, "hours", "8–15", NOW)
    await store.write(placements.set_seats, cast.owner, cast.placement, 7, V12, NOW)
    await hold(store, cast)
    copied = await store.write(copying.copy, cast.owner, cast.placement, SPRING, LATER)
    own = (await store.read(views.own_placement, cast.owner, copied)).placement
    assert (own.status, own.what, own.hours, own.direct) == ("draft", "Stå i kassan och baka", "8–15", False)
    assert [week_number(week.monday) for week in own.weeks] == list(range(5, 21))
    assert {week.monday.isocalendar().year for week in own.weeks} == {2028}
    assert {week_number(week.monday): week.seats for week in own.weeks if week.seats != 3} == {12: 7}
    assert all(week.taken == 0 for week in own.weeks)
    assert await store.read(found) == 1
    assert await store.write(placements.publish, cast.owner, copied, LATER) == "approved"


async def test_a_copy_never_pushes_a_waiting_draft_away_and_a_draft_has_no_copies(store: Store) -> None:
    cast = await store.write(gather)
    draft = await store.write(placements.draft, cast.owner, cast.employer, NOW)
    with pytest.raises(Refused, match="gone"):
        await store.write(copying.copy, cast.owner, draft, SPRING, NOW)
    with pytest.raises(Refused, match="draft_waits") as refused:
        await store.write(copying.copy, cast.owner, cast.placement, SPRING, NOW)
    assert refused.value.facts == {"placement_id": draft}
    assert await store.write(placements.draft, cast.owner, cast.employer, NOW) == draft


async def test_for_another_season_a_copy_has_no_weeks_yet(store: Store) -> None:
    cast = await store.write(gather)
    copied = await store.write(copying.copy, cast.owner, cast.placement, Term(2027, "autumn"), NOW)
    own = (await store.read(views.own_placement, cast.owner, copied)).placement
    assert (own.what, own.weeks) == ("Stå i kassan och baka", ())


async def test_a_paused_place_is_not_found_and_keeps_its_reservations(store: Store) -> None:
    cast = await store.write(gather)
    held = await hold(store, cast)
    await store.write(placements.pause, cast.owner, cast.placement, LATER)
    assert await store.read(found) == 0
    with pytest.raises(Refused, match="not_open"):
        await store.write(reservations.reserve, cast.teacher, cast.placement, V12, V12, 1, NINTH, "b", LATER)
    await store.write(reservations.confirm, cast.owner, held, LATER)
    assert (await store.read(views.reservation, cast.teacher, held)).status == "confirmed"
    await store.write(placements.publish, cast.owner, cast.placement, LATER)
    assert await store.read(found) == 1


async def test_pausing_twice_and_anything_after_withdrawing_is_over(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(placements.pause, cast.owner, cast.placement, LATER)
    with pytest.raises(Refused, match="already_over"):
        await store.write(placements.pause, cast.owner, cast.placement, LATER)
    await store.write(placements.withdraw, cast.owner, cast.placement, None, LATER)
    for rule, more in (
        (placements.pause, (LATER,)),
        (placements.publish, (LATER,)),
        (placements.withdraw, (None, LATER)),
        (placements.throw_away, ()),
    ):
        with pytest.raises(Refused, match="already_over"):
            await store.write(rule, cast.owner, cast.placement, *more)
    assert await store.read(found) == 0


@pytest.mark.parametrize(
    ("fact", "missing"),
    [
        ("what", "what"),
        ("field", "field"),
        ("municipality", "municipality"),
        ("seats", "seats"),
        ("direct", "direct"),
    ],
)
async def test_an_unfinished_place_is_not_published_and_says_what_is_missing(
    store: Store, fact: str, missing: str
) -> None:
    cast = await store.write(gather)

    def unfinish(session: Session) -> int:
        copied = copying.copy(session, cast.owner, cast.placement, SPRING, NOW)
        setattr(placements.mine(session, cast.owner, copied), fact, None)
        return copied

    copied = await store.write(unfinish)
    with pytest.raises(Refused) as refused:
        await store.write(placements.publish, cast.owner, copied, NOW)
    assert (refused.value.reason, refused.value.facts["missing"]) == (Reason.NOT_FINISHED, missing)


async def test_seats_of_one_week_change_that_week_only_and_never_below_what_is_taken(store: Store) -> None:
    cast = await store.write(gather)
    await hold(store, cast)
    await store.write(placements.set_seats, cast.owner, cast.placement, 5, V12, NOW)
    await store.write(placements.set_seats, cast.owner, cast.placement, 2, V10, NOW)
    with pytest.raises(Refused) as refused:
        await store.write(placements.set_seats, cast.owner, cast.placement, 1, V11, NOW)
    assert refused.value.facts == {"monday": V11, "taken": 2}
    seats = await store.read(seats_in, cast.placement)
    assert [seats[week] for week in (V10, V11, V12, V20)] == [2, 3, 5, 3]


@pytest.mark.parametrize("wanted", [0, -1, 100, 9999])
async def test_senseless_seats_and_weeks_that_are_not_offered_change_nothing(
    store: Store, wanted: int
) -> None:
    cast = await store.write(gather)
    before = await store.read(seats_in, cast.placement)
    for week in (V12, None):
        with pytest.raises(Refused, match="seats_senseless"):
            await store.write(placements.set_seats, cast.owner, cast.placement, wanted, week, NOW)
    with pytest.raises(Refused, match="week_not_offered"):
        await store.write(placements.set_seats, cast.owner, cast.placement, 2, V20 + timedelta(weeks=1), NOW)
    assert await store.read(seats_in, cast.placement) == before


async def test_a_draft_that_is_thrown_away_leaves_nothing_and_what_was_published_stays(store: Store) -> None:
    cast = await store.write(gather)
    copied = await store.write(copying.copy, cast.owner, cast.placement, SPRING, NOW)
    await store.write(placements.throw_away, cast.owner, copied)
    for rule in (placements.throw_away, views.own_placement):
        with pytest.raises(Refused, match="gone"):
            await store.write(rule, cast.owner, copied)
    # Buttons of the old draft must never reach a new one.
    assert await store.write(placements.draft, cast.owner, cast.employer, NOW) > copied

    def left(session: Session) -> list[int | None]:
        return [
            session.scalar(select(func.count()).select_from(table).where(col(table.placement_id) == copied))
            for table in (Week, Word)
        ]

    assert await store.read(left) == [0, 0]
    assert await store.read(found, "kassan") == 1
    with pytest.raises(Refused, match="already_over"):
        await store.write(placements.throw_away, cast.owner, cast.placement)


async def test_nobody_else_changes_a_place(store: Store) -> None:
    cast = await store.write(gather)
    place = cast.placement
    rules: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (placements.write, ("what", "Kapad", NOW)),
        (placements.take_audience, (NINTH, NOW)),
        (placements.offer_week, (V10, NOW)),
        (placements.offer_weeks, ([V10], NOW)),
        (placements.set_seats, (9, None, NOW)),
        (placements.publish, (NOW,)),
        (placements.pause, (NOW,)),
        (placements.withdraw, (None, NOW)),
        (copying.copy, (SPRING, NOW)),
        (placements.throw_away, ()),
    )
    for person in (cast.stranger, cast.teacher, cast.coordinator):
        for rule, facts in rules:
            with pytest.raises(Refused, match="not_yours"):
                await store.write(rule, person, place, *facts)
            with pytest.raises(Refused, match="gone"):
                await store.write(rule, person, 10**6, *facts)


async def test_weeks_that_are_over_or_too_many_are_refused_all_together(store: Store) -> None:
    cast = await store.write(gather)
    before = await store.read(seats_in, cast.placement)
    over = date(2026, 11, 16)
    with pytest.raises(Refused, match="week_over"):
        await store.write(
            placements.offer_weeks, cast.owner, cast.placement, [V20 + timedelta(weeks=1), over], NOW
        )
    many = [V20 + timedelta(weeks=number) for number in range(1, 70)]
    with pytest.raises(Refused, match="too_many_weeks"):
        await store.write(placements.offer_weeks, cast.owner, cast.placement, many, NOW)
    assert await store.read(seats_in, cast.placement) == before
