"""The first page and the page on quality."""

from __future__ import annotations

from flask import Blueprint, render_template

from kg.queries import all_queries
from kg.views.sections import newest
from kg_web.site import knowledge, side, site

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> str:
    """Show the search box, what there is, and ways in."""
    known = knowledge()
    return render_template(
        "home.html",
        figures=site().figures(known, side()),
        articles=newest(known, "newest-articles"),
        events=newest(known, "newest-events"),
        people=newest(known, "best-known-people"),
        queries=all_queries(),
    )


@bp.get("/quality")
def quality() -> str:
    """Show what the data rests on, in numbers, and how well articles are read."""
    return render_template(
        "quality.html", figures=site().figures(knowledge(), side()), measured=site().measured()
    )
