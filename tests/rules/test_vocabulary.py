"""Fields, municipalities, stems, and guessing the field of work from what people write."""

import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import (
    FIELD_BY_CODE,
    FIELD_BY_ID,
    FIELDS,
    MUNICIPALITIES,
    find_municipality,
    guess_fields,
    municipality_name,
    stems,
)
from models.vocabulary.keys import key
from models.vocabulary.stemming import MOST_STEMS, stem
from models.vocabulary.tables import columns

BY_NAME = {field.sv: field for field in FIELDS}
LINES = (Path(__file__).with_name("sentences.tsv").read_text("utf-8").splitlines())[1:]
SENTENCES = [tuple(line.split("\t")) for line in LINES]


def first_guess(text: str) -> str | None:
    guesses = guess_fields(text)
    return FIELD_BY_ID[guesses[0].field_id].sv if guesses else None


def test_a_field_keeps_its_code_for_ever() -> None:
    assert [field.code for field in FIELDS] == list(range(1, 22))
    assert (FIELD_BY_CODE[1].id, FIELD_BY_CODE[7].id, FIELD_BY_CODE[21].id) == (
        "X82t_awd_Qyc",
        "ScKy_FHB_7wT",
        "6Hq3_tKo_V57",
    )
    assert all(field.sv and field.en and field.emoji for field in FIELDS)


def test_only_soldiers_and_managers_are_hidden() -> None:
    assert {field.en for field in FIELDS if field.hidden} == {"Military work", "Managers and directors"}


@pytest.mark.parametrize("table", ["occupations.tsv", "workplaces.tsv", "tasks.tsv"])
def test_every_term_speaks_for_a_field_that_exists(table: str) -> None:
    allowed = set(FIELD_BY_ID) | ({""} if table == "tasks.tsv" else set())
    assert {row[1] for row in columns(table)} <= allowed


def test_the_stems_in_the_table_are_those_of_the_stemmer() -> None:
    stale = [term for term, _, _, stored in columns("occupations.tsv") if key(term) != stored]
    assert not stale, "run python -m models.vocabulary.keys"


def test_nine_of_ten_sentences_are_understood_at_the_first_guess() -> None:
    # 102 of 109 when written. 36 of them were written after the task list, of which 27 were right at once and
    # 30 after words were added for some: about three of four is what to expect of a text never seen before.
    missed = [(text, field) for text, field in SENTENCES if first_guess(text) != field]
    assert len(SENTENCES) >= 60
    assert len(missed) <= len(SENTENCES) // 10, missed


def test_every_field_is_recognised_in_some_sentence() -> None:
    assert set(BY_NAME) == {field for text, field in SENTENCES if first_guess(text) == field}


def test_the_right_field_is_nearly_always_among_the_three_on_offer() -> None:
    among = [field in {FIELD_BY_ID[g.field_id].sv for g in guess_fields(text)} for text, field in SENTENCES]
    assert Counter(among)[True] >= len(SENTENCES) * 0.95


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("caféet", "Hotell, restaurang, storhushåll"),
        ("VERKSTADEN", "Installation, drift, underhåll"),
        ("i bagerierna", "Hantverk"),
        ("skolrestaurang", "Hotell, restaurang, storhushåll"),
        ("hemkunskapslärarens", "Pedagogik"),
        ("kassaarbete", "Försäljning, inköp, marknadsföring"),
        ("snikeri", "Hantverk"),
        ("bagreiet", "Hantverk"),
        ("fo\u0308rskolan", "Pedagogik"),  # An o and its dots apart, as some phones write.
    ],
)
def test_inflections_compounds_and_typos_are_understood(text: str, field: str) -> None:
    assert first_guess(text) == field


@pytest.mark.parametrize(
    "text", ["", "   ", "???", "🙂", "praktikplats för två elever i åk 9", "qzxw vkqj", "12-14"]
)
def test_nothing_is_guessed_where_nothing_is_said(text: str) -> None:
    assert guess_fields(text) == []


@given(st.text(max_size=400), st.integers(0, 5))
def test_any_text_gets_an_orderly_answer(text: str, limit: int) -> None:
    guesses = guess_fields(text, limit)
    assert len(guesses) <= limit
    assert [g.score for g in guesses] == sorted((g.score for g in guesses), reverse=True)
    assert len({g.field_id for g in guesses}) == len(guesses)
    assert all(g.field_id in FIELD_BY_ID and g.term and g.score > 0 for g in guesses)


