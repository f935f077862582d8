"""The whole program on a local Telegram: HTTP, both libraries, the dispatcher and a real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.assembly import Application, assemble, poll
from bot.playground.limits import Limits
from bot.playground.people import PlaygroundGroup, PlaygroundPerson
from bot.playground.server import Playground
from models.clock import MovableClock
from models.store import Store
from tests.conversations.recorder import Recorder, recording
from tests.phone import Phone

TOKEN = "1:test-token-for-the-local-chat"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EMPLOYER, TEACHER, COORDINATOR, STRANGER, OTHER_TEACHER = 101, 102, 103, 104, 105
PEOPLE = (
    PlaygroundPerson(EMPLOYER, "Maja Lind"),
    PlaygroundPerson(TEACHER, "Karin Ek"),
    PlaygroundPerson(COORDINATOR, "Sara Holm"),
    PlaygroundPerson(STRANGER, "Otto Främling"),
    PlaygroundPerson(OTHER_TEACHER, "Ali Berg"),
)
GROUP = PlaygroundGroup(-2001, "Syv i Sjuhärad", (EMPLOYER, TEACHER, COORDINATOR, STRANGER))


@dataclass
class Town:
    """A running program with phones for its people and a clock that stands still until it is moved."""

    application: Application
    playground: Playground
    store: Store
    clock: MovableClock
    session: aiohttp.ClientSession
    address: str
    recorder: Recorder
    phones: dict[int, Phone] = field(default_factory=dict)

    def phone(self, person_id: int) -> Phone:
        if person_id not in self.phones:
            self.phones[person_id] = Phone(self.session, person_id, self.application.clockwork.tick)
        return self.phones[person_id]

    @property
    def employer(self) -> Phone:
        return self.phone(EMPLOYER)

    @property
    def teacher(self) -> Phone:
        return self.phone(TEACHER)

    @property
    def coordinator(self) -> Phone:
        return self.phone(COORDINATOR)

    @property
    def stranger(self) -> Phone:
        return self.phone(STRANGER)

    async def go_to(self, local: str) -> None:
        """Moves the clock forward, as the page does; "2027-03-08T08:00" is Swedish time."""
        async with self.session.post("/chat/clock", json={"to": local}) as answer:
            assert answer.status == 200, await answer.text()


@asynccontextmanager
async def running_town(
    store: Store,
    tick_seconds: float = 60,
    people: Sequence[PlaygroundPerson] = PEOPLE,
    coordinators: frozenset[int] = frozenset({COORDINATOR}),
    now: datetime = NOW,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> AsyncIterator[Town]:
    """The program on a store, until the block ends; then every call that it made must have been right."""
    clock = MovableClock(now, frozen=True)
    running: list[Application] = []

    async def clock_moved() -> None:
        await running[0].clockwork.tick()

    playground = Playground(
        token=TOKEN, clock=clock, people=people, groups=[GROUP], on_clock_moved=clock_moved, limits=limits
    )
    with recording() as recorder:
        address = await playground.start()
        application = assemble(store, clock, TOKEN, address, coordinators, tick_seconds, limits=False)
        running.append(application)
        await application.start()
        ending = asyncio.Event()
        polling = asyncio.create_task(poll(application, ending))
        async with aiohttp.ClientSession(address) as session:
            yield Town(application, playground, store, clock, session, address, recorder)
            ending.set()
            await polling
        await application.one_at_a_time.drain(5)
        await application.clockwork.stop()
        await application.notifier.shutdown()
        await application.bot.session.close()
        await playground.stop()
    recorder.check(playground.world.taps)


@pytest.fixture
async def town(store: Store) -> AsyncIterator[Town]:
    async with running_town(store) as running:
        yield running
