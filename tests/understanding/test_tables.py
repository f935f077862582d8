"""The tables that people edit: what could be lost in them without a word."""

from models.understanding.tables import table


def test_no_short_list_stands_twice_since_only_one_would_count() -> None:
    names = [name for name, _ in table("word_lists")]
    assert [name for name in set(names) if names.count(name) > 1] == []
