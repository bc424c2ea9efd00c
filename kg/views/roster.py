"""Membership of a cluster by year: what articles listed beside what the reference tables hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import URIRef

from kg.store import Term
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.matrix import Mark, Roster, Year
from kg.views.sections import doubt, title


@dataclass(slots=True)
class _Seen:
    items: list[Term] = field(default_factory=list)
    tabled: bool = False
    status: Term | None = None
    complete: bool = False


def roster(knowledge: Knowledge, notes: Footnotes, cluster: URIRef) -> Roster | None:
    """Return who belonged to the cluster in which year, None when nobody is known to."""
    seen: dict[tuple[Term, str], _Seen] = {}
    for row in knowledge.rows("cluster-members", cluster=cluster):
        one = seen.setdefault((row["memberUnit"], str(row["year"])), _Seen())
        one.items.append(row["item"])
        one.complete |= str(row.get("listComplete")) == "true"
    for row in knowledge.rows("cluster-rosters", cluster=cluster):
        if "memberUnit" in row and "year" in row:
            one = seen.setdefault((row["memberUnit"], str(row["year"])), _Seen())
            one.tabled, one.status = True, row.get("status")
    if not seen:
        return None
    years = sorted({year for _, year in seen})
    units = sorted({unit for unit, _ in seen}, key=lambda unit: (knowledge.collation(unit), str(unit)))
    return Roster(
        title=title(knowledge, "cluster-members"),
        years=tuple(_year(year, [one for (_, when), one in seen.items() if when == year]) for year in years),
        units=tuple(
            (knowledge.ref(unit), tuple(_mark(knowledge, notes, seen.get((unit, year))) for year in years))
            for unit in units
        ),
        articles=len(notes.articles(item for one in seen.values() for item in one.items)),
    )


def _year(year: str, seen: list[_Seen]) -> Year:
    return Year(
        year=year,
        listed=sum(bool(one.items) for one in seen),
        tabled=sum(one.tabled for one in seen),
        complete=any(one.complete for one in seen),
    )


def _mark(knowledge: Knowledge, notes: Footnotes, one: _Seen | None) -> Mark | None:
    if one is None:
        return None
    return Mark(bool(one.items), one.tabled, notes.cite(one.items)[0], doubt(knowledge, one.status))
