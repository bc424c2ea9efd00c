"""How well extraction does: what `kg bench extraction --json` measured, as the page on quality shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FORMAT = "kg-bench-extraction/1"
_RULES_OF = "tuple"  # the class by which rules are compared: person, title, body and province
_RULES = 12


@dataclass(frozen=True, slots=True)
class Scored:
    """One class: counts, and shares from 0 to 1. `low` and `high` bound F1, or precision without one."""

    name: str
    right: int
    wrong: int
    missed: int | None
    precision: float
    recall: float | None
    f1: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre with its number of documents and the F1 of posts with province, and with status too."""

    name: str
    documents: int
    tuple: float | None
    status: float | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A baseline: by class our F1, theirs, and how many times theirs ours is (None where theirs is 0)."""

    name: str
    rows: tuple[tuple[str, float, float, float | None], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One file of the bench. `rules` are those with most wrong posts: rule, right, wrong."""

    name: str
    day: str
    version: str
    command: str
    digest: str
    documents: int
    characters: int
    classes: tuple[Scored, ...]
    threshold: float
    sure: tuple[Scored, ...]
    genres: tuple[Genre, ...]
    beside: tuple[Beside, ...]
    rules: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is there and cannot be shown."""

    name: str
    reason: str


def read_measured(paths: Iterable[Path]) -> Iterator[Measured | Unread]:
    """Yield what each of these files says, or why it cannot be shown; passes over what is not there."""
    for path in paths:
        if path.is_file():
            state = path.stat()
            yield _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _read(path: Path, _written: int, _size: int) -> Measured | Unread:
    """What one state of a file says; read once, because the page that shows it is asked for often."""
    try:
        return _measured(json.loads(path.read_text("utf-8")))
    except OSError as error:
        return Unread(path.name, error.strerror or str(error))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return Unread(path.name, f"{type(error).__name__}: {error}")


def _measured(data: Mapping[str, Any]) -> Measured:
    if data["format"] != _FORMAT:
        raise ValueError(f"its format is not {_FORMAT}")
    corpus, sure = data["corpus"], data["sure"]
    return Measured(
        name=str(data["name"]),
        day=str(data["measured"]),
        version=str(data["version"]),
        command=str(data["command"]),
        digest=str(corpus["digest"]),
        documents=int(corpus["documents"]),
        characters=int(corpus["characters"]),
        classes=_scored(data["classes"]),
        threshold=float(sure["threshold"]),
        sure=_scored(sure["classes"]),
        genres=tuple(sorted(_genres(data["genres"]), key=lambda genre: (genre.tuple or 0, genre.name))),
        beside=tuple(_beside(name, data["classes"], held) for name, held in data["baselines"].items()),
        rules=tuple(sorted(_rules(data["rules"]), key=lambda row: (-row[2], row[0]))[:_RULES]),
    )


def _scored(classes: Mapping[str, Any]) -> tuple[Scored, ...]:
    return tuple(
        Scored(
            name=name,
            right=int(held["right"]),
            wrong=int(held["wrong"]),
            missed=None if "missed" not in held else int(held["missed"]),
            precision=float(held["precision"]),
            recall=_share(held.get("recall")),
            f1=_share(held.get("f1")),
            low=float(held["low"]),
            high=float(held["high"]),
        )
        for name, held in classes.items()
    )


def _share(value: Any) -> float | None:
    return None if value is None else float(value)


def _genres(genres: Mapping[str, Any]) -> Iterator[Genre]:
    for name, held in genres.items():
        shares = (_share(held["classes"].get(depth, {}).get("f1")) for depth in ("tuple", "status"))
        yield Genre(name, int(held["documents"]), *shares)


def _beside(name: str, ours: Mapping[str, Any], held: Mapping[str, Any]) -> Beside:
    rows = (
        (key, float(ours[key]["f1"]), float(theirs["f1"]), _share(held["ratio"][key]))
        for key, theirs in held["classes"].items()
        if key in ours
    )
    return Beside(name, tuple(rows))


def _rules(rules: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    for rule, classes in rules.items():
        held = classes.get(_RULES_OF)
        if held and held["wrong"]:
            yield rule, int(held["right"]), int(held["wrong"])
