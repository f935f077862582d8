"""A person's phone for tests: sends, taps and reads through the local chat's own HTTP."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

DEADLINE = 10.0
Json = dict[str, Any]


async def until(found: Callable[[], Awaitable[Any]], what: str) -> Any:
    """Asks again until there is an answer; fails after `DEADLINE` seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + DEADLINE
    while loop.time() < end:
        answer = await found()
        if answer:
            return answer
        await asyncio.sleep(0.01)
    raise AssertionError(f"never came: {what}")


def said(message: Json) -> str:
    """What a message says, in its text or under its picture."""
    return str(message.get("text") or message.get("caption") or "")


class Phone:
    """One person's chat with the bot. `steps` counts what the person did."""

    def __init__(
        self, session: aiohttp.ClientSession, person_id: int, settle: Callable[[], Awaitable[None]]
    ) -> None:
        self._session = session
        self.person_id = person_id
        self._settle = settle
        self.steps = 0
        self.toast: str | None = None
        self.alert = False

    @property
    def _path(self) -> str:
        return f"/chat/people/{self.person_id}"

    async def messages(self) -> list[Json]:
        """The whole chat, oldest first."""
        async with self._session.get(f"{self._path}/messages?limit=1000") as answer:
            return list((await answer.json())["messages"])

    async def from_bot(self) -> list[Json]:
        return [message for message in await self.messages() if message["from"]["is_bot"]]

    async def texts(self) -> list[str]:
        """What the bot's messages say now."""
        return [said(message) for message in await self.from_bot()]

    async def screen(self) -> Json:
        """The newest message of the bot."""
        return (await self.from_bot())[-1]

    async def says(self) -> str:
        return said(await self.screen())

    async def picture(self) -> bytes:
        """The picture in the bot's newest message."""
        async with self._session.get((await self.screen())["photo"][-1]["url"]) as answer:
            return await answer.read()

    async def buttons(self, message: Json | None = None) -> list[str]:
        shown = message or await self.screen()
        rows = shown.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    async def send(self, text: str) -> str:
        """Writes to the bot; gives what it answers."""
        before = {message["message_id"] for message in await self.from_bot()}
        self.steps += 1
        await self.write(text)

        async def answered() -> Json | None:
            return next((m for m in await self.from_bot() if m["message_id"] not in before), None)

        await until(answered, f"an answer to {text[:40]!r}")
        await self._settle()
        return await self.says()

    async def write(self, text: str) -> None:
        """Writes to the bot, and waits for no answer."""
        async with self._session.post(f"{self._path}/messages", json={"text": text}) as answer:
            assert answer.status == 200, await answer.text()

    async def send_photo(self) -> str:
        before = len(await self.from_bot())
        form = aiohttp.FormData()
        form.add_field("photo", _PIXEL, filename="bild.png", content_type="image/png")
        async with self._session.post(f"{self._path}/messages", data=form) as answer:
            assert answer.status == 200, await answer.text()

        async def answered() -> bool:
            return len(await self.from_bot()) > before

        await until(answered, "an answer to a photo")
        return await self.says()

    async def tap(self, label: str, message: Json | None = None) -> str:
        """Taps the first button whose text matches; gives what the bot's newest message says then."""
        message = message or await self._with_button(label)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for row, line in enumerate(rows):
            for column, button in enumerate(line):
                if re.search(label, button["text"]):
                    self.steps += 1
                    return await self._tap(
                        {"message_id": message["message_id"], "row": row, "column": column}
                    )
        raise AssertionError(
            f"no button {label!r} among {await self.buttons(message)} under {message.get('text')!r}"
        )

    async def _with_button(self, label: str) -> Json:
        for message in reversed(await self.from_bot()):
            if any(re.search(label, text) for text in await self.buttons(message)):
                return message
        return await self.screen()

    async def forge(self, data: str, message: Json | None = None) -> str:
        """Taps with callback data that the message need not have."""
        message = message or await self.screen()
        return await self._tap({"message_id": message["message_id"], "data": data})

    async def press(self, body: Json) -> str:
        """Taps without waiting; gives the callback's id."""
        async with self._session.post(f"{self._path}/taps", json=body) as answer:
            found = await answer.json()
            assert answer.status == 200, found
            return str(found.get("callback_id") or found.get("url"))

    async def answered(self, callback_id: str) -> Json:
        """Waits until a tap is answered; gives what was said."""

        async def ask() -> Json | None:
            async with self._session.get(f"/chat/taps/{callback_id}") as answer:
                found: Json = await answer.json()
                return found if found["answered"] else None

        answer: Json = await until(ask, "an answer to a tap")
        return answer

    async def _tap(self, body: Json) -> str:
        callback_id = await self.press(body)
        if callback_id.startswith("http"):
            return callback_id

        found = await self.answered(callback_id)
        self.toast, self.alert = found.get("text"), bool(found.get("alert"))
        await self._settle()
        return await self.says()

    async def ask(self, query: str, offset: str = "") -> Json:
        """Writes after @bot in a chat; gives the cards."""
        body = {"query": query, "offset": offset}
        async with self._session.post(f"{self._path}/inline", json=body) as answer:
            found: Json = await answer.json()
            assert answer.status == 200, found
            return found

    async def choose(self, listed: Json, number: int = 0) -> Json:
        """Sends one of the cards; gives the message."""
        path = f"{self._path}/inline/{listed['inline_query_id']}"
        async with self._session.post(path, json={"result_id": listed["results"][number]["id"]}) as answer:
            sent: Json = await answer.json()
            assert answer.status == 200, sent
            return sent

    async def block(self, blocked: bool = True) -> None:
        async with self._session.post(f"{self._path}/block", json={"blocked": blocked}) as answer:
            assert answer.status == 200


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


async def transcript(phone: Phone) -> str:
    """The chat as text, for a failing test."""
    said = []
    for message in await phone.messages():
        who = "bot" if message["from"]["is_bot"] else "me"
        said.append(f"{who}: {message.get('text', '?')}\n   {await phone.buttons(message)}")
    return "\n".join(said)
