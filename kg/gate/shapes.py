"""The shapes of `ontology/shapes.ttl`, compiled once: for each class, what its nodes must keep.

Only what the file uses is known; a shape with anything else raises `OntologyError`: nothing is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import OntologyError
from kg.gate.values import VALUE_PARAMETERS, Test, tests_of, together

_PLAIN = {
    SH.path,
    SH.message,
    SH.minCount,
    SH.maxCount,
    SH.uniqueLang,
    SH["class"],
    SH.lessThan,
    SH.lessThanOrEquals,
}
_CHOICES = {SH["or"], SH.xone}
_OF_NODES = _CHOICES | {SH.targetClass, SH.message, SH.closed, SH.ignoredProperties, SH.property}
_OF_PROPERTIES = _PLAIN | VALUE_PARAMETERS | {SH.targetClass}


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What the values of one property of a node must keep. IRIs are written as N-Triples writes them.

    `inverse`: the values are the nodes whose property this node is. `path` names the property in messages.
    """

    prop: str
    inverse: bool
    path: str
    message: str
    least: int
    most: int | None
    tests: tuple[Test, ...]
    fits: Test
    """All tests at once."""
    kind: str | None
    unique_language: bool
    before: tuple[tuple[str, bool], ...]
    """Properties whose values must come later, and whether they may be equal."""
    closely: bool
    """Whether the shape looks at more than its values one by one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Of some property shapes at least one holds, or `one`: exactly one."""

    shapes: tuple[PropertyShape, ...]
    one: bool


@dataclass(frozen=True, slots=True)
class NodeShape:
    """What a node must keep by itself; `allowed` are its only properties, None where any may stand."""

    message: str
    tests: tuple[Test, ...]
    allowed: frozenset[str] | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ClassShapes:
    """All shapes of one class: of its nodes, of each property, and of those that must be there."""

    nodes: tuple[NodeShape, ...]
    properties: Mapping[str, tuple[PropertyShape, ...]]
    wanted: tuple[PropertyShape, ...]


@lru_cache(maxsize=2)
def compiled(folder: Path) -> Mapping[str, ClassShapes]:
    """Return by class, as N-Triples writes it, the shapes in the file of a folder."""
    shapes = Graph().parse(folder / "shapes.ttl", format="turtle")
    nodes: dict[str, list[NodeShape]] = defaultdict(list)
    properties: dict[str, list[PropertyShape]] = defaultdict(list)
    for shape, target in shapes.subject_objects(SH.targetClass):
        name = f"<{target}>"
        if (shape, SH.path, None) in shapes:
            properties[name].append(_property(shapes, shape))
            continue
        nodes[name].append(_node(shapes, shape))
        properties[name] += [_property(shapes, each) for each in shapes.objects(shape, SH.property)]
    return {name: _of_class(nodes[name], properties[name]) for name in {*nodes, *properties}}


def _of_class(nodes: list[NodeShape], properties: list[PropertyShape]) -> ClassShapes:
    direct: dict[str, tuple[PropertyShape, ...]] = {}
    for shape in properties:
        if not shape.inverse:
            direct[shape.prop] = (*direct.get(shape.prop, ()), shape)
    return ClassShapes(tuple(nodes), direct, tuple(shape for shape in properties if shape.least))


@lru_cache(maxsize=2)
def closed_classes(folder: Path) -> frozenset[str]:
    """Return the classes whose properties are all listed: the only ones that an article may speak of."""
    return frozenset(
        name
        for name, shapes in compiled(folder).items()
        if any(shape.allowed is not None for shape in shapes.nodes)
    )


def short(iri: str) -> str:
    """Return the local name of an IRI."""
    return re.split(r"[#/]", iri)[-1]


def _node(shapes: Graph, shape: Node) -> NodeShape:
    _check_known(shapes, shape, _OF_NODES | VALUE_PARAMETERS)
    return NodeShape(
        _message(shapes, shape),
        tuple(tests_of(shapes, shape, VALUE_PARAMETERS - _CHOICES)),
        _allowed(shapes, shape) if (shape, SH.closed, Literal(True)) in shapes else None,
        tuple(_choices(shapes, shape)),
    )


def _allowed(shapes: Graph, shape: Node) -> frozenset[str]:
    ignored = (Collection(shapes, listed) for listed in shapes.objects(shape, SH.ignoredProperties))
    stated = (path for each in shapes.objects(shape, SH.property) for path in shapes.objects(each, SH.path))
    return frozenset(f"<{path}>" for path in chain(*ignored, stated))


def _choices(shapes: Graph, shape: Node) -> Iterator[Choice]:
    for parameter in _CHOICES:
        for listed in shapes.objects(shape, parameter):
            members = tuple(_property(shapes, member) for member in Collection(shapes, listed))
            yield Choice(members, one=parameter == SH.xone)


def _property(shapes: Graph, shape: Node) -> PropertyShape:
    _check_known(shapes, shape, _OF_PROPERTIES)
    path = shapes.value(shape, SH.path)
    inverse = shapes.value(path, SH.inversePath)
    prop = path if inverse is None else inverse
    if not isinstance(prop, URIRef):
        raise OntologyError(f"the gate knows no path {shape} of this kind; teach it in kg.gate.shapes")
    tests = tuple(tests_of(shapes, shape, VALUE_PARAMETERS))
    most, kind = shapes.value(shape, SH.maxCount), shapes.value(shape, SH["class"])
    later = ((SH.lessThan, False), (SH.lessThanOrEquals, True))
    before = tuple((f"<{other}>", equal) for said, equal in later for other in shapes.objects(shape, said))
    unique = (shape, SH.uniqueLang, Literal(True)) in shapes
    return PropertyShape(
        prop=f"<{prop}>",
        inverse=inverse is not None,
        path=short(prop) if inverse is None else "",
        message=_message(shapes, shape),
        least=int(str(shapes.value(shape, SH.minCount, default=Literal(0)))),
        most=None if most is None else int(str(most)),
        tests=tests,
        fits=together(tests),
        kind=None if kind is None else f"<{kind}>",
        unique_language=unique,
        before=before,
        closely=bool(before) or unique or kind is not None,
    )


def _message(shapes: Graph, shape: Node) -> str:
    said = [text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)]
    return str(min([text for text in said if text.language != "vi"] or said, default=""))


def _check_known(shapes: Graph, shape: Node, known: set[URIRef] | frozenset[URIRef]) -> None:
    for said in shapes.predicates(shape):
        if said not in known and said != RDF.type:
            raise OntologyError(f"the gate knows no {said} of a shape; teach it in kg.gate")
