"""From paths to articles: files, folders, JSON Lines, web pages, zip archives and standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from kg.load.archives import entries
from kg.load.build import Meta, build_article
from kg.load.decode import check_text, decode
from kg.load.files import open_file, shown, unreadable, walk
from kg.load.html import read_page
from kg.load.records import read_record, records
from kg.load.refusal import Refusal, RefusedError
from kg.model import Article
from kg.settings import Settings

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_RECORDS = frozenset({".jsonl", ".ndjson"})
_KINDS = _PAGES | _RECORDS | {".txt", ".zip"}
_OFFICE = frozenset({".doc", ".docx", ".odt", ".pdf", ".ppt", ".pptx", ".rtf", ".xls", ".xlsx"})
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_ZIP = b"PK\x03\x04"

Result = Article | Refusal


def load_paths(
    paths: Iterable[str | Path], settings: Settings, stdin: IO[bytes] | None = None
) -> Iterator[Result]:
    """Yield one result for each input, in the order of `paths`; `-` stands for `stdin`, else for that of
    the process.

    Folders are read in the order of names. Nothing is raised for a bad input: it becomes a refusal. After
    `settings.max_articles` articles one refusal says so, and nothing more is read.
    """
    count = 0
    for result in _results(paths, settings, stdin):
        if isinstance(result, Article):
            count += 1
            if count > settings.max_articles:
                cure = "load the rest in another run, or raise KG_MAX_ARTICLES"
                yield Refusal(result.source, f"{settings.max_articles} articles were read, the limit", cure)
                return
        yield result


def load_record(line: bytes, where: str, settings: Settings) -> Result:
    """Return the article of one line of JSON Lines, or why it is refused; `where` is what it is known by."""
    try:
        return _article(*read_record(line, where, settings.max_input_bytes))
    except RefusedError as error:
        return error.refusal


def _results(paths: Iterable[str | Path], settings: Settings, stdin: IO[bytes] | None) -> Iterator[Result]:
    for path in paths:
        if str(path) == "-":
            yield from _read(stdin or sys.stdin.buffer, "-", "", settings)
        elif os.path.isdir(path):
            yield from _folder(Path(path), settings)
        else:
            yield from _file(Path(path), settings, follow=True)


def _folder(folder: Path, settings: Settings) -> Iterator[Result]:
    empty = True
    for found in walk(folder, settings.home):
        empty = False
        if isinstance(found, Refusal):
            yield found
        elif found.suffix.lower() not in _KINDS:
            kinds = ", ".join(sorted(_KINDS))
            yield Refusal(
                str(found), "this kind of file is not read from a folder", f"folders may hold {kinds}"
            )
        else:
            yield from _file(found, settings, follow=False)
    if empty:
        yield Refusal(shown(folder), "the folder is empty", "put articles into it")


def _file(path: Path, settings: Settings, *, follow: bool) -> Iterator[Result]:
    try:
        with open_file(path, follow=follow) as file:
            yield from _read(file, shown(path), path.suffix.lower(), settings)
    except RefusedError as error:
        yield error.refusal
    except OSError as error:
        yield unreadable(path, error)


def _read(file: IO[bytes], where: str, suffix: str, settings: Settings) -> Iterator[Result]:
    """Yield the articles of one open file, or of standard input, whose kind is told by its first bytes."""
    longest = settings.max_input_bytes
    try:
        if suffix in _RECORDS:
            yield from _records(_lines(file, longest), where, longest)
            return
        if suffix == ".zip":
            yield from _archive(file, where, settings)
            return
        data = file.read(longest + 1)
        if len(data) > longest:
            cure = "split it, save it as JSON Lines, or raise KG_MAX_INPUT_BYTES"
            raise RefusedError(f"it is larger than {longest} bytes", where=where, cure=cure)
        yield from _bytes(data, where, suffix, settings)
    except RefusedError as error:
        yield error.refusal


def _bytes(data: bytes, where: str, suffix: str, settings: Settings) -> Iterator[Result]:
    if not data:
        raise RefusedError("it is empty", where=where, cure="give the text of an article")
    if not suffix and data.startswith(_ZIP):
        yield from _archive(BytesIO(data), where, settings)
    elif suffix in _RECORDS or (not suffix and data.lstrip().startswith(b"{")):
        yield from _records(data.splitlines(keepends=True), where, settings.max_input_bytes)
    else:
        text = decode(data, where)
        if suffix in _OFFICE:
            reason = f"it is named {suffix} as documents of office programs are, but is plain text"
            raise RefusedError(reason, where=where, cure="name it .txt if it is an article")
        yield _one(text, where, suffix)


def _one(text: str, where: str, suffix: str) -> Article:
    if suffix in _PAGES or _MARKUP.match(text):
        body, meta = read_page(text, where)
        return _article(body, meta, where)
    return _article(text, Meta(), where)


def _records(lines: Iterable[bytes], where: str, longest: int) -> Iterator[Result]:
    some = False
    for record in records(lines, where, longest):
        some = True
        try:
            yield record if isinstance(record, Refusal) else _article(*record)
        except RefusedError as error:
            yield error.refusal
    if not some:
        raise RefusedError("it is empty", where=where, cure="write one JSON object a line")


def _archive(file: IO[bytes], where: str, settings: Settings) -> Iterator[Result]:
    some = False
    for entry in entries(file, where, settings.max_input_bytes):
        some = True
        if isinstance(entry, Refusal):
            yield entry
            continue
        name, data = entry
        try:
            yield from _bytes(data, name, Path(name).suffix.lower() or ".txt", settings)
        except RefusedError as error:
            yield error.refusal
    if not some:
        raise RefusedError("the archive is empty", where=where, cure="put articles into it")


def _lines(file: IO[bytes], longest: int) -> Iterator[bytes]:
    """Yield the lines of `file`; of one that is too long, enough to see that it is."""
    while line := file.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = file.readline(longest + 1)


def _article(text: str, meta: Meta, where: str) -> Article:
    check_text(f"{meta.get('title') or ''}\n{text}" if any(map(str.isalpha, text)) else text, where)
    stated = meta.copy()
    stated["source"] = where
    article = build_article(text, **stated)
    if not any(zone.kind not in {"chrome", "dateline", "byline"} for zone in article.zones):
        raise RefusedError("there is no report in it", where=where, cure="give the text of an article")
    return article
