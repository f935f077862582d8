"""From claimed notices to the messages that say them, by the facts of this minute."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.screens import notices as screens
from handlers.screens.bundle import Message, Part, bundled, sendable
from handlers.screens.screen import Screen
from handlers.texts import Texts, texts
from models.notices import Claimed
from scheduler import reach, timetable
from scheduler.outcomes import Dropped, Failed, Outcome

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """A notice with what it is rendered from; `facts` is None when it should not be sent any more."""

    notice: Claimed
    facts: Any = None
    fault: str | None = None


def look_up(session: Session, claimed: Sequence[Claimed], now: datetime) -> list[Known]:
    """The facts of several notices in one reading. One that can't be looked up spoils no other."""
    return [_look_up(session, notice, now) for notice in claimed]


def _look_up(session: Session, notice: Claimed, now: datetime) -> Known:
    if notice.until is not None and notice.until <= now:
        return Known(notice)
    try:
        source = reach if notice.kind in reach.KINDS else timetable
        return Known(notice, source.facts(session, notice, now))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        log.exception("a notice's facts could not be read", extra=about(notice))
        return Known(notice, fault=type(error).__name__)


def compose(known: Sequence[Known]) -> tuple[list[Message], list[Outcome]]:
    """One reader's messages, in order, and the outcomes of what can't or needn't be said."""
    parts: list[Part] = []
    over: list[Outcome] = []
    t = texts(known[0].notice.language)
    for one in known:
        if one.fault is not None:
            over.append(Failed((one.notice.id,), one.fault))
        elif one.facts is None:
            over.append(Dropped((one.notice.id,)))
        else:
            shown = _render(t, one)
            if isinstance(shown, Screen):
                parts.append(Part(one.notice.id, shown))
            else:
                over.append(shown)
    return bundled(t, parts), over


def _render(t: Texts, known: Known) -> Screen | Failed:
    notice = known.notice
    try:
        if notice.kind in reach.KINDS:
            shown = reach.render(t, notice.kind, known.facts)
        else:
            shown = screens.render(t, notice.kind, known.facts, notice.detail)
    except Exception as error:
        # What can't be rendered must not stand in the way of the rest.
        log.exception("a notice could not be rendered", extra=about(notice))
        return Failed((notice.id,), type(error).__name__)
    if sendable(shown):
        return shown
    log.error("a notice is too long to send", extra=about(notice))
    return Failed((notice.id,), "too long")


def about(notice: Claimed) -> dict[str, object]:
    """What the log tells of a notice: ids and kinds, never texts or names."""
    return {"notice": notice.id, "kind": notice.kind.value, "person": notice.person_id}
