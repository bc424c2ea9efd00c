"""The values that tenures are made of: what articles say, what is known of an end, one stretch in a post."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal as OneOf

from kg.dates import PartialDate
from kg.vocab import VPO


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """What one article says of a person and a post at a time: begins, is held, has ended.

    A `stint` says both ends, from `when` to `until`; a `since` that it began at `when` and went on at
    `until`. `exact` says that `when` is that of the change itself; else it had happened by then. `change` is
    the personnel change, `nodes` all observations this rests on.
    """

    when: PartialDate
    kind: OneOf["open", "sight", "close", "stint", "since"]
    exact: bool = False
    change: str | None = None
    nodes: frozenset[str] = field(default=frozenset(), compare=False)
    term: str | None = None
    nominal: bool = False
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """A start or an end: what is known of it, its day, month or year where there is one, what made it.

    `changes` are all that reported it, `nodes` the observations that give it as it stands here.
    """

    state: str = VPO.unknown
    when: PartialDate | None = None
    changes: frozenset[str] = frozenset()
    nodes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch in a post. `seen` are the times at which the holder was seen in it, oldest first.

    `stated` says that an article gives the period itself, as a biography does.
    """

    start: Boundary = Boundary()
    end: Boundary = Boundary()
    seen: tuple[PartialDate, ...] = ()
    nodes: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    by_term: bool = False
    nominal: bool = False
    stated: bool = False

    @property
    def closed(self) -> bool:
        """Whether the end is behind the holder."""
        return self.end.state in {VPO.known, VPO.before}

    @property
    def basis(self) -> str:
        """What the stretch rests on."""
        if self.start.changes or self.end.changes:
            return VPO.event
        if self.stated:
            return VPO.statedPeriod
        return VPO.term if self.by_term else VPO.observed

    @property
    def sure(self) -> tuple[date, date] | None:
        """The first and the last day on which the post was surely held; None where no day is sure.

        Of a month or a year no single day is sure, but all between two of them.
        """
        held = [
            *self.seen,
            *_held_at(self.start),
            *(_held_at(self.end) if self.end.state == VPO.known else ()),
        ]
        if not held:
            return None
        first, last = min(when.last_day for when in held), max(when.day for when in held)
        return (first, last) if first <= last else None


def noted(span: Span, sign: Sign) -> Span:
    """Return a span that rests on one more sign."""
    terms = span.terms | {sign.term} if sign.term else span.terms
    stated = sign.exact and sign.change is None
    return replace(
        span,
        nodes=span.nodes | sign.nodes,
        terms=terms,
        nominal=span.nominal or sign.nominal,
        stated=span.stated or stated,
    )


def better(one: PartialDate, other: PartialDate) -> PartialDate:
    """Return the time that says more: the one inside the other, else the earlier."""
    early, late = sorted((one, other), key=lambda when: (when.day, when.last_day))
    return late if late.last_day <= early.last_day else early


def _held_at(boundary: Boundary) -> tuple[PartialDate, ...]:
    if boundary.when is None or boundary.state not in {VPO.known, VPO.before}:
        return ()
    return (boundary.when,)


def changes_of(sign: Sign) -> frozenset[str]:
    """Return the change of a sign, if it has one."""
    return frozenset({sign.change} if sign.change else ())
