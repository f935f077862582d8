"""What people get on a bad day: a clear sentence, nothing lost, nothing double."""

import asyncio
import re

import pytest
from aiogram.utils.backoff import Backoff
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.tables import Notice
from tests.conversations.conftest import Town
from tests.conversations.playing import played_once
from tests.conversations.test_story import register_employer, search_and_reserve
from tests.conversations.test_teacher import open_town, search

LONG = "x" * 3000


@played_once
async def a_waiting_request(town: Town) -> None:
    await open_town(town)
    await search_and_reserve(town)


async def test_a_wrong_organisation_number_is_explained_and_asked_again(town: Town) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.tap("Erbjuda praktikplatser")
    for number, sentence in (
        ("556016-0681", "Numret stämmer inte"),
        ("12345", "tio siffror"),
        ("811218-9876", "personnummer"),
        ("hej hej hej", "siffror"),
    ):
        said = await phone.send(number)
        assert sentence in said
        assert "Vilket organisationsnummer har ni?" in said


async def test_markup_emojis_and_right_to_left_texts_are_shown_as_they_were_written(town: Town) -> None:
    await register_employer(town)
    said = await town.employer.send("<b>baka</b> & städa 🧁 \u202eabc\u202c")
    assert "fel hos mig" not in said
    await town.employer.tap("Stämmer|Hotell")
    await town.employer.tap("Prao åk 9")
    await town.employer.tap("^Klar$")
    await town.employer.send("10")
    await town.employer.tap("^Klar")
    await town.employer.tap("^1$")
    await town.employer.tap("Fråga mig")
    assert "<b>baka</b> & städa 🧁 abc" in await town.employer.says()


async def test_a_text_that_is_too_long_is_refused_with_its_length_and_the_question_stays(town: Town) -> None:
    await register_employer(town)
    said = await town.employer.send(LONG)
    assert "3000 tecken" in said
    assert "Det låter som" in await town.employer.send("stå i kassan på ett café")


async def test_weeks_that_cannot_be_are_explained_and_asked_again(town: Town) -> None:
    await register_employer(town)
    phone = town.employer
    await phone.send("stå i kassan på ett café")
    await phone.tap("Stämmer")
    await phone.tap("Prao åk 9")
    await phone.tap("^Klar$")
    for typed, sentence in (
        ("54", "finns inte"),
        ("v 53 2027", "finns inte"),
        ("v 0", "finns inte|ingen vecka"),
        ("14-12", "fel ordning"),
        ("inga alls", "ingen vecka"),
        ("v 10 2020", "redan varit"),
    ):
        assert re.search(sentence, await phone.send(typed)), typed
    await phone.send("10")
    assert "Klar: v 10" in " ".join(await phone.buttons())


async def test_a_photo_where_words_are_asked_gets_a_clear_sentence(town: Town) -> None:
    await register_employer(town)
    assert "bara läsa text" in await town.employer.send_photo()


async def test_a_forged_button_and_a_strangers_id_change_nothing(town: Town) -> None:
    await a_waiting_request(town)
    await town.stranger.send("/start")
    for forged in ("bk:yes:1", "bk:cancelled:1", "o:publish:1", "p:gone:1", "dd:e:1:0", "di:s:1"):
        await town.stranger.forge(forged)
        assert town.stranger.alert, forged
    for nonsense in ("zz", "bk:yes", "bk:yes:x", "ow:1:99999999", "m:home:1", "l:xx", ":::"):
        await town.stranger.forge(nonsense)
        assert town.stranger.toast, nonsense
    await town.employer.tap("Ja, välkomna")
    assert not town.employer.alert


async def test_a_double_tap_answers_once(town: Town) -> None:
    await a_waiting_request(town)
    message = await town.employer.screen()
    await town.employer.tap("Ja, välkomna")
    await town.employer.forge("bk:yes:1", message)
    assert "redan bekräftad" in (town.employer.toast or "")
    assert sum("säger ja" in text for text in await town.teacher.texts()) == 1


