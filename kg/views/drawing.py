"""The relationship view drawn: things at their places, relations, what is left out, counts of all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.errors import UnknownEntityError
from kg.store.bonds import BESIDE
from kg.store.side import Side, Tie
from kg.text import collate
from kg.views.captions import tie_caption
from kg.views.evidence import Footnotes
from kg.views.graph import Edge, edge_of
from kg.views.knowledge import Knowledge
from kg.views.participations import Attendance
from kg.views.parts import Ref
from kg.views.plane import Place, Plane
from kg.views.scene import MANY, UNDATED, Scene, Step, kind_token

TONES = ("person", "body", "post", "place", "cluster", "event", "document", "article", "other")
"""The families of things, in the order in which they stand around what they are tied to."""
THINGS = 2_000
"""How many things a view draws at most."""

FIRST = 30
"""How many relations are drawn of a root that has many."""

_APART = 190  # pixels between things that are drawn beside each other


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing and its place. `drawn` counts its relations that are shown.

    `known` counts those in the data: all of a thing that was `opened`, of others at most one over `MANY`.
    """

    ref: Ref
    place: Place
    drawn: int
    known: int
    opened: bool

    @property
    def many(self) -> bool:
        """Whether it has so many relations that they are drawn by choice only."""
        return self.known > MANY


