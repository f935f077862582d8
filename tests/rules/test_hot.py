"""A hot statement says what SQLAlchemy would, on both databases, and fails as SQLAlchemy does."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, not_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from models.among import among
from models.hot import Hot
from models.store import Store
from models.tables import Change, Person, Week
from tests.cast import V10, gather

AT = datetime(2027, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
NOTE = insert(Change).returning(col(Change.at), col(Change.person_id))
ROW = {"at": AT, "person_id": None, "about": "person", "about_id": 1, "was": None, "became": "here"}
WEEK = Hot(
    select(col(Week.monday), col(Week.listed)).where(
        col(Week.placement_id) == bindparam("placement"),
        col(Week.monday) == bindparam("monday"),
        col(Week.seats) == 3,
    )
)


async def test_times_go_in_and_come_out_as_with_any_other_statement(store: Store) -> None:
    def rule(session: Session) -> list[tuple[Any, ...]]:
        return Hot(NOTE).rows(session, ROW)

    ((at, person),) = await store.write(rule)
    assert (at, at.tzinfo, person) == (AT, UTC, None)


async def test_constants_and_repeated_runs_find_the_right_row(store: Store) -> None:
    cast = await store.write(gather)

    def rule(session: Session, monday: date) -> list[tuple[Any, ...]]:
        return WEEK.rows(session, {"placement": cast.placement, "monday": monday})

    assert await store.read(rule, V10) == [(V10, True)]
    assert await store.read(rule, V10 + timedelta(weeks=40)) == []


@pytest.mark.parametrize("row", [{"at": AT}, ROW | {"colour": "red"}])
async def test_a_value_too_few_or_too_many_is_refused(store: Store, row: dict[str, object]) -> None:
    def rule(session: Session) -> None:
        hot = Hot(NOTE)
        hot.rows(session, ROW)
        hot.rows(session, row)

    with pytest.raises(ValueError, match="expected"):
        await store.write(rule)


async def test_a_row_that_may_not_be_there_is_sqlalchemys_error_without_anybodys_words(store: Store) -> None:
    await store.write(gather)
    again = {"chat_id": 1, "name": "Majas hemlighet", "language": "sv", "created_at": AT}

    def rule(session: Session) -> None:
        Hot(insert(Person)).each(session, [again])

    with pytest.raises(IntegrityError) as caught:
        await store.write(rule)
    assert "hemlighet" not in str(caught.value.statement)
    assert caught.value.params is None


@pytest.mark.parametrize("many", [0, 1, 3])
async def test_many_rows_go_in_together_and_each_comes_back_with_what_it_became(
    store: Store, many: int
) -> None:
    rows = [ROW | {"about_id": number, "was": "gone" if number % 2 else None} for number in range(many)]
    returned = insert(Change).returning(col(Change.about_id), col(Change.id))
    ids = dict(await store.write(lambda session: Hot(returned).take_in(session, rows)))
    assert await store.write(lambda session: Hot(insert(Change)).take_in(session, rows)) == []
    kept = select(col(Change.about_id), col(Change.id), col(Change.at), col(Change.was))
    found = await store.read(lambda session: [tuple(row) for row in session.execute(kept)])
    assert len(found) == 2 * many
    assert ids.items() <= {(about, id_) for about, id_, _, _ in found}
    assert {(about, at, was) for about, _, at, was in found} == {
        (number, AT, "gone" if number % 2 else None) for number in range(many)
    }


@pytest.mark.parametrize("row", [{"at": AT}, ROW | {"colour": "red"}])
async def test_rows_that_are_not_alike_are_refused(store: Store, row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"expected|alike"):
        await store.write(lambda session: Hot(NOTE).take_in(session, [ROW, row]))


async def test_a_list_that_expands_is_refused(store: Store) -> None:
    query = Hot(select(col(Week.monday)).where(col(Week.seats).in_([1, 2])))
    with pytest.raises(ValueError, match="expanded"):
        await store.read(lambda session: query.rows(session, {}))


CHANGES_OF = Hot(
    select(col(Change.id)).where(among(col(Change.id), "ids"), not_(among(col(Change.about_id), "left_out")))
)


@pytest.mark.parametrize(
    ("ids", "left_out", "found"), [([], [], []), ([2], [9], [2]), ([1, 2, 3], [2, 3], [1]), ({3, 7}, (), [3])]
)
async def test_any_number_of_ids_is_one_value(
    store: Store, ids: Collection[int], left_out: Collection[int], found: list[int]
) -> None:
    def rule(session: Session) -> list[int]:
        changes = [ROW | {"about_id": number} for number in (1, 2, 3)]
        session.execute(insert(Change), [{"id": row["about_id"], **row} for row in changes])
        rows = CHANGES_OF.rows(session, {"ids": ids, "left_out": left_out})
        return sorted(id_ for (id_,) in rows)

    assert await store.write(rule) == found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_many_ids_are_looked_up_one_by_one_and_not_in_the_whole_table(store: Store) -> None:
    def rule(session: Session) -> str:
        wanted = str(select(col(Change.id)).where(among(col(Change.id), "ids")).compile(session.get_bind()))
        return str(session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted}", ("[1]",)).all())

    plan = await store.read(rule)
    assert "SCAN change" not in plan
    assert "SEARCH change" in plan
