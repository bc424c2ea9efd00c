"""The SPARQL endpoint: SPARQL 1.1 Protocol, the query half, over disposable workers."""

from __future__ import annotations

from functools import lru_cache
from typing import cast
from urllib.parse import parse_qsl

from flask import Blueprint, Response, current_app, redirect, request
from flask.blueprints import BlueprintSetupState

from kg.errors import QueryError
from kg.export.dataset import dataset_iri
from kg.sparql.answers import Question
from kg.sparql.description import WRITTEN, describe, written
from kg.sparql.endpoint import Endpoint
from kg.sparql.formats import GRAPHS, SHORT, TABLES, choose
from kg_web.answering import absolute, coding, content_type, endpoint, problem, send, speak
from kg_web.limits import of_queries

METHODS = "GET, HEAD, POST, OPTIONS"

bp = Blueprint("sparql", __name__)
speak(bp, METHODS)

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_KNOWN = {"query", "default-graph-uri", "named-graph-uri", "format"}


@bp.record_once
def _open(state: BlueprintSetupState) -> None:
    """Make the endpoint over what the application reads, unless it was given one."""
    if "sparql" not in state.app.extensions:
        held = state.app.extensions["kg"]
        state.app.extensions["sparql"] = Endpoint.over(
            held.reader, held.settings, getattr(held, "budgets", None)
        )


@bp.route("/sparql", methods=["PUT", "PATCH", "DELETE"], provide_automatic_options=False)
def refuse() -> Response:
    """Refuse what would write."""
    response = problem(405, f"{request.method} is not allowed: this endpoint is read-only")
    response.headers["Allow"] = METHODS
    return response


@bp.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query, or describe the service to a GET without one."""
    parameters = _parameters()
    if request.method != "POST" and not any(name in _KNOWN - {"format"} for name, _ in parameters):
        return _describe()
    return send(_question(parameters))


@bp.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> Response:
    """Say which methods there are, to a browser that asks before a request from another site."""
    return Response(status=204, headers={"Allow": METHODS})


def _describe() -> Response:
    accept = request.headers.get("Accept", "")
    form = choose(accept, {**WRITTEN, "text/html": ("text/html", "application/xhtml+xml")})
    if form == "text/html":
        return cast(Response, redirect(f"{request.script_root}/query", 303))
    if not form:
        raise QueryError(f"not acceptable: a service description comes as {', '.join(WRITTEN)}")
    served = endpoint()
    bounds = of_queries(current_app.extensions["kg"].settings)
    graph = describe(
        request.base_url, served.limits, union=served.union, dataset=dataset_iri(served.base), bounds=bounds
    )
    return Response(written(graph, form), content_type=content_type(form))


def _parameters() -> list[tuple[str, str]]:
    """The parameters of the URL and of a form, and the query of a direct POST; an `update` is refused."""
    pairs = _pairs(request.query_string)
    if request.method == "POST":
        request.max_content_length = 4 * endpoint().limits.text
        if request.mimetype == _FORM:
            pairs += _pairs(request.get_data())
        elif request.mimetype == _DIRECT:
            pairs.append(("query", _text(request.get_data())))
        else:
            raise QueryError(f"a query is posted as {_DIRECT} or {_FORM}, in UTF-8")
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise QueryError("this endpoint is read-only: updates are refused")
    return pairs


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(raw), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise QueryError(f"the parameters cannot be read: {error}") from error


def _text(raw: bytes) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    try:
        if charset not in ("utf-8", "utf8"):
            raise QueryError(f"queries are read in UTF-8, not in {charset}")
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8 at byte {error.start}") from error


def _question(pairs: list[tuple[str, str]]) -> Question:
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise QueryError(f"there must be one parameter query, not {len(queries)}")
    default = [absolute(value) for name, value in pairs if name == "default-graph-uri"]
    named = [absolute(value) for name, value in pairs if name == "named-graph-uri"]
    short = next((value for name, value in pairs if name == "format"), "")
    table, graph = SHORT.get(short) or forms(request.headers.get("Accept", ""))
    return Question(queries[0], table, graph, (tuple(default), tuple(named)), coding())


@lru_cache(maxsize=256)
def forms(accept: str) -> tuple[str, str]:
    """Return the forms of rows and of triples that `accept` likes best."""
    return choose(accept, TABLES), choose(accept, GRAPHS)
