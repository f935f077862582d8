"""The updates that wait for the bot, and getUpdates with long polling."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from bot.playground.errors import ApiError, conflict
from bot.playground.parameters import Call

DEFAULT_WITHOUT = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS = {
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "channel_post",
    "edited_channel_post",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "chat_join_request",
}
LONGEST_POLL = 50
MOST_UPDATES = 100
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

Pending = tuple[int, dict[str, Any]]


class UpdateQueue:
    """Undelivered updates in order, each with the person it is about."""

    def __init__(self) -> None:
        self.pending: list[Pending] = []
        self.next_id = 1
        self.allowed: list[str] | None = None
        self.on_new: Callable[[], None] = lambda: None
        self.on_change: Callable[[], None] = lambda: None
        self._poller: asyncio.Future[None] | None = None

    def add(self, kind: str, payload: dict[str, Any], person: int) -> None:
        """Queues `payload` as an update of `kind`, unless the bot has chosen not to hear of those."""
        if not self.wants(kind):
            return
        self.pending.append((person, {"update_id": self.next_id, kind: payload}))
        self.next_id += 1
        self._wake()
        self.on_change()
        self.on_new()

    def choose(self, allowed: Any) -> None:
        """Sets `allowed_updates`; a call without it leaves the choice as it was, an empty list resets it."""
        if isinstance(allowed, list):
            self.allowed = [str(kind).lower() for kind in allowed if str(kind).lower() in KINDS] or None

    def confirm(self, below: int) -> None:
        """Forgets the updates with smaller ids; a negative number keeps that many of the last."""
        if below < 0:
            self._keep(self.pending[below:])
        elif below > 0:
            self._keep([item for item in self.pending if item[1]["update_id"] >= below])

    def remove(self, items: Iterable[Pending]) -> None:
        gone = {item[1]["update_id"] for item in items}
        self._keep([item for item in self.pending if item[1]["update_id"] not in gone])

    def clear(self) -> None:
        self._keep([])

    def _keep(self, items: list[Pending]) -> None:
        if len(items) != len(self.pending):
            self.pending = items
            self.on_change()

    @property
    def has_poller(self) -> bool:
        """Whether the bot waits in a long poll right now."""
        return self._poller is not None

    async def wait(self, seconds: float) -> None:
        """Waits until there is something; ends an elder who waits with 409, and is ended likewise."""
        self.end_poller(conflict(OTHER_POLLER))
        if self.pending or seconds <= 0:
            return
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None

    def end_poller(self, error: ApiError | None = None) -> None:
        """Ends a poll that waits: with an error, or with what there is."""
        poller, self._poller = self._poller, None
        if poller and not poller.done():
            if error:
                poller.set_exception(error)
            else:
                poller.set_result(None)

    def _wake(self) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(None)

    def wants(self, kind: str) -> bool:
        """Whether the bot has chosen to hear of updates of `kind`."""
        return kind not in DEFAULT_WITHOUT if self.allowed is None else kind in self.allowed


async def get_updates(queue: UpdateQueue, webhook_is_set: bool, call: Call) -> list[dict[str, Any]]:
    """The method getUpdates. Raises `ApiError` 409 while a webhook is set or when another poll takes over."""
    if webhook_is_set:
        raise conflict(WEBHOOK_ACTIVE)
    queue.choose(call.decoded("allowed_updates", "can't parse allowed_updates JSON object"))
    queue.confirm(call.integer("offset"))
    await queue.wait(min(max(call.integer("timeout"), 0), LONGEST_POLL))
    most = min(max(call.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    return [update for _, update in queue.pending[:most]]
