"""Words that only some place uses, such as its name, are found in spite of mistakes, and that is said."""

import pytest

from tests.conversations.conftest import Town
from tests.conversations.playing import played_once
from tests.conversations.test_teacher import open_town

READ = "Jag läste Granlinds som Granlunds"


@played_once
async def granlunds(town: Town) -> None:
    """The standing place has another name, that no vocabulary knows."""
    await open_town(town)
    await town.employer.send("/meny")
    await town.employer.tap("Vår arbetsplats")
    await town.employer.tap("namn")
    await town.employer.send("Granlunds Bygg")


@pytest.mark.parametrize(
    "said", ["prao v 10 på Granlinds", "Granlinds", "2 elever prao åk 9 v 10-11 hos Granlinds"]
)
async def test_a_misspelled_workplace_is_found_in_a_sentence_and_that_is_said(town: Town, said: str) -> None:
    await granlunds(town)
    shown = await town.teacher.send(said)
    assert READ in shown
    assert "1 plats passar" in shown
    assert "✕ Granlunds" in await town.teacher.buttons()
    assert "Jag läste" not in await town.teacher.tap("✕ Granlunds")


async def test_a_misspelled_workplace_is_found_among_words(town: Town) -> None:
    await granlunds(town)
    await town.teacher.send("prao åk 9 v 10 Borås")
    await town.teacher.tap("^Ord$")
    assert READ in await town.teacher.send("Granlinds")
    await town.teacher.send("prao åk 9 v 10 Borås")
    await town.teacher.tap("^Ord$")
    assert "Jag läste kasssan som kassan, Granlinds som Granlunds" in await town.teacher.send(
        "kasssan Granlinds"
    )


async def test_a_misspelled_workplace_is_found_when_a_sentence_goes_on(town: Town) -> None:
    await granlunds(town)
    await town.teacher.send("prao åk 9 v 10 Borås")
    shown = await town.teacher.send("och hos Granlinds?")
    assert READ in shown
    assert "Prao åk 9 · v 10 · 1 elev · Borås · Granlunds" in shown


async def test_a_workplace_that_has_nothing_free_is_still_understood(town: Town) -> None:
    await granlunds(town)
    shown = await town.teacher.send("prao v 30 på Granlinds")
    assert READ in shown
    assert "Inget ledigt just nu" in shown
    assert "Alla veckor: 1 plats" in await town.teacher.buttons()


async def test_what_is_watched_for_is_what_was_meant(town: Town) -> None:
    await granlunds(town)
    await town.teacher.send("prao v 30 på Granlinds")
    shown = await town.teacher.tap("Säg till när")
    assert "Granlunds" in shown
    assert "Granlinds" not in shown


async def test_who_is_new_sees_what_was_read(town: Town) -> None:
    await granlunds(town)
    await town.stranger.send("/start")
    assert READ in await town.stranger.send("jag söker praktik på Granlinds v 10")
