"""The life of a document: issued, put into plans, studied, carried out, assessed, amended, replaced.

One node is one step: what happened to the document, by whom, on which day, from all articles that say so.
Which word means which step is said in `ontology/schemes.ttl` (`vpo:lifecycleStep` of a stage, a kind of
event, a role of citation). The block key is the step; it reads the row of its document in the reference layer
and of those that amend or replace it, and the rows of citations, reports and events that tell of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.derive.events import Event
from kg.derive.facts import Blocks, Reference, Statement, local
from kg.vocab import VPO

_SCHEME = "scheme/lifecycle-step/"
_STUDIED, _ASSESSED = f"{_SCHEME}quan-triet", f"{_SCHEME}danh-gia"
ISSUED, AMENDED, REPLACED = (f"{_SCHEME}{step}" for step in ("ban-hanh", "sua-doi", "thay-the"))


@dataclass(frozen=True, slots=True)
class Implementation:
    """What one article says of how a unit carries out a document; of several units it is several rows."""

    node: str
    document: str
    unit: str | None = None
    stage: str | None = None
    polarity: str | None = None
    figure: str | None = None
    asOf: date | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A day, how exact it is, and what it rests on: stated, or that of publication (it was so by then)."""

    day: date | None = None
    precision: str = VPO.day
    basis: str = VPO.statedDate


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a document as one source gives it. `by` is the document that plans, amends or replaces."""

    document: str
    kind: str
    nodes: tuple[str, ...]
    when: When = When()
    unit: str | None = None
    polarity: str | None = None
    figure: str | None = None
    by: str | None = None
    event: str | None = None


def known_steps(reference: Reference, documents: Container[str] | None = None) -> Iterator[Step]:
    """Yield the steps that the reference layer knows of these or all documents: issued, amended, replaced."""
    issued = _documents(VPO.issueDate, reference)
    for thing in (thing for thing in issued if documents is None or thing in documents):
        issuer = _one(thing, VPO.issuedBy, reference)
        yield Step(thing, ISSUED, (thing,), issued_on(thing, reference), issuer)
    for predicate, kind in ((VPO.amends, AMENDED), (VPO.replaces, REPLACED)):
        for thing in _documents(predicate, reference):
            for older in reference.all(thing, predicate):
                yield Step(str(older), kind, (thing,), issued_on(thing, reference), by=thing)


def _documents(predicate: str, reference: Reference) -> Iterator[str]:
    return (thing for thing in reference.having(predicate) if thing.startswith("id/doc/"))


def reported_steps(
    rows: Iterable[Implementation], published: Mapping[str, date], reference: Reference
) -> Iterator[Step]:
    """Yield the steps that articles report: by the stage, else assessed where judged, else carried out."""
    for row in rows:
        kind = reference.one(row.stage, VPO.lifecycleStep)
        if kind is None:
            kind = _ASSESSED if row.polarity else f"{_SCHEME}thuc-hien"
        when = When(row.asOf, row.precision or VPO.day) if row.asOf else _published(row.node, published)
        yield Step(row.document, kind, (row.node,), when, row.unit, row.polarity, row.figure)


def held_steps(
    events: Iterable[Event], cited: Mapping[str, Iterable[tuple[str, str, str | None]]], reference: Reference
) -> Iterator[Step]:
    """Yield the meetings about a document; `cited` gives (citation, document, role) of a report.

    A meeting is about a document cited as studied or reviewed; else its kind tells, where the document is no
    ground for it and, at a review, is said to be carried out.
    """
    for event in events:
        host = next((report.host for report in event.reports if report.host), None)
        when = _of_event(event)
        for report in event.reports:
            for node, document, role in cited.get(report.node, ()):
                if step := _meeting_step(event.kind, role, reference):
                    yield Step(document, step, (node,), when, host, event=event.iri)


def is_meeting_role(role: str | None, reference: Reference) -> bool:
    """Return whether a document cited in this role is what a meeting is about: studied or reviewed."""
    return reference.one(role, VPO.lifecycleStep) in {_STUDIED, _ASSESSED}


def _meeting_step(kind: str, role: str | None, reference: Reference) -> str | None:
    step = reference.one(role, VPO.lifecycleStep)
    if step in {_STUDIED, _ASSESSED}:
        return step
    by_kind = reference.one(kind, VPO.lifecycleStep)
    if local(role) == "basis" or (by_kind == _ASSESSED and step is None):
        return None
    return by_kind


def _of_event(event: Event) -> When:
    start = event.start
    if start is None:
        return When()
    precision = {"month": VPO.month, "year": VPO.year}.get(start.precision, VPO.day)
    stated = start.precision != "day" or any(report.exact for report in event.reports)
    return When(start.day, precision, VPO.statedDate if stated else VPO.publicationDate)


def state_steps(document: str, steps: Iterable[Step], province: Callable[[str], str | None]) -> Blocks:
    """Return the steps of a document and what is said of each; `province` gives that of a unit or body.

    Steps that agree on kind, province (else unit), day and judgement are one node with the units of all.
    """
    grouped: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        grouped[_name(step, province(step.unit) if step.unit else None)].append(step)
    return {name: frozenset(_state(document, name, same, province)) for name, same in grouped.items()}


def _state(
    document: str, name: str, same: list[Step], province: Callable[[str], str | None]
) -> Iterator[Statement]:
    first = min(same, key=lambda step: (step.when.basis != VPO.statedDate, step.nodes))
    yield name, str(RDF.type), VPO.DocumentLifecycle
    yield name, VPO.document, document
    yield name, VPO.lifecycleStep, first.kind
    if first.when.day:
        yield name, VPO.stepDate, Literal(first.when.day.isoformat(), datatype=XSD.date)
        yield name, VPO.stepPrecision, first.when.precision
        yield name, VPO.stepBasis, first.when.basis
    if first.polarity:
        yield name, VPO.polarity, first.polarity
    for step in same:
        place = province(step.unit) if step.unit else None
        for predicate, value in (
            (VPO.unit, step.unit), (VPO.ofProvince, place), (VPO.figure, step.figure),
            (VPO.byDocument, step.by), (VPO.stepEvent, step.event),
        ):  # fmt: skip
            if value:
                yield name, predicate, value
        for node in step.nodes:
            yield name, VPO.derivedFrom, node


def _name(step: Step, place: str | None) -> str:
    """Return the name of a step: `id/lifecycle/{document}/{step}/{by whom}/{day}`, less what is unknown."""
    whom = (place or step.unit or step.by or "").removeprefix("id/")
    day = step.when.day.isoformat() if step.when.day else ""
    parts = (
        step.document.removeprefix("id/doc/"),
        local(step.kind),
        whom.replace("/", "-").replace("#", "-"),
        day[: {VPO.month: 7, VPO.year: 4}.get(step.when.precision, 10)],
        (step.polarity or "").rpartition("#")[2],
    )
    return "id/lifecycle/" + "/".join(part for part in parts if part)


def issued_on(document: str, reference: Reference) -> When:
    """Return when a document was issued, as the reference layer knows it."""
    day = reference.one(document, VPO.issueDate)
    precision = reference.one(document, VPO.issuePrecision) or VPO.day
    return When(date.fromisoformat(day), precision) if day else When()


def _one(document: str, predicate: str, reference: Reference) -> str | None:
    """Return the only value, None where there are several: a document of two bodies is of neither alone."""
    found = reference.all(document, predicate)
    return str(found[0]) if len(found) == 1 else None


def _published(node: str, published: Mapping[str, date]) -> When:
    return When(published.get(node.partition("#")[0]), VPO.day, VPO.publicationDate)
