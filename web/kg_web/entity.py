"""Things: one address each, a page for people and data for programs."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotAcceptable, NotFound
from werkzeug.wrappers import Response as Redirect

from kg.errors import UnknownEntityError
from kg.views import article_page, entity_page, redirect_of, rows_page
from kg.views.article import marked_text
from kg.views.lanes import lanes
from kg.views.parts import tone_of
from kg_web.export import FORMATS, send
from kg_web.lens import asked_of, levels, read_lens, read_page
from kg_web.render import page_url
from kg_web.site import knowledge, site

bp = Blueprint("entity", __name__)

_PAGE = "text/html"
_OFFERED = {_PAGE: "", **FORMATS}


@bp.get("/id/<path:rest>", defaults={"kind": "id"})
@bp.get("/scheme/<path:rest>", defaults={"kind": "scheme"})
def thing(kind: str, rest: str) -> Redirect:
    """Redirect from the thing to a document about it, chosen by Accept."""
    name = f"{kind}/{rest}"
    merged = redirect_of(knowledge(), name)
    if merged is not None:
        return redirect(f"{request.script_root}/{merged.name}", 302)
    if not knowledge().knows(knowledge().iri(name)):
        raise UnknownEntityError(str(knowledge().iri(name)))
    wanted = request.accept_mimetypes.best_match(_OFFERED) if request.accept_mimetypes else _PAGE
    if wanted is None:
        raise NotAcceptable(f"offered are {', '.join(_OFFERED)}")
    address = url_for("entity.data", name=name, ext=_OFFERED[wanted]) if _OFFERED[wanted] else None
    response = redirect(address or url_for("entity.page", name=name), 303)
    response.vary.add("Accept")
    return response


@bp.get("/page/<path:name>")
def page(name: str) -> str | Redirect:
    """Show one thing: what is known of it, with the sentence behind every fact."""
    known = knowledge()
    merged = redirect_of(known, name)
    if merged is not None:
        return redirect(page_url(merged), 302)
    if tone_of(known.kind(known.iri(name))) == "article":
        read = article_page(known, name)
        whole = marked_text(read, site().text(name.rpartition("/")[2]))
        return render_template("article.html", page=read, whole=whole)
    lens, only = read_lens(request.args), request.args.get("section", "")
    if only:
        shown = rows_page(known, name, only, read_page(request.args), lens)
    else:
        shown = entity_page(known, name, lens)
    told = {"lens": lens, "asked": asked_of(lens), "levels": levels(lens)}
    return render_template("entity.html", page=shown, lanes=lanes(shown), **told)


@bp.get("/data/<path:name>.<any(ttl, trig, nt, nq, jsonld, csv):ext>")
def data(name: str, ext: str) -> Response:
    """Return what is said of one thing, as RDF or as a table of triples."""
    iri = knowledge().iri(name)
    if not name.startswith(("id/", "scheme/")) or not knowledge().knows(iri):
        raise NotFound(f"nothing is known about {iri}")
    return send(ext, name.replace("/", "_"), subject=str(iri))
