"""The main job from end to end, as people live it."""

from tests.conversations.conftest import Town


async def register_employer(town: Town) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    await phone.send("556016-0680")
    await phone.send("Café Solsidan")
    await phone.tap("^Borås$")
    await phone.send("Maja Lind 033-12 34 56")


async def offer(town: Town) -> None:
    """From the question of what is done to a published place for grade 9 in weeks 10 and 11, two seats."""
    phone = town.employer
    await phone.send("stå i kassan, baka lite och duka av")
    await phone.tap("Stämmer")
    await phone.tap("Prao åk 9")
    await phone.tap("^Klar")
    await phone.send("v 10-11")
    await phone.tap("^Klar")
    await phone.tap("^2$")
    await phone.tap("Fråga mig")
    assert "Café Solsidan" in await phone.says()
    await phone.tap("Publicera")


async def approve_employer(town: Town) -> None:
    phone = town.coordinator
    await phone.tap("Godkänn")


async def join_school(town: Town) -> None:
    """The coordinator invites, the teacher follows the link."""
    await town.coordinator.send("/meny")
    await town.coordinator.tap("Bjud in en skola")
    await town.coordinator.tap("^Borås$")
    said = await town.coordinator.send("Viskaskolan")
    link = said.split("start=")[1].split()[0]
    assert "Jag sparar" in await town.teacher.send(f"/start {link}")
    await town.teacher.tap("Ta emot inbjudan")
    assert "Viskaskolan" in await town.teacher.says()


async def search_and_reserve(town: Town) -> None:
    phone = town.teacher
    await phone.send("/meny")
    await phone.tap("Sök platser")
    await phone.tap("Prao åk 9")
    await phone.send("v 10-11")
    await phone.tap("^2$")
    assert "Café Solsidan" in await phone.says()
    await phone.tap("^1$")
    await phone.tap("Skicka förfrågan")
    await phone.send("9B")


async def test_a_place_is_offered_found_reserved_confirmed_reminded_of_and_free_again(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    assert "Café Solsidan" in await town.coordinator.says()
    await approve_employer(town)
    assert "godkända" in await town.employer.says()

    await join_school(town)
    await search_and_reserve(town)
    assert "Viskaskolan" in await town.employer.says()
    await town.employer.tap("Ja, välkomna")
    assert any("säger ja" in text and "033-12 34 56" in text for text in await town.teacher.texts())
    await town.teacher.send("/meny")
    await town.teacher.tap("Senaste sökningen")
    assert "Inget ledigt" in await town.teacher.says()

    for morning, words in (
        ("2027-02-22T08:00", "Om två veckor"),
        ("2027-03-01T08:00", "Om en vecka"),
        ("2027-03-05T08:00", "På måndag"),
    ):
        await town.go_to(morning)
        assert words in await town.teacher.says()
        assert words in await town.employer.says()

    await town.teacher.send("/meny")
    await town.teacher.tap("Mina bokningar")
    await town.teacher.tap("Café Solsidan|^1$")
    await town.teacher.tap("Avboka")
    await town.teacher.tap("Ja, avboka|Avboka")
    assert "avbokat" in await town.employer.says()
    await town.teacher.send("/meny")
    await town.teacher.tap("Senaste sökningen")
    assert "Café Solsidan, Borås · 2 lediga båda veckorna" in await town.teacher.says()
