"""What the cells of a table hold: values of the data as a page shows them."""

from __future__ import annotations

from dataclasses import replace

from rdflib import XSD, Literal, URIRef

from kg.dates import Precision
from kg.store import Term
from kg.views.captions import caption
from kg.views.knowledge import Knowledge
from kg.views.parts import Cell, Part, Ref, Words
from kg.views.period import Bound, Day, Period
from kg.views.saying import reason_in_vietnamese
from kg.views.source_words import source_in_vietnamese
from kg.vocab import NS, VPO

PRECISION_OF = {
    "startDate": "startPrecision",
    "endDate": "endPrecision",
    "issueDate": "issuePrecision",
    "stepDate": "stepPrecision",
    "asOf": "precision",
}
"""The column that says how exact a date is."""
_PRECISIONS: dict[str, Precision] = {VPO.month: "month", VPO.year: "year"}
_CODES = {
    "held": {"yes": ("chắc chắn", "surely"), "possible": ("có thể", "possibly")},
    "succession": {"before": ("tiền thân", "came from"), "after": ("kế tục", "took its place")},
}
_UNSURE = frozenset({VPO.inferred, VPO.fromKnowledge})


def part(knowledge: Knowledge, value: Term, precision: Term | None = None) -> Part:
    """Return a value as a page shows it."""
    if isinstance(value, Literal):
        if value.datatype == XSD.boolean:
            return str(value) in {"true", "1"}
        if value.datatype in {XSD.date, XSD.dateTime}:
            return day_of(value, precision)
        return Words(str(value), value.language or "")
    return knowledge.ref(value)


def said(knowledge: Knowledge, predicate: str, value: Term) -> Part:
    """Return a value of a property as a page shows it, in the reader's language where it can be."""
    if predicate == VPO.resolutionReason and knowledge.lang == "vi":
        reason = reason_in_vietnamese(str(value))
        return Words(reason, "vi") if reason else part(knowledge, value)
    return part(knowledge, value)


def source_of(knowledge: Knowledge, *values: Term | None) -> str:
    """Return the sources that a row of the reference tables names, in words of the reader's language."""
    return ", ".join(sorted(_source(knowledge, value) for value in values if value is not None))


def _source(knowledge: Knowledge, value: Term) -> str:
    english = isinstance(value, Literal) and value.language == "en"
    return source_in_vietnamese(str(value)) if english and knowledge.lang == "vi" else str(value)


def doubt(knowledge: Knowledge, status: Term | None) -> Ref | None:
    """Return the check status when it is one that readers must see: inferred, or from knowledge."""
    return knowledge.ref(status) if status is not None and str(status) in _UNSURE else None


def cell_of(knowledge: Knowledge, row: dict[str, Term], name: str) -> Cell:
    """Return what a row shows in the column `name`, empty where the row lacks it."""
    if name == "period":
        return (_period(row),)
    if name not in row:
        return ()
    if name in _CODES:
        return (Words(_CODES[name][str(row[name])][knowledge.lang == "en"], knowledge.lang),)
    if name == "linkReason" and "weight" in row:
        return (replace(knowledge.ref(row[name]), hint=str(row["weight"])),)
    if name == "direction":
        return (caption(knowledge, URIRef(row[name])),)
    return (part(knowledge, row[name], row.get(PRECISION_OF.get(name, ""))),)


def _period(row: dict[str, Term]) -> Period:
    return Period(
        start=_bound(row, "start"),
        end=_bound(row, "end"),
        first=_seen(row, "firstObserved", "firstObservedPrecision"),
        last=_seen(row, "lastObserved", "lastObservedPrecision"),
        acting=str(row.get("tenureKind")) == VPO.acting,
    )


def _bound(row: dict[str, Term], end: str) -> Bound:
    state = str(row[f"{end}State"]).removeprefix(NS)
    return Bound(state, _seen(row, f"{end}Date", f"{end}Precision"))


def _seen(row: dict[str, Term], name: str, precision: str = "") -> Day | None:
    return day_of(row[name], row.get(precision)) if name in row else None


def day_of(value: Term, precision: Term | None) -> Day:
    """Return a date of the data as a page shows it, as exact as its source."""
    return Day(str(value)[:10], _PRECISIONS.get(str(precision), "day"))
