"""The posts of a person as lanes of time: solid where seen, open where the sources end."""

from __future__ import annotations

from dataclasses import dataclass

from kg.views.page import Page, Row, Section
from kg.views.parts import Ref
from kg.views.period import Bound, Day, Period

_LEFT, _WIDTH = 12, 976
_MONTHS = 12
TENURES = frozenset({"person-tenures", "body-holders", "post-holders"})
"""The tables that are drawn."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One post. `start` and `end` are where it was seen; an open end means that it may reach further."""

    label: str
    start: int
    end: int
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Lanes:
    """Lanes 1000 units wide, with ticks of time."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, int], ...]


def lanes(page: Page) -> Lanes | None:
    """Return the drawing of the tenures of a page, None when none is dated."""
    tenures = next((section for section in page.sections if section.name in TENURES), None)
    return drawn(tenures) if tenures else None


def drawn(tenures: Section) -> Lanes | None:
    """Return the drawing of a table of tenures, None when none is dated."""
    dated = [
        (row, period, span) for row in tenures.rows if (period := _period(row)) and (span := _span(period))
    ]
    if not dated:
        return None
    first = min(start for _, _, (start, _) in dated) // _MONTHS
    last = max(end for _, _, (_, end) in dated) // _MONTHS + 1
    scale = _WIDTH / ((last - first) * _MONTHS)

    def at(month: int) -> int:
        return _LEFT + round((month - first * _MONTHS) * scale)

    drawn = tuple(
        Lane(
            label=_label(row),
            start=at(start),
            end=max(at(end), at(start) + 6),
            open_start=period.start.state != "known",
            open_end=period.end.state != "known",
        )
        for row, period, (start, end) in dated
    )
    ticks = tuple(
        (_tick(month), at(month)) for month in range(first * _MONTHS, last * _MONTHS + 1, _step(last - first))
    )
    return Lanes(drawn, ticks)


def _step(years: int) -> int:
    """Months between ticks: at most a dozen ticks, quarters where two years fill the drawing."""
    return 3 if years <= 2 else _MONTHS * max(1, -(-years // 12))


def _tick(month: int) -> str:
    year, month = divmod(month, _MONTHS)
    return str(year) if month == 0 else f"{month + 1}/{year}"


def _period(row: Row) -> Period | None:
    return next((part for cell in row.cells for part in cell if isinstance(part, Period)), None)


def _span(period: Period) -> tuple[int, int] | None:
    days = [_known(period.start), period.first, period.last, _known(period.end)]
    months = [int(day.iso[:4]) * _MONTHS + int(day.iso[5:7]) - 1 for day in days if day is not None]
    return (min(months), max(months)) if months else None


def _known(bound: Bound) -> Day | None:
    return bound.day if bound.state == "known" else None


def _label(row: Row) -> str:
    return ", ".join(part.label for cell in row.cells for part in cell if isinstance(part, Ref))
