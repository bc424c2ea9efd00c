"""Rows as RDF, so that an answer can be kept beside the data it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import BNode, Literal, URIRef

_HEAD = "@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> .\n\n[] a rs:ResultSet"


def result_set(answer: Mapping[str, Any]) -> str:
    """Return an answer in SPARQL's JSON as Turtle, in the W3C's vocabulary of result sets, row by row."""
    return " ;\n    ".join((_HEAD, *_lines(answer))) + " .\n"


def _lines(answer: Mapping[str, Any]) -> Iterator[str]:
    if "boolean" in answer:
        yield f"rs:boolean {str(answer['boolean']).lower()}"
        return
    for name in answer["head"]["vars"]:
        yield f"rs:resultVariable {Literal(name).n3()}"
    for index, row in enumerate(answer["results"]["bindings"], 1):
        said = " ;\n        ".join((f"rs:index {index}", *map(_binding, row.items())))
        yield f"rs:solution [ {said} ]"


def _binding(cell: tuple[str, Mapping[str, str]]) -> str:
    return f"rs:binding [ rs:variable {Literal(cell[0]).n3()} ; rs:value {_term(cell[1])} ]"


def _term(value: Mapping[str, str]) -> str:
    text = value["value"]
    if value["type"] == "uri":
        return URIRef(text).n3()
    if value["type"] == "bnode":
        return BNode(text).n3()
    kind = value.get("datatype")
    return Literal(text, value.get("xml:lang"), URIRef(kind) if kind else None, normalize=False).n3()
