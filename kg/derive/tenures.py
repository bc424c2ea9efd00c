"""Tenures: one person in one post for one stretch of time, with ends that are as honest as the sources.

An observation is no tenure: seen in a post on two days, a person is taken to have held it between them only
when the days are close or lie in one stated term. Where observations are all there is, start and end are
unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal as OneOf

from kg.vocab import VPO

# Two sightings further apart than this are two tenures. Half a term of office; not yet measured on careers.
_GAP = timedelta(days=913)
_ORDER = {"open": 0, "sight": 1, "close": 2}


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """What one article says of a person and a post on a day: begins, is held, or has ended.

    `exact` says that the day is that of the change itself; else it is a day before or after it.
    `change` is the personnel change, `nodes` all observations this rests on.
    """

    day: date
    kind: OneOf["open", "sight", "close"]
    exact: bool = False
    change: str | None = None
    nodes: frozenset[str] = field(default=frozenset(), compare=False)
    term: str | None = None
    nominal: bool = False


@dataclass(frozen=True, slots=True)
class Boundary:
    """A start or an end: what is known of it, its day where there is one, the changes that made it."""

    state: str = VPO.unknown
    day: date | None = None
    changes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch in a post. `seen` are the days on which the holder was seen in it, oldest first."""

    start: Boundary = Boundary()
    end: Boundary = Boundary()
    seen: tuple[date, ...] = ()
    nodes: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    by_term: bool = False
    nominal: bool = False

    @property
    def closed(self) -> bool:
        """Whether the end is behind the holder."""
        return self.end.state in {VPO.known, VPO.before}

    @property
    def basis(self) -> str:
        """What the stretch rests on."""
        if self.start.changes or self.end.changes:
            return VPO.event
        return VPO.term if self.by_term else VPO.observed


def find_spans(signs: Iterable[Sign]) -> tuple[Span, ...]:
    """Return the stretches that the signs of one person in one post give, oldest first.

    The order of `signs` does not matter.
    """
    spans: list[Span] = []
    for sign in sorted(signs, key=_rank):
        last = spans[-1] if spans else None
        if last is not None and _continues(last, sign):
            spans[-1] = _add(last, sign)
        else:
            spans.append(_add(Span(), sign))
    return tuple(_finish(span) for span in spans)


def _rank(sign: Sign) -> tuple[object, ...]:
    change = sign.change or ""
    return sign.day, _ORDER[sign.kind], not sign.exact, change, sign.term or "", sorted(sign.nodes)


def _continues(span: Span, sign: Sign) -> bool:
    if sign.kind == "close":
        late = span.end.day is not None and sign.day - span.end.day > _GAP
        return not (span.closed and sign.exact and late)
    if span.closed:
        return False
    if sign.kind == "open" and sign.exact and not span.start.changes:
        return False
    latest = max((*span.seen, *((span.start.day,) if span.start.day else ())), default=sign.day)
    return sign.day - latest <= _GAP or (sign.term is not None and sign.term in span.terms)


def _add(span: Span, sign: Sign) -> Span:
    terms = span.terms | {sign.term} if sign.term else span.terms
    grown = replace(span, nodes=span.nodes | sign.nodes, terms=terms, nominal=span.nominal or sign.nominal)
    if sign.kind == "open":
        return _opened(grown, sign)
    if sign.kind == "close":
        return replace(grown, end=_sharpen(span.end, sign))
    far = bool(span.seen) and sign.day - span.seen[-1] > _GAP
    return replace(grown, seen=(*span.seen, sign.day), by_term=span.by_term or far)


def _opened(span: Span, sign: Sign) -> Span:
    """Return the span with its start: seen before a bound, it began by then; seen before the day itself, it
    was only announced.
    """
    if not sign.exact and span.seen:
        sign = replace(sign, day=min(sign.day, span.seen[0]))
    start = _sharpen(span.start, sign)
    seen = [day for day in span.seen if start.state != VPO.known or start.day is None or day >= start.day]
    return replace(span, start=start, seen=tuple(seen))


def _sharpen(boundary: Boundary, sign: Sign) -> Boundary:
    """Return the boundary with one more witness: an exact day beats a bound, the earlier the later one."""
    changes = boundary.changes | {sign.change} if sign.change else boundary.changes
    state = VPO.known if sign.exact else VPO.before
    if boundary.state == VPO.known and not sign.exact:
        return replace(boundary, changes=changes)
    if boundary.day is None or (sign.exact and boundary.state != VPO.known):
        return Boundary(state, sign.day, changes)
    return replace(boundary, day=min(boundary.day, sign.day), changes=changes)


def _finish(span: Span) -> Span:
    """Return the span with its open end named: begun by an event and not seen to end, it was ongoing."""
    if span.end.state == VPO.unknown and span.start.changes:
        return replace(span, end=Boundary(VPO.ongoingAtLastSight))
    return span
