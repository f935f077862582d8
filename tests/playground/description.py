"""The machine-readable description of the Bot API, and whether a value is what it says."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "bot-api" / "api.min.json"
PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
}


@cache
def bot_api() -> dict[str, Any]:
    description: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return description


def faults(value: Any, types: list[str], where: str = "result") -> list[str]:
    """What is wrong with `value` if it should be one of `types`; empty when nothing is."""
    found = [_faults_of(value, kind, where) for kind in types]
    return [] if not all(found) else min(found, key=len)


def _faults_of(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where} is no array"]
        inner = kind.removeprefix("Array of ")
        return [fault for i, item in enumerate(value) for fault in faults(item, [inner], f"{where}[{i}]")]
    if kind in PLAIN:
        wrong = not isinstance(value, PLAIN[kind]) or (kind == "Integer" and isinstance(value, bool))
        return [f"{where} is no {kind}: {value!r}"] if wrong else []
    if subtypes := bot_api()["types"][kind].get("subtypes"):
        return faults(value, subtypes, where)
    return _faults_of_object(value, kind, where)


def _faults_of_object(value: Any, kind: str, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where} is no {kind}: {value!r}"]
    fields = {field["name"]: field for field in bot_api()["types"][kind].get("fields", [])}
    found = [f"{where}.{name} is no field of {kind}" for name in value if name not in fields]
    for name, field in fields.items():
        if name in value:
            found += faults(value[name], field["types"], f"{where}.{name}")
        elif field["required"]:
            found.append(f"{where}.{name} is missing in {kind}")
    return found
