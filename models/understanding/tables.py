"""Reads the tab-separated tables in `tables/`, which a coordinator can edit."""

from functools import lru_cache
from importlib.resources import files


def table(name: str) -> list[list[str]]:
    """The rows of a table without its first line, which names the columns."""
    lines = (files(__package__) / "tables" / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line]


def word_list(name: str) -> frozenset[str]:
    """The words of a row of `word_lists.tsv`: the short lists that one grammar uses."""
    return _word_lists()[name]


@lru_cache(maxsize=1)
def _word_lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for name, words in table("word_lists"):
        # A second row of the same name adds to the first, as whoever wrote it meant.
        lists[name] = lists.get(name, frozenset()) | frozenset(words.split())
    return lists
