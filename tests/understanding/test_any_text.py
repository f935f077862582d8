"""No text whatever raises, and none takes long."""

import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.understanding.utterance import SLOTLESS, Role
from tests.understanding.reading import phrases, read

LONGEST = 4_096
LIMIT = 0.05  # Seconds.
ROLES: list[Role] = ["teacher", "employer", "unknown"]
PARTS = "v vecka 12 - – / , . : ( ) + & 12/3 åk 8 nian 9C en två st elever från till och eller inte mark Borås Borås Bildepå i vår maj may 2027 070-123 kl 8-16 😀 å é".split()  # noqa: E501, SIM905

HOSTILE = {
    "digits": "1" * LONGEST,
    "dates": "1/" * 2048,
    "ranges": "12-" * 1365,
    "weeks": "v12 " * 1024,
    "brackets": "([{" * 1365,
    "one word": "a" * LONGEST,
    "emojis": "😀👩‍🏫" * 1024,
    "articles": "en " * 1365,
    "negations": "inte " * 819,
    "telephones": "070-1 " * 682,
    "prefixes": "+46 7 " * 682,
    "capitals": "Ab Cd " * 682,
    "commas": "1," * 2048,
    "marks": "a\u0301" * 2048,
    "addresses": "x" * 2000 + "@" + "y" * 2000,
    "places": "Borås och Mark eller " * 195,
    "mine": "min elev och en till " * 195,
    "from": "fr o m " * 585,
    "stops": "v." * 2048,
    "hyphens": "a-" * 2048,
    "lines": "\n" * LONGEST,
    "unknown words": " ".join(f"xq{number}zw" for number in range(500))[:LONGEST],
    "story": " ".join(phrase["text"] for phrase in phrases("ours.jsonl"))[:LONGEST],
}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.sampled_from(ROLES), st.dates())
def test_no_text_raises(text: str, role: Role, today: date) -> None:
    read(text, role, today)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40), st.sampled_from(["", " "]), st.sampled_from(ROLES))
def test_what_is_read_is_always_in_order_and_points_into_the_text(
    parts: list[str], glue: str, role: Role
) -> None:
    text = glue.join(parts)
    said = read(text, role)
    assert said.weeks is None or said.weeks[0] <= said.weeks[1]
    assert said.seats is None or said.seats > 0
    assert said.intent not in SLOTLESS or not (said.weeks or said.words or said.municipalities)
    for listed in said.spans.values():
        assert all(0 <= first < last <= len(text) for first, last in listed)


@pytest.mark.parametrize("name", HOSTILE)
def test_four_thousand_characters_of_anything_are_read_in_no_time(name: str) -> None:
    text = HOSTILE[name]
    read("prao v 12")
    assert min(_seconds(text) for _ in range(5)) < LIMIT


def _seconds(text: str) -> float:
    # Of the processor, so that a busy machine does not matter.
    began = time.process_time()
    read(text)
    return time.process_time() - began


def test_importing_it_loads_neither_the_tables_nor_the_database() -> None:
    heavy = "sqlalchemy sqlmodel aiogram pydantic rapidfuzz"
    code = (
        "import sys, models.understanding as u; "
        f"assert not set('{heavy}'.split()) & set(sys.modules); "
        "from models.understanding.lexicon import lexicon; "
        "assert lexicon.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
