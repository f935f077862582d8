"""The local chat begins as if it had been used for three weeks."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.demo import START, furnish
from models.organisation_numbers import check_organisation_number
from models.store import open_store
from models.tables import Employer, Notice, Person, Placement, School, Week
from models.vocabulary import MUNICIPALITIES

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def counted(session: Session) -> list[int | None]:
    tables = (Person, Employer, Placement, School, Notice)
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def check(session: Session) -> None:
    towns = set(session.scalars(select(col(Week.municipality))))
    assert towns == {town.code for town in MUNICIPALITIES}
    for number in session.scalars(select(col(Employer.org_number))):
        assert number == check_organisation_number(str(number))
    assert not session.scalars(select(Week).where(col(Week.taken) > col(Week.seats))).all()
    waiting = session.scalars(select(col(Notice.kind)).where(col(Notice.status) == "waiting")).all()
    assert {"requested", "employer_waits", "teacher_waits", "remind_teacher"} <= set(waiting)


async def test_an_empty_database_is_furnished_once(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/demo.db")
    start = START(NOW)
    assert start == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    await furnish(store, start)
    first = await store.read(counted)
    await store.read(check)
    await furnish(store, start)
    assert await store.read(counted) == first
    _, employers, placements, schools, _ = first
    assert (employers, placements, schools) == (42, 63, 10)
    await store.close()
