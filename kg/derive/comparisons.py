"""Why named persons are one, may be one or are two: each comparison as a node of its own, to be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Statement
from kg.derive.linking import Link, Linking
from kg.derive.persons import Person
from kg.vocab import VPO

Block = tuple[str, frozenset[Statement]]
_REASON = "scheme/link-reason/"


def state_linking(linking: Linking, who: Mapping[str, Person]) -> Iterator[Block]:
    """Yield what is said of the comparisons of one block; `who` gives the person behind a node."""
    for link in linking.links:
        name = f"id/person-link/{_short(link.one)}/{_short(link.two)}"
        statements = _state(name, VPO.PersonLink, link, (link.one, link.two))
        yield f"link/{who[link.one].slug}", statements
    yield from _between(linking.possible, VPO.PossibleSame, "id/possible-same", who)
    yield from _between(linking.apart, VPO.KeptApart, "id/kept-apart", who)


def _between(links: Iterable[Link], kind: str, folder: str, who: Mapping[str, Person]) -> Iterator[Block]:
    """Yield what is said between persons, once for two of them: a decision goes before what was reckoned."""
    seen: set[tuple[str, str]] = set()
    for link in sorted(links, key=lambda link: (link.likeness.name_weight is not None, link.one, link.two)):
        one, two = sorted((who[link.one], who[link.two]), key=lambda person: person.local)
        if (one.local, two.local) not in seen and one is not two:
            seen.add((one.local, two.local))
            name = f"{folder}/{one.local}/{two.local}"
            yield f"link/{one.slug}", _state(name, kind, link, (one.iri, two.iri))


def _state(name: str, kind: str, link: Link, compared: tuple[str, str]) -> frozenset[Statement]:
    likeness = link.likeness
    statements: set[Statement] = {
        (name, str(RDF.type), kind),
        *((name, VPO.compared, thing) for thing in compared),
        *((name, VPO.linkReason, _REASON + reason) for reason in likeness.reasons),
        *((name, VPO.derivedFrom, node) for node in (link.one, link.two)),
    }
    if likeness.name_weight is not None:
        statements.add((name, VPO.linkReason, f"{_REASON}name"))
        statements.add((name, VPO.nameWeight, _number(likeness.name_weight)))
        statements.add((name, VPO.score, _number(likeness.score)))
    if likeness.shared:
        statements.add((name, VPO.shared, likeness.shared))
    return frozenset(statements)


def _short(node: str) -> str:
    """Return a node of an article as a part of an IRI: `775851003c537c8b.p1`."""
    return node.removeprefix("id/article/").replace("#", ".")


def _number(value: float) -> Literal:
    return Literal(f"{value:.1f}", datatype=XSD.decimal)
