"""Rows of a query as a table for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from kg.text import clean
from kg.vocab import NS

_WIDEST = 60


def table(columns: Sequence[str], rows: Sequence[Mapping[str, object]], base: str) -> str:
    """Return `rows` under `columns`, aligned, each cell in one line.

    IRIs under `base` are shown without it, terms of the ontology as `vpo:…`. A cell that is too long ends in
    `…`; a variable without a value is an empty cell.
    """
    cells = [[_cell(row.get(column, ""), base) for column in columns] for row in rows]
    widths = [max(map(_width, column)) for column in zip(columns, *cells, strict=True)]
    lines = [columns, ["-" * width for width in widths], *cells]
    return "".join(f"{'  '.join(map(_pad, line, widths)).rstrip()}\n" for line in lines)


def _cell(value: object, base: str) -> str:
    text = " ".join(clean(_short(str(value), base))[0].split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _short(value: str, base: str) -> str:
    return f"vpo:{value.removeprefix(NS)}" if value.startswith(NS) else value.removeprefix(base)


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Return how many columns a terminal needs for `text`."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
