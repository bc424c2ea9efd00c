"""Positions of which no day is known: they tell that there was a tenure, and not when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from kg.derive.signs import Change, Holding
from kg.derive.spans import Boundary, Span
from kg.vocab import VPO


def undated_span(holding: Holding, opened: Iterable[Change] = (), closed: Iterable[Change] = ()) -> Span:
    """Return the stretch that a position without a day tells of: both ends unknown, or over at some time."""
    came, gone = (frozenset(change.node for change in changes) for changes in (opened, closed))
    over = bool(gone) or holding.status == VPO.former
    return Span(
        start=Boundary(changes=came),
        end=Boundary(VPO.before if over else VPO.unknown, changes=gone),
        nodes=frozenset({holding.node}),
        terms=frozenset({holding.term} if holding.term else ()),
        nominal=holding.nominal is True,
    )


def with_undated(spans: Sequence[Span], undated: Iterable[Span]) -> tuple[Span, ...]:
    """Return the stretches of one person in one post with what was said without a day.

    It is of the one stretch that is dated; where there is none, or more than one, of a stretch of its own.
    """
    loose = list(undated)
    if not loose:
        return tuple(spans)
    whole = reduce(_together, loose)
    if len(spans) == 1:
        (span,) = spans
        nodes = span.nodes | whole.nodes | whole.start.changes | whole.end.changes
        return (replace(span, nodes=nodes, nominal=span.nominal or whole.nominal),)
    return (*spans, whole)


def _together(one: Span, other: Span) -> Span:
    return Span(
        start=Boundary(changes=one.start.changes | other.start.changes),
        end=Boundary(
            VPO.before if VPO.before in {one.end.state, other.end.state} else VPO.unknown,
            changes=one.end.changes | other.end.changes,
        ),
        nodes=one.nodes | other.nodes,
        terms=one.terms | other.terms,
        nominal=one.nominal or other.nominal,
    )
