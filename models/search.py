"""Finding placements: by form, weeks, seats, municipalities, fields and words, best fit first.

A search walks an index of open weeks and stops after `CAP` hits, or starts from the placements behind a
rare word, whichever has less to look at. So it costs little more with a million weeks on offer than with
ten thousand; what grows is only how many weeks must be passed over until enough of them fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import prod
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import search_statements as statements
from models.forms import Audience
from models.hot import Hot
from models.refusals import Reason, Refused
from models.search_statements import Shape
from models.tables import Search
from models.views import PlacementView, placements
from models.vocabulary import stems
from models.weeks import WEEK, this_monday

CAP = statements.CAP
MOST_WORDS = 6
# How many rows must be looked at for each placement behind a word, for one of a walk.
LOOKS_BEHIND_A_WORD = 2.5
TALKED_OF = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for. Empty means anything; `first` and `last` are Mondays."""

    audience: Audience | None = None
    first: date | None = None
    last: date | None = None
    seats: int = 1
    municipalities: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A placement that fits, with how many of the wished weeks have enough seats."""

    placement: PlacementView
    fits: int
    start: date


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits. `total` counts up to `CAP`; `wanted` is how many weeks were wished for, 0 for any."""

    hits: tuple[Hit, ...]
    total: int
    wanted: int


def look(session: Session, wish: Wish, now: datetime, limit: int, offset: int = 0) -> Found:
    """The placements that fit, those with all weeks first, then by start; three queries and one for words."""
    monday = this_monday(now)
    first = max(wish.first, monday) if wish.first else monday
    last = wish.last
    if last is not None and last < first:
        return Found((), 0, 0)
    wanted = (last - first).days // 7 + 1 if last is not None else 0
    ids = _find(session, wish, first, last, wanted)
    page = ids[offset : offset + limit]
    shown = placements(session, [row[0] for row in page], first, last)
    by_id = {placement.id: placement for placement in shown}
    hits = tuple(Hit(by_id[id_], fits, start) for id_, fits, start in page if id_ in by_id)
    return Found(hits, min(len(ids), CAP), wanted)


Row = tuple[int, int, date]


def _find(session: Session, wish: Wish, first: date, last: date | None, wanted: int) -> list[Row]:
    """Up to `CAP` placements: id, in how many of the wished weeks they have room, and the first of those."""
    words = stems(wish.words)[:MOST_WORDS]
    shape = Shape(wish.audience is not None, len(wish.municipalities), len(wish.fields), len(words))
    values = _asked(wish, words, first, last, wanted)
    rarest = None
    if words:
        ((known, *counts),) = statements.how_rare(len(words)).rows(session, values)
        if not all(counts):
            return []
        rarest = _to_start_from(wish, wanted, known, counts)
    if not wanted:
        query = statements.any_week(shape) if rarest is None else statements.driven_any_week(shape, rarest)
        return [(id_, 1, start) for id_, start in query.rows(session, values)]
    if rarest is not None:
        return [
            (id_, fits, start) for id_, fits, start in statements.driven(shape, rarest).rows(session, values)
        ]
    query = statements.whole(shape, one_week=wanted == 1)
    found = [(id_, wanted, start) for id_, start in query.rows(session, values)]
    if wanted > 1 and len(found) < CAP:
        some = [(id_, fits, start) for id_, start, fits in statements.partly(shape).rows(session, values)]
        found += sorted(some, key=lambda row: (-row[1], row[2], row[0]))
    return found


def _to_start_from(wish: Wish, wanted: int, known: int, counts: Sequence[int]) -> int | None:
    """The word whose placements are fewer than the weeks that would be walked; None if it's better to walk.

    A rough reckoning in looks at a row. A placement is taken to have fifteen open weeks ahead, a third of a
    chance to be open in a certain week, a place or a field to leave a tenth, an audience two fifths.
    """
    rarest = min(range(len(counts)), key=counts.__getitem__)
    if counts[rarest] >= statements.COMMON:
        return None
    narrow = 0.1 ** (bool(wish.municipalities) + bool(wish.fields))
    walked = known * narrow * (0.3 * wanted if wanted else 15)
    if wanted <= 1:
        # The walk ends when the list is full.
        likely = prod(min(1.0, count / known) for count in counts) * (1 if wish.audience is None else 0.4)
        walked = min(walked, CAP / likely)
    return rarest if counts[rarest] * LOOKS_BEHIND_A_WORD < walked else None


