"""What becomes of a notice after each kind of failure, and that an outcome is never lost."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.refusals import StoreUnavailable
from scheduler.failures import Broken, Moved, Passing, Permanent, Unknown, Verdict, Wait
from scheduler.outage import IN_A_ROW, LONGEST_PAUSE, Outage
from scheduler.outcomes import (
    LONGEST_PASSING,
    UNKNOWN_TRIES,
    Again,
    Failed,
    Ledger,
    Lost,
    Migrated,
    Outcome,
    Sent,
    after_failure,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("meaning", "attempts", "expected"),
    [
        (Permanent("blocked"), 1, Lost((1, 2), 7, "blocked", NOW)),
        (Moved(-100), 1, Migrated((1, 2), 7, -100)),
        (Wait(timedelta(seconds=30)), 1, Again((1, 2), NOW + timedelta(seconds=30), "429")),
        (Passing("down", True), 1, Again((1, 2), NOW + timedelta(seconds=5), "down")),
        (Passing("down", True), 99, Again((1, 2), NOW + LONGEST_PASSING, "down")),
        (Broken("too long"), 1, Failed((1, 2), "too long")),
        (Unknown("new"), 2, Again((1, 2), NOW + timedelta(seconds=10), "new")),
        (Unknown("new"), UNKNOWN_TRIES, Failed((1, 2), "new")),
    ],
)
def test_each_failure_has_its_consequence(meaning: Verdict, attempts: int, expected: Outcome) -> None:
    assert after_failure(meaning, (1, 2), 7, attempts, NOW, 1.0) == expected


class Database:
    """Away for so many writes, and one outcome that it never takes."""

    def __init__(self, away: int = 0, poison: int = -1) -> None:
        self.away = away
        self.poison = poison
        self.groups: list[list[int]] = []

    async def write(self, _rule: Callable[..., None], outcomes: Sequence[Outcome]) -> None:
        await asyncio.sleep(0)
        if self.away:
            self.away -= 1
            raise StoreUnavailable("away")
        ids = [id_ for outcome in outcomes for id_ in outcome.ids]
        if self.poison in ids:
            raise ValueError("never")
        self.groups.append(ids)


def ledger(database: Database) -> Ledger:
    async def at_once(_seconds: float) -> None:
        await asyncio.sleep(0)

    store: Any = database
    return Ledger(store, sleep=at_once)


def sent(id_: int) -> Sent:
    return Sent((id_,), 1, NOW)


async def test_outcomes_that_come_while_one_is_written_share_the_next_commit() -> None:
    database = Database()
    book = ledger(database)
    await asyncio.gather(*(book.note(sent(n)) for n in range(5)))
    assert database.groups == [[0, 1, 2, 3, 4]] or database.groups == [[0], [1, 2, 3, 4]]


@pytest.mark.parametrize(("others", "waits", "groups"), [(4, 1, [[1, 2]]), (3, 0, [[1]]), (0, 0, [[1]])])
async def test_an_outcome_waits_a_moment_for_those_of_many_others_and_never_for_those_of_few(
    others: int, waits: int, groups: list[list[int]]
) -> None:
    waited: list[float] = []
    came: list[asyncio.Task[None]] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        came.append(asyncio.create_task(book.note(sent(2))))
        await asyncio.sleep(0)

    database = Database()
    store: Any = database
    book = Ledger(store, under_way=lambda: 1 + others if not came else 0, sleep=wait)
    await book.note(sent(1))
    await asyncio.gather(*came)
    assert database.groups == groups
    assert len(waited) == waits
    assert all(0 < seconds < 0.01 for seconds in waited)


async def test_what_was_sent_is_written_down_when_the_database_is_back() -> None:
    database = Database(away=60)
    book = ledger(database)
    await asyncio.gather(*(book.note(sent(n)) for n in range(3)))
    await book.settled()
    assert sorted(id_ for group in database.groups for id_ in group) == [0, 1, 2]


async def test_an_outcome_that_cannot_be_written_spoils_no_other() -> None:
    database = Database(poison=1)
    book = ledger(database)
    found = await asyncio.gather(*(book.note(sent(n)) for n in range(3)), return_exceptions=True)
    assert [type(one) for one in found] == [type(None), ValueError, type(None)]
    assert sorted(id_ for group in database.groups for id_ in group) == [0, 2]


def test_single_failures_are_no_outage_and_many_in_a_row_are_until_the_first_answer() -> None:
    outage = Outage()
    for _ in range(IN_A_ROW - 1):
        outage.note(True, NOW, 1.0)
    assert outage.allows(NOW, serving=5)
    outage.note(True, NOW, 1.0)
    assert not outage.allows(NOW, serving=0)
    assert outage.allows(NOW + LONGEST_PAUSE, serving=0)
    assert not outage.allows(NOW + LONGEST_PAUSE, serving=1)
    assert outage.readers(64) == 1
    outage.note(False, NOW, 0.0)
    assert outage.allows(NOW, serving=5)
    assert outage.readers(64) == 64


def test_an_outage_ends_also_when_the_clock_goes_back_meanwhile() -> None:
    outage = Outage()
    for _ in range(IN_A_ROW):
        outage.note(True, NOW + timedelta(days=30), 1.0)
    assert outage.allows(NOW, serving=0)
