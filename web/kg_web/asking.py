"""What an address asks of a named query: its values, names of things among them, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from flask import request, url_for

from kg.errors import ParameterError
from kg.iris import fits_iri
from kg.parameters import WANTED, Param
from kg.queries import NamedQuery
from kg.store.finding import Hit
from kg.text import fold
from kg.views.answer import Look
from kg.views.parts import tone_of
from kg_web.lens import read_day
from kg_web.site import generation, knowledge, side, site

OWN = ("format", "view", "column", "on", "query", "sum")
"""What an address says beside the values of a named query."""

_ADDRESS = re.compile(r"<|/?(id|scheme)/|[A-Za-z][A-Za-z0-9+.-]*:")
_NEAR = 3


def given() -> dict[str, str]:
    """Return the values that the address says for a named query; what is empty counts as not said."""
    values = {name: value.strip() for name, value in request.args.items()}
    return {name: value for name, value in values.items() if value and name not in OWN}


def look() -> Look:
    """Return how the answer is to be shown; raise `ParameterError` for a day that is none."""
    return Look(request.values.get("view", ""), request.values.get("column", ""), day())


def day() -> date | None:
    """Return the day `on` which provinces are meant; raise `ParameterError` for what is no day."""
    return read_day(request.values, "on")


def values_of(query: NamedQuery, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values given with the page's language, names of things as their addresses.

    A name that is no parameter is passed on, so that the query refuses it rather than ignores it.
    """
    values = dict(given)
    for param in query.params:
        if param.kind == "lang":
            values.setdefault(param.name, knowledge().lang)
        elif param.kind == "iri" and values.get(param.name) not in {None, "*"}:
            values[param.name] = _named(param, values[param.name])
    return values


def permalink(query: NamedQuery, values: Mapping[str, str], **more: str) -> str:
    """Return the address of a question with its values, without defaults, in one order; then `more`."""
    address = url_for("queries.one", name=query.name)
    chosen = {**_chosen(query, values), **more}
    return f"{address}?{urlencode(chosen, safe='/:*')}" if chosen else address


def map_link(query: NamedQuery, values: Mapping[str, str]) -> str:
    """Return the address of the map of a question with its values."""
    return f"{url_for('maps.view')}?{urlencode({'query': query.name, **_chosen(query, values)}, safe='/:*')}"


def near(query: NamedQuery, values: dict[str, str], error: ParameterError) -> list[tuple[str, str]]:
    """Return what comes closest to a value, each with the address of the question asked with it."""
    is_value = any(param.name == error.parameter for param in query.params)
    return [
        (name, permalink(query, {**values, error.parameter: name}) if is_value else "") for name in error.near
    ]


def _chosen(query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The values that are not the usual ones."""
    usual = {
        param.name: knowledge().lang if param.kind == "lang" else param.default for param in query.params
    }
    return {name: values[name] for name in usual if name in values and values[name] != usual[name]}


def _named(param: Param, text: str) -> str:
    """The address of a thing for an address or for a name, then that of the best hit.

    Raises `ParameterError` for a thing that nothing is said of and for a name that several bear; what can
    be no address stays for the query to refuse.
    """
    hits = () if _ADDRESS.match(text) else side().search(text, limit=_NEAR + 1).hits
    if hits:
        alike = [
            hit for hit in hits if tone_of(hit.kind) == tone_of(hits[0].kind) and fold(text) in _names(hit)
        ]
        if len(alike) > 1:
            near = tuple(knowledge().name(hit.iri) for hit in alike)
            raise _refused(param, text, f"is the name of several things: {', '.join(near)}; give one", near)
        return knowledge().name(hits[0].iri)
    bare = text.removeprefix("<").removesuffix(">").removeprefix("/")
    if not fits_iri(bare):
        return text
    iri = knowledge().iri(bare)
    if knowledge().knows(iri) or next(iter(generation().store.match(None, None, iri)), None) is not None:
        return bare.removeprefix(site().settings.base_iri)
    raise _unknown(param, text)


def _unknown(param: Param, text: str) -> ParameterError:
    words = text.rpartition("/")[2].replace("-", " ").partition(".")[0]
    near = tuple(knowledge().name(hit.iri) for hit in side().search(words, limit=_NEAR).hits)
    cure = f"did you mean {', '.join(near)}?" if near else "search for it by name"
    return _refused(param, text, f"is an unknown thing; {cure}", near)


def _refused(param: Param, text: str, why: str, near: tuple[str, ...]) -> ParameterError:
    return ParameterError(
        f"{param.name}={text!r} {why}", parameter=param.name, given=text, wanted=WANTED["iri"], near=near
    )


def _names(hit: Hit) -> set[str]:
    return {fold(hit.label_vi), fold(hit.label_en)}
