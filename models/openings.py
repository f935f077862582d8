"""What may be news for those who watch: placements that were listed, changed, or got seats back.

Whoever changes one only notes its number here, and nothing where nobody watches; that costs a reservation
that ends one small insert. The clockwork looks a moment later who wants to know (`models.watching`). Rows are
only added and taken, so that nobody waits for anybody.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, bindparam, delete, exists, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.tables import Placement
from models.wish_tables import Opening, Watch

_ANYBODY_WATCHES = exists().where(col(Watch.ended_at).is_(None))
_NOTE = insert(Opening).from_select(
    ["placement_id"], select(bindparam("placement", type_=Integer)).where(_ANYBODY_WATCHES)
)
_NOTE_ALL = insert(Opening).from_select(
    ["placement_id"],
    select(col(Placement.id))
    .where(
        col(Placement.employer_id) == bindparam("employer"),
        col(Placement.status) == "published",
        _ANYBODY_WATCHES,
    )
    .order_by(col(Placement.id)),
)
_OLDEST: Any = select(col(Opening.id)).order_by(col(Opening.id)).limit(bindparam("most"))
_TAKE = (
    delete(Opening)
    .where(col(Opening.id).in_(_OLDEST.scalar_subquery()))
    .returning(col(Opening.placement_id))
    .execution_options(synchronize_session=False)
)


def note(session: Session, placement_id: int) -> None:
    """The placement may fit somebody's wish from now on."""
    session.connection().execute(_NOTE, {"placement": placement_id})


def note_all(session: Session, employer_id: int) -> None:
    """All that the employer has published may."""
    session.connection().execute(_NOTE_ALL, {"employer": employer_id})


_FIRST = select(col(Opening.id)).limit(1)


def any_waits(session: Session) -> bool:
    """Whether there is something for the clockwork to look at."""
    return session.connection().execute(_FIRST).first() is not None


def take(session: Session, most: int) -> Sequence[int]:
    """The placements that waited longest, each once; they are forgotten with this transaction."""
    taken = session.connection().execute(_TAKE, {"most": most}).scalars()
    return sorted(set(taken))
