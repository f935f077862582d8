"""How placements are found: the statements behind `models.search`, each built once for each shape of wish.

Three ways, by what is known of the words:
- *walking* the open weeks in order of their Mondays by a partial index, until a list is full;
- the same, but *gathering* the placements behind the rarest word first, so that none is looked up for it;
- *driving* from the placements behind a rare word, and looking up their weeks.
As long as it isn't known how rare the words are, one statement counts that and goes one of two ways by it.

What is found is a list of at most `CAP` placements: id, in how many of the wished weeks each has room, and
the first Monday on which it has.
"""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.search_shape import CAP, FEW, Shape, Way
from models.search_words import has_words, is_rare, starts_rarest
from models.tables import Placement, Week, Word

# More combinations of places and fields than this are most of the weeks; then all are walked.
MOST_WALKS = 12

Statement = Select[*tuple[Any, ...]]
_WAYS_OF_COUNTED: tuple[Way, Way] = ("drive", "gather")


def found(shape: Shape) -> Statement:
    """What a wish of this shape finds: `id`, `fits` and `start`."""
    if shape.counted and shape.way == "walk":
        ways = [found(replace(shape, way=way)).subquery() for way in _WAYS_OF_COUNTED]
        return select(union_all(*map(select, ways)).subquery())
    if shape.way == "drive":
        return _driven(shape) if shape.weeks else _driven_any_week(shape)
    if shape.weeks == 0:
        return _walks(shape, literal_column("1", Integer), _from(shape), (_first_open(shape) == _monday,))
    if shape.weeks == 1:
        return _walks(shape, literal_column("1", Integer), _on_first(shape), ())
    return _whole_then_partly(shape)


_placement, _monday = col(Week.placement_id), col(Week.monday)


def _from(shape: Shape) -> ColumnElement[bool]:
    return _monday >= _begin(shape)


def _on_first(shape: Shape) -> ColumnElement[bool]:
    return _monday == _begin(shape)


def _begin(shape: Shape, needed: ColumnElement[bool] | None = None) -> ColumnElement[date]:
    """Where a walk begins: nowhere if it needn't be gone. As a bound that is asked once; beside it SQLite
    would walk on and ask it of every week."""
    first = shape.value("first", Date)
    asked = [] if needed is None else [needed]
    if shape.counted and shape.way == "gather":
        asked.append(~is_rare(shape))
    return case((and_(*asked), first), else_=None) if asked else first


def _wished(shape: Shape) -> ColumnElement[bool]:
    return _monday.between(shape.value("first"), shape.value("last"))


def _whole_then_partly(shape: Shape) -> Statement:
    """Those with room in all weeks; those with room in some only where the former are no full list."""
    wanted = shape.value("wanted", Integer)
    # Most fall at the second week, and are not counted then.
    judged = (_open_in_second(shape), _how_many_fit(shape) == wanted)
    whole = _walks(shape, wanted, _on_first(shape), judged).cte(f"{shape.prefix}whole")
    too_few = select(func.count()).select_from(whole).correlate(None).scalar_subquery() < CAP
    judged = (_first_open(shape) == _monday, _how_many_fit(shape) < wanted)
    partly = _walks(
        shape, _how_many_fit(shape), _monday.between(_begin(shape, too_few), shape.value("last")), judged
    )
    both = union_all(select(whole), select(partly.subquery())).subquery()
    # The parts are full lists of their own.
    return select(both).order_by(both.c.fits.desc(), both.c.start, both.c.id).limit(CAP)


def _walks(shape: Shape, fits: ColumnElement[int], span: ColumnElement[bool], judged: Any) -> Statement:
    """A walk for each place and field, since only then an index has the wanted ones in order; as one list.

    `judged` is what is asked of each week that else fits: the dear questions, last.
    """
    shown = [_placement.label("id"), fits.label("fits"), _monday.label("start")]
    # SQLite asks in this order: the cheap questions first.
    many = max(shape.places, 1) * max(shape.fields, 1) > MOST_WALKS
    walks_all = many or not (shape.places or shape.fields)
    query = select(*shown).where(
        span, *_fits(shape, walks_all=walks_all), *has_words(shape, _placement), *judged
    )
    # Behind an expression no index is chosen for them.
    place = col(Week.municipality) + "" if many else col(Week.municipality)
    field = col(Week.field) + "" if many else col(Week.field)
    places = [place == value for value in shape.values("place", shape.places)]
    fields = [field == value for value in shape.values("field", shape.fields)]
    among = [one for one in (places, fields) if one]
    if many:
        return _in_order(query.where(*(or_(*one) for one in among)), _monday, _placement)
    walks = [_in_order(query.where(*both), _monday, _placement) for both in product(*among)]
    if len(walks) == 1:
        return walks[0]
    rows = union_all(*(select(one.subquery()) for one in walks)).subquery()
    return _in_order(select(rows), rows.c.start, rows.c.id)


