"""What a draft still lacks, and which one waits for its person."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.tables import Placement, Week

MISSING = ("what", "field", "municipality", "takes", "weeks", "seats", "direct")


def missing(session: Session, placement: Placement) -> list[str]:
    """Which questions still need an answer before the placement can be published, in order."""
    offered = session.scalar(select(func.count()).where(col(Week.placement_id) == placement.id))
    answers = {name: getattr(placement, name) for name in MISSING if name not in ("weeks", "takes")}
    answers |= {"weeks": offered or None, "takes": placement.takes or None}
    return [question for question in MISSING if answers[question] is None]


def unfinished(session: Session, person_id: int) -> int | None:
    """The person's draft, if there is one."""
    query = (
        select(col(Placement.id))
        .where(col(Placement.created_by) == person_id, col(Placement.status) == "draft")
        .order_by(col(Placement.id).desc())
    )
    return session.scalars(query).first()
