"""Words for work: fields, municipalities, and what people write. The data's sources stand in SOURCES.md."""

from models.vocabulary.fields import FIELD_BY_CODE, FIELD_BY_ID, FIELDS, Field, related_fields
from models.vocabulary.guessing import FieldGuess, guess_fields
from models.vocabulary.municipalities import (
    MUNICIPALITIES,
    Municipality,
    find_municipality,
    municipality_name,
    nearest_first,
    neighbours,
)
from models.vocabulary.stemming import stems

__all__ = [
    "FIELDS",
    "FIELD_BY_CODE",
    "FIELD_BY_ID",
    "MUNICIPALITIES",
    "Field",
    "FieldGuess",
    "Municipality",
    "find_municipality",
    "guess_fields",
    "municipality_name",
    "nearest_first",
    "neighbours",
    "related_fields",
    "stems",
]
