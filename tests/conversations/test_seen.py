"""Both sides and the coordinator can see what was said about a reservation, and what did not arrive."""

from tests.conversations.conftest import Town
from tests.conversations.test_bad_days import a_waiting_request
from tests.conversations.test_story import offer, register_employer


async def test_each_side_sees_what_was_sent_to_whom_and_when(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.tap("Ja, välkomna")
    await town.teacher.send("/meny")
    await town.teacher.tap("Mina bokningar")
    await town.teacher.tap("^1$")
    said = await town.teacher.tap("Vad har skickats")
    assert "✓ Ja till bokningen till skolan, tisdag 24 nov kl 10.00" in said
    assert "✓ Förfrågan till arbetsgivaren, tisdag 24 nov kl 10.00" in said
    assert "Maja" not in said
    assert "Karin" not in said
    assert "Läge: bekräftad" in await town.teacher.tap("Tillbaka")
    await town.employer.send("/meny")
    await town.employer.tap("Bokningar hos oss")
    await town.employer.tap("^1$")
    assert "Förfrågan till arbetsgivaren" in await town.employer.tap("Vad har skickats")


async def test_what_was_changed_about_the_place_is_shown_to_both_sides_and_the_coordinator_sees_by_whom(
    town: Town,
) -> None:
    await a_waiting_request(town)
    assert "Ändrat" not in await town.coordinator.forge("sn:1:0")
    await town.go_to("2026-11-25T09:30")
    phone = town.employer
    await phone.send("/meny")
    for label in ("Mina platser", "^1$", "Ändra", "Tider, kläder", "^Tider"):
        await phone.tap(label)
    await phone.send("mån–fre 8–15")
    assert "✎ Tider, onsdag 25 nov kl 09.30 av Maja Lind" in await town.coordinator.forge("sn:1:0")
    seen = await town.teacher.forge("sn:1:0")
    assert "✎ Tider, onsdag 25 nov kl 09.30" in seen
    assert "Maja" not in seen


async def test_a_stranger_sees_nothing_of_it_and_the_coordinator_does(town: Town) -> None:
    await a_waiting_request(town)
    await town.stranger.send("/start")
    await town.stranger.forge("sn:1:0")
    assert town.stranger.alert
    assert "Förfrågan till arbetsgivaren" in await town.coordinator.forge("sn:1:0")


async def test_whoever_blocked_the_bot_is_shown_as_out_of_reach_and_the_others_hear_of_it(
    town: Town,
) -> None:
    await a_waiting_request(town)
    await town.teacher.block()
    await town.employer.tap("Ja, välkomna")
    assert any("Viskaskolan går inte att nå" in text for text in await town.employer.texts())
    assert any("går inte att nå" in text for text in await town.coordinator.texts())
    said = await town.coordinator.tap("Vad har skickats")
    assert "✕ Ja till bokningen till skolan väntar" in said
    await town.teacher.block(False)
    await town.teacher.send("/meny")
    assert any("säger ja" in text for text in await town.teacher.texts())


async def offer_as_stranger(town: Town) -> None:
    """Another employer, from the first word to a published place."""
    phone = town.stranger
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    for answer in ("556036-0793", "Väveriet"):
        await phone.send(answer)
    await phone.tap("^Borås$")
    for answer in ("Otto 033-12 34 57", "stå i kassan, baka lite och duka av"):
        await phone.send(answer)
    for button in ("Stämmer", "Prao åk 9", "^Klar"):
        await phone.tap(button)
    await phone.send("v 10-11")
    for button in ("^Klar", "^2$", "Fråga mig", "Publicera"):
        await phone.tap(button)


async def test_what_came_at_night_comes_as_one_message_and_an_answer_leaves_the_rest_as_it_is(
    town: Town,
) -> None:
    await town.coordinator.send("/start")
    await town.go_to("2026-11-24T20:00")
    await register_employer(town)
    await offer(town)
    await offer_as_stranger(town)
    assert not any("Väveriet" in text for text in await town.coordinator.texts())
    await town.go_to("2026-11-25T07:00")
    both = await town.coordinator.screen()
    assert "Café Solsidan" in both["text"]
    assert "Väveriet" in both["text"]
    answer = await town.coordinator.tap("^2. Godkänn", both)
    assert "Väveriet" in answer
    assert "Godkänd" in answer
    kept = next(m for m in await town.coordinator.from_bot() if m["message_id"] == both["message_id"])
    assert kept["text"] == both["text"]
    assert "Café Solsidan" in await town.coordinator.tap("^1. Godkänn", kept)
    before = len(await town.coordinator.from_bot())
    await town.coordinator.tap("Till menyn", kept)
    assert len(await town.coordinator.from_bot()) == before + 1
