"""The query page: a text is run and its answer shown in whatever ways fit it, with or without scripts."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from kg.errors import KgError
from kg.queries import NamedQuery, all_queries, public_queries
from kg.sparql.advice import advice
from kg.sparql.answers import Question
from kg.sparql.formats import SHORT
from kg.sparql.results import JSON, TRIPLES, read_found
from kg.views.answer import READ, answer_page
from kg.views.bound import written_out
from kg.views.terms import vocabulary
from kg_web.answering import endpoint
from kg_web.asking import look
from kg_web.errors import status_of
from kg_web.headers import nonce
from kg_web.maps import ERAS
from kg_web.outline import outline
from kg_web.saved import by_subject
from kg_web.site import knowledge, site
from kg_web.wording import in_words

bp = Blueprint("editor", __name__)

_FIRST = "course-07"  # a short one, with something to see
_TICKET = 36  # characters of a UUID


@bp.route("/query", methods=["GET", "POST"])
def editor() -> Response:
    """Show the editor with a text, or with a named query; and the answer, if it is to run."""
    text = given_text() or _text(request.values.get("name", _FIRST))
    shown, status = run(text) if "run" in request.values else ({}, 200)
    if "part" in request.values:
        return Response(render_template("_answer.html", **shown), status)
    page = render_template(
        "editor.html", text=text, saved=by_subject(), nonce=nonce(), limits=site().settings, **shown
    )
    return Response(page, status)


def given_text() -> str:
    """Return the text that a form sends, with the line ends of any other text."""
    return request.values.get("query", "").replace("\r\n", "\n")


@bp.post("/query/stop")
def stop() -> tuple[str, int]:
    """Stop the query that runs with a ticket."""
    ticket = request.form.get("ticket", "")
    return "", 204 if len(ticket) == _TICKET and endpoint().stop(ticket) else 404


@bp.get("/query/vocabulary.json")
def words() -> Response:
    """Return prefixes and terms to complete from."""
    return jsonify(vocabulary(knowledge()))


def run(text: str, *, whole: bool = False) -> tuple[dict[str, Any], int]:
    """Return what a page shows of the answer to a text, or of why there is none, and its status.

    With `whole` every row of the answer is read, not only those that are shown.
    """
    begun = time.perf_counter()
    try:
        wish = look()
        question = Question(text, JSON, TRIPLES)
        answer = endpoint().ask(question, request.values.get("ticket", "")[:_TICKET])
        spent = time.perf_counter() - begun
        found = read_found(answer.body, answer.media, None if whole or wish.view == "map" else READ)
        page = answer_page(knowledge(), found, wish)
    except KgError as error:
        return _refused(text, error), status_of(error)
    shown = {
        "answer": page,
        "found": found,
        "ms": max(1, round(spent * 1000)),
        "views": {view: _link(text, view=view) for view in page.views},
        "eras": [(iso, _link(text, view="map", on=iso)) for iso in ERAS],
        "day": str(wish.day or ""),
        "outline": outline(),
        "link": _link(text),
        "downloads": _downloads(text, page.triples),
    }
    return shown, 200


def _text(name: str) -> str:
    """The text of a named query with its usual values, empty for none of this name."""
    query = next((one for one in (*public_queries(), *all_queries("course")) if one.name == name), None)
    return written_out(query.bind(_usual(query), site().settings.base_iri)) if query else ""


def _usual(query: NamedQuery) -> dict[str, str]:
    return {
        param.name: knowledge().lang if param.kind == "lang" else param.default or param.example or ""
        for param in query.params
        if param.required or param.default
    }


def _refused(text: str, error: KgError) -> dict[str, Any]:
    """The words of the page, the engine's own, and the line that it stumbled over."""
    line, lines = getattr(error, "line", None) or 0, text.splitlines()
    unread = str(error).startswith("syntax error")
    return {
        "refused": in_words(str(error)),
        "said": str(error) if unread else "",
        "advice": advice(text) if unread else (),
        "line": line,
        "column": getattr(error, "column", 0),
        "there": lines[line - 1] if 0 < line <= len(lines) else "",
    }


def _link(text: str, **more: str) -> str:
    return f"{url_for('editor.editor')}?{urlencode({'query': text, 'run': '1', **more})}"


def _downloads(text: str, triples: bool) -> list[tuple[str, str]]:
    """Each form that the answer has, by its shortest clear name: the last that stands for it."""
    root = request.script_root.removesuffix("/en")
    names = {forms[triples]: short for short, forms in SHORT.items() if forms[triples]}
    return [
        (short, f"{root}/sparql?{urlencode({'query': text, 'format': short})}") for short in names.values()
    ]
