"""Delivers what is due: claim, render, send, write down the outcome."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from random import random
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from handlers.screens.notices import render
from handlers.texts import texts
from models import notices, people
from models.clock import Clock
from models.notices import Claimed
from models.refusals import StoreUnavailable
from models.store import Store
from scheduler.failures import Broken, Moved, Passing, Permanent, Unknown, Wait, backoff, verdict
from scheduler.timetable import facts

log = logging.getLogger(__name__)

# Longer than any sending takes with its retries; a clockwork that died frees its notices after this.
LEASE = timedelta(minutes=2)
GROUP = 30
UNKNOWN_TRIES = 8

Send = Callable[[Claimed, Any], Awaitable[Message]]


class Delivery:
    """One clockwork's deliveries through python-telegram-bot."""

    def __init__(self, store: Store, bot: ExtBot[None], clock: Clock) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock

    async def deliver_due(self) -> int:
        """Delivers until nothing is due; says how many were claimed."""
        done = 0
        while await self._store.read(_anything_due, self._clock.now()):
            claimed = await self._store.write(notices.claim, self._clock.now(), LEASE, GROUP)
            if not claimed:
                break
            await asyncio.gather(*(self._deliver(notice) for notice in claimed))
            done += len(claimed)
        return done

    async def _deliver(self, notice: Claimed) -> None:
        try:
            known = await self._store.read(facts, notice, self._clock.now())
            if known is None:
                await self._store.write(notices.dropped, notice.id)
                return
            screen = render(texts(notice.language), notice.kind, known, notice.detail)
        except StoreUnavailable:
            # No fault of the notice: it waits until its lease runs out.
            raise
        except Exception as error:
            # A notice that can't be rendered must not stand in the way of the others.
            log.exception("notice %s (%s) could not be rendered", notice.id, notice.kind)
            await self._store.write(notices.failed, notice.id, type(error).__name__)
            return
        try:
            message = await self._bot.send_message(
                notice.chat_id,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=InlineKeyboardMarkup.de_json(screen.keyboard(), None),
            )
        except TelegramError as error:
            await self._note_failure(notice, error)
            return
        await self._store.write(notices.sent, notice.id, message.message_id, self._clock.now())
        log.info("notice %s (%s) sent to person %s", notice.id, notice.kind, notice.person_id)

    async def _note_failure(self, notice: Claimed, error: TelegramError) -> None:
        now = self._clock.now()
        meaning = verdict(error)
        log.warning("notice %s (%s): %s", notice.id, notice.kind, meaning)
        match meaning:
            case Permanent(reason):
                await self._store.write(_unreachable, notice, reason, now)
            case Moved(new_chat_id):
                await self._store.write(_move, notice, new_chat_id, now)
            case Wait(pause):
                await self._store.write(notices.again, notice.id, now + pause, "429")
            case Passing(reason):
                later = now + backoff(notice.attempts, random())  # noqa: S311 (spreads load, guards nothing)
                await self._store.write(notices.again, notice.id, later, reason)
            case Broken(reason):
                await self._store.write(notices.failed, notice.id, reason)
            case Unknown(reason) if notice.attempts >= UNKNOWN_TRIES:
                await self._store.write(notices.failed, notice.id, reason)
            case Unknown(reason):
                later = now + backoff(notice.attempts, random())  # noqa: S311
                await self._store.write(notices.again, notice.id, later, reason)


def _anything_due(session: Session, now: datetime) -> bool:
    due_at = notices.next_due_at(session)
    return due_at is not None and due_at <= now


def _unreachable(session: Session, notice: Claimed, reason: str, now: datetime) -> None:
    """Keeps the notice for the person's return and stops trying until then."""
    notices.again(session, notice.id, now, reason)
    people.lose(session, notice.person_id, now)


def _move(session: Session, notice: Claimed, new_chat_id: int, now: datetime) -> None:
    people.move(session, notice.person_id, new_chat_id)
    notices.again(session, notice.id, now, "moved")
