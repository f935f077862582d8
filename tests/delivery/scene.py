"""A town whose notices go to a server that a test tells what to answer."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col
from telegram.ext import ExtBot

from models import people, reservations
from models.clock import MovableClock
from models.notices import Kind
from models.store import Store
from models.tables import Notice
from scheduler.delivery import Delivery
from scheduler.outcomes import Outcome
from scheduler.pacing import Handover, Pacer
from tests.cast import NINTH, NOW, V10, Cast
from tests.delivery.wire import Wire

OWNER, TEACHER, COORDINATOR = 1, 2, 3


@dataclass
class Scene:
    """A town with a delivery to a server that a test tells what to answer."""

    store: Store
    cast: Cast
    clock: MovableClock
    delivery: Delivery
    bot: ExtBot[Handover]
    wire: Wire
    outcomes: list[Outcome]

    def said(self, chat_id: int | None = None) -> list[str]:
        return [
            got.parameters["text"]
            for got in self.wire.sent()
            if got.method == "sendMessage" and chat_id in (None, got.parameters["chat_id"])
        ]

    async def deliver(self, after: timedelta = timedelta()) -> None:
        self.clock.advance(after)
        await self.delivery.deliver_due()

    async def book(self, key: str = "a", week: date = V10) -> int:
        receipt = await self.store.write(
            reservations.reserve, self.cast.teacher, self.cast.placement, week, week, 1, NINTH, key, NOW
        )
        return receipt.reservation_id

    async def statuses(self) -> dict[str, int]:
        def count(session: Session) -> dict[str, int]:
            found: dict[str, int] = {}
            for status in session.scalars(select(col(Notice.status)).where(col(Notice.due_at) <= NOW)):
                found[status] = found.get(status, 0) + 1
            return found

        return await self.store.read(count)


def nothing_waits(session: Session) -> None:
    session.execute(update(Notice).values(status="dropped"))


def crowd(session: Session, employer: int, many: int, key: str = "x") -> None:
    """People from chat 100 on with one notice each, or one more with another key."""
    for n in range(100, 100 + many):
        person = people.arrive(session, n, "P", "sv", NOW).id
        approved = Kind.EMPLOYER_APPROVED.value
        about = {"about": "employer", "about_id": employer, "due_at": NOW}
        session.execute(insert(Notice), {"key": f"{key}{n}", "person_id": person, "kind": approved, **about})


def no_pace() -> Pacer:
    """Virtual time: waits are over at once."""
    passed = [0.0]

    async def sleep(seconds: float) -> None:
        passed[0] += seconds
        await asyncio.sleep(0)

    return Pacer(now=lambda: passed[0], sleep=sleep)
