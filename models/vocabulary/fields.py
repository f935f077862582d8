"""The 21 fields of work of the JobTech taxonomy."""

from dataclasses import dataclass

from models.vocabulary.tables import rows


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work. Stored rows hold `id`, which is JobTech's; `code` (1–21) is ours, short and stable.

    A hidden field is not offered in menus, since no pupil does it; a text may still be about it. `sv_2021` is
    the older Swedish label, which other data use.
    """

    id: str
    code: int
    sv: str
    en: str
    emoji: str
    hidden: bool
    sv_2021: str


FIELDS: tuple[Field, ...] = tuple(
    Field(
        row["field"],
        int(row["code"]),
        row["sv"],
        row["en"],
        row["emoji"],
        row["hidden"] == "1",
        row["sv_2021"],
    )
    for row in rows("fields.tsv")
)
FIELD_BY_ID: dict[str, Field] = {field.id: field for field in FIELDS}
FIELD_BY_CODE: dict[int, Field] = {field.code: field for field in FIELDS}


_NEAR = {
    FIELD_BY_CODE[int(row["code"])].id: tuple(FIELD_BY_CODE[int(code)].id for code in row["near"].split())
    for row in rows("near_fields.tsv")
}


def related_fields(field_id: str) -> tuple[str, ...]:
    """The fields that somebody who wants this one may like as well, the nearest first."""
    return _NEAR.get(field_id, ())
