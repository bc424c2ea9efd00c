"""What the articles cover: years, provinces and outlets; and what is still not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.store.side import Side
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref
from kg.vocab import VPO

_LISTED = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """Articles of one year, about one province or of one outlet.

    `width` is the share of the longest, 0 to 100.
    """

    label: str
    ref: Ref | None
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The longest bars, and how many more there are."""

    bars: tuple[Bar, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the articles spread, and counts of what waits or is not known.

    `undated` and `unknown_outlet` count articles; `pairs` are namesakes that wait for a decision.
    """

    years: Bars
    places: Bars
    outlets: Bars
    undated: int
    unknown_outlet: int
    pairs: int
    conflicts: int


def coverage(knowledge: Knowledge, side: Side) -> Coverage:
    """Return what the index counted of this generation."""
    counts = side.counts()
    years, outlets = side.counted("year"), side.counted("outlet")
    return Coverage(
        years=_bars([(year, None, n) for year, n in sorted(years.items())]),
        places=_named(knowledge, side.counted("place")),
        outlets=_named(knowledge, outlets),
        undated=counts["articles"] - sum(years.values()),
        unknown_outlet=counts["articles"] - sum(outlets.values()),
        pairs=counts.get(VPO.PossibleSame, 0),
        conflicts=counts.get(VPO.Conflict, 0),
    )


def _named(knowledge: Knowledge, counts: Mapping[str, int]) -> Bars:
    best = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_LISTED]
    refs = [(knowledge.ref(URIRef(iri)), n) for iri, n in best]
    rows = [(ref.full, ref, n) for ref, n in refs]
    return _bars(rows, len(counts) - len(rows))


def _bars(rows: Sequence[tuple[str, Ref | None, int]], more: int = 0) -> Bars:
    longest = max((n for _, _, n in rows), default=0)
    return Bars(tuple(Bar(label, ref, n, round(100 * n / longest)) for label, ref, n in rows), more)
