"""From the table to the phone: what is sent, what is dropped, and what becomes of failures."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from handlers.screens import notices as screens
from handlers.screens.screen import Screen
from models import claiming, notices, people, placements, reservations
from models.notices import Kind, Planned
from models.tables import Person
from models.weeks import at_local, local_day
from scheduler.delivery import Delivery
from scheduler.outcomes import UNKNOWN_TRIES
from tests.cast import NOW, V10, V11, Cast
from tests.delivery.scene import COORDINATOR, OWNER, TEACHER, Scene, crowd, nothing_waits
from tests.delivery.wire import Got, done


def refusing(chat_id: int, code: int, description: str, **parameters: int) -> Any:
    """Refuses this chat, takes all others."""

    async def answer(got: Got) -> web.StreamResponse:
        if got.parameters.get("chat_id") == chat_id:
            body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
            return web.json_response(body, status=code)
        return done(got)

    return answer


def pausing(scene: Scene, meanwhile: Callable[[], Awaitable[None]] | None = None) -> Any:
    """Asks for thirty seconds at the first message, in which something happens, and takes the rest."""
    paused = asyncio.Event()

    async def answer(got: Got) -> web.StreamResponse:
        if got.method != "sendMessage" or paused.is_set():
            return done(got)
        paused.set()
        scene.clock.advance(timedelta(seconds=30))
        if meanwhile is not None:
            await meanwhile()
        body = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 30"}
        return web.json_response({**body, "parameters": {"retry_after": 30}}, status=429)

    return answer


def says_yes_in_advance(session: Session, cast: Cast) -> None:
    placements.choose(session, cast.owner, cast.placement, NOW, direct=True)


async def test_what_is_due_to_one_person_comes_as_one_message(scene: Scene) -> None:
    await scene.book("a")
    await scene.book("b", V11)
    await scene.deliver()
    [said] = scene.said(OWNER)
    assert said.count("Viskaskolan") == 2
    assert await scene.statuses() == {"sent": 2, "dropped": 2}


async def test_what_no_longer_holds_when_its_turn_comes_is_dropped(scene: Scene) -> None:
    """Cancelled between the claim and the sending."""
    booked = await scene.book()
    claimed = await scene.store.write(claiming.claim, NOW, timedelta(seconds=10), 10)
    assert [notice.kind for notice in claimed] == [Kind.REQUESTED]
    await scene.store.write(reservations.cancel, scene.cast.teacher, booked, NOW)
    await scene.deliver(timedelta(seconds=11))
    [said] = scene.said(OWNER)
    assert "avbokat" in said
    assert "får de komma" not in said


async def test_what_is_cancelled_while_it_waits_in_line_is_not_said(scene: Scene) -> None:
    await scene.store.write(crowd, scene.cast.employer, 30)
    booked = await scene.book()
    cancelling = asyncio.Lock()
    cancelled = asyncio.Event()

    async def cancels(got: Got) -> web.StreamResponse:
        """The first message is answered once the booking is cancelled, and no other before it."""
        async with cancelling:
            if got.method == "sendMessage" and not cancelled.is_set():
                cancelled.set()
                scene.clock.advance(timedelta(seconds=6))
                await scene.store.write(reservations.cancel, scene.cast.teacher, booked, NOW)
        return done(got)

    scene.wire.answer = cancels
    await scene.deliver()
    assert len(scene.said()) == 31
    [said] = scene.said(OWNER)
    assert "avbokat" in said


async def test_what_is_cancelled_while_telegram_asks_for_a_pause_is_not_said(scene: Scene) -> None:
    booked = await scene.book()

    async def cancels() -> None:
        await scene.store.write(reservations.cancel, scene.cast.teacher, booked, NOW)

    scene.wire.answer = pausing(scene, cancels)
    await scene.deliver()
    refused, said = scene.said(OWNER)
    assert "får de komma" in refused
    assert "avbokat" in said
    assert "får de komma" not in said


async def test_what_a_pause_keeps_until_the_evening_waits_for_the_morning(scene: Scene) -> None:
    await scene.book()
    await scene.deliver(at_local(local_day(NOW), time(18, 59, 50)) - NOW)
    scene.wire.got.clear()
    await scene.book("b", V11)
    scene.wire.answer = pausing(scene)
    await scene.deliver()
    assert len(scene.said(OWNER)) == 1, "the one that Telegram refused"
    assert (await scene.statuses())["waiting"] == 1
    await scene.deliver(timedelta(hours=11))
    assert len(scene.said(OWNER)) == 1
    await scene.deliver(timedelta(hours=1))
    assert len(scene.said(OWNER)) == 2
    assert (await scene.statuses())["sent"] == 2


async def test_what_can_not_wait_is_said_in_the_evening_when_the_pause_is_over_and_the_rest_is_not(
    scene: Scene,
) -> None:
    await scene.store.write(says_yes_in_advance, scene.cast)
    booked = await scene.book()
    evening = at_local(V10, time(18, 59, 50))
    await scene.store.write(nothing_waits)
    approved = Planned(Kind.EMPLOYER_APPROVED, "employer", scene.cast.employer, evening, mark="again")
    await scene.store.write(notices.tell, [scene.cast.owner], approved)
    await scene.store.write(reservations.cancel, scene.cast.teacher, booked, evening)
    scene.wire.answer = pausing(scene)
    await scene.deliver(evening - NOW)
    refused, said = scene.said(OWNER)
    assert "godkända" in refused
    assert "avbokat" in said
    assert "godkända" not in said
    scene.clock.set(at_local(V10 + timedelta(days=1), time(7)))
    await scene.deliver()
    assert "godkända" in scene.said(OWNER)[-1]


async def test_what_makes_no_sense_any_more_after_a_month_asleep_is_dropped(scene: Scene) -> None:
    booked = await scene.book()
    await scene.store.write(reservations.confirm, scene.cast.owner, booked, NOW)
    await scene.deliver(timedelta(days=150))
    assert not any("Om två veckor" in text or "Om en vecka" in text for text in scene.said())


async def test_whoever_blocked_the_bot_keeps_theirs_and_the_other_side_and_the_coordinator_are_told(
    scene: Scene,
) -> None:
    booked = await scene.book()
    await scene.store.write(reservations.confirm, scene.cast.owner, booked, NOW)
    scene.wire.answer = refusing(TEACHER, 403, "Forbidden: bot was blocked by the user")
    await scene.deliver()
    assert any("Viskaskolan går inte att nå" in text for text in scene.said(OWNER))
    assert any("Karin" in text and "går inte att nå" in text for text in scene.said(COORDINATOR))
    tries = len(scene.said(TEACHER))
    await scene.deliver(timedelta(hours=3))
    assert len(scene.said(TEACHER)) == tries
    scene.wire.answer = None
    await scene.store.write(people.arrive, TEACHER, "Karin", "sv", NOW)
    await scene.deliver()
    assert "säger ja" in scene.said(TEACHER)[-1]


async def test_the_news_that_somebody_is_out_of_reach_is_not_told_once_they_are_back(scene: Scene) -> None:
    booked = await scene.book()
    await scene.store.write(reservations.confirm, scene.cast.owner, booked, NOW)
    scene.wire.answer = refusing(TEACHER, 403, "Forbidden: bot was blocked by the user")
    scene.clock.set(datetime(2026, 11, 24, 8, tzinfo=UTC))
    [claimed] = [
        notice
        for notice in await scene.store.write(claiming.claim, NOW, timedelta(seconds=1), 10)
        if notice.chat_id == TEACHER
    ]
    await scene.store.write(people.lose, claimed.person_id, NOW)
    await scene.store.write(people.arrive, TEACHER, "Karin", "sv", NOW)
    scene.clock.set(NOW + timedelta(minutes=1))
    scene.wire.answer = None
    await scene.deliver()
    assert not any("går inte att nå" in text for text in scene.said())


async def test_a_message_that_telegram_never_takes_is_set_aside_and_the_others_arrive(scene: Scene) -> None:
    await scene.book("a")
    await scene.book("b", V11)

    async def picky(got: Got) -> web.StreamResponse:
        if "v 11" in got.parameters.get("text", ""):
            description = "Bad Request: can't parse entities: unsupported"
            return web.json_response({"ok": False, "error_code": 400, "description": description}, status=400)
        return done(got)

    scene.wire.answer = picky
    await scene.deliver()
    assert await scene.statuses() == {"sent": 1, "failed": 1, "dropped": 2}
    assert "v 10" in scene.said(OWNER)[-2]


async def test_a_text_over_the_limit_is_set_aside_and_the_others_arrive(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.book("a")
    await scene.book("b", V11)
    usual = screens.render

    def endless(t: Any, kind: Any, facts: Any, detail: Any) -> Screen:
        return Screen("x" * 4097) if facts.first == V11 else usual(t, kind, facts, detail)

    monkeypatch.setattr(screens, "render", endless)
    await scene.deliver()
    assert await scene.statuses() == {"sent": 1, "failed": 1, "dropped": 2}


async def test_a_notice_that_cannot_be_rendered_is_set_aside_and_the_others_arrive(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.book("a")
    await scene.book("b", V11)
    usual = screens.render

    def broken(t: Any, kind: Any, facts: Any, detail: Any) -> Screen:
        if facts.first == V11:
            raise KeyError("nobody knows")
        return usual(t, kind, facts, detail)

    monkeypatch.setattr(screens, "render", broken)
    await scene.deliver()
    assert await scene.statuses() == {"sent": 1, "failed": 1, "dropped": 2}


async def test_a_passing_fault_is_tried_again_soon_and_nothing_overtakes_it(scene: Scene) -> None:
    await scene.book("a")
    scene.wire.answer = refusing(OWNER, 502, "Bad Gateway")
    await scene.deliver()
    scene.wire.answer = None
    await scene.book("b", V11)
    await scene.deliver()
    assert len(scene.said(OWNER)) == 1
    await scene.deliver(timedelta(seconds=6))
    [_, said] = scene.said(OWNER)
    assert said.index("v 10") < said.index("v 11")


async def test_telegram_away_for_an_hour_is_probed_and_all_arrives_within_a_minute_after(
    scene: Scene,
) -> None:
    await scene.store.write(crowd, scene.cast.employer, 60)

    async def down(_got: Got) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": 502, "description": "Bad Gateway"}, status=502)

    scene.wire.answer = down
    for _ in range(360):
        await scene.deliver(timedelta(seconds=10))
    assert len(scene.said()) < 400
    scene.wire.answer = None
    scene.wire.got.clear()
    for _ in range(7):
        await scene.deliver(timedelta(seconds=10))
    assert {got.parameters["chat_id"] for got in scene.wire.sent()} == set(range(100, 160))
    assert len(scene.said()) == 60


async def test_one_chat_that_does_not_answer_holds_up_nobody(scene: Scene) -> None:
    await scene.store.write(crowd, scene.cast.employer, 40)
    others_served = asyncio.Event()

    async def silent(got: Got) -> web.StreamResponse:
        if got.parameters.get("chat_id") == 100:
            await asyncio.wait_for(others_served.wait(), 1.9)
        elif len(scene.said()) == 40:
            others_served.set()
        return done(got)

    scene.wire.answer = silent
    await scene.deliver()
    assert others_served.is_set()
    assert len(scene.said()) == 40


class LooksLong:
    """A store that gives an answer about who else has something to hear when everybody has been served."""

    def __init__(self, scene: Scene, waited_for: asyncio.Event) -> None:
        self._scene = scene
        self._waited_for = waited_for

    async def read(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        answer = await self._scene.store.read(rule, *args, **named)
        if rule is claiming.anything_to_claim and self._scene.delivery.serving:
            self._waited_for.set()
            while self._scene.delivery.serving:
                await self._scene.store.read(rule, *args, **named)
        return answer

    async def glance(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        return await self._scene.store.glance(rule, *args, **named)

    async def write(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        return await self._scene.store.write(rule, *args, **named)

    async def jot(self, rule: Any, /, *args: Any, **named: Any) -> Any:
        return await self.write(rule, *args, **named)

    async def close(self) -> None:
        await self._scene.store.close()


async def test_whoever_was_served_while_others_were_looked_for_hears_the_rest_at_once(scene: Scene) -> None:
    await scene.store.write(crowd, scene.cast.employer, 2)
    looked = asyncio.Event()
    scene.delivery = Delivery(LooksLong(scene, looked), scene.bot, scene.clock)

    async def answer(got: Got) -> web.StreamResponse:
        """The first is told only while others are looked for, and then has one more to hear."""
        if got.parameters.get("chat_id") == 100 and len(scene.said(100)) == 1:
            await scene.store.write(crowd, scene.cast.employer, 1, "y")
            await looked.wait()
        return done(got)

    scene.wire.answer = answer
    await scene.deliver()
    assert looked.is_set()
    assert (len(scene.said(100)), len(scene.said(101))) == (2, 1)


async def test_a_group_that_moved_gets_it_at_its_new_id(scene: Scene) -> None:
    await scene.book()
    scene.wire.answer = refusing(
        OWNER, 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100
    )
    await scene.deliver()
    assert len(scene.said(-100)) == 1

    def chat(session: Session) -> int:
        return session.scalars(select(col(Person.chat_id)).where(col(Person.id) == scene.cast.owner)).one()

    assert await scene.store.read(chat) == -100


async def test_a_pause_is_kept_exactly_and_nothing_is_lost(scene: Scene) -> None:
    await scene.book()
    times = iter([429, 200, 200])

    async def once(got: Got) -> web.StreamResponse:
        if got.method == "sendMessage" and next(times) == 429:
            body = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 30"}
            return web.json_response({**body, "parameters": {"retry_after": 30}}, status=429)
        return done(got)

    scene.wire.answer = once
    await scene.deliver()
    assert len(scene.said(OWNER)) == 2
    assert (await scene.statuses())["sent"] == 1


async def test_the_clock_may_go_back_a_month_and_what_failed_before_still_comes(scene: Scene) -> None:
    await scene.book()
    scene.clock.set(NOW + timedelta(days=28))
    scene.wire.answer = refusing(OWNER, 502, "Bad Gateway")
    await scene.deliver()
    scene.wire.answer = None
    scene.clock.set(NOW)
    await scene.deliver()
    assert len(scene.said(OWNER)) == 2
    assert (await scene.statuses())["sent"] == 1


async def test_a_token_that_telegram_refuses_for_a_while_loses_nobody_a_notice(scene: Scene) -> None:
    """Revoked at BotFather, and the new one comes an hour later."""
    await scene.book()
    scene.wire.refuse(404, "Not Found")
    for _ in range(UNKNOWN_TRIES + 2):
        await scene.deliver(timedelta(minutes=5))
    assert await scene.statuses() == {"waiting": 1, "dropped": 2}
    scene.wire.answer = None
    await scene.deliver(timedelta(minutes=5))
    assert len(scene.said(OWNER)) > UNKNOWN_TRIES
    assert await scene.statuses() == {"sent": 1, "dropped": 2}
