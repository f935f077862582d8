"""Run in a process of its own by test_quick_start: what aiogram's types make of one set of samples, as JSON.

`eager REPORT` builds the samples from aiogram's own models, writes them to standard output as one line and
then its report; `deferred REPORT` reads the samples from standard input. The two reports must be equal.
"""

import datetime
import json
import sys
import threading
import types as python_types
import typing
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from typing_extensions import TypeAliasType

from bot.quick_start import defer_types, warm_up

Json = dict[str, Any]
FILE = "a file to upload"
DEEPEST = 3


def sample(annotation: Any, depth: int) -> Any:
    """A value that fits the annotation: optional fields down to DEEPEST, below that only what is required."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return sample(arguments[0], depth)
    if isinstance(annotation, TypeAliasType):
        return sample(annotation.__value__, depth)
    if origin in (typing.Union, python_types.UnionType):
        return sample(next(one for one in arguments if one is not type(None)), depth)
    if origin is typing.Literal:
        return arguments[0]
    if origin is list:
        return [sample(arguments[0], depth)]
    if origin is dict or annotation is Any:
        return {}
    return sample_of_class(annotation, depth)


def sample_of_class(cls: type, depth: int) -> Any:
    if issubclass(cls, BaseModel):
        return sample_of_model(cls, depth + 1)
    plain: dict[type, Any] = {bool: True, int: 1, float: 1.5, str: "1"}
    for kind, value in plain.items():
        if issubclass(cls, kind):
            return value
    if issubclass(cls, datetime.datetime | datetime.timedelta):
        return 1_767_225_600
    assert cls.__name__ == "InputFile", cls
    return FILE


def sample_of_model(cls: type[BaseModel], depth: int) -> Json:
    """A discriminating field with a fixed default keeps that default, so that unions stay what they are."""
    return {
        (field.alias or name): (
            field.default if isinstance(field.default, str) else sample(field.annotation, depth)
        )
        for name, field in cls.model_fields.items()
        if field.is_required() or isinstance(field.default, str) or depth < DEEPEST
    }


def make_samples() -> Json:
    from aiogram import methods
    from aiogram.methods import TelegramMethod
    from aiogram.types import Update

    kinds = [name for name in Update.model_fields if name != "update_id"]
    classes = [getattr(methods, name) for name in methods.__all__]
    calls = [cls for cls in classes if issubclass(cls, TelegramMethod) and cls is not TelegramMethod]
    return {
        "updates": {
            kind: {"update_id": 1, kind: sample(Update.model_fields[kind].annotation, 0)} for kind in kinds
        },
        "calls": {cls.__name__: sample_of_model(cls, 1) for cls in calls},
        "answers": {cls.__name__: {"ok": True, "result": sample(cls.__returning__, 1)} for cls in calls},
    }


def with_files(value: Any) -> Any:
    from aiogram.types import BufferedInputFile

    if isinstance(value, dict):
        return {key: with_files(one) for key, one in value.items()}
    if isinstance(value, list):
        return [with_files(one) for one in value]
    return BufferedInputFile(b"file", "file.txt") if value == FILE else value


def plain(value: Any) -> Any:
    """Readable and comparable; defaults and files are objects, which have an address in their repr."""
    kind = type(value).__name__
    if kind == "Default":
        return f"default {value.name}"
    return kind if kind == "BufferedInputFile" else repr(value)


def report(samples: Json) -> Json:
    from aiogram import methods
    from aiogram.types import Update

    def update(raw: Json) -> Json:
        parsed = Update.model_validate(raw)
        again = type(parsed.event).model_validate(parsed.event.model_dump())
        assert again == parsed.event
        return {"type": parsed.event_type, "update": parsed.model_dump()}

    def call(name: str) -> Json:
        made = getattr(methods, name)(**with_files(samples["calls"][name]))
        return dict(made.model_dump(warnings=False))

    def answer(name: str, raw: Json) -> Json:
        cls: Any = methods.Response
        return dict(cls[getattr(methods, name).__returning__].model_validate(raw).model_dump())

    return {
        "updates": {kind: update(raw) for kind, raw in samples["updates"].items()},
        "calls": {name: call(name) for name in samples["calls"]},
        "answers": {name: answer(name, raw) for name, raw in samples["answers"].items()},
    }


def parse_at_once(raw: Json) -> int:
    """Several threads use a class for the first time in the same moment; how many got a whole message."""
    from aiogram.types import Update

    start, got = threading.Barrier(6), []

    def parse() -> None:
        start.wait()
        message = Update.model_validate(raw).message
        got.append(message is not None and message.chat.id == 1)

    threads = [threading.Thread(target=parse) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(got)


def main(way: str, report_file: Path) -> None:
    facts: Json = {"deferred": defer_types(), "again": defer_types()}
    from aiogram.types import Update

    facts["complete at once"] = Update.__pydantic_complete__
    samples = make_samples() if way == "eager" else json.loads(sys.stdin.readline())
    if way == "eager":
        print(json.dumps(samples), flush=True)
    facts["threads"] = parse_at_once(samples["updates"]["message"])
    warm_up()
    facts["results"] = report(samples)
    report_file.write_text(json.dumps(facts, default=plain))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
