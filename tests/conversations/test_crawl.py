"""Whatever is tapped and written, by anybody, in either language: an answer, and never a fault."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio

from bot.demo import PEOPLE, START, furnish
from bot.demo_places import GUN, KARIN, LEIF, MAJA, SARA
from handlers import routing
from handlers.callbacks import (
    Apart,
    Away,
    Begin,
    EmptyWeeks,
    Follow,
    Later,
    Menu,
    OfferAgain,
    Reply,
    Speak,
    Tick,
    TurnedUp,
)
from models.store import open_store
from tests.conversations.conftest import NOW, Town, running_town
from tests.conversations.crawler import SAID, Crawler

BEGIN = START(NOW)
# Under links, bundles and notices that only come weeks later; the tests of those tap them.
ELSEWHERE = {
    shape.__prefix__ for shape in (Apart, Away, EmptyWeeks, Follow, Later, OfferAgain, Reply, Tick, TurnedUp)
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crawl") / "demo.db"
    store = await open_store(f"sqlite:///{path}")
    await furnish(store, BEGIN)
    await store.close()
    return path


@pytest.fixture
async def sjuharad(furnished: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """The demo's people with their phones; the news of the morning has arrived."""
    copyfile(furnished, tmp_path / "demo.db")
    store = await open_store(f"sqlite:///{tmp_path}/demo.db")
    async with running_town(store, people=PEOPLE, coordinators=frozenset({SARA}), now=BEGIN) as town:
        await town.application.clockwork.tick()
        yield town
    await store.close()


@pytest.mark.long
@pytest.mark.parametrize(("language", "said"), [("sv", SAID), ("en", SAID[-4:])], ids=["sv", "en"])
async def test_every_button_and_question_of_every_role_is_answered(
    sjuharad: Town, language: str, said: tuple[str, ...]
) -> None:
    tapped: set[str] = set()
    asked: set[str] = set()
    speak = Speak(language=language).pack()
    for person, begin in (
        (LEIF, [speak]),
        (GUN, [speak]),
        # Before Karin, who takes back the request that nobody answers.
        (SARA, [speak]),
        (MAJA, [speak]),
        (KARIN, [speak]),
        # Now she has two roles.
        (SARA, [Begin(role="employer").pack(), Menu(to="help").pack()]),
    ):
        crawler = Crawler(sjuharad, person, asked, said)
        await crawler.crawl(*begin)
        tapped |= set(crawler.taps)
    await sjuharad.application.clockwork.tick()
    # Everything that can be tapped or asked has been.
    assert set(routing.TAPS) - tapped == ELSEWHERE
    assert set(routing.ANSWERS) - asked == set()
