"""Saved queries: a form each, the answer as a page and in every format of SPARQL results, and their list."""

from __future__ import annotations

import difflib
import re
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from werkzeug.exceptions import NotAcceptable

from kg.errors import ParameterError
from kg.iris import fits_iri
from kg.parameters import LANGUAGES, WANTED, Param
from kg.queries import NamedQuery, named, public_queries
from kg.sparql.formats import GRAPHS, SHORT, TABLES, choose
from kg.store.side import Hit
from kg.text import fold
from kg.views import query_table
from kg.views.captions import column
from kg.views.parts import tone_of
from kg_web.site import generation, knowledge, side, site
from kg_web.wording import in_words

bp = Blueprint("queries", __name__)

_ADDRESS = re.compile(r"<|/?(id|scheme)/|[A-Za-z][A-Za-z0-9+.-]*:")
_PAGE = "text/html"
_NEAR = 3


@bp.get("/queries")
def every() -> str:
    """List the saved queries."""
    return render_template("queries.html", queries=public_queries())


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
    values = _given()
    try:
        values = _values(query)
        ready = all(values.get(param.name) or param.default or not param.required for param in query.params)
        table = query_table(knowledge(), query, values, site().named.select) if ready else None
    except ParameterError as error:
        told = {"table": None, "refused": in_words(str(error)), "near": _near(query, values, error)}
        return render_template("query.html", query=query, values=values, **told), 400
    link = _permalink(query, values)
    shown = {"table": table, "refused": None, "link": link, "endings": _endings(query)}
    page = render_template("query.html", query=query, values=values, **shown)
    return Response(page, headers={"Link": f'<{link}>; rel="canonical"'})


def _near(query: NamedQuery, values: dict[str, str], error: ParameterError) -> list[tuple[str, str]]:
    """What comes closest to a value, each with the address of the question asked with it."""
    is_value = any(param.name == error.parameter for param in query.params)
    return [
        (name, _permalink(query, {**values, error.parameter: name}) if is_value else "")
        for name in error.near
    ]


def _answer(query: NamedQuery, form: str) -> Response:
    values = _values(query)
    bound = query.bind(values, site().settings.base_iri)
    response = Response(site().named.write(bound, form).body, mimetype=form)
    ending = next((short for short, pair in SHORT.items() if pair[query.graph] == form), "n3")
    response.headers["Content-Disposition"] = f'inline; filename="{query.name}.{ending}"'
    response.headers["Link"] = f'<{_permalink(query, values)}>; rel="canonical"'
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


def _given() -> dict[str, str]:
    """What the address says but for the format; what is empty counts as not said."""
    values = {name: value.strip() for name, value in request.args.items()}
    return {name: value for name, value in values.items() if value and name != "format"}


def _values(query: NamedQuery) -> dict[str, str]:
    """The values given; an unknown name is passed on, so that it is refused rather than ignored."""
    given = _given()
    for param in query.params:
        if param.kind == "lang":
            given.setdefault(param.name, knowledge().lang)
        elif param.kind == "iri" and given.get(param.name) not in {None, "*"}:
            given[param.name] = _named(param, given[param.name])
    return given


def _permalink(query: NamedQuery, values: dict[str, str]) -> str:
    """The address of a question with its values, and of no other: without defaults, in one order."""
    usual = {
        param.name: knowledge().lang if param.kind == "lang" else param.default for param in query.params
    }
    chosen = {
        param.name: values[param.name]
        for param in query.params
        if param.name in values and values[param.name] != usual[param.name]
    }
    address = url_for("queries.one", name=query.name)
    return f"{address}?{urlencode(chosen, safe='/:*')}" if chosen else address


def _named(param: Param, text: str) -> str:
    """The address of a thing for an address or for a name, then that of the best hit.

    Raises `ParameterError` for a thing that nothing is said of and for a name that several bear; what can
    be no address stays for the query to refuse.
    """
    hits = () if _ADDRESS.match(text) else side().search(text, limit=_NEAR + 1).hits
    if hits:
        alike = [
            hit for hit in hits if tone_of(hit.kind) == tone_of(hits[0].kind) and fold(text) in _names(hit)
        ]
        if len(alike) > 1:
            near = tuple(knowledge().name(hit.iri) for hit in alike)
            raise _refused(param, text, f"is the name of several things: {', '.join(near)}; give one", near)
        return knowledge().name(hits[0].iri)
    bare = text.removeprefix("<").removesuffix(">").removeprefix("/")
    if not fits_iri(bare):
        return text
    iri = knowledge().iri(bare)
    if knowledge().knows(iri) or next(iter(generation().store.match(None, None, iri)), None) is not None:
        return bare.removeprefix(site().settings.base_iri)
    raise _unknown(param, text)


def _unknown(param: Param, text: str) -> ParameterError:
    words = text.rpartition("/")[2].replace("-", " ").partition(".")[0]
    near = tuple(knowledge().name(hit.iri) for hit in side().search(words, limit=_NEAR).hits)
    cure = f"did you mean {', '.join(near)}?" if near else "search for it by name"
    return _refused(param, text, f"is an unknown thing; {cure}", near)


def _refused(param: Param, text: str, why: str, near: tuple[str, ...]) -> ParameterError:
    return ParameterError(
        f"{param.name}={text!r} {why}", parameter=param.name, given=text, wanted=WANTED["iri"], near=near
    )


def _names(hit: Hit) -> set[str]:
    return {fold(hit.label_vi), fold(hit.label_en)}


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
