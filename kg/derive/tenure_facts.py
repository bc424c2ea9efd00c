"""How a tenure is written down, and read back from what was written.

`read_tenures` is the inverse of `state_tenure`, so that the second stage can be fed from the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.dates import PartialDate, Precision
from kg.derive.careers import Known, Tenure
from kg.derive.facts import Statement
from kg.derive.signs import partial
from kg.derive.tenures import Boundary, Span
from kg.vocab import VPO

PRECISIONS: Mapping[Precision, str] = {"day": VPO.day, "month": VPO.month, "year": VPO.year}
_Said = Mapping[str, list[str]]


def state_tenure(tenure: Tenure) -> frozenset[Statement]:
    """Return what is said of a tenure by what is known of its holder alone.

    The end of an acting tenure that is not over is left to those who follow in the post (`kg.derive.posts`).
    """
    span, iri = tenure.span, tenure.iri
    statements: list[Statement] = [
        (iri, str(RDF.type), VPO.Tenure),
        (iri, VPO.holder, tenure.holder),
        (iri, VPO.post, tenure.post),
        (iri, VPO.organization, tenure.organization),
        (iri, VPO.role, tenure.role),
        (iri, VPO.tenureKind, VPO.acting if tenure.acting else VPO.full),
        (iri, VPO.nominalRank, Literal("true" if span.nominal else "false", datatype=XSD.boolean)),
        (iri, VPO.basis, span.basis),
        *((iri, VPO.inTerm, term) for term in span.terms),
        *((iri, VPO.derivedFrom, node) for node in span.nodes),
        *state_start(iri, span.start, tenure.known.start),
        *(() if tenure.open_acting else state_end(iri, span.end, tenure.known.end)),
    ]
    if span.seen:
        statements += _seen(iri, span.seen[0], VPO.firstObserved, VPO.firstObservedPrecision)
        statements += _seen(iri, span.seen[-1], VPO.lastObserved, VPO.lastObservedPrecision)
    if tenure.sure:
        statements.append((iri, VPO.surelyFrom, day(tenure.sure[0])))
        statements.append((iri, VPO.surelyUntil, day(tenure.sure[1])))
    if tenure.known.since:
        statements.append((iri, VPO.knownSince, day(tenure.known.since)))
    return frozenset(statements)


def state_start(iri: str, start: Boundary, known: date | None) -> Iterator[Statement]:
    """Yield what is said of a start, known since the day `known`."""
    yield from _boundary(iri, start, (VPO.startState, VPO.startDate, VPO.startPrecision, VPO.openedBy))
    if known and start.state != VPO.unknown:
        yield iri, VPO.startKnownSince, day(known)


def state_end(iri: str, end: Boundary, known: date | None) -> Iterator[Statement]:
    """Yield what is said of an end, known since the day `known`."""
    yield from _boundary(iri, end, (VPO.endState, VPO.endDate, VPO.endPrecision, VPO.closedBy))
    if known and end.when is not None:
        yield iri, VPO.endKnownSince, day(known)


def read_tenures(statements: Iterable[Statement]) -> tuple[Tenure, ...]:
    """Return the tenures that the statements of `state_tenure` tell of, sorted by IRI."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in statements:
        told[subject][predicate].append(str(value))
    found = ((iri, said) for iri, said in sorted(told.items()) if VPO.Tenure in said[str(RDF.type)])
    return tuple(_read(iri, said) for iri, said in found)


def day(value: date) -> Literal:
    """Return a day as a literal."""
    return Literal(value.isoformat(), datatype=XSD.date)


def _seen(iri: str, when: PartialDate, date_is: str, precision_is: str) -> Iterator[Statement]:
    yield iri, date_is, day(when.day)
    if when.precision != "day":
        yield iri, precision_is, PRECISIONS[when.precision]


def _boundary(iri: str, boundary: Boundary, terms: tuple[str, str, str, str]) -> Iterator[Statement]:
    state, date_is, precision_is, changed_by = terms
    yield iri, state, boundary.state
    if boundary.when is not None:
        yield iri, date_is, day(boundary.when.day)
        yield iri, precision_is, PRECISIONS[boundary.when.precision]
    for change in boundary.changes:
        yield iri, changed_by, change
        yield iri, VPO.derivedFrom, change


def _read(iri: str, said: _Said) -> Tenure:
    holder = said[VPO.holder][0]
    start = _read_boundary(said, VPO.startState, VPO.startDate, VPO.startPrecision, VPO.openedBy)
    end = _read_boundary(said, VPO.endState, VPO.endDate, VPO.endPrecision, VPO.closedBy)
    changes = start.changes | end.changes
    if not said[VPO.endState] and start.state in {VPO.known, VPO.before}:
        end = Boundary(VPO.ongoingAtLastSight)
    seen = (
        _read_date(said, VPO.firstObserved, VPO.firstObservedPrecision),
        _read_date(said, VPO.lastObserved, VPO.lastObservedPrecision),
    )
    span = Span(
        start,
        end,
        seen=tuple(dict.fromkeys(when for when in seen if when)),
        nodes=frozenset(said[VPO.derivedFrom]) - changes,
        terms=frozenset(said[VPO.inTerm]),
        by_term=VPO.term in said[VPO.basis],
        nominal="true" in said[VPO.nominalRank],
        stated=VPO.statedPeriod in said[VPO.basis],
    )
    sure = _read_day(said, VPO.surelyFrom), _read_day(said, VPO.surelyUntil)
    terms = (VPO.knownSince, VPO.startKnownSince, VPO.endKnownSince)
    return Tenure(
        iri,
        block=_slug(holder),
        holder=holder,
        post=said[VPO.post][0],
        organization=said[VPO.organization][0],
        role=said[VPO.role][0],
        acting=VPO.acting in said[VPO.tenureKind],
        span=span,
        sure=(sure[0], sure[1]) if sure[0] and sure[1] else None,
        known=Known(*(_read_day(said, term) for term in terms)),
    )


def _slug(holder: str) -> str:
    """Return the slug of the name: what tells bearers of it apart stands after a dot."""
    return holder.removeprefix("id/person/").partition(".")[0]


def _read_boundary(said: _Said, state: str, date_is: str, precision_is: str, changed_by: str) -> Boundary:
    found = said[state][0] if said[state] else VPO.unknown
    return Boundary(found, _read_date(said, date_is, precision_is), frozenset(said[changed_by]))


def _read_date(said: _Said, date_is: str, precision_is: str) -> PartialDate | None:
    value = _read_day(said, date_is)
    return partial(value, next(iter(said[precision_is]), None)) if value else None


def _read_day(said: _Said, term: str) -> date | None:
    return date.fromisoformat(said[term][0][:10]) if said[term] else None
