"""Telegram's pace, and the failures that tests ask for."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from bot.playground.errors import ApiError
from bot.playground.limits import Limits, Pace
from bot.playground.server import Playground
from models.clock import MovableClock
from tests.playground.telegram import ANNA, BO, PEOPLE, TOKEN, Telegram, button, buttons, running, soon


@pytest_asyncio.fixture
async def strict(clock: MovableClock) -> AsyncIterator[Telegram]:
    """A Telegram that minds its pace and forgets taps at once."""
    limits = Limits(enforce_pace=True, chat_burst=2, callback_seconds=-1)
    async with running(Playground(token=TOKEN, clock=clock, people=PEOPLE, limits=limits)) as opened:
        yield opened


async def test_too_many_messages_to_one_chat_are_held_back_and_others_are_not(strict: Telegram) -> None:
    await strict.send()
    await strict.send()
    refused = await strict.call("sendMessage", chat_id=ANNA.id, text="mer")
    assert (refused.status, refused.description) == (429, "Too Many Requests: retry after 1")
    assert refused.body["parameters"] == {"retry_after": 1}
    assert refused.headers["Retry-After"] == "1"
    await strict.send(BO.id)
    assert len(await strict.on_screen()) == 2


async def test_a_refused_message_changes_nothing_on_the_phone(strict: Telegram) -> None:
    await strict.send(reply_markup={"keyboard": [["Ja"]]})
    await strict.send()
    await strict.call("sendMessage", chat_id=ANNA.id, text="mer", reply_markup={"remove_keyboard": True})
    assert (await strict.phone("GET", f"people/{ANNA.id}/messages"))["keyboard"] == {"keyboard": [["Ja"]]}


class Seconds:
    """Real seconds that a test turns forward."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def admitted(pace: Pace, chat: str) -> int:
    """The seconds that the message must wait; 0 if it passed."""
    try:
        pace.admit(chat)
    except ApiError as error:
        return int((error.parameters or {})["retry_after"])
    return 0


def test_thirty_messages_a_second_pass_and_one_a_second_in_a_chat() -> None:
    seconds = Seconds()
    pace = Pace(Limits(enforce_pace=True), seconds)
    assert [admitted(pace, str(chat)) for chat in range(30)] == [0] * 30
    assert admitted(pace, "late") == 1
    seconds.now = 0.5
    assert admitted(pace, "late") == 1
    seconds.now = 1.0
    assert admitted(pace, "late") == 0
    assert admitted(pace, "late") == 1
    seconds.now = 2.0
    assert admitted(pace, "late") == 0


def test_without_enforcement_everything_passes() -> None:
    pace = Pace(Limits(), Seconds())
    assert [admitted(pace, "same") for _ in range(100)] == [0] * 100


async def test_an_old_tap_can_be_answered_no_more(strict: Telegram) -> None:
    tap = await strict.tap(await strict.send(reply_markup=buttons([button()])))
    refused = await strict.call("answerCallbackQuery", callback_query_id=tap["callback_id"])
    assert "query is too old and response timeout expired" in refused.description
    assert (await strict.phone("GET", f"taps/{tap['callback_id']}"))["answered"] is False


async def test_failures_meet_the_next_calls_only(telegram: Telegram) -> None:
    telegram.playground.inject_failure("too_many_requests", times=2, method="sendMessage", retry_after=3)
    telegram.playground.inject_failure("server_error", method="getMe")
    assert (await telegram.call("getMe")).status == 502
    for _ in range(2):
        assert (await telegram.call("sendMessage", chat_id=ANNA.id, text="a")).body["parameters"] == {
            "retry_after": 3
        }
    await telegram.send()
    assert (await telegram.call("getMe")).status == 200


@pytest.mark.parametrize(("carried_out", "arrived"), [(False, 0), (True, 1)])
async def test_a_cut_connection_may_hide_a_message_that_arrived(
    telegram: Telegram, carried_out: bool, arrived: int
) -> None:
    telegram.playground.inject_failure("closed", carried_out=carried_out)
    with pytest.raises(aiohttp.ClientError):
        await telegram.send()
    assert len(await telegram.on_screen()) == arrived


async def test_a_silent_server_lets_the_caller_give_up(telegram: Telegram) -> None:
    telegram.playground.inject_failure("timeout")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(telegram.send(), 0.05)
    await telegram.send()


async def test_telegram_can_be_down_for_the_bot_while_people_go_on_writing(telegram: Telegram) -> None:
    poll = asyncio.ensure_future(telegram.call("getUpdates", timeout=50))
    await telegram.until_someone_polls()
    telegram.playground.set_down(True)
    assert (await soon(poll)).status == 502
    with pytest.raises(aiohttp.ClientError):
        await telegram.updates()
    await telegram.write("hör ni?")
    telegram.playground.set_down(False)
    assert (await telegram.updates())[0]["message"]["text"] == "hör ni?"
