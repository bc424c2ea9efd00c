"""The interface for programs described as OpenAPI 3.1, made from the code, and the same as a page."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from werkzeug.routing import Rule

from kg import __version__
from kg.parameters import LANGUAGES, Kind, Param
from kg.queries import NamedQuery, public_queries
from kg.sparql.formats import GRAPHS, SHORT, TABLES
from kg_web.operations import FORMAT, OPERATIONS, PLACES, TAGS, Operation, Value, media
from kg_web.schemas import COMPONENTS, COUNT, DATE, STRING, Schema, ref

bp = Blueprint("openapi", __name__)

_PROBLEM = "application/problem+json"
_ALWAYS = (400, 429, 503)  # a host that is not answered to, too many requests, a limit of the server
_PART = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")
_KINDS: dict[Kind, Schema] = {
    "iri": STRING,
    "date": DATE,
    "year": {"type": "string", "pattern": "^[0-9]{4}$"},
    "string": STRING,
    "integer": {"type": "integer"},
    "lang": {"enum": list(LANGUAGES)},
}


@bp.get("/openapi.json")
def document() -> Response:
    """Return this document: OpenAPI 3.1."""
    root = request.script_root.removesuffix("/en")
    servers = [
        {"url": f"{root}/", "description": "Tiếng Việt"},
        {"url": f"{root}/en/", "description": "English"},
    ]
    return jsonify({**describe(current_app), "servers": servers})


@bp.get("/api")
def page() -> str:
    """Show the same for people."""
    told = describe(current_app)
    groups: dict[str, list[tuple[str, str, dict[str, Any]]]] = {tag: [] for tag in TAGS}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            groups[operation["tags"][0]].append((method.upper(), path, operation))
    return render_template("api.html", groups=groups, tags=TAGS, schemas=told["components"]["schemas"])


def describe(app: Flask) -> dict[str, Any]:
    """Return the OpenAPI document of an application, without the servers."""
    paths: dict[str, dict[str, Any]] = {}
    for path, method, operation in _operations(app):
        paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sổ tri thức Tổ chức Đảng",
            "version": __version__,
            "summary": "A knowledge graph of Vietnamese Party organisation, with evidence.",
            "description": "Answers are complete, or an error as application/problem+json; never a part.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": tag, "description": en, "x-description-vi": vi} for tag, (vi, en) in TAGS.items()],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": COMPONENTS,
            "responses": {"Problem": _problem("An error.")},
            "securitySchemes": {
                token: {"type": "http", "scheme": "bearer", "description": f"The value of {token}."}
                for token in sorted({operation.token for operation in OPERATIONS.values()} - {""})
            },
        },
    }


def template(rule: Rule) -> str:
    """Return the address of a rule as OpenAPI writes it: `/changes/{number}.json`."""
    return _PART.sub(lambda found: f"{{{found[3]}}}", rule.rule)


def _operations(app: Flask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods or ()):
            operation = OPERATIONS.get((rule.endpoint, method))
            if operation is not None:
                view = app.view_functions[rule.endpoint]
                yield template(rule), method, _written(operation, rule, method, view)
    for query in public_queries():
        yield f"/queries/{query.name}", "GET", _query(query)


def _written(operation: Operation, rule: Rule, method: str, view: Callable[..., Any]) -> dict[str, Any]:
    said = inspect.getdoc(view) or ""
    found: dict[str, Any] = {
        "operationId": _id(method, template(rule)),
        "tags": [operation.tag],
        "summary": said.partition("\n")[0],
        "x-summary-vi": operation.vi,
        "parameters": [*_in_path(rule), *(_parameter(value) for value in operation.takes)],
        "responses": _responses(operation),
    }
    if operation.token:
        found["security"] = [{operation.token: []}]
    if operation.body:
        found["requestBody"] = {"required": True, "content": _content(operation.body)}
    return found


def _query(query: NamedQuery) -> dict[str, Any]:
    """Describe one named query from its header."""
    forms = media(GRAPHS if query.graph else TABLES)
    endings = [short for short, pair in SHORT.items() if pair[query.graph]]
    shape = replace(FORMAT, schema={"enum": endings})
    operation = Operation("queries", "", {"text/html": STRING, **forms}, errors=(400, 406))
    return {
        "operationId": _id("GET", f"/queries/{query.name}"),
        "tags": ["queries"],
        "summary": query.title_en,
        "x-summary-vi": query.title_vi,
        "description": query.about_en,
        "x-description-vi": query.about_vi,
        "parameters": [*(_parameter(_value(param), param) for param in query.params), _parameter(shape)],
        "responses": _responses(operation),
    }


def _value(param: Param) -> Value:
    schema = dict(_KINDS[param.kind])
    if param.name == "page":
        schema["minimum"] = 1
    if param.default is not None:
        schema["default"] = int(param.default) if param.kind == "integer" else param.default
    required = param.required and param.default is None
    return Value(param.name, param.label_vi, param.label_en, schema, required)


def _parameter(value: Value, param: Param | None = None, where: str = "query") -> dict[str, Any]:
    found = {
        "name": value.name,
        "in": where,
        "required": value.required,
        "description": value.en,
        "x-description-vi": value.vi,
        "schema": value.schema,
    }
    return (
        {**found, "example": param.example} if param and param.example and param.kind != "integer" else found
    )


def _in_path(rule: Rule) -> Iterator[dict[str, Any]]:
    for kind, choices, name in _PART.findall(rule.rule):
        schema: Schema = COUNT if kind == "int" else STRING
        if kind == "any":
            schema = {"enum": [choice.strip() for choice in choices.split(",")]}
        elif rule.endpoint.startswith("queries."):
            schema = {"enum": [query.name for query in public_queries()]}
        yield _parameter(Value(name, *PLACES[name], schema, required=True), where="path")


def _responses(operation: Operation) -> dict[str, Any]:
    answer = {"content": _content(operation.answers)}
    good = {
        str(status): {"description": HTTPStatus(status).phrase, **answer} for status in operation.statuses
    }
    errors = sorted({*_ALWAYS, *operation.errors})
    told = {str(status): _problem(HTTPStatus(status).phrase) for status in errors}
    return {**good, **told, "default": {"$ref": "#/components/responses/Problem"}}


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": _content({_PROBLEM: ref("Problem"), "text/html": STRING})}


def _content(forms: Mapping[str, Schema]) -> dict[str, Any]:
    return {form: {"schema": schema} for form, schema in forms.items()}


def _id(method: str, path: str) -> str:
    words = re.findall(r"\w+", path)
    return method.lower() + "".join(word[:1].upper() + word[1:] for word in words)
