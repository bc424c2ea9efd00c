"""What SHACL asks of one value, as pySHACL understands it: each constraint becomes a function of the value.

What literals mean (lexical forms, order of dates and numbers) is up to rdflib and pySHACL themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any, Final

from pyshacl.rdfutil.compare import compare_literal
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import OntologyError
from kg.terms import node_of, parts_of

Test = Callable[[str], bool]
"""Says whether a value, as N-Triples writes it, is as it must be."""

_KEPT = 1024  # values of one property whose answer is remembered: dates, roles and numbers come again
_KINDS: Final[dict[Node, str]] = {SH.IRI: "<", SH.Literal: '"'}
_PYTHON: Final[dict[Node, type]] = {
    XSD.integer: int, XSD.decimal: Decimal, XSD.boolean: bool, XSD.date: date, XSD.dateTime: datetime,
}  # fmt: skip
_WHOLE = re.compile(rf'"([-+]?[0-9]+)"\^\^<{XSD.integer}>')
_STRING = ("", f"^^<{XSD.string}>")


def tests_of(shapes: Graph, shape: Node, parameters: Iterable[URIRef]) -> Iterator[Test]:
    """Yield a test for each constraint of a shape by one of these parameters."""
    for parameter in parameters:
        for argument in shapes.objects(shape, parameter):
            yield _MAKERS[parameter](shapes, argument)


def together(tests: tuple[Test, ...]) -> Test:
    """Return whether a value keeps all of some tests; what was asked lately is remembered."""
    return lru_cache(_KEPT)(lambda term: all(test(term) for test in tests))


def _kind(_: Graph, wanted: Node) -> Test:
    if wanted not in _KINDS:
        raise OntologyError(f"the gate knows no sh:nodeKind {wanted}; teach it in kg.gate.values")
    return lambda term: term.startswith(_KINDS[wanted])


def _datatype(_: Graph, wanted: Node) -> Test:
    if wanted == RDF.langString:
        return lambda term: term.startswith('"') and parts_of(term)[1].startswith("@")
    if wanted == XSD.string:
        return lambda term: term.startswith('"') and parts_of(term)[1] in _STRING

    def fits(term: str) -> bool:
        node = node_of(term)
        if not isinstance(node, Literal) or node.datatype != wanted or node.ill_typed:
            return False
        return isinstance(node.value, _PYTHON.get(wanted, object))

    return fits


def _pattern(_: Graph, wanted: Node) -> Test:
    search = re.compile(str(wanted)).search
    return lambda term: not term.startswith("_:") and search(_text(term)) is not None


def _least_length(_: Graph, wanted: Node) -> Test:
    least = int(str(wanted))
    return lambda term: not term.startswith("_:") and len(_text(term)) >= least


def _text(term: str) -> str:
    """Return the text of an IRI or a literal; of a typed one as rdflib writes it."""
    if term.startswith("<"):
        return term[1:-1]
    text, kind = parts_of(term)
    return str(node_of(term)) if kind.startswith("^^") else text


def _language(shapes: Graph, wanted: Node) -> Test:
    wished = {f"@{language}".lower() for language in Collection(shapes, wanted)}

    def fits(term: str) -> bool:
        language = parts_of(term)[1].lower() if term.startswith('"') else ""
        return language.startswith("@") and not wished.isdisjoint({language, language.partition("-")[0]})

    return fits


def _among(shapes: Graph, wanted: Node) -> Test:
    listed = set(Collection(shapes, wanted))
    return lambda term: node_of(term) in listed


def _bound(holds: Callable[[int, int], bool]) -> Callable[[Graph, Node], Test]:
    def make(_: Graph, limit: Node) -> Test:
        def fits(term: str) -> bool:
            node = node_of(term)
            if not isinstance(node, Literal) or isinstance(node.value, str):
                return False
            try:
                return holds(compare_literal(node, limit), 0)  # type: ignore[no-untyped-call]
            except (TypeError, NotImplementedError):
                return False

        return fits

    return make


def _either(shapes: Graph, wanted: Node) -> Test:
    choices = [list(tests_of(shapes, choice, _MAKERS)) for choice in Collection(shapes, wanted)]
    return lambda term: any(all(test(term) for test in choice) for choice in choices)


_MAKERS: Final[dict[URIRef, Callable[[Graph, Node], Test]]] = {
    SH.nodeKind: _kind,
    SH.datatype: _datatype,
    SH.pattern: _pattern,
    SH.minLength: _least_length,
    SH.languageIn: _language,
    SH["in"]: _among,
    SH.minInclusive: _bound(ge),
    SH.minExclusive: _bound(gt),
    SH.maxInclusive: _bound(le),
    SH.maxExclusive: _bound(lt),
    SH["or"]: _either,
}
VALUE_PARAMETERS: Final = frozenset(_MAKERS)
"""The properties of a shape that make a test of one value."""


def comes_before(term: str, other: str, *, or_equal: bool) -> bool:
    """Return whether a value comes before another: sh:lessThan, sh:lessThanOrEquals.

    What cannot be compared does not (SHACL 4.5.3).
    """
    if (left := whole_number(term)) is not None and (right := whole_number(other)) is not None:
        return left <= right if or_equal else left < right
    return _comes_before(term, other, or_equal)


def whole_number(term: str) -> int | None:
    """Return the value of an xsd:integer, None of anything else."""
    found = _WHOLE.match(term)
    return int(found[1]) if found else None


@lru_cache(_KEPT)
def _comes_before(term: str, other: str, or_equal: bool) -> bool:
    one, two = _ordered(term), _ordered(other)
    if one is None or two is None or isinstance(one, Literal) != isinstance(two, Literal):
        return False
    return bool(one <= two if or_equal else one < two)


def _ordered(term: str) -> Any:
    """Return what pySHACL compares: the text of an IRI or a string, else the literal; None of no value."""
    node = node_of(term)
    if not isinstance(node, Literal) or isinstance(node.value, str):
        return str(node)
    return None if node.ill_typed else node
