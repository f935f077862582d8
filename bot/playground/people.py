"""The people whose phones the local chat plays, and the groups they are in."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PlaygroundPerson:
    """One phone. `about` is shown on the page; `started` means that the person has written to the bot."""

    id: int
    name: str
    about: str = ""
    language: str = "sv"
    username: str | None = None
    started: bool = False

    def as_user(self) -> dict[str, Any]:
        """The Bot API's `User`."""
        return {"id": self.id, "is_bot": False, **self._names(), "language_code": self.language}

    def as_chat(self) -> dict[str, Any]:
        """The Bot API's `Chat` (always private)."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> dict[str, str]:
        first, _, last = self.name.partition(" ")
        names = {"first_name": first}
        if last:
            names["last_name"] = last
        if self.username:
            names["username"] = self.username
        return names


@dataclass(frozen=True)
class PlaygroundGroup:
    """A group that the bot is in. `id` is negative, as Telegram's are; `members` are ids of people."""

    id: int
    title: str
    members: tuple[int, ...]

    def as_chat(self) -> dict[str, Any]:
        """The Bot API's `Chat`."""
        return {"id": self.id, "type": "group", "title": self.title}
