"""Rows of a query as a table for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from kg.text import clean

_WIDEST = 60


def table(columns: Sequence[str], rows: Sequence[Mapping[str, object]], base: str) -> str:
    """Return `rows` under `columns`, aligned, each cell in one line; IRIs under `base` are shown without it.

    A cell that is too long ends in `…`. A variable without a value is an empty cell.
    """
    cells = [[_cell(row.get(column, ""), base) for column in columns] for row in rows]
    widths = [max(map(_width, column)) for column in zip(columns, *cells, strict=True)]
    lines = [columns, ["-" * width for width in widths], *cells]
    return "".join(f"{'  '.join(map(_pad, line, widths)).rstrip()}\n" for line in lines)


def _cell(value: object, base: str) -> str:
    text = " ".join(clean(str(value))[0].removeprefix(base).split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Return how many columns a terminal needs for `text`."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
