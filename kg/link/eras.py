"""Which unit a name meant on a day: before and after 2025-07-01 one name may be borne by two units."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg.extract.spans import Place
from kg.ontology import Lexicon, Term, local_units


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


_NEW_ERA = date(2025, 7, 1)


@lru_cache(maxsize=4096)
def provinces_of(lexicon: Lexicon, local: Place, day: date | None) -> tuple[str, ...]:
    """Return the provinces that have a district or commune of this name on `day`, as they are on that day.

    A commune is looked for in the era of the day first; districts ended with the first era.
    """
    new = day is not None and day >= _NEW_ERA
    eras = ("34", "63") if new and local.level == "commune" else ("63", "34")
    for era in eras:
        units = local_units().provinces_of(local.vi, local.level, era)
        if units:
            return tuple(sorted({_on_day(lexicon, unit, day) for unit in units}))
    return ()


def _on_day(lexicon: Lexicon, unit: str, day: date | None) -> str:
    """Return the province that a former one had become by `day`."""
    term = lexicon.get(unit)
    while term and day and not _holds(term, day) and term.one("successor"):
        term = lexicon.get(term.one("successor"))
    return term.name if term else unit
