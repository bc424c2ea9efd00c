"""Floors: the scores below which extraction must not fall, by corpus. A floor only rises.

A file of floors is a JSON object by name of corpus: `{digest, documents, floors: {what: share}}`. What is a
class (`tuple`: its F1), a class among sure posts (`tuple, sure`: its precision) or a class in a genre
(`tuple, genre district`: its F1).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import GoldError

_GENRE_CLASSES = ("tuple", "status")
Json = Mapping[str, Any]


def read_floors(path: Path) -> dict[str, Json]:
    """Return the floors of a file by corpus, none for a file that is not there."""
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"cannot be read as floors: {error}", where=str(path)) from error
    if not isinstance(found, dict) or not all(isinstance(held, dict) for held in found.values()):
        raise GoldError("not a JSON object of floors by corpus", where=str(path))
    return found


def below(measured: Json, floors: Mapping[str, Json]) -> list[str]:
    """Return in words what keeps `measured` (see `kg.bench.results`) from standing on its floors."""
    name, digest = measured["name"], measured["corpus"]["digest"]
    held = floors.get(name)
    if held is None:
        return [f"{name}: there are no floors; set them with --raise-floors"]
    if held.get("digest") != digest:
        return [f"{name}: the floors were measured on other documents; set them anew with --raise-floors"]
    now = dict(_shares(measured))
    return [
        f"{name}: {what} is {now.get(what, 0.0):.4f}, below its floor {floor}"
        for what, floor in held["floors"].items()
        if now.get(what, 0.0) < floor
    ]


def raised(measured: Json, floors: Mapping[str, Json]) -> dict[str, Json]:
    """Return `floors` with those of this corpus raised to what was measured, rounded down to .01.

    None falls while the documents are the same; for other documents all are set anew.
    """
    corpus = measured["corpus"]
    old = floors.get(measured["name"], {})
    kept = old.get("floors", {}) if old.get("digest") == corpus["digest"] else {}
    risen = {what: max(_down(share), kept.get(what, 0.0)) for what, share in _shares(measured)}
    new = {"digest": corpus["digest"], "documents": corpus["documents"], "floors": {**kept, **risen}}
    return dict(sorted({**floors, measured["name"]: new}.items()))


def write_floors(floors: Mapping[str, Json]) -> str:
    """Return the text of a file of floors."""
    return json.dumps(floors, ensure_ascii=False, indent=1) + "\n"


def _shares(measured: Json) -> Iterator[tuple[str, float]]:
    for name, held in measured["classes"].items():
        yield name, held["f1"]
    for name, held in measured["sure"]["classes"].items():
        yield f"{name}, sure", held["precision"]
    for genre, part in measured["genres"].items():
        for name in _GENRE_CLASSES:
            if name in part["classes"]:
                yield f"{name}, genre {genre}", part["classes"][name]["f1"]


def _down(share: float) -> float:
    return math.floor(share * 100 + 1e-6) / 100