@dataclass(frozen=True, slots=True)
class Tick:
    """What can be left out: a family of things, or a kind of relation with its caption."""

    name: str
    count: int
    on: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a scene shows. `years` are the first and last of all relations drawn, whether they show or not.

    `more` counts relations of the root that were not drawn; `full`: there was no room for all that was asked.
    """

    scene: Scene
    root: Ref
    dots: tuple[Dot, ...]
    edges: tuple[Edge, ...]
    things: tuple[Tick, ...]
    kinds: tuple[Tick, ...]
    years: tuple[str, str]
    undated: Tick
    hidden: tuple[Ref, ...]
    more: int
    full: bool


class _Canvas:
    """What is drawn so far, whether it shows or not."""

    def __init__(self, knowledge: Knowledge, side: Side) -> None:
        self.knowledge = knowledge
        self.side = side
        self.refs: dict[str, Ref] = {}
        self.places: dict[str, Place] = {}
        self.edges: dict[str, Edge] = {}
        self.full = False
        self._seen: set[tuple[str, str, str]] = set()
        self._parents: dict[str, str] = {}
        self._plane = Plane()
        self._seen_at = Attendance(knowledge, Footnotes(knowledge))

    def put(self, name: str, place: Place) -> None:
        """Put a thing at a place; raise `UnknownEntityError` for one of which nothing is known."""
        iri = self.knowledge.iri(name)
        if not self.knowledge.knows(iri):
            raise UnknownEntityError(str(iri))
        self.refs[name] = self.knowledge.ref(iri)
        self.places[name] = self._plane.take(place)

    def take(self, step: Step) -> None:
        """Draw the relations of a thing, or move it."""
        if step.to is not None:
            return self.put(step.name, step.to)
        if step.name not in self.places:
            self.put(step.name, *self._plane.around((0, 0), 1))
        found = [self._edge(ties) for ties in self._ties(step)]
        ends = {ref.name: ref for edge in found for ref in (edge.source, edge.target)}
        fresh = [ref for name, ref in ends.items() if name not in self.places]
        room = THINGS - len(self.places)
        self.full |= len(fresh) > room
        self._surround(step.name, fresh[:room])
        self.join(edge for edge in found if {edge.source.name, edge.target.name} <= self.places.keys())
        return None

    def join(self, edges: Iterable[Edge]) -> None:
        """Draw relations between things that are there."""
        for edge in edges:
            self.edges.setdefault(edge.id, edge)

    def among(self, names: Iterable[str]) -> list[Edge]:
        """Return the relations among some things."""
        iris = [str(self.knowledge.iri(name)) for name in names]
        ties = (*self.side.ties_between(iris), *self.side.ties_beside(iris))
        groups = groupby(sorted(ties, key=_relation), key=_relation)
        return [self._edge(list(group)) for _, group in groups]

    def _surround(self, name: str, fresh: Sequence[Ref]) -> None:
        """Put things around another, each family in one stretch, away from what that one came from."""
        away = self.places.get(self._parents.get(name, ""))
        places = self._plane.around(self.places[name], len(fresh), away)
        ordered = sorted(fresh, key=lambda ref: TONES.index(ref.tone))
        for ref, place in zip(ordered, places, strict=True):
            self.refs[ref.name], self.places[ref.name], self._parents[ref.name] = ref, place, name

    def _ties(self, step: Step) -> Sequence[Sequence[Tie]]:
        """Return the relations of a step: as many more as were chosen, else all of a few or first of many."""
        iri = str(self.knowledge.iri(step.name))
        if step.most:
            near = self.side.neighbours(iri, limit=step.most + len(self._seen), kinds=step.kinds)
            return [ties for ties in near if _relation(ties[0]) not in self._seen][: step.most]
        found = self.side.neighbours(iri, limit=MANY + 1, kinds=step.kinds)
        return found if len(found) <= MANY else found[:FIRST]

    def _edge(self, ties: Sequence[Tie]) -> Edge:
        self._seen.add(_relation(ties[0]))
        return edge_of(self.knowledge, self._seen_at, ties)


def draw(knowledge: Knowledge, side: Side, scene: Scene) -> Drawing:
    """Return what `scene` shows; raise `UnknownEntityError` for an unknown thing among its steps."""
    canvas = _Canvas(knowledge, side)
    row = tuple(dict.fromkeys((scene.root, *scene.beside)))
    for number, name in enumerate(row):
        canvas.put(name, (number * _APART, 0))
    for step in scene.taken:
        canvas.take(step)
    if scene.beside:
        canvas.join(canvas.among(row))
    return _shown(canvas, scene)


def _shown(canvas: _Canvas, scene: Scene) -> Drawing:
    kept = {name: ref for name, ref in canvas.refs.items() if name not in scene.hidden}
    there = [e for e in canvas.edges.values() if e.source.name in kept and e.target.name in kept]
    edges = [edge for edge in there if _wanted(scene, edge)]
    dots = _dots(canvas, scene, kept.values(), _degrees(edges))
    years = sorted(year for edge in there for year in (edge.since, edge.until) if year)
    tones = Counter(ref.tone for ref in kept.values())
    kinds = Counter(edge.kind for edge in there)
    root = next((dot for dot in dots if dot.ref.name == scene.root), None)
    return Drawing(
        scene=scene,
        root=canvas.refs[scene.root],
        dots=dots,
        edges=_sorted(edges, scene.sort),
        things=tuple(Tick(tone, tones[tone], tone not in scene.off) for tone in TONES if tones[tone]),
        kinds=tuple(
            Tick(
                kind_token(kind),
                kinds[kind],
                not scene.kind_off(kind),
                tie_caption(canvas.knowledge, kind).text,
            )
            for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind))
        ),
        years=(years[0], years[-1]) if years else ("", ""),
        undated=Tick(UNDATED, sum(not edge.since for edge in there), UNDATED not in scene.off),
        hidden=tuple(canvas.refs[name] for name in scene.hidden if name in canvas.refs),
        more=root.known - _degrees(_around(canvas))[scene.root] if root else 0,
        full=canvas.full,
    )


def _wanted(scene: Scene, edge: Edge) -> bool:
    return (
        not scene.off & {edge.source.tone, edge.target.tone, kind_token(edge.kind)}
        and scene.in_time(edge.since, edge.until)
        and (scene.sources <= 1 or edge.sources >= scene.sources)
    )


def _dots(canvas: _Canvas, scene: Scene, kept: Iterable[Ref], drawn: Counter[str]) -> tuple[Dot, ...]:
    """The things that show: those with a relation left, and those that were asked for by name."""
    asked = {*scene.opened, *scene.beside, scene.root}
    shown = [ref for ref in kept if ref.tone not in scene.off and (drawn[ref.name] or ref.name in asked)]
    iris = {ref.name: str(canvas.knowledge.iri(ref.name)) for ref in shown}
    known = canvas.side.known((iris[ref.name] for ref in shown if ref.name not in scene.opened), MANY + 1)
    known |= {iris[name]: canvas.side.relations(iris[name]) for name in scene.opened & iris.keys()}
    return tuple(
        Dot(ref, canvas.places[ref.name], drawn[ref.name], known[iris[ref.name]], ref.name in scene.opened)
        for ref in shown
    )


def _around(canvas: _Canvas) -> list[Edge]:
    """The relations that are among the neighbours of a thing."""
    return [edge for edge in canvas.edges.values() if edge.kind not in BESIDE]


def _degrees(edges: Iterable[Edge]) -> Counter[str]:
    return Counter(end for edge in edges for end in {edge.source.name, edge.target.name})


def _relation(tie: Tie) -> tuple[str, str, str]:
    return tie.source, tie.target, tie.kind


_COLUMNS: dict[str, Callable[[Edge], Any]] = {
    "source": lambda edge: collate(edge.source.label),
    "relation": lambda edge: collate(edge.label.text),
    "target": lambda edge: collate(edge.target.label),
    "time": lambda edge: (edge.since, edge.until),
    "grounds": lambda edge: edge.weight,
    "sources": lambda edge: edge.sources,
}
"""The columns that the table can be sorted by."""


def _sorted(edges: list[Edge], sort: str) -> tuple[Edge, ...]:
    column = _COLUMNS.get(sort.removeprefix("-"))
    return tuple(sorted(edges, key=column, reverse=sort.startswith("-")) if column else edges)
