"""The buttons of notices, through HTTP: each answers, tells whom it should, and is kind when it is old."""

import re

import pytest
from sqlalchemy.orm import Session

from handlers.callbacks import Away, EmptyWeeks, Later, OfferAgain, Remind, Reply, Tick
from models import coordinating, employers, people, placements, reservations, schools
from tests.cast import NINTH, V10, V11
from tests.conversations.conftest import COORDINATOR, EMPLOYER, NOW, TEACHER, Town
from tests.conversations.playing import played_once
from tests.phone import Phone

TWO_WEEKS, ONE_WEEK, DAY_BEFORE = "2027-02-22T08:00", "2027-03-01T08:00", "2027-03-05T08:00"
FIRST_DAY, OVER = "2027-03-08T10:00", "2027-03-22T08:00"


def _person(session: Session, chat_id: int) -> int:
    who = people.meet(session, chat_id)
    assert who is not None
    return who.id


def _offer(session: Session) -> int:
    """The café in Borås is approved and offers two seats in weeks 10 and 11 to grade 9."""
    owner = _person(session, EMPLOYER)
    employer = employers.register(session, owner, NOW)
    employers.name(session, owner, employer, "Café Solsidan")
    employers.settle(session, owner, employer, "1490")
    employers.contact(session, owner, employer, "Maja Lind", "033-12 34 56")
    session.flush()
    place = placements.draft(session, owner, employer, NOW)
    placements.write(session, owner, place, "what", "Stå i kassan och baka", NOW)
    placements.write(session, owner, place, "hours", "Mån–fre 8–15", NOW)
    placements.write(session, owner, place, "lunch", "Ingår", NOW)
    placements.choose(session, owner, place, NOW, field="ScKy_FHB_7wT", municipality="1490", direct=False)
    placements.take_audience(session, owner, place, NINTH, NOW)
    placements.offer_weeks(session, owner, place, [V10, V11], NOW)
    placements.set_seats(session, owner, place, 2, None, NOW)
    placements.publish(session, owner, place, NOW)
    session.flush()
    coordinating.decide_employer(session, _person(session, COORDINATOR), employer, approved=True, now=NOW)
    return place


def _book(session: Session) -> None:
    """Karin's 9B, two pupils, comes in both weeks; Maja has said yes."""
    place, teacher = _offer(session), _person(session, TEACHER)
    school = schools.school(session, "Viskaskolan", "1490", NOW)
    schools.welcome(session, teacher, school, NOW, by=_person(session, COORDINATOR))
    made = reservations.reserve(session, teacher, place, V10, V11, 2, NINTH, "a", NOW)
    reservations.label(session, teacher, made.reservation_id, "9B", NOW)
    reservations.confirm(session, _person(session, EMPLOYER), made.reservation_id, NOW)


async def _everybody(town: Town) -> None:
    for phone in (town.coordinator, town.employer, town.teacher):
        await phone.send("/start")


@played_once
async def _booked(town: Town) -> None:
    await _everybody(town)
    await town.store.write(_book)
    await town.application.clockwork.tick()


@pytest.fixture
async def booked(town: Town) -> Town:
    """Two pupils come to the café in weeks 10 and 11."""
    await _booked(town)
    return town


async def ticks(phone: Phone) -> list[str]:
    return [text for text in await phone.buttons() if text[0] in "☐☑"]


async def test_the_employer_ticks_the_checklist_and_finds_the_ticks_again(booked: Town) -> None:
    await booked.go_to(TWO_WEEKS)
    await booked.employer.tap("Handledare utsedd")
    assert await ticks(booked.employer) == [
        "☑ Handledare utsedd",
        "☐ Skyddsombudet vet",
        "☐ Plan för första dagen",
    ]
    await booked.employer.tap("Skyddsombudet")
    assert "Allt är ordnat" in await booked.employer.tap("Plan för")
    await booked.employer.tap("Skyddsombudet")
    assert (await ticks(booked.employer))[1] == "☐ Skyddsombudet vet"


