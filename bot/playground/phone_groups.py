"""The phones' API for groups, as `phone.py` for private chats: JSON over HTTP under `/chat`.

A *group* is `{"id" (negative), "title", "members": [person ids], "has_bot", "last", "last_id"}`. Only members
read and write there; the bot hears what is meant for it (`groups.py`).

- `GET /chat/people/{id}/groups/{group}/messages?limit=200`: `{"messages", "keyboard": null, "commands"}`.
- `POST` to it with `{"text", "reply_to": message id or null}`: the message.
- `POST /chat/people/{id}/groups/{group}/taps`, and `.../inline/{inline_query_id}`: as in a private chat.
- `POST /chat/people/{id}/groups/{group}/bot` with `{"present": bool}` removes the bot or adds it: the group.
"""

from aiohttp import web

from bot.playground import groups, inline
from bot.playground import phone_actions as act
from bot.playground.phone_actions import PhoneError
from bot.playground.phone_http import body_of, kind, not_found
from bot.playground.profile import commands_for
from bot.playground.state import Chat, Group, Json, World

MOST_MESSAGES = 1000


class GroupPhone:
    """Serves `/chat/people/{id}/groups/...`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        group = r"/chat/people/{person:\d+}/groups/{group:-\d+}"
        return [
            web.get(group + "/messages", kind(self._messages)),
            web.post(group + "/messages", kind(self._send)),
            web.post(group + "/taps", kind(self._tap)),
            web.post(group + r"/inline/{query_id:\d+}", kind(self._choose)),
            web.post(group + "/bot", kind(self._bot)),
        ]

    async def _messages(self, request: web.Request) -> Json:
        chat, group = self._member(request)
        limit = request.query.get("limit", "200")
        if not limit.isdecimal() or not 1 <= int(limit) <= MOST_MESSAGES:
            raise PhoneError(f"limit behöver vara ett tal mellan 1 och {MOST_MESSAGES}.")
        messages = [self._world.shown(message) for message in act.visible(group)[-int(limit) :]]
        commands = commands_for(self._world, group.id, chat.person.language) if group.has_bot else []
        return {"messages": messages, "keyboard": None, "commands": commands}

    async def _send(self, request: web.Request) -> Json:
        chat, group = self._member(request)
        body = await body_of(request)
        text, reply_to = body.get("text"), body.get("reply_to")
        if not isinstance(text, str):
            raise PhoneError("Skriv något först.")
        answered = reply_to if isinstance(reply_to, int) else None
        return groups.send(self._world, group, chat.person, act.text_content(text), answered)

    async def _tap(self, request: web.Request) -> Json:
        chat, group = self._member(request)
        return act.tap(self._world, group, chat.person, await body_of(request))

    async def _choose(self, request: web.Request) -> Json:
        chat, group = self._member(request)
        result_id = str((await body_of(request)).get("result_id", ""))
        content = inline.chosen(self._world, request.match_info["query_id"], result_id)
        return groups.send(self._world, group, chat.person, content)

    async def _bot(self, request: web.Request) -> Json:
        chat, group = self._member(request)
        present = (await body_of(request)).get("present")
        if not isinstance(present, bool):
            raise PhoneError("present behöver vara true eller false.")
        groups.let_in(self._world, group, chat.person, present)
        return groups.group_json(group)

    def _member(self, request: web.Request) -> tuple[Chat, Group]:
        chat = self._world.chats.get(int(request.match_info["person"]))
        group = self._world.groups.get(int(request.match_info["group"]))
        if chat is None or group is None or chat.person.id not in group.about.members:
            raise not_found("Gruppen finns inte.")
        return chat, group
