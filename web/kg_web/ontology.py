"""The terms of the ontology, at the address that their IRIs name."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from kg.views.terms import term_list
from kg_web.export import FORMATS, send
from kg_web.site import knowledge, site

bp = Blueprint("ontology", __name__)


@bp.get("/ontology")
def terms() -> str | Response:
    """Show all terms with label and comment; as RDF when Accept asks for it."""
    wanted = request.accept_mimetypes.best_match(["text/html", *FORMATS], "text/html")
    if wanted in FORMATS:
        return send(FORMATS[wanted], "ontology", graph=f"{site().settings.base_iri}graph/ontology")
    return render_template("ontology.html", groups=term_list(knowledge()))


@bp.get("/ontology/")
def slash() -> Redirect:
    """Send the address with a slash to the one without."""
    return redirect(f"{request.script_root}/ontology", 301)
