"""Any answer that names provinces as a map: a count for each, and a scale that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from rdflib import Literal, URIRef

from kg.errors import ParameterError
from kg.store import Term
from kg.views.captions import column
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref, Words
from kg.views.territory import Territory, territory

Rows = Sequence[Mapping[str, Term]]

_STEPS = 5  # shades that readers tell apart, besides the one for nothing


@dataclass(frozen=True, slots=True)
class Area:
    """A unit on the map: the provinces that its land once was, its count, its shade from 0 to 5."""

    unit: Ref
    parts: tuple[Ref, ...]
    count: int
    shade: int

    @property
    def land(self) -> tuple[str, ...]:
        """What a shape of this land is filed under."""
        return tuple(sorted(part.name for part in self.parts))


@dataclass(frozen=True, slots=True)
class Step:
    """A shade: the counts that it stands for and how many units have it."""

    shade: int
    least: int
    most: int
    units: int


@dataclass(frozen=True, slots=True)
class Wish:
    """The column of provinces, the column to add up (empty: count rows), the day; each may be left open."""

    column: str = ""
    summed: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Choropleth:
    """Units with something, most first; those with nothing; what a map of that day cannot show.

    `columns` name provinces, `sums` can be added up; `column` and `summed` are chosen of them. `undrawn` are
    units that were divided or merged otherwise, `unplaced` counts the rows that name no province.
    """

    columns: tuple[tuple[str, Words], ...]
    sums: tuple[tuple[str, Words], ...]
    column: str
    summed: str
    areas: tuple[Area, ...]
    empty: tuple[Area, ...]
    steps: tuple[Step, ...]
    undrawn: tuple[tuple[Ref, int], ...]
    unplaced: int
    rows: int

    @property
    def units(self) -> tuple[Area, ...]:
        """All units on the map."""
        return self.areas + self.empty


def choropleth(
    knowledge: Knowledge, columns: Sequence[str], rows: Rows, wish: Wish | None = None
) -> Choropleth | None:
    """Return the map of an answer, None where no column names a province.

    Raises `ParameterError` for a wish for a column that cannot be drawn.
    """
    wish, land = wish or Wish(), territory(knowledge)
    placed = {unit for line in land.lines for unit in line}
    named = [name for name in columns if any(str(row.get(name, "")) in placed for row in rows)]
    if not named:
        return None
    sums = [name for name in columns if _is_count(name, rows)]
    usual = sums[0] if len(sums) == 1 else ""
    chosen = _of(named, "column", wish.column or named[0])
    summed = usual if wish.summed is None else wish.summed and _of(sums, "sum", wish.summed)
    counts = _counts(rows, chosen, summed)
    homes = _homes(land, land.units(wish.day))
    areas = _areas(knowledge, land.units(wish.day), _placed(counts, homes))
    return Choropleth(
        columns=tuple((name, column(knowledge, name)) for name in named),
        sums=tuple((name, column(knowledge, name)) for name in sums),
        column=chosen,
        summed=summed,
        areas=tuple(area for area in areas if area.shade),
        empty=tuple(area for area in areas if not area.shade),
        steps=scale([area.count for area in areas if area.count > 0]),
        undrawn=tuple(
            (knowledge.ref(URIRef(unit)), n) for unit, n in counts.most_common() if homes.get(unit) == ""
        ),
        unplaced=sum(str(row.get(chosen, "")) not in placed for row in rows),
        rows=len(rows),
    )


def scale(counts: Iterable[int]) -> tuple[Step, ...]:
    """Return at most five shades for counts above 0, light to dark: equal ones always share a shade.

    Shades hold about equally many units, so that one giant does not leave all others pale.
    """
    ranked = sorted(counts)
    cuts = sorted(set(ranked))
    if len(cuts) > _STEPS:
        cuts = sorted({ranked[len(ranked) * number // _STEPS] for number in range(_STEPS)})
    groups = [
        [count for count in ranked if least <= count and (following is None or count < following)]
        for least, following in zip_longest(cuts, cuts[1:])
    ]
    spread = [(2 * number + 1) * _STEPS // (2 * len(groups)) + 1 for number in range(len(groups))]
    return tuple(
        Step(shade, group[0], group[-1], len(group)) for shade, group in zip(spread, groups, strict=True)
    )


def _shade(steps: Iterable[Step], count: int) -> int:
    return next((step.shade for step in steps if step.least <= count <= step.most), 0)


def _is_count(name: str, rows: Rows) -> bool:
    """Whether a column holds whole numbers that are no years."""
    values = [row[name] for row in rows if name in row]
    whole = all(isinstance(value, Literal) and type(value.toPython()) is int for value in values)
    return bool(values) and whole and "year" not in name.lower()


def _of(offered: Sequence[str], parameter: str, given: str) -> str:
    if given not in offered:
        wanted = ", ".join(offered) or "none of this answer"
        told = f"{parameter}={given!r} is no column for a map; it takes {wanted}"
        raise ParameterError(told, parameter=parameter, given=given, wanted=wanted, near=tuple(offered))
    return given


def _counts(rows: Rows, column: str, summed: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        if column in row:
            counts[str(row[column])] += int(str(row.get(summed, 0))) if summed else 1
    return counts


def _homes(land: Territory, units: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each unit of any time the one of that day that has all its land, empty where it was divided."""
    owner = {part: unit for unit, parts in units.items() for part in parts}
    owners = {unit: {owner[part] for part in parts} for unit, parts in land.parts().items()}
    return {unit: next(iter(found)) if len(found) == 1 else "" for unit, found in owners.items()}


def _placed(counts: Mapping[str, int], homes: Mapping[str, str]) -> Counter[str]:
    placed: Counter[str] = Counter()
    for unit, count in counts.items():
        if homes.get(unit):
            placed[homes[unit]] += count
    return placed


def _areas(
    knowledge: Knowledge, units: Mapping[str, tuple[str, ...]], placed: Mapping[str, int]
) -> list[Area]:
    """The units, most first, then by name."""
    steps = scale([count for count in placed.values() if count > 0])
    ordered = sorted(units, key=lambda unit: (-placed[unit], knowledge.collation(URIRef(unit))))
    return [
        Area(
            unit=knowledge.ref(URIRef(unit)),
            parts=tuple(knowledge.ref(URIRef(part)) for part in units[unit]),
            count=placed[unit],
            shade=_shade(steps, placed[unit]),
        )
        for unit in ordered
    ]
