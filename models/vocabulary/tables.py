"""Reads the tab-separated tables beside this file."""

from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `name`, such as "fields.tsv", by the names in its first line."""
    lines = (files(__package__) / name).read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def columns(name: str) -> list[list[str]]:
    """Like `rows` without the names, for tables where speed matters."""
    return [line.split("\t") for line in (files(__package__) / name).read_text("utf-8").splitlines()[1:]]
