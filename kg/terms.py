"""Triples as text: subject, property and value as N-Triples writes them (https://www.w3.org/TR/n-triples/).

Of some hundred triples an article, text costs a fifteenth of what objects cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

Terms = tuple[str, str, str]
"""Subject, property and value of a triple as N-Triples writes them."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "r": "\r"}


def quoted(text: str) -> str:
    """Return a text in quotation marks; a language or a datatype may follow."""
    return f'"{text.translate(_ESCAPES)}"'


def ntriples(triples: Iterable[Terms]) -> str:
    """Return triples as N-Triples, one a line."""
    return "".join([f"{subject} {prop} {value} .\n" for subject, prop, value in triples])


def nquads(triples: Iterable[Terms], graph: str) -> str:
    """Return the triples of the graph with this IRI as N-Quads, one a line."""
    end = f" <{graph}> .\n"
    return "".join([f"{subject} {prop} {value}{end}" for subject, prop, value in triples])


def terms_of(graph: Graph) -> list[Terms]:
    """Return the triples of a graph, in no order."""
    return [(_term(subject), _term(prop), _term(value)) for subject, prop, value in graph]


def node_of(term: str) -> Node:
    """Return the IRI, blank node or literal that is written here by this module."""
    if term.startswith("<"):
        return URIRef(term[1:-1])
    if term.startswith("_:"):
        return BNode(term[2:])
    text, kind = parts_of(term)
    if kind.startswith("@"):
        return Literal(text, lang=kind[1:])
    return Literal(text, datatype=URIRef(kind[3:-1]) if kind else None)


def parts_of(literal: str) -> tuple[str, str]:
    """Return the text of a literal and what follows it: a language (`@vi`), a datatype (`^^<…>`), nothing."""
    end = literal.rindex('"')
    text = literal[1:end]
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), text)
    return text, literal[end + 1 :]


def _term(node: Node) -> str:
    if isinstance(node, URIRef):
        return f"<{node}>"
    if not isinstance(node, Literal):
        return f"_:{node}"
    kind = f"@{node.language}" if node.language else f"^^<{node.datatype}>" if node.datatype else ""
    return f"{quoted(node)}{kind}"
