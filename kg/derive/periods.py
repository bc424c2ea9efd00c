"""Periods that articles state, as biographies do, and what else is said of the same time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.dates import PartialDate
from kg.derive.spans import Boundary, Sign, Span, better, changes_of, noted
from kg.vocab import VPO


def stated_periods(signs: Iterable[Sign]) -> list[Span]:
    """Return the stated periods, oldest first; those that overlap by more than their ends are one."""
    spans: list[Span] = []
    for sign in sorted(signs, key=lambda sign: (sign.when, _until(sign), sign.kind, sorted(sign.nodes))):
        if spans and _overlaps(spans[-1], sign):
            spans[-1] = _grown(spans[-1], sign)
        else:
            spans.append(_grown(Span(), sign))
    return spans


def _grown(span: Span, sign: Sign) -> Span:
    """Return a span that reaches as far as one more period says, with an end where it says one."""
    until, start, end = _until(sign), span.start.when, span.end.when
    begun = _first(start, sign.when) if start else sign.when
    grown = replace(noted(span, sign), start=_stated(span.start, begun, sign))
    if sign.kind == "since":
        return _cut(replace(grown, seen=(*span.seen, until)))
    return _cut(replace(grown, end=_stated(span.end, _last(end, until) if end else until, sign)))


def _cut(span: Span) -> Span:
    """Return a span without what was seen after its end: the article that tells the end knows better."""
    end = span.end.when
    return replace(span, seen=tuple(when for when in span.seen if end is None or when.day <= end.last_day))


def _overlaps(span: Span, sign: Sign) -> bool:
    start, reach = span.start.when, _reach(span)
    if start is None or reach is None:
        return False
    return sign.when.last_day < reach.day or (_meet(start, sign.when) and _meet(reach, _until(sign)))


def _reach(span: Span) -> PartialDate | None:
    """Return how far a stated period reaches: to its end, else to when it was last said to go on."""
    return span.end.when or max(span.seen, key=lambda when: (when.last_day, when.day), default=None)


def _until(sign: Sign) -> PartialDate:
    return sign.until or sign.when


def _first(one: PartialDate, other: PartialDate) -> PartialDate:
    return better(one, other) if _meet(one, other) else min(one, other)


def _last(one: PartialDate, other: PartialDate) -> PartialDate:
    return better(one, other) if _meet(one, other) else max(one, other)


def _stated(boundary: Boundary, when: PartialDate, sign: Sign) -> Boundary:
    """Return a boundary that stands at `when`, with the nodes that say so."""
    said = sign.nodes if when in (sign.when, sign.until) else frozenset()
    kept = boundary.nodes if when == boundary.when else frozenset()
    return Boundary(VPO.known, when, boundary.changes, kept | said)


def _meet(one: PartialDate, other: PartialDate) -> bool:
    return one.day <= other.last_day and other.day <= one.last_day


def within(sign: Sign, span: Span) -> bool:
    """Say whether what a sign says may be of the time of a stated period."""
    start, reach = span.start.when, _reach(span)
    if start is None or reach is None or (sign.kind == "close" and span.end.when is None):
        return False
    return start.day <= sign.when.last_day and sign.when.day <= reach.last_day


def fill(span: Span, signs: Iterable[Sign]) -> Span:
    """Return a stated period with what else is said of it; a change on a day tells its end more exactly."""
    told = list(signs)
    for sign in told:
        seen = (*span.seen, sign.when) if sign.kind == "sight" else span.seen
        span = replace(noted(span, sign), seen=seen)
    for sign in told:
        if sign.kind == "open":
            fits = not any(when.last_day < sign.when.day for when in span.seen)
            span = replace(span, start=_told(span.start, sign, fits=fits))
        elif sign.kind == "close":
            fits = not any(when.day > sign.when.last_day for when in span.seen)
            span = replace(span, end=_told(span.end, sign, fits=fits))
    return span


def _told(boundary: Boundary, sign: Sign, *, fits: bool) -> Boundary:
    """Return a stated boundary, more exact where a change lies in it and `fits` what was seen."""
    changes = boundary.changes | changes_of(sign)
    at = boundary.when
    inside = at is not None and at.day <= sign.when.day and sign.when.last_day <= at.last_day
    if not (sign.exact and inside and fits):
        return replace(boundary, changes=changes)
    kept = boundary.nodes if sign.when == at else frozenset()
    return Boundary(boundary.state, sign.when, changes, kept | sign.nodes | changes_of(sign))
