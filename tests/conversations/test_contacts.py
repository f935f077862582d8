"""Whom a school is to call can be called: a name alone is asked about once, and may stay as it is."""

import pytest

from tests.conversations.conftest import Town
from tests.conversations.playing import played_once
from tests.conversations.test_story import offer, register_employer

ASKED = "Hur når man Maja?"


@played_once
async def asked_whom_to_contact(town: Town) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    await phone.send("556016-0680")
    await phone.send("Café Solsidan")
    assert "Vem ska skolan kontakta" in await phone.tap("^Borås$")


async def contact_is(town: Town, contact: str) -> None:
    await town.employer.send("/meny")
    assert f"{contact}\n" in await town.employer.tap("Vår arbetsplats")


@pytest.mark.parametrize("answer", ["033-12 34 56", "maja@solsidan.se"])
async def test_a_name_alone_is_asked_how_it_is_reached(town: Town, answer: str) -> None:
    await asked_whom_to_contact(town)
    assert ASKED in await town.employer.send("Maja")
    assert "Där hittar jag inget telefonnummer" in await town.employer.send("i kassan")
    assert "Vad får praktikanten göra" in await town.employer.send(answer)
    await contact_is(town, f"Maja, {answer}")


async def test_a_name_alone_may_stay_so_and_is_not_asked_about_again(town: Town) -> None:
    await asked_whom_to_contact(town)
    await town.employer.send("Maja")
    assert "Vad får praktikanten göra" in await town.employer.tap("Gå vidare utan")
    await contact_is(town, "Maja")
    await town.employer.send("/meny")
    assert "Hur når man" not in await town.employer.tap("Erbjud praktikplatser")


async def test_who_is_the_contact_oneself_is_asked_too(town: Town) -> None:
    await asked_whom_to_contact(town)
    assert "Hur når man Maja Lind?" in await town.employer.tap("Jag själv")
    assert "Vad får praktikanten göra" in await town.employer.send("0701-23 45 67")
    await contact_is(town, "Maja Lind, 0701-23 45 67")


async def test_a_name_with_an_address_is_enough(town: Town) -> None:
    await asked_whom_to_contact(town)
    assert "Vad får praktikanten göra" in await town.employer.send("Maja, maja@solsidan.se")
    await contact_is(town, "Maja, maja@solsidan.se")


async def test_a_walk_to_the_coffee_machine_loses_neither_the_name_nor_the_way_on(town: Town) -> None:
    await asked_whom_to_contact(town)
    await town.employer.send("Maja")
    await town.employer.send("/meny")
    assert "Vad får praktikanten göra" in await town.employer.tap("Erbjud praktikplatser")
    await contact_is(town, "Maja")


async def test_another_contact_of_the_workplace_may_have_another_number(town: Town) -> None:
    await register_employer(town)
    phone = town.employer
    for answered in (phone.tap, phone.send):
        await phone.send("/meny")
        await phone.tap("Vår arbetsplats")
        await phone.tap("Ändra kontakt")
        assert "Hur når man Kalle?" in await phone.send("Kalle")
        assert "Behåll 033-12 34 56" in await phone.buttons()
        said = await answered("Behåll 033" if answered == phone.tap else "0701-23 45 67")
        assert ("Kalle, 033-12 34 56" if answered == phone.tap else "Kalle, 0701-23 45 67") in said


async def test_the_contact_on_the_spot_of_one_place_is_asked_about_once(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    phone = town.employer
    await phone.send("/meny")
    for label in ("Mina platser", "^1$", "Ändra", "Tider, kläder", "Kontaktperson"):
        await phone.tap(label)
    assert "Hur når man Kalle?" in await phone.send("Kalle")
    assert "Bra att veta" in await phone.tap("Behåll 033-12 34 56")
    await phone.tap("Kontaktperson")
    await phone.send("Kalle")
    assert "Bra att veta" in await phone.send("0701-23 45 67")
    assert "Kalle, 0701-23 45 67" in await phone.tap("^Klar$")
    await phone.tap("Ändra")
    await phone.tap("Tider, kläder")
    await phone.tap("Kontaktperson")
    assert "Bra att veta" in await phone.send("Lisa 0702-11 22 33")
    assert "Lisa, 0702-11 22 33" in await phone.tap("^Klar$")
    await phone.tap("Ändra")
    await phone.tap("Tider, kläder")
    await phone.tap("Kontaktperson")
    await phone.send("Lisa Ek")
    await phone.tap("Behåll 0702")
    assert "Varsågod" in await phone.send("tack")
    await phone.send("/meny")
    await phone.tap("Mina platser")
    assert "Lisa Ek, 0702-11 22 33" in await phone.tap("^1$")