async def test_the_teacher_sees_contact_and_times_and_is_reminded_again_tomorrow(booked: Town) -> None:
    await booked.go_to(TWO_WEEKS)
    assert "23 februari" in await booked.teacher.tap("i morgon")
    await booked.go_to("2027-02-23T08:00")
    assert "Om 13 dagar" in await booked.teacher.says()
    assert "Be eleverna ringa" in await booked.teacher.says()
    await booked.teacher.tap("Visa kontakt och tider")
    assert "033-12 34 56" in await booked.teacher.says()


async def test_the_teacher_hears_whether_the_pupils_have_been_in_touch(booked: Town) -> None:
    await booked.go_to(ONE_WEEK)
    question = await booked.employer.screen()
    await booked.employer.tap("Nej, inte", question)
    assert "har inte hört av" in await booked.teacher.says()
    await booked.employer.forge(Reply(question="heard", reservation=1, value="yes").pack())
    assert "har hört av sig" in await booked.teacher.says()


async def test_the_workplace_is_told_that_somebody_is_ill_and_the_teacher_that_somebody_is_missing(
    booked: Town,
) -> None:
    await booked.go_to(DAY_BEFORE)
    await booked.go_to(FIRST_DAY)
    assert "Kom alla" in await booked.teacher.says()
    await booked.teacher.tap("Någon är borta")
    await booked.teacher.tap("^1$")
    assert "Café Solsidan får veta" in await booked.teacher.says()
    assert "1 elev från Viskaskolan kommer inte i dag" in await booked.employer.says()
    await booked.go_to("2027-03-09T08:30")
    await booked.employer.send("/meny")
    await booked.employer.tap("Bokningar hos oss")
    await booked.employer.tap("^1$")
    await booked.employer.tap("Någon är borta")
    await booked.employer.tap("^2$")
    assert "Café Solsidan saknar 2 elever i dag" in await booked.teacher.says()


async def test_the_last_reminder_says_of_each_fact_what_it_is_about(booked: Town) -> None:
    await booked.go_to(DAY_BEFORE)
    said = (await booked.teacher.says()).splitlines()
    assert {"Mån–fre 8–15", "Lunch: Ingår", "Kontakt: Maja Lind, 033-12 34 56"} <= set(said)


async def test_all_are_there(booked: Town) -> None:
    await booked.go_to(FIRST_DAY)
    assert "allt i gång" in await booked.teacher.tap("Alla är där")


async def test_when_it_is_over_both_answer_and_a_bad_time_reaches_the_coordinator(booked: Town) -> None:
    await booked.go_to(OVER)
    assert "Roligt" in await booked.teacher.tap("^Bra$")
    await booked.employer.tap("Mindre bra")
    assert "Vill ni ta emot igen" in await booked.employer.says()
    await booked.employer.tap("Fråga nästa gång")
    assert "nästa gång" in await booked.employer.says()
    said = await booked.coordinator.says()
    assert "mindre bra hos Café Solsidan" in said
    assert "033-12 34 56" in said


async def test_same_as_last_time_is_one_tap(booked: Town) -> None:
    await booked.go_to("2027-10-11T08:00")
    said = await booked.employer.says()
    assert "våren 2028" in said
    assert "Skolorna i Borås brukar komma v 10–11" in said
    said = await booked.employer.tap("Samma som sist")
    assert "Publicerat för våren 2028" in said
    await booked.employer.send("/meny")
    await booked.employer.tap("Mina platser")
    assert (await booked.employer.says()).count("v 10–11") == 2


