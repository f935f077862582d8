"""A result says what does not fit and why, in one short line: real searches on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from handlers import finding
from handlers.screens.results import results
from handlers.texts import texts
from models import placements, reservations, search
from models.forms import PRAO, Audience
from models.search import Wish
from models.store import Store
from models.weeks import WEEK
from tests.cast import NINTH, NOW, V10, V11, V12, V20, Cast, gather

V9 = V10 - WEEK


async def reserve(store: Store, cast: Cast, first: date, last: date, seats: int) -> None:
    asked = (cast.teacher, cast.placement, first, last, seats, NINTH, str(first), NOW)
    await store.write(reservations.reserve, *asked)


async def card(store: Store, asked: Wish, language: str = "sv") -> list[str]:
    """The lines of the only hit."""
    found = await store.read(search.look, finding.ahead(asked, NOW), NOW, finding.PAGE)
    shown = results(texts(language), finding.Listing(1, asked, 0, found))
    assert found.total == 1
    return shown.text.split("\n")[2:]


THREE_WEEKS = Wish(NINTH, V10, V12)


async def test_a_place_that_fits_altogether_needs_no_reason(store: Store) -> None:
    await store.write(gather)
    name, what = await card(store, THREE_WEEKS)
    assert name.endswith("3 lediga alla veckor")
    assert what == "Stå i kassan och baka"


@pytest.mark.parametrize(
    ("taken", "language", "why"),
    [
        (2, "sv", "<i>v 12: 1 plats kvar</i>"),
        (2, "en", "<i>week 12: 1 seat left</i>"),
        (3, "sv", "<i>v 12 är full</i>"),
        (3, "en", "<i>week 12 is full</i>"),
    ],
)
async def test_the_week_that_lacks_is_named_with_what_is_left(
    store: Store, taken: int, language: str, why: str
) -> None:
    cast = await store.write(gather)
    await reserve(store, cast, V12, V12, taken)
    name, _, last = await card(store, replace(THREE_WEEKS, seats=2), language)
    assert "2 av 3" in name or "2 of 3" in name
    assert last == why


@pytest.mark.parametrize(
    ("language", "free", "why"),
    [("sv", "3 lediga v 20", "v 21 erbjuds inte"), ("en", "3 free in week 20", "week 21 not offered")],
)
async def test_of_two_weeks_each_is_named_once(store: Store, language: str, free: str, why: str) -> None:
    await store.write(gather)
    shown = await card(store, Wish(NINTH, V20, V20 + WEEK), language)
    assert (shown[0].split(" · ")[-1], shown[2]) == (free, f"<i>{why}</i>")


async def test_several_full_weeks_are_told_together(store: Store) -> None:
    cast = await store.write(gather)
    await reserve(store, cast, V11, V12, 3)
    assert (await card(store, THREE_WEEKS))[2] == "<i>v 11–12 är fulla</i>"
    assert (await card(store, THREE_WEEKS, "en"))[2] == "<i>weeks 11–12 are full</i>"


async def test_where_the_reasons_are_many_the_weeks_that_fit_are_named(store: Store) -> None:
    cast = await store.write(gather)
    await reserve(store, cast, V10, V10, 3)
    await reserve(store, cast, V12, V12, 2)
    wish = Wish(NINTH, V9, V20 + WEEK, seats=2)
    assert (await card(store, wish))[2] == "<i>ledigt v 9, 11, 13–20</i>"
    assert (await card(store, wish, "en"))[2] == "<i>free in weeks 9, 11, 13–20</i>"


async def test_a_week_of_the_wish_that_has_begun_is_not_said_to_lack(store: Store) -> None:
    await store.write(gather)
    monday = date.fromisocalendar(2026, 47, 1)
    shown = await card(store, Wish(NINTH, monday, V20))
    assert "v 47" not in shown[2]
    assert shown[2].startswith("<i>v 49–")


@pytest.mark.parametrize(
    ("audience", "language", "told"),
    [
        (PRAO, "sv", "bara åk 9"),
        (PRAO, "en", "year 9 only"),
        (None, "sv", "bara prao åk 9"),
        (None, "en", "prao year 9 only"),
    ],
)
async def test_who_asks_for_a_whole_form_sees_whom_the_place_takes(
    store: Store, audience: Audience | None, language: str, told: str
) -> None:
    await store.write(gather)
    assert (await card(store, Wish(audience), language))[2:] == [f"<i>{told}</i>"]


async def test_a_place_for_two_forms_names_both_and_one_for_more_none(store: Store) -> None:
    cast = await store.write(gather)
    await store.write(placements.take_audience, cast.owner, cast.placement, Audience.PRAO_8, NOW)
    assert (await card(store, Wish(PRAO)))[2:] == []
    await store.write(placements.take_audience, cast.owner, cast.placement, Audience.APL, NOW)
    assert (await card(store, Wish()))[2] == "<i>bara prao åk 8–9 och APL</i>"
    assert (await card(store, Wish(), "en"))[2] == "<i>prao years 8–9 and APL only</i>"
    await store.write(placements.take_audience, cast.owner, cast.placement, Audience.LIA, NOW)
    assert (await card(store, Wish()))[2:] == []


async def test_a_week_and_the_form_that_lack_share_one_line(store: Store) -> None:
    cast = await store.write(gather)
    await reserve(store, cast, V12, V12, 3)
    shown = await card(store, Wish(PRAO, V10, V12))
    assert shown[2:] == ["<i>v 12 är full · bara åk 9</i>"]
