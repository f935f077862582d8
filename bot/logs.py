"""Logs with ids and never texts or names, readable or as JSON."""

import json
import logging
import sys


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up_logs(form: str) -> None:
    """Logs to standard error. What libraries say at length is kept to warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Json() if form == "json" else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for library in ("aiogram", "aiohttp", "apscheduler", "alembic", "telegram", "sqlalchemy", "asyncio"):
        logging.getLogger(library).setLevel(logging.WARNING)
    # A tick that is left out because the one before still runs is as it should be.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
