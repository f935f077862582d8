"""`python -m bot understand`: shows how sentences from standard input are read, one JSON object a line."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TextIO, get_args

from models.clock import SystemClock
from models.understanding import Utterance, understand
from models.understanding.utterance import Role
from models.vocabulary import FIELD_BY_ID
from models.weeks import iso_year, local_day, week_number

ROLES: tuple[Role, ...] = get_args(Role)


def main(arguments: Sequence[str], source: Iterable[str] = sys.stdin, out: TextIO = sys.stdout) -> int:
    """The exit code: 0, or 2 after a line that is no JSON object with a text (said on standard error)."""
    options = _parser().parse_args(arguments)
    today = options.today or local_day(SystemClock().now())
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            text, day, role = (
                _given(line, today, options.role)
                if options.jsonl
                else (line.strip("\r\n"), today, options.role)
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            print(f"line {number}: {error!r}", file=sys.stderr)  # noqa: T201
            return 2
        print(json.dumps(as_json(text, day, role), ensure_ascii=False), file=out)
    return 0


def as_json(text: str, today: date, role: Role) -> dict[str, Any]:
    """The reading as the annotated phrases have it: weeks as "2027-W12", fields by their label of 2021."""
    said = understand(text, today, role)
    return {
        "text": text,
        "today": today.isoformat(),
        "role": role,
        "language": said.language,
        "intent": said.intent,
        "form": said.form,
        "weeks": [_iso(monday) for monday in said.weeks] if said.weeks else None,
        "seats": said.seats,
        "municipalities": list(said.municipalities),
        "fields": list(_labels(said)),
        "grade": said.grade,
        "employer": said.employer,
        "words": list(said.words),
    }


def _labels(said: Utterance) -> Iterator[str]:
    return (FIELD_BY_ID[field].sv_2021 for field in said.fields)


def _iso(monday: date) -> str:
    return f"{iso_year(monday)}-W{week_number(monday):02}"


def _given(line: str, today: date, role: Role) -> tuple[str, date, Role]:
    given = json.loads(line)
    named = given.get("role", role)
    if named not in ROLES:
        raise ValueError(f"no such role: {named}")
    text = given["text"]
    if not isinstance(text, str):
        raise TypeError("text is no string")
    return text, date.fromisoformat(given["today"]) if "today" in given else today, named


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot understand", description="How sentences are read.")
    parser.add_argument(
        "--today", type=date.fromisoformat, help="the day on which they are written (default: today)"
    )
    parser.add_argument("--role", choices=ROLES, default="unknown", help="who writes (default: unknown)")
    parser.add_argument(
        "--jsonl", action="store_true", help="read objects with text, today and role, one a line"
    )
    return parser