async def test_ten_taps_at_once_on_the_request_button_reserve_once(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await phone.send("/meny")
    await phone.tap("Sök platser")
    await phone.tap("Prao åk 9")
    await phone.send("v 10")
    await phone.tap("^1$")
    await phone.tap("^1$")
    message = await phone.screen()
    rows = message["reply_markup"]["inline_keyboard"]
    row = next(i for i, line in enumerate(rows) if "Skicka" in line[0]["text"])
    body = {"message_id": message["message_id"], "row": row, "column": 0}
    await asyncio.gather(*(phone.press(body) for _ in range(10)))
    await phone.send("9B")
    await town.employer.send("/meny")
    await town.employer.tap("Bokningar hos oss")
    assert (await town.employer.says()).count("Viskaskolan") == 1


async def test_a_blocked_bot_keeps_the_notice_until_the_person_returns(town: Town) -> None:
    await open_town(town)
    await town.employer.block()
    await search_and_reserve(town)
    assert "får de komma" not in await town.employer.says()
    await town.employer.block(False)
    await town.employer.send("/meny")
    assert any("får de komma" in text for text in await town.employer.texts())


async def request(town: Town, weeks: str) -> None:
    await town.teacher.send("/meny")
    await search(town, weeks)
    await town.teacher.tap("^1$")
    await town.teacher.tap("Skicka förfrågan")


def tried(session: Session) -> list[str]:
    """What could not be sent so far."""
    waiting = col(Notice.status) == "waiting", col(Notice.attempts) > 0
    return [kind for (kind,) in session.execute(select(col(Notice.kind)).where(*waiting))]


async def test_telegram_down_for_an_hour_loses_nothing_and_tells_nobody_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reminders fall due in that hour, and people write and tap, one of them twice."""
    await open_town(town)
    await request(town, "10")
    await town.employer.tap("Ja, välkomna")
    await town.go_to("2027-02-19T12:00")
    await request(town, "11")
    await town.go_to("2027-02-22T07:30")
    before = {phone: await phone.texts() for phone in (town.employer, town.teacher, town.stranger)}
    # aiogram waits for seconds that no clock of ours moves.
    monkeypatch.setattr(Backoff, "asleep", lambda _: asyncio.sleep(0.01))

    town.playground.set_down(True)
    await town.go_to("2027-02-22T08:00")
    yes = {"message_id": (await town.employer.screen())["message_id"], "row": 0, "column": 0}
    taps = [await town.employer.press(yes) for _ in range(2)]
    await town.teacher.write("/meny")
    await town.stranger.write("/start")
    await town.go_to("2027-02-22T08:30")
    assert sorted(set(await town.store.read(tried))) == ["remind_employer", "remind_teacher"]
    assert {phone: await phone.texts() for phone in before} == before

    town.playground.set_down(False)
    answers = [(await town.employer.answered(tap)).get("text", "") for tap in taps]
    assert "redan bekräftad" in answers[1]
    await town.go_to("2027-02-22T09:00")
    news = {phone: (await phone.texts())[len(texts) :] for phone, texts in before.items()}
    ((reminder,), (menu, both), (welcome,)) = news.values()
    assert reminder.startswith("Om två veckor kommer 2 elever")
    assert menu == "Vad vill du göra?"
    assert both.count("Om två veckor") == both.count("säger ja") == 1
    assert "Jag sparar" in welcome


async def test_a_yes_whose_receipt_is_lost_on_the_way_stands_and_is_told_once(town: Town) -> None:
    await a_waiting_request(town)
    town.playground.inject_failure("closed", method="editMessageText")
    await town.employer.tap("Ja, välkomna")
    assert "Tack!" in (town.employer.toast or "")
    await town.employer.tap("Ja, välkomna")
    assert "redan bekräftad" in (town.employer.toast or "")
    assert sum("säger ja" in text for text in await town.teacher.texts()) == 1


async def test_help_and_menu_work_in_the_middle_of_a_question_and_the_draft_waits(town: Town) -> None:
    await register_employer(town)
    phone = town.employer
    await phone.send("stå i kassan på ett café")
    assert "Så här funkar det" in await phone.send("/hjalp")
    await phone.send("/avbryt")
    await phone.tap("Erbjud praktikplatser")
    await phone.tap("Fortsätt på utkastet")
    assert "Det låter som" in await phone.says()


async def test_a_senseless_number_of_seats_is_explained_and_asked_again(town: Town) -> None:
    await register_employer(town)
    phone = town.employer
    await phone.send("stå i kassan på ett café")
    for label in ("Stämmer", "Prao åk 9", "^Klar$"):
        await phone.tap(label)
    await phone.send("10")
    await phone.tap("^Klar")
    for typed in ("0", "9999", "-1", "många", "1" * 4000, "🧁"):
        assert re.search("mellan 1 och 99|med siffror", await phone.send(typed))
    assert "boka direkt" in await phone.send("99")


async def test_a_button_that_is_a_month_old_means_what_it_said(town: Town) -> None:
    await open_town(town)
    phone = town.teacher
    await phone.send("/meny")
    for label in ("Sök platser", "Prao åk 9"):
        await phone.tap(label)
    await phone.send("v 10")
    await phone.tap("^1$")
    await phone.tap("^1$")
    await town.go_to("2027-03-10T12:00")
    assert "v 10 har redan varit" in await phone.tap("Skicka förfrågan")
    assert "Café Solsidan" in await phone.tap("Visa platsen")


async def test_an_old_button_under_a_deleted_message_is_answered_in_a_new_one(town: Town) -> None:
    phone = town.employer
    await phone.send("/start")
    await phone.press({"message_id": 9999, "data": "b:employer"})
    async with asyncio.timeout(10), town.recorder.news:
        await town.recorder.news.wait_for(lambda: town.recorder.answers.total() == 1)
    assert "organisationsnummer" in await phone.says()
