"""`python -m bot understand`: anyone can see how sentences are read."""

import io
import json
import subprocess
import sys

from bot.understand_command import main
from tests.understanding.reading import phrases

FIELDS = [
    *("text", "today", "role", "language", "intent", "form", "weeks", "seats"),
    *("municipalities", "fields", "grade", "employer", "words"),
]


def run(*arguments: str, given: str) -> list[dict[str, object]]:
    out = io.StringIO()
    assert main(arguments, io.StringIO(given), out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_gives_one_object_with_exactly_the_fields_of_the_phrases() -> None:
    given = "2 elever prao v 20 vård Borås\n\nhej\n"
    first, second = run("--today", "2026-11-23", "--role", "teacher", given=given)
    assert list(first) == FIELDS
    assert set(FIELDS) == set(phrases("phrases.jsonl")[0]) - {"note"}
    assert first["weeks"] == ["2027-W20", "2027-W20"]
    assert first["fields"] == ["Hälso- och sjukvård"]
    assert second["intent"] == "greeting"


def test_objects_bring_their_own_day_and_role() -> None:
    rows = [
        {"text": "2 elever v 12", "today": "2027-03-29", "role": "employer"},
        {"text": "2 elever v 12", "today": "2027-03-28"},
    ]
    first, second = run("--jsonl", "--role", "teacher", given="\n".join(json.dumps(row) for row in rows))
    assert (first["intent"], first["weeks"]) == ("offer", ["2028-W12", "2028-W12"])
    assert (second["intent"], second["weeks"]) == ("search", ["2027-W12", "2027-W12"])


def test_a_line_that_is_no_object_ends_with_a_sentence_and_code_2() -> None:
    for line in (
        "nonsense",
        "[]",
        "{}",
        '{"text": 3}',
        '{"text": "a", "role": "king"}',
        '{"text": "a", "today": "x"}',
    ):
        assert main(["--jsonl"], io.StringIO(line), io.StringIO()) == 2


def test_the_command_answers_without_loading_the_bot() -> None:
    code = (
        "import runpy, sys; sys.argv = ['bot', 'understand', '--today', '2026-11-23']\n"
        "try: runpy.run_module('bot', run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert 'aiogram' not in sys.modules and 'sqlalchemy' not in sys.modules"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input="prao v 12",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(ran.stdout)["weeks"] == ["2027-W12", "2027-W12"]
