"""The phones' API for the web page and for tests: JSON over HTTP under `/chat`.

Refusals are `{"error": text in Swedish}` with 400 (403 for a foreign Host or Origin, 404 for what is not
there).
A *message* is a Bot API `Message`, where every photo size and document also has a `url` to fetch it from.
A *person* is `{"id", "name", "about", "language", "blocked", "started", "last", "last_id"}`: `last` is the
beginning of the newest message that the phone shows ("" for none), `last_id` its number (0 for none).
A *clock* is `{"now": ISO in UTC, "local": ISO in Stockholm's time, "movable": bool}`.

- `GET /chat/state`: `{"clock", "people": [person], "groups": [group, as in phone_groups.py], "bot": {"id",
  "name", "username", "description", "short_description", "commands": [BotCommand]}}`; texts and commands are
  those that Swedes see.
- `GET /chat/people/{id}/messages?limit=200` (1-1000): `{"messages": [message, oldest first], "keyboard":
  ReplyKeyboardMarkup or ForceReply that stands now, or null, "commands": those that this person sees,
  "menu_button": MenuButton}`.
- `POST /chat/people/{id}/messages` with `{"text"}`, or multipart with one file `photo` or `document` and
  perhaps `caption`: the message. A deep link is the text `/start payload`.
- `DELETE /chat/people/{id}/messages` empties the chat on the phone (not for the bot): the person.
- `POST /chat/people/{id}/taps` with `{"message_id", "row", "column"}` (both from 0), or with
  `{"message_id", "data"}` for forged data: `{"callback_id"}`; a link button gives `{"url"}`, a copy button
  `{"copy_text"}`.
- `POST /chat/people/{id}/inline` with `{"query", "offset"}` (both texts, perhaps empty) waits for the bot:
  `{"inline_query_id", "results": [{"id", "title", "description"}], "next_offset", "button": {"text",
  "start_parameter"} or null}`.
- `POST /chat/people/{id}/inline/{inline_query_id}` with `{"result_id"}` sends that card: the message.
- `GET /chat/taps/{callback_id}`: `{"answered": bool, "text", "alert": bool, "url": text or null}`.
- `POST /chat/people/{id}/block` with `{"blocked": bool}`: the person.
- `POST /chat/people` with `{"name", "language"}`: the new person.
- `POST /chat/clock` with one of `{"days": n}`, `{"hours": n}`, `{"next_monday": true}` (the next one, 08:00
  local), `{"to": "2027-03-08T08:00"}` (local time, a plain date means 08:00): the clock. It only goes
  forward.
- `GET /chat/files/{path}`: a file's bytes; a document comes as a download.
- `GET /chat/events`: Server-Sent Events with rising `id:` and JSON data. `{"type": "message" | "edit",
  "person": id, "message"}`, `{"type": "delete", "person": id, "message_ids"}`, `{"type": "action",
  "person": id, "action"}`, `{"type": "answer", "person": id, "callback_id", "message_id", "text", "alert",
  "url"}`, `{"type": "person", "person": person}`, `{"type": "clock", ...clock}`, `{"type": "group", "group":
  group}`. Where a group is meant `person` is its negative id. After a lost connection
  `Last-Event-ID` (or the query `last_event_id`) brings what was missed; `{"type": "reset"}` says that too
  much was, so read everything anew.
"""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.playground import inline
from bot.playground import phone_actions as act
from bot.playground.groups import group_json
from bot.playground.moving_clock import clock_json, move
from bot.playground.parameters import Call, Upload
from bot.playground.phone_actions import PhoneError
from bot.playground.phone_http import body_of, dumped, kind, not_found
from bot.playground.profile import commands_for, get_chat_menu_button
from bot.playground.state import Chat, Json, World

MOST_MESSAGES = 1000
HEARTBEAT_SECONDS = 15.0


