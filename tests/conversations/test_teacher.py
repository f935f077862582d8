"""A teacher's way to a place: few taps, honest numbers, and always something to do next."""

from datetime import date

from handlers.callbacks import Reserve, week_code
from tests.conversations.conftest import Town
from tests.conversations.playing import played_once
from tests.conversations.test_story import approve_employer, join_school, offer, register_employer

FIRST, SECOND = date(2027, 3, 8), date(2027, 3, 15)


@played_once
async def open_town(town: Town) -> None:
    await town.coordinator.send("/start")
    await register_employer(town)
    await offer(town)
    await approve_employer(town)
    await join_school(town)
    await town.teacher.send("/meny")


async def search(town: Town, weeks: str = "10-11", seats: str = "^2$") -> None:
    await town.teacher.tap("Sök platser")
    await town.teacher.tap("Prao åk 9")
    await town.teacher.send(weeks)
    await town.teacher.tap(seats)


def request(first: date, weeks: int, seats: int, mark: str) -> str:
    """What a card that was shown earlier would send."""
    data = Reserve(search=1, placement=1, first=week_code(first), weeks=weeks, seats=seats, mark=mark)
    return data.pack()


async def test_a_teacher_gets_from_the_menu_to_a_sent_request_in_eight_taps(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    phone.steps = 0
    for label in ("Sök", "Prao åk 9", "v 10$", "v 11$", "^Visa v 10–11", "^2$", "^1$", "Skicka förfrågan"):
        await phone.tap(label)
    assert "Skickat" in await phone.says()
    assert phone.steps == 8


async def test_tapping_the_same_card_twice_reserves_once(town: Town) -> None:
    await open_town(town)
    await search(town, seats="^1$")
    for _ in range(2):
        await town.teacher.forge(request(FIRST, 1, 1, "abc"))
        assert "Skickat" in await town.teacher.says()
    await town.teacher.send("/meny")
    await town.teacher.tap("Mina bokningar")
    assert [text for text in await town.teacher.buttons() if text.isdigit()] == ["1"]


async def test_who_was_too_late_is_offered_what_is_left(town: Town) -> None:
    await open_town(town)
    await search(town)
    await town.teacher.forge(request(SECOND, 1, 1, "first"))
    await town.teacher.send("/meny")
    await town.teacher.forge(request(FIRST, 2, 2, "late"))
    assert "Någon hann före: v 11 har bara 1 plats kvar nu" in await town.teacher.says()
    assert {"Boka 1 elev", "Bara v 10 för 2", "Liknande platser"} <= set(await town.teacher.buttons())
    await town.teacher.tap("Bara v 10 för 2")
    assert "Skickat" in await town.teacher.says()


async def test_nothing_found_names_what_would_help(town: Town) -> None:
    await open_town(town)
    await search(town)
    await town.teacher.tap("Kommun")
    await town.teacher.tap("^Mark$")
    await town.teacher.tap("Visa 0")
    assert "Inget ledigt" in await town.teacher.says()
    await town.teacher.tap("Alla kommuner: 1 plats")
    assert "Café Solsidan" in await town.teacher.says()


async def test_senseless_numbers_and_weeks_are_answered_and_the_question_stays(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await search(town)
    await phone.tap("Ändra antal")
    await phone.tap("Fler")
    for text in ("0", "9999", "många", "-3", "1" * 4000):
        assert "mellan 1 och 99" in await phone.send(text)
    assert "1 elev" in await phone.send("en elev")
    await phone.tap("Ändra veckor")
    assert "finns inte" in await phone.send("v 54")
    assert "fel ordning" in await phone.send("14-12")
    assert "ingen vecka" in await phone.send("snart")
    assert "v 10" in await phone.send("v 10")


async def test_other_weeks_and_fewer_pupils_are_chosen_on_the_card(town: Town) -> None:
    await open_town(town)
    await search(town)
    for label in ("^1$", "Andra veckor", "v 11", "Välj v 11", "Annat antal", "^1$"):
        await town.teacher.tap(label)
    assert "Skicka förfrågan för 1 elev v 11" in await town.teacher.buttons()
    await town.teacher.tap("Tillbaka till listan")
    assert "v 10–11 · 2 elever" in await town.teacher.says()
