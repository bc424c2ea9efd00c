"""Turtle, TriG, N-Triples and N-Quads, sorted, so that equal data give equal bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO

from rdflib import RDF, XSD, BNode, Literal

from kg.export.scope import Scope
from kg.rdf import PREFIXES
from kg.store import Term, Triple

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"(?:id|scheme|graph)(?:/[^\s<>\"{}|\\^`]*)?")
_NAMESPACES = sorted(((str(namespace), prefix) for prefix, namespace in PREFIXES.items()), reverse=True)
_BARE = {str(XSD.boolean): re.compile("true|false"), str(XSD.integer): re.compile("[+-]?[0-9]+")}


def write_ntriples(scope: Scope, out: IO[bytes]) -> None:
    """Write N-Triples, graph by graph, without the names of the graphs."""
    for _, triples in scope.pieces():
        out.writelines(sorted(f"{_line(triple)} .\n".encode() for triple in triples))


def write_nquads(scope: Scope, out: IO[bytes]) -> None:
    """Write N-Quads, graph by graph."""
    for graph, triples in scope.pieces():
        out.writelines(sorted(f"{_line(triple)} <{graph}> .\n".encode() for triple in triples))


def write_turtle(scope: Scope, out: IO[bytes]) -> None:
    """Write Turtle with the names of the graphs as comments."""
    out.write(_head(scope.base).encode())
    for graph, triples in scope.pieces():
        out.write(f"\n# {graph}\n".encode())
        for block in _blocks(triples, scope.base, ""):
            out.write(block.encode())


def write_trig(scope: Scope, out: IO[bytes]) -> None:
    """Write TriG."""
    out.write(_head(scope.base).encode())
    for graph, triples in scope.pieces():
        out.write(f"\n<{_relative(graph, scope.base)}> {{\n".encode())
        for block in _blocks(triples, scope.base, "    "):
            out.write(block.encode())
        out.write(b"}\n")


def _head(base: str) -> str:
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    return (f"@base <{base}> .\n" if base else "") + prefixes


def _blocks(triples: Iterable[Triple], base: str, indent: str) -> Iterator[str]:
    """Yield one block a subject, its class first."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        verb = "a" if predicate == RDF.type else _short(predicate, base)
        subjects[_short(subject, base)][verb].append(_short(value, base))
    for node, said in sorted(subjects.items()):
        lines = [
            f"{verb} {' , '.join(sorted(said[verb]))}" for verb in sorted(said, key=lambda v: (v != "a", v))
        ]
        yield f"{indent}{node} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _line(triple: Triple) -> str:
    return " ".join(_full(term) for term in triple)


def _full(term: Term) -> str:
    if isinstance(term, Literal):
        return _literal(term, f"<{term.datatype}>")
    return f"_:{term}" if isinstance(term, BNode) else f"<{term}>"


def _short(term: Term, base: str) -> str:
    if isinstance(term, Literal):
        kind = str(term.datatype) if term.datatype else ""
        if kind in _BARE and _BARE[kind].fullmatch(str(term)):
            return str(term)
        return _literal(term, _prefixed(kind) or f"<{kind}>")
    if isinstance(term, BNode):
        return f"_:{term}"
    return _prefixed(str(term)) or f"<{_relative(str(term), base)}>"


def _literal(term: Literal, datatype: str) -> str:
    text = str(term).translate(_ESCAPES)
    quoted = f'"{_UNSAFE.sub(lambda match: f"{chr(92)}u{ord(match[0]):04X}", text)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype in (None, XSD.string) else f"{quoted}^^{datatype}"


def _prefixed(iri: str) -> str | None:
    for namespace, prefix in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def _relative(iri: str, base: str) -> str:
    rest = iri[len(base) :] if base and iri.startswith(base) else ""
    return rest if rest and _RELATIVE.fullmatch(rest) and "/." not in rest and "//" not in rest else iri
