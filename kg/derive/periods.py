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
    for sign in sorted(signs, key=lambda sign: (sign.when, sign.until or sign.when, sorted(sign.nodes))):
        until = sign.until or sign.when
        last = spans[-1] if spans else Span()
        start, end = last.start.when, last.end.when
        if (
            start
            and end
            and (sign.when.last_day < end.day or (_meet(start, sign.when) and _meet(end, until)))
        ):
            begun = better(start, sign.when) if _meet(start, sign.when) else min(start, sign.when)
            ended = better(end, until) if _meet(end, until) else max(end, until)
            ends = _stated(last.start, begun, sign), _stated(last.end, ended, sign)
            spans[-1] = replace(noted(last, sign), start=ends[0], end=ends[1])
        else:
            ends = _stated(Boundary(), sign.when, sign), _stated(Boundary(), until, sign)
            spans.append(noted(Span(*ends), sign))
    return spans


def _stated(boundary: Boundary, when: PartialDate, sign: Sign) -> Boundary:
    """Return a boundary that stands at `when`, with the nodes that say so."""
    said = sign.nodes if when in (sign.when, sign.until) else frozenset()
    kept = boundary.nodes if when == boundary.when else frozenset()
    return Boundary(VPO.known, when, boundary.changes, kept | said)


def _meet(one: PartialDate, other: PartialDate) -> bool:
    return one.day <= other.last_day and other.day <= one.last_day


def within(sign: Sign, span: Span) -> bool:
    """Say whether what a sign says may be of the time of a stated period."""
    start, end = span.start.when, span.end.when
    return (
        start is not None
        and end is not None
        and start.day <= sign.when.last_day
        and sign.when.day <= end.last_day
    )


def fill(span: Span, signs: Iterable[Sign]) -> Span:
    """Return a stated period with what else is said of it; a change on a day tells its end more exactly."""
    told = list(signs)
    for sign in told:
        seen = (*span.seen, sign.when) if sign.kind == "sight" else span.seen
        span = replace(noted(span, sign), seen=seen)
    for sign in told:
        if sign.kind == "open":
            span = replace(span, start=_told(span.start, sign))
        elif sign.kind == "close" and not any(when.day > sign.when.last_day for when in span.seen):
            span = replace(span, end=_told(span.end, sign))
        elif sign.change:
            span = replace(span, end=replace(span.end, changes=span.end.changes | {sign.change}))
    return span


def _told(boundary: Boundary, sign: Sign) -> Boundary:
    """Return a stated boundary, more exact where a change lies in it."""
    changes = boundary.changes | changes_of(sign)
    at = boundary.when
    inside = at is not None and at.day <= sign.when.day and sign.when.last_day <= at.last_day
    if not (sign.exact and inside):
        return replace(boundary, changes=changes)
    kept = boundary.nodes if sign.when == at else frozenset()
    return Boundary(boundary.state, sign.when, changes, kept | sign.nodes | changes_of(sign))
