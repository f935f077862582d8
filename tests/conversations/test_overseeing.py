"""A coordinator finds any booking of the municipality, whom to call about it, and what was sent."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

import handlers
from handlers import routing
from handlers.screens.screen import Screen
from handlers.texts import texts
from handlers.visit import Visit
from models import people, reservations
from models.refusals import Refused
from models.store import Store
from models.tables import Coordinator
from tests.cast import NINTH, NOW, V10, Cast, arrive, gather
from tests.conversations.conftest import Town
from tests.conversations.test_bad_days import a_waiting_request

handlers.register()

SARA, EVA = 3, 6


async def test_from_the_menu_to_one_booking_and_what_was_sent_about_it(town: Town) -> None:
    await a_waiting_request(town)
    sara = town.coordinator
    await sara.send("/meny")
    listed = await sara.tap("Alla bokningar")
    assert "1. Viskaskolan hos Café Solsidan, v 10–11, 2 elever · väntar på svar" in listed
    shown = await sara.tap("^1$")
    assert "Arbetsplatsen: Maja Lind, 033-12 34 56" in shown
    assert "Skolan: Karin Ek" in shown
    assert "Förfrågan till arbetsgivaren" in await sara.tap("Vad har skickats")
    assert await sara.tap("Tillbaka") == shown
    assert "Alla bokningar hos Café Solsidan" in await sara.tap("Fler hos arbetsplatsen")
    await sara.tap("^1$")
    assert "Alla bokningar från Viskaskolan" in await sara.tap("Fler från skolan")
    await sara.tap("Alla bokningar")
    assert "Inget här" in await sara.tap("Bekräftade")
    assert {"Väntar (1)", "Tidigare (0)"} <= set(await sara.buttons())


async def test_a_coordinator_gets_there_by_word_and_by_command_too(town: Town) -> None:
    await a_waiting_request(town)
    assert "Viskaskolan hos Café Solsidan" in await town.coordinator.send("/bokningar")
    assert "Viskaskolan hos Café Solsidan" in await town.coordinator.send("visa alla bokningar")


async def test_a_request_without_an_answer_leads_to_its_booking(town: Town) -> None:
    await a_waiting_request(town)
    await town.go_to("2026-11-26T09:00")
    await town.coordinator.send("/vantar")
    await town.coordinator.tap("Utan svar")
    assert "Viskaskolan hos Café Solsidan" in await town.coordinator.tap("^1$")


def booked_in_boras(session: Session) -> Cast:
    """Sara answers for Mark; the coordinator's colleague Eva for Borås."""
    cast = gather(session)
    session.execute(
        update(Coordinator).where(col(Coordinator.person_id) == cast.coordinator).values(municipality="1463")
    )
    session.add(Coordinator(person_id=arrive(session, EVA, "Eva"), municipality="1490", since=NOW))
    reservations.reserve(session, cast.teacher, cast.placement, V10, V10, 1, NINTH, "a", NOW)
    return cast


async def tap(store: Store, chat_id: int, data: str) -> Screen | None:
    who = await store.read(people.meet, chat_id)
    assert who is not None
    return await routing.tap(Visit(store, who, texts("sv"), NOW, "praktikplatsen_bot"), data)


OF_BORAS = ("bk:case:1", "bs:c:e1:0", "bs:c:s1:0", "sn:1:0")


@pytest.mark.parametrize("data", [*OF_BORAS, "bk:case:99", "bs:c:e99:0", f"bs:c:s{10**30}:0"])
async def test_what_is_elsewhere_or_forged_is_refused(store: Store, data: str) -> None:
    await store.write(booked_in_boras)
    with pytest.raises((Refused, LookupError)):
        await tap(store, SARA, data)


@pytest.mark.parametrize("data", OF_BORAS)
async def test_the_coordinator_of_the_place_sees_it(store: Store, data: str) -> None:
    await store.write(booked_in_boras)
    shown = await tap(store, EVA, data)
    assert shown is not None
    assert "Viskaskolan" in shown.text


async def test_a_list_holds_only_what_is_in_the_municipality(store: Store) -> None:
    await store.write(booked_in_boras)
    shown = await tap(store, SARA, "bs:c:live:0")
    assert shown is not None
    assert "Inget här" in shown.text
    assert "Väntar (0)" in [button.text for row in shown.rows for button in row]


async def test_who_is_no_coordinator_sees_none_of_it(town: Town) -> None:
    await a_waiting_request(town)
    await town.stranger.send("/start")
    for data in ("bk:case:1", "bs:c:live:0", "bs:c:e1:0"):
        before = await town.stranger.says()
        assert await town.stranger.forge(data) == before
        assert "bara för samordnare" in (town.stranger.toast or "")
