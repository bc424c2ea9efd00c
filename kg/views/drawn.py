"""Rows of an answer as bars: numbers from 0, or days and years along time. Each bar is a row of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite, nan

from rdflib import XSD, Literal

from kg.sparql.results import Row
from kg.store import Term
from kg.views.parts import Cell

Cells = Sequence[tuple[Cell, ...]]

_SHOWN = 100  # bars on a page
_LEAST = 2  # rows that are worth a drawing
_NAMED = 2  # cells that say what a bar is about
_DATED = {XSD.date, XSD.dateTime}
_TICKS = 8
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: what it is about, where its bar begins and how long it is in thousandths, its value in words."""

    label: tuple[Cell, ...]
    start: int
    length: int
    value: Cell


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars with ticks (a text and a place in thousandths).

    `columns` are those drawn, the first of `offered` unless another was wished for.
    """

    columns: tuple[str, ...]
    offered: tuple[str, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, int], ...]


def chart(names: Sequence[str], rows: Sequence[Row], cells: Cells, wish: str = "") -> Bars | None:
    """Return a bar from 0 for each row with a number, in the order of the rows; None without numbers."""
    offered = _columns(names, rows, _number)
    if not offered or len(rows) < _LEAST:
        return None
    column = wish if wish in offered else offered[0]
    at, rest = names.index(column), [n for n, name in enumerate(names) if name not in offered]
    found = [
        (value, cell) for row, cell in zip(rows, cells, strict=True)
        if column in row and (value := _number(column, row[column])) is not None
    ]  # fmt: skip
    low, high = min(0.0, *(value for value, _ in found)), max(0.0, *(value for value, _ in found))
    scale = 1000 / (high - low or 1)
    bars = tuple(
        Bar(
            label=_label(cell, rest),
            start=round((min(value, 0.0) - low) * scale),
            length=round(abs(value) * scale),
            value=cell[at],
        )
        for value, cell in found[:_SHOWN]
    )
    return Bars((column,), offered, bars, ())


def timeline(names: Sequence[str], rows: Sequence[Row], cells: Cells) -> Bars | None:
    """Return the rows with a day along time, oldest first, from the first to the last of their days."""
    offered = _columns(names, rows, _day)
    rest = [n for n, name in enumerate(names) if name not in offered]
    dated = [n for n, name in enumerate(names) if name in offered]
    found = sorted(
        ((days, cell) for row, cell in zip(rows, cells, strict=True) if (days := _days(row, offered))),
        key=lambda one: one[0],
    )
    if len(found) < _LEAST:
        return None
    first, last = found[0][0][0].year, max(days[-1] for days, _ in found).year + 1
    begin, scale = date(first, 1, 1), 1000 / ((last - first) * _DAYS)
    bars = tuple(
        Bar(
            label=_label(cell, rest),
            start=round((days[0] - begin).days * scale),
            length=round((days[-1] - days[0]).days * scale),
            value=tuple(dict.fromkeys(part for n in dated for part in cell[n])),
        )
        for days, cell in found[:_SHOWN]
    )
    step = -(-(last - first) // _TICKS)
    ticks = tuple((str(year), round((year - first) * _DAYS * scale)) for year in range(first, last + 1, step))
    return Bars(offered, offered, bars, ticks)


def _label(cells: tuple[Cell, ...], columns: Sequence[int]) -> tuple[Cell, ...]:
    """The first cells that say something; a yes or no says nothing by itself."""
    return tuple(cells[n] for n in columns if any(not isinstance(part, bool) for part in cells[n]))[:_NAMED]


def _number(name: str, value: Term) -> float | None:
    """A number; a year is none."""
    if "year" in name.lower() or not isinstance(value, Literal) or isinstance(value.value, bool):
        return None
    try:
        found = float(value.value) if isinstance(value.value, int | float | Decimal) else nan
    except OverflowError:
        found = nan
    return found if isfinite(found) else None


def _day(name: str, value: Term) -> date | None:
    """A day, the first one of a year."""
    text = str(value)[:10]
    if isinstance(value, Literal) and type(value.value) is int and "year" in name.lower():
        text = f"{text}-01-01"
    elif not isinstance(value, Literal) or value.datatype not in _DATED:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _columns(
    names: Sequence[str], rows: Sequence[Row], read: Callable[[str, Term], object]
) -> tuple[str, ...]:
    """The columns of which every value can be read, and there is one."""
    return tuple(
        name for name in names
        if (values := [row[name] for row in rows if name in row])
        and all(read(name, value) is not None for value in values)
    )  # fmt: skip


def _days(row: Row, names: Sequence[str]) -> list[date]:
    """The days of a row, in order."""
    return sorted(day for name in names if name in row and (day := _day(name, row[name])))
