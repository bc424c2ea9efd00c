"""Who issued a document: the body printed with it, else the one that the end of its number tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.spans import Body, Cited
from kg.link.bodies import LinkedBody, link_body
from kg.link.context import Context
from kg.link.eras import is_city
from kg.ontology import Lexicon, Term
from kg.vocab import VPO

_KIND = "doc issuer"
_CONVOCATION = re.compile(r"\d+$")  # QH15 is of the National Assembly
_OF_PROVINCE = re.compile(r"TU$")
_LEVELS = {"tinh-uy": "province", "huyen-uy": "district", "quan-uy": "district", "dang-uy": "commune"}


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer of a document; `printed` says that the text names it, not only the number."""

    body: LinkedBody
    printed: bool


@lru_cache(maxsize=4)
def suffixes(lexicon: Lexicon) -> dict[str, Term]:
    """Return what the end of a number stands for: a known body, or the word for a local one."""
    table: dict[str, Term] = {}
    for short in lexicon.of(VPO.Abbreviation):
        target = lexicon.get(short.one("expandsTo"))
        if short.one("abbreviationKind") == _KIND and target:
            table[short.vi] = target
    return table


def issuer_of(context: Context, cited: Cited) -> Issuer | None:
    """Return who issued `cited`, None where neither text nor number tells."""
    if cited.issuer:
        linked = link_body(context, cited.issuer)
        if linked.name or not _local(context, cited):
            return Issuer(linked, printed=True)
    body = _by_suffix(context, cited)
    return Issuer(link_body(context, body), printed=False) if body else None


def is_local(lexicon: Lexicon, suffix: str | None) -> bool:
    """Say whether many bodies end their numbers so, each in its own place: `TU`, `UBND`."""
    term = suffixes(lexicon).get(suffix or "")
    return term is not None and not term.name.startswith("id/org/")


def _local(context: Context, cited: Cited) -> bool:
    return is_local(context.reading.lexicon, cited.suffix)


def _by_suffix(context: Context, cited: Cited) -> Body | None:
    lexicon = context.reading.lexicon
    term = suffixes(lexicon).get(_CONVOCATION.sub("", cited.suffix or ""))
    if term is None:
        return None
    if term.name.startswith("id/org/"):
        return Body(cited.start, cited.start, term.vi, term.en, "known", None, "central", None, term.name)
    if _OF_PROVINCE.search(cited.suffix or ""):
        return _of_province(context, cited, term)
    if term.local in _LEVELS:
        return Body(cited.start, cited.start, term.vi, term.en, "committee", term.local, _LEVELS[term.local])
    return _of_state(context, cited, term)


def _of_province(context: Context, cited: Cited, term: Term) -> Body | None:
    """Return the committee of the article's province, or an organ of it: `112-TB/UBKTTU`."""
    lexicon = context.reading.lexicon
    found = context.province_at(cited.start)
    if not found.unit:
        return None
    committee = lexicon.get(f"scheme/organ/{'thanh-uy' if is_city(lexicon, found.unit) else 'tinh-uy'}")
    if committee is None:
        return None
    base = Body(
        cited.start, cited.start, committee.vi, committee.en, "committee", committee.local, "province"
    )
    if term.local == "tinh-uy":
        return base
    vi, en = f"{term.vi} {base.vi}", f"{term.en}, {base.en}"
    return replace(base, vi=vi, en=en, form="organ", organ=term.local, parent=base)


def _of_state(context: Context, cited: Cited, term: Term) -> Body | None:
    """Return the People's Committee or Council of the article's province, None beside a district."""
    lexicon = context.reading.lexicon
    found = context.province_at(cited.start)
    sentence = context.reading.sentence_at(cited.start)
    if not found.unit or any(sentence.start <= place.start < cited.start for place in context.locals):
        return None
    city = is_city(lexicon, found.unit)
    vi = f"{term.vi} {'thành phố' if city else 'tỉnh'}"
    en = f"{term.en} of the {'City' if city else 'Province'}"
    return Body(cited.start, cited.start, vi, en, "unit-organ", term.local, "province")
