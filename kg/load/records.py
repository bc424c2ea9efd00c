"""JSON Lines: one article an object and line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.load.build import Meta
from kg.load.decode import decode
from kg.load.html import read_page
from kg.load.pagemeta import is_address
from kg.load.refusal import Refusal, RefusedError
from kg.load.stamps import parse_stamp

_TEXT, _HTML = ("text", "content", "body"), ("html",)
_TITLE = ("title", "headline")
_PUBLISHED = ("published", "datePublished", "date")
_AUTHORS = ("authors", "author")
_CURE = 'write one object a line: {"text": "…", "title": "…", "published": "2018-08-10", "url": "https://…"}'

Record = tuple[str, Meta, str]
"""The text of an article, what is stated about it, and where it stands."""


def records(lines: Iterable[bytes], where: str, longest: int) -> Iterator[Record | Refusal]:
    """Yield the records of `lines`, in order; a line that cannot be read is a refusal that names its number.

    Blank lines are no records. `longest` is the most bytes that a line may have.
    """
    for number, line in enumerate(lines, 1):
        here = f"{where}:{number}"
        bare = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if not bare.strip():
            continue
        try:
            yield read_record(bare, here, longest)
        except RefusedError as error:
            yield error.refusal


def read_record(line: bytes, where: str, longest: int) -> Record:
    """Return the record that one line holds; raise `RefusedError` for a line that holds none."""
    if len(line) > longest:
        raise RefusedError(
            f"the line is longer than {longest} bytes", where=where, cure="raise KG_MAX_INPUT_BYTES"
        )
    try:
        data = json.loads(decode(line, where))
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"this is no JSON ({_first_line(error)})", where=where, cure=_CURE) from error
    if not isinstance(data, dict):
        raise RefusedError("this is not a JSON object", where=where, cure=_CURE)
    page = _string(data, _HTML, where)
    text, meta = read_page(page, where) if page else (_string(data, _TEXT, where), Meta())
    if not text:
        raise RefusedError('it has no "text"', where=where, cure=_CURE)
    meta.update(_meta(data, where))
    return text, meta, where


def _meta(data: dict[str, Any], where: str) -> Meta:
    stated = Meta()
    if title := _string(data, _TITLE, where):
        stated["title"] = title
    if published := _string(data, _PUBLISHED, where):
        stamp = parse_stamp(published)
        if stamp is None:
            raise RefusedError(f"{published[:40]!r} is no date", where=where, cure="write it as 2018-08-10")
        stated["published"] = stamp
    if url := _string(data, ("url",), where):
        if not is_address(url):
            raise RefusedError(f"{url[:80]!r} is no http(s) address", where=where, cure="mend or remove it")
        stated["url"] = url
    if authors := _authors(data, where):
        stated["authors"] = authors
    return stated


def _string(data: dict[str, Any], names: tuple[str, ...], where: str) -> str:
    name = next((name for name in names if data.get(name) is not None), None)
    value = "" if name is None else data[name]
    if not isinstance(value, str):
        raise RefusedError(f'"{name}" is not a string', where=where, cure=_CURE)
    return value.strip()


def _authors(data: dict[str, Any], where: str) -> tuple[str, ...]:
    value: object = next((data[name] for name in _AUTHORS if data.get(name) is not None), [])
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RefusedError('"authors" is not a list of strings', where=where, cure=_CURE)
    return tuple(names)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
