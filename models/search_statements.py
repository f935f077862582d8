"""How placements are found: the statements behind `models.search`, each built once for each shape of wish.

Two ways, by what is known of the words:
- *walking* the open weeks in order of their Mondays by a partial index, until a list is full;
- *driving* from the placements behind a rare word, and looking up their weeks.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.hot import Hot
from models.tables import Placement, Week, Word

CAP = 200
# More combinations of places and fields than this are most of the weeks; then all are walked.
MOST_WALKS = 12
# Words with more placements than this are common, and it isn't worth while to count on.
COMMON = 8000


@dataclass(frozen=True, slots=True)
class Shape:
    """What a wish asks for, without the values: all that decides how its statements look."""

    audience: bool
    places: int
    fields: int
    words: int


def opened(name: str) -> ColumnElement[bool]:
    """The condition of the partial indexes, in their very words: SQLite compares the texts."""
    return text(f"{name}.listed AND NOT {name}.full_up")  # type: ignore[return-value]


def _room(week: Any, name: str) -> ColumnElement[bool]:
    return and_(opened(name), week.seats - week.taken >= bindparam("seats"))


def _fits(shape: Shape) -> list[Any]:
    conditions: list[Any] = [_room(Week, "week")]
    if shape.audience:
        conditions.append(col(Week.takes).op("&")(bindparam("audience")) != 0)
    return conditions


def _filters(shape: Shape) -> list[Any]:
    """All that a week must fulfil where it is not an index that finds it."""
    conditions = _fits(shape)
    for column, names in (
        (col(Week.municipality), _names("place", shape.places)),
        (col(Week.field), _names("field", shape.fields)),
    ):
        if names:
            conditions.append(column.in_([bindparam(name) for name in names]))
    return conditions


def _words(shape: Shape, placement: Any, leaving_out: int | None = None) -> list[Any]:
    """Whether each word is there. Not EXISTS, which PostgreSQL would turn into a join of all with all."""
    asked = []
    for index in range(shape.words):
        if index != leaving_out:
            other = aliased(Word, name=f"word{index}")
            found = select(col(other.placement_id)).where(
                col(other.placement_id) == placement, _starts(index, other)
            )
            asked.append(found.limit(1).scalar_subquery().is_not(None))
    return asked


def _starts(index: int, word: Any = Word) -> ColumnElement[bool]:
    return and_(
        col(word.stem) >= bindparam(f"from_word{index}"), col(word.stem) < bindparam(f"to_word{index}")
    )


def _first_open() -> Any:
    """The first Monday from `first` on which the walked placement has room."""
    week = aliased(Week, name="earlier")
    return (
        select(col(week.monday))
        .where(
            col(week.placement_id) == col(Week.placement_id),
            col(week.monday) >= bindparam("first"),
            _room(week, "earlier"),
        )
        .order_by(col(week.monday))
        .limit(1)
        .scalar_subquery()
    )


def _how_many_fit() -> Any:
    """In how many weeks from `first` to `last` the walked placement has room."""
    week = aliased(Week, name="wanted")
    return (
        select(func.count())
        .where(
            col(week.placement_id) == col(Week.placement_id),
            col(week.monday).between(bindparam("first"), bindparam("last")),
            _room(week, "wanted"),
        )
        .scalar_subquery()
    )


def _open_in_second() -> Any:
    """Whether the walked placement has room in the week after `first`."""
    week = aliased(Week, name="following")
    found = select(col(week.monday)).where(
        col(week.placement_id) == col(Week.placement_id),
        col(week.monday) == bindparam("second"),
        _room(week, "following"),
    )
    return found.scalar_subquery().is_not(None)


Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is selected, along which Mondays, and what is asked of each week that else fits."""

    columns: Any
    span: Any
    judged: tuple[Any, ...]


_ANY_WEEK = _Walk(
    select(col(Week.placement_id), col(Week.monday)),
    col(Week.monday) >= bindparam("first"),
    (_first_open() == col(Week.monday),),
)
_ONE_WEEK = _Walk(
    select(col(Week.placement_id), col(Week.monday)), col(Week.monday) == bindparam("first"), ()
)
_WHOLE = _Walk(
    select(col(Week.placement_id), col(Week.monday)),
    col(Week.monday) == bindparam("first"),
    # Most fall at the second week, and are not counted then.
    (_open_in_second(), _how_many_fit() == bindparam("wanted")),
)
_PARTLY = _Walk(
    select(col(Week.placement_id), col(Week.monday), _how_many_fit().label("fitting")),
    col(Week.monday).between(bindparam("first"), bindparam("last")),
    (_first_open() == col(Week.monday), _how_many_fit() < bindparam("wanted")),
)


