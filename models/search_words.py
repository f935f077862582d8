"""How a search's statements ask for words, and count how rare they are where that isn't known."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.search_shape import COMMON, Shape
from models.tables import Word

_ENDS = (("from", "lowest"), ("to", "beyond"))


def has_words(shape: Shape, placement: Any) -> list[Any]:
    """Whether each word is there. Not EXISTS, which PostgreSQL would turn into a join of all with all."""
    asked = [_among_gathered(shape, placement)] if shape.way == "gather" else []
    for index in range(int(shape.way != "walk" and not shape.counted), shape.words):
        other = aliased(Word, name=f"word{index}")
        there = select(col(other.placement_id)).where(
            col(other.placement_id) == placement, _starts(shape, index, other)
        )
        asked.append(there.limit(1).scalar_subquery().is_not(None))
    return asked


def _among_gathered(shape: Shape, placement: Any) -> Any:
    """Whether the first word is there, by a list of all that have it. Compared with a truth it stays a list:
    SQLite doesn't start from it, and PostgreSQL makes no join of it."""
    having: Any = select(col(Word.placement_id)).where(starts_rarest(shape))
    return placement.in_(having).is_(literal_column("TRUE"))


def starts_rarest(shape: Shape) -> ColumnElement[bool]:
    """Whether a stem belongs to the rarest word; none does if it turns out too common to start from."""
    if not shape.counted:
        return _starts(shape, 0)
    lowest, beyond = (_rarest(shape, name) for name in ("lowest", "beyond"))
    if shape.way == "drive":
        lowest = case((is_rare(shape), lowest), else_=None)
    return and_(col(Word.stem) >= lowest, col(Word.stem) < beyond)


def _starts(shape: Shape, index: int, word: Any = Word) -> ColumnElement[bool]:
    """Whether a stem belongs to the wish's word with this index."""
    lowest, beyond = shape.value(f"from_word{index}"), shape.value(f"to_word{index}")
    return and_(col(word.stem) >= lowest, col(word.stem) < beyond)


def is_rare(shape: Shape) -> ColumnElement[bool]:
    """Whether the rarest word turns out to be one to start from."""
    rare: ColumnElement[bool] = _rarest(shape, "number") < shape.value("few", Integer)
    return rare


def _rarest(shape: Shape, what: str) -> ColumnElement[Any]:
    counted = rarity(shape.words, shape.prefix)
    return select(counted.c[what]).order_by(counted.c.number, counted.c.at).limit(1).scalar_subquery()


@lru_cache(maxsize=100)
def rarity(words: int, prefix: str = "") -> CTE:
    """For each word its number, its span, and how many rows it has, up to `COMMON`."""
    shape = Shape(audience=False, places=0, fields=0, words=words, weeks=0, prefix=prefix)
    rows = []
    for at in range(words):
        some: Any = select(literal_column("1").label("one")).where(_starts(shape, at))
        number = select(func.count()).select_from(some.limit(COMMON).subquery()).scalar_subquery()
        span = (shape.value(f"{end}_word{at}", String).label(name) for end, name in _ENDS)
        rows.append(select(literal_column(str(at), Integer).label("at"), *span, number.label("number")))
    return union_all(*rows).cte(f"{prefix}rarity")
