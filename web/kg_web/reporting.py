"""Reporting a fact: for reviewers a form, for everybody else what to send to whom."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from kg.views.fact import fact_page
from kg_web import sessions
from kg_web.site import knowledge, site

bp = Blueprint("reporting", __name__)


@bp.get("/review/fact")
def fact() -> str:
    """Show a fact with all it rests on, and how to say that it is wrong."""
    shown = fact_page(knowledge(), request.args.get("fact", ""))
    settings = site().settings
    token = settings.review_token
    session = sessions.current(token) if token else None
    return render_template(
        "report.html",
        page=shown,
        session=session,
        seal=sessions.form_seal(token, session) if session else "",
        reviewed=bool(token),
        contact=settings.contact,
    )
