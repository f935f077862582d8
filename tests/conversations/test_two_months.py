"""A coordinator's two months in the local chat: what comes to Maja, Karin and Sara as the clock is moved."""

from datetime import date, timedelta

from models.weeks import is_working_day
from tests.conversations.conftest import Town
from tests.conversations.test_story import (
    approve_employer,
    join_school,
    offer,
    register_employer,
    search_and_reserve,
)
from tests.phone import Phone


async def first_lines(phone: Phone) -> list[str]:
    return [text.splitlines()[0] for text in await phone.texts()]


async def live_through(town: Town, first: str, last: str) -> None:
    """Every working day at 08:00 and 10:00."""
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        if is_working_day(day):
            await town.go_to(f"{day}T08:00")
            await town.go_to(f"{day}T10:00")
        day += timedelta(days=1)


async def test_two_months_bring_each_what_they_need_once_and_nothing_more(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    await join_school(town)
    await search_and_reserve(town)
    await town.employer.tap("Ja, välkomna")
    phones = (town.employer, town.teacher, town.coordinator)
    before = [len(await phone.texts()) for phone in phones]

    await live_through(town, "2027-02-01", "2027-04-02")

    heard = [(await first_lines(phone))[start:] for phone, start in zip(phones, before, strict=True)]
    assert heard[0] == [
        "Om tre veckor kommer 2 elever från Viskaskolan (Prao åk 9), v 10–11 (8–19 mars 2027).",
        "Om två veckor kommer 2 elever från Viskaskolan (Prao åk 9), v 10–11 (8–19 mars 2027).",
        "Om en vecka kommer 2 elever från Viskaskolan (Prao åk 9), v 10–11 (8–19 mars 2027).",
        "På måndag kommer 2 elever från Viskaskolan (Prao åk 9), v 10–11 (8–19 mars 2027).",
        "Tack för att ni tog emot 2 elever från Viskaskolan (Prao åk 9).",
    ]
    assert heard[1] == [
        "Om två veckor: 9B, 2 elever hos Café Solsidan, v 10–11 (8–19 mars 2027).",
        "Om en vecka: 9B, 2 elever hos Café Solsidan, v 10–11 (8–19 mars 2027).",
        "På måndag: 9B, 2 elever hos Café Solsidan, v 10–11 (8–19 mars 2027).",
        "Första dagen hos Café Solsidan. Kom alla som de skulle?",
        "Hur gick det hos Café Solsidan?",
    ]
    assert heard[2] == []


async def test_a_request_that_nobody_answers_reaches_the_coordinator_on_the_fourth_day(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    await join_school(town)
    await search_and_reserve(town)
    for hour in ("2026-11-25T10:00", "2026-11-26T10:00"):
        await town.go_to(hour)
        assert "väntar på svar från er" in await town.employer.says()
    await town.go_to("2026-11-27T10:00")
    assert "hann inte svara" in await town.teacher.says()
    assert "har gått ut" in await town.employer.says()
    assert "svarade inte Viskaskolan i tid" in await town.coordinator.says()
    await town.go_to("2026-12-04T10:00")
    assert "har gått ut" in await town.employer.says()
