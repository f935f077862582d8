"""What the local Telegram knows: people, chats, messages, files, what the bot tells of itself."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import bad_request, forbidden, upgraded
from bot.playground.events import EventHub
from bot.playground.files import FileCabinet
from bot.playground.limits import Faults, Limits, Pace
from bot.playground.parameters import Call
from bot.playground.people import PlaygroundGroup, PlaygroundPerson
from bot.playground.updates import UpdateQueue
from models.clock import Clock

Json = dict[str, Any]


@dataclass
class Room(ABC):
    """What is said in a chat of any kind; messages by id, oldest first.

    `keyboard` is the reply keyboard that phones show, `fixed` the messages sent with one (they cannot be
    edited), `cleared` the last message that was cleared from the phone.
    """

    messages: dict[int, Json] = field(default_factory=dict)
    keyboard: Json | None = None
    fixed: set[int] = field(default_factory=set)
    cleared: int = 0

    @property
    @abstractmethod
    def id(self) -> int:
        """The Bot API's `chat_id`."""

    @abstractmethod
    def as_chat(self) -> Json:
        """The Bot API's `Chat`."""

    @abstractmethod
    def check_open(self) -> None:
        """Raises `ApiError` 403 where the bot may not write."""


@dataclass(kw_only=True)
class Chat(Room):
    """The private chat of one person with the bot."""

    person: PlaygroundPerson
    started: bool = False
    blocked: bool = False

    @property
    def id(self) -> int:
        return self.person.id

    def as_chat(self) -> Json:
        return self.person.as_chat()

    def check_open(self) -> None:
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")


@dataclass(kw_only=True)
class Group(Room):
    """A group. `has_bot` tells whether the bot is in it, `bot_deletes` whether it may delete what others say,
    `moved_to` which supergroup the group has become, `heard` which messages reached the bot.
    """

    about: PlaygroundGroup
    has_bot: bool = True
    bot_deletes: bool = False
    moved_to: int | None = None
    heard: set[int] = field(default_factory=set)

    @property
    def id(self) -> int:
        return self.about.id

    def as_chat(self) -> Json:
        return self.about.as_chat()

    def check_open(self) -> None:
        if self.moved_to is not None:
            raise upgraded(self.moved_to)
        if not self.has_bot:
            raise forbidden("bot was kicked from the group chat")


@dataclass
class Tap:
    """A press of a button that waits for its answer; `at` counts real seconds."""

    person: int
    message_id: int
    at: float
    answer: Json | None = None


@dataclass
class Inquiry:
    """An inline query and, once `settled`, its answer; `at` and `good_until` count real seconds."""

    person: int
    query: str
    offset: str
    at: float
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    results: list[Json] = field(default_factory=list)
    next_offset: str = ""
    button: Json | None = None
    personal: bool = False
    good_until: float = 0.0


@dataclass
class Profile:
    """What the bot says of itself: commands by scope, texts by field (both by language), menu buttons."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menus: dict[str, Json] = field(default_factory=dict)


class World:
    """All state of one local Telegram. It lives in one event loop, so nothing here waits or locks."""

    def __init__(
        self,
        token: str,
        clock: Clock,
        people: Sequence[PlaygroundPerson],
        limits: Limits,
        bot_name: str,
        bot_username: str,
        groups: Sequence[PlaygroundGroup] = (),
    ) -> None:
        self.token = token
        self.clock = clock
        self.limits = limits
        self.bot: Json = {
            "id": int(token.partition(":")[0]) if token.partition(":")[0].isdecimal() else 1,
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.chats = {person.id: Chat(person=person, started=person.started) for person in people}
        self.groups = {group.id: Group(about=group) for group in groups}
        self.files = FileCabinet()
        self.updates = UpdateQueue()
        self.events = EventHub()
        self.profile = Profile()
        self.taps: dict[str, Tap] = {}
        self.inquiries: dict[str, Inquiry] = {}
        self.faults = Faults()
        self.pace = Pace(limits, self.monotonic)
        self.next_message_id = 1
        self.next_tap_id = 1
        self.on_change: Callable[[], None] = lambda: None
        self.updates.on_change = self._updates_changed

    def _updates_changed(self) -> None:
        self.on_change()

    @staticmethod
    def monotonic() -> float:
        """Real seconds, untouched by the clock that is moved."""
        return asyncio.get_running_loop().time()

    def unix_time(self) -> int:
        return int(self.clock.now().timestamp())

    def chat(self, call: Call) -> Chat | Group:
        """The chat that `chat_id` names. Raises `ApiError` 400."""
        chat_id = call.text("chat_id").strip()
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.lstrip("-").isdecimal() else 0
        chat = self.chats.get(number) or self.groups.get(number)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, call: Call) -> Chat | Group:
        """As `chat`, where the bot may write. Raises `ApiError` 403 if it may not."""
        chat = self.chat(call)
        chat.check_open()
        return chat

    def new_message(self, chat: Room, sender: Json, content: Json) -> Json:
        """Puts a message into a chat and shows it on the phone."""
        message: Json = {
            "message_id": self.next_message_id,
            "from": sender,
            "chat": chat.as_chat(),
            "date": self.unix_time(),
            **content,
        }
        self.next_message_id += 1
        chat.messages[message["message_id"]] = message
        self.events.publish("message", person=chat.id, message=self.shown(message))
        self.on_change()
        return message

    def shown(self, message: Json) -> Json:
        """A message as the phone gets it: as in the Bot API, with a `url` on every file."""
        shown = dict(message)
        if "photo" in shown:
            shown["photo"] = [self._with_url(size) for size in shown["photo"]]
        if "document" in shown:
            shown["document"] = self._with_url(shown["document"])
        return shown

    def _with_url(self, file: Json) -> Json:
        stored = self.files.by_id.get(file["file_id"])
        return {**file, "url": f"/chat/files/{stored.path}"} if stored else file
