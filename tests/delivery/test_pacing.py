import asyncio
from bisect import bisect_left
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import Forbidden, RetryAfter
from telegram.ext import ExtBot

from scheduler.pacing import Pacer
from scheduler.transport import AiohttpRequest
from tests.delivery.virtual_time import VirtualTime
from tests.delivery.wire import TOKEN, Wire


class Telegram:
    """Notes when which chat got what, and refuses with 429 when a test says so."""

    def __init__(self, time: VirtualTime) -> None:
        self.time = time
        self.taken: list[tuple[float, Any, str]] = []
        self.refused: list[float] = []
        self.refusals: dict[str, int] = {}
        self.delay = 0.0
        self.pacer = Pacer(now=time.now, sleep=time.sleep)

    async def send(self, chat_id: Any, text: str = "hej", endpoint: str = "sendMessage", **more: Any) -> Any:
        data = {"chat_id": chat_id, "text": text, **more}
        return await self.pacer.process_request(self._receive, (data,), {}, endpoint, data, None)

    async def _receive(self, data: dict[str, Any]) -> bool:
        if self.delay:
            await self.time.sleep(self.delay)
        if self.refusals.get(data["text"], 0) > 0:
            self.refusals[data["text"]] -= 1
            self.refused.append(self.time.now())
            raise RetryAfter(3)
        self.taken.append((self.time.now(), data["chat_id"], data["text"]))
        return True

    def times(self) -> list[float]:
        return [at for at, _, _ in self.taken]

    def most_in_a_second(self) -> int:
        times = sorted(self.times() + self.refused)
        return max(bisect_left(times, at + 1.0) - first for first, at in enumerate(times))


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def telegram(time: VirtualTime) -> Telegram:
    return Telegram(time)


async def test_many_chats_get_their_messages_evenly_and_never_too_many_a_second(
    time: VirtualTime, telegram: Telegram
) -> None:
    began = time.now()
    await time.run(*(telegram.send(chat) for chat in range(1, 301)))
    gaps = [after - before for before, after in pairwise(telegram.times())]
    assert len(telegram.taken) == 300
    assert gaps == pytest.approx([1 / 29] * 299)
    assert telegram.most_in_a_second() <= 30
    assert 300 / (time.now() - began) > 28.5


async def test_waiting_in_line_wakes_each_message_once(time: VirtualTime, telegram: Telegram) -> None:
    await time.run(*(telegram.send(chat) for chat in range(1, 301)))
    assert time.wakings <= 300
    assert [chat for _, chat, _ in telegram.taken] == list(range(1, 301))


async def test_one_chat_gets_at_most_one_message_a_second_and_in_order(
    time: VirtualTime, telegram: Telegram
) -> None:
    telegram.delay = 0.2
    await time.run(*(telegram.send(5, str(number)) for number in range(6)))
    times = telegram.times()
    assert [text for _, _, text in telegram.taken] == list("012345")
    assert min(after - before for before, after in pairwise(times)) >= 1.0


async def test_a_busy_chat_holds_up_no_other(time: VirtualTime, telegram: Telegram) -> None:
    began = time.now()
    await time.run(*(telegram.send(5) for _ in range(20)), *(telegram.send(chat) for chat in range(100, 120)))
    others = [at for at, chat, _ in telegram.taken if chat != 5]
    assert max(others) - began < 1.0


async def test_a_group_gets_at_most_twenty_messages_a_minute(time: VirtualTime, telegram: Telegram) -> None:
    await time.run(*(telegram.send(-1001) for _ in range(41)))
    times = telegram.times()
    assert times[20] - times[0] >= 60.0 - 1e-6


async def test_an_album_counts_as_many_messages_as_it_has_pictures(
    time: VirtualTime, telegram: Telegram
) -> None:
    album = telegram.send(1, endpoint="sendMediaGroup", media=["picture"] * 10)
    await time.run(album, telegram.send(2), telegram.send(3))
    times = telegram.times()
    assert times[1] - times[0] >= 9 / 29


