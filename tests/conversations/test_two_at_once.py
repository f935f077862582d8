"""Two people, or one person twice, at the same moment: one outcome, and a clear sentence to both."""

import asyncio

from tests.conversations.conftest import OTHER_TEACHER, Town
from tests.conversations.playing import played_once
from tests.conversations.test_bad_days import a_waiting_request
from tests.conversations.test_story import approve_employer, offer, register_employer
from tests.phone import Phone


async def with_two_teachers(town: Town) -> list[Phone]:
    """Two teachers of one school, each with a card for both seats of the only place."""
    await to_two_cards(town)
    return [town.teacher, town.phone(OTHER_TEACHER)]


@played_once
async def to_two_cards(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    await town.coordinator.send("/meny")
    await town.coordinator.tap("Bjud in en skola")
    await town.coordinator.tap("^Borås$")
    said = await town.coordinator.send("Viskaskolan")
    link = said.split("start=")[1].split()[0]
    for phone in (town.teacher, town.phone(OTHER_TEACHER)):
        await phone.send(f"/start {link}")
        for label in ("Ta emot inbjudan", "Sök platser", "Prao åk 9"):
            await phone.tap(label)
        await phone.send("v 10-11")
        await phone.tap("^2$")
        await phone.tap("^1$")


async def test_of_two_teachers_who_tap_for_the_last_seats_one_gets_them_and_the_other_hears_it(
    town: Town,
) -> None:
    phones = await with_two_teachers(town)
    said = await asyncio.gather(*(phone.tap("Skicka förfrågan") for phone in phones))
    assert sorted("Skickat" in text for text in said) == [False, True]
    assert sum("Någon hann före" in text for text in said) == 1


async def test_a_place_that_is_withdrawn_while_a_teacher_reserves_leaves_no_booking_behind(
    town: Town,
) -> None:
    phone, _ = await with_two_teachers(town)
    employer = town.employer
    await employer.send("/meny")
    for label in ("Mina platser", "^1$", "Ta tillbaka"):
        await employer.tap(label)
    sure = await employer.screen()
    withdraw = next(text for text in await employer.buttons(sure) if text.startswith("Ja"))
    await asyncio.gather(phone.tap("Skicka förfrågan"), employer.tap(withdraw, sure))
    await town.application.clockwork.tick()
    said = await phone.texts()
    # Either it was gone already, or it was booked for a moment and the teacher is told.
    assert any("går inte att boka" in text or "dra tillbaka" in text for text in said)
    await phone.send("/meny")
    assert "Inget här just nu" in await phone.tap("Mina bokningar")


async def test_yes_and_cancel_at_once_leave_one_outcome_that_both_see(town: Town) -> None:
    await a_waiting_request(town)
    answer = await town.employer.screen()
    teacher = town.teacher
    await teacher.send("/meny")
    for label in ("Mina bokningar", "^1$", "Avboka"):
        await teacher.tap(label)
    await asyncio.gather(town.employer.tap("Ja, välkomna", answer), teacher.tap("Ja, avboka"))
    await town.application.clockwork.tick()
    await teacher.send("/meny")
    await teacher.tap("Mina bokningar")
    assert "avbokad av skolan" in await teacher.tap("Tidigare")
    assert "avbokat" in " ".join(await town.employer.texts()) or "avbokad" in (town.employer.toast or "")


async def test_the_same_tap_twice_at_once_is_done_once_and_both_are_answered(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    phone = town.coordinator
    message = await phone.screen()
    rows = message["reply_markup"]["inline_keyboard"]
    row = next(index for index, line in enumerate(rows) if "Godkänn" in line[0]["text"])
    body = {"message_id": message["message_id"], "row": row, "column": 0}
    taps = await asyncio.gather(phone.press(body), phone.press(body))
    said = [(await phone.answered(tap))["text"] for tap in taps]
    await town.application.clockwork.tick()
    assert sorted("redan godkänd" in text for text in said) == [False, True]
    assert sum("är godkända" in text for text in await town.employer.texts()) == 1
