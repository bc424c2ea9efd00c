"""Search by name, and suggestions while typing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from kg.views import search_page
from kg.views.search import PAGE
from kg_web.render import page_url
from kg_web.site import knowledge, side

bp = Blueprint("search", __name__)

_SUGGESTED = 8
_LAST = 10**6  # no index holds so many pages


@bp.get("/search")
def search() -> str:
    """Show what bears the name asked for."""
    text, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    page = min(max(1, request.args.get("page", 1, type=int)), _LAST)
    found = search_page(knowledge(), side(), text, kind=kind, page=page)
    return render_template("search.html", found=found, kind=kind)


@bp.get("/search.json")
def suggest() -> Response:
    """Return the best hits, `limit` of them, for the search box and for programs."""
    known, limit = knowledge(), min(max(1, request.args.get("limit", _SUGGESTED, type=int)), PAGE)
    found = search_page(known, side(), request.args.get("q", "").strip(), kind=request.args.get("kind", ""))
    hits = [
        {"iri": str(known.iri(ref.name)), "label": ref.label, "hint": ref.hint, "other": other,
         "kind": kind, "tone": ref.tone, "page": page_url(ref), "graph": url_for("graph.view", node=ref.name)}
        for ref, other, kind, _ in found.hits[:limit]
    ]  # fmt: skip
    return jsonify(total=found.total, results=hits)
