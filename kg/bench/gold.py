"""Reading a folder in the gold format: `*.json` of it and its sub-folders, each beside its text.

What cannot be used is named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.bench.record import Cluster, Event, Position, Record
from kg.errors import GoldError
from kg.load import Refusal, load_paths
from kg.load.addresses import addressed
from kg.model import Article
from kg.settings import Settings

_MAY_LACK = ("authors", "provinces", "clusters", "documents", "event")
_STATUSES = ("held", "former", "appointed", "relieved")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An article and what a reader wrote down of it.

    `name` is the gold file's path within its folder, `digest` the SHA-256 of that file and its text.
    """

    gold: Record
    article: Article
    name: str
    digest: str


def read_gold(
    folder: Path, settings: Settings, texts: Path | None = None
) -> Iterator[GoldDocument | GoldError]:
    """Yield one result for each `*.json` below `folder` in order of name: a document, or why there is none.

    The texts stand beside it, or in the same place below `texts`. Files and folders whose name begins with a
    dot are passed over. Raises `GoldError` for a folder without any gold.
    """
    names = sorted(path.relative_to(folder) for path in folder.rglob("*.json"))
    seen = [name for name in names if not any(part.startswith(".") for part in name.parts)]
    if not seen:
        raise GoldError("there is no *.json in it", where=str(folder))
    for name in seen:
        try:
            yield _read(folder / name, (texts or folder) / name.parent, settings, name.as_posix())
        except GoldError as error:
            yield error


def _read(path: Path, texts: Path, settings: Settings, name: str) -> GoldDocument:
    try:
        raw = path.read_bytes()
        data = json.loads(raw.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError("not readable as UTF-8", where=str(path)) from error
    except ValueError as error:
        raise GoldError(f"not JSON: {error}", where=str(path)) from error
    if not isinstance(data, dict):
        raise GoldError("not a JSON object", where=str(path))
    try:
        gold = _record(data, path)
    except KeyError as error:
        raise GoldError(f"the field {error.args[0]} is missing", where=str(path)) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"not in the gold format: {error}", where=str(path)) from error
    text = texts / gold.text
    article = _article(text, data, settings, str(path))
    digest = hashlib.sha256(raw + b"\0" + text.read_bytes()).hexdigest()
    return GoldDocument(gold, addressed(article, gold.url), name, digest)


def _record(data: dict[str, Any], path: Path) -> Record:
    event = data.get("event") or {}
    return Record(
        id=str(data.get("id") or path.stem),
        text=str(data["text"]),
        url=data.get("url"),
        genre=data.get("genre"),
        persons=_names(data["persons"]),
        optional_persons=_names(data.get("optional_persons", ())),
        authors=_names(data.get("authors", ())),
        positions=tuple(map(_position, data["positions"])),
        provinces=_names(data.get("provinces", ())),
        clusters=tuple(map(_cluster, data.get("clusters", ()))),
        documents=_names(data.get("documents", ())),
        event=Event(event.get("date"), event.get("year") or "none", event.get("place")),
        unasked=frozenset(name for name in _MAY_LACK if name not in data),
    )


def _names(values: Any) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"not a list of names: {values!r}")
    return tuple(values)


def _position(row: dict[str, Any]) -> Position:
    if row["status"] not in _STATUSES:
        raise ValueError(f"unknown status {row['status']!r}")
    return Position(
        person=row["person"],
        position=row["position"],
        org=row["org"] or "",
        province=row.get("province"),
        status=row["status"],
        evidence=row.get("evidence") or "-",
        optional=bool(row.get("optional")),
    )


def _cluster(row: dict[str, Any]) -> Cluster:
    return Cluster(row["name"], row.get("org"), row.get("stated"), _names(row.get("members", ())))


def _article(path: Path, data: dict[str, Any], settings: Settings, where: str) -> Article:
    """Return the article of a text; of a file of many, the one of the field `line`."""
    if not path.is_file():
        raise GoldError(f"its text {path.name} is missing", where=where)
    results = list(load_paths([path], settings))
    line = int(data.get("line") or 1)
    if not 1 <= line <= len(results):
        raise GoldError(f"{path.name} has no line {line}", where=where)
    result = results[line - 1]
    if isinstance(result, Refusal):
        raise GoldError(f"its text cannot be read: {result.reason}", where=where)
    wanted = data.get("sha256")
    if wanted and wanted not in _hashes(path, result):
        raise GoldError(f"{path.name} is not the text that was read for it: sha256 differs", where=where)
    return result


def _hashes(path: Path, article: Article) -> set[str]:
    """Return the hashes that stand for a text: of its file, of the text in it, of the article."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig", "replace")
    forms = (data, text.encode(), text.strip().encode(), article.text.encode())
    return {hashlib.sha256(form).hexdigest() for form in forms}
