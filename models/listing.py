"""How a placement gets into what is searched: its words, its weeks, and word of it to those who watch."""

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from models import openings
from models.tables import Employer, Placement, Week, Word
from models.vocabulary import stems


def index(session: Session, placement: Placement) -> None:
    """Writes the stems that the placement is found by: its texts and its employer's name."""
    employer = session.get(Employer, placement.employer_id)
    texts = [placement.what, placement.other, placement.address, employer.name if employer else None]
    found = stems(" ".join(text for text in texts if text))
    connection = session.connection()
    connection.execute(delete(Word).where(col(Word.placement_id) == placement.id))
    if found:
        rows = [
            {"stem": stem, "placement_id": placement.id} for stem in sorted({stem[:40] for stem in found})
        ]
        connection.execute(insert(Word), rows)
    may_be_news(session, placement)


def reindex(session: Session, employer_id: int) -> None:
    """Finds the employer's places by its new name."""
    for placement in session.scalars(select(Placement).where(col(Placement.employer_id) == employer_id)):
        index(session, placement)


def show(session: Session, placement: Placement, listed: bool) -> None:
    """Lets searches find the placement's weeks, or hides them."""
    connection = session.connection()
    # In the order in which reservations lock them, so that neither waits for the other in a circle.
    of_placement = select(col(Week.monday)).where(col(Week.placement_id) == placement.id)
    connection.execute(of_placement.order_by(col(Week.monday)).with_for_update()).all()
    connection.execute(update(Week).where(col(Week.placement_id) == placement.id).values(listed=listed))
    may_be_news(session, placement)


def mirror(session: Session, placement: Placement) -> None:
    """Repeats on its weeks what a search asks of the placement."""
    session.connection().execute(
        update(Week)
        .where(col(Week.placement_id) == placement.id)
        .values(municipality=placement.municipality, field=placement.field, takes=placement.takes)
    )
    may_be_news(session, placement)


def may_be_news(session: Session, placement: Placement) -> None:
    """What is listed, or listed otherwise, may be what somebody watches for."""
    if placement.status == "published":
        openings.note(session, placement.id)
