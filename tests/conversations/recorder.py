"""Notes what the program says: every Bot API call of either library, and every error in the log."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.playground.bot_api import OFFERED, BotApi
from bot.playground.errors import ApiError
from bot.playground.parameters import Call
from handlers.screens import refusals
from handlers.texts import LANGUAGES, texts
from tests.telegram_limits import faults_of_call, seen

Json = dict[str, Any]
NAMES = {name.lower(): name for name in OFFERED}
BROKEN = tuple(refusals.broken(texts(language)) for language in LANGUAGES)
# The same screen shown twice is there already; a person who has blocked the bot is met by some tests.
EXPECTED = ("message is not modified", "bot was blocked by the user")
# aiogram's own line while Telegram is away; it goes on asking.
KNOWN_LINES = ("Failed to fetch updates",)


@dataclass
class Recorder:
    """The calls in order, what was wrong with them, and which taps were answered how often."""

    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    logged: list[logging.LogRecord] = field(default_factory=list)
    expected: tuple[str, ...] = EXPECTED
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def note(self, call: Call) -> None:
        name = NAMES.get(call.method, call.method)
        self.calls.append((name, call.fields))
        self.faults += [f"{name}: {fault}" for fault in faults_of_call(name, call.fields)]
        text = str(call.fields.get("text", ""))
        if any(sentence in seen(text) for sentence in BROKEN):
            self.faults.append(f"{name}: the person met a fault of ours")
        if "Traceback" in text:
            self.faults.append(f"{name}: a traceback was shown")
        if name == "answerCallbackQuery":
            self.answers[str(call.fields.get("callback_query_id"))] += 1

    async def tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    def check(self, taps: Iterable[str] = ()) -> None:
        """Fails where a call was wrong or refused, a tap not answered once, or an error logged."""
        assert self.faults == [], self.faults
        assert [words for words in self.refused if not any(known in words for known in self.expected)] == []
        assert {tap: self.answers[tap] for tap in taps if self.answers[tap] != 1} == {}
        assert [record.getMessage() for record in self.logged] == []


class _Errors(logging.Handler):
    def __init__(self, recorder: Recorder) -> None:
        super().__init__(logging.ERROR)
        self._recorder = recorder

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(KNOWN_LINES):
            self._recorder.logged.append(record)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Notes until the block ends."""
    recorder = Recorder()
    original = BotApi.carry_out

    async def carry_out(self: BotApi, call: Call) -> tuple[Any, str]:
        recorder.note(call)
        try:
            return await original(self, call)
        except ApiError as error:
            if call.method != "getupdates":
                recorder.refused.append(f"{call.method}: {error.description}")
            raise
        finally:
            await recorder.tell()

    handler = _Errors(recorder)
    logging.getLogger().addHandler(handler)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BotApi, "carry_out", carry_out)
        yield recorder
    logging.getLogger().removeHandler(handler)
