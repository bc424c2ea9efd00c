"""What each load changed: a page, a page a load, an Atom feed; of all, or of one thing."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response as Redirect

from kg.changes.atom import MIME, Feed, write_feed
from kg.changes.log import Log, Page
from kg.changes.model import Entry
from kg.changes.words import grouped, pieces, title
from kg.errors import StoreError, UnknownEntityError
from kg.views import Ref, redirect_of
from kg.views.decisions import decisions_page
from kg_web.site import generation, knowledge, side, site

bp = Blueprint("changes", __name__)

_A_PAGE = 20  # loads on one page
_A_FEED = 50  # entries of a feed; older ones stand on the pages


@bp.get("/changes")
def every() -> str | Redirect:
    """Show the loads, newest first, each with what it changed; `before` goes on behind a load.

    `watch` is a name that somebody typed: it leads to the changes of what is called so.
    """
    watch = request.args.get("watch", "").strip()
    if watch and (found := side().search(watch, limit=1).hits):
        return redirect(url_for("changes.every", about=knowledge().name(found[0].iri)), 302)
    about = _about()
    if moved := _moved("changes.every", about):
        return moved
    shown = {
        "page": _loads(about, _A_PAGE), "about": _ref(about), "limits": site().settings, "unknown": watch
    }  # fmt: skip
    return render_template("changes.html", **shown, **said_in())


@bp.get("/changes/<int:number>")
def one(number: int) -> str:
    """Show all that one load changed."""
    about = _about()
    return render_template("change.html", entry=_entry(number), about=_ref(about), **said_in())


@bp.get("/changes.json")
def listed() -> Response:
    """Return the loads, newest first, each with how many changes of each kind it made."""
    page = _loads(_about(), _A_PAGE)
    return jsonify(loads=[_summary(entry) for entry in page.entries], next=page.next)


@bp.get("/changes/<int:number>.json")
def whole(number: int) -> Response:
    """Return one load with all that it changed."""
    entry = _entry(number)
    changes = [asdict(change) for change in entry.changes]
    return jsonify({**_summary(entry), "changes": changes})


@bp.get("/changes.atom")
def feed() -> Response | Redirect:
    """Return the feed of changes."""
    about, lang = _about(), _lang()
    if moved := _moved("changes.feed", about):
        return moved
    ref = _ref(about)
    named = gettext("Thay đổi") + (f": {ref.label}" if ref else "")
    said = Feed(
        named, request.url, url_for("changes.every", _external=True), gettext("Sổ tri thức Tổ chức Đảng"),
        site().settings.base_iri, lang, about,
    )  # fmt: skip
    entries = _loads(about, _A_FEED).entries
    return Response(write_feed(said, entries), content_type=f"{MIME}; charset=utf-8")


@bp.get("/decisions")
def decisions() -> str:
    """Show what people decided over what was read: who, when, why, and how it stands."""
    return render_template("decisions.html", page=decisions_page(knowledge()))


def latest() -> Entry | None:
    """Return the load that made what is shown, None where none was noted or the note is damaged.

    Pages that only mention it stay whole then; the pages of changes name the damage.
    """
    try:
        return _log().entry(generation().number)
    except StoreError:
        return None


def said_in() -> dict[str, object]:
    """Return what the templates say changes with."""
    lang = _lang()
    return {
        "grouped": lambda changes: list(grouped(changes)),
        "pieces": lambda change, titled=False: pieces(change, lang, titled=titled),
        "kind_title": lambda kind: title(kind, lang),
    }


def _loads(about: str, shown: int) -> Page:
    """Return the loads of this page, newest first."""
    before = request.args.get("before", type=int)
    most = site().settings.changes_read
    return _log().page(before or generation().number, about, shown, most, behind=bool(before))


def _entry(number: int) -> Entry:
    entry = _log().entry(number) if number <= generation().number else None
    if entry is None:
        abort(404, f"the log of changes has no load {number}")
    return entry


def _summary(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "previous": entry.previous,
        "run": asdict(entry.run),
        "articles": entry.articles,
        "triples": entry.triples,
        "counts": entry.counts,
    }


def _log() -> Log:
    """Return the log beside the generation that this request reads; of one in memory there is none.

    What a SPARQL server holds was published from a data folder, of which this machine may have the log.
    """
    folder, settings = generation().folder, site().settings
    beside = settings.home if settings.store else settings.home / "nowhere"
    return Log(folder.parents[1] if folder else beside)


def _about() -> str:
    """Return the name of the thing asked about, empty without one."""
    asked = request.args.get("about", "").strip()
    if not asked:
        return ""
    iri = knowledge().iri(asked)
    if not knowledge().knows(iri):
        raise UnknownEntityError(str(iri))
    return knowledge().name(iri)


def _moved(endpoint: str, about: str) -> Redirect | None:
    """Return the redirect to what the thing asked about was merged into, None when it stands for itself."""
    merged = redirect_of(knowledge(), about) if about else None
    return redirect(url_for(endpoint, about=merged.name), 302) if merged else None


def _ref(name: str) -> Ref | None:
    return knowledge().ref(knowledge().iri(name)) if name else None


def _lang() -> str:
    return str(get_locale() or "vi")
