"""Saved queries: a form each, the answer as a page and in every format of SPARQL results, and their list."""

from __future__ import annotations

import difflib
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import NotAcceptable

from kg.errors import ParameterError
from kg.parameters import LANGUAGES, WANTED, Param
from kg.queries import NamedQuery, named, public_queries
from kg.sparql.formats import GRAPHS, SHORT, TABLES, choose
from kg.views.answer import answer_page, named_grid
from kg.views.bound import written_out
from kg.views.captions import column
from kg_web.asking import given, look, map_link, near, permalink, values_of
from kg_web.saved import by_subject
from kg_web.site import generation, knowledge, site
from kg_web.wording import in_words

bp = Blueprint("queries", __name__)

_PAGE = "text/html"
_NEAR = 3


@bp.get("/queries")
def every() -> str:
    """List the saved queries by subject, or those with the words `q`."""
    words = request.args.get("q", "").strip()
    groups = by_subject(words)
    count = sum(len(queries) for _, queries in groups)
    return render_template("queries.html", groups=groups, words=words, count=count)


@bp.get("/queries.json")
def listing() -> Response:
    """Return all saved queries with titles, parameters, columns and addresses."""
    found = [_described(query) for query in public_queries()]
    response = jsonify(generation=generation().number, queries=found)
    response.headers["Link"] = f'<{url_for("openapi.document")}>; rel="service-desc"'
    return response


@bp.get("/queries/<name>")
def one(name: str) -> Response | str | tuple[str, int]:
    """Show a query's form, and its answer once it has all it needs; or the answer in the form asked for."""
    query = named(name, public=True)
    form = _wish(query)
    return _page(query) if form == _PAGE else _answer(query, form)


@bp.get(f"/queries/<name>.<any({', '.join(SHORT)}):ext>")
def answer(name: str, ext: str) -> Response:
    """Return the whole answer in the format that the address ends in."""
    query = named(name, public=True)
    return _answer(query, _form(query, ext))


def _page(query: NamedQuery) -> Response | tuple[str, int]:
    values = given()
    try:
        values = values_of(query, values)
        if look().view == "map":
            return cast(Response, redirect(map_link(query, values), 303))
        ready = all(values.get(param.name) or param.default or not param.required for param in query.params)
        shown = _shown(query, values) if ready else {}
    except ParameterError as error:
        told = {"refused": in_words(str(error)), "near": near(query, values, error)}
        return render_template("query.html", query=query, values=values, **told), 400
    page = render_template("query.html", query=query, values=values, **shown)
    return Response(page, headers={"Link": f'<{permalink(query, values)}>; rel="canonical"'})


def _shown(query: NamedQuery, values: dict[str, str]) -> dict[str, object]:
    """The answer in the view asked for, with the ways to others and to the editor."""
    bound = query.bind(values, site().settings.base_iri)
    found = site().named.find(bound)
    page = answer_page(knowledge(), found, look(), named_grid(knowledge(), query, bound, found))
    views = {view: permalink(query, values, view=view) for view in page.views}
    return {
        "answer": page,
        "text": written_out(bound),
        "views": views | {"map": map_link(query, values)},
        "downloads": [
            (ext, f"{url_for('queries.answer', name=query.name, ext=ext)}?{urlencode(values, safe='/:*')}")
            for ext in _endings(query)
        ],
        "link": permalink(query, values),
    }


def _answer(query: NamedQuery, form: str) -> Response:
    values = values_of(query, given())
    bound = query.bind(values, site().settings.base_iri)
    response = Response(site().named.write(bound, form).body, mimetype=form)
    ending = next((short for short, pair in SHORT.items() if pair[query.graph] == form), "n3")
    response.headers["Content-Disposition"] = f'inline; filename="{query.name}.{ending}"'
    response.headers["Link"] = f'<{permalink(query, values)}>; rel="canonical"'
    return response


def _wish(query: NamedQuery) -> str:
    """The media type asked for: by the parameter `format`, else by Accept, else a page."""
    short = request.args.get("format", "").strip()
    if short:
        return _form(query, short)
    offered = {_PAGE: (_PAGE, "application/xhtml+xml"), **_forms(query)}
    form = choose(request.headers.get("Accept", ""), offered)
    if not form:
        raise NotAcceptable(f"offered are {', '.join(offered)}")
    return form


def _form(query: NamedQuery, short: str) -> str:
    if short not in SHORT:
        near = tuple(difflib.get_close_matches(short, SHORT, n=_NEAR, cutoff=0.5))
        wanted = f"one of {', '.join(SHORT)}"
        told = f"format={short!r} is no format; write {wanted}"
        raise ParameterError(told, parameter="format", given=short, wanted=wanted, near=near)
    form = SHORT[short][query.graph]
    if not form:
        raise NotAcceptable(f"offered are {', '.join(_forms(query))}")
    return form


def _forms(query: NamedQuery) -> dict[str, tuple[str, ...]]:
    return GRAPHS if query.graph else TABLES


def _endings(query: NamedQuery) -> list[str]:
    return [short for short, pair in SHORT.items() if pair[query.graph]]


def _described(query: NamedQuery) -> dict[str, object]:
    """A query as programs find it; all words in both languages."""
    seen = {lang: site().knowledge(generation(), lang) for lang in LANGUAGES}
    links = {ext: url_for("queries.answer", name=query.name, ext=ext) for ext in _endings(query)}
    return {
        "id": query.name,
        "title": {"vi": query.title_vi, "en": query.title_en},
        "about": {"vi": query.about_vi, "en": query.about_en},
        "answer": "graph" if query.graph else "rows",
        "pageSize": query.page,
        "parameters": [_parameter(param) for param in query.params],
        "columns": [
            {"name": name, "label": {lang: column(seen[lang], name).text for lang in LANGUAGES}}
            for name in query.columns
        ],
        "links": {"html": url_for("queries.one", name=query.name), **links},
    }


def _parameter(param: Param) -> dict[str, object]:
    return {
        "name": param.name,
        "kind": param.kind,
        "label": {"vi": param.label_vi, "en": param.label_en},
        "required": param.required and param.default is None,
        "default": param.default,
        "example": param.example,
        "wanted": WANTED[param.kind],
    }
