"""Saved queries: a form each, the answer as a page, as JSON and as CSV."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request

from kg.errors import ParameterError
from kg.queries import NamedQuery, all_queries, named
from kg.views import query_table
from kg_web.site import generation, knowledge, side, site

bp = Blueprint("queries", __name__, url_prefix="/queries")

_ADDRESS = re.compile(r"<|/?(id|scheme)/|[A-Za-z][A-Za-z0-9+.-]*:")
_FORMATS = {"json": "application/sparql-results+json", "csv": "text/csv"}


@bp.get("")
def every() -> str:
    """List the saved queries."""
    return render_template("queries.html", queries=all_queries())


@bp.get("/<name>")
def one(name: str) -> str | tuple[str, int]:
    """Show a query's form, and its answer once it has all it needs."""
    query = named(name)
    values = _values(query)
    ready = all(values.get(param.name) or param.default or not param.required for param in query.params)
    try:
        table = query_table(knowledge(), query, values) if ready else None
    except ParameterError as error:
        page = render_template("query.html", query=query, values=values, table=None, refused=str(error))
        return page, 400
    return render_template("query.html", query=query, values=values, table=table, refused="")


@bp.get("/<name>.<any(json, csv):ext>")
def answer(name: str, ext: str) -> Response:
    """Return the whole answer as SPARQL results."""
    query = named(name)
    bound = query.bind(_values(query), site().settings.base_iri)
    body = generation().store.write_results(bound.text, _FORMATS[ext], **bound.bindings)
    response = Response(body, mimetype=_FORMATS[ext])
    response.headers["Content-Disposition"] = f'inline; filename="{query.name}.{ext}"'
    return response


def _values(query: NamedQuery) -> dict[str, str]:
    """The values given; an unknown name is passed on, so that it is refused rather than ignored."""
    given = {name: value.strip() for name, value in request.args.items()}
    if "lang" in {param.name for param in query.params}:
        given.setdefault("lang", knowledge().lang)
    for param in query.params:
        if param.kind == "iri" and given.get(param.name):
            given[param.name] = _named(given[param.name])
    return given


def _named(text: str) -> str:
    """An address for what may be the name of a thing: that of the best hit; other texts stay as they are."""
    if _ADDRESS.match(text):
        return text
    found = side().search(text, limit=1).hits
    return knowledge().name(found[0].iri) if found else text
