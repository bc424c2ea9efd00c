"""The data set described for programs: VoID and DCAT."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from kg.errors import QueryError
from kg.export.dataset import Published, describe_dataset
from kg.sparql.description import WRITTEN, written
from kg.sparql.formats import SHORT, choose
from kg_web.answering import content_type, speak
from kg_web.export import FORMATS
from kg_web.site import generation, site

bp = Blueprint("dataset", __name__)
speak(bp, "GET, HEAD, OPTIONS")


@bp.get("/.well-known/void")
def well_known() -> Redirect:
    """Lead to the description, as VoID §7.2 wants it."""
    return redirect(url_for("dataset.void"), 302)


@bp.get("/void")
def void() -> Response | Redirect:
    """Return the description; a browser is led to where the data can be had."""
    accept, forms = request.headers.get("Accept", ""), {**WRITTEN, "text/html": ("text/html",)}
    form = SHORT.get(request.args.get("format", ""), ("", ""))[1] or choose(accept, forms)
    if form == "text/html":
        return redirect(url_for("export.formats"), 303)
    if form not in WRITTEN:
        raise QueryError(f"not acceptable: the description comes as {', '.join(WRITTEN)}")
    body = written(describe_dataset(generation(), _published()), form)
    return Response(body, content_type=content_type(form))


def _published() -> Published:
    settings = site().settings
    return Published(
        base=settings.base_iri,
        document=request.base_url,
        home=url_for("home.index", _external=True),
        endpoint=url_for("sparql.sparql", _external=True),
        store=url_for("graph_store.indirect", _external=True),
        licence=settings.licence,
        dumps={
            url_for("export.everything", ext=ext, _external=True): media for media, ext in FORMATS.items()
        },
    )
