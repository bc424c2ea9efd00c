"""Provinces in time: which unit has a stretch of land on a day, and what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.store import Term
from kg.views.knowledge import Knowledge

_UNITS = "province-units"


@dataclass(frozen=True, slots=True)
class Territory:
    """Provinces and what followed each. IRIs; the parts are the units that none came before.

    A unit's parts are the land that it has, so units of different times can be compared.
    """

    lines: tuple[tuple[str, ...], ...]
    ends: dict[str, str]

    def units(self, day: date | None) -> dict[str, tuple[str, ...]]:
        """Return the units of a day, or of now, each with its parts."""
        found: dict[str, tuple[str, ...]] = {}
        for line in self.lines:
            unit = next((one for one in line if not self._ended(one, day)), line[-1])
            found[unit] = (*found.get(unit, ()), line[0])
        return found

    def parts(self) -> dict[str, frozenset[str]]:
        """Return the parts of every unit of any time."""
        found: dict[str, set[str]] = {}
        for line in self.lines:
            for unit in line:
                found.setdefault(unit, set()).add(line[0])
        return {unit: frozenset(parts) for unit, parts in found.items()}

    def _ended(self, unit: str, day: date | None) -> bool:
        return unit in self.ends and (day is None or self.ends[unit] < day.isoformat())


def territory(knowledge: Knowledge) -> Territory:
    """Return the provinces of the data; each line of units begins with one that none came before."""
    rows = knowledge.rows(_UNITS)
    followers = {str(row["unit"]): str(row["successor"]) for row in rows if "successor" in row}
    ends = {str(row["unit"]): _day(row["validTo"]) for row in rows if "validTo" in row}
    first = sorted({str(row["unit"]) for row in rows} - set(followers.values()))
    return Territory(tuple(_line(unit, followers) for unit in first), ends)


def _day(value: Term) -> str:
    return str(value)[:10]


def _line(unit: str, followers: dict[str, str]) -> tuple[str, ...]:
    """A unit and all that followed; one that comes again ends the line."""
    line = [unit]
    while (following := followers.get(line[-1])) and following not in line:
        line.append(following)
    return tuple(line)
