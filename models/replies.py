"""What people answered to what they were asked, kept so that it is asked once and shown where it helps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from models.tables import Reply

# Answers that hold for the first day they were given for, and for the last.
OF_FIRST_DAY = ("heard", "here")
OF_LAST_DAY = ("how_teacher", "how_employer")


def keep(
    session: Session, about: str, about_id: int, question: str, answer: str, by: int, now: datetime
) -> None:
    """Keeps the answer in place of an earlier one to the same question."""
    session.connection().execute(
        _insert(session).on_conflict_do_update(
            index_elements=["about", "about_id", "question"],
            set_={"answer": answer, "person_id": by, "at": now},
        ),
        _row(about, about_id, question, answer, by, now),
    )


def first(
    session: Session, about: str, about_id: int, question: str, answer: str, by: int, now: datetime
) -> bool:
    """Keeps the answer if it is the first one to the question; says whether it was."""
    done = session.connection().execute(
        _insert(session).on_conflict_do_nothing(index_elements=["about", "about_id", "question"]),
        _row(about, about_id, question, answer, by, now),
    )
    return done.rowcount == 1


def of(session: Session, about: str, about_id: int) -> dict[str, str]:
    """Question → answer, of all that was answered about a row."""
    query = select(col(Reply.question), col(Reply.answer)).where(
        col(Reply.about) == about, col(Reply.about_id) == about_id
    )
    return {row[0]: row[1] for row in session.connection().execute(query)}


def forget(session: Session, about: str, about_id: int, questions: Sequence[str]) -> None:
    """Takes back what was answered to these, so that it can be asked again."""
    asked = (col(Reply.about) == about, col(Reply.about_id) == about_id, col(Reply.question).in_(questions))
    session.connection().execute(delete(Reply).where(*asked))


def _insert(session: Session) -> Any:
    on_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(Reply) if on_postgres else sqlite.insert(Reply)


def _row(about: str, about_id: int, question: str, answer: str, by: int, now: datetime) -> dict[str, object]:
    return {
        "about": about,
        "about_id": about_id,
        "question": question,
        "answer": answer,
        "person_id": by,
        "at": now,
    }