async def test_after_a_429_every_chat_waits_exactly_as_long_as_told(
    time: VirtualTime, telegram: Telegram
) -> None:
    telegram.refusals = {"third": 1}
    await time.run(
        *(telegram.send(chat, "third" if chat == 3 else "hej") for chat in range(1, 101)),
    )
    [refused_at] = telegram.refused
    later = [at for at in telegram.times() if at > refused_at]
    assert min(later) == pytest.approx(refused_at + 3.0)
    assert sorted(chat for _, chat, _ in telegram.taken) == list(range(1, 101))


async def test_after_the_pause_there_is_no_stampede(time: VirtualTime, telegram: Telegram) -> None:
    telegram.refusals = {"third": 1}
    await time.run(*(telegram.send(chat, "third" if chat == 3 else "hej") for chat in range(1, 201)))
    later = [at for at in telegram.times() if at > telegram.refused[0]]
    gaps = [after - before for before, after in pairwise(later)]
    assert gaps == pytest.approx([1 / 29] * len(gaps))
    assert telegram.most_in_a_second() <= 30


async def test_a_refused_message_still_comes_before_the_next_one_to_the_same_chat(
    time: VirtualTime, telegram: Telegram
) -> None:
    telegram.refusals = {"first": 2}
    await time.run(telegram.send(5, "first"), telegram.send(5, "second"))
    assert [text for _, _, text in telegram.taken] == ["first", "second"]


async def test_a_message_refused_again_and_again_is_given_back(time: VirtualTime, telegram: Telegram) -> None:
    telegram.refusals = {"never": 99}
    [result, other] = await time.run(telegram.send(5, "never"), telegram.send(6))
    assert isinstance(result, RetryAfter)
    assert other is True
    assert len(telegram.refused) == 4


async def test_any_other_error_goes_straight_through_and_frees_the_chat(time: VirtualTime) -> None:
    pacer = Pacer(now=time.now, sleep=time.sleep)

    async def blocked() -> bool:
        raise Forbidden("bot was blocked by the user")

    def send() -> Any:
        return pacer.process_request(blocked, (), {}, "sendMessage", {"chat_id": 5}, None)

    assert [type(result) for result in await time.run(send(), send())] == [Forbidden, Forbidden]


async def test_giving_up_a_waiting_message_lets_the_next_one_through(
    time: VirtualTime, telegram: Telegram
) -> None:
    await time.run(telegram.send(5, "first"))
    waiting = asyncio.create_task(telegram.send(5, "given up"))
    await asyncio.sleep(0)
    waiting.cancel()
    await time.run(telegram.send(5, "second"))
    assert [text for _, _, text in telegram.taken] == ["first", "second"]


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "sendChatAction", "getMe", "deleteMessage"])
async def test_only_messages_are_paced(time: VirtualTime, telegram: Telegram, endpoint: str) -> None:
    began = time.now()
    await time.run(*(telegram.send(5, endpoint=endpoint) for _ in range(10)))
    assert time.now() == began


@pytest.mark.parametrize("endpoint", ["sendDocument", "editMessageText", "copyMessage", "forwardMessage"])
async def test_every_kind_of_message_is_paced(time: VirtualTime, telegram: Telegram, endpoint: str) -> None:
    began = time.now()
    await time.run(*(telegram.send(5, endpoint=endpoint) for _ in range(3)))
    assert time.now() - began >= 2.0


async def test_chats_of_the_past_are_forgotten(time: VirtualTime, telegram: Telegram) -> None:
    for first in range(1, 1000, 100):
        await time.run(*(telegram.send(chat) for chat in range(first, first + 100)))
    time.seconds += 2.0
    await time.run(telegram.send(5))
    assert telegram.pacer.remembered == 1


async def test_the_library_itself_sends_through_the_pacer(wire: Wire) -> None:
    time = VirtualTime()
    request = AiohttpRequest()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        time.seconds += seconds

    pacer = Pacer(now=time.now, sleep=sleep)
    bot = ExtBot(
        TOKEN, base_url=f"{wire.url}/bot", request=request, get_updates_request=request, rate_limiter=pacer
    )
    async with bot:
        await bot.send_message(5, "first")
        await bot.send_message(5, "second")
    assert [got.parameters["text"] for got in wire.sent()] == ["first", "second"]
    assert slept == [1.0]


