"""Does what an article says keep the shapes? The quick answer; tests and samples hold it to pySHACL's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF
from rdflib.term import Node

from kg.gate.shapes import Choice, ClassShapes, NodeShape, PropertyShape, compiled, short
from kg.gate.values import comes_before
from kg.settings import resource
from kg.terms import Terms, node_of

_TYPE = f"<{RDF.type}>"
_SHOWN = 80

Values = Mapping[str, list[str]]
"""The values of each property of a node."""
Said = Mapping[str, Values]
"""What a graph says of each node. Terms are written as N-Triples writes them."""
_Broken = tuple[str, str, str | None]
"""The path, the message and the value of what breaks a shape."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: in which graph, at which node, on which property, and what mends it."""

    graph: str
    node: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.node} {self.path}: {self.message}" if self.path else f"{self.node}: {self.message}"


def by_node(triples: Iterable[Terms]) -> Said:
    """Return what triples say, node by node; each triple is given once."""
    said: dict[str, dict[str, list[str]]] = {}
    for subject, prop, value in triples:
        said.setdefault(subject, {}).setdefault(prop, []).append(value)
    return said


def broken_shapes(said: Said, where: str) -> Iterator[Violation]:
    """Yield what breaks a shape of `ontology/shapes.ttl`."""
    shapes = compiled(resource("ontology"))
    pointing = _pointing(said, {s.prop for each in shapes.values() for s in each.wanted if s.inverse})
    for node, values in said.items():
        for kind in values.get(_TYPE, ()):
            if own := shapes.get(kind):
                for path, text, value in _of_kind(own, node, said, pointing):
                    yield Violation(
                        where,
                        str(node_of(node)),
                        path,
                        message(text, None if value is None else node_of(value)),
                    )


def message(text: str, value: Node | None) -> str:
    """Return what is said of a broken shape: its message, and the value that broke it."""
    return text if value is None else f"{text} Found {str(value)[:_SHOWN]!r}."


def _of_kind(own: ClassShapes, node: str, said: Said, pointing: Mapping[str, Values]) -> Iterator[_Broken]:
    """Yield what breaks the shapes of one class of a node."""
    values = said[node]
    for shape in own.nodes:
        for path, value in _of_node(shape, node, values):
            yield path, shape.message, value
    for each in own.wanted:
        if len(pointing[each.prop].get(node, ()) if each.inverse else values.get(each.prop, ())) < each.least:
            yield each.path, each.message, None
    for prop, found in values.items():
        for each in own.properties.get(prop, ()):
            if not _fit(each, found):
                for wrong in _of_values(each, found, values, said):
                    yield each.path, each.message, wrong


def _fit(shape: PropertyShape, found: list[str]) -> bool:
    """Return whether some values keep a shape; False where that needs a closer look."""
    if shape.closely or (shape.most is not None and len(found) > shape.most):
        return False
    return all(map(shape.fits, found))


def _pointing(said: Said, props: set[str]) -> Mapping[str, Mapping[str, list[str]]]:
    """Return for each of some properties the nodes that point at a node."""
    found: dict[str, dict[str, list[str]]] = {prop: defaultdict(list) for prop in props}
    for node, values in said.items():
        for prop in props & values.keys():
            for value in values[prop]:
                found[prop][value].append(node)
    return found


def _of_node(shape: NodeShape, node: str, values: Values) -> Iterator[tuple[str, str]]:
    """Yield the short name of a property, empty for the node itself, and the value that breaks a shape."""
    for test in shape.tests:
        if not test(node):
            yield "", node
    for prop in values.keys() - shape.allowed if shape.allowed is not None else ():
        for value in values[prop]:
            yield short(prop[1:-1]), value
    for choice in shape.choices:
        if not _holds(choice, values):
            yield "", node


def _holds(choice: Choice, values: Values) -> bool:
    fitting = 0
    for shape in choice.shapes:
        found = values.get(shape.prop, [])
        fitting += len(found) >= shape.least and not any(True for _ in _of_values(shape, found, values, {}))
    return fitting == 1 if choice.one else fitting > 0


def _of_values(shape: PropertyShape, found: list[str], values: Values, said: Said) -> Iterator[str | None]:
    """Yield the values of a property that break its shape, None where all of them together do."""
    if shape.most is not None and len(found) > shape.most:
        yield None
    for value in found:
        if not shape.fits(value):
            yield from (value for test in shape.tests if not test(value))
    if shape.kind is not None:
        yield from (value for value in found if shape.kind not in said.get(value, {}).get(_TYPE, ()))
    if shape.unique_language and _repeats_a_language(found):
        yield None
    for prop, equal in shape.before:
        for other in values.get(prop, ()):
            yield from (value for value in found if not comes_before(value, other, or_equal=equal))


def _repeats_a_language(found: list[str]) -> bool:
    languages = (value.rpartition('"')[2].lower() for value in found if value.startswith('"'))
    return any(count > 1 for tag, count in Counter(languages).items() if tag.startswith("@"))
