"""A scene that is put in place is the same as one that was played, and people go on from there."""

from pathlib import Path
from shutil import copyfile
from typing import Any

from models.store import open_store
from tests.conversations.conftest import Town, running_town
from tests.conversations.playing import all_rows, as_known, played_once

played = 0


@played_once
async def begun(town: Town) -> None:
    global played
    played += 1
    await town.employer.send("/start")
    await town.employer.tap("Erbjuda? praktikplatser")


async def left_by(file: Path, empty_file: Path) -> tuple[Any, ...]:
    """What is written down and said after the scene, and what is answered when somebody goes on."""
    store = await open_store(f"sqlite:///{copyfile(empty_file, file)}")
    async with running_town(store) as town:
        await begun(town)
        rows, known = await store.read(all_rows), as_known(town.playground.world)
        said = [await town.employer.send("556016-0680"), await town.teacher.send("/start")]
        after = [(await phone.screen())["message_id"] for phone in (town.employer, town.teacher)]
        await begun(town)
    await store.close()
    return rows, known["chats"], known["next_message_id"], known["profile"], said, after


async def test_a_scene_that_is_put_in_place_is_what_playing_it_leaves(
    tmp_path: Path, empty_file: Path
) -> None:
    first, second = [await left_by(tmp_path / f"{number}.db", empty_file) for number in (1, 2)]
    assert first == second
    # Once in the first town; once more in each where somebody had said something already.
    assert played == 3