def cpu_seconds(text: str) -> float:
    began = time.process_time()
    guess_fields(text)
    return time.process_time() - began


@pytest.mark.parametrize(
    "words",
    [
        [f"{head}xq{n}" for n in range(600) for head in ("bageri", "qqz")],
        [term for term, *_ in columns("occupations.tsv")[::37]],
        ["x" * 5000],
    ],
    ids=["unknown", "occupations", "one long word"],
)
def test_the_longest_text_takes_a_blink(words: list[str]) -> None:
    text = " ".join(words)[:5000]
    guess_fields("kök")
    # Twenty milliseconds of processor time are promised; a shared machine gets three times that.
    assert min(cpu_seconds(text) for _ in range(3)) < 0.06


def test_slow_packages_wait_until_they_are_needed() -> None:
    program = "import models.vocabulary, models.weeks, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"models.weeks", "models.vocabulary"} <= set(done.stdout.split())
    assert not {"holidays", "rapidfuzz"} & set(done.stdout.split())


def test_sjuharad_has_its_eight_in_the_order_of_the_menu() -> None:
    names = ["Borås", "Mark", "Ulricehamn", "Tranemo", "Svenljunga", "Bollebygd", "Herrljunga", "Vårgårda"]
    assert [one.name for one in MUNICIPALITIES] == names
    assert municipality_name("1490") == "Borås"
    assert municipality_name("0680") == "Jönköping"
    with pytest.raises(KeyError):
        municipality_name("9999")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("borås", "Borås"),
        (" BORÅS ", "Borås"),
        ("Boras", "Borås"),
        ("bora\u030as", "Borås"),
        ("Marks kommun", "Mark"),
        ("Ulricehmn", "Ulricehamn"),
        ("svenljugna", "Svenljunga"),
        ("Herljunga", "Herrljunga"),
        ("vargarda", "Vårgårda"),
        ("Götebrog", "Göteborg"),
        ("halmstad", "Halmstad"),
        ("hjo", "Hjo"),
    ],
)
def test_a_municipality_is_found_however_it_is_spelled(text: str, name: str) -> None:
    found = find_municipality(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["", "a", "mars", "marken", "Stockholm", "hemma", "kommun", "x" * 5000, "🙂"]
)
def test_a_municipality_is_never_guessed_wildly(text: str) -> None:
    assert find_municipality(text) is None


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up_as_a_municipality(text: str) -> None:
    found = find_municipality(text)
    assert found is None or municipality_name(found.code) == found.name


@pytest.mark.parametrize(
    "forms",
    [
        ["kassa", "kassan", "kassor", "kassorna"],
        ["bageri", "bageriet", "bagerier", "bagerierna"],
        ["förskola", "förskolan", "förskolor", "förskolans"],
        ["stall", "stallet", "stallen"],
        ["gym", "gymmet"],
        ["äldreboende", "äldreboendet", "äldreboenden"],
        ["café", "Caféet"],
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms: list[str]) -> None:
    assert len({tuple(stems(form)) for form in forms}) == 1, [stems(form) for form in forms]


def test_stems_leave_out_small_words_and_repetitions() -> None:
    assert stems("Hästar och hästen i ett stall, och stallet") == ["häst", "stall"]
    assert stems("och i på") == []


@given(st.text(max_size=3000))
def test_stems_are_few_unique_and_lower_case(text: str) -> None:
    found = stems(text)
    assert len(found) == len(set(found)) <= MOST_STEMS
    assert all(one and one == one.lower() for one in found)


def test_what_a_caller_does_to_its_stems_does_not_reach_the_next_one() -> None:
    stems("måla staket").clear()
    assert stems("måla staket")


def test_threads_that_stem_at_once_do_not_disturb_each_other() -> None:
    terms = [term for term, *_ in columns("occupations.tsv")[:1200]]
    expected = {term: key(term) for term in terms}
    wrong: list[str] = []
    stem.cache_clear()

    def read() -> None:
        wrong.extend(term for term in terms if key(term) != expected[term])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
