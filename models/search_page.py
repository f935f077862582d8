"""A page of what a search found, with all that its list shows: one statement.

The page that is shown is the last one where the wished page lies beyond the end. What is found is counted
up to `CAP`, and only the page's placements and weeks are read.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, String, case, cast, func, literal_column, select, true
from sqlalchemy.orm import Session
from sqlmodel import col

from models import search_statements as statements
from models import search_words
from models.hot import Hot
from models.search_shape import Shape
from models.tables import Employer, Placement, Week

# How many columns tell of a hit.
FACTS = 11
_ONE = literal_column("1", Integer)


@dataclass(frozen=True, slots=True)
class Listed:
    """A placement as a list shows it. `left` has the free seats of the weeks that were asked for: by their
    Mondays in order, without those that aren't offered; where none were asked for, only weeks that fit."""

    id: int
    employer: str | None
    what: str | None
    field: str | None
    municipality: str | None
    takes: int
    direct: bool | None
    left: Mapping[date, int] = dataclasses.field(hash=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A placement that fits, with how many of the wished weeks have enough seats, and the first of those."""

    placement: Listed
    fits: int
    start: date


@dataclass(frozen=True, slots=True)
class Page:
    """Some hits, where in the list they begin (from 0), and how long the list is, up to `CAP`.

    `rarity` is how rare the words are, as `models.rarities.Rarities` has it, if that was counted.
    """

    hits: tuple[Hit, ...]
    begin: int
    total: int
    rarity: tuple[int, ...] = ()


def read(
    session: Session,
    shape: Shape,
    values: Mapping[str, Any],
    limit: int,
    offset: int,
    nearest: Sequence[str] = (),
) -> Page:
    """The page of `limit` hits from `offset`; `values` are those of the shape's statement.

    Of hits that fit in as many weeks those in the `nearest` municipalities come first, in their order.
    """
    turned = {"limit": limit, "offset": offset} | {f"near{at}": code for at, code in enumerate(nearest)}
    rows = _page(shape, len(nearest)).rows(session, {**values, **turned})
    rarity: tuple[int, ...] = ()
    if shape.counted:
        rarity, rows = rows[0][FACTS:], [row[:FACTS] for row in rows if row[0]]
    if not rows:
        return Page((), 0, 0, rarity)
    total = rows[0][0]
    begin = offset if offset < total else (total - 1) // limit * limit
    return Page(tuple([_hit(row[1:]) for row in rows]), begin, total, rarity)


@lru_cache(maxsize=2_000)
def _hit(row: tuple[Any, ...]) -> Hit:
    """Many look for the same places."""
    fits, start, weeks, *facts = row
    return Hit(Listed(*(*facts, _left(weeks))), fits, start)


def _left(weeks: str | None) -> dict[date, int]:
    """Reads "2027-03-08 2,2027-03-15 0"."""
    if not weeks:
        return {}
    return {_monday(week[:10]): int(week[11:]) for week in sorted(weeks.split(","))}


_monday = lru_cache(maxsize=2_000)(date.fromisoformat)


@lru_cache(maxsize=500)
def _page(shape: Shape, nearest: int) -> Hot:
    found = statements.found(shape).cte("found")
    total = select(func.count()).select_from(found).correlate(None).scalar_subquery()
    limit, offset = shape.value("limit", Integer), shape.value("offset", Integer)
    begin: Any = case(
        (total == literal_column("0"), 0), (total > offset, offset), else_=(total - 1) // limit * limit
    )
    ranked = select(found, total.label("total"), _distance(shape, found.c.id, nearest).label("near"))
    near: Any = literal_column("near")
    page = ranked.order_by(*_order(found, near)).limit(limit).offset(begin).subquery()
    shown = (
        *(page.c.total, page.c.fits, page.c.start, _weeks(shape, page.c.id)),
        *(col(Placement.id), col(Employer.name), col(Placement.what), col(Placement.field)),
        *(col(Placement.municipality), col(Placement.takes), col(Placement.direct)),
    )
    assert len(shown) == FACTS
    counted = shape.counted
    # What was counted is told also where nothing is found.
    rows: Any = select(_ONE.label("one")).subquery().outerjoin(page, true()) if counted else page
    rows = rows.join(Placement, col(Placement.id) == page.c.id, isouter=counted)
    rows = rows.join(Employer, col(Employer.id) == col(Placement.employer_id), isouter=counted)
    query = select(*shown, *(_rarity(shape) if counted else ())).select_from(rows)
    return Hot(query.order_by(*_order(page, page.c.near)))


def _rarity(shape: Shape) -> list[Any]:
    """How many placements there are, about, and how many each word has."""
    rows = search_words.rarity(shape.words, shape.prefix)
    counts = [select(rows.c.number).where(rows.c.at == literal_column(str(at))) for at in range(shape.words)]
    return [one.scalar_subquery() for one in (select(func.max(col(Placement.id))), *counts)]


def _order(rows: Any, near: Any) -> list[Any]:
    """The most weeks first, then the nearest, then the soonest."""
    return [rows.c.fits.desc(), near, rows.c.start, rows.c.id]


def _distance(shape: Shape, placement_id: Any, nearest: int) -> Any:
    """The place of its municipality among the nearest ones, beyond them where it is another."""
    if not nearest:
        return literal_column("0", Integer)
    ranks = {value: rank for rank, value in enumerate(shape.values("near", nearest))}
    # A look at each by its key: as a join PostgreSQL might read them all.
    town = select(col(Placement.municipality)).where(col(Placement.id) == placement_id).scalar_subquery()
    return case(ranks, value=town, else_=nearest)


def _weeks(shape: Shape, placement_id: Any) -> Any:
    """The Mondays with what is left, as one text: rows of their own would repeat the placement."""
    left = col(Week.seats) - col(Week.taken)
    asked = [col(Week.placement_id) == placement_id, col(Week.monday) >= shape.value("first")]
    if shape.weeks:
        asked.append(col(Week.monday) <= shape.value("last"))
    else:
        asked.append(left >= shape.value("seats"))
    week = cast(col(Week.monday), String) + " " + cast(left, String)
    comma: Any = literal_column("','")
    return select(func.aggregate_strings(week, comma)).where(*asked).scalar_subquery()
