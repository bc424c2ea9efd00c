"""The endpoint against rdflib: the same queries, the same rows."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from kg.errors import KgError
from kg.settings import Settings
from kg.sparql.endpoint import Endpoint, Question
from kg.store.reader import FixedGeneration
from tests.fuzz.grammar import Grammar, ours, theirs

Rows = Counter[tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """How queries ended: answered alike, refused by both or for a limit, and the ones that differ."""

    same: int
    refused: int
    differing: tuple[str, ...]


def compare(count: int, seed: int) -> Compared:
    """Return how so many queries ended."""
    endpoint, other = Endpoint.over(FixedGeneration(ours()), Settings(query_seconds=5)), theirs()
    same = refused = 0
    differing = []
    for number in range(count):
        query = Grammar(random.Random(f"{seed}/{number}")).query()
        mine, their = _mine(endpoint, query), _theirs(other, query)
        if mine is None:
            refused += 1
        elif mine == their:
            same += 1
        else:
            differing.append(f"{seed}/{number}: {query}")
    endpoint.close()
    return Compared(same, refused, tuple(differing))


def _mine(endpoint: Endpoint, query: str) -> Rows | None:
    try:
        told = json.loads(endpoint.ask(Question(query)).body)
    except KgError:
        return None
    if "boolean" in told:
        return Counter([(("", str(told["boolean"])),)])
    return Counter(
        tuple(sorted((name, cell["value"]) for name, cell in row.items()))
        for row in told["results"]["bindings"]
    )


def _theirs(graph: Graph, query: str) -> Rows | None:
    found = graph.query(prepareQuery(query))
    if found.type == "ASK":
        return Counter([(("", str(found.askAnswer)),)])
    names = found.vars or []
    return Counter(  # a row without a value is left out by iteration, not by `bindings`
        tuple(sorted((str(name), str(row[name])) for name in names if name in row)) for row in found.bindings
    )
