"""The shapes of provinces: third-party data that the build brings in, so they may be absent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "static" / "dist" / "provinces.json"


@dataclass(frozen=True, slots=True)
class Inset:
    """An archipelago in a box of its own; `of` is the land whose unit it belongs to."""

    name: str
    of: str
    box: tuple[int, int, int, int]
    islands: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Paths of land by the provinces that it once was, in a drawing of `width` by `height`."""

    width: int
    height: int
    paths: dict[tuple[str, ...], str]
    insets: tuple[Inset, ...]


@cache
def outline() -> Outline | None:
    """Return the shapes, None when the bundle was not built."""
    return _read(json.loads(_FILE.read_text("utf-8"))) if _FILE.is_file() else None


def _read(found: dict[str, Any]) -> Outline:
    return Outline(
        width=found["width"],
        height=found["height"],
        paths={tuple(sorted(shape["parts"])): shape["path"] for shape in found["shapes"]},
        insets=tuple(
            Inset(one["name"], one["of"], tuple(one["box"]), tuple(map(tuple, one["islands"])))
            for one in found["insets"]
        ),
    )
