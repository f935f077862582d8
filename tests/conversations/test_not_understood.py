"""What isn't understood is counted by kind for those who care for the bot; nobody's words are kept."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from models import not_understood, people
from models.not_understood import Missed
from models.refusals import Refused
from models.store import Store
from tests.cast import NOW
from tests.conversations.conftest import TEACHER, Town
from tests.conversations.test_sentences import open_town

SECRET = "kvastfening"


def everything(session: Session) -> str:
    """Every row of every table, as text."""
    tables = SQLModel.metadata.sorted_tables
    return "\n".join(repr(tuple(row)) for table in tables for row in session.execute(select(table)))


def counted(session: Session) -> dict[str, int]:
    table = SQLModel.metadata.tables["not_understood"]
    return {row.kind: row.times for row in session.execute(select(table))}


async def test_a_sentence_that_is_not_understood_leaves_a_number_and_no_word(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await open_town(town)
    for _ in range(2):
        assert "förstod jag inte" in await town.teacher.send(f"{SECRET} {SECRET}are {SECRET}ast blorp qwertz")
    assert await town.store.read(counted) == {"sentence": 2}
    assert SECRET not in await town.store.read(everything)
    assert SECRET not in caplog.text
    await town.teacher.send("2 elever prao åk 9 v 10-11 Borås")
    assert await town.store.read(counted) == {"sentence": 2}


async def test_each_kind_is_counted_and_shown_to_coordinators_only(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await phone.send("/finnsinte")
    await phone.send_photo()
    await phone.send("prao v 99 i Borås")
    await phone.send("prao för 100101-2382")
    await phone.tap("Ändra veckor")
    await phone.send("kanske nån gång")
    for _ in range(2):
        await phone.send("/meny")
        await phone.send("blorp qwertz fnurg snabl dirk")
    await town.coordinator.send("/meny")
    await town.coordinator.tap("Det här väntar")
    said = await town.coordinator.tap("Vad boten inte förstod")
    for line in (
        "v 48",
        "Meningar: 2",
        "Kommandon som inte finns: 1",
        "Bilder och annat som inte är text: 1",
    ):
        assert line in said
    for line in ("Veckor som inte finns: 1", "Personnummer, som inte sparades: 1", "Svar på frågor: 1"):
        assert line in said
    await phone.forge("d:missed")
    assert phone.alert
    assert "bara för samordnare" in (phone.toast or "")


async def test_those_who_watch_the_program_see_the_same_numbers(town: Town) -> None:
    await open_town(town)
    await town.teacher.send("blorp qwertz fnurg snabl dirk")
    await town.teacher.send("mina bokningar")
    registry = town.application.health.registry
    value = registry.get_sample_value
    assert value("praktikplatsen_not_understood_total", {"kind": "sentence"}) == 1
    assert value("praktikplatsen_sentences_total", {"intent": "other"}) == 1
    assert value("praktikplatsen_sentences_total", {"intent": "reservations"}) == 1


async def test_days_are_summed_by_week_and_old_weeks_are_left_out(store: Store) -> None:
    sara = await store.write(people.arrive, TEACHER, "Sara", "sv", NOW, coordinator=True)
    for days in (0, 1, 1, 7, 60):
        await store.write(not_understood.note, Missed.SENTENCE, NOW - timedelta(days=days))
    await store.write(not_understood.note, Missed.ANSWER, NOW)
    found = await store.read(not_understood.by_week, sara.id, NOW)
    assert [(str(week.monday), week.times) for week in found] == [
        ("2026-11-23", {Missed.SENTENCE: 3, Missed.ANSWER: 1}),
        ("2026-11-16", {Missed.SENTENCE: 1}),
    ]
    with pytest.raises(Refused, match="not_coordinator"):
        await store.read(not_understood.by_week, 999, NOW)
