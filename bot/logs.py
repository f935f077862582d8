"""Logs with ids and never texts or names, readable or as JSON."""

import json
import logging
import sys
from typing import Any

# What every record has; the rest was given as `extra` and is logged beside the message.
_USUAL = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}


def _given(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _USUAL}


class Json(logging.Formatter):
    """One JSON object a line: at, level, logger, message, and what was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_given(record),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Readable(logging.Formatter):
    """One line for people, what was given as `extra` behind the message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's own name)
        given = "".join(f" {name}={_short(value)}" for name, value in _given(record).items())
        return super().formatMessage(record) + given


def _short(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def set_up_logs(form: str) -> None:
    """Logs to standard error. What libraries say at length is kept to warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if form == "json" else Readable())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for library in ("aiogram", "aiohttp", "apscheduler", "alembic", "telegram", "sqlalchemy", "asyncio"):
        logging.getLogger(library).setLevel(logging.WARNING)
    # A tick that is left out because the one before still runs is as it should be.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
