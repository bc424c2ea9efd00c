"""Tables of an entity page: one page query each, every row with its footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rdflib import XSD, Literal, URIRef

from kg.dates import Precision
from kg.queries import NamedQuery, named
from kg.store import Term
from kg.views.captions import caption, column
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Row, Section
from kg.views.parts import Cell, Part, Ref, Words
from kg.views.period import Bound, Day, Period
from kg.views.saying import reason_in_vietnamese
from kg.vocab import NS, VPO

SECTIONS: dict[str, tuple[str, ...]] = {
    "person": (
        "person-tenures", "person-successions", "person-changes", "person-events", "person-speeches",
        "person-colleagues", "person-coattendees", "person-identity", "person-possible", "person-apart",
        "person-namesakes",
    ),
    "body": (
        "body-holders", "body-successions", "body-parts", "body-clusters", "body-events", "body-documents",
        "body-observations",
    ),
    "post": ("post-holders", "post-successions"),
    "place": (
        "place-predecessors", "place-officials", "place-bodies", "place-clusters", "place-events",
        "place-documents",
    ),
    "event": (
        "event-reports", "event-participants", "event-groups", "event-speeches", "event-statistics",
        "event-awards", "event-documents", "event-links",
    ),
    "cluster": ("cluster-turnover", "cluster-counts", "cluster-leaders", "cluster-events"),
    "document": (
        "document-by-province", "document-implementation", "document-citations", "document-namesakes",
    ),
    "other": ("used-by",),
}  # fmt: skip
"""The page queries of each family, in the order shown."""

_PERIOD = frozenset(
    (
        "startState", "startDate", "startPrecision", "endState", "endDate", "endPrecision",
        "firstObserved", "firstObservedPrecision", "lastObserved", "lastObservedPrecision", "tenureKind",
    )
)  # fmt: skip
_PRECISION_OF = {
    "startDate": "startPrecision",
    "endDate": "endPrecision",
    "issueDate": "issuePrecision",
    "stepDate": "stepPrecision",
    "asOf": "precision",
}
_ASIDE = frozenset({"item", "status", "source", *_PRECISION_OF.values()})
_PRECISIONS: dict[str, Precision] = {VPO.month: "month", VPO.year: "year"}
_UNSURE = frozenset({VPO.inferred, VPO.fromKnowledge})


@dataclass(slots=True)
class _Merged:
    row: dict[str, Term]
    items: list[Term] = field(default_factory=list)


def section(knowledge: Knowledge, notes: Footnotes, query: str, subject: URIRef) -> Section | None:
    """Return the table that the page query `query` makes of `subject`, None when it is empty.

    Rows that show the same are one row with the evidence of all.
    """
    spec = named(query)
    variable = spec.params[0].name
    rows = knowledge.rows(query, **{variable: subject})
    if not rows:
        return None
    shown = tuple(
        name for name in _shown(spec, variable) if name == "period" or any(name in row for row in rows)
    )
    merged = _merge(rows, shown)
    items = [item for one in merged for item in one.items]
    unit = shown[0] if shown[0] in {"event", "article"} else "row"
    return Section(
        name=query,
        title=title(knowledge, query),
        columns=tuple(column(knowledge, name) for name in shown),
        rows=tuple(_row(knowledge, notes, one, shown) for one in merged),
        articles=len(notes.articles(items)),
        cut=len(rows) >= limit_of(spec),
        unit=unit,
        things=len({one.row.get(unit, number) for number, one in enumerate(merged)}),
    )


def title(knowledge: Knowledge, query: str) -> str:
    """Return the title of a page query in the language of the page."""
    spec = named(query)
    return spec.title_en if knowledge.lang == "en" else spec.title_vi


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


def doubt(knowledge: Knowledge, status: Term | None) -> Ref | None:
    """Return the check status when it is one that readers must see: inferred, or from knowledge."""
    return knowledge.ref(status) if status is not None and str(status) in _UNSURE else None


def _shown(spec: NamedQuery, variable: str) -> tuple[str, ...]:
    names: list[str] = []
    for name in spec.columns:
        if name in _PERIOD and "startState" in spec.columns:
            name = "period"
        if name not in {variable, *_ASIDE, *names}:
            names.append(name)
    return tuple(names)


def limit_of(spec: NamedQuery) -> int:
    """Return how many rows a page query gives at most; as many mean that there may be more."""
    return int(spec.text.rstrip().rpartition("LIMIT ")[2])


def _merge(rows: Iterable[dict[str, Term]], shown: tuple[str, ...]) -> list[_Merged]:
    merged: dict[tuple[str, ...], _Merged] = {}
    visible = {*shown, "status", "source"} | (_PERIOD if "period" in shown else set())
    for row in rows:
        key = tuple(f"{name}={row[name]}" for name in sorted(visible & row.keys()))
        one = merged.setdefault(key, _Merged(row))
        if "item" in row and row["item"] not in one.items:
            one.items.append(row["item"])
    return list(merged.values())


def _row(knowledge: Knowledge, notes: Footnotes, one: _Merged, shown: tuple[str, ...]) -> Row:
    numbers, more = notes.cite(one.items)
    return Row(
        cells=tuple(_cell(knowledge, one.row, name) for name in shown),
        notes=numbers,
        more=more,
        status=doubt(knowledge, one.row.get("status") or _status(knowledge, one.items)),
        source=str(one.row.get("source", "")),
        articles=len(notes.articles(one.items)),
        rejected=bool(one.items) and all(_rejected(knowledge, item) for item in one.items),
    )


def _rejected(knowledge: Knowledge, item: Term) -> bool:
    return next(knowledge.subjects(VPO.rejects, item), None) is not None


def _status(knowledge: Knowledge, items: Iterable[Term]) -> Term | None:
    return next((value for item in items for value in knowledge.values(item, VPO.checkStatus)), None)


def _cell(knowledge: Knowledge, row: dict[str, Term], name: str) -> Cell:
    if name == "period":
        return (_period(row),)
    if name not in row:
        return ()
    if name == "direction":
        return (caption(knowledge, URIRef(row[name])),)
    return (part(knowledge, row[name], row.get(_PRECISION_OF.get(name, ""))),)


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


def newest(knowledge: Knowledge, query: str) -> tuple[Row, ...]:
    """Return the rows of a page query that asks about nothing in particular, such as the newest articles."""
    shown = named(query).columns
    return tuple(
        Row(tuple(_cell(knowledge, row, name) for name in shown if name not in _ASIDE))
        for row in knowledge.rows(query)
    )
