"""Numbers that count pupils or places, and the many that do not."""

import pytest

from models.understanding.utterance import Role
from tests.understanding.reading import read

COUNTED: dict[str, int | None] = {
    "2-3 elever v 12 butik": 3,
    "två till tre elever, v 14": 3,
    "en elev": 1,
    "en ny elev till åttan": 1,
    "min elev vill bli frisör": 1,
    "ett par praktikanter": 2,
    "ett dussin praoplatser": 12,
    "ett tjugotal elever behöver prao": 20,
    "tjugofem elever v 12": 25,
    "half a dozen students": 6,
    "pair of students": 2,
    "both students, week 12": 2,
    "en klass på 26 elever": 26,
    "a class of 18 needs placements": 18,
    "max 3": 3,
    "upp till fem åttor": 5,
    "no more than two": 2,
    "4+2 elever": 6,
    "2 killar och en tjej": 3,
    "två åttor och tre nior behöver prao": 5,
    "min elev och en till": 2,
    "jag och min kompis vill praoa": 2,
    "me and my friend want prao": 2,
    "en elev eller två": 2,
    "fem av eleverna saknar praoplats": 5,
    "stryk 2 av de 4 platserna": 2,
    "three 15-year-olds, week 12": 3,
    "två femtonåringar vill till brandstationen": 2,
    "en 15-årig kille": 1,
    "prao v 12 borås 2": 2,
    "prao för två v 12": 2,
    "11 elever, 11 platser": 11,
    "LIA-plats för två systemutvecklare": 2,
    "3st 9:or v.12": 3,
    "åtta elever åk 8 v 8": 8,
    "Har en grupp på sju elever": 7,
    "Min klass på 24 har prao v 19 men sex saknar plats": 6,
    "Vi har 28 elever i klassen och 5 av dem saknar plats": 5,
    "I've got 22 students in my class but only 4 still need a place": 4,
    "förra året hade vi fem elever, nu behöver vi sju platser": 7,
    "placement for a woman, 50": 1,
    "plats för en man, 45, i Borås": 1,
    "praktik för en kille, 17, v 12": 1,
    "min son, 15, vill praoa v 12": 1,
    "a place for a girl, 16.": 1,
    "plats för en kille, 17 v 12": 1,
    "one pupil, 12, week 20": 1,
    "en praktikant, 11, i Borås": 1,
    "our daughter, 15, week 12": 1,
    "LIA, one graphic designer": 1,
    "LIA, two web developers": 2,
    "two nurses, week 12": 2,
    "one hair salon": None,
    "two garden centres": None,
    "en klass, 24": 24,
    "elever, 12": 12,
    "en pojke, 2 flickor": 3,
    "några elever": None,
    "praoplats sökes": None,
    "ett café i en vecka": None,
    "elever från 15 år": None,
    "eleven är 15 år": 1,
    "eleverna är 15 år": None,
    "vi är två lärare": None,
    "åk 9 v 9 kl 8-16": None,
    "ring 070-174 06 48": None,
    "på Storgatan 12": None,
}


@pytest.mark.parametrize("text", COUNTED)
def test_a_teacher_is_understood_to_ask_for_so_many(text: str) -> None:
    assert read(text).seats == COUNTED[text]


OFFERED = {
    "kan ta 2": 2,
    "Vi tar 3!": 3,
    "plats: 1, vecka: 12, kök": 1,
    "Antal platser: 4. Vecka 12-13.": 4,
    "två i köket och en i receptionen": 3,
    "1 plats kök, 2 platser servering": 3,
    "hotellet: reception 1, kök 2, v 10-11": 3,
    "Vi har en LIA-student redan men kan ta en till": 1,
    "en praktikant i taget hela hösten": 1,
    "Vi är sex personer på kontoret och kan ta en elev": 1,
    "40 barn på förskolan, vi tar 2 vfu-studenter": 2,
    "50 kor och plats för en praktikant": 1,
    "vi hade två praoelever i våras och kan ta tre till": 3,
    "we are 5 people and can take 1 student": 1,
}


@pytest.mark.parametrize("text", OFFERED)
def test_an_employer_is_understood_to_offer_so_many(text: str) -> None:
    role: Role = "employer"
    assert read(text, role).seats == OFFERED[text]


SOME_OF_THEM = {
    "fyra elever och två av dem är tjejer": 4,
    "2 elever v 12, en av dem sitter i rullstol": 2,
    "jag har 4 elever, och 1 av dem är allergisk": 4,
    "three pupils, one of them uses a wheelchair": 3,
}


