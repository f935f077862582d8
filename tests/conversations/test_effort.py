"""How little it takes: taps and messages for people, calls and queries for the machine."""

from tests.benchmarks.recording import recorded
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
    for phone, label in (
        (town.employer, "Mina platser"),
        (town.employer, "Bokningar hos oss"),
        (town.teacher, "Mina bokningar"),
    ):
        await phone.send("/meny")
        message = await phone.screen()
        row = (await phone.buttons(message)).index(label)
        with recorded() as said:
            callback = await phone.press({"message_id": message["message_id"], "row": row, "column": 0})
            await phone.answered(callback)
        statements = [statement.sql.lstrip() for statement in said]
        asked = [sql for sql in statements if sql.upper().startswith("SELECT") and "notice" not in sql]
        # One query greets the person; the list itself has the rest.
        assert 2 <= len(asked) <= 1 + 3, asked
