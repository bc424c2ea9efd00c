"""Whether a Fatherland Front without a unit is that of the country."""

from __future__ import annotations

import re

from kg.extract.spans import Body
from kg.link.context import Context
from kg.link.left_out import Sibling
from kg.quick import replace

_ORGAN = "uy-ban-mat-tran-to-quoc"
_NATIONAL = "id/org/uy-ban-trung-uong-mat-tran-to-quoc-viet-nam"
_COMMITTEE = re.compile(r"ủy ban|ub")
_OF_COUNTRY = re.compile(r"(?:việt nam|vn)$")


def national_front(context: Context, body: Body, sibling: Sibling | None) -> Body:
    """Return `Mặt trận Tổ quốc Việt Nam` without a unit as the Central Committee of the Front, else `body`.

    Its committee (`Ủy ban MTTQ Việt Nam`) and the bare word (`Chủ tịch Mặt trận`) are that of the Front named
    before, else of the first one after; where none is named, of the country if no province is told.
    """
    if body.organ != _ORGAN or body.form != "unit-organ" or body.level or body.place:
        return body
    if sibling and (sibling.unit or sibling.level in ("district", "commune")):
        return body
    if not (_is_of_country(context, body) or _is_spoken_of(context, body)):
        return body
    term = context.reading.lexicon.terms[_NATIONAL]
    return replace(body, vi=term.vi, en=term.en, form="known", organ=None, level="central", entity=term.name)


def _is_of_country(context: Context, body: Body) -> bool:
    """Say whether a Front is printed with the country, and without the word for its committee."""
    printed = context.reading.low[body.start : body.end]
    return _OF_COUNTRY.search(printed) is not None and not _COMMITTEE.match(printed)


def _is_spoken_of(context: Context, body: Body) -> bool:
    """Say whether the article speaks of the Front of the country where it leaves out whose it is."""
    fronts = [other for other in context.bodies if other.entity == _NATIONAL or other.organ == _ORGAN]
    told = [other for other in fronts if other.entity or other.level or _is_of_country(context, other)]
    before = [other for other in told if other.start < body.start]
    named = before[-1] if before else next(iter(told), None)
    if named is None:
        return not context.province_at(body.start).unit
    return named.level is None or named.entity is not None
