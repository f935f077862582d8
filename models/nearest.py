"""How many places each of several wishes finds, for who found none: all in one statement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import search
from models import search_statements as statements
from models.hot import Hot
from models.rarities import Rarities
from models.search import Wish
from models.search_shape import Shape


def totals(
    session: Session, wishes: Sequence[Wish], now: datetime, known: Rarities | None = None
) -> list[int]:
    """How many places each wish finds, up to `search.CAP`: as many as its list would show.

    One query. `known` is how rare words are.
    """
    known = known or Rarities(session, now)
    shapes: list[Shape] = []
    values: dict[str, Any] = {}
    place_of: list[int | None] = []
    for wish in wishes:
        asked = search.ask(wish, now, known)
        place_of.append(None if asked is None else len(shapes))
        if asked is not None:
            prefix = f"n{len(shapes)}_"
            shapes.append(replace(asked.shape, prefix=prefix))
            values |= {prefix + name: value for name, value in asked.values.items()}
    if not shapes:
        return [0] * len(wishes)
    ((*counts,),) = _counting(tuple(shapes)).rows(session, values)
    return [0 if at is None else counts[at] for at in place_of]


@lru_cache(maxsize=200)
def _counting(shapes: tuple[Shape, ...]) -> Hot:
    counts = []
    for shape in shapes:
        found = statements.found(shape).subquery()
        counts.append(select(func.count()).select_from(found).scalar_subquery())
    return Hot(select(*counts))
