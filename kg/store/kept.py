"""Answers to page queries that ask about nothing in particular: found once a generation, then looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator

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
    return [{name: _term(said) for name, said in row.items()} for row in found]


def _term(said: dict[str, str]) -> Term:
    match said["type"]:
        case "uri":
            return URIRef(said["value"])
        case "bnode":
            return BNode(said["value"])
        case _:
            datatype, language = said.get("datatype"), said.get("xml:lang")
            return Literal(
                said["value"],
                lang=language,
                datatype=URIRef(datatype) if datatype and not language else None,
                normalize=False,
            )
