"""From positions and personnel changes to the tenures of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Reference, Statement
from kg.derive.persons import Person
from kg.derive.tenures import Boundary, Sign, Span, find_spans
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Holding:
    """A position as one article gives it."""

    node: str
    holder: str
    role: str | None = None
    organization: str | None = None
    post: str | None = None
    observed: date | None = None
    status: str | None = None
    nominal: bool | None = None
    inheritance: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A personnel change as one article reports it: the positions it opens and closes, and its days."""

    node: str
    opens: str | None = None
    closes: str | None = None
    decision: date | None = None
    ceremony: date | None = None
    effect: date | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post for one stretch. `iri` is relative to the base, `block` the person's slug."""

    iri: str
    block: str
    holder: str
    post: str
    organization: str
    role: str
    acting: bool
    span: Span


def find_tenures(
    persons: Iterable[Person], holdings: Iterable[Holding], changes: Iterable[Change], reference: Reference
) -> tuple[Tenure, ...]:
    """Return the tenures that the positions give, sorted by IRI; a position without a post gives none."""
    who = {node: person for person in persons for node in person.nodes}
    signs: dict[tuple[str, str, bool], list[Sign]] = defaultdict(list)
    posts: dict[str, Holding] = {}
    opened, closed = _by_holding(changes)
    for holding in holdings:
        if holding.post and holding.role and holding.organization and holding.holder in who:
            owner = who[holding.holder].local
            posts[holding.post] = holding
            line = signs[owner, holding.post, holding.status == VPO.acting]
            line += _signs(holding, opened.get(holding.node, ()), closed.get(holding.node, ()))
    slugs = {person.local: person.slug for person in who.values()}
    tenures = [
        _tenure(slugs[owner], owner, posts[post], acting, number, span)
        for (owner, post, acting), line in signs.items()
        for number, span in enumerate(find_spans(line), 1)
    ]
    return tuple(sorted(_end_acting(tenures, reference), key=lambda tenure: tenure.iri))


def state_tenure(tenure: Tenure) -> frozenset[Statement]:
    """Return what is said of a tenure."""
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
    ]
    if span.seen:
        statements.append((iri, VPO.firstObserved, _day(span.seen[0])))
        statements.append((iri, VPO.lastObserved, _day(span.seen[-1])))
    statements += _bounds(iri, span)
    statements += [(iri, VPO.derivedFrom, node) for node in span.nodes]
    return frozenset(statements)


def _bounds(iri: str, span: Span) -> Iterator[Statement]:
    start = (span.start, VPO.startState, VPO.startDate, VPO.startPrecision, VPO.openedBy)
    end = (span.end, VPO.endState, VPO.endDate, VPO.endPrecision, VPO.closedBy)
    for boundary, state, day, precision, changed_by in (start, end):
        yield iri, state, boundary.state
        if boundary.day is not None:
            yield iri, day, _day(boundary.day)
            yield iri, precision, VPO.day
        for change in boundary.changes:
            yield iri, changed_by, change
            yield iri, VPO.derivedFrom, change


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _by_holding(changes: Iterable[Change]) -> tuple[Mapping[str, list[Change]], Mapping[str, list[Change]]]:
    opened: dict[str, list[Change]] = defaultdict(list)
    closed: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.opens:
            opened[change.opens].append(change)
        if change.closes:
            closed[change.closes].append(change)
    return opened, closed


def _signs(holding: Holding, opened: Iterable[Change], closed: Iterable[Change]) -> Iterator[Sign]:
    """Yield the signs that one position gives: by the changes it stands in, else by its status."""
    began = [sign for change in opened if (sign := _sign(holding, change, opens=True))]
    ended = [sign for change in closed if (sign := _sign(holding, change, opens=False))]
    yield from began
    yield from ended
    if holding.observed is None or ended:
        return
    mark = _mark(holding, holding.observed)
    if holding.status == VPO.former:
        yield replace(mark, kind="close")
    elif all(sign.day <= holding.observed for sign in began):
        yield mark


def _mark(holding: Holding, day: date) -> Sign:
    nodes = frozenset({holding.node})
    return Sign(day, "sight", nodes=nodes, term=holding.term, nominal=holding.nominal is True)


def _sign(holding: Holding, change: Change, *, opens: bool) -> Sign | None:
    """Return the sign of a change: exact on the day of effect or decision, else a bound.

    None where no day is known.
    """
    exact = change.effect or change.decision
    day = exact or change.ceremony or holding.observed
    if day is None:
        return None
    mark = _mark(holding, day)
    return replace(mark, kind="open" if opens else "close", exact=exact is not None, change=change.node)


def _tenure(block: str, owner: str, holding: Holding, acting: bool, number: int, span: Span) -> Tenure:
    post = holding.post or ""
    name = f"id/tenure/{owner}/{post.removeprefix('id/post/')}"
    name += (".acting" if acting else "") + (f".{number}" if number > 1 else "")
    organization, role = holding.organization or "", holding.role or ""
    return Tenure(name, block, f"id/person/{owner}", post, organization, role, acting, span)


def _end_acting(tenures: list[Tenure], reference: Reference) -> Iterator[Tenure]:
    """Yield the tenures, acting ones ended by the next full holder of a post that has one seat."""
    full: dict[str, list[tuple[date, Tenure]]] = defaultdict(list)
    for tenure in tenures:
        day = tenure.span.start.day or next(iter(tenure.span.seen), None)
        if not tenure.acting and day and reference.one(tenure.role, VPO.singleSeat) == "true":
            full[tenure.post].append((day, tenure))
    for tenure in tenures:
        span = tenure.span
        if tenure.acting and not span.closed and span.seen:
            later = [(day, other.iri, other) for day, other in full[tenure.post] if day >= span.seen[-1]]
            yield replace(tenure, span=_ended(span, *min(later)[::2])) if later else tenure
        else:
            yield tenure


def _ended(span: Span, day: date, other: Tenure) -> Span:
    exact = other.span.start.state == VPO.known
    state = VPO.known if exact else VPO.before
    first = frozenset({*other.span.start.changes, *(() if exact else other.span.nodes)})
    return replace(span, end=Boundary(state, day), nodes=span.nodes | first)
