"""Keeps the local chat across restarts: a JSON file, and a folder beside it with the files that were sent."""

import asyncio
import contextlib
import dataclasses
import json
import logging
import os
from pathlib import Path
from typing import Any

from bot.playground.files import StoredFile
from bot.playground.images import Picture
from bot.playground.people import PlaygroundPerson
from bot.playground.phone_actions import rename_to
from bot.playground.state import Chat, Group, Room, World
from bot.playground.webhooks import Courier, Webhook

PAUSE_SECONDS = 0.5
VERSION = 1

log = logging.getLogger(__name__)


class Storage:
    """Loads once before the start; afterwards writes half a second after a change, and at the end."""

    def __init__(self, world: World, courier: Courier, path: Path) -> None:
        self._world = world
        self._courier = courier
        self._path = path
        self._folder = path.with_name(path.name + ".files")
        self._timer: asyncio.TimerHandle | None = None

    def load(self) -> None:
        """Takes up what was saved. A file that cannot be read is set aside, with a line in the log."""
        try:
            saved = json.loads(self._path.read_text(encoding="utf-8"))
            if saved["version"] != VERSION:
                raise ValueError(f"version {saved['version']}")
            self._restore(saved)
        except FileNotFoundError:
            return
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            aside = self._path.with_name(self._path.name + ".broken")
            log.warning(
                "the local chat's state could not be read (%s); it is set aside as %s", error, aside.name
            )
            with contextlib.suppress(OSError):
                os.replace(self._path, aside)

    def watch(self) -> None:
        """From now on changes are written."""
        self._world.on_change = self._later

    async def close(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._world.on_change = lambda: None
        self.save()

    def save(self) -> None:
        """Writes everything; whoever reads sees the old file or the new one, never half of one."""
        self._timer = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._save_files()
            _write(self._path, json.dumps(self._snapshot(), ensure_ascii=False).encode())
        except OSError as error:
            log.warning("the local chat's state could not be saved: %s", error)

    def _later(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self.save)

    def _save_files(self) -> None:
        self._folder.mkdir(exist_ok=True)
        for file in self._world.files.by_id.values():
            if not (place := self._folder / file.file_id).exists():
                _write(place, file.content)

    def _snapshot(self) -> dict[str, Any]:
        world = self._world
        return {
            "version": VERSION,
            "next_message_id": world.next_message_id,
            "next_tap_id": world.next_tap_id,
            "next_update_id": world.updates.next_id,
            "pending": world.updates.pending,
            "allowed": world.updates.allowed,
            "bot_name": world.bot["first_name"],
            "profile": dataclasses.asdict(world.profile),
            "webhook": dataclasses.asdict(self._courier.webhook),
            "chats": [_chat_json(chat) for chat in world.chats.values()],
            "groups": [_group_json(group) for group in world.groups.values()],
            "files": [
                {f.name: getattr(file, f.name) for f in dataclasses.fields(file) if f.name != "content"}
                for file in world.files.by_id.values()
            ],
        }

    def _restore(self, saved: dict[str, Any]) -> None:
        """Reads everything before it changes anything: a broken file leaves an empty chat, not half a one."""
        chats = [_chat(item) for item in saved["chats"]]
        groups = [(int(item["id"]), _group_values(item)) for item in saved.get("groups", ())]
        files = [_file(item, (self._folder / item["file_id"]).read_bytes()) for item in saved["files"]]
        pending = [(int(person), dict(update)) for person, update in saved["pending"]]
        webhook, world = Webhook(**saved["webhook"]), self._world
        profile = dataclasses.replace(world.profile, **saved["profile"])
        numbers = [int(saved[name]) for name in ("next_message_id", "next_tap_id", "next_update_id")]
        world.next_message_id, world.next_tap_id, world.updates.next_id = numbers
        world.updates.pending, world.updates.allowed = pending, saved["allowed"]
        world.profile, self._courier.webhook = profile, webhook
        world.bot["first_name"] = saved["bot_name"]
        for file in files:
            world.files.keep(file)
        for chat in chats:
            if known := world.chats.get(chat.person.id):
                rename_to(chat, known.person)
            world.chats[chat.person.id] = chat
        for number, values in groups:
            if known_group := world.groups.get(number):
                world.groups[number] = dataclasses.replace(known_group, **values)


def _chat_json(chat: Chat) -> dict[str, Any]:
    return {
        "person": dataclasses.asdict(chat.person),
        "started": chat.started,
        "blocked": chat.blocked,
        **_room_json(chat),
    }


def _group_json(group: Group) -> dict[str, Any]:
    """What a group is called and who is in it is the program's to say."""
    kept = {"id": group.id, "has_bot": group.has_bot, "heard": sorted(group.heard)}
    return {**kept, **_room_json(group)}


def _room_json(room: Room) -> dict[str, Any]:
    return {
        "messages": list(room.messages.values()),
        "keyboard": room.keyboard,
        "fixed": sorted(room.fixed),
        "cleared": room.cleared,
    }


def _chat(item: dict[str, Any]) -> Chat:
    return Chat(**{**_room_values(item), "person": PlaygroundPerson(**item["person"])})


def _group_values(item: dict[str, Any]) -> dict[str, Any]:
    values = {**_room_values(item), "heard": set(item["heard"])}
    del values["id"]
    return values


def _room_values(item: dict[str, Any]) -> dict[str, Any]:
    messages = {message["message_id"]: message for message in item["messages"]}
    return {**item, "messages": messages, "fixed": set(item["fixed"])}


def _file(item: dict[str, Any], content: bytes) -> StoredFile:
    picture = Picture(*item["picture"]) if item["picture"] else None
    return StoredFile(**{**item, "picture": picture, "content": content})


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)
