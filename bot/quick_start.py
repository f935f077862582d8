"""A start in a quarter of the time and a third of the memory of a plain `import aiogram`.

aiogram builds about 370 validators while it is imported, and a bot uses perhaps thirty of them. `defer_types`
lets each class build its own on first use. That reaches into how aiogram finishes its types, therefore: a
switch (`PRAKTIKPLATSEN_EAGER_TYPES=1`), a test that compares both ways on every kind of update, and whatever
looks unfamiliar leads back to the ordinary import.
"""

import gc
import importlib
import inspect
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from models.understanding import understand

SWITCH = "PRAKTIKPLATSEN_EAGER_TYPES"

_log = logging.getLogger(__name__)
_building = threading.RLock()
_deferred = False
_answers: list[type[BaseModel]] = []

# Bound once: while aiogram is imported, BaseModel carries a stand-in.
_rebuild = BaseModel.__dict__["model_rebuild"].__func__


class _UnfamiliarError(Exception):
    """The installed aiogram or pydantic does not look as `defer_types` expects."""


class _Names:
    """What aiogram's annotations refer to, and the classes that wait to be built with it."""

    def __init__(self) -> None:
        self.namespace: Mapping[str, Any] = {}
        self.waiting: list[type[BaseModel]] = []

    def put_off(self, cls: type[BaseModel], namespace: Mapping[str, Any]) -> None:
        self.namespace = namespace
        self.waiting.append(cls)

    def build(self, cls: type[BaseModel], force: bool, raise_errors: bool) -> bool | None:
        """Build one class. Pydantic's own building is not thread-safe; one at a time is."""
        with _building:
            result: bool | None = _rebuild(
                cls, force=force, raise_errors=raise_errors, _types_namespace=self.namespace
            )
            return result


def defer_types() -> bool:
    """Import aiogram with types that are built on first use; says whether they are.

    Call it before anything else imports aiogram. Calling again changes nothing. Never raises for an
    unfamiliar aiogram or pydantic: then aiogram is left to the ordinary import, and the log says so.

    One thing differs afterwards: a pydantic model of our own can hold an aiogram object only if that object's
    class was used by itself before. Keep plain values there.
    """
    global _deferred
    with _building:
        if _deferred or os.environ.get(SWITCH) == "1":
            return _deferred
        if "aiogram" in sys.modules:
            _log.warning("aiogram was imported before its types could be deferred")
            return False
        try:
            _import_deferred()
        except _UnfamiliarError as reason:
            _log.warning("aiogram's types are built at once: %s", reason)
        else:
            _deferred = True
        return _deferred


def warm_up() -> None:
    """Build what the first update and the first answer need, so that nobody waits for it: below 1 s, once.

    A misspelled word loads the tables of words and what mends spelling. Message comes first, since the
    others can then use its finished schema in place of building their own.
    """
    from aiogram import methods, types

    for cls in (types.Message, types.CallbackQuery, types.Update):
        cls.model_rebuild()
    for method in (
        methods.GetUpdates,
        methods.DeleteMessage,
        methods.AnswerCallbackQuery,
    ):
        method.model_rebuild()
        answer = methods.Response[method.__returning__]  # type: ignore[name-defined]
        answer.model_rebuild()
        # Pydantic holds parametrised classes weakly: a collection would throw them away between answers.
        _answers.append(answer)
    understand("pratikplats", date.min, "unknown")


def settle_memory() -> None:
    """Take what lives now out of garbage collection, and collect less often. Halves the cost of an update.

    Call it once, after everything is imported and assembled. A hundred updates at once, as many as Telegram
    gives in one answer, hold fifty thousand objects, which all go again without being collected.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def _import_deferred() -> None:
    _check_pydantic()
    names = _Names()
    try:
        _import_aiogram(names)
        _lead_to(names)
    except Exception as error:
        _forget_aiogram()
        raise _UnfamiliarError(repr(error)) from error


def _import_aiogram(names: _Names) -> None:
    _set_rebuild(BaseModel, _put_off(names))
    try:
        importlib.import_module("aiogram")
    finally:
        _set_rebuild(BaseModel, _rebuild)


def _check_pydantic() -> None:
    expected = {"cls", "force", "raise_errors", "_parent_namespace_depth", "_types_namespace"}
    found = set(inspect.signature(_rebuild).parameters)
    if found != expected:
        raise _UnfamiliarError(f"BaseModel.model_rebuild takes {sorted(found)}")


def _set_rebuild(cls: type[BaseModel], function: Callable[..., bool | None]) -> None:
    cls.model_rebuild = classmethod(function)  # type: ignore[method-assign, assignment]


def _put_off(names: _Names) -> Callable[..., bool | None]:
    """The stand-in while aiogram is imported: a call that hands over the namespace is only noted."""

    def model_rebuild(
        cls: type[BaseModel],
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        if not cls.__module__.startswith("aiogram."):
            # One frame more than pydantic counted with: this function's own.
            depth = _parent_namespace_depth + 1
            result: bool | None = _rebuild(
                cls,
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=depth,
                _types_namespace=_types_namespace,
            )
            return result
        if cls.__module__.startswith("aiogram.types.") and _types_namespace is not None:
            names.put_off(cls, _types_namespace)
            return None
        return names.build(cls, force, raise_errors)

    return model_rebuild


def _with_names(names: _Names) -> Callable[..., bool | None]:
    """How aiogram's classes are built from then on; pydantic's placeholders call it on first use."""

    def model_rebuild(
        cls: type[BaseModel],
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        return names.build(cls, force, raise_errors)

    return model_rebuild


def _lead_to(names: _Names) -> None:
    """Give the names to aiogram's classes, and to them only, and see that a first one can be built."""
    from aiogram.methods import Response, TelegramMethod
    from aiogram.types import TelegramObject, User

    if User not in names.waiting or not {"Message", "Update", "User"} <= names.namespace.keys():
        raise _UnfamiliarError("aiogram finishes its types in another way")
    for base in (TelegramObject, TelegramMethod, Response):
        _set_rebuild(base, _with_names(names))
    User(id=1, is_bot=False, first_name="A").model_dump()


def _forget_aiogram() -> None:
    for name in [name for name in sys.modules if name == "aiogram" or name.startswith("aiogram.")]:
        del sys.modules[name]
