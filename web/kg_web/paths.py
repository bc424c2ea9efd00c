"""How two people are tied by way of others."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from kg.errors import KgError, ParameterError, UnknownEntityError
from kg.views.captions import tie_caption
from kg.views.paths import CHOICES, Asked, PathsPage, find_person, paths_page
from kg_web.site import knowledge, side
from kg_web.wording import in_words

bp = Blueprint("paths", __name__)

_MOST = 10  # chains on a page
_STEPS = 6


@bp.get("/paths")
def paths() -> str | tuple[str, int]:
    """Show the chains between two people; without both, the form."""
    try:
        return _shown(_page())
    except UnknownEntityError as error:
        return _shown(None, error), 404
    except ParameterError as error:
        return _shown(None, error), 400


def _page() -> PathsPage | None:
    given = {name: request.args.get(name, "").strip() for name in ("from", "to", "since", "until")}
    asked = Asked.of(
        request.args.getlist("kinds"),
        possible=bool(request.args.get("possible")),
        days=(given["since"], given["until"]),
        most=_number("limit", 3, _MOST),
        steps=_number("steps", 4, _STEPS),
    )
    if not given["from"] or not given["to"]:
        return None
    ends = (find_person(knowledge(), side(), given["from"]), find_person(knowledge(), side(), given["to"]))
    return paths_page(knowledge(), side(), ends, asked)


def _shown(page: PathsPage | None, error: KgError | None = None) -> str:
    kinds = [(kind, tie_caption(knowledge(), kind)) for kind in CHOICES]
    refused = in_words(str(error)) if error else None
    return render_template("paths.html", page=page, kinds=kinds, refused=refused, given=request.args)


def _number(name: str, default: int, most: int) -> int:
    return min(max(1, request.args.get(name, default, type=int)), most)
