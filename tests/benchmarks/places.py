"""Invented places by the thousand: the same for the same number of weeks, loaded in bulk."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from itertools import accumulate, islice
from typing import Any

import asyncpg

from models.forms import AUDIENCES
from models.vocabulary import FIELDS, stems
from models.vocabulary.tables import rows as vocabulary
from models.weeks import WEEK

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIRST_MONDAY = date(2026, 11, 30)
HORIZON = 56
TEACHERS = 32
WEEKS_EACH = (10, 40)
FULL = 0.4

Row = tuple[Any, ...]
FIELDS_OFFERED = tuple(one.id for one in FIELDS if not one.hidden)
MUNICIPALITY_CODES = tuple(row["code"] for row in vocabulary("municipalities.tsv"))
_EXTRAS = (
    "Vi äter lunch tillsammans och tar rast två gånger om dagen.",
    "Det går bra att ta bussen hit, hållplatsen ligger utanför porten.",
    "Skyddsskor lånas ut, ta med egna handskar om det är kallt.",
    "Vi är ett litet gäng som gärna visar hur allt går till.",
    "Man får prova på flera olika sysslor under veckan.",
    "Arbetet är tungt ibland men vi hjälps alltid åt.",
)
_NAMES = ("Sol", "Berg", "Ek", "Lind", "Vik", "Dal", "Sjö", "Åby", "Norr", "Hage", "Ström", "Kvarn")
_ENDINGS = ("gårdens", "backens", "vallens", "lundens", "näsets", "holmens", "stadens", "torpets")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by table, in an order that foreign keys allow; the names of columns are in `COLUMNS`."""

    person: list[Row] = field(default_factory=list)
    school: list[Row] = field(default_factory=list)
    teacher: list[Row] = field(default_factory=list)
    employer: list[Row] = field(default_factory=list)
    member: list[Row] = field(default_factory=list)
    placement: list[Row] = field(default_factory=list)
    week: list[Row] = field(default_factory=list)
    word: list[Row] = field(default_factory=list)


COLUMNS = {
    "person": ("id", "chat_id", "name", "language", "consented_at", "created_at"),
    "school": ("id", "name", "municipality", "created_at"),
    "teacher": ("id", "person_id", "school_id", "status", "created_at"),
    "employer": (
        *("id", "sole_trader", "name", "municipality", "status", "created_by", "created_at", "decided_at"),
    ),
    "member": ("employer_id", "person_id", "since"),
    "placement": (
        *("id", "employer_id", "status", "what", "field", "municipality", "takes", "seats", "direct"),
        *("hours", "clothes", "other", "register_extract", "created_by", "created_at", "published_at"),
    ),
    "week": ("placement_id", "monday", "seats", "taken", "listed", "municipality", "field", "takes"),
    "word": ("stem", "placement_id"),
}


class Dice(random.Random):
    """A seeded die that also throws unevenly: the first of a sequence most often, as in a language."""

    def uneven(self, among: Sequence[Any]) -> Any:
        return self.choices(among, cum_weights=_falling(len(among)))[0]


@cache
def _falling(length: int) -> list[float]:
    return list(accumulate((number + 1) ** -0.85 for number in range(length)))


@cache
def tasks_of(field_id: str) -> tuple[str, ...]:
    """What is done in a field of work, in words that people use."""
    tasks = [row["term"] for row in vocabulary("tasks.tsv") if row["field"] == field_id]
    # Shuffled, so that a common task need not begin with A.
    random.Random(field_id).shuffle(tasks)
    return tuple(tasks)


@cache
def occupations_of(field_id: str) -> tuple[str, ...]:
    known = [row["term"] for row in vocabulary("occupations.tsv") if row["field"] == field_id]
    random.Random(field_id).shuffle(known)
    return tuple(known)


