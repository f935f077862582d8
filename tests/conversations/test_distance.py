"""Where places fit as well, those near the teacher's school stand first; each says where it is."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import placements
from models.tables import Placement, Week
from tests.cast import NOW, V11
from tests.conversations.conftest import Town
from tests.conversations.test_queries import offer
from tests.conversations.test_teacher import open_town

BORAS, MARK, SVENLJUNGA, TRANEMO = "1490", "1463", "1465", "1452"


def offer_in(session: Session, municipality: str, number: int = 0) -> int:
    [known] = session.scalars(select(Placement).order_by(Placement.id).limit(1))  # type: ignore[arg-type]
    place = offer(session, known.created_by, known.employer_id, number)
    placements.choose(session, known.created_by, place, NOW, municipality=municipality)
    session.flush()
    return place


def fill_one_week_at_the_school(session: Session) -> None:
    """The place in the school's own municipality has no room in week 11."""
    week = session.get(Week, (1, V11))
    assert week is not None
    week.taken = week.seats


def places_in(said: str) -> list[str]:
    return re.findall(r"Café Solsidan, (\w+)", said)


async def far_first(town: Town, *municipalities: str) -> None:
    """Opens the town whose teacher's school lies in Borås, with places in the order of their ids."""
    await open_town(town)
    for municipality in municipalities:
        await town.store.write(offer_in, municipality)


async def test_the_nearest_of_what_fits_as_well_stands_first_and_each_says_where_it_is(town: Town) -> None:
    await far_first(town, TRANEMO, SVENLJUNGA, MARK, BORAS)
    said = await town.teacher.send("prao åk 9 v 10")
    assert places_in(said) == ["Borås", "Borås", "Mark", "Svenljunga", "Tranemo"]
    assert "närmast Borås först" in said
    cards = await town.teacher.ask("v 10")
    assert places_in(" ".join(card["title"] for card in cards["results"])) == places_in(said)


async def test_a_place_that_fits_whole_stands_above_a_nearer_one_that_fits_in_part(town: Town) -> None:
    await far_first(town, TRANEMO)
    await town.store.write(fill_one_week_at_the_school)
    assert places_in(await town.teacher.send("prao åk 9 v 10-11")) == ["Tranemo", "Borås"]


async def test_turning_the_pages_shows_every_place_once_the_nearest_first(town: Town) -> None:
    await far_first(town, *[TRANEMO, BORAS, MARK] * 4)
    seen = places_in(await town.teacher.send("prao åk 9 v 10"))
    for _ in range(2):
        seen += places_in(await town.teacher.tap("^›$"))
    assert seen == ["Borås"] * 5 + ["Mark"] * 4 + ["Tranemo"] * 4
    assert places_in(await town.teacher.tap("^‹$")) == seen[5:10]


async def test_where_one_municipality_is_asked_for_nothing_is_sorted(town: Town) -> None:
    await far_first(town, MARK, MARK)
    said = await town.teacher.send("prao åk 9 v 10 mark")
    assert "2 platser" in said
    assert "först" not in said


async def test_who_says_of_no_school_finds_the_soonest_first(town: Town) -> None:
    await far_first(town, TRANEMO, BORAS)
    cards = await town.stranger.ask("v 10")
    titles = " ".join(card["title"] for card in cards["results"])
    assert places_in(titles) == ["Borås", "Tranemo", "Borås"]
