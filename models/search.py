"""Finding placements: by form, weeks, seats, municipalities, fields and words, best fit first.

Each search walks one index of open weeks and stops after `CAP` hits, so it costs the same with a
thousand and with a million weeks on offer.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models.forms import Audience
from models.refusals import Reason, Refused
from models.tables import Search, Week, Word
from models.views import PlacementView, placements
from models.vocabulary import stems
from models.weeks import this_monday

CAP = 200
# With fewer placements than this behind a word, walking those is cheaper than walking the weeks.
RARE = 500


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
    words = _word_filter(session, wish.words)
    if words is None:
        return Found((), 0, wanted)
    ids = _whole(session, wish, first, last, wanted, words)
    if wanted > 1 and len(ids) < CAP:
        ids += _partly(session, wish, first, last, wanted, words)
    page = ids[offset : offset + limit]
    shown = placements(session, [row[0] for row in page], first, last)
    by_id = {placement.id: placement for placement in shown}
    hits = tuple(Hit(by_id[id_], fits, start) for id_, fits, start in page if id_ in by_id)
    return Found(hits, min(len(ids), CAP), wanted)


Row = tuple[int, int, date]


def _open(table: Any, wish: Wish) -> ColumnElement[bool]:
    """The weeks that are open and fit, in the words of the partial index so that it is used."""
    conditions: list[ColumnElement[bool]] = [
        table.listed,
        ~table.full_up,
        table.seats - table.taken >= wish.seats,
    ]
    if wish.audience is not None:
        conditions.append(table.takes.op("&")(int(wish.audience)) != 0)
    if wish.municipalities:
        conditions.append(table.municipality.in_(wish.municipalities))
    if wish.fields:
        conditions.append(table.field.in_(wish.fields))
    return and_(*conditions)


def _whole(
    session: Session, wish: Wish, first: date, last: date | None, wanted: int, words: ColumnElement[bool]
) -> list[Row]:
    """Placements that fit in every wished week; without weeks, those that are open in any."""
    query = select(col(Week.placement_id), col(Week.monday)).where(_open(Week, wish), words)
    other = aliased(Week)
    if wanted:
        query = query.where(col(Week.monday) == first)
        if wanted > 1:
            fitting = (
                select(func.count())
                .where(
                    col(other.placement_id) == col(Week.placement_id),
                    col(other.monday).between(first, last),
                    _open(other, wish),
                )
                .scalar_subquery()
            )
            query = query.where(fitting == wanted)
    else:
        query = query.where(col(Week.monday) >= first, _no_earlier(wish, first))
    query = query.order_by(col(Week.monday), col(Week.placement_id)).limit(CAP)
    return [(row[0], max(wanted, 1), row[1]) for row in session.connection().execute(query)]


def _partly(
    session: Session, wish: Wish, first: date, last: date | None, wanted: int, words: ColumnElement[bool]
) -> list[Row]:
    """Placements that fit in some of the wished weeks, those with most weeks first."""
    other = aliased(Week)
    fitting = (
        select(func.count())
        .where(
            col(other.placement_id) == col(Week.placement_id),
            col(other.monday).between(first, last),
            _open(other, wish),
        )
        .scalar_subquery()
    )
    query = (
        select(col(Week.placement_id), fitting, col(Week.monday))
        .where(
            _open(Week, wish),
            words,
            col(Week.monday).between(first, last),
            _no_earlier(wish, first),
            fitting < wanted,
        )
        .order_by(col(Week.monday), col(Week.placement_id))
        .limit(CAP)
    )
    rows = [(row[0], row[1], row[2]) for row in session.connection().execute(query)]
    return sorted(rows, key=lambda row: (-row[1], row[2], row[0]))


def _no_earlier(wish: Wish, first: date) -> ColumnElement[bool]:
    """Lets a placement appear once, at its first week that fits."""
    earlier = aliased(Week)
    return ~exists().where(
        col(earlier.placement_id) == col(Week.placement_id),
        col(earlier.monday) >= first,
        col(earlier.monday) < col(Week.monday),
        _open(earlier, wish),
    )


def _word_filter(session: Session, words: str) -> ColumnElement[bool] | None:
    """A condition that all words are found in the placement; None when one of them is nowhere."""
    wanted = stems(words)[:6]
    if not wanted:
        return true()
    rare: list[int] | None = None
    for stem in wanted:
        query = select(col(Word.placement_id)).where(_starts(col(Word.stem), stem)).limit(RARE)
        behind = session.connection().execute(query).scalars().all()
        if not behind:
            return None
        if len(behind) < RARE and (rare is None or len(behind) < len(rare)):
            rare = list(behind)
    conditions: list[ColumnElement[bool]] = [
        exists().where(col(Word.placement_id) == col(Week.placement_id), _starts(col(Word.stem), stem))
        for stem in wanted
    ]
    if rare is not None:
        conditions.append(col(Week.placement_id).in_(rare))
    return and_(*conditions)


def _starts(column: Any, stem: str) -> ColumnElement[bool]:
    """Words of four letters and more also find longer ones: "snicker" finds "snickeriet"."""
    if len(stem) < 4:
        return column == stem  # type: ignore[no-any-return]
    return and_(column >= stem, column < stem[:-1] + chr(ord(stem[-1]) + 1))


def begin(session: Session, person_id: int, wish: Wish, now: datetime) -> int:
    """Keeps a wish, so that its buttons still mean the same tomorrow; gives its id."""
    row = Search(person_id=person_id, created_at=now, **_columns(wish))
    session.add(row)
    session.flush()
    return row.id


def refine(session: Session, person_id: int, search_id: int, **changes: Any) -> Wish:
    """Changes some of a kept wish (fields of `Wish`) and gives it as it is now."""
    row = _mine(session, person_id, search_id)
    wish = Wish(**{**_values(row), **changes})
    if wish.first is not None and wish.last is not None and wish.last < wish.first:
        raise Refused(Reason.WEEKS_BACKWARDS, first=wish.first, last=wish.last)
    for name, value in _columns(wish).items():
        setattr(row, name, value)
    return wish


def kept(session: Session, person_id: int, search_id: int) -> Wish:
    """The wish behind a list's buttons; `Refused` GONE if it isn't this person's."""
    return Wish(**_values(_mine(session, person_id, search_id)))


def latest(session: Session, person_id: int) -> tuple[int, Wish] | None:
    """The person's newest wish."""
    row = session.scalars(
        select(Search).where(col(Search.person_id) == person_id).order_by(col(Search.id).desc()).limit(1)
    ).first()
    return None if row is None or row.id is None else (row.id, Wish(**_values(row)))


def _mine(session: Session, person_id: int, search_id: int) -> Search:
    row = session.get(Search, search_id)
    if row is None or row.person_id != person_id:
        raise Refused(Reason.GONE)
    return row


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


def _values(row: Search) -> dict[str, Any]:
    return {
        "audience": Audience(row.audience) if row.audience is not None else None,
        "first": row.first,
        "last": row.last,
        "seats": row.seats,
        "municipalities": tuple(filter(None, row.municipalities.split(","))),
        "fields": tuple(filter(None, row.fields.split(","))),
        "words": row.words,
    }