def invent(weeks: int, *, full: float = FULL, seats: Sequence[int] = (1, 2, 3, 4, 6)) -> Rows:
    """Places that offer exactly `weeks` weeks in all from `FIRST_MONDAY`, of which a part is `full`."""
    dice = Dice(f"{weeks} weeks")
    rows = Rows()
    for number in range(1, TEACHERS + 1):
        rows.person.append((number, number, f"Lärare {number}", "sv", NOW, NOW))
        rows.school.append((number, f"Skola {number}", "1490", NOW))
        rows.teacher.append((number, number, number, "approved", NOW))
    for id_ in range(1, weeks):
        if len(rows.week) >= weeks:
            break
        _add_placement(rows, dice, id_, min(dice.randint(*WEEKS_EACH), weeks - len(rows.week)), full, seats)
    return rows


def _add_placement(rows: Rows, dice: Dice, id_: int, weeks: int, full: float, seats: Sequence[int]) -> None:
    if id_ % 4 == 1:
        _add_employer(rows, dice)
    employer, owner = rows.employer[-1][0], rows.member[-1][1]
    about = dice.uneven(FIELDS_OFFERED)
    done = [dice.uneven(tasks_of(about)) for _ in range(dice.randint(2, 5))]
    what = f"{', '.join(done).capitalize()}. Som {dice.uneven(occupations_of(about))}."
    other = " ".join(dice.sample(_EXTRAS, dice.randint(0, 3))) or None
    takes = sum(dice.sample([int(one) for one in AUDIENCES], dice.randint(1, 4)))
    municipality, each = dice.uneven(MUNICIPALITY_CODES), dice.choice(seats)
    facts = (id_, employer, "published", what, about, municipality, takes, each, dice.random() < 0.3)
    rows.placement.append((*facts, "Mån–fre 8–15", None, other, False, owner, NOW, NOW))
    text = " ".join(part for part in (what, other, rows.employer[-1][2]) if part)
    rows.word.extend((stem[:40], id_) for stem in sorted(set(stems(text))))
    begin = dice.randrange(HORIZON - weeks + 1)
    for index in range(begin, begin + weeks):
        taken = each if dice.random() < full else dice.randrange(each) if full else 0
        monday = FIRST_MONDAY + index * WEEK
        rows.week.append((id_, monday, each, taken, True, municipality, about, takes))


def _add_employer(rows: Rows, dice: Dice) -> None:
    id_ = len(rows.employer) + 1
    owner = 100 + id_
    kind = dice.uneven(_workplaces())
    name = f"{dice.choice(_NAMES)}{dice.choice(_ENDINGS)} {kind}"
    rows.person.append((owner, owner, f"Ägare {id_}", "sv", NOW, NOW))
    rows.employer.append((id_, False, name, dice.uneven(MUNICIPALITY_CODES), "approved", owner, NOW, NOW))
    rows.member.append((id_, owner, NOW))


@cache
def _workplaces() -> tuple[str, ...]:
    known = [row["term"] for row in vocabulary("workplaces.tsv")]
    random.Random("workplaces").shuffle(known)
    return tuple(known)


def tables(rows: Rows) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    for table, columns in COLUMNS.items():
        yield table, columns, getattr(rows, table)


def load_sqlite(file: str, rows: Rows) -> None:
    """Puts the rows into a SQLite file that has its tables."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    for table, columns, values in tables(rows):
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        connection.executemany(statement, (tuple(map(_for_sqlite, row)) for row in values))
    connection.commit()
    connection.close()


def _for_sqlite(value: Any) -> Any:
    """As SQLAlchemy writes it."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


async def load_postgres(url: str, rows: Rows) -> None:
    """Puts the rows into a PostgreSQL database that has its tables, and lets it look at them once."""
    connection = await asyncpg.connect(url)
    try:
        for table, columns, values in tables(rows):
            remaining = iter(values)
            while part := list(islice(remaining, 100_000)):
                await connection.copy_records_to_table(table, records=part, columns=columns, timeout=300)
        # Autovacuum would come by within a minute.
        await connection.execute("VACUUM ANALYZE", timeout=300)
    finally:
        await connection.close()
