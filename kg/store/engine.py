"""The RDF store. With `kg.sparql.worker`, the only module that knows the engine (pyoxigraph).

Values that come in and go out are rdflib terms. Queries see the union of all graphs as their default graph
unless they name graphs with FROM. A result is read whole in the thread that asked, because the engine
aborts the process when a result crosses threads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.errors import FormError, LockedError, ParameterError, QueryError, StoreError
from kg.store.canonical import canonical_hash
from kg.store.changes import REPEATED, difference, has_blank, names_graphs, syntax_error
from kg.store.delta import Delta, Following
from kg.store.written import written_in
from kg.syntax.csv_rows import csv_pieces
from kg.syntax.functions import bind_functions

Term = URIRef | BNode | Literal
Triple = tuple[Term, Term, Term]
_Simple = ox.NamedNode | ox.BlankNode | ox.Literal
_Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
RUNS = "/graph/load"
"""What the IRI of the graph ends in that tells of the runs; it is no part of what the data says."""
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Store:
    """A set of named graphs, in memory or in a folder, opened for writing once or for reading often."""

    def __init__(self, engine: ox.Store, path: Path | None, *, readonly: bool) -> None:
        self._engine = engine
        self.path = path
        self.readonly = readonly
        self._touched: set[str] = set()
        self._followed: Following[ox.Quad] = Following()

    @classmethod
    def in_memory(cls) -> Store:
        """Return an empty store that lives as long as the process."""
        return cls(ox.Store(), None, readonly=False)

    @classmethod
    def open_writer(cls, folder: Path | str) -> Store:
        """Open the store in `folder`, made when absent; raise `LockedError` when another has it open so."""
        path = Path(folder)
        with _storage(path):
            path.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(str(path)), path, readonly=False)

    @classmethod
    def open_reader(cls, folder: Path | str) -> Store:
        """Open a whole, unmoving store (a generation) for reading; raise `StoreError` when there is none."""
        path = Path(folder)
        if not (path / "CURRENT").is_file():
            raise StoreError(f"{path}: holds no store; load articles first (kg load)")
        with _storage(path):
            return cls(ox.Store.read_only(str(path)), path, readonly=True)

    def replace_graph(self, graph: str, triples: Iterable[tuple[Node, Node, Node]]) -> bool:
        """Make `graph` hold exactly `triples`, in one transaction; return whether anything changed."""
        return self._replace(graph, {ox.Triple(*map(_to_ox, triple)) for triple in triples})  # type: ignore[arg-type]

    def replace_text(self, graph: str, nquads: str) -> bool:
        """Do the same with the triples of quads as N-Quads; much quicker than with terms."""
        try:
            parsed = set(ox.parse(nquads, ox.RdfFormat.N_QUADS))
        except SyntaxError as error:
            raise ParameterError(f"{graph}: no N-Quads: {error}") from error
        return self._replace(graph, {quad.triple for quad in parsed})

    def _replace(self, graph: str, wanted: set[ox.Triple]) -> bool:
        self._check_writable()
        name = _iri(graph)
        self._touched.add(name.value)
        with _storage(self.path):
            present = {quad.triple for quad in self._engine.quads_for_pattern(None, None, None, name)}
            if present == wanted or _isomorphic(present, wanted):
                return False
            with self._following(lambda: self._engine.quads_for_pattern(None, None, None, name)):
                if not wanted:
                    self._engine.remove_graph(name)
                elif not present:
                    self._engine.extend(_quads(wanted, name))
                else:
                    self._engine.update(difference(name.value, set(map(str, present)), set(map(str, wanted))))
            return True

    def amend_graph(
        self, graph: str, gone: Iterable[tuple[Node, Node, Node]], come: Iterable[tuple[Node, Node, Node]]
    ) -> None:
        """Take triples out of `graph` and put others in, none with blank nodes, in one transaction.

        The rest is not read, so that a large graph costs no more than a small one; something must be left.
        """
        self._check_writable()
        name = _iri(graph)
        self._touched.add(name.value)
        old, new = ({ox.Triple(*map(_to_ox, triple)) for triple in side} for side in (gone, come))  # type: ignore[arg-type]
        with _storage(self.path), self._following(lambda: self._stored(_quads(old | new, name))):
            self._engine.update(difference(name.value, set(map(str, old)), set(map(str, new))))

    @contextmanager
    def _following(self, look: Callable[[], Iterable[ox.Quad]]) -> Iterator[None]:
        """Note what changes inside of that at which `look` looks.

        Read before and after, because the engine keeps some literals in another form than given.
        """
        if self._followed.lost:
            yield
            return
        before = set(look())
        yield
        after = set(look())
        self._followed.note(before - after, after - before)

    def _stored(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in quads:
            yield from self._engine.quads_for_pattern(*quad)

    def changes(self) -> Delta | None:
        """Return what it lost and gained since it was opened or began to follow, None where unknown."""
        return self._followed.delta()

    def follow(self) -> None:
        """Begin anew to follow what it loses and gains."""
        self._followed = Following()

    @property
    def touched(self) -> frozenset[str]:
        """The graphs that were replaced or removed since it was opened, whether that changed them or not."""
        return frozenset(self._touched)

    def touch(self, graphs: Iterable[str]) -> None:
        """Note that these graphs were written in bulk, or by a run that was killed."""
        self._touched.update(graphs)

    def remove_graph(self, graph: str) -> bool:
        """Remove `graph` and its triples, in one transaction; return whether there was any."""
        return self.replace_graph(graph, ())

    def load(
        self, data: bytes | Path, mime: str, *, graph: str | None = None, base: str | None = None
    ) -> None:
        """Add RDF in the format `mime`; triples go to `graph`, else to the default graph. All or nothing."""
        self._check_writable()
        source = {"path": str(data)} if isinstance(data, Path) else {"input": data}
        target = _iri(graph) if graph else None
        with _storage(self.path):
            try:
                self._followed.lose()
                self._engine.bulk_load(format=_rdf_format(mime), base_iri=base, to_graph=target, **source)
            except SyntaxError as error:
                raise StoreError(f"{data if isinstance(data, Path) else 'input'}: {error}") from error

    def flush(self) -> None:
        """Wait until everything written is on disk, safe from a power cut."""
        with _storage(self.path):
            self._engine.flush()

    def optimize(self) -> None:
        """Put what is on disk in order, which makes look-ups several times quicker; minutes for millions."""
        with _storage(self.path):
            self._engine.optimize()
            self._engine.flush()

    def checkpoint(self, folder: Path) -> None:
        """Make a hard-linked copy in `folder`, which must not exist; a store in memory is written out."""
        with _storage(folder):
            if self.path is not None:
                self._engine.flush()
                self._engine.backup(str(folder))
                return
            copy = ox.Store(str(folder))
            copy.bulk_load(self._engine.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
            copy.flush()

    def select(self, query: str, /, **bindings: Term) -> list[dict[str, Term]]:
        """Return the rows of a SELECT in its order; an unbound variable has no key.

        `bindings` replace variables; each must be one of the projected columns, else `ParameterError`.
        """
        with self._answer(query, bindings) as answer:
            if not isinstance(answer, ox.QuerySolutions):
                raise QueryError("this is no SELECT query")
            names = [variable.value for variable in answer.variables]
            return [
                {name: _from_ox(term) for name, term in zip(names, row, strict=True) if term is not None}
                for row in answer
            ]

    def texts(self, query: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a SELECT as bare texts, empty where unbound; for very many rows."""
        with self._answer(query, {}) as answer:
            assert isinstance(answer, ox.QuerySolutions)
            for row in answer:
                yield tuple(str(getattr(term, "value", "")) for term in row)

    def ask(self, query: str, /, **bindings: Term) -> bool:
        """Return the answer of an ASK."""
        with self._answer(query, bindings) as answer:
            if not isinstance(answer, ox.QueryBoolean):
                raise QueryError("this is no ASK query")
            return bool(answer)

    def construct(self, query: str, /, **bindings: Term) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE, each once."""
        with self._answer(query, bindings) as answer:
            if not isinstance(answer, ox.QueryTriples):
                raise QueryError("this is no CONSTRUCT or DESCRIBE query")
            return [_triple(triple) for triple in dict.fromkeys(answer)]

    def write_results(self, query: str, mime: str, /, **bindings: Term) -> bytes:
        """Return the answer as the engine writes it: JSON, XML, CSV, TSV or a format of RDF.

        Raises `FormError` for rows in a format of RDF and for triples in any other.
        """
        with self._answer(query, bindings) as answer:
            if isinstance(answer, ox.QueryTriples):
                triples = ox.RdfFormat.from_media_type(mime)
                if triples is None:
                    raise FormError(f"triples are not written as {mime}")
                return answer.serialize(format=triples) or b""
            rows = ox.QueryResultsFormat.from_media_type(mime)
            if rows is None:
                raise FormError(f"rows are not written as {mime}")
            if rows == ox.QueryResultsFormat.CSV and isinstance(answer, ox.QuerySolutions):
                return b"".join(csv_pieces((variable.value for variable in answer.variables), answer))
            return answer.serialize(format=rows) or b""

    def match(
        self,
        subject: Term | None = None,
        predicate: Term | None = None,
        value: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[Triple]:
        """Yield the triples that fit, of one graph or of all; a look-up costs microseconds."""
        wanted = [None if term is None else _to_ox(term) for term in (subject, predicate, value)]
        with _storage(self.path):
            for quad in self._engine.quads_for_pattern(*wanted, _iri(graph) if graph else None):  # type: ignore[call-arg,arg-type]
                yield _triple(quad.triple)

    def graphs_of(
        self, subject: Term | None = None, predicate: Term | None = None, value: Term | None = None
    ) -> set[str]:
        """Return the IRIs of the named graphs in which a triple that fits stands."""
        wanted = [None if term is None else _to_ox(term) for term in (subject, predicate, value)]
        with _storage(self.path):
            found = self._engine.quads_for_pattern(*wanted, None)  # type: ignore[call-arg,arg-type]
            return {quad.graph_name.value for quad in found if isinstance(quad.graph_name, ox.NamedNode)}

    def subjects(self, predicate: Term, value: Term) -> Iterator[str]:
        """Yield the IRIs of what has this value, in any graph; quicker than `match` where that is much."""
        with _storage(self.path):
            for quad in self._engine.quads_for_pattern(None, _to_ox(predicate), _to_ox(value), None):  # type: ignore[arg-type]
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject.value

    def values(self, subject: Term, predicate: Term) -> Iterator[Term]:
        """Yield the values of a property, of all graphs; quicker than `match`."""
        with _storage(self.path):
            for quad in self._engine.quads_for_pattern(_to_ox(subject), _to_ox(predicate), None, None):  # type: ignore[arg-type]
                yield _from_ox(quad.object)

    def said_of(self, subject: Term, graph: str | None = None) -> Iterator[tuple[str, str]]:
        """Yield each property of a thing with a value as bare text; quicker than `match`."""
        name = _iri(graph) if graph else None
        with _storage(self.path):
            for quad in self._engine.quads_for_pattern(_to_ox(subject), None, None, name):  # type: ignore[arg-type]
                yield quad.predicate.value, str(getattr(quad.object, "value", ""))

    def values_in(self, graphs: Container[str], subject: Term, predicate: Term) -> Iterator[Term]:
        """Yield the values of a thing that stand in any of `graphs`."""
        with _storage(self.path):
            for quad in self._engine.quads_for_pattern(_to_ox(subject), _to_ox(predicate), None, None):  # type: ignore[arg-type]
                if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in graphs:
                    yield _from_ox(quad.object)

    def part(self, graphs: Iterable[str]) -> Store:
        """Return a store in memory that holds these graphs only."""
        alone = ox.Store()
        with _storage(self.path):
            for graph in graphs:
                alone.extend(self._engine.quads_for_pattern(None, None, None, _iri(graph)))
        return Store(alone, None, readonly=False)

    def triples(self, graph: str) -> list[Triple]:
        """Return the triples of one graph, in no order; none when the graph is absent."""
        return list(self.match(graph=graph))

    def agrees(self, other: Store, graph: str) -> bool:
        """Return whether a graph holds the same in both stores; much quicker than comparing its triples."""
        name = _iri(graph)
        with _storage(self.path):
            one, two = (
                set(store._engine.quads_for_pattern(None, None, None, name)) for store in (self, other)
            )
        return one == two

    def each_graph(self) -> Iterator[str]:
        """Yield the IRIs of all named graphs in no order; the first costs no more for many."""
        with _storage(self.path):
            for graph in self._engine.named_graphs():
                yield graph.value

    def holds(self, graph: str) -> bool:
        """Return whether a graph has any triple."""
        return next(self.match(graph=graph), None) is not None

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""
        return sorted(self.each_graph())

    def count(self, graph: str | None = None) -> int:
        """Return how many triples one graph or the whole store holds. Reads them all: not for a page."""
        with _storage(self.path):
            if graph is None:
                return len(self._engine)
            return sum(1 for _ in self._engine.quads_for_pattern(None, None, None, _iri(graph)))

    def repeated(self) -> int:
        """Return how many triples stand in more than one graph; the design wants 0."""
        return int(str(self.select(REPEATED)[0]["n"]))

    def dump(self, out: IO[bytes], mime: str, graph: str | None = None) -> None:
        """Write the store or one graph to `out`; a format without graphs (Turtle) gets the triples of all."""
        form = _rdf_format(mime)
        with _storage(self.path):
            if graph is not None or form.supports_datasets:
                self._engine.dump(out, form, from_graph=None if graph is None else _iri(graph))
            else:
                ox.serialize((quad.triple for quad in self._engine), out, form)

    def canonical_hash(self, *, without: str = "") -> str:
        """Return the hash of all quads (`kg.store.canonical`), equal for equal data in any order.

        A graph whose IRI ends in `without` is left out.
        """
        with _storage(self.path):
            lines = (f"{quad} .\n".encode() for quad in self._engine)
            return canonical_hash(lines, _relabel, without=without)

    def close(self) -> None:
        """Let go of the files; the store is empty afterwards."""
        self._engine = ox.Store()

    def _check_writable(self) -> None:
        if self.readonly:
            raise StoreError(f"{self.path}: opened for reading only")

    @contextmanager
    def _answer(self, query: str, bindings: dict[str, Term]) -> Iterator[_Answer]:
        try:
            yield self._ask(query, {name: _to_ox(term) for name, term in bindings.items()})
        except SyntaxError as error:
            raise syntax_error(str(error)) from error
        except RuntimeError as error:
            if "projection" in str(error):
                raise ParameterError(f"a parameter is no column of the query: {error}") from error
            raise QueryError(str(error)) from error
        except OSError as error:
            raise StoreError(f"{self.path or 'the store in memory'}: {error}") from error

    def _ask(self, query: str, values: dict[str, _Simple]) -> _Answer:
        """Ask with the values written into the query, or substituted where they cannot stand as terms."""
        union, functions = not names_graphs(query), bind_functions(ox, self._engine)
        if written := written_in(query, {name: str(term) for name, term in values.items()}):
            with suppress(SyntaxError):
                return self._engine.query(
                    written, use_default_graph_as_union=union, custom_functions=functions
                )
        terms: dict[ox.Variable, _Simple | ox.Triple] = {ox.Variable(k): v for k, v in values.items()}
        return self._engine.query(
            query,
            use_default_graph_as_union=union,
            substitutions=terms or None,
            custom_functions=functions,
        )


@contextmanager
def _storage(path: Path | None) -> Iterator[None]:
    """Turn what the engine says about files into a `StoreError` that names the folder."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # the engine says the second of damaged files
        where = path or "the store in memory"
        if re.search(r"\block\b", str(error), re.IGNORECASE):  # not "block checksum mismatch"
            raise LockedError(f"{where}: another process is writing; wait for it or end it") from error
        cure = f"; remove {where} and run kg rebuild" if "Corruption" in str(error) else ""
        raise StoreError(f"{where}: {error}{cure}") from error


