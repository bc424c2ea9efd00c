"""A flat table of facts: one row for each property of a fact and each sentence it rests on."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import IO

from rdflib import FOAF, RDF, RDFS, SKOS, Literal, URIRef

from kg.export.scope import Scope
from kg.rdf import NIF, OA, SCHEMA
from kg.store import Store, Term, Triple
from kg.vocab import NS, VPO

_COLUMNS = (
    "class", "fact", "subject", "subject_label", "property", "value", "value_label", "article", "published",
    "sentence", "start", "end", "rule", "confidence",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SUBJECTS = (
    VPO.holder, VPO.person, VPO.speaker, VPO.agent, VPO.leader, VPO.citingArticle, VPO.memberUnit, VPO.unit,
    VPO.organization, VPO.cluster, VPO.event,
)  # fmt: skip
"""The role that says what a fact is about, the first that it has."""
_NAMES = (SKOS.prefLabel, FOAF.name, SCHEMA.headline, RDFS.label)
_BACKGROUND = ("graph/ontology", "graph/reference/", "graph/load")
_NO_FACTS = frozenset({VPO.Evidence, str(NIF.Sentence), str(NIF.String)})
_Node = dict[str, list[Term]]


def write_csv(scope: Scope, out: IO[bytes]) -> None:
    """Write the facts as CSV (RFC 4180, UTF-8). The reference layer is left out unless it is asked for.

    Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    text = TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    names = _Names(scope.store)
    for graph, triples in scope.pieces():
        if not scope.whole or not graph.removeprefix(scope.base).startswith(_BACKGROUND):
            writer.writerows(_rows(triples, names))
    text.detach()


@dataclass(slots=True)
class _Names:
    """Names of things, looked up once. Vietnamese first."""

    store: Store
    known: dict[Term, str] = field(default_factory=dict)

    def of(self, term: Term) -> str:
        if isinstance(term, Literal):
            return str(term)
        if term not in self.known:
            self.known[term] = self._find(term)
        return self.known[term]

    def _find(self, term: Term) -> str:
        for predicate in _NAMES:
            values = [value for _, _, value in self.store.match(term, predicate)]
            if values:
                return str(
                    min(values, key=lambda value: (getattr(value, "language", "") != "vi", str(value)))
                )
        return ""


def _rows(triples: Iterable[Triple], names: _Names) -> Iterator[list[str]]:
    nodes: dict[Term, _Node] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        nodes[subject][str(predicate)].append(value)
    ordered = sorted(nodes.items(), key=lambda item: str(item[0]))
    witnesses: dict[Term, list[_Node]] = defaultdict(list)
    for _, said in ordered:
        for fact in said.get(VPO.supports, ()):
            witnesses[fact].append(said)
    for node, said in ordered:
        kinds = [str(kind) for kind in said.get(str(RDF.type), ())]
        if kinds and not _NO_FACTS & set(kinds):
            yield from _fact(node, kinds, said, witnesses.get(node, [{}]), names)


def _fact(
    node: Term, kinds: list[str], said: _Node, evidence: list[_Node], names: _Names
) -> Iterator[list[str]]:
    article, mark, _ = str(node).partition("#")
    published = _published(names.store, article) if mark else ""
    about = min(next((said[role] for role in _SUBJECTS if role in said), [node]), key=str)
    head = ["|".join(sorted(map(_local, kinds))), str(node), str(about), names.of(about)]
    properties = [(p, v) for p, values in said.items() for v in values if p != str(RDF.type)]
    for predicate, value in sorted(properties, key=lambda pair: (pair[0], str(pair[1]))):
        cells = [_local(predicate), str(value), names.of(value), article if mark else "", published]
        for witness in evidence:
            yield [safe_cell(cell) for cell in (*head, *cells, *_witness(witness))]


def _published(store: Store, article: str) -> str:
    found = [str(value) for _, _, value in store.match(URIRef(article), SCHEMA.datePublished)]
    return min(found, default="")


def _witness(witness: _Node) -> list[str]:
    keys = (str(OA.exact), str(OA.start), str(OA.end), VPO.rule, VPO.confidence)
    return [str(min(witness[key], key=str)) if key in witness else "" for key in keys]


def _local(iri: str) -> str:
    return iri.removeprefix(NS).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def safe_cell(cell: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