def _asked(wish: Wish, words: Sequence[str], first: date, last: date | None, wanted: int) -> dict[str, Any]:
    """The values by the names that the statements use."""
    values: dict[str, Any] = {"seats": wish.seats, "first": first}
    if last is not None:
        values |= {"last": last, "wanted": wanted, "second": first + WEEK}
    if wish.audience is not None:
        values["audience"] = int(wish.audience)
    values |= {f"place{index}": code for index, code in enumerate(wish.municipalities)}
    values |= {f"field{index}": field for index, field in enumerate(wish.fields)}
    for index, word in enumerate(words):
        values[f"from_word{index}"], values[f"to_word{index}"] = _span(word)
    return values


def _span(stem: str) -> tuple[str, str]:
    """From which stem to before which a word is found.

    Words of four letters and more also find longer ones: "snicker" finds "snickeriet".
    """
    if len(stem) < 4:
        return stem, stem + "\x01"
    return stem, stem[:-1] + chr(ord(stem[-1]) + 1)


def begin(session: Session, person_id: int, wish: Wish, now: datetime) -> int:
    """Keeps a wish, so that its buttons still mean the same tomorrow; gives its id."""
    row = Search(person_id=person_id, created_at=now, **_columns(wish))
    session.add(row)
    session.flush()
    return row.id


_KEPT: tuple[Any, ...] = (
    col(Search.audience),
    col(Search.first),
    col(Search.last),
    col(Search.seats),
    col(Search.municipalities),
    col(Search.fields),
    col(Search.words),
)
_MINE = Hot(
    select(*_KEPT).where(
        col(Search.id) == bindparam("search_id"), col(Search.person_id) == bindparam("person")
    )
)
_REFINE = Hot(
    update(Search)
    .where(col(Search.id) == bindparam("search_id"))
    .values({"page": 0} | {column.key: bindparam(f"new_{column.key}") for column in _KEPT})
)


def refine(session: Session, person_id: int, search_id: int, **changes: Any) -> Wish:
    """Changes some of a kept wish (fields of `Wish`) and gives it as it is now."""
    wish = replace(kept(session, person_id, search_id), **changes)
    if wish.first is not None and wish.last is not None and wish.last < wish.first:
        raise Refused(Reason.WEEKS_BACKWARDS, first=wish.first, last=wish.last)
    new = {f"new_{name}": value for name, value in _columns(wish).items()}
    _REFINE.rows(session, {"search_id": search_id, **new})
    return wish


def kept(session: Session, person_id: int, search_id: int) -> Wish:
    """The wish behind a list's buttons; `Refused` GONE if it isn't this person's."""
    rows = _MINE.rows(session, {"search_id": search_id, "person": person_id})
    if not rows:
        raise Refused(Reason.GONE)
    return _wish(*rows[0])


def latest(session: Session, person_id: int) -> tuple[int, Wish] | None:
    """The person's newest wish."""
    newest = select(col(Search.id), *_KEPT).where(col(Search.person_id) == person_id)
    row = session.connection().execute(newest.order_by(col(Search.id).desc()).limit(1)).first()
    if row is None:
        return None
    id_, *values = tuple(row)
    return id_, _wish(*values)


def fresh(session: Session, person_id: int, now: datetime) -> tuple[int, int, Wish] | None:
    """The person's newest wish with the page that was shown last, while it is still what they talk about."""
    newest = select(col(Search.id), col(Search.page), *_KEPT).where(
        col(Search.person_id) == person_id, col(Search.created_at) > now - TALKED_OF
    )
    row = session.connection().execute(newest.order_by(col(Search.id).desc()).limit(1)).first()
    if row is None:
        return None
    id_, page, *values = tuple(row)
    return id_, page, _wish(*values)


def turn(session: Session, search_id: int, page: int) -> None:
    """Remembers which page of the list was shown last, from 0."""
    session.connection().execute(update(Search).where(col(Search.id) == search_id).values(page=page))


def _columns(wish: Wish) -> dict[str, Any]:
    return {
        "audience": int(wish.audience) if wish.audience is not None else None,
        "first": wish.first,
        "last": wish.last,
        "seats": wish.seats,
        "municipalities": ",".join(wish.municipalities),
        "fields": ",".join(wish.fields),
        "words": wish.words[:200],
    }


def _wish(
    audience: int | None,
    first: date | None,
    last: date | None,
    seats: int,
    municipalities: str,
    fields: str,
    words: str,
) -> Wish:
    return Wish(
        Audience(audience) if audience is not None else None,
        first,
        last,
        seats,
        tuple(filter(None, municipalities.split(","))),
        tuple(filter(None, fields.split(","))),
        words,
    )
