"""Graphs under addresses: SPARQL 1.1 Graph Store HTTP Protocol, the reading half, over disposable workers."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from kg.errors import QueryError
from kg.iris import fits_iri
from kg.sparql.answers import Question
from kg.sparql.formats import GRAPHS, SHORT, choose
from kg_web.answering import absolute, coding, problem, send, speak
from kg_web.site import generation, site

_METHODS = "GET, HEAD, OPTIONS"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

bp = Blueprint("graph_store", __name__)
speak(bp, _METHODS)


@bp.get("/store", provide_automatic_options=False)
def indirect() -> Response:
    """Return the graph that `?graph=` names, or with `?default` the one that queries see without FROM."""
    default, named = "default" in request.args, request.args.getlist("graph")
    if default + len(named) != 1:
        raise QueryError(
            "say which graph: ?graph= with its whole IRI once, or ?default; /export has all data"
        )
    return _send(*map(absolute, named))


@bp.get("/graph/<path:name>", provide_automatic_options=False)
def direct(name: str) -> Response:
    """Return the graph whose own address this is."""
    graph = f"{site().settings.base_iri}graph/{name}"
    if not fits_iri(graph):
        raise NotFound(f"there is no graph {graph}")
    return _send(graph)


@bp.route("/store", methods=["PUT", "POST", "PATCH", "DELETE"], provide_automatic_options=False)
@bp.route("/graph/<path:name>", methods=["PUT", "POST", "PATCH", "DELETE"], provide_automatic_options=False)
def refuse(name: str = "") -> Response:
    """Refuse what would write."""
    response = problem(405, f"{request.method} is not allowed: graphs are read here, and written by kg load")
    response.headers["Allow"] = _METHODS
    return response


@bp.route("/store", methods=["OPTIONS"], provide_automatic_options=False)
@bp.route("/graph/<path:name>", methods=["OPTIONS"], provide_automatic_options=False)
def options(name: str = "") -> Response:
    """Say which methods there are."""
    return Response(status=204, headers={"Allow": _METHODS})


def _send(*graphs: str) -> Response:
    form = _form()
    for graph in graphs:
        if next(iter(generation().store.match(graph=graph)), None) is None:
            raise NotFound(f"there is no graph {graph}")
    return send(Question(_ALL, "", form, (graphs, ()), coding()))


def _form() -> str:
    """Return the form of triples asked for; a browser, which asks for pages, gets the one that reads best."""
    accept, forms = request.headers.get("Accept", ""), {**GRAPHS, "text/html": ("text/html",)}
    short = SHORT.get(request.args.get("format", ""))
    form = short[1] if short else choose(accept, forms)
    if not form:
        raise QueryError(f"not acceptable: triples come as {', '.join(GRAPHS)}")
    return "text/turtle" if form == "text/html" else form
