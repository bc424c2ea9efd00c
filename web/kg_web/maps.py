"""The map: any named query whose answer names provinces, drawn on the server, with the same as a table."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from kg.errors import ParameterError
from kg.queries import NamedQuery, named, public_queries
from kg.views.choropleth import Choropleth, Wish, choropleth
from kg_web.asking import day, given, near, permalink, values_of
from kg_web.outline import outline
from kg_web.site import knowledge, site
from kg_web.wording import in_words

bp = Blueprint("maps", __name__)

_USUAL = "province-events"
_PLACES = {"place", "unit", "ofProvince", "present", "laterUnit"}
ERAS = ("2025-06-30", "2025-07-01")
"""The last day of the 63 provinces, the first of the 34."""


@bp.get("/map")
def view() -> str | tuple[str, int]:
    """Show a query's answer by province, as the provinces were on a day."""
    query = named(request.args.get("query") or _USUAL, public=True)
    values = given()
    try:
        values = values_of(query, values)
        return _page(query, values, drawn=_drawn(query, values))
    except ParameterError as error:
        told = {"refused": in_words(str(error)), "near": near(query, values, error)}
        return _page(query, values, drawn=None, **told), 400


def _page(query: NamedQuery, values: dict[str, str], **shown: Any) -> str:
    args = request.args.to_dict()
    eras = [(day, f"{url_for('maps.view')}?{urlencode({**args, 'on': day})}") for day in ERAS]
    return render_template(
        "map.html", query=query, values=values, offered=_offered(), eras=eras, outline=outline(),
        link=permalink(query, values), day=args.get("on", ""), **shown,
    )  # fmt: skip


def _drawn(query: NamedQuery, values: dict[str, str]) -> Choropleth | None:
    rows = site().named.select(query.bind(values, site().settings.base_iri))
    wish = Wish(request.args.get("column", ""), request.args.get("sum"), day())
    return choropleth(knowledge(), query.columns, rows, wish)


def _offered() -> list[NamedQuery]:
    """The queries that name provinces without being asked for one."""
    return [
        query for query in public_queries()
        if _PLACES.intersection(query.columns).difference(param.name for param in query.params)
    ]  # fmt: skip
