"""What a handler holds in its hands while it serves one update."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from handlers.texts import Texts
from models.not_understood import Missed
from models.people import Who
from models.store import Store

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Visit:
    """One update of one person: who, when, in which language, and the two doors to the data.

    `message_id` is the message whose button was tapped. `toast` is said when a tap is answered, as an
    alert if `alert`.
    """

    store: Store
    who: Who
    t: Texts
    now: datetime
    bot_username: str
    message_id: int | None = None
    toast: str | None = None
    alert: bool = False
    # The message holds what nobody should keep: it is taken out of the chat.
    delete: bool = False
    # What a sentence was taken for, to be counted; never its words.
    heard: str | None = None
    # What wasn't understood, likewise.
    missed: Missed | None = None

    async def read(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self.store.read(rule, *args, **kwargs)

    async def write(
        self, rule: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self.store.jot(rule, *args, **kwargs)

    def deep_link(self, payload: str) -> str:
        """A link that opens this bot with /start and the payload."""
        return f"https://t.me/{self.bot_username}?start={payload}"