async def test_not_this_year_is_one_tap_and_an_old_button_says_so_kindly(booked: Town) -> None:
    await booked.go_to("2027-10-11T08:00")
    question = await booked.employer.screen()
    old = next(
        button["callback_data"]
        for row in question["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "Samma som sist"
    )
    await booked.employer.tap("Inte i år")
    await booked.employer.forge(old)
    assert booked.employer.alert
    assert booked.employer.toast


async def test_change_first_opens_last_times_offer(booked: Town) -> None:
    await booked.go_to("2027-10-11T08:00")
    await booked.employer.tap("Ändra först")
    assert "Publicera" in await booked.employer.buttons()


async def test_weeks_that_nobody_booked_can_stay_or_go(town: Town) -> None:
    await _everybody(town)
    await town.store.write(_offer)
    await town.go_to("2027-02-15T08:00")
    assert "Ingen har bokat v 10–11" in await town.employer.says()
    question = await town.employer.screen()
    assert "Då står de kvar" in await town.employer.tap("Låt dem stå kvar")
    drop = next(
        button["callback_data"]
        for row in question["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"].endswith("Ta bort veckorna")
    )
    assert "Borttaget: v 10–11" in await town.employer.forge(drop)
    await town.employer.forge(drop)
    assert town.employer.alert


async def test_a_person_chooses_hour_subjects_and_one_more_reminder(booked: Town) -> None:
    phone = booked.teacher
    await phone.send("/hjalp")
    assert "kl 8.00" in await phone.tap("Påminnelser")
    await phone.tap("Välj tid")
    await phone.tap("^16.00$")
    assert "☑ 16.00" in await phone.buttons()
    await phone.tap("Tillbaka")
    await phone.tap("Tysta ämnen")
    await phone.tap("Frågor när det är slut")
    await phone.tap("Tillbaka")
    await phone.tap("Extra påminnelse")
    await phone.tap("^4 veckor innan$")
    said = await phone.tap("Tillbaka")
    assert re.search("16.00.*frågor när det är slut.*4 veckor innan", said, re.DOTALL)
    before = len(await phone.texts())
    await booked.go_to("2027-02-08T15:59")
    assert len(await phone.texts()) == before
    await booked.go_to("2027-02-08T16:00")
    assert "Om fyra veckor" in await phone.says()
    await booked.go_to("2027-02-22T16:00")
    await booked.go_to(OVER)
    assert not any("Hur gick det" in text for text in await phone.texts())


SENSELESS = (
    Tick(what="safety", reservation=1, done=1),
    Tick(what="money", reservation=1, done=1),
    Reply(question="heard", reservation=99, value="yes"),
    Reply(question="heard", reservation=1, value="perhaps"),
    Reply(question="love", reservation=1, value="yes"),
    Away(reservation=1, number=1),
    Away(reservation=1, number=-4),
    Later(kind="extract", detail="1", reservation=1, to="monday"),
    Later(kind="nonsense", detail="14", reservation=1, to="monday"),
    Later(kind="remind_employer", detail="14", reservation=1, to="never"),
    OfferAgain(what="same", employer=1, term="2028s"),
    OfferAgain(what="same", employer=1, term="soon"),
    EmptyWeeks(what="drop", placement=1, week=1418),
    EmptyWeeks(what="burn", placement=1, week=1418),
    Remind(what="hour", value="3"),
    Remind(what="hour", value="noon"),
    Remind(what="mute", value="all"),
    Remind(what="weeks", value="9"),
    Remind(what="everything", value=""),
)


async def test_a_strangers_or_senseless_button_gets_a_kind_sentence(booked: Town) -> None:
    await booked.stranger.send("/start")
    for data in SENSELESS:
        booked.stranger.alert, booked.stranger.toast = False, None
        await booked.stranger.forge(data.pack())
        assert booked.stranger.alert, data
        assert booked.stranger.toast
        assert "fel hos mig" not in booked.stranger.toast, data


async def test_a_button_about_a_booking_that_was_cancelled_says_so(booked: Town) -> None:
    await booked.go_to(TWO_WEEKS)
    checklist = await booked.employer.screen()
    await booked.teacher.send("/meny")
    await booked.teacher.tap("Mina bokningar")
    await booked.teacher.tap("^1$")
    await booked.teacher.tap("Avboka")
    await booked.teacher.tap("Ja, avboka")
    await booked.employer.tap("Skyddsombudet", checklist)
    assert booked.employer.alert
    assert "avbokad" in (booked.employer.toast or "")