class Phone:
    """Serves `/chat/...`. `on_clock_moved` is awaited after each move of the clock."""

    def __init__(self, world: World, on_clock_moved: Callable[[], Awaitable[None]] | None) -> None:
        self._world = world
        self._on_clock_moved = on_clock_moved

    def routes(self) -> list[web.RouteDef]:
        person = r"/chat/people/{person:\d+}"
        return [
            web.get("/chat/state", kind(self._state)),
            web.get("/chat/events", self._events),
            web.post("/chat/people", kind(self._add_person)),
            web.get(person + "/messages", kind(self._messages)),
            web.post(person + "/messages", kind(self._send)),
            web.delete(person + "/messages", kind(self._clear)),
            web.post(person + "/taps", kind(self._tap)),
            web.post(person + "/inline", kind(self._inline)),
            web.post(person + r"/inline/{query_id:\d+}", kind(self._choose)),
            web.post(person + "/block", kind(self._block)),
            web.get("/chat/taps/{callback_id}", kind(self._tap_answer)),
            web.post("/chat/clock", kind(self._clock)),
            web.get("/chat/files/{path:.+}", self._file),
        ]

    async def _state(self, _request: web.Request) -> Json:
        world = self._world
        bot = {
            "id": world.bot["id"],
            "name": world.bot["first_name"],
            "username": world.bot["username"],
            "description": self._text("description"),
            "short_description": self._text("short_description"),
            "commands": commands_for(world, 0, "sv"),
        }
        people = [act.person_json(chat) for chat in world.chats.values()]
        groups = [group_json(group) for group in world.groups.values()]
        return {"clock": clock_json(world.clock), "people": people, "groups": groups, "bot": bot}

    def _text(self, name: str) -> str:
        texts = self._world.profile.texts
        return texts.get(f"{name}|sv") or texts.get(f"{name}|") or ""

    async def _messages(self, request: web.Request) -> Json:
        chat = self._chat(request)
        limit = request.query.get("limit", "200")
        if not limit.isdecimal() or not 1 <= int(limit) <= MOST_MESSAGES:
            raise PhoneError(f"limit behöver vara ett tal mellan 1 och {MOST_MESSAGES}.")
        messages = [self._world.shown(message) for message in act.visible(chat)[-int(limit) :]]
        person = chat.person
        return {
            "messages": messages,
            "keyboard": chat.keyboard,
            "commands": commands_for(self._world, person.id, person.language),
            "menu_button": get_chat_menu_button(self._world, Call("", {"chat_id": person.id})),
        }

    async def _send(self, request: web.Request) -> Json:
        chat = self._chat(request)
        if not request.content_type.startswith("multipart/"):
            text = (await body_of(request)).get("text")
            if not isinstance(text, str):
                raise PhoneError("Skriv något först.")
            return self._world.shown(act.write(self._world, chat, text))
        form = await request.post()
        for sort in ("photo", "document"):
            if isinstance(file := form.get(sort), web.FileField):
                upload = Upload(file.filename, file.content_type, file.file.read())
                sent = act.send_file(self._world, chat, sort, upload, str(form.get("caption", "")))
                return self._world.shown(sent)
        raise PhoneError("Välj en bild eller en fil att skicka.")

    async def _tap(self, request: web.Request) -> Json:
        chat = self._chat(request)
        return act.tap(self._world, chat, chat.person, await body_of(request))

    async def _tap_answer(self, request: web.Request) -> Json:
        tap = self._world.taps.get(request.match_info["callback_id"])
        if tap is None:
            raise not_found("Det trycket finns inte.")
        return {
            "answered": tap.answer is not None,
            **(tap.answer or {"text": "", "alert": False, "url": None}),
        }

    async def _inline(self, request: web.Request) -> Json:
        body = await body_of(request)
        query, offset = str(body.get("query", "")), str(body.get("offset", ""))
        return await inline.ask(self._world, self._chat(request), query, offset)

    async def _choose(self, request: web.Request) -> Json:
        chosen = str((await body_of(request)).get("result_id", ""))
        query_id = request.match_info["query_id"]
        return self._world.shown(inline.choose(self._world, self._chat(request), query_id, chosen))

    async def _block(self, request: web.Request) -> Json:
        chat, blocked = self._chat(request), (await body_of(request)).get("blocked")
        if not isinstance(blocked, bool):
            raise PhoneError("blocked behöver vara true eller false.")
        act.block(self._world, chat, blocked)
        return act.person_json(chat)

    async def _add_person(self, request: web.Request) -> Json:
        body = await body_of(request)
        chat = act.add_person(self._world, str(body.get("name", "")), str(body.get("language", "sv")))
        return act.person_json(chat)

    async def _clear(self, request: web.Request) -> Json:
        chat = self._chat(request)
        act.clear(self._world, chat)
        return act.person_json(chat)

    async def _clock(self, request: web.Request) -> Json:
        move(self._world.clock, await body_of(request))
        self._world.events.publish("clock", **clock_json(self._world.clock))
        if self._on_clock_moved:
            await self._on_clock_moved()
        return clock_json(self._world.clock)

    async def _file(self, request: web.Request) -> web.Response:
        """Only pictures are shown in the page; anything else is downloaded, since it may hold scripts."""
        file = self._world.files.by_path.get(request.match_info["path"])
        if file is None:
            raise not_found("Filen finns inte.")
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if file.kind != "photo":
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=file.content, content_type=file.mime_type, headers=headers)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Cache-Control": "no-cache"})
        response.content_type = "text/event-stream"
        queue = self._world.events.listen()
        try:
            await response.prepare(request)
            await response.write(self._missed(request) or b": hello\n\n")
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    return response
                await response.write(_event(*event))
        except ConnectionError:
            return response
        finally:
            self._world.events.leave(queue)

    def _missed(self, request: web.Request) -> bytes:
        last = request.headers.get("Last-Event-ID") or request.query.get("last_event_id", "")
        if not last.isdecimal():
            return b""
        missed = self._world.events.since(int(last))
        if missed is None:
            return _event(self._world.events.last_id, {"type": "reset"})
        return b"".join(_event(*event) for event in missed)

    def _chat(self, request: web.Request) -> Chat:
        chat = self._world.chats.get(int(request.match_info["person"]))
        if chat is None:
            raise not_found("Personen finns inte.")
        return chat


def _event(number: int, data: Json) -> bytes:
    return f"id: {number}\ndata: {dumped(data)}\n\n".encode()
