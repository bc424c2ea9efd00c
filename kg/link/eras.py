"""Which unit a name meant on a day: before and after 2025-07-01 one name may be borne by two units."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg.ontology import Lexicon, Term


@lru_cache(maxsize=4096)
def unit_on(lexicon: Lexicon, units: tuple[str, ...], day: date | None) -> str | None:
    """Return the one of `units` that is valid on `day`; else the one that ended last; None without units."""
    terms = [term for term in map(lexicon.get, units) if term]
    valid = [term for term in terms if day is None or _holds(term, day)]
    if not valid:
        last = sorted(terms, key=lambda term: term.one("validTo") or "9")
        return last[-1].name if last else None
    if day is None:
        valid.sort(key=lambda term: term.one("validFrom") or "")
    return valid[0].name


def _holds(term: Term, day: date) -> bool:
    since, until = term.one("validFrom"), term.one("validTo")
    begun = since is None or since[:10] <= day.isoformat()
    return begun and (until is None or day.isoformat() <= until[:10])


def is_city(lexicon: Lexicon, unit: str | None) -> bool:
    """Say whether a unit is a centrally run city; an unknown one is not."""
    term = lexicon.get(unit)
    return term is not None and "/thanh-pho" in (term.one("unitType") or "")
