"""Turtle files of the ontology as graphs."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from kg.errors import OntologyError

# A file that is cut off in the middle of a term makes the parser step over its end.
_NOT_TURTLE = (SyntaxError, ValueError, LookupError, AssertionError, OSError)


def read_turtle(path: Path) -> Graph:
    """Return the triples of one file; raise `OntologyError` when it is not Turtle or cannot be read."""
    try:
        return Graph().parse(path, format="turtle")
    except _NOT_TURTLE as error:
        raise OntologyError(f"{path}: not Turtle: {error}") from error
