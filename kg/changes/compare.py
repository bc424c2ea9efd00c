"""What changed between two generations, in terms of meaning.

Compares the conclusions and the facts of those graphs that differ: a graph that nobody wrote costs nothing. A
person is followed by the places that it is concluded from, so that another IRI is no new person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import ORG, RDF, URIRef

from kg.changes.facts import Described, Side, of_class, thing
from kg.changes.model import KINDS, Change, Thing
from kg.changes.persons import compare_persons
from kg.changes.tenures import compare_tenures
from kg.store import Store
from kg.vocab import NS, VPO

_EVENTS = (VPO.Event, VPO.Conference, VPO.PersonnelEvent)
_NOT_FACTS = frozenset({VPO.Article, VPO.Evidence})
_ABOUT = (
    "id/person/", "id/adm63/", "id/adm34/", "id/org/", "id/doc/", "id/cluster/", "id/event/", "id/post/",
)  # fmt: skip

_Said = Mapping[str, Collection[str]]
_State = Callable[["Pair", str, str, _Said], Change]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and the nodes of their derived graphs that differ."""

    old: Side
    new: Side
    before: Described
    after: Described

    def thing(self, name: str) -> Thing:
        """Return a thing as it is called now, else as it was called."""
        return thing(name, self.new, self.old)

    def about(self, *names: str) -> tuple[str, ...]:
        """Return these names with the places under which they stand: the province of a body, of its posts."""
        found = {name for name in names if name.startswith(_ABOUT)}
        for name in list(found):
            for side in (self.new, self.old):
                body = side.one(name, str(ORG.postIn)) if name.startswith("id/post/") else name
                places = (side.one(body, VPO.jurisdiction), body)
                found |= {place for place in places if place.startswith(_ABOUT)}
        return tuple(sorted(found))


def compare(old: Store, new: Store, base: str, graphs: Iterable[str] | None = None) -> tuple[Change, ...]:
    """Return what changed from `old` to `new`, sorted by kind and name.

    `graphs` are the names of those that may differ; None compares all.
    """
    one, other = Side(old, base), Side(new, base)
    named = one.graphs() | other.graphs() if graphs is None else set(graphs)
    differing = {graph for graph in named if not old.agrees(new, graph)}
    derived = {graph for graph in differing if graph.startswith(f"{base}graph/derived/")}
    pair = Pair(one, other, one.described(derived), other.described(derived))
    changes = [
        *compare_persons(pair),
        *compare_tenures(pair),
        *_appeared(pair),
        *_decisions(pair, {g for g in differing if g == f"{base}graph/curation"}),
        *_articles(pair, {g for g in differing if g.startswith(f"{base}graph/article/")}),
    ]
    return tuple(sorted(set(changes), key=_order))


def _order(change: Change) -> tuple[object, ...]:
    names = [one.vi for one in change.things]
    return KINDS.index(change.kind), change.day, names, change.things, change.text, change.about, change.count


def _appeared(pair: Pair) -> Iterator[Change]:
    """Yield the events, conflicts, members, leaders and documents that came or went."""
    asked: tuple[tuple[str, tuple[str, ...], _State], ...] = (
        ("event", _EVENTS, _event),
        ("conflict", (VPO.Conflict,), _conflict),
        ("member", (VPO.ClusterMembership,), _member),
        ("leader", (VPO.ClusterLeadership,), _leader),
    )
    for name, kinds, state in asked:
        yield from _came_and_went(pair, name, kinds, state)
    before, after = _documents(pair.before), _documents(pair.after)
    for kind, found in (("documentNew", after - before), ("documentGone", before - after)):
        yield from (Change(kind, (pair.thing(node),), pair.about(node)) for node in sorted(found))


def _documents(nodes: Iterable[str]) -> set[str]:
    return {node for node in nodes if node.startswith("id/doc/")}


def _came_and_went(pair: Pair, name: str, kinds: tuple[str, ...], state: _State) -> Iterator[Change]:
    before, after = set(of_class(pair.before, *kinds)), set(of_class(pair.after, *kinds))
    for node in sorted(after - before):
        yield state(pair, f"{name}New", node, pair.after[node])
    for node in sorted(before - after):
        yield state(pair, f"{name}Gone", node, pair.before[node])


