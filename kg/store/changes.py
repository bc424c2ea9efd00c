"""Text for and from the engine: the update between two states of a graph, and where a query goes wrong."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.errors import QueryError
from kg.syntax.tokens import tokens_of

REPEATED = """SELECT (COUNT(*) AS ?n) WHERE {
  { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?s ?p ?o HAVING (COUNT(?g) > 1) }
}"""
"""How many triples stand in more than one graph."""
_PLACE = re.compile(r"(?:error at|line) (\d+):(\d+):? *(.*)", re.DOTALL)


def difference(graph: str, present: set[str], wanted: set[str]) -> str:
    """Return one update (so one transaction) that turns the N-Triples `present` of `graph` into `wanted`.

    With blank nodes the graph is written anew, because DELETE DATA cannot name them.
    """
    if any(has_blank(triple) for triple in present | wanted):
        return f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {_block(graph, wanted)}"
    gone, new = present - wanted, wanted - present
    return f"DELETE DATA {_block(graph, gone)} ; INSERT DATA {_block(graph, new)}"


def has_blank(triple: str) -> bool:
    """Return whether the subject or the object of a triple in N-Triples form is a blank node."""
    return triple.startswith("_:") or triple.split(" ", 2)[2].startswith("_:")


def _block(graph: str, triples: set[str]) -> str:
    return f"{{ GRAPH <{graph}> {{ {' '.join(f'{triple} .' for triple in triples)} }} }}"


@lru_cache(maxsize=256)
def names_graphs(query: str) -> bool:
    """Return whether the query has a FROM clause; the engine ignores it when told to take the union."""
    if "FROM" not in query.upper():
        return False
    return any(token.keyword == "FROM" for token in tokens_of(query))


def syntax_error(message: str) -> QueryError:
    """Return the engine's message as an error with line and column, without its list of all legal tokens."""
    found = _PLACE.search(message)
    if found is None:
        return QueryError(message)
    expected = re.sub(r"expected one of .*", "something else is expected here", found[3], flags=re.DOTALL)
    return QueryError(f"syntax error: {expected}", line=int(found[1]), column=int(found[2]))
