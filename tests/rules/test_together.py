"""Whoever taps at the same moment as others gets what they would have got alone, one after the other."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.refusals import Refused
from models.reserving import Receipt, reserve, reserve_each
from models.store import Store
from models.tables import Change, Notice, Reservation, Week
from models.together import Call
from models.weeks import WEEK
from tests.cast import NINTH, NOW, V10, Cast, gather

SEATS = 3
SAID = "x" * 8


class _Undo(Exception):
    """Takes back all that was tried."""

    def __init__(self, seen: Any) -> None:
        super().__init__()
        self.seen = seen


def calls(dice: Random, cast: Cast) -> list[Call]:
    """Taps of several people on few weeks, some of them twice, some that can only be refused."""
    made: list[Call] = []
    for number in range(dice.randint(2, 12)):
        who = dice.choice([cast.teacher, cast.other_teacher, cast.teacher, cast.stranger])
        first = V10 + dice.randint(0, 3) * WEEK
        last = first + dice.choice([0, 0, 1, -1, 20]) * WEEK
        placement = dice.choice([cast.placement] * 5 + [cast.placement + 1])
        audience = dice.choice([NINTH, NINTH, NINTH, None])
        key = f"{dice.randint(0, number)}{SAID}"
        made.append(((who, placement, first, last, dice.choice([1, 1, 2, 3, 4, 0]), audience, key, NOW), {}))
    return made


def in_turn(asked: list[Call]) -> list[int]:
    """By places and dates; a key that comes again waits for the next round."""
    rounds: dict[str, int] = {}
    places = []
    for number, ((_, placement, first, *_, key, _), _) in enumerate(asked):
        rounds[key] = rounds.get(key, 0) + 1
        places.append((rounds[key], placement, first, number))
    return [number for *_, number in sorted(places)]


def one_by_one(session: Session, asked: list[Call]) -> list[Receipt | Refused]:
    came_to: dict[int, Receipt | Refused] = {}
    for number in in_turn(asked):
        args, named = asked[number]
        try:
            with session.begin_nested():
                came_to[number] = reserve(session, *args, **named)
        except Refused as refused:
            came_to[number] = refused
    return [came_to[number] for number in range(len(asked))]


def books(session: Session, asked: list[Call], way: Callable[..., list[Receipt | Refused]]) -> Any:
    """What each came to, and what is written then, without the ids."""
    came_to = way(session, asked)
    session.flush()
    connection = session.connection()
    rows = connection.execute(select(col(Reservation.id), col(Reservation.key)))
    keys = {row.id: row.key for row in rows}
    told = connection.execute(
        select(col(Notice.about_id), col(Notice.person_id), col(Notice.kind), col(Notice.due_at)).where(
            col(Notice.about) == "reservation"
        )
    )
    noted = connection.execute(
        select(col(Change.about_id), col(Change.became)).where(col(Change.about) == "reservation")
    )
    raise _Undo(
        (
            [_plain(one, keys) for one in came_to],
            sorted(map(tuple, connection.execute(select(col(Week.monday), col(Week.taken))))),
            sorted((keys[about], *rest) for about, *rest in told),
            sorted((keys[about], *rest) for about, *rest in noted),
        )
    )


def _plain(one: Receipt | Refused, keys: dict[int, str]) -> Any:
    if isinstance(one, Refused):
        return (one.reason,)  # What it says is left is left when all are served.
    return keys[one.reservation_id], one.status, one.answer_by, one.repeated


async def seen(store: Store, asked: list[Call], way: Callable[..., list[Receipt | Refused]]) -> Any:
    with pytest.raises(_Undo) as undone:
        await store.write(books, asked, way)
    return undone.value.seen


@pytest.mark.parametrize("direct", [False, True])
async def test_together_each_gets_what_they_would_get_one_after_the_other(store: Store, direct: bool) -> None:
    cast = await store.write(gather, SEATS, direct=direct)
    dice = Random(11)
    refused = made = 0
    for _ in range(40):
        asked = calls(dice, cast)
        together = await seen(store, asked, reserve_each)
        assert together == await seen(store, asked, one_by_one)
        made += sum(len(one) == 4 for one in together[0])
        refused += sum(len(one) == 1 for one in together[0])
    assert made > 40
    assert refused > 40
