"""Taps its way through the screens of one person, breadth first, and answers every question it is asked."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from handlers.screens import refusals
from handlers.texts import LANGUAGES, texts
from models import people
from tests.conversations.conftest import Town
from tests.phone import DEADLINE, Json

SAID = (
    "x" * 3000,
    "0",
    "v 54",
    "14-12",
    "812",
    "<b>fet</b> &amp; <a href='tg://user?id=1'>& < > 🧁\u202eabc\u202c مرحبا",
    "v 10-11",
    "Borås",
    "2",
)
# What ends something, or turns the person into somebody else, comes last.
LATE = re.compile(r"^(dd|l|r):|^bk:(yes|cancelled)|^bx:|^p:(gone|pause)|^o:(discard|restart|publish)|^rv:")
STALE = tuple(refusals.stale(texts(language)) for language in LANGUAGES)
OF_A_KIND = 2
MOST = 200


@cache
def kind_of(data: str) -> str:
    """What a button does, without whose number it carries."""
    return re.sub(r"\d+", "#", re.sub(r"(:field:|:drop:f\.).+", r"\1#", data))


def prefix_of(data: str) -> str:
    return data.partition(":")[0]


@dataclass
class Crawler:
    """One person's way. `kinds` and `taps` count by kind and by prefix, `asked` names the questions met,
    of which each is answered once with all that is `said`."""

    town: Town
    person: int
    asked: set[str]
    said: tuple[str, ...] = SAID
    kinds: Counter[str] = field(default_factory=Counter)
    taps: Counter[str] = field(default_factory=Counter)
    _soon: list[str] = field(default_factory=list)
    _late: list[str] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)

    async def crawl(self, *begin: str) -> None:
        """From what the chat shows after /start, after `begin` was tapped."""
        await self.say("/start")
        for data in begin:
            await self.tap(data)
        self._look()
        for waiting, until in (
            (self._soon, MOST // 2),
            (self._late, MOST),
            (self._soon, MOST),
        ):
            while waiting and self.kinds.total() < until:
                # What was tapped least comes first, then what was met first.
                data = min(waiting, key=lambda one: (self.kinds[kind_of(one)], self.taps[prefix_of(one)]))
                waiting.remove(data)
                if self.kinds[kind_of(data)] < OF_A_KIND:
                    self.kinds[kind_of(data)] += 1
                    self.taps[prefix_of(data)] += 1
                    await self.tap(data)
                    self._look()
                    await self._answer(data)

    async def tap(self, data: str) -> None:
        """A tap on the newest message, perhaps with what an earlier one showed."""
        newest = max(self._messages())
        body = {"message_id": newest, "data": data}
        async with self.town.session.post(f"/chat/people/{self.person}/taps", json=body) as answer:
            callback_id = (await answer.json())["callback_id"]
        recorder = self.town.recorder
        await self._until(lambda: recorder.answers[callback_id] > 0, f"an answer to {data}")
        toasts = (call for name, call in reversed(recorder.calls) if name == "answerCallbackQuery")
        toast = str(next(toasts).get("text", ""))
        assert toast not in STALE, f"a button that is shown means nothing: {data}"

    async def say(self, text: str) -> None:
        await self._send(json={"text": text})

    async def _send(self, **body: Any) -> None:
        calls = self.town.recorder.calls
        before = len(calls)
        async with self.town.session.post(f"/chat/people/{self.person}/messages", **body) as answer:
            assert answer.status == 200, await answer.text()

        def answered() -> bool:
            new = islice(calls, before, None)
            return any(name == "sendMessage" and call["chat_id"] == self.person for name, call in new)

        await self._until(answered, "an answer")

    async def _until(self, found: Any, what: str) -> None:
        async with asyncio.timeout(DEADLINE), self.town.recorder.news:
            try:
                await self.town.recorder.news.wait_for(found)
            except TimeoutError:
                raise AssertionError(f"never came: {what}") from None

    def _messages(self) -> dict[int, Json]:
        messages = self.town.playground.world.chats[self.person].messages
        return {id_: message for id_, message in messages.items() if message["from"]["is_bot"]}

    def _look(self) -> None:
        """Notes the buttons that are shown and not met yet."""
        messages = self._messages()
        for row in messages[max(messages)].get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                data = button.get("callback_data")
                if data is None or data in self._met:
                    continue
                self._met.add(data)
                if self.kinds[kind_of(data)] < OF_A_KIND:
                    (self._late if LATE.match(data) else self._soon).append(data)

    async def _question(self) -> str | None:
        who = await self.town.store.read(people.meet, self.person)
        return who.asking.rpartition(":")[0] if who and who.asking else None

    async def _answer(self, data: str) -> None:
        """Says all sorts of things to a question that wasn't met before; the tap asks it each time anew."""
        question = await self._question()
        if question is None or question in self.asked:
            return
        self.asked.add(question)
        for text in self.said:
            if await self._question() != question:
                await self.tap(data)
            if await self._question() != question:
                return
            await self.say(text)
            self._look()
            await self._follow(question)

    async def _follow(self, before: str) -> None:
        """Answers a question that only an answer leads to, such as how somebody who was named is reached."""
        question = await self._question()
        if question is None or question == before or question in self.asked:
            return
        self.asked.add(question)
        for text in self.said:
            if await self._question() == question:
                await self.say(text)
                self._look()
