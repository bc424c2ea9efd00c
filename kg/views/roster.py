"""Membership of a cluster by year: what articles listed beside what the reference tables hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.store import Term
from kg.views.cells import doubt
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.matrix import Mark, Roster, Unit, Year
from kg.views.parts import Ref
from kg.views.reading import Reading, Rows
from kg.views.sections import title

_BY_YEAR = ("cluster-members", "cluster-rosters", "cluster-turnover", "cluster-totals", "cluster-leaders")
_SENTENCES = 2  # of a mark; a whole list rests on one


@dataclass(slots=True)
class _Seen:
    """One unit in one year."""

    items: list[Term] = field(default_factory=list)
    tabled: bool = False
    status: Term | None = None
    change: Term | None = None


@dataclass(slots=True)
class _Told:
    """One year."""

    complete: bool = False
    stated: set[int] = field(default_factory=set)
    unnamed: int = 0
    leaders: list[Term] = field(default_factory=list)
    items: list[Term] = field(default_factory=list)


def roster(reading: Reading, cluster: URIRef) -> Roster | None:
    """Return who belonged to the cluster in which year, None where no province, leader or number is known.

    Of very many members the latest years are read, and only those of which all is known are shown; where
    even the latest has more, its first members are.
    """
    knowledge, notes = reading.knowledge, reading.notes
    read = tuple(reading.rows(query, cluster) for query in _BY_YEAR)
    members, tabled, changes, totals, leaders = read
    found = _units(members.rows, tabled.rows, changes.rows)
    told = _years(totals.rows, leaders.rows)
    since, partial = _whole_since(read, {*told, *(year for _, year in found)})
    seen = {at: one for at, one in found.items() if at[1] >= since}
    years = sorted({year for year in told if year >= since} | {year for _, year in seen})
    weak, late = members.weak + totals.weak, members.late + totals.late
    said = bool(seen) or any(told[year].stated or told[year].leaders for year in years)
    if not said and not weak + late:
        return None
    heirs = _heirs(reading, cluster)
    units = sorted({unit for unit, _ in seen}, key=lambda unit: (knowledge.collation(unit), str(unit)))
    return Roster(
        title=title(knowledge, "cluster-members"),
        years=tuple(_year(knowledge, notes, year, told[year], seen) for year in years),
        units=tuple(
            Unit(
                knowledge.ref(unit),
                tuple(heirs.get(unit, ())),
                tuple(_mark(knowledge, notes, seen.get((unit, year))) for year in years),
            )
            for unit in units
        ),
        articles=notes.articles(item for one in seen.values() for item in one.items),
        silent=_silent(years),
        weak=weak,
        late=late,
        cut=since > "",
        partial=partial,
    )


def _heirs(reading: Reading, cluster: URIRef) -> Mapping[Term, list[Ref]]:
    """Return the units that members belong to today, where these are others."""
    heirs: dict[Term, list[Ref]] = defaultdict(list)
    for row in reading.rows("cluster-heirs", cluster).rows:
        heirs[row["memberUnit"]].append(reading.knowledge.ref(row["present"]))
    return heirs


def _whole_since(found: Iterable[Rows], years: Iterable[str]) -> tuple[str, bool]:
    """Return the first year of which all was read, empty where all are; and whether there is none such."""
    last = (rows.last for rows in found if rows.last)
    cut = max((str(row.get("year") or row.get("yearTo") or "") for row in last), default="")
    whole = [year for year in years if year > cut]
    return (min(whole) if cut and whole else cut), not whole and cut > ""


def _units(
    members: Iterable[dict[str, Term]], tabled: Iterable[dict[str, Term]], changes: Iterable[dict[str, Term]]
) -> dict[tuple[Term, str], _Seen]:
    seen: dict[tuple[Term, str], _Seen] = defaultdict(_Seen)
    for row in members:
        seen[row["memberUnit"], str(row["year"])].items.append(row["item"])
    for row in tabled:
        if "memberUnit" in row and "year" in row:
            one = seen[row["memberUnit"], str(row["year"])]
            one.tabled, one.status = True, row.get("status")
    years = {year for _, year in seen}  # a change rests on two years, of which the lens may hide one
    for row in changes:
        if str(row["yearTo"]) in years:
            seen[row["memberUnit"], str(row["yearTo"])].change = row["memberChange"]
    return seen


def _years(totals: Iterable[dict[str, Term]], leaders: Iterable[dict[str, Term]]) -> dict[str, _Told]:
    told: dict[str, _Told] = defaultdict(_Told)
    for row in totals:
        one = told[str(row["year"])]
        one.complete = str(row["listComplete"]) == "true"
        one.unnamed = int(str(row.get("unnamedCount", 0)))
        one.stated |= {int(str(row["statedMemberCount"]))} if "statedMemberCount" in row else set()
    for row in leaders:
        told[str(row["year"])].leaders.append(row["leader"])
        told[str(row["year"])].items.append(row["item"])
    return told


def _year(
    knowledge: Knowledge, notes: Footnotes, year: str, told: _Told, seen: dict[tuple[Term, str], _Seen]
) -> Year:
    units = [one for (_, when), one in seen.items() if when == year]
    return Year(
        year=year,
        listed=sum(bool(one.items) for one in units),
        tabled=sum(one.tabled for one in units),
        complete=told.complete,
        stated=tuple(sorted(told.stated)),
        unnamed=told.unnamed,
        leaders=tuple(dict.fromkeys(knowledge.ref(leader) for leader in told.leaders)),
        notes=notes.cite(told.items, _SENTENCES)[0],
    )


def _mark(knowledge: Knowledge, notes: Footnotes, one: _Seen | None) -> Mark | None:
    if one is None:
        return None
    change = knowledge.ref(one.change) if one.change is not None else None
    return Mark(
        bool(one.items),
        one.tabled,
        notes.cite(one.items, _SENTENCES)[0],
        doubt(knowledge, one.status),
        change,
    )


def _silent(years: Sequence[str]) -> tuple[str, ...]:
    """The years without anything between the first and the last, which are in order."""
    between = range(int(years[0]), int(years[-1])) if years else ()
    return tuple(str(year) for year in between if str(year) not in years)
