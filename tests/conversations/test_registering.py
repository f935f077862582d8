"""What a workplace says of itself stands as it was when somebody began to vouch for it."""

import asyncio
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

import handlers
from handlers import routing
from handlers.callbacks import Register
from handlers.texts import texts
from handlers.visit import Visit
from models import employers, people, placements
from models.refusals import Reason, Refused
from models.store import Store
from models.weeks import mondays_between
from tests.cast import NINTH, NOW, V5, V20, arrive

handlers.register()

BORAS, ULRICEHAMN = "1490", "1491"


def introduced(session: Session) -> tuple[int, int, int]:
    """Somebody who has said all of a workplace and of its first place; nobody has been asked to vouch."""
    owner = arrive(session, 1, "Maja")
    employer = employers.register(session, owner, NOW)
    employers.number(session, owner, employer, "556016-0680")
    employers.name(session, owner, employer, "Café Solsidan")
    employers.settle(session, owner, employer, BORAS)
    employers.contact(session, owner, employer, "Maja Lind", "033-12 34 56")
    session.flush()
    placement = placements.draft(session, owner, employer, NOW)
    placements.write(session, owner, placement, "what", "Stå i kassan och baka", NOW)
    placements.choose(session, owner, placement, NOW, field="ScKy_FHB_7wT", municipality=BORAS, direct=False)
    placements.take_audience(session, owner, placement, NINTH, NOW)
    placements.offer_weeks(session, owner, placement, mondays_between(V5, V20), NOW)
    placements.set_seats(session, owner, placement, 2, None, NOW)
    return owner, employer, placement


async def visit(store: Store) -> Visit:
    who = await store.read(people.meet, 1)
    assert who is not None
    return Visit(store, who, texts("sv"), NOW, "praktikplatsen_bot")


class PublishedMeanwhile:
    """A store on which somebody publishes the place, once, just before the next write."""

    def __init__(self, store: Store, person_id: int, placement_id: int) -> None:
        self._store = store
        self._by = person_id
        self._waiting = [placement_id]

    async def read(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        return await self._store.read(rule, *args, **named)

    async def glance(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        return await self._store.glance(rule, *args, **named)

    async def write(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        if self._waiting:
            await self._store.write(placements.publish, self._by, self._waiting.pop(), NOW)
        return await self._store.write(rule, *args, **named)

    async def jot(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        return await self.write(rule, *args, **named)

    async def close(self) -> None:
        await self._store.close()


@pytest.mark.parametrize(
    ("what", "value"),
    [("sole", "1"), ("sole", "0"), ("place", ULRICEHAMN), ("contact", "me"), ("back", "name")],
)
async def test_an_old_button_changes_nothing_of_a_workplace_that_is_to_be_vouched_for_meanwhile(
    store: Store, what: str, value: str
) -> None:
    owner, employer, placement = await store.write(introduced)
    before = await store.read(employers.view, employer)
    met = await visit(PublishedMeanwhile(store, owner, placement))
    with pytest.raises(Refused) as refused:
        await routing.tap(met, Register(employer=employer, what=what, value=value).pack())
    assert refused.value.reason is Reason.REGISTERED_ALREADY
    after = await store.read(employers.view, employer)
    assert (before.status, after.status) == ("draft", "waiting")
    assert (after.org_number, after.municipality) == (before.org_number, before.municipality)
    assert after.contact_name == before.contact_name
    who = await store.read(people.meet, 1)
    assert who is not None
    assert who.asking is None


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_an_old_button_waits_for_who_is_asking_to_be_vouched_for_at_the_same_moment(
    store: Store, database: str
) -> None:
    _, employer, _ = await store.write(introduced)
    other = await asyncpg.connect(database)
    publishing = other.transaction()
    await publishing.start()
    await other.execute("UPDATE employer SET status = 'waiting' WHERE id = $1", employer)
    data = Register(employer=employer, what="place", value=ULRICEHAMN).pack()
    tapping = asyncio.create_task(routing.tap(await visit(store), data))
    while not (tapping.done() or await store.read(somebody_waits)):
        continue
    await publishing.commit()
    await other.close()
    with pytest.raises(Refused):
        await tapping
    assert (await store.read(employers.view, employer)).municipality == BORAS


def somebody_waits(session: Session) -> bool:
    """For a lock that another transaction on this database holds."""
    waiting = text(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return session.execute(waiting).first() is not None
