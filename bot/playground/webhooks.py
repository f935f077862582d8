"""Webhooks: the methods that set them, and the courier that brings updates to the bot's own address."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.playground.errors import ApiError, bad_request, conflict
from bot.playground.parameters import Call, call_of_response
from bot.playground.state import Json, World
from bot.playground.updates import Pending

CONNECTIONS = 40
LONGEST_PAUSE = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

log = logging.getLogger(__name__)


@dataclass
class Webhook:
    """Where updates go; an empty `url` means nowhere, and the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = CONNECTIONS
    last_error_date: int = 0
    last_error_message: str = ""


class Courier:
    """Delivers updates: one after another for each person, several people at once; a failed one again.

    `carry_out` performs the call that the bot may put into its response.
    """

    def __init__(self, world: World, carry_out: Callable[[Call], Awaitable[Any]]) -> None:
        self.webhook = Webhook()
        self._world = world
        self._carry_out = carry_out
        self._session: aiohttp.ClientSession | None = None
        self._rounds: dict[int, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Starts a round for everyone whose updates wait and have none."""
        if not self.webhook.url or self._world.faults.down:
            return
        for person in {person for person, _ in self._world.updates.pending}:
            if person not in self._rounds and len(self._rounds) < self.webhook.max_connections:
                self._rounds[person] = asyncio.create_task(self._round(person))

    async def change(self, webhook: Webhook) -> None:
        """Ends what goes to the old address and goes on with the new one."""
        await self.stop()
        self.webhook = webhook
        self._world.on_change()
        self.wake()

    async def stop(self) -> None:
        rounds = list(self._rounds.values())
        self._rounds.clear()
        for task in rounds:
            task.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None

    async def _round(self, person: int) -> None:
        pause = self._world.limits.webhook_retry_seconds
        while item := self._next_for(person):
            try:
                await self._deliver(item)
                pause = self._world.limits.webhook_retry_seconds
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                self._note(str(error) or type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        self._rounds.pop(person, None)
        self.wake()

    def _next_for(self, person: int) -> Pending | None:
        if self._world.faults.down:
            return None
        return next((item for item in self._world.updates.pending if item[0] == person), None)

    async def _deliver(self, item: Pending) -> None:
        """Brings one update. Raises `aiohttp.ClientError` or `TimeoutError` unless the bot says 2xx."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        headers = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        timeout = aiohttp.ClientTimeout(total=self._world.limits.webhook_timeout_seconds)
        async with self._session.post(
            self.webhook.url, json=item[1], headers=headers, timeout=timeout
        ) as response:
            if not 200 <= response.status < 300:
                words = f"Wrong response from the webhook: {response.status} {response.reason}"
                raise aiohttp.ClientError(words)
            # The update has arrived whatever the body holds.
            self._world.updates.remove([item])
            with contextlib.suppress(ApiError):
                if call := await call_of_response(response):
                    await self._carry_out(call)

    def _note(self, words: str) -> None:
        self.webhook.last_error_date = self._world.unix_time()
        self.webhook.last_error_message = words
        log.info("webhook delivery failed: %s", words)


async def set_webhook(world: World, courier: Courier, call: Call) -> str:
    """The method setWebhook: returns what it says it did. An empty url takes the webhook away."""
    url = call.text("url")
    if not url:
        return await delete_webhook(world, courier, call)
    secret = call.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret and not re.fullmatch("[A-Za-z0-9_-]+", secret):
        raise bad_request("secret token contains unallowed characters")
    _check_url(url)
    world.updates.choose(call.decoded("allowed_updates", "can't parse allowed_updates JSON object"))
    if call.boolean("drop_pending_updates"):
        world.updates.clear()
    world.updates.end_poller(conflict("terminated by setWebhook request"))
    same = courier.webhook.url == url and courier.webhook.secret == secret
    most = min(max(call.integer("max_connections", CONNECTIONS), 1), 100)
    await courier.change(Webhook(url, secret, most))
    return "Webhook is already set" if same else "Webhook was set"


async def delete_webhook(world: World, courier: Courier, call: Call) -> str:
    if call.boolean("drop_pending_updates"):
        world.updates.clear()
    was_set = bool(courier.webhook.url)
    await courier.change(Webhook())
    return "Webhook was deleted" if was_set else "Webhook is already deleted"


def get_webhook_info(world: World, courier: Courier) -> Json:
    webhook = courier.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error_date:
        info["last_error_date"] = webhook.last_error_date
        info["last_error_message"] = webhook.last_error_message
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def _check_url(url: str) -> None:
    """Telegram wants HTTPS; its local server also takes HTTP, which here may stay on this machine only."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad_request("bad webhook: invalid URL specified")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
