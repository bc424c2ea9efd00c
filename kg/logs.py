"""Logs for programs: one JSON object a line. What people asked and where they are is left out unless wanted.

Fields of every line: `time` (UTC), `level`, `event`; those of each event are told in docs/operations.md.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from kg.errors import SettingsError

LEVELS: Final = ("debug", "info", "warning", "error")
PRIVATE: Final = {"texts": "text", "addresses": "address"}
"""What `KG_LOG_WITH` may name, and the field that it lets through."""
_LOG = logging.getLogger("kg")
_LOG.addHandler(logging.NullHandler())  # a command that did not ask for logs says its errors alone


def heard(level: int = logging.INFO) -> bool:
    """Return whether a line of this level would be written."""
    return _LOG.isEnabledFor(level)


def say(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Write one line; the fields `text` and `address` only where the settings want them."""
    _LOG.log(level, event, extra={"fields": fields})


def digest(text: str) -> str:
    """Return what stands for a text in a log: the first 16 digits of its SHA-256 in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class JsonLines(logging.Formatter):
    """Formats records as JSON, without the private fields that are not in `wanted`."""

    def __init__(self, wanted: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._hidden = {field for name, field in PRIVATE.items() if name not in wanted}

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {"logger": record.name})
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{name: value for name, value in fields.items() if name not in self._hidden},
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(
            line, default=str
        )  # in ASCII, so that no reader sees a line end or a sign to a terminal


def check(level: str, wanted: str) -> None:
    """Raise `SettingsError` for a level or a kind of field that is none."""
    if level not in LEVELS:
        raise SettingsError(f"KG_LOG_LEVEL={level!r} is no level; use {', '.join(LEVELS)}")
    for name in wanted.split():
        if name not in PRIVATE:
            raise SettingsError(f"KG_LOG_WITH={name!r} is nothing to log; there are {', '.join(PRIVATE)}")


def start(level: str, wanted: str) -> None:
    """Send all logs of the process to standard error as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(frozenset(wanted.split())))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
