"""The first page and the page on quality."""

from __future__ import annotations

from flask import Blueprint, render_template

from kg.changes.words import digest
from kg.queries import public_queries
from kg.views.coverage import coverage
from kg.views.home import home_page
from kg_web.changes import latest, said_in
from kg_web.graph import overview
from kg_web.site import knowledge, side, site

bp = Blueprint("home", __name__)

_CHANGES = 6


@bp.get("/")
def index() -> str:
    """Show the search box, what there is, and ways in."""
    known, entry = knowledge(), latest()
    return render_template(
        "home.html",
        page=home_page(known, side(), site().figures(known, side())),
        overview=overview(),
        entry=entry,
        changes=digest(entry.changes, _CHANGES) if entry else (),
        queries=len(public_queries()),
        **said_in(),
    )


@bp.get("/quality")
def quality() -> str:
    """Show what the data rests on, in numbers, and how well articles are read."""
    known, entry = knowledge(), latest()
    return render_template(
        "quality.html",
        figures=site().figures(known, side()),
        coverage=coverage(known, side()),
        measured=site().measured(),
        refused=entry.run.outcomes.get("refused", 0) if entry else 0,
    )
