"""Articles as a client sends them: one or many, as JSON, JSON Lines, plain text or a page of HTML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from kg.jobs.runner import MOST
from kg.jobs.spool import Task

FORMS = ("application/json", "application/x-ndjson", "application/jsonl", "text/plain", "text/html")
"""Media types that are read. Those of browsers' forms for files and fields are not among them."""

_TEXTS = ("text", "content", "body", "html")
_STATED = ("title", "published", "url")


def articles() -> list[Task]:
    """Return the articles of the request, each as a line of JSON Lines with the hash of what was sent.

    The hash is SHA-256 over the UTF-8 of the text or page, so that a client can make it, too.
    """
    if request.mimetype not in FORMS:
        raise UnsupportedMediaType(f"articles are sent as {', '.join(FORMS)}")
    if request.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType("articles are sent in UTF-8")
    tasks: list[Task] = [
        {"sha256": _digest(line), "line": line} for line in _lines(_text(request.get_data()))
    ]
    if not tasks:
        raise BadRequest("there is no article in it")
    if len(tasks) > MOST:
        raise RequestEntityTooLarge(f"{len(tasks)} articles at once are too many; send {MOST} at most")
    return tasks


def _lines(text: str) -> Iterator[str]:
    if request.mimetype in {"text/plain", "text/html"}:
        stated = {name: request.args[name] for name in _STATED if name in request.args}
        yield json.dumps({request.mimetype.removeprefix("text/").replace("plain", "text"): text, **stated})
    elif request.mimetype == "application/json":
        found = _json(text)
        yield from map(json.dumps, found if isinstance(found, list) else [found])
    else:
        yield from (line for line in text.split("\n") if line.strip())


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(f"byte {error.start} is not UTF-8") from error


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"this is no JSON: {str(error) or type(error).__name__}") from error


def _digest(line: str) -> str:
    """Return the hash of the text that a line holds; of the line where it holds none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    record = found if isinstance(found, Mapping) else {}
    text = next((record[name] for name in _TEXTS if isinstance(record.get(name), str)), line)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