@lru_cache(maxsize=500)
def any_week(shape: Shape) -> Hot:
    """Placements with room from `first` on: id, the first Monday with room."""
    return Hot(_walks(shape, _ANY_WEEK))


@lru_cache(maxsize=500)
def whole(shape: Shape, one_week: bool) -> Hot:
    """Placements with room in all `wanted` weeks from `first` to `last`: id, the first Monday."""
    return Hot(_walks(shape, _ONE_WEEK if one_week else _WHOLE))


@lru_cache(maxsize=500)
def partly(shape: Shape) -> Hot:
    """Placements with room in some of the weeks from `first` to `last`: id, the first, in how many."""
    return Hot(_walks(shape, _PARTLY))


def _walks(shape: Shape, walk: _Walk) -> Statement:
    """A walk for each place and field, since only then an index has the wanted ones in order; as one list."""
    # SQLite asks in this order: the cheap questions first.
    query = walk.columns.where(walk.span, *_fits(shape), *_words(shape, col(Week.placement_id)), *walk.judged)
    if max(shape.places, 1) * max(shape.fields, 1) > MOST_WALKS:
        # Behind an expression, so that no index is chosen for them.
        places = [col(Week.municipality) + "" == bindparam(name) for name in _names("place", shape.places)]
        fields = [col(Week.field) + "" == bindparam(name) for name in _names("field", shape.fields)]
        return _page(query.where(*(or_(*among) for among in (places, fields) if among)), Week)
    places = [col(Week.municipality) == bindparam(name) for name in _names("place", shape.places)]
    fields = [col(Week.field) == bindparam(name) for name in _names("field", shape.fields)]
    walks = [_page(query.where(*both), Week) for both in product(*filter(None, (places, fields)))]
    if len(walks) == 1:
        return walks[0]
    rows = union_all(*(select(one.subquery()) for one in walks)).subquery("walked")
    return _page(select(rows), rows.c)


def _names(name: str, number: int) -> list[str]:
    return [f"{name}{index}" for index in range(number)]


def _page(query: Statement, rows: Any) -> Statement:
    return query.order_by(rows.monday, rows.placement_id).limit(CAP)


@lru_cache(maxsize=500)
def driven_any_week(shape: Shape, rarest: int) -> Hot:
    """As `any_week`, from the placements behind one of the words."""
    start = (
        select(col(Week.monday))
        .where(
            col(Week.placement_id) == col(Word.placement_id),
            col(Week.monday) >= bindparam("first"),
            *_filters(shape),
        )
        .order_by(col(Week.monday))
        .limit(1)
        .scalar_subquery()
    )
    # OFFSET keeps both databases from looking for the first week twice.
    found = (
        select(col(Word.placement_id), start.label("start"))
        .where(_starts(rarest), *_words(shape, col(Word.placement_id), rarest))
        .distinct()
        .offset(0)
        .subquery("found")
    )
    return Hot(
        select(found.c.placement_id, found.c.start)
        .where(found.c.start.is_not(None))
        .order_by(found.c.start, found.c.placement_id)
        .limit(CAP)
    )


@lru_cache(maxsize=500)
def driven(shape: Shape, rarest: int) -> Hot:
    """Placements behind one of the words: id, in how many weeks from `first` to `last` they have room, the
    first of those; most weeks first."""
    behind = (
        select(col(Word.placement_id))
        .where(_starts(rarest), *_words(shape, col(Word.placement_id), rarest))
        .distinct()
        .subquery("behind")
    )
    fits, start = func.count(), func.min(col(Week.monday))
    return Hot(
        select(col(Week.placement_id), fits, start)
        .join(behind, behind.c.placement_id == col(Week.placement_id))
        .where(col(Week.monday).between(bindparam("first"), bindparam("last")), *_filters(shape))
        .group_by(col(Week.placement_id))
        .order_by(fits.desc(), start, col(Week.placement_id))
        .limit(CAP)
    )


@lru_cache(maxsize=50)
def how_rare(words: int) -> Hot:
    """How many placements there are, about, and how many rows each word has, up to `COMMON`."""
    counts = []
    for index in range(words):
        some = select(literal(1).label("one")).where(_starts(index)).limit(COMMON).subquery()
        counts.append(select(func.count()).select_from(some).scalar_subquery())
    return Hot(select(select(func.max(col(Placement.id))).scalar_subquery(), *counts))
