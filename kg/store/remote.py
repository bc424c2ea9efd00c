"""A SPARQL server in the words of the engine, so that a `Store` reads it as it reads a folder.

Only standard SPARQL 1.1 is sent. The default graph of a query must be the union of all graphs, as servers
have it by nature or by a switch. Functions of ours are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import ParameterError, StoreError
from kg.store.server import ROWS, TRIPLES, Server
from kg.store.written import written_in
from kg.syntax.portable import portable
from kg.syntax.tokens import tokens_of

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_QUAD = ("g", "s", "p", "o")
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_REMEMBERED = 10_000  # things of which all is remembered; some 30 MB
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_WHOLE = re.compile(rb"(?:\]\s*\}|true|false)\s*\}\s*$")  # how an answer ends that was not cut
_END = 200  # bytes in which that is looked for
_PAGE = 10_000  # names of graphs in one answer; Virtuoso sorts no more
# Virtuoso writes the truth values of XSD as their other forms, 1 and 0.
_TRUTH = re.compile(rb'(XMLSchema#boolean", "value": ")([01])"')


class RemoteEngine:
    """Answers about the graphs whose IRIs begin with `ours`; queries without GRAPH see all of the server.

    What is said of a thing is remembered, so one of these serves one state of the data.
    """

    def __init__(self, server: Server, ours: str) -> None:
        self.server = server
        self._ours = ours
        # A page asks for one property of a thing after the other; each question would be a journey.
        self._about = lru_cache(_REMEMBERED)(self._read_about)

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        default_graph: Iterable[ox.NamedNode] = (),
        named_graphs: Iterable[ox.NamedNode] = (),
        substitutions: Mapping[ox.Variable, Any] | None = None,
        **_only_of_the_engine: object,
    ) -> Answer:
        """Return the answer; the graphs are those of the protocol."""
        values = {variable.value: str(term) for variable, term in (substitutions or {}).items()}
        text = (written_in(query, values) or "") if values else query
        if not text:
            raise ParameterError("a parameter is no column of the query")
        if base_iri:
            text = f"BASE <{base_iri}> {text}"
        graphs = [graph.value for graph in default_graph], [graph.value for graph in named_graphs]
        accept = TRIPLES if _gives_graph(text) else ROWS
        return read_answer(*self.server.query(portable(text), graphs, accept))

    def within(self, seconds: float, most: int) -> RemoteEngine:
        """Return the same with other limits: seconds and bytes of an answer."""
        return RemoteEngine(self.server.within(seconds, most), self._ours)

    def quads_for_pattern(
        self, subject: Term | None, predicate: Term | None, value: Term | None, graph: Any = None
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit, of one graph or of all of ours."""
        if graph is None and isinstance(subject, ox.NamedNode):
            yield from (quad for quad in self._about(subject.value) if _fits(quad, predicate, value))
            return
        yield from self._find(subject, predicate, value, graph)

    def _find(
        self, subject: Term | None, predicate: Term | None, value: Term | None, graph: Any
    ) -> Iterator[ox.Quad]:
        terms = dict(zip(_QUAD, (graph, subject, predicate, value), strict=True))
        g, s, p, o = (f"?{name}" if term is None else str(term) for name, term in terms.items())
        columns = " ".join(f"?{name}" for name, term in terms.items() if term is None) or "(1 AS ?found)"
        for row in self._rows(f"SELECT {columns} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            found = {name: term if term is not None else row[name] for name, term in terms.items()}
            if found["g"].value.startswith(self._ours):
                yield ox.Quad(found["s"], found["p"], found["o"], found["g"])

    def _read_about(self, subject: str) -> tuple[ox.Quad, ...]:
        return tuple(self._find(ox.NamedNode(subject), None, None, None))

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Yield the names of our graphs, sorted."""
        last = self._ours
        while True:
            names = [
                row["g"]
                for row in self._rows(
                    "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o }"
                    f' FILTER(STRSTARTS(STR(?g), "{self._ours}") && STR(?g) > "{last}") }}'
                    f" ORDER BY ?g LIMIT {_PAGE}"
                )
            ]
            yield from names
            if len(names) < _PAGE:
                return
            last = names[-1].value

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        """Return whether there is anything in a graph."""
        return bool(self.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    def dump(self, output: IO[bytes] | None = None, format: Any = None, *, from_graph: Any = None) -> None:
        """Write one graph or all of ours, graph by graph."""
        found = self.quads_for_pattern(None, None, None, from_graph) if from_graph else iter(self)
        quads = (quad.triple for quad in found) if from_graph else found
        ox.serialize(quads, output, format)

    def __iter__(self) -> Iterator[ox.Quad]:
        for graph in self.named_graphs():
            yield from self.quads_for_pattern(None, None, None, graph)

    def __len__(self) -> int:
        """How many quads our graphs hold."""
        query = (
            "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o }"
            f' FILTER(STRSTARTS(STR(?g), "{self._ours}")) }}'
        )
        return int(next(iter(self._rows(query)))["n"].value)

    def _rows(self, query: str) -> Any:
        return self.query(query)


def read_answer(media: str, body: bytes) -> Answer:
    """Return what a server sent; raise `StoreError` where it is cut or no answer."""
    try:
        if media == ROWS and _WHOLE.search(body[-_END:]):
            body = _TRUTH.sub(
                lambda found: found[1] + (b"true" if found[2] == b"1" else b"false") + b'"', body
            )
            return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        if media == TRIPLES:
            held = ox.Store()
            held.bulk_load(body, ox.RdfFormat.N_TRIPLES)
            return held.query(_ALL)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the answer of the server cannot be read: {error}; it may be cut") from error
    wrong = "an answer that is cut" if media == ROWS else media or "nothing"
    raise StoreError(f"the server answers with {wrong} and not with {ROWS} or {TRIPLES}; see its settings")


def _fits(quad: ox.Quad, predicate: Term | None, value: Term | None) -> bool:
    return predicate in (None, quad.predicate) and value in (None, quad.object)


def _gives_graph(query: str) -> bool:
    """Whether the answer is triples."""
    words = (token.keyword for token in tokens_of(query) if token.keyword in _FORMS)
    return next(words, "") in {"CONSTRUCT", "DESCRIBE"}