def _event(pair: Pair, kind: str, node: str, said: _Said) -> Change:
    day = min(said.get(VPO.startDate, ()), default="")
    objects = (value for values in said.values() for value in values)
    return Change(kind, (pair.thing(node),), pair.about(node, *objects), day)


def _conflict(pair: Pair, kind: str, node: str, said: _Said) -> Change:
    objects = sorted(value for values in said.values() for value in values if value.startswith(_ABOUT))
    named = pair.thing(node)
    things = (named,) if named.vi != node or not objects else tuple(map(pair.thing, objects))
    return Change(kind, things, pair.about(*objects))


def _member(pair: Pair, kind: str, node: str, said: _Said) -> Change:
    return _of_cluster(pair, kind, said, VPO.memberUnit)


def _leader(pair: Pair, kind: str, node: str, said: _Said) -> Change:
    return _of_cluster(pair, kind, said, VPO.leader)


def _of_cluster(pair: Pair, kind: str, said: _Said, path: str) -> Change:
    names = [min(said.get(one, ()), default="") for one in (VPO.cluster, path)]
    return Change(
        kind,
        tuple(pair.thing(name) for name in names),
        pair.about(*names),
        min(said.get(VPO.year, ()), default=""),
    )


def _decisions(pair: Pair, graphs: Collection[str]) -> Iterator[Change]:
    """Yield what people decided, took back, and what no longer applies."""
    before, after = pair.old.described(graphs), pair.new.described(graphs)
    for node in of_class(after, VPO.CurationDecision):
        said = after[node]
        state = min(said.get(VPO.decisionState, ()), default="")
        was = min(before.get(node, {}).get(VPO.decisionState, ()), default="")
        kind = {VPO.inForce: "decisionNew", VPO.undone: "decisionUndone"}.get(state, "decisionStale")
        if state != was and (was or state != VPO.undone):
            why = VPO.revokedBecause if state == VPO.undone else VPO.reason
            targets = (*said.get(VPO.target, ()), *said.get(VPO.otherTarget, ()))
            text = min(said.get(why, ()), default="")
            yield Change(kind, (pair.thing(node),), pair.about(*_people(pair, targets)), text=text)


def _people(pair: Pair, targets: Iterable[str]) -> set[str]:
    """Return the persons of whom these nodes of articles speak, now or before."""
    found: set[str] = set()
    for side in (pair.new, pair.old):
        for target in targets:
            spoken_of = (side.relative(o) for _, _, o in side.store.match(URIRef(side.base + target)))
            for node in {target, *(name for name in spoken_of if "#" in name)}:
                named = side.store.match(None, URIRef(VPO.namedAs), URIRef(side.base + node))
                found |= {side.relative(person) for person, _, _ in named}
    return found


def _articles(pair: Pair, graphs: Iterable[str]) -> Iterator[Change]:
    """Yield the articles that came or went, and those from which less is read now."""
    for graph in sorted(graphs):
        name = f"id/article/{graph.rpartition('/')[2]}"
        before, after = (_facts(side, graph) for side in (pair.old, pair.new))
        there = pair.new.one(name, str(RDF.type)) or pair.old.one(name, str(RDF.type))
        side = pair.new if pair.new.one(name, str(RDF.type)) else pair.old
        day = side.one(name, "https://schema.org/datePublished")[:10]
        things = (pair.thing(name),)
        if there and not pair.old.one(name, str(RDF.type)):
            yield Change("articleNew", things, (name,), day)
        elif there and not pair.new.one(name, str(RDF.type)):
            yield Change("articleGone", things, (name,), day)
        elif lost := before - after:
            text = ", ".join(f"{kind.removeprefix(NS)} {count}" for kind, count in sorted(lost.items()))
            yield Change("factsLost", things, (name,), count=lost.total(), text=text)


def _facts(side: Side, graph: str) -> Counter[str]:
    kinds = (str(kind) for _, _, kind in side.store.match(None, RDF.type, None, graph))
    return Counter(kind for kind in kinds if kind.startswith(NS) and kind not in _NOT_FACTS)
