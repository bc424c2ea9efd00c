"""Persons: the groups of named persons that `kg.derive.linking` finds, named, and what is said of them.

Block key: the slug of the name. The bare slug goes to the bearer who is anchored and was seen first; the
others add what tells them apart.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import FOAF, RDF, Literal

from kg.derive.facts import Statement, best, labels
from kg.derive.named import NamedPerson
from kg.text import collate, key, slug
from kg.vocab import VPO

_LATE = date.max  # sorts what has no date behind everything that has one


@dataclass(frozen=True, slots=True)
class Person:
    """A person concluded from the places where articles name them. `local` is the end of the IRI."""

    local: str
    slug: str
    name: str
    nodes: frozenset[str]
    official: bool
    birth: int | None = None

    @property
    def iri(self) -> str:
        """The person's name relative to the base IRI."""
        return f"id/person/{self.local}"


def name_persons(groups: Iterable[frozenset[NamedPerson]]) -> tuple[Person, ...]:
    """Return the persons behind the groups of all people whose names have these slugs, sorted by IRI."""
    by_slug: dict[str, list[frozenset[NamedPerson]]] = defaultdict(list)
    for members in groups:
        by_slug[slug(_name(members))].append(members)
    persons = [person for bearers in by_slug.values() for person in _name_bearers(bearers)]
    return tuple(sorted(persons, key=lambda person: person.local))


def state_person(person: Person) -> frozenset[Statement]:
    """Return what is said of a person."""
    statements = labels(person.iri, person.name, _plain(person.name))
    statements.append((person.iri, str(RDF.type), VPO.Person))
    if person.official:
        statements.append((person.iri, str(RDF.type), VPO.Official))
    if person.birth:
        statements.append((person.iri, VPO.birthYear, Literal(person.birth)))
    statements.append((person.iri, str(FOAF.name), Literal(person.name, lang="vi")))
    statements.append((person.iri, VPO.collationKey, Literal(collate(person.name))))
    for node in person.nodes:
        statements += [(person.iri, VPO.namedAs, node), (person.iri, VPO.derivedFrom, node)]
    return frozenset(statements)


def state_merged(person: Person, who: Mapping[str, str]) -> frozenset[Statement]:
    """Return where the name of a person leads who is now another; `who` gives the person behind a node."""
    targets = {(person.iri, VPO.mergedInto, who[node]) for node in person.nodes}
    return frozenset(targets | {(person.iri, VPO.derivedFrom, node) for node in person.nodes})


def _name(members: Iterable[NamedPerson]) -> str:
    return best(person.name for person in members) or ""


def _birth(members: Iterable[NamedPerson]) -> int | None:
    """Return the year of birth that most articles print; none that is only reckoned from an age."""
    year = best(str(person.birth[0]) for person in members if person.birth and not person.birth[1])
    return int(year) if year else None


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
        titled = any(person.titled for person in members)
        persons.append(Person(chosen, slug(name), name, nodes, titled, _birth(members)))
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
