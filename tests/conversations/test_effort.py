"""How little it takes: taps and messages for people, calls and queries for the machine."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.conversations.conftest import Town
from tests.conversations.test_story import (
    approve_employer,
    join_school,
    offer,
    register_employer,
    search_and_reserve,
)


async def test_offering_takes_at_most_twelve_taps_and_messages(town: Town) -> None:
    await register_employer(town)
    await offer(town)
    town.employer.steps = 0
    await town.employer.tap("Erbjud fler")
    await offer(town)
    assert town.employer.steps <= 12


async def test_reserving_from_an_empty_search_takes_at_most_eight(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    await join_school(town)
    town.teacher.steps = 0
    await search_and_reserve(town)
    # The menu before and the label after are no part of it.
    assert town.teacher.steps - 2 <= 8


async def test_no_list_runs_more_than_three_queries_beside_the_greeting(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    await join_school(town)
    await search_and_reserve(town)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT") and "notice" not in statement:
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        for phone, label in (
            (town.employer, "Mina platser"),
            (town.employer, "Bokningar hos oss"),
            (town.teacher, "Mina bokningar"),
        ):
            await phone.send("/meny")
            message = await phone.screen()
            asked.clear()
            row = (await phone.buttons(message)).index(label)
            callback = await phone.press({"message_id": message["message_id"], "row": row, "column": 0})
            await phone.answered(callback)
            # One query greets the person; the list itself has the rest.
            assert len(asked) <= 1 + 3, asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
