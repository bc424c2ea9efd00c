"""Answers to page queries that ask about nothing in particular: found once a generation, then looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from rdflib import BNode, Literal, URIRef

from kg.queries import NamedQuery, all_queries
from kg.store.engine import Store, Term

_JSON = "application/sparql-results+json"


def answers(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the name of each page query without parameters, and its answer as the engine writes it."""
    for query in all_queries("pages"):
        if not query.params:
            yield query.name, answer(store, query)


def answer(store: Store, query: NamedQuery) -> str:
    """Return the answer to a query as the engine writes it."""
    return store.write_results(query.text, _JSON).decode()


def rows_of(answer: str) -> list[dict[str, Term]]:
    """Return the rows of an answer, as `Store.select` gives them."""
    found = json.loads(answer)["results"]["bindings"]
    return [{name: read_term(said) for name, said in row.items()} for row in found]


def read_term(said: dict[str, str]) -> Term:
    """Return a term of a result in SPARQL 1.1 JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    return _term(said["type"], said["value"], said.get("xml:lang"), said.get("datatype"))


@lru_cache(maxsize=10_000)
def _term(kind: str, value: str, language: str | None, datatype: str | None) -> Term:
    """A term; of the terms of an answer most stand in many rows."""
    if kind == "uri":
        return URIRef(value)
    if kind == "bnode":
        return BNode(value)
    if language:
        return Literal(value, lang=language)
    return Literal(value, datatype=datatype and URIRef(datatype), normalize=False)
