"""The tables that people edit: what could be overlooked in them."""

from models.understanding.tables import table


def test_no_short_list_stands_twice_where_nobody_would_look_for_the_rest_of_it() -> None:
    names = [name for name, _ in table("word_lists")]
    assert [name for name in set(names) if names.count(name) > 1] == []
