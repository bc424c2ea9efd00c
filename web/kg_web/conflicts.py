"""Where sources disagree: by kind, or about one thing."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from kg.views.conflicts import conflicts_about, conflicts_of_kind, kinds_of_conflict
from kg_web.site import knowledge

bp = Blueprint("conflicts", __name__, url_prefix="/conflicts")

_LAST = 10**9  # there are fewer conflicts


@bp.get("")
def every() -> str:
    """List the kinds of conflict, or show the conflicts about one thing."""
    about = request.args.get("about", "")
    if about:
        return render_template("conflicts.html", page=conflicts_about(knowledge(), about, _offset()))
    return render_template("conflict_kinds.html", kinds=kinds_of_conflict(knowledge()))


@bp.get("/<kind>")
def of_kind(kind: str) -> str:
    """Show the conflicts of one kind, both sides with their sentences."""
    return render_template("conflicts.html", page=conflicts_of_kind(knowledge(), kind, _offset()))


def _offset() -> int:
    return min(max(0, request.args.get("offset", 0, type=int)), _LAST)
