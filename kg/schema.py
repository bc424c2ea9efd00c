"""The JSON Schema of one line of `kg extract`, written from the shapes: `python -m kg.schema` prints it.

What SHACL lets into the graph of an article is what a line may say, so classes, roles and values of facts
come from `ontology/shapes.ttl`, and names of classes from `ontology/vpo.ttl`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, SH, XSD, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from kg.settings import resource
from kg.vocab import NS, VPO

Json = dict[str, object]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Json = {"type": "string"}
_IRI: Json = {"type": "string", "format": "iri", "minLength": 1}
_OFFSET: Json = {"type": "integer", "minimum": 0}
_DATE: Json = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_TYPES: dict[Node, Json] = {
    XSD.boolean: {"type": "boolean"},
    XSD.integer: {"type": "integer"},
    XSD.decimal: {"type": "number"},
    XSD.date: _DATE,
    XSD.dateTime: {"type": "string", "format": "date-time"},
    XSD.string: _TEXT,
}
_FOREIGN: Json = {
    "type": "object",
    "properties": {"text": _TEXT, "lang": {"const": "en"}},
    "required": ["text", "lang"],
    "additionalProperties": False,
}
_NO_FACTS = (VPO.Article, VPO.Evidence)


def read_schema() -> str:
    """Return the text of the schema that travels with the package."""
    return (resource("schemas") / "extract.schema.json").read_text("utf-8")


def render(folder: Path) -> str:
    """Return the text of the schema for the ontology in `folder`."""
    graph = Graph().parse(folder / "vpo.ttl").parse(folder / "shapes.ttl")
    facts = dict(_facts(graph))
    schema: Json = {
        "$schema": _DRAFT,
        "$id": f"{NS.removesuffix('#')}/extract.schema.json",
        "title": "One line of kg extract: what one article says",
        "description": "Offsets count code points of the article's text, half-open.",
        **_object(
            article=_article(),
            mentions=_list(_mention()),
            facts=_list(_any_fact(list(facts))),
            entities={"type": "object", "propertyNames": _IRI, "additionalProperties": _entity()},
        ),
        "$defs": {
            "class": {"enum": sorted(map(_local, graph.subjects(RDF.type, OWL.Class)))},
            "evidence": _object(
                start=_OFFSET,
                end=_OFFSET,
                quote=_TEXT,
                rule={"type": "string", "pattern": r"^[a-z-]+\.[a-z-]+$"},
                confidence={"type": "number", "minimum": 0, "maximum": 1},
            ),
            **facts,
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _object(**properties: object) -> Json:
    """Return an object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json, least: int = 0) -> Json:
    return {"type": "array", "items": items, **({"minItems": least} if least else {})}


def _or_null(kind: Json) -> Json:
    return {"anyOf": [kind, {"type": "null"}]}


def _article() -> Json:
    return _object(
        iri=_IRI,
        id={"type": "string", "pattern": "^[0-9a-f]{16}$"},
        title=_or_null(_TEXT),
        published=_or_null({"anyOf": [_DATE, _TYPES[XSD.dateTime]]}),
        authors=_list(_TEXT),
        url=_or_null(_TEXT),
        source=_TEXT,
        language={"type": "string", "pattern": "^[a-z]{2}$"},
    )


def _mention() -> Json:
    named: Json = {"$ref": "#/$defs/class"}
    parts = {"start": _OFFSET, "end": _OFFSET, "surface": _TEXT, "class": named, "entity": _or_null(_IRI)}
    return _object(**parts, rule={"type": "string"})


def _entity() -> Json:
    label = _object(vi=_TEXT, en=_TEXT)
    return {**_object(**{"class": {"$ref": "#/$defs/class"}, "label": label}), "additionalProperties": True}


def _any_fact(names: list[str]) -> Json:
    """Return what leads from the class of a fact to its own schema, so that an error names the field."""
    return {
        "type": "object",
        "properties": {"class": {"enum": names}},
        "required": ["class"],
        "allOf": [
            {"if": {"properties": {"class": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}}
            for name in names
        ],
    }


def _facts(graph: Graph) -> Iterator[tuple[str, Json]]:
    """Yield the classes of facts by name: those whose nodes stand inside an article, with closed shapes."""
    closed = set(graph.subjects(SH.closed, Literal(True)))
    for shape in sorted(closed, key=str):
        for kind in graph.objects(shape, SH.targetClass):
            if str(kind).startswith(NS) and str(kind) not in _NO_FACTS:
                yield _local(kind), _fact(graph, shape, _local(kind))


def _fact(graph: Graph, shape: Node, name: str) -> Json:
    roles: dict[str, Json] = {}
    values: dict[str, Json] = {}
    needed: set[str] = set()
    for prop in sorted(graph.objects(shape, SH.property), key=lambda one: str(graph.value(one, SH.path))):
        local = _local(graph.value(prop, SH.path))
        is_role, kind = _kind(graph, prop)
        (roles if is_role else values)[local] = kind if _at_most_one(graph, prop) else _one_or_more(kind)
        if int(str(graph.value(prop, SH.minCount) or 0)) > 0:
            needed.add(local)
    parts = {
        part: {**_object(**found), "required": sorted(needed & found.keys())}
        for part, found in (("roles", roles), ("values", values))
    }
    evidence = _list({"$ref": "#/$defs/evidence"}, least=1)
    return _object(id=_IRI, **{"class": {"const": name}}, **parts, evidence=evidence)


def _kind(graph: Graph, prop: Node) -> tuple[bool, Json]:
    """Return whether the values of a property are entities, and how one of them is written."""
    allowed = graph.value(prop, SH["in"])
    if allowed is not None:
        members = list(Collection(graph, allowed))
        return isinstance(members[0], URIRef), {"enum": [str(one) for one in members]}
    if graph.value(prop, SH.nodeKind) == SH.IRI:
        pattern = graph.value(prop, SH.pattern)
        return True, {**_IRI, **({"pattern": str(pattern)} if pattern is not None else {})}
    return False, _literal(graph, prop)


def _literal(graph: Graph, prop: Node) -> Json:
    choices = graph.value(prop, SH["or"])
    if choices is not None:
        return {"anyOf": [_literal(graph, one) for one in Collection(graph, choices)]}
    languages = graph.value(prop, SH.languageIn)
    if languages is not None:
        others = [str(one) for one in Collection(graph, languages) if str(one) != "vi"]
        return {"anyOf": [_TEXT, _FOREIGN]} if others else _TEXT
    return _TYPES.get(graph.value(prop, SH.datatype) or XSD.string, _TEXT)


def _at_most_one(graph: Graph, prop: Node) -> bool:
    return graph.value(prop, SH.maxCount) == Literal(1)


def _one_or_more(kind: Json) -> Json:
    """Return what stands alone once and as a list when there are more."""
    return {"anyOf": [kind, _list(kind, least=2)]}


def _local(iri: Node | None) -> str:
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


if __name__ == "__main__":
    print(render(resource("ontology")), end="")