async def test_messages_that_bunch_up_on_their_way_are_still_not_too_many_a_second(
    time: VirtualTime, telegram: Telegram
) -> None:
    async def hesitate() -> None:
        telegram.delay = 0.2
        await time.sleep(0.5)
        telegram.delay = 0.0

    await time.run(hesitate(), *(telegram.send(chat) for chat in range(1, 101)))
    assert telegram.most_in_a_second() <= 30


async def test_an_answer_that_does_not_come_holds_up_nobody_else(
    time: VirtualTime, telegram: Telegram
) -> None:
    telegram.delay = 10.0
    began = time.now()
    await time.run(*(telegram.send(chat) for chat in range(1, 101)))
    assert time.now() - began < 10.0 + 100 / 29 + 1.0


async def test_slow_answers_slow_the_pace_only_a_little(time: VirtualTime, telegram: Telegram) -> None:
    telegram.delay = 0.8
    began = time.now()
    await time.run(*(telegram.send(chat) for chat in range(1, 121)))
    assert 120 / (time.now() - began - telegram.delay) >= 24


async def test_a_stalled_process_does_not_catch_up_in_a_burst(time: VirtualTime, telegram: Telegram) -> None:
    async def stall() -> None:
        await time.sleep(1.0)
        time.seconds += 2.0

    await time.run(stall(), *(telegram.send(chat) for chat in range(1, 101)))
    gaps = [after - before for before, after in pairwise(telegram.times())]
    assert min(gaps) == pytest.approx(1 / 29)
    assert max(gaps) >= 2.0


async def answer(telegram: Telegram, chat_id: int) -> float:
    """Somebody tapped; gives how long the answer waited for its place."""
    asked = telegram.time.now()
    async with telegram.pacer.answering(chat_id):
        telegram.taken.append((telegram.time.now(), chat_id, "answer"))
    return telegram.time.now() - asked


async def test_an_answer_does_not_wait_for_notices_and_the_limit_holds_for_both(
    time: VirtualTime, telegram: Telegram
) -> None:
    async def tapping() -> list[float]:
        found = []
        for number in range(8):
            await time.sleep(1.0)
            found.append(await answer(telegram, 1000 + number))
        return found

    waited, *_ = await time.run(tapping(), *(telegram.send(chat) for chat in range(1, 301)))
    assert max(waited) <= 0.002
    assert telegram.most_in_a_second() <= 30
    times = [at for at, _, text in telegram.taken if text == "hej"]
    assert 300 / (times[-1] - times[0]) > 27


async def test_after_a_busy_second_notices_leave_room_for_the_next_one(
    time: VirtualTime, telegram: Telegram
) -> None:
    async def burst(first: int) -> list[float]:
        return list(await asyncio.gather(*(answer(telegram, first + n) for n in range(6))))

    async def tapping() -> tuple[list[float], list[float]]:
        await time.sleep(2.0)
        surprised = await burst(1000)
        await time.sleep(2.0)
        return surprised, await burst(2000)

    both, *_ = await time.run(tapping(), *(telegram.send(chat) for chat in range(1, 301)))
    surprised, expected = both
    assert max(surprised) < 0.4
    assert max(expected) <= 0.04
    assert telegram.most_in_a_second() <= 30


async def test_a_notice_waits_a_second_after_an_answer_to_the_same_chat(
    time: VirtualTime, telegram: Telegram
) -> None:
    await time.run(answer(telegram, 5), telegram.send(5))
    first, second = telegram.times()
    assert second - first >= 1.0


async def test_a_pause_that_an_answer_was_told_holds_for_notices_too(
    time: VirtualTime, telegram: Telegram
) -> None:
    began = time.now()
    telegram.pacer.pause(7.0)
    await time.run(telegram.send(5))
    assert telegram.times() == [pytest.approx(began + 7.0)]
    assert telegram.pacer.refusals == 1
