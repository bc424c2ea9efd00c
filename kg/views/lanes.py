"""Tenures as lanes of time: solid where seen, hatched up to a bound, dashed or open where sources end."""

from __future__ import annotations

from dataclasses import dataclass

from kg.views.page import Page, Row, Section
from kg.views.parts import Ref
from kg.views.period import Day, Period

TENURES = frozenset({"person-tenures", "body-holders", "post-holders"})
"""The tables that are drawn."""
_LEFT, _WIDTH = 12, 976
_STUB = 60
_LEAST = 6  # so that one sighting can be seen
_MONTHS = 12
_SIDES = {"start": -1, "end": 1}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a lane: `seen`, `bounded` (surely over or not begun beyond it), `unknown`, or `open`.

    `open` points past the last sight of a tenure that nothing is said to have ended.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the table below: what it is called, where its row stands, its pieces from left to right."""

    label: str
    anchor: str
    period: Period
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """Lanes 1000 units wide, with ticks of time."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Months since year 0 on a drawing that shows whole years."""

    first: int
    last: int

    def at(self, month: int) -> int:
        return _LEFT + round((month - self.first * _MONTHS) * _WIDTH / ((self.last - self.first) * _MONTHS))

    def ticks(self) -> tuple[tuple[str, int], ...]:
        """At most a dozen, quarters where two years fill the drawing."""
        years = self.last - self.first
        step = 3 if years <= 2 else _MONTHS * max(1, -(-years // 12))
        months = range(self.first * _MONTHS, self.last * _MONTHS + 1, step)
        return tuple((_tick(month), self.at(month)) for month in months)


def lanes(page: Page) -> Lanes | None:
    """Return the drawing of the tenures of a page, a lane a row; None when none is dated."""
    tenures = next((section for section in page.sections if section.name in TENURES), None)
    return _drawn(tenures) if tenures else None


def _drawn(tenures: Section) -> Lanes | None:
    found = [(row, period) for row in tenures.rows if (period := _period(row))]
    months = [month for _, period in found for month in _all_months(period)]
    if not months:
        return None
    scale = _Scale(min(months) // _MONTHS, max(months) // _MONTHS + 1)
    drawn = (Lane(_label(row), row.anchor, period, _pieces(period, scale)) for row, period in found)
    return Lanes(tuple(drawn), scale.ticks())


def _pieces(period: Period, scale: _Scale) -> tuple[Piece, ...]:
    seen = _seen(period)
    if not seen:
        return (Piece("unknown", _LEFT, _LEFT + _WIDTH),)
    start = scale.at(min(seen))
    end = max(scale.at(max(seen)), start + _LEAST)
    before, after = _beyond(period, "start", start, scale), _beyond(period, "end", end, scale)
    return (*before, Piece("seen", start, end), *after)


def _beyond(period: Period, side: str, edge: int, scale: _Scale) -> tuple[Piece, ...]:
    """What may lie beyond the edge of what was seen."""
    bound, way = getattr(period, side), _SIDES[side]
    if bound.state == "known":
        return ()
    if bound.state == {"start": "after", "end": "before"}[side] and bound.day:
        limit = scale.at(_month(bound.day))
        return (Piece("bounded", *sorted((edge, limit))),) if (limit - edge) * way > 0 else ()
    kind = "open" if bound.state == "ongoingAtLastSight" else "unknown"
    reach = min(max(edge + way * _STUB, 0), 1000)
    return (Piece(kind, *sorted((edge, reach))),)


def _seen(period: Period) -> list[int]:
    """The months in which it was surely held: first and last sight, known ends, a start that was past."""
    start = period.start.day if period.start.state in {"known", "before"} else None
    end = period.end.day if period.end.state == "known" else None
    return [_month(day) for day in (start, period.first, period.last, end) if day]


def _all_months(period: Period) -> list[int]:
    days = (period.start.day, period.first, period.last, period.end.day)
    return [_month(day) for day in days if day]


def _month(day: Day) -> int:
    return int(day.iso[:4]) * _MONTHS + int(day.iso[5:7]) - 1


def _tick(month: int) -> str:
    year, month = divmod(month, _MONTHS)
    return str(year) if month == 0 else f"{month + 1}/{year}"


def _period(row: Row) -> Period | None:
    return next((part for cell in row.cells for part in cell if isinstance(part, Period)), None)


def _label(row: Row) -> str:
    return ", ".join(part.label for cell in row.cells for part in cell if isinstance(part, Ref))