@pytest.mark.parametrize("text", SOME_OF_THEM)
def test_some_of_those_who_were_counted_are_not_counted_again(text: str) -> None:
    assert read(text).seats == SOME_OF_THEM[text]


AGES = {"två killar, de är bara 15": 2, "de är bara 17 så de kan inte köra": None}


@pytest.mark.parametrize("text", AGES)
def test_an_age_that_is_told_alone_counts_nobody(text: str) -> None:
    assert read(text).seats == AGES[text]


WITHOUT_A_PLACE = {
    "alla utom tre har plats": 3,
    "28 elever, alla utom fem har ordnat plats själva": 5,
    "28 deltagare, alla utom tre är placerade sedan länge": 3,
    "28 pupils, all but four already have a place": 4,
    "25 pupils and everyone except four has a place": 4,
    "25 av dem har plats men sju står utan": 7,
    "30 elever i nian, fyra är kvar": 4,
    "31 pupils, six are still without a place": 6,
    "20 är klara, 3 återstår": 3,
    "det återstår 4": 4,
}


@pytest.mark.parametrize("text", WITHOUT_A_PLACE)
def test_those_who_are_left_are_asked_for_and_not_the_class(text: str) -> None:
    assert read(text).seats == WITHOUT_A_PLACE[text]


BOOKED = {
    "avboka dom tre jag bokade v 21": 3,
    "cancel the two we booked": 2,
    "flytta de två som jag bokade": 2,
}


@pytest.mark.parametrize("text", BOOKED)
def test_seats_are_named_by_their_booking(text: str) -> None:
    assert read(text).seats == BOOKED[text]


GROWN_UPS = {"arbetspraktik för en man på 43 år": 1, "2 elever och en man": 3, "kan man ta två elever": 2}


@pytest.mark.parametrize("text", GROWN_UPS)
def test_a_grown_up_is_counted_as_a_pupil_is_and_anybody_is_not(text: str) -> None:
    assert read(text).seats == GROWN_UPS[text]


CHILDREN = {
    "pappa till Alva i åttan": 1,
    "dad of Emma, needs prao week 12": 1,
    "mamma till två tjejer i åttan": 2,
}


@pytest.mark.parametrize("text", CHILDREN)
def test_a_parent_asks_for_one_child_unless_more_are_told_of(text: str) -> None:
    assert read(text).seats == CHILDREN[text]


WITH_FRIENDS = {
    "me n 2 friends want prao": 3,
    "me and 3 classmates": 4,
    "jag och två kompisar vill praoa": 3,
    "mig å två polare vill praoa": 3,
}


@pytest.mark.parametrize("text", WITH_FRIENDS)
def test_whoever_comes_with_friends_is_counted_with_them(text: str) -> None:
    assert read(text).seats == WITH_FRIENDS[text]


STAFF = ("there are six of us working here", "we are six of us in the kitchen")


@pytest.mark.parametrize("text", STAFF)
def test_those_who_work_there_are_no_seats(text: str) -> None:
    role: Role = "employer"
    assert read(text, role).seats is None


SETTLED = {
    "de ville skicka sex elever men det får bli två, v 12": 2,
    "you asked for five, we said yes to three, week 18": 3,
    "vi kan inte ta fler än tre v 12": 3,
    "mer än en person går inte in i butiken, v 10": 1,
}


@pytest.mark.parametrize("text", SETTLED)
def test_what_is_said_yes_to_counts_and_not_what_was_asked(text: str) -> None:
    role: Role = "employer"
    found = read(text, role)
    assert (found.intent, found.seats) == ("offer", SETTLED[text])


BY_SOUND = {"a garage 4 my two pupils wk 46": 2, "place 4 one student wk 12": 1, "4 pupils wk 12": 4}


@pytest.mark.parametrize("text", BY_SOUND)
def test_a_4_that_sounds_like_for_counts_nobody(text: str) -> None:
    assert read(text).seats == BY_SOUND[text]


@pytest.mark.parametrize(
    ("text", "role", "seats"),
    [
        ("another two can come in week 48", "employer", 2),
        ("två får komma v 20", "employer", 2),
        ("one fewer in week 21 than we promised", "employer", 1),
        ("jag råkade reservera sex platser, stryk två", "teacher", 2),
        ("är det klart med 9B:s platser?", "teacher", None),
        ("v 49, 50 och 51 prao fyra elever", "teacher", 4),
        ("ring mig efter tre", "unknown", None),
    ],
)
def test_numbers_beside_what_they_do_not_count(text: str, role: Role, seats: int | None) -> None:
    assert read(text, role).seats == seats
