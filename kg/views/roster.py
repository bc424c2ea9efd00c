"""Membership of a cluster by year: what articles listed beside what the reference tables hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.store import Term
from kg.views.cells import doubt
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.matrix import Mark, Roster, Unit, Year
from kg.views.parts import Ref
from kg.views.reading import Reading
from kg.views.sections import title

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
    """Return who belonged to the cluster in which year, None when nothing is known of any year.

    Of very many members the latest years are read, and only those of which all is known are shown.
    """
    knowledge, notes = reading.knowledge, reading.notes
    members = reading.rows("cluster-members", cluster)
    totals = reading.rows("cluster-totals", cluster)
    oldest = str(members.rows[-1]["year"]) if members.cut and members.rows else ""
    found = _units(reading, cluster, members.rows)
    seen = {at: one for at, one in found.items() if at[1] > oldest}
    told = _years(reading, cluster, totals.rows)
    years = sorted({year for year in told if year > oldest} | {year for _, year in seen})
    weak, late = members.weak + totals.weak, members.late + totals.late
    if not years and not weak + late:
        return None
    heirs: dict[Term, list[Ref]] = defaultdict(list)
    for row in reading.rows("cluster-heirs", cluster).rows:
        heirs[row["memberUnit"]].append(knowledge.ref(row["present"]))
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
        cut=members.cut,
    )


def _units(
    reading: Reading, cluster: URIRef, members: Iterable[dict[str, Term]]
) -> dict[tuple[Term, str], _Seen]:
    seen: dict[tuple[Term, str], _Seen] = defaultdict(_Seen)
    for row in members:
        seen[row["memberUnit"], str(row["year"])].items.append(row["item"])
    for row in reading.rows("cluster-rosters", cluster).rows:
        if "memberUnit" in row and "year" in row:
            one = seen[row["memberUnit"], str(row["year"])]
            one.tabled, one.status = True, row.get("status")
    years = {year for _, year in seen}  # a change rests on two years, of which the lens may hide one
    for row in reading.rows("cluster-turnover", cluster).rows:
        if str(row["yearTo"]) in years:
            seen[row["memberUnit"], str(row["yearTo"])].change = row["memberChange"]
    return seen


def _years(reading: Reading, cluster: URIRef, totals: Iterable[dict[str, Term]]) -> dict[str, _Told]:
    told: dict[str, _Told] = defaultdict(_Told)
    for row in totals:
        one = told[str(row["year"])]
        one.complete = str(row["listComplete"]) == "true"
        one.unnamed = int(str(row.get("unnamedCount", 0)))
        one.stated |= {int(str(row["statedMemberCount"]))} if "statedMemberCount" in row else set()
    for row in reading.rows("cluster-leaders", cluster).rows:
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
