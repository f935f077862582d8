"""Writes the stems of all occupations into their table: stemming 18,000 terms at every start would be slow.

`python -m models.vocabulary.keys`, after the table or the stemmer has changed; a test tells when.
"""

from pathlib import Path

from models.vocabulary.stemming import stem, words
from models.vocabulary.tables import columns

TABLE = Path(__file__).with_name("occupations.tsv")


def key(term: str) -> str:
    """What the index knows `term` by, whatever its inflection."""
    return " ".join(stem(word) for word in words(term))


def main() -> None:
    lines = ["\t".join((*row, key(row[0]))) for *row, _ in columns(TABLE.name)]
    TABLE.write_text("\n".join(["term\tfield\tmisspelled\tkey", *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
