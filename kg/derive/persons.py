"""Persons: one for each name and anchor. Nothing is ever merged on a bare name.

Two places where articles name somebody are one person when the names are equal but for case and tone
placement and both are tied to one anchor: the province of the body served, or the same central body. A merged
province is another anchor; its holders are those of before only where role and kind of body stay and no
namesake could be meant.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import FOAF, RDF, Literal

from kg.derive.facts import Statement, best, labels
from kg.text import collate, key, slug
from kg.vocab import VPO

_LATE = date.max  # sorts what has no date behind everything that has one


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as one article names them, and what ties them down: `(anchor, day)` of each position.

    `lines` are posts that live on in a merged province, and whether this is the post after the merger.
    """

    node: str
    name: str
    anchors: frozenset[tuple[str, date | None]] = frozenset()
    titled: bool = False
    lines: frozenset[tuple[str, bool]] = frozenset()

    @property
    def article(self) -> str:
        """The name of the article that speaks."""
        return self.node.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Person:
    """A person concluded from the places where articles name them. `local` is the end of the IRI."""

    local: str
    slug: str
    name: str
    nodes: frozenset[str]
    official: bool

    @property
    def iri(self) -> str:
        """The person's name relative to the base IRI."""
        return f"id/person/{self.local}"


def group_people(people: Iterable[NamedPerson], same: Iterable[tuple[str, str]] = ()) -> tuple[Person, ...]:
    """Return the persons behind `people`, sorted by IRI; `same` are pairs of nodes that a curator joined.

    The bare slug goes to the bearer who is anchored and was seen first; the others add their anchor.
    """
    by_node = {person.node: person for person in people}
    groups: dict[str, list[frozenset[NamedPerson]]] = defaultdict(list)
    for members in _components(by_node, same):
        groups[slug(_name(members))].append(members)
    persons = [person for bearers in groups.values() for person in _name_bearers(bearers)]
    return tuple(sorted(persons, key=lambda person: person.local))


def state_person(person: Person) -> frozenset[Statement]:
    """Return what is said of a person."""
    statements = labels(person.iri, person.name, _plain(person.name))
    statements.append((person.iri, str(RDF.type), VPO.Person))
    if person.official:
        statements.append((person.iri, str(RDF.type), VPO.Official))
    statements.append((person.iri, str(FOAF.name), Literal(person.name, lang="vi")))
    statements.append((person.iri, VPO.collationKey, Literal(collate(person.name))))
    for node in person.nodes:
        statements += [(person.iri, VPO.namedAs, node), (person.iri, VPO.derivedFrom, node)]
    return frozenset(statements)


def state_merged(person: Person, who: Mapping[str, str]) -> frozenset[Statement]:
    """Return where the name of a person leads who is now another; `who` gives the person behind a node."""
    targets = {(person.iri, VPO.mergedInto, who[node]) for node in person.nodes}
    return frozenset(targets | {(person.iri, VPO.derivedFrom, node) for node in person.nodes})


def _components(
    people: Mapping[str, NamedPerson], same: Iterable[tuple[str, str]]
) -> list[frozenset[NamedPerson]]:
    """Return the groups of people tied together by an anchor under one name, or by a curator."""
    parent = {node: node for node in people}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first: dict[tuple[str, str], str] = {}
    for node, person in people.items():
        for anchor, _ in person.anchors:
            parent[root(node)] = root(first.setdefault((key(person.name), anchor), node))
    for left, right in same:
        if left in parent and right in parent:
            parent[root(left)] = root(right)
    for left, right in _successions(people.values(), root):
        parent[root(left)] = root(right)
    groups: dict[str, set[NamedPerson]] = defaultdict(set)
    for node, person in people.items():
        groups[root(node)].add(person)
    return [frozenset(members) for members in groups.values()]


def _successions(people: Iterable[NamedPerson], root: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return pairs of groups before and after a merger that are each other's only candidate."""
    sides: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for person in people:
        for line, after in person.lines:
            sides[key(person.name), line][after].add(root(person.node))
    pairs = {(old, new) for olds, news in sides.values() for old in olds for new in news if old != new}
    before, after_ = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
    return [(old, new) for old, new in pairs if before[old] == after_[new] == 1]


def _name(members: Iterable[NamedPerson]) -> str:
    return best(person.name for person in members) or ""


def _anchor(members: frozenset[NamedPerson]) -> tuple[bool, date, str, str]:
    """Return what ranks the bearers of one slug: anchored first, then the earliest day, anchor and name."""
    anchors = [(day or _LATE, anchor) for person in members for anchor, day in person.anchors]
    if anchors:
        return False, *min(anchors), key(_name(members))
    return True, _LATE, min(person.node for person in members), key(_name(members))


def _name_bearers(bearers: list[frozenset[NamedPerson]]) -> list[Person]:
    persons, taken = [], set()
    for rank, members in enumerate(sorted(bearers, key=_anchor)):
        name = _name(members)
        wanted = slug(name) if rank == 0 else f"{slug(name)}.{_anchor_slug(_anchor(members)[2])}"
        chosen, count = wanted, 1
        while chosen in taken:
            count += 1
            chosen = f"{wanted}-{count}"
        taken.add(chosen)
        nodes = frozenset(person.node for person in members)
        persons.append(Person(chosen, slug(name), name, nodes, any(person.titled for person in members)))
    return persons


def _anchor_slug(anchor: str) -> str:
    """Return the anchor as a part of an IRI; the article's id where nothing else tells the bearer apart."""
    if anchor.startswith("id/article/"):
        return anchor.removeprefix("id/article/").partition("#")[0]
    last = anchor.rsplit("/", 1)[-1]
    return f"{last}-2025" if anchor.startswith("id/adm34/") else last


def _plain(name: str) -> str:
    """Return the name as English writes it: without marks, case kept."""
    bare = unicodedata.normalize("NFD", name.translate(str.maketrans("đĐ", "dD")))
    return "".join(char for char in bare if not unicodedata.combining(char))
