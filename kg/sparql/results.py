"""Answers read back into terms: SPARQL 1.1 JSON and N-Triples, whole or their first rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from rdflib import Graph, Literal
from rdflib.term import Node

from kg.queries import TRIPLE
from kg.store import Term
from kg.store.kept import read_term

JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"

Row = dict[str, Term]

# A statement about a statement, which rdflib cannot read; it is shown as a text.
_STATEMENT = re.compile(rb"^(\S+ \S+) (<<\( .* \)>>) \.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: its columns, its rows in their order, how many there are in all; or a `truth`.

    An unbound variable is no key of its row. Triples are rows as well, sorted.
    """

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    triples: bool = False
    truth: bool | None = None


def read_found(body: bytes, media: str, most: int | None = None) -> Found:
    """Return an answer written as `JSON` or `TRIPLES`, with `most` of its rows, all without a number."""
    if media == TRIPLES:
        lines = sorted(_STATEMENT.sub(_quoted, body).splitlines(keepends=True))
        rows = sorted(Graph().parse(data=b"".join(lines[:most]), format="nt"), key=_written)
        read = tuple(cast(Row, dict(zip(TRIPLE, row, strict=True))) for row in rows)
        return Found(TRIPLE, read, len(lines), triples=True)
    found = json.loads(body)
    if "boolean" in found:
        return Found((), (), 0, truth=found["boolean"])
    bindings = found["results"]["bindings"]
    read = tuple({name: _term(said) for name, said in row.items()} for row in islice(bindings, most))
    return Found(tuple(found["head"]["vars"]), read, len(bindings))


def _written(row: tuple[Node, ...]) -> list[str]:
    """What rows of any terms are sorted by."""
    return [str(term) for term in row]


def _quoted(found: re.Match[bytes]) -> bytes:
    return found[1] + b" " + Literal(found[2].decode()).n3().encode() + b" ."


def _term(said: dict[str, Any]) -> Term:
    """Return a term of a result; a statement is shown as a text."""
    if said["type"] != "triple":
        return read_term(said)
    parts = (_term(said["value"][name]).n3() for name in TRIPLE)
    return Literal(f"<<( {' '.join(parts)} )>>")
