"""JSON-LD 1.1 with a context: one object a graph, one a node, sorted, written as it is read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import IO

from rdflib import RDF, XSD, BNode, Literal

from kg.export.scope import Scope
from kg.rdf import PREFIXES, compact
from kg.store import Term, Triple

_Json = dict[str, object]


def write_jsonld(scope: Scope, out: IO[bytes]) -> None:
    """Write JSON-LD; terms of vocabularies are compact IRIs, everything else is a full IRI."""
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    out.write(b'{"@context": ' + json.dumps(context).encode() + b',\n"@graph": [')
    for number, (graph, triples) in enumerate(scope.pieces()):
        piece = {"@id": graph, "@graph": _nodes(triples)}
        out.write(b",\n" if number else b"\n")
        out.write(json.dumps(piece, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def _nodes(triples: Iterable[Triple]) -> list[_Json]:
    nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        nodes[_id(subject)][str(predicate)].append(value)
    return [_node(subject, said) for subject, said in sorted(nodes.items())]


def _node(subject: str, said: dict[str, list[Term]]) -> _Json:
    node: _Json = {"@id": subject}
    types = sorted(compact(str(value)) for value in said.get(str(RDF.type), ()))
    if types:
        node["@type"] = types
    for predicate, values in sorted(said.items()):
        if predicate != str(RDF.type):
            node[compact(predicate)] = sorted((_value(value) for value in values), key=json.dumps)
    return node


def _value(term: Term) -> _Json:
    if not isinstance(term, Literal):
        return {"@id": _id(term)}
    if term.language:
        return {"@value": str(term), "@language": term.language}
    if term.datatype in (None, XSD.string):
        return {"@value": str(term)}
    return {"@value": str(term), "@type": compact(str(term.datatype))}


def _id(term: Term) -> str:
    return f"_:{term}" if isinstance(term, BNode) else str(term)
