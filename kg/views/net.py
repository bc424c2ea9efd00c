"""An answer as a drawing of things and lines: triples, or rows that tie two things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.queries import TRIPLE
from kg.sparql.results import Found, Row
from kg.store import Term
from kg.views.captions import caption
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref, Words

_MOST = 150  # things that can be told apart in one drawing


@dataclass(frozen=True, slots=True)
class Line:
    """Two things, by their places among the things, and what ties them."""

    source: int
    target: int
    label: Words


@dataclass(frozen=True, slots=True)
class Net:
    """Things and the lines between them; `left` counts the rows that found no room."""

    things: tuple[Ref, ...]
    lines: tuple[Line, ...]
    left: int


def net(knowledge: Knowledge, found: Found, heads: Mapping[str, Words]) -> Net | None:
    """Return the drawing of an answer with the `heads` of its columns, None where no row ties two things."""
    ties = list(dict.fromkeys(_ties(knowledge, found, heads)))
    places: dict[URIRef, int] = {}
    lines = []
    for source, target, label in ties:
        new = {source, target} - places.keys()
        if len(places) + len(new) <= _MOST:
            ends = [places.setdefault(end, len(places)) for end in (source, target)]
            lines.append(Line(ends[0], ends[1], label))
    if not lines:
        return None
    return Net(tuple(knowledge.ref(thing) for thing in places), tuple(lines), len(ties) - len(lines))


def _ties(
    knowledge: Knowledge, found: Found, heads: Mapping[str, Words]
) -> Iterator[tuple[URIRef, URIRef, Words]]:
    if found.triples:
        for row in found.rows:
            if all(isinstance(row[name], URIRef) for name in TRIPLE):
                subject, predicate, value = (URIRef(row[name]) for name in TRIPLE)
                yield subject, value, caption(knowledge, predicate)
        return
    ends = _things(found.names, found.rows)
    if len(ends) > 1:
        source, target = ends[:2]
        for row in found.rows:
            if source in row and target in row:
                yield URIRef(row[source]), URIRef(row[target]), heads.get(target, Words(target))


def _things(names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The columns that name things of the data."""

    def names_things(value: Term) -> bool:
        return isinstance(value, URIRef) and "/id/" in value

    return [
        name for name in names
        if (values := [row[name] for row in rows if name in row]) and all(map(names_things, values))
    ]  # fmt: skip
