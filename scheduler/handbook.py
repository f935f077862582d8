"""Prints the timetable as the README has it: `python -m scheduler.handbook README.md` writes it in place."""

import sys
from pathlib import Path

from models.timetable import TIMETABLE
from models.timetable_row import Anchor, Row, When

BEGINS, ENDS = "<!-- timetable begins -->", "<!-- timetable ends -->"


def table() -> str:
    """One line for each row of the timetable, as Markdown."""
    head = ("| to | when | what is said | with one tap | until |", "| --- | --- | --- | --- | --- |")
    return "\n".join((*head, *(_line(row) for row in TIMETABLE)))


def in_place(text: str) -> str:
    """`text` with the table of today between its two marks; `ValueError` where they are missing."""
    before, rest = text.split(BEGINS)
    _, after = rest.split(ENDS)
    return f"{before}{BEGINS}\n{table()}\n{ENDS}{after}"


def _line(row: Row) -> str:
    until = "while true" if row.until is None else _when(row.until)
    cells = (row.reader.value, _when(row.when), _says(row), row.tap, until)
    return f"| {' | '.join(cells)} |"


def _says(row: Row) -> str:
    marks = []
    if row.question:
        marks.append("a question")
    if row.may_hurry:
        marks.append("urgent within two days")
    if row.group is not None:
        marks.append(f"muted by *{row.group.value}*")
    if row.extract:
        marks.append("where an extract is asked for")
    if row.weeks_ahead:
        marks.append("only on wish")
    if row.where_muted is not None:
        marks.append(f"where *{row.where_muted.value}* is muted")
    return f"{row.says} ({'; '.join(marks)})" if marks else row.says


def _when(when: When) -> str:
    if not when.days:
        day = "at once" if when.anchor is Anchor.CHANGE else when.anchor.value
    else:
        side = "before" if when.days < 0 else "after"
        day = f"{_span(abs(when.days), when.working)} {side} {when.anchor.value}"
    return f"{day}, {when.at:%H:%M}" if when.at else day


def _span(days: int, working: bool) -> str:
    if working:
        return f"{days} working day{'s' if days > 1 else ''}"
    weeks, over = divmod(days, 7)
    assert not over, "the table counts in weeks or working days"
    return f"{weeks} week{'s' if weeks > 1 else ''}"


def main(path: str) -> None:
    """Writes the table into the file at `path`."""
    file = Path(path)
    file.write_text(in_place(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
