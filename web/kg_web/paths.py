"""How two people are tied by way of others."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, jsonify, render_template, request

from kg.errors import KgError, ParameterError, UnknownEntityError
from kg.store.chains import Wish
from kg.store.choice import CHOICES, Choice
from kg.views.captions import tie_caption
from kg.views.parts import Ref
from kg.views.paths import Asked, PathsPage, find_person, paths_page
from kg.views.values import paths_value
from kg_web.render import page_url
from kg_web.site import knowledge, side, site
from kg_web.wording import in_words

bp = Blueprint("paths", __name__)

_MOST = 10  # chains on a page
_STEPS = 6


@bp.get("/paths.json")
def data() -> Response:
    """Return the chains between two people, each tie with its reasons and sentences."""
    page = _page()
    if page is None:
        wanted = "the address or the name of a person"
        missing = next(name for name in ("from", "to") if not request.args.get(name, "").strip())
        raise ParameterError(f"the parameter {missing} is missing", parameter=missing, wanted=wanted)
    return jsonify(paths_value(page, page_url))


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
    choice = chosen()
    names = [request.args.get(name, "").strip() for name in ("from", "to")]
    if not all(names):
        return None
    wish = Wish(
        _number("limit", 3, _MOST), _number("steps", 4, _STEPS), choice.since, choice.until,
        site().settings.path_steps,
    )  # fmt: skip
    one, other = (find_person(knowledge(), side(), name) for name in names)
    return paths_page(knowledge(), side(), (one, other), Asked(choice, wish))


def chosen() -> Choice:
    """Return the ties that the request asks for; raise `ParameterError` for a kind or a day that is none."""
    days = [request.args.get(name, "").strip() for name in ("since", "until")]
    possible = bool(request.args.get("possible"))
    return Choice.of(request.args.getlist("kinds"), possible=possible, days=(days[0], days[1]))


def _shown(page: PathsPage | None, error: KgError | None = None) -> str:
    kinds = [(kind, tie_caption(knowledge(), kind)) for kind in CHOICES]
    refused = in_words(str(error)) if error else None
    return render_template(
        "paths.html",
        page=page,
        kinds=kinds,
        refused=refused,
        given=request.args,
        ends=_ends(page),
        usual=Choice().kinds,
    )


def _ends(page: PathsPage | None) -> dict[str, Ref]:
    """The people that the address names so far, by the name of the parameter."""
    if page is not None:
        return {"from": page.source, "to": page.target}
    found = {}
    for name in filter(request.args.get, ("from", "to")):
        with suppress(UnknownEntityError, ParameterError):
            found[name] = knowledge().ref(find_person(knowledge(), side(), request.args[name].strip()))
    return found


def _number(name: str, default: int, most: int) -> int:
    return min(max(1, request.args.get(name, default, type=int)), most)
