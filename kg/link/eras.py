"""Which unit a name meant on a day: before and after 2025-07-01 one name may be borne by two units."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg.extract.spans import Place
from kg.ontology import Lexicon, LocalUnit, Term, local_units
from kg.vocab import VPO


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


@lru_cache(maxsize=1024)
def heir_on(lexicon: Lexicon, name: str | None, day: date | None) -> str | None:
    """Return the unit that bears the name of a unit on `day`; None without one."""
    unit = lexicon.get(name)
    units = tuple(term.name for term in lexicon.of(VPO.AdministrativeUnit) if unit and term.vi == unit.vi)
    return unit_on(lexicon, units, day)


@lru_cache(maxsize=4096)
def any_begun(lexicon: Lexicon, units: tuple[str, ...], day: date) -> bool:
    """Say whether some of `units` had begun on `day`; units that nobody knows had."""
    terms = [term for term in map(lexicon.get, units) if term]
    return not terms or any((term.one("validFrom") or "")[:10] <= day.isoformat() for term in terms)


@lru_cache(maxsize=4096)
def exists_on(lexicon: Lexicon, unit: str, day: date | None) -> bool:
    """Say whether a unit is valid on `day`; without a day it is."""
    term = lexicon.get(unit)
    return day is None or term is None or _holds(term, day)


def _holds(term: Term, day: date) -> bool:
    since, until = term.one("validFrom"), term.one("validTo")
    begun = since is None or since[:10] <= day.isoformat()
    return begun and (until is None or day.isoformat() <= until[:10])


def is_city(lexicon: Lexicon, unit: str | None) -> bool:
    """Say whether a unit is a centrally run city; an unknown one is not."""
    term = lexicon.get(unit)
    return term is not None and "/thanh-pho" in (term.one("unitType") or "")


_RISES = {
    "xa": ("thi-tran", "phuong"), "thi-tran": ("phuong",), "huyen": ("thi-xa", "quan", "thanh-pho"),
    "thi-xa": ("thanh-pho", "quan"),
}  # fmt: skip
_NEW_ERA = date(2025, 7, 1)


@lru_cache(maxsize=4096)
def provinces_of(lexicon: Lexicon, local: Place, day: date | None) -> tuple[str, ...]:
    """Return the provinces that have a district or commune of this name on `day`, as they are on that day.

    A commune is looked for in the era of the day first; districts ended with the first era. The printed word
    for the kind of unit tells homonyms apart, and without a day the eras.
    """
    new = day is not None and day >= _NEW_ERA
    eras = ("34", "63") if new and local.level == "commune" else ("63", "34")
    found = [units for era in eras if (units := _homonyms(lexicon, local, era))]
    if day is None:
        kind = _unit_type(lexicon, local.unit_word)
        found.sort(key=lambda units: all(unit.unit_type != kind for unit in units))
    units = found[0] if found else []
    return tuple(sorted({successor_on(lexicon, unit.province, day) for unit in units}))


@lru_cache(maxsize=4096)
def former_provinces_of(lexicon: Lexicon, local: Place, day: date | None) -> tuple[str, ...]:
    """Return the provinces that had a district or commune of this name and that are gone on `day`."""
    if day is None or day < _NEW_ERA or (local.level == "commune" and _homonyms(lexicon, local, "34")):
        return ()
    units = {unit.province for unit in _homonyms(lexicon, local, "63")}
    now = {unit: lexicon.get(successor_on(lexicon, unit, day)) for unit in units}
    return tuple(sorted(unit for unit in units if _vi(lexicon.get(unit)) != _vi(now[unit])))


@lru_cache(maxsize=4096)
def risen_provinces_of(lexicon: Lexicon, local: Place, day: date | None) -> tuple[str, ...]:
    """Return the provinces that have a unit of this name which may have been of the printed kind before.

    The gazetteer knows the last kind of a unit: the town of an old article may be a ward by now.
    """
    kinds = _RISES.get(_unit_type(lexicon, local.unit_word) or "", ())
    units = [unit for unit in local_units().named(local.vi, local.level) if unit.era == "63"]
    return tuple(
        sorted({successor_on(lexicon, unit.province, day) for unit in units if unit.unit_type in kinds})
    )


def _homonyms(lexicon: Lexicon, local: Place, era: str) -> list[LocalUnit]:
    """Return the units of this name, level and era; those of the printed kind, where there are such."""
    units = [unit for unit in local_units().named(local.vi, local.level) if unit.era == era]
    kind = _unit_type(lexicon, local.unit_word)
    return [unit for unit in units if unit.unit_type == kind] or units


@lru_cache(maxsize=64)
def _unit_type(lexicon: Lexicon, word: str | None) -> str | None:
    bare = (word or "").rstrip(".").lower()
    terms = lexicon.words("unit-word")
    return next(
        (term.local for term in terms if bare in [form.rstrip(".").lower() for form in term.forms]), None
    )


def _vi(term: Term | None) -> str:
    return term.vi if term else ""


def successor_on(lexicon: Lexicon, unit: str, day: date | None) -> str:
    """Return the province that a former one had become by `day`."""
    term = lexicon.get(unit)
    while term and day and not _holds(term, day) and term.one("successor"):
        term = lexicon.get(term.one("successor"))
    return term.name if term else unit
