"""What people do after the first day: put facts right, offer again, keep an overview."""

from tests.conversations.conftest import Town
from tests.conversations.test_bad_days import a_waiting_request
from tests.conversations.test_story import approve_employer, offer, register_employer


async def test_a_workplace_gets_a_new_name_and_is_found_by_it(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.tap("Nej tyvärr")
    await town.employer.tap("Utan orsak")
    await town.employer.send("/meny")
    await town.employer.tap("Vår arbetsplats")
    await town.employer.tap("Ändra namn")
    assert "Fiket Månskenet" in await town.employer.send("Fiket Månskenet")
    await town.employer.tap("Ändra kontakt")
    assert "Bo Ek, 033-98 76 54" in await town.employer.send("Bo Ek 033-98 76 54")
    await town.employer.tap("Ändra kommun")
    assert "hittar jag inte" in await town.employer.send("Atlantis")
    assert "Mark" in await town.employer.tap("^Mark$")

    await town.teacher.send("/meny")
    await town.teacher.tap("Senaste sökningen")
    await town.teacher.tap("^Ord$")
    assert "Fiket Månskenet" in await town.teacher.send("månskenet")


async def test_the_number_that_was_vouched_for_stays(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.send("/meny")
    message = await town.employer.screen()
    await town.employer.tap("Vår arbetsplats", message)
    assert "Ändra nummer" not in await town.employer.buttons()
    await town.employer.forge("w:number:1")
    assert "ett annat nummer" in await town.employer.send("212000-1561")


async def test_an_employer_without_a_number_adds_it_later(town: Town) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    await phone.tap("Har inte numret här")
    await phone.send("Café Solsidan")
    await phone.tap("^Borås$")
    await phone.tap("Jag själv")
    await phone.send("/meny")
    await phone.tap("Vår arbetsplats")
    await phone.tap("Lägg till nummer")
    assert "någon siffra" in await phone.send("556016-0681")
    assert "556016-0680" in await phone.send("556016-0680")


async def test_an_old_button_of_the_introduction_changes_nothing_that_was_vouched_for(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    before = await town.employer.forge("w:open:1")
    for data in ("e:1:place:1490", "e:1:sole:0", "e:1:contact:me", "e:1:back:name"):
        await town.employer.forge(data)
        assert "redan anmälda" in (town.employer.toast or "")
    assert await town.employer.forge("w:open:1") == before


async def test_a_stranger_sees_and_changes_no_workplace_of_others(town: Town) -> None:
    await register_employer(town)
    await town.stranger.send("/start")
    for data in ("w:open:1", "w:name:1", "wt:1:1463"):
        await town.stranger.forge(data)
        assert town.stranger.alert
        assert "någon annan" in (town.stranger.toast or "")


async def test_a_place_is_offered_again_next_spring_in_the_same_weeks(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.send("/meny")
    await town.employer.tap("Mina platser")
    await town.employer.tap("^1$")
    await town.employer.tap("Erbjud igen")
    assert "v 10–11" in await town.employer.tap("Våren 2028")
    assert "Publicerat" in await town.employer.tap("Publicera")


async def test_for_another_season_the_weeks_are_asked_and_nothing_else(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.send("/meny")
    await town.employer.tap("Mina platser")
    await town.employer.tap("^1$")
    await town.employer.tap("Erbjud igen")
    assert "Hösten 2027" in await town.employer.tap("Hösten 2027")
    await town.employer.tap("v 40$")
    assert "Så här ser det ut" in await town.employer.tap("^Klar")


async def test_copying_never_throws_a_waiting_draft_away(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.send("/meny")
    await town.employer.tap("Erbjud praktikplatser")
    await town.employer.send("sortera böcker på biblioteket")
    await town.employer.forge("pc:1:2028s")
    assert "utkast" in await town.employer.says()
    await town.employer.tap("Fortsätt på utkastet")
    await town.employer.send("/meny")
    await town.employer.tap("Mina platser")
    assert "Sortera böcker" in await town.employer.says()


async def test_bookings_are_seen_by_state_on_both_sides(town: Town) -> None:
    await a_waiting_request(town)
    await town.teacher.send("/meny")
    await town.teacher.tap("Mina bokningar")
    assert {"Väntar (1)", "Bekräftade (0)", "Tidigare (0)"} <= set(await town.teacher.buttons())
    assert "Café Solsidan" in await town.teacher.tap("Väntar")
    assert "Inget här" in await town.teacher.tap("Bekräftade")
    await town.employer.tap("Ja, välkomna")
    await town.employer.send("/meny")
    await town.employer.tap("Bokningar hos oss")
    assert "Viskaskolan" in await town.employer.tap("Bekräftade")
    assert "Inget här" in await town.employer.tap("Tidigare")


async def test_a_coordinator_sees_who_has_not_answered_and_whom_to_call(town: Town) -> None:
    await a_waiting_request(town)
    await town.go_to("2026-11-26T09:00")
    await town.coordinator.send("/meny")
    await town.coordinator.tap("Det här väntar")
    said = await town.coordinator.tap("Utan svar")
    assert "Café Solsidan" in said
    assert "033-12 34 56" in said
    await town.employer.tap("Ja, välkomna")
    await town.coordinator.send("/meny")
    assert "Allt är gjort" in await town.coordinator.tap("Det här väntar")
    await town.stranger.send("/start")
    await town.stranger.forge("du:0")
    assert "bara för samordnare" in (town.stranger.toast or "")