def _in_order(query: Statement, start: Any, id_: Any) -> Statement:
    return query.order_by(start, id_).limit(CAP)


def opened(name: str) -> ColumnElement[bool]:
    """The condition of the partial indexes, in their very words: SQLite compares the texts."""
    return text(f"{name}.listed AND NOT {name}.full_up")  # type: ignore[return-value]


def _opened_of_all() -> ColumnElement[bool]:
    """The same in the words of the index that all open weeks are walked by."""
    return text("week.listed AND week.taken < week.seats")  # type: ignore[return-value]


def _room(shape: Shape, week: Any) -> ColumnElement[bool]:
    """Whether a week that is looked up by its key has room. Where it has, it isn't full."""
    return and_(week.listed, week.seats - week.taken >= shape.value("seats"))


def _fits(shape: Shape, *, walks_all: bool = False) -> list[Any]:
    is_open = _opened_of_all() if walks_all else opened("week")
    return [is_open, Week.seats - Week.taken >= shape.value("seats"), *_audience(shape, Week)]


def _first_open(shape: Shape) -> Any:
    """The first Monday from `first` on which the walked placement has room."""
    week = aliased(Week, name="earlier")
    return (
        select(col(week.monday))
        .where(
            col(week.placement_id) == _placement,
            col(week.monday) >= shape.value("first"),
            _room(shape, week),
        )
        .order_by(col(week.monday))
        .limit(1)
        .scalar_subquery()
    )


def _how_many_fit(shape: Shape) -> Any:
    """In how many weeks from `first` to `last` the walked placement has room."""
    week = aliased(Week, name="wanted")
    return (
        select(func.count())
        .where(
            col(week.placement_id) == _placement,
            col(week.monday).between(shape.value("first"), shape.value("last")),
            _room(shape, week),
        )
        .scalar_subquery()
    )


def _open_in_second(shape: Shape) -> Any:
    """Whether the walked placement has room in the week after `first`."""
    week = aliased(Week, name="following")
    second = select(col(week.monday)).where(
        col(week.placement_id) == _placement,
        col(week.monday) == shape.value("second"),
        _room(shape, week),
    )
    return second.scalar_subquery().is_not(None)


def _driven_any_week(shape: Shape) -> Statement:
    """The weeks last: looking for the first open one is dearest, more so where none is."""
    behind = _behind(shape, *_of_placement(shape), *has_words(shape, col(Word.placement_id)))
    first = select(_monday).where(_placement == behind.c.id, _from(shape), _room(shape, Week))
    shown: list[Any] = [
        behind.c.id,
        literal_column("1", Integer).label("fits"),
        first.order_by(_monday).limit(1).scalar_subquery().label("start"),
    ]
    # OFFSET keeps both databases from looking for the first week twice.
    rows = select(*shown).offset(0).subquery()
    return _in_order(select(rows).where(rows.c.start.is_not(None)), rows.c.start, rows.c.id)


def _driven(shape: Shape) -> Statement:
    """The other words last: few placements have room in certain weeks."""
    behind = _behind(shape)
    fits, start = func.count(), func.min(_monday)
    shown: list[Any] = [_placement.label("id"), fits.label("fits"), start.label("start")]
    return (
        select(*shown)
        .join(behind, behind.c.id == _placement)
        .where(_wished(shape), _room(shape, Week), *_audience(shape, Week), *_among(shape, Week))
        .group_by(_placement)
        .having(and_(true(), *has_words(shape, _placement)))
        .order_by(fits.desc(), start, _placement)
        .limit(CAP)
    )


def _behind(shape: Shape, *judged: Any) -> Any:
    """The placements that have the first word and are `judged` well."""
    having: Any = select(col(Word.placement_id).label("id"))
    # There are fewer; PostgreSQL might expect so many that it rather reads all weeks.
    some = having.where(starts_rarest(shape), *judged).limit(literal_column(str(FEW + FEW // 4))).subquery()
    return select(some.c.id).distinct().subquery()


def _of_placement(shape: Shape) -> list[Any]:
    """What a placement must fulfil itself, asked where it stands and not of each of its weeks."""
    asked = [*_audience(shape, Placement), *_among(shape, Placement)]
    if not asked:
        return []
    it = select(col(Placement.id)).where(col(Placement.id) == col(Word.placement_id), *asked)
    return [it.scalar_subquery().is_not(None)]


def _audience(shape: Shape, among: Any) -> list[Any]:
    return [among.takes.op("&")(shape.value("audience")) != 0] if shape.audience else []


def _among(shape: Shape, among: Any) -> list[Any]:
    """The wished places and fields, where it is not an index that finds them."""
    asked = []
    if shape.places:
        asked.append(among.municipality.in_(shape.values("place", shape.places)))
    if shape.fields:
        asked.append(among.field.in_(shape.values("field", shape.fields)))
    return asked
