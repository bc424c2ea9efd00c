"""Saved queries: a form each, the answer as a page, as JSON and as CSV."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request

from kg.errors import ParameterError
from kg.iris import fits_iri
from kg.queries import NamedQuery, Param, all_queries, named
from kg.views import query_table
from kg_web.site import generation, knowledge, side, site
from kg_web.wording import in_words

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
    query, values = named(name), dict(request.args)
    try:
        values = _values(query)
        ready = all(values.get(param.name) or param.default or not param.required for param in query.params)
        table = query_table(knowledge(), query, values) if ready else None
    except ParameterError as error:
        refused = in_words(str(error))
        return render_template("query.html", query=query, values=values, table=None, refused=refused), 400
    return render_template("query.html", query=query, values=values, table=table, refused=None)


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
        if param.kind == "iri" and given.get(param.name) not in {None, "", "*"}:
            given[param.name] = _named(param, given[param.name])
    return given


def _named(param: Param, text: str) -> str:
    """The address of a thing for an address or for a name, then that of the best hit.

    Raises `ParameterError` for a thing that nothing is said of; what can be no address stays for the query
    to refuse.
    """
    if not _ADDRESS.match(text):
        found = side().search(text, limit=1).hits
        if found:
            return knowledge().name(found[0].iri)
    bare = text.removeprefix("<").removesuffix(">").removeprefix("/")
    if fits_iri(bare) and not _is_used(bare):
        raise ParameterError(f"{param.name}={text!r} is an unknown thing; search for it by name")
    return text


def _is_used(name: str) -> bool:
    iri = knowledge().iri(name)
    return knowledge().knows(iri) or next(iter(generation().store.match(None, None, iri)), None) is not None
