"""Who finds nothing is shown what lies near, with honest numbers."""

import pytest

from tests.conversations.conftest import Town
from tests.conversations.test_teacher import open_town


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("prao åk 9 v 10 Mark", "Borås: 1 plats"),
        ("prao åk 9 v 12 Borås", "v 11: 1 plats"),
        ("prao åk 9 v 10 inom försäljning", "Hotell, restaurang, storhushåll: 1 plats"),
        ("prao åk 9 v 10 i Borås, snickare", "Utan sökordet: 1 plats"),
        # Where no single thing less helps, two do.
        ("prao åk 9 v 10 inom vård i Tranemo", "Alla områden, alla kommuner: 1 plats"),
        ("prao åk 9 v 30 i Tranemo", "Alla kommuner, alla veckor: 1 plats"),
    ],
)
async def test_one_tap_leads_to_what_lies_nearest(town: Town, said: str, near: str) -> None:
    await open_town(town)
    shown = await town.teacher.send(said)
    assert "Inget ledigt just nu" in shown
    assert "Det här ligger närmast" in shown
    assert near in await town.teacher.buttons()
    assert "1 plats passar" in await town.teacher.tap(f"^{near}$")


async def test_every_number_is_what_the_tap_shows(town: Town) -> None:
    await open_town(town)
    wish = "2 elever prao åk 9 v 11-12 Mark"
    await town.teacher.send(wish)
    offered = [text for text in await town.teacher.buttons() if ": " in text]
    assert offered
    for text in offered:
        number = text.split(": ")[1].split()[0]
        assert f"{number} plats" in await town.teacher.tap(f"^{text}$")
        await town.teacher.send(wish)


@pytest.mark.parametrize("typed", ["kasssan", "KASSSAN baka", "duka i kasssan"])
async def test_a_misspelled_word_is_searched_as_it_was_meant_and_that_is_said(town: Town, typed: str) -> None:
    await open_town(town)
    await town.teacher.send("prao åk 9 v 10 Borås")
    await town.teacher.tap("^Ord$")
    shown = await town.teacher.send(typed)
    assert "som kassan" in shown
    assert "1 plats passar" in shown
    assert "Jag läste" not in await town.teacher.tap("✕ .*kassan")


async def test_a_word_that_some_place_has_is_searched_as_it_is_written(town: Town) -> None:
    await open_town(town)
    await town.teacher.send("prao åk 9 v 10 Borås")
    await town.teacher.tap("^Ord$")
    shown = await town.teacher.send("solsidan")
    assert "1 plats passar" in shown
    assert "Jag läste" not in shown
    await town.teacher.tap("^Ord$")
    shown = await town.teacher.send("snikare")
    assert "Inget ledigt" in shown
    assert "snikare" in shown
