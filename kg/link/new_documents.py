"""Documents that no table holds: named where number, issuer and time tell them among all."""

from __future__ import annotations

import re
from datetime import date

from kg.dates import PartialDate
from kg.extract.spans import Cited
from kg.extract.times import dated
from kg.link.issuers import Issuer, is_local
from kg.link.resolved import Resolved
from kg.ontology import Lexicon
from kg.text import slug
from kg.vocab import VPO

# A number with year or convocation is borne once: by the Government, by a ministry, by the National Assembly.
_CONVOCATION = re.compile(r"(?:UBTV)?QH\d{1,2}$")
# Standing board and committee share one run of numbers.
_COMMITTEE = re.compile(r"^(?:ban-thuong-vu-|thuong-truc-|ban-chap-hanh-)?(?:tinh-uy|thanh-uy)-")
_STATE_ORGANS = ("UBND", "HĐND")
# Local congresses meet in the months before the national one: August to November of these years.
_CONGRESS_YEARS = (2000, 2005, 2010, 2015, 2020, 2025, 2030)
_CONGRESS_MONTHS = range(8, 12)


def new_document(lexicon: Lexicon, cited: Cited, issuer: Issuer | None, day: date | None) -> Resolved:
    """Return a new document for a full code that is told apart; else why it stays open."""
    if cited.code is None or cited.suffix is None:
        return Resolved(None, VPO.unresolved, "no known document of this kind and number")
    stated = dated(cited.dated, None) if cited.dated else None
    if is_local(lexicon, cited.suffix):
        return _local(cited, issuer, stated, day)
    name = f"id/doc/{slug(cited.code)}"
    if _CONVOCATION.search(cited.suffix) or (stated and _has_year(cited)):
        return Resolved(name, VPO.resolved, "a number of this kind is borne once; not in the reference table")
    when = str(stated) if stated else (f"khoa-{cited.term.lower()}" if cited.term else None)
    if when is None:
        reason = "the number is used by many issuers and terms, and the text does not tell them apart"
        return Resolved(None, VPO.unresolved, reason)
    return Resolved(f"{name}_{when}", VPO.resolved, "number and date of the text; not in the reference table")


def _has_year(cited: Cited) -> bool:
    return cited.code is not None and cited.code.count("/") == 2


def _local(cited: Cited, issuer: Issuer | None, stated: PartialDate | None, day: date | None) -> Resolved:
    """Return a document of a local issuer: its place and the term of office or year tell the number."""
    if issuer is None or issuer.body.name is None:
        reason = "many bodies use such numbers, and the text does not say of which place this one is"
        return Resolved(None, VPO.unresolved, reason)
    state = cited.suffix in _STATE_ORGANS
    when = (stated.day.year if stated else None) if state else _office(stated.day if stated else day)
    if when is None:
        reason = "such numbers begin anew with each year or term of office, and the text does not tell which"
        return Resolved(None, VPO.unresolved, reason)
    own = _COMMITTEE.sub("", issuer.body.name.removeprefix("id/org/").replace("/", "-"))
    code = slug(cited.code or "")
    reason = "a number of a local issuer, told by its place and time; not in the reference table"
    return Resolved(f"id/doc/{code}_{own}_{when}", VPO.resolved, reason)


def _office(day: date | None) -> str | None:
    """Return the term of office that holds a day, None in the months when committees change."""
    if day is None:
        return None
    begun = max((year for year in _CONGRESS_YEARS if year <= day.year), default=None)
    if begun is None or (day.year == begun and day.month in _CONGRESS_MONTHS):
        return None
    if day.year == begun and day.month < _CONGRESS_MONTHS.start:
        begun -= 5
    return f"{begun}-{begun + 5}"
