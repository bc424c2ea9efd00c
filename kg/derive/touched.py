"""What articles speak of: the keys of the blocks that follow from them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from itertools import chain, product

from rdflib import RDF

from kg.derive.bodies import Body
from kg.derive.careers import Tenure
from kg.derive.facts import relative
from kg.derive.near import Near
from kg.derive.read import StoredReference
from kg.derive.reports import Report
from kg.derive.rewriting import Rewriting
from kg.store import Store
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Touched:
    """Keys of what changed: `members` are pairs of cluster and unit, `years` of cluster and year.

    `reports` are nodes of event reports, `told` is what these say, `seen` how bodies are named, `resting` are
    pairs of a block and a node that changed on which it already rests, `articles` those whose own facts are
    to be looked at again, `hosted` reports of events whose hosts may stand below others now, `tellers`
    articles that may tell another step of a document, `moved` bodies whose name or place is another now,
    `stays` tenures whose time, place or holder is.
    """

    names: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    members: frozenset[tuple[str, str]] = frozenset()
    years: frozenset[tuple[str, int]] = frozenset()
    documents: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    told: frozenset[Report] = frozenset()
    hosted: frozenset[str] = frozenset()
    seen: frozenset[Body] = frozenset()
    resting: frozenset[tuple[str, str]] = frozenset()
    tenures: frozenset[Tenure] = frozenset()
    stays: frozenset[Tenure] = frozenset()
    articles: frozenset[str] = frozenset()
    tellers: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()

    @property
    def blocks(self) -> set[str]:
        """The blocks that already rest on what changed."""
        return {block for block, _ in self.resting}

    def nodes_of(self, block: str) -> set[str]:
        """Return the nodes that changed on which a block already rests."""
        return {node for resting, node in self.resting if resting == block}

    def __or__(self, other: Touched) -> Touched:
        """Return the keys of both."""
        return Touched(*(getattr(self, field.name) | getattr(other, field.name) for field in fields(self)))


def touched_by(store: Store, name: str, base: str) -> Touched:
    """Return the keys that the graph `name` of an article (`article/…`) speaks of, as the store holds it now.

    Nothing where the store does not hold it. Asked before a graph is replaced and after, the two together are
    what the change touches.
    """
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in store.match(graph=f"{base}graph/{name}"):
        said[relative(subject, base)][str(predicate)].add(relative(value, base))
    objects: dict[str, set[str]] = defaultdict(set)
    for values in said.values():
        for term, found in values.items():
            objects[term] |= found
    reports = {node for node, values in said.items() if VPO.EventReport in values[str(RDF.type)]}
    articles = {node.partition("#")[0] for node in said if node.startswith("id/article/")}
    pairs = ((values[VPO.cluster], values[VPO.memberUnit]) for values in said.values())
    dated = ((values[VPO.cluster], values[VPO.year]) for values in said.values())
    run = Rewriting(store, base, StoredReference(store, base))
    up = run.up
    things = {*said, *chain.from_iterable(objects.values())}
    return Touched(
        names=frozenset(
            objects[VPO.nameKey]
            | {key for node in objects[VPO.holder] for key in up.values(node, VPO.nameKey)}
        ),
        bodies=frozenset(objects[VPO.organization] | objects[VPO.parent]),
        clusters=frozenset(objects[VPO.cluster]),
        members=frozenset(pair for clusters, units in pairs for pair in product(clusters, units)),
        years=frozenset((name, int(year)) for names, told in dated for name in names for year in told),
        documents=frozenset(objects[VPO.citedDocument] | objects[VPO.document]),
        posts=frozenset(objects[VPO.post]),
        reports=frozenset(reports),
        told=frozenset(Near(run).whole(reports)),
        seen=frozenset(run.told(articles, "bodies").bodies),
        resting=frozenset((block, node) for node in said for block in up.blocks_on([node])),
        articles=frozenset(thing.partition("#")[0] for thing in things if thing.startswith("id/article/")),
    )
