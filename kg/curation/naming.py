"""From what a curator types to nodes of articles: a person, a person as named, a fact."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from rdflib import RDF, Literal, URIRef

from kg.curation.anchors import Attestations
from kg.errors import DecisionError, UnknownEntityError
from kg.store.finding import Only
from kg.store.reader import Generation
from kg.vocab import VPO

_NODE = re.compile(r"(?:id/article/)?([0-9a-f]{16})#([a-z][0-9]+)(?:\.corrected)?")
_NEAR = 5  # names offered instead of an unknown one


@dataclass(frozen=True, slots=True)
class Named:
    """What a curator meant: the attested nodes, and what to call them when speaking of them."""

    nodes: tuple[str, ...]
    label: str


def find_person(text: str, data: Generation, attested: Attestations) -> Named:
    """Return the places where articles name the person that `text` means: a slug, an IRI or one such place.

    A person concluded from articles stands for all places that it is concluded from now. Raises
    `UnknownEntityError` with names that come close.
    """
    name = _relative(text, attested.base)
    if _NODE.fullmatch(name):
        node = find_fact(name, attested)
        if attested.kind(node) != "NamedPerson":
            raise DecisionError(
                f"{name} is a {attested.kind(node)}, no person; its article names {_people(node, attested)}"
            )
        return Named((node,), _name(node, attested))
    person = name if name.startswith("id/person/") else f"id/person/{name}"
    merged = attested.values(person, VPO.mergedInto)
    if len(merged) == 1:
        person = str(merged[0]).removeprefix(attested.base)
    nodes = sorted(_original(str(node), attested.base) for node in attested.values(person, VPO.namedAs))
    if not nodes:
        raise UnknownEntityError(person, _near(person, data, attested.base))
    return Named(tuple(nodes), person)


def find_fact(text: str, attested: Attestations) -> str:
    """Return the node of the fact that `text` means; raise `UnknownEntityError` with those of its article."""
    name = _relative(text, attested.base)
    match = _NODE.fullmatch(name)
    if match is None:
        raise DecisionError(_no_fact(name, attested))
    node = f"id/article/{match[1]}#{match[2]}"
    if attested.kind(node) is None:
        own = attested.facts(f"id/article/{match[1]}")
        alike = [fact for fact in own if fact.partition("#")[2][0] == match[2][0]]
        raise UnknownEntityError(
            node, tuple(difflib.get_close_matches(node, alike or own, n=_NEAR, cutoff=0.0))
        )
    return node


def _no_fact(name: str, attested: Attestations) -> str:
    grounds = sorted(_original(str(node), attested.base) for node in attested.values(name, VPO.derivedFrom))
    if grounds:
        shown = ", ".join(grounds[:_NEAR]) + (f" and {len(grounds) - _NEAR} more" if grounds[_NEAR:] else "")
        return f"{name} is a conclusion; decide of a fact that it rests on: {shown}"
    return f"{name!r} names no fact; write it as id/article/5a272a689e86abfe#h1"


def _relative(text: str, base: str) -> str:
    bare = text.strip().removeprefix("<").removesuffix(">").removeprefix(base)
    return re.sub(r"^/?(?:page/)?(?=id/)", "", bare)


def _original(node: str, base: str) -> str:
    """Return the node that the article has, also for one that stands in the place of a corrected one."""
    return node.removeprefix(base).removesuffix(".corrected")


def _near(person: str, data: Generation, base: str) -> tuple[str, ...]:
    """Return persons whose names hold the words of the slug, else those whose slugs look like it."""
    local = person.removeprefix("id/person/").partition(".")[0]
    words = local.replace("-", " ")
    found = data.side.search(words, Only((VPO.Person,)), limit=_NEAR).hits
    if not found:
        some = {str(iri) for iri, _, _ in data.store.match(None, RDF.type, URIRef(VPO.Person))}
        start = f"{base}id/person/{local[:2]}"
        alike = sorted(iri for iri in some if iri.startswith(start))
        return tuple(
            iri.removeprefix(base)
            for iri in difflib.get_close_matches(f"{base}id/person/{local}", alike, n=_NEAR, cutoff=0.6)
        )
    return tuple(hit.iri.removeprefix(base) for hit in found)


def _name(node: str, attested: Attestations) -> str:
    texts = [
        value
        for value in attested.values(node, "http://xmlns.com/foaf/0.1/name")
        if isinstance(value, Literal)
    ]
    return f"{node} ({', '.join(map(str, texts))})"


def _people(node: str, attested: Attestations) -> str:
    named = attested.facts(node.partition("#")[0], "NamedPerson")
    return ", ".join(_name(one, attested) for one in named[:_NEAR]) or "nobody"
