"""A database that is away for a moment, or full: a clear sentence, and nothing lost."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from models import people
from models.refusals import StoreUnavailable
from models.store import Store, open_store
from scheduler.rendering import look_up
from tests.cast import NOW
from tests.conversations.conftest import EMPLOYER, Town, running_town
from tests.conversations.test_story import approve_employer, offer, register_employer

AWAY = "Jag når inte mina uppgifter just nu. Inget är ändrat."


class Shaky:
    """A real store that can be taken away: for everything, or for one rule."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.without: Callable[[Callable[..., Any], str], bool] = lambda _rule, _door: False

    async def read(self, rule: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if self.without(rule, "read"):
            raise StoreUnavailable("away")
        return await self._store.read(rule, *args, **kwargs)

    async def glance(self, rule: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if self.without(rule, "glance"):
            raise StoreUnavailable("away")
        return await self._store.glance(rule, *args, **kwargs)

    async def write(self, rule: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if self.without(rule, "write"):
            raise StoreUnavailable("away")
        return await self._store.write(rule, *args, **kwargs)

    async def jot(self, rule: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return await self.write(rule, *args, **kwargs)

    async def close(self) -> None:
        await self._store.close()


@pytest.fixture
async def shaky(store: Store) -> Shaky:
    return Shaky(store)


@pytest.fixture
async def town(shaky: Shaky) -> AsyncIterator[Town]:
    async with running_town(shaky) as running:
        yield running


async def test_an_answer_that_could_not_be_kept_is_asked_for_again_in_a_clear_sentence(
    town: Town, shaky: Shaky
) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    for door in ("glance", "write"):
        shaky.without = lambda _rule, used, door=door: used == door  # type: ignore[misc]
        assert AWAY in await phone.send("556016-0680")
    shaky.without = lambda _rule, _door: False
    assert "Vad heter arbetsplatsen" in await phone.send("556016-0680")


async def test_a_tap_that_could_not_be_served_says_so_and_works_a_moment_later(
    town: Town, shaky: Shaky
) -> None:
    phone = town.employer
    await phone.send("/start")
    before = await phone.says()
    for door in ("glance", "write"):
        shaky.without = lambda _rule, used, door=door: used == door  # type: ignore[misc]
        assert await phone.tap("Erbjuda praktikplatser") == before
        assert AWAY in (phone.toast or "")
        assert phone.alert
    shaky.without = lambda _rule, _door: False
    assert "organisationsnummer" in await phone.tap("Erbjuda praktikplatser")


async def test_a_notice_whose_facts_could_not_be_read_comes_later(town: Town, shaky: Shaky) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    shaky.without = lambda rule, _door: rule is look_up
    await offer(town)
    assert "Café Solsidan" not in await town.coordinator.says()
    shaky.without = lambda _rule, _door: False
    await town.go_to("2026-11-24T10:05")
    assert "Café Solsidan" in await town.coordinator.says()
    await approve_employer(town)


def fill_up(session: Session, pages: int | None) -> int:
    """Lets the file grow by no page more, or by so many."""
    used: int = session.execute(text("PRAGMA page_count")).scalar_one()
    session.execute(text(f"PRAGMA max_page_count = {used + pages if pages else used}"))
    return used


def move_in(session: Session, first: int, many: int) -> None:
    for number in range(first, first + many):
        people.arrive(session, number, "Någon med ett ganska långt namn " * 3, "sv", NOW)


async def test_a_full_disk_loses_nothing_and_the_next_write_works_once_there_is_room(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/full.db")
    await store.write(people.arrive, EMPLOYER, "Maja", "sv", NOW)
    await store.write(fill_up, None)
    with pytest.raises(StoreUnavailable, match="full"):
        await store.write(move_in, 1000, 400)
    assert await store.read(people.meet, 1000) is None
    assert await store.read(people.meet, EMPLOYER) is not None
    await store.write(fill_up, 1000)
    await store.write(move_in, 1000, 400)
    assert await store.read(people.meet, 1399) is not None
    await store.close()
