"""Organisation numbers are checked; personal numbers are refused and never repeated."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from models.organisation_numbers import (
    WrongOrganisationNumber,
    check_organisation_number,
    looks_like_personal_number,
)

MADE_UP_PERSON = "811228-9874"  # The authorities' own example of a number that nobody has.

organisations = st.builds(
    lambda first, third, rest: _with_check_digit(f"{first}{third}{rest:06}"),
    st.sampled_from(["16", "20", "21", "55", "57", "71", "76", "80", "96"]),
    st.integers(2, 9),
    st.integers(0, 10**6 - 1),
)
people = st.builds(
    lambda born, rest: _with_check_digit(f"{born:%y%m%d}{rest:03}"),
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.integers(0, 999),
)


def _with_check_digit(nine: str) -> str:
    return nine + str(luhn.calc_check_digit(nine))


@pytest.mark.parametrize(
    "text",
    [
        "556036-0793",
        "5560360793",
        " 556036 0793 ",
        "556036–0793",
        "556036\u20110793",
        "16556036-0793",
        "SE556036079301",
        "se 556036-0793 01",
        "556036\u00a00793",
        "５５６０３６０７９３",
    ],
)
def test_a_number_is_known_however_it_is_written(text: str) -> None:
    assert check_organisation_number(text) == "556036-0793"


@given(organisations)
def test_every_right_number_comes_back_in_one_form(number: str) -> None:
    canonical = f"{number[:6]}-{number[6:]}"
    for text in (number, canonical, f"16{number}", f"SE{number}01"):
        assert check_organisation_number(text) == canonical


@given(organisations, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, at: int, by: int) -> None:
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    with pytest.raises(WrongOrganisationNumber) as refusal:
        check_organisation_number(wrong)
    assert refusal.value.reason == ("personal" if int(wrong[2]) < 2 else "checksum")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("556036-079", "length"),
        ("55603607931", "length"),
        ("SE556036079302", "length"),
        ("17556036-0793", "length"),
        ("556O36-0793", "digits"),
        ("kommer sen", "digits"),
        ("556036-0793 🙂", "digits"),
        ("٥٥٦٠٣٦٠٧٩٣", "digits"),
        ("556036-0794", "checksum"),
        (MADE_UP_PERSON, "personal"),
        ("19811228-9874", "personal"),
        ("201103032384", "personal"),
        ("SE811228987401", "personal"),
        ("811228-9875", "personal"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(WrongOrganisationNumber) as refusal:
        check_organisation_number(text)
    assert refusal.value.reason == reason


@given(people, st.sampled_from(["{}", "19{}", "20{}", "SE{}01", "16{}"]))
def test_a_refusal_never_repeats_somebodys_number(number: str, form: str) -> None:
    with pytest.raises(WrongOrganisationNumber) as refusal:
        check_organisation_number(form.format(number))
    error = refusal.value
    assert error.reason == "personal"
    assert error.args == ("personal",)
    assert error.__cause__ is None
    assert error.__context__ is None
    assert number not in f"{error!r}{error}{vars(error)}"


@given(st.text(max_size=60) | st.text("0123456789 -+SE", max_size=16))
def test_any_text_is_either_a_number_or_refused(text: str) -> None:
    found: str | None = None
    with suppress(WrongOrganisationNumber):
        found = check_organisation_number(text)
    assert found is None or check_organisation_number(found) == found


@given(people)
def test_a_personal_number_in_a_text_is_noticed(number: str) -> None:
    six, four = number[:6], number[6:]
    for written in (f"{six}-{four}", f"{six}+{four}", f"19{six}-{four}", f"{six} – {four}", f"20{six}{four}"):
        # 29 February is no date in every century.
        if not six.endswith("0229"):
            assert looks_like_personal_number(f"Eleven heter Kim, {written}, och går i åk 9.")


@pytest.mark.parametrize("text", ["811288-9871", "1981-12-28-9874", "000229-0005", "8112289874"])
def test_coordination_numbers_and_unusual_marks_are_noticed(text: str) -> None:
    assert luhn.is_valid("".join(filter(str.isdigit, text))[-10:])
    assert looks_like_personal_number(text)


@given(organisations)
def test_an_organisation_number_is_no_personal_number(number: str) -> None:
    assert not looks_like_personal_number(f"Vårt nummer är {number[:6]}-{number[6:]} ({number}).")


@pytest.mark.parametrize(
    "text",
    [
        "0701234567",
        "070-123 45 67",
        "811228-9875",
        "811328-9873",
        "v. 12-14",
        "8-16",
        "1234567811228-9874",
        "",
        "033-35 70 00",
    ],
)
def test_phones_wrong_check_digits_and_impossible_dates_pass(text: str) -> None:
    assert not looks_like_personal_number(text)


@given(st.text(max_size=200) | st.text("0123456789-+ ", max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert looks_like_personal_number(text) in {True, False}