def _iri(name: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise ParameterError(f"{str(name)!r} is no absolute IRI") from error


def _to_ox(term: Node) -> _Simple:
    if isinstance(term, URIRef):
        return _iri(term)
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, Literal):
        raise ParameterError(f"{term!r} is no RDF term; wrap it in URIRef or Literal")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype or _XSD_STRING))


def _from_ox(term: _Simple | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise StoreError("the store holds a triple term, which is not used here")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == _XSD_STRING else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def _triple(triple: ox.Triple) -> Triple:
    return _from_ox(triple.subject), _from_ox(triple.predicate), _from_ox(triple.object)


def _quads(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> set[ox.Quad]:
    return {ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}


def _isomorphic(left: set[ox.Triple], right: set[ox.Triple]) -> bool:
    if len(left) != len(right) or not any(has_blank(str(triple)) for triple in left):
        return False
    lines = ["".join(f"{triple} .\n" for triple in triples).encode() for triples in (left, right)]
    return _relabel(lines[0]) == _relabel(lines[1])


def _relabel(nquads: bytes) -> bytes:
    dataset = ox.Dataset(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return b"".join(
        sorted((ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    )


def _rdf_format(mime: str) -> ox.RdfFormat:
    if form := ox.RdfFormat.from_media_type(mime):
        return form
    raise StoreError(f"{mime!r} is no RDF format")
