"""What a drawing shows as a SPARQL query: each relation by the pattern that makes it one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kg.store.bonds import BESIDE, PATTERNS
from kg.store.ties import TIES
from kg.views.drawing import Drawing
from kg.views.graph import Edge

_HEAD = """BASE <{base}>
PREFIX vpo: <https://vpo.example/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?source ?relation ?target ?evidence WHERE {{
{parts}
}}"""
_PART = """  {{ VALUES (?source ?target) {{ {pairs} }}
    {pattern} BIND("{kind}" AS ?relation) }}"""


def sparql_of(drawing: Drawing, base: str) -> str:
    """Return a query whose answer is the relations shown, each with the nodes that say so."""
    kinds = groupby(sorted(drawing.edges, key=lambda edge: edge.kind), key=lambda edge: edge.kind)
    parts = [_PART.format(kind=kind, pattern=_pattern(kind), pairs=_pairs(edges)) for kind, edges in kinds]
    return _HEAD.format(base=base, parts="\n  UNION\n".join(parts))


def _pattern(kind: str) -> str:
    return {**TIES, **PATTERNS, **BESIDE}[kind]


def _pairs(edges: Iterable[Edge]) -> str:
    return " ".join(f"(<{edge.source.name}> <{edge.target.name}>)" for edge in edges)
