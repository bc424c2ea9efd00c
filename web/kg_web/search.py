"""Search by name, by number and by post, and suggestions while typing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext

from kg.store.finding import MOST
from kg.views import Ref, Wanted, search_page
from kg.views.search import PAGE, Found, Holder, find_holders, find_things
from kg.views.values import thing_value
from kg_web.render import page_url
from kg_web.site import knowledge, side

bp = Blueprint("search", __name__)

_SUGGESTED = 8
_HOLDERS = 3
_LAST = 10**6  # no index holds so many pages


@bp.get("/search")
def search() -> str:
    """Show what bears the name asked for, who held the post, and by what to narrow it."""
    page = min(max(1, request.args.get("page", 1, type=int)), _LAST)
    found = search_page(knowledge(), side(), _wanted(), page)
    return render_template("search.html", found=found, how=_how())


@bp.get("/search.json")
def suggest() -> Response:
    """Return the best hits, `limit` of them, for the search box and for programs."""
    known, wanted = knowledge(), _wanted()
    limit = min(max(1, request.args.get("limit", _SUGGESTED, type=int)), PAGE)
    things, total = find_things(known, side(), wanted, limit)
    holders = find_holders(known, side(), wanted, min(limit, _HOLDERS))
    return jsonify(
        total=min(total, MOST), more=total > MOST, results=list(map(_result, things)),
        holders=list(map(_held, holders.held)), year=holders.year,
    )  # fmt: skip


def _wanted() -> Wanted:
    asked = {name: request.args.get(name, "").strip() for name in ("kind", "place", "year")}
    return Wanted(request.args.get("q", "").strip(), **asked)


def _how() -> dict[str, str]:
    """What to call the name that matched where it is no label of the thing."""
    return {
        "name": gettext("tên khác"),
        "number": gettext("số hiệu"),
        "was": gettext("nối tiếp"),
        "now": gettext("nay thuộc"),
    }


def _result(found: Found) -> dict[str, object]:
    ref = found.thing
    return {
        "iri": str(knowledge().iri(ref.name)), "label": ref.label, "hint": ref.hint, "other": found.other,
        "kind": found.kind, "tone": ref.tone, "page": page_url(ref),
        "graph": url_for("graph.view", node=ref.name),
        "matched": f"{_how()[found.how]}: {''.join(text for text, _ in found.matched)}" if found.how else "",
    }  # fmt: skip


def _held(held: Holder) -> dict[str, object]:
    def thing(ref: Ref) -> dict[str, object]:
        return thing_value(ref, page_url)

    since, until = (day.iso if day else "" for day in (held.since, held.until))
    return {"person": thing(held.person), "post": thing(held.post), "since": since, "until": until}
