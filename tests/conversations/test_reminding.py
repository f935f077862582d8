"""Reminders are wished for, put off and changed in a few written words."""

from handlers.callbacks import Remind
from models import people, preferences
from models.preferences import Preferences
from tests.conversations.conftest import EMPLOYER, TEACHER, Town
from tests.conversations.playing import played_once
from tests.conversations.test_bad_days import a_waiting_request


@played_once
async def booked(town: Town) -> None:
    await a_waiting_request(town)
    await town.employer.tap("Ja, välkomna")
    await town.teacher.send("/meny")


async def chosen(town: Town, chat_id: int) -> Preferences:
    who = await town.store.read(people.meet, chat_id)
    assert who is not None
    return await town.store.read(preferences.of, who.id)


async def test_one_more_reminder_is_wished_for_in_words_and_taken_back_with_a_tap(town: Town) -> None:
    await booked(town)
    teacher = town.teacher
    said = await teacher.send("påminn mig tre veckor innan")
    assert "Klart, jag påminner dig också 3 veckor innan" in said
    assert (await chosen(town, TEACHER)).weeks_ahead == 3
    assert "6 veckor" in await teacher.send("kan du påminna mig sex veckor före?")
    await teacher.tap("Ångra")
    assert (await chosen(town, TEACHER)).weeks_ahead == 3
    await teacher.send("påminn mig tre veckor innan")
    await teacher.tap("Ta bort den")
    assert (await chosen(town, TEACHER)).weeks_ahead == 0


async def test_english_is_understood_likewise(town: Town) -> None:
    await booked(town)
    await town.teacher.tap("Hjälp")
    await town.teacher.tap("English")
    assert "3 weeks before" in await town.teacher.send("remind me three weeks before")


async def test_what_comes_anyway_is_said_and_what_is_muted_can_be_had_back(town: Town) -> None:
    await booked(town)
    employer = town.employer
    assert "Då påminner jag redan" in await employer.send("påminn mig en vecka innan också")
    assert "4 veckor innan" in await employer.buttons()
    assert "Välj en till" in await employer.send("påminn mig fem veckor innan")
    await employer.tap("4 veckor innan")
    assert (await chosen(town, EMPLOYER)).weeks_ahead == 4
    await employer.forge(Remind(what="mute", value="prepare").pack())
    assert "du har tystat" in await employer.send("påminn mig en vecka innan också")
    await employer.tap("Ja, påminn mig")
    assert not (await chosen(town, EMPLOYER)).muted
    assert "Påminnelser" in await employer.send("sluta påminna mig")


async def test_the_last_reminder_is_put_off_in_words(town: Town) -> None:
    await booked(town)
    await town.go_to("2027-02-22T08:00")
    assert "Om två veckor" in await town.teacher.says()
    assert "Jag påminner tis 23 feb" in await town.teacher.send("påminn mig imorgon")
    # A question of the employer's; the day alone is enough.
    assert "Jag påminner tis 23 feb" in await town.employer.send("i morgon tack")
    await town.go_to("2027-02-23T08:00")
    assert "Om 13 dagar" in await town.teacher.says()
    assert "Om 13 dagar" in await town.employer.says()


async def test_what_cannot_wait_until_then_is_said_and_another_day_is_offered(town: Town) -> None:
    await booked(town)
    await town.go_to("2027-03-01T08:00")
    assert "Så länge kan det inte vänta" in await town.employer.send("påminn mig på måndag")
    assert "tis 2 mars" in await town.employer.send("påminn mig imorgon")
    assert "i morgon eller på måndag" in await town.employer.send("påminn mig på fredag")


async def test_a_closing_question_is_put_off_with_its_button(town: Town) -> None:
    await booked(town)
    await town.go_to("2027-03-22T08:00")
    assert "Hur gick det hos Café Solsidan" in await town.teacher.says()
    assert "Jag påminner tis 23 mars" in await town.teacher.tap("Påminn mig i morgon")
    await town.go_to("2027-03-23T08:00")
    assert "Hur gick det hos Café Solsidan" in await town.teacher.says()


async def test_where_there_is_nothing_to_put_off_it_is_said_kindly_and_a_day_alone_means_none(
    town: Town,
) -> None:
    await booked(town)
    for text in ("påminn mig imorgon", "påminn mig senare"):
        assert "ingen påminnelse som kan vänta" in await town.teacher.send(text)
    assert "påminnelse" not in (await town.teacher.send("på måndag")).lower()
    # What was said long ago isn't meant any more, nor what is said of tomorrow.
    await town.go_to("2027-02-22T08:00")
    await town.go_to("2027-02-26T09:00")
    assert "ingen påminnelse som kan vänta" in await town.teacher.send("påminn mig imorgon")
    await town.go_to("2027-03-05T08:00")
    assert "ingen påminnelse som kan vänta" in await town.teacher.send("påminn mig imorgon")


async def test_the_question_about_the_coming_term_is_put_off_in_words(town: Town) -> None:
    await booked(town)
    await town.go_to("2027-10-11T08:00")
    assert "samma som sist" in await town.employer.says()
    assert "Jag frågar igen tis 12 okt" in await town.employer.send("påminn mig imorgon")
    await town.go_to("2027-10-12T08:00")
    assert "samma som sist" in await town.employer.says()


async def test_who_has_no_role_or_no_bookings_is_not_reminded_of_any(town: Town) -> None:
    await town.stranger.send("/start")
    assert "påminnelse" not in (await town.stranger.send("påminn mig tre veckor innan")).lower()
    await town.coordinator.send("/start")
    assert "Påminnelser" in await town.coordinator.send("påminn mig tre veckor innan")
