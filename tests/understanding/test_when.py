"""Weeks, dates, months, terms and breaks in all the ways that people write them."""

from datetime import date

import pytest

from tests.understanding.reading import weeks

WRITTEN = {
    "v.12-14": "2027W12–14",
    "V 12 – 14 i Borås": "2027W12–14",
    "vecka 12, 13, 14 och 15": "2027W12–15",
    "v 12+13": "2027W12–13",
    "v12,13 lager": "2027W12–13",
    "v 10 & 11": "2027W10–11",
    "v10/v11 båda funkar": "2027W10–11",
    "veka 12 t o m 14": "2027W12–14",
    "v. 10 t.o.m. v. 12": "2027W10–12",
    "vecka tolv till fjorton": "2027W12–14",
    "mellan v 16 och v 18": "2027W16–18",
    "week 12 through 14": "2027W12–14",
    "weeks 12, 13 & 15": "2027W12–15",
    "v48 i Kinna": "2026W48",
    "v 47": "2027W47",
    "v 52-1": "2026W52–2027W1",
    "v 51 till v 2": "2026W51–2027W2",
    "prao v45 + v47 (ej 46)": "2027W45–47",
    "v 20 2028": "2028W20",
    "2028 v 20": "2028W20",
    "2027-W10": "2027W10",
    "vecka 10 2029": "2029W10",
    "v 5 nästa år": "2027W5",
    "v 53": "2026W53",
    "vecka 53 2027": "",
    "v 99": "",
    "v 0": "",
    "den 15 mars": "2027W11",
    "15:e mars": "2027W11",
    "15/3": "2027W11",
    "12-14/3": "2027W10",
    "15-26/3": "2027W11–12",
    "15/3 t.o.m. 26/3": "2027W11–12",
    "3/3–14/3": "2027W9–10",
    "29 mars till 9 april": "2027W13–14",
    "21 december – 8 januari": "2026W52–2027W1",
    "12 april till sista maj": "2027W15–22",
    "2027-03-01 till 2027-03-12": "2027W9–10",
    "from the 3rd to the 14th of May": "2027W18–19",
    "March 8 to March 19": "2027W10–11",
    "3-14 May 2027": "2027W18–19",
    "3 maj 2 elever": "2027W18",
    "i maj": "2027W18–21",
    "april/maj": "2027W13–21",
    "mars–april 2028": "2028W9–17",
    "maj nästa år": "2027W18–21",
    "första veckan i maj": "2027W18",
    "de två sista veckorna i april": "2027W16–17",
    "may I book a place in week 12?": "2027W12",
    "March or April": "2027W9–17",
    "i vår": "2027W2–23",
    "vt27": "2027W2–23",
    "VT-28 apl": "2028W2–23",
    "i höst": "2026W34–51",
    "next autumn": "2027W34–51",
    "nästa termin": "2027W2–23",
    "den här terminen": "2026W34–51",
    "sportlovet": "2027W7",
    "veckan efter höstlovet": "2027W45",
    "the week after the winter break": "2027W8",
    "nästa vecka": "2026W49",
    "den här veckan": "2026W48",
    "om två veckor": "2026W50",
    "in two weeks": "2026W50",
    "två veckor från v 12": "2027W12–13",
    "5 v fr 25 jan": "2027W4–8",
    "fr.o.m. 5 april i två veckor": "2027W14–15",
    "10v lia från v 4": "2027W4–13",
    "v 5 och fem veckor framåt": "2027W5–9",
    "for four weeks starting week 10": "2027W10–13",
    "praktik i fyra veckor": "",
    "inte v 12": "",
    "alla veckor utom v 7": "",
    "v 8 kan vi inte men v 9 går bra": "2027W9",
    "v 12 eller 13, inte 14": "2027W12–13",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_weeks_are_read_however_they_are_written(text: str) -> None:
    assert weeks(text) == WRITTEN[text]


TRAPS = {
    "plats finns för 2 v12 målare": "2027W12",
    "2 v prao från v 6 på Industrigatan 5": "2027W6–7",
    "Storgatan 12 v 14, en elev": "2027W14",
    "Boråsvägen 8 v 8": "2027W8",
    "åk 8-9 v 8-9": "2027W8–9",
    "kl 8-16 v 12": "2027W12",
    "v12 kl 12": "2027W12",
    "033-17 40 12 v 13": "2027W13",
    "org nr 556677-8899, v 33": "2027W33",
    "v 12 2st": "2027W12",
    "v 17 3 elever": "2027W17",
    "v 12, 3 st": "2027W12",
    "v 12 och 2 elever": "2027W12",
    "Prao, åk 8, vecka 18-19, 5 st": "2027W18–19",
    "i vår butik v 12": "2027W12",
    "vår verkstad tar emot i vår": "2027W2–23",
    "v 10-12 vux": "2027W10–12",
}


@pytest.mark.parametrize("text", TRAPS)
def test_other_numbers_are_no_weeks(text: str) -> None:
    assert weeks(text) == TRAPS[text]


@pytest.mark.parametrize(
    ("today", "text", "read"),
    [
        (date(2027, 3, 14), "v 10", "2027W10"),  # A Sunday: its week is not over.
        (date(2027, 3, 15), "v 10", "2028W10"),
        (date(2027, 3, 14), "nästa vecka", "2027W11"),
        (date(2026, 12, 28), "v 53", "2026W53"),
        (date(2027, 1, 4), "v 53", ""),
        (date(2026, 12, 28), "v 1-3", "2027W1–3"),
        (date(2027, 6, 14), "i vår", "2028W2–23"),
        (date(2027, 5, 19), "i vår", "2027W2–23"),
        (date(2027, 5, 19), "nästa vår", "2028W2–23"),
        (date(2027, 8, 23), "i maj nästa år", "2028W18–21"),
        (date(2027, 12, 20), "3 januari", "2028W1"),
    ],
)
def test_what_comes_next_depends_on_the_day(today: date, text: str, read: str) -> None:
    assert weeks(text, today=today) == read


def test_a_school_year_before_weeks_is_no_number_of_weeks() -> None:
    assert weeks("we can take two from year nine weeks 14-15", "employer") == "2027W14–15"
    assert weeks("två från årskurs nio veckor 14-15", "employer") == "2027W14–15"


def test_what_is_taken_back_keeps_its_weeks() -> None:
    assert weeks("ångrar mig, vill inte ha nån prao hos oss v 10", "employer") == "2027W10"
    assert weeks("vi kan inte ta emot v 21 längre", "employer") == "2027W21"


SAID_OF_SOMETHING_ELSE = {
    "hon har varit sjuk i tre veckor, vi vill ha en plats v 19": "2027W19",
    "utvecklingssamtalen är v 6 men praon är v 20": "2027W20",
    "hon fyller 15 den 2 februari. Prao v 12": "2027W12",
    "han har inte varit i skolan sedan v 38, prao v 12": "2027W12",
    "week 43, not 44 as I wrote, three pupils": "2027W43",
    "vi har prao v 43, v 44 är det ju höstlov": "2027W43",
}


@pytest.mark.parametrize("text", SAID_OF_SOMETHING_ELSE)
def test_weeks_of_something_else_are_not_asked_for(text: str) -> None:
    assert weeks(text) == SAID_OF_SOMETHING_ELSE[text]
