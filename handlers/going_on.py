"""A sentence that goes on with the search before: "och v 13?", "fler", "en vecka senare", "var som helst"."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers import finding, mending
from handlers.finding import Listing
from handlers.mending import Meant
from handlers.visit import Visit
from handlers.wishing import changes_of
from models import search
from models.moving import Move, move, moved
from models.people import Who
from models.refining import ANY, Meaning
from models.understanding import Utterance
from models.weeks import local_day


async def go_on(visit: Visit, text: str, said: Utterance, meaning: Meaning | None) -> Meant | None:
    """What the search before finds when it is changed as the text says; None where it says no such thing."""
    step = move(text)
    if step is None and meaning == "change":
        return await visit.write(_change, visit.who, said, visit.now)
    listed: Listing | None = None
    if step is not None:
        listed = await visit.write(_move, visit.who, step, visit.now)
    elif meaning in ANY:
        listed = await visit.write(_loosen, visit.who, ANY[meaning], visit.now)
    elif meaning == "more":
        listed = await visit.write(_more, visit.who, visit.now)
    return None if listed is None else Meant(listed)


def _move(session: Session, who: Who, step: Move, now: datetime) -> Listing | None:
    known = search.fresh(session, who.id, now)
    if known is None:
        return None
    search_id, _, wish = known
    weeks = (wish.first, wish.last) if wish.first is not None and wish.last is not None else None
    shifted = moved(step, weeks, local_day(now))
    if shifted is None:
        return None
    first, last = shifted
    return finding.changed(session, who, search_id, wish, now, first=first, last=last)


def _loosen(session: Session, who: Who, names: tuple[str, ...], now: datetime) -> Listing | None:
    known = search.fresh(session, who.id, now)
    if known is None:
        return None
    search_id, _, wish = known
    changes: dict[str, Any] = {}
    for name in names:
        changes |= finding.without(wish, name)
    return finding.changed(session, who, search_id, wish, now, **changes)


def _more(session: Session, who: Who, now: datetime) -> Listing | None:
    """The next page; None where there is no search to go on with."""
    known = search.fresh(session, who.id, now)
    if known is None:
        return None
    search_id, page, _ = known
    return finding.turned(session, who, search_id, page + 1, now)


def _change(session: Session, who: Who, said: Utterance, now: datetime) -> Meant | None:
    known = search.fresh(session, who.id, now)
    if known is None:
        return None
    search_id, _, wish = known
    other = finding.altered(session, who.id, search_id, **changes_of(said, wish))
    return mending.widened(session, who, mending.as_meant(session, who, search_id, other, now), now)
