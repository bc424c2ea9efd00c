"""What a class of facts may say, as `ontology/shapes.ttl` has it: its properties and the values they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.ontology.turtle import read_turtle
from kg.settings import resource
from kg.vocab import NS


@dataclass(frozen=True, slots=True)
class Form:
    """What one property takes: one of `choices`, a literal of `datatype`, or a name that fits `pattern`."""

    path: str
    choices: tuple[str, ...] = ()
    datatype: str = ""
    pattern: str = ""
    least: int = 0
    message: str = ""


def forms_of(kind: str) -> Mapping[str, Form]:
    """Return the forms of a class (a local name) by property; empty for a class without a shape."""
    return _forms(resource("ontology")).get(NS + kind, {})


@lru_cache(maxsize=2)
def _forms(folder: Path) -> dict[str, dict[str, Form]]:
    graph = read_turtle(folder / "shapes.ttl")
    found: dict[str, dict[str, Form]] = {}
    for shape in graph.subjects(SH.closed):
        for target in graph.objects(shape, SH.targetClass):
            forms = (_form(graph, prop) for prop in graph.objects(shape, SH.property))
            found.setdefault(str(target), {}).update((form.path, form) for form in forms)
    return found


def _form(graph: Graph, shape: Node) -> Form:
    listed = graph.value(shape, SH["in"])
    least = graph.value(shape, SH.minCount)
    english = [text for text in graph.objects(shape, SH.message) if getattr(text, "language", "") == "en"]
    return Form(
        path=str(graph.value(shape, SH.path)),
        choices=tuple(map(_choice, Collection(graph, listed))) if listed is not None else (),
        datatype=str(graph.value(shape, SH.datatype) or ""),
        pattern=str(graph.value(shape, SH.pattern) or ""),
        least=int(str(least)) if least is not None else 0,
        message=str(english[0]) if english else "",
    )


def _choice(value: Node) -> str:
    return str(value) if isinstance(value, URIRef) else f'"{value}'
