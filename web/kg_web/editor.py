"""The query editor: a form that posts to the endpoint, and the vocabulary that it completes from."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from kg.queries import all_queries
from kg.views.terms import vocabulary
from kg_web.headers import nonce
from kg_web.site import knowledge, site

bp = Blueprint("editor", __name__)

_FIRST = """PREFIX vpo: <https://vpo.example/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?person ?name ?post WHERE {
  ?tenure a vpo:Tenure ; vpo:holder ?person ; vpo:post ?post .
  ?person skos:prefLabel ?name FILTER(LANG(?name) = "vi")
}
LIMIT 20
"""


@bp.get("/query")
def editor() -> str:
    """Show the editor, with the text given, a saved query, or a first example."""
    saved = {query.name: query for query in all_queries()}
    chosen = saved.get(request.args.get("name", ""))
    text = request.args.get("query") or (chosen.text if chosen else _FIRST)
    limits = site().settings
    shown = {"text": text, "saved": saved, "limits": limits, "nonce": nonce(), "base": limits.base_iri}
    return render_template("editor.html", **shown)


@bp.get("/query/vocabulary.json")
def words() -> Response:
    """Return prefixes and terms to complete from."""
    return jsonify(vocabulary(knowledge()))
