"""People who can't be reached just now: what they did counts, and they go on when they are back."""

import asyncio
from typing import Any

import pytest

from bot.playground.bot_api import BotApi
from bot.playground.limits import Limits
from bot.playground.parameters import Call
from models import people, reach
from models.store import Store
from tests.conversations.conftest import EMPLOYER, NOW, STRANGER, TEACHER, Town, running_town
from tests.conversations.playing import played_once
from tests.conversations.test_bad_days import a_waiting_request
from tests.conversations.test_sentences import open_town
from tests.phone import until


async def test_who_blocks_the_bot_before_the_answer_goes_on_at_the_next_question(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    original, tried = BotApi.carry_out, asyncio.Event()
    chat = town.playground.world.chats[EMPLOYER]

    async def blocked_meanwhile(self: BotApi, call: Call) -> tuple[Any, str]:
        if call.method == "sendmessage":
            chat.blocked = True
            tried.set()
        return await original(self, call)

    with monkeypatch.context() as patch:
        patch.setattr(BotApi, "carry_out", blocked_meanwhile)
        await town.session.post(f"/chat/people/{EMPLOYER}/messages", json={"text": "556016-0680"})
        await asyncio.wait_for(tried.wait(), 10)
        await town.application.one_at_a_time.drain(5)
    await phone.block(False)
    assert "I vilken kommun" in await phone.send("Café Solsidan")


async def test_a_tap_that_is_too_old_to_be_answered_is_served_all_the_same(store: Store) -> None:
    async with running_town(store, limits=Limits(callback_seconds=-1)) as town:
        town.recorder.expected += ("query is too old",)
        await town.employer.send("/start")
        message = await town.employer.screen()
        body = {"message_id": message["message_id"], "row": 0, "column": 0}
        await town.employer.press(body)
        async with asyncio.timeout(10), town.recorder.news:
            await town.recorder.news.wait_for(lambda: town.recorder.answers.total() == 1)
        assert "organisationsnummer" in await town.employer.says()


@pytest.mark.parametrize("kind", ["server_error", "too_many_requests"])
async def test_an_answer_that_telegram_lost_costs_one_more_tap_and_is_not_done_twice(
    town: Town, kind: Any
) -> None:
    await a_waiting_request(town)
    message = await town.employer.screen()
    town.playground.inject_failure(kind, method="editMessageText")
    await town.employer.tap("Ja, välkomna", message)
    await town.employer.tap("Ja, välkomna", message)
    assert "redan bekräftad" in (town.employer.toast or "")
    assert sum("säger ja" in text for text in await town.teacher.texts()) == 1


@played_once
async def to_a_card(town: Town) -> None:
    """A teacher looks at the place of an employer whose only person can't be reached any more."""
    await open_town(town)
    who = await town.store.read(people.meet, EMPLOYER)
    assert who is not None
    await town.store.write(people.lose, who.id, NOW)
    await town.teacher.send("prao åk 9 v 10-11 2 elever")
    await town.teacher.tap("^1$")


async def test_a_teacher_hears_on_the_receipt_that_nobody_is_reached_and_the_coordinator_is_told_once(
    town: Town,
) -> None:
    await to_a_card(town)
    card = await town.teacher.screen()
    receipt = await town.teacher.tap("Skicka förfrågan", card)
    assert "Platserna hålls åt dig" in receipt
    assert "går inte att nå här just nu" in receipt
    assert "Sök nya platser" in await town.teacher.buttons()
    rows = card["reply_markup"]["inline_keyboard"]
    [again] = [one["callback_data"] for row in rows for one in row if "Skicka förfrågan" in one["text"]]
    assert await town.teacher.forge(again, card) == receipt
    told = [text for text in await town.coordinator.texts() if "inte går att nå" in text]
    assert len(told) == 1
    assert "Viskaskolan vill boka hos Café Solsidan" in told[0]
    assert "033-12 34 56" in told[0]
    assert "Förfrågan till arbetsgivaren väntar" in await town.coordinator.tap("Vad har skickats")
    assert not any("får de komma" in text for text in await town.employer.texts())
    await town.employer.send("/meny")
    assert any("får de komma" in text for text in await town.employer.texts())


async def hears(town: Town, chat_id: int, *, blocked: bool) -> None:
    """Somebody blocks or unblocks the bot, and it has heard of that."""
    await town.phone(chat_id).block(blocked)

    async def heard() -> bool:
        who = await town.store.read(people.meet, chat_id)
        return who is not None and who.reachable is not blocked

    await until(heard, "what Telegram tells of a block")
    await town.application.clockwork.tick()


async def test_who_blocks_the_bot_is_missed_at_once_and_who_lets_it_in_gets_what_waited(town: Town) -> None:
    await a_waiting_request(town)
    await hears(town, TEACHER, blocked=True)
    # Nothing has been sent to the teacher meanwhile.
    assert any("Viskaskolan går inte att nå" in text for text in await town.employer.texts())
    assert any("går inte att nå" in text for text in await town.coordinator.texts())
    before = len(await town.teacher.from_bot())
    await town.employer.tap("Ja, välkomna")
    assert len(await town.teacher.from_bot()) == before
    await hears(town, TEACHER, blocked=False)
    assert "säger ja" in await town.teacher.says()


async def test_a_block_is_told_once_however_often_and_by_whatever_it_is_noticed(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.tap("Ja, välkomna")
    await hears(town, TEACHER, blocked=True)
    who = await town.store.read(people.meet, TEACHER)
    assert who is not None
    await town.store.write(reach.lose, who.id, "Forbidden: bot was blocked by the user", NOW)
    assert not await town.store.write(reach.left, TEACHER, NOW)
    await town.application.clockwork.tick()
    assert town.application.health.registry.get_sample_value("praktikplatsen_people_lost_total") == 1
    assert sum("går inte att nå" in text for text in await town.employer.texts()) == 1
    assert sum("går inte att nå" in text for text in await town.coordinator.texts()) == 1


async def test_nobody_is_written_down_for_blocking_or_for_what_a_group_does(town: Town) -> None:
    await town.teacher.send("/start")
    await town.stranger.block()
    await town.stranger.block(False)
    for present in (False, True):
        await town.session.post(f"/chat/people/{TEACHER}/groups/-2001/bot", json={"present": present})
    # Updates come in order: what was before this is served.
    await town.coordinator.send("/start")
    await town.application.one_at_a_time.drain(5)
    assert await town.store.read(people.meet, STRANGER) is None
    who = await town.store.read(people.meet, TEACHER)
    assert who is not None
    assert who.reachable
