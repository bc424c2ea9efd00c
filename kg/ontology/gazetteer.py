"""The gazetteer: districts and communes of both eras by name, from `ontology/gazetteer/`.

It is cached by the hash of its files, and no part of the lexicon nor a reference graph: those read the files
beside the folder only.

Validity stands in the head of each file, not in each unit: a unit of era 63 is valid until 2025-06-30 at the
latest, one of era 34 from 2025-07-01. `partOf` names the province as it was when the unit is first listed:
Thừa Thiên Huế for a district older than the city of Huế, and in era 34 the node of before for a province that
went on. `vpo:successor` leads from there to the province of a later day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from rdflib import SKOS, Literal

from kg.errors import OntologyError
from kg.ontology.cache import digest_of, read_cache, write_cache
from kg.ontology.turtle import read_turtle
from kg.quick import quick
from kg.settings import resource
from kg.text import key
from kg.vocab import VPO

_BASE = "https://vpo.example/"
_FACTS = {VPO.unitType: "unitType", VPO.level: "level", VPO.partOf: "partOf"}
_LABELS = (str(SKOS.prefLabel), str(SKOS.altLabel))
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
# Places by number: what its names begin with, the parent, the province. Rows by key of a name, one a line:
# last part of the name, label, unit type, level, place.
_Places = list[list[str]]
_Rows = dict[str, str]


@quick
@dataclass(frozen=True, slots=True)
class LocalUnit:
    """A district or a commune of one era.

    `name`, `province` and `parent` are relative to the base IRI (`id/adm63/long-an/can-duoc`); `vi` is the
    bare name; `unit_type` and `level` are the last parts of theirs (`huyen`, `district`); `era` is `63` or
    `34`.
    """

    name: str
    vi: str
    unit_type: str
    level: str
    province: str
    parent: str
    era: str


@dataclass(frozen=True, slots=True, eq=False)
class LocalUnits:
    """All districts and communes, packed by the key of their names; `digest` is the hash of the files."""

    digest: str
    places: _Places
    rows: Mapping[str, str]

    def named(self, vi: str, level: str | None = None) -> tuple[LocalUnit, ...]:
        """Return all homonyms of both eras, in order of `LocalUnit.name`; of one level when asked.

        `vi` is the name without its kind; a unit with a number answers to `1`, `01` and `Quận 1`. Case, tone
        placement, dashes and the spellings of newspapers in `spellings.ttl` are folded; tones are not.
        """
        return _named(self, vi, level)

    def provinces_of(self, vi: str, level: str | None = None, era: str | None = None) -> tuple[str, ...]:
        """Return the provinces that have a unit of this name, each once, sorted."""
        return tuple(sorted({unit.province for unit in self.named(vi, level) if era in (None, unit.era)}))

    def __iter__(self) -> Iterator[LocalUnit]:
        """Yield every unit once."""
        seen: set[str] = set()
        for packed in self.rows.values():
            for unit in map(self.unpack, packed.split("\n")):
                if unit.name not in seen:
                    seen.add(unit.name)
                    yield unit

    def unpack(self, line: str) -> LocalUnit:
        """Return the unit that a packed line describes."""
        tail, vi, unit_type, level, place = line.split("\t")
        inside, parent, province = self.places[int(place)]
        return LocalUnit(f"{inside}/{tail}", vi, unit_type, level, province, parent, inside[6:8])


@lru_cache(maxsize=4096)
def _named(units: LocalUnits, vi: str, level: str | None) -> tuple[LocalUnit, ...]:
    packed = units.rows.get(_key(vi))
    found = (units.unpack(line) for line in packed.split("\n")) if packed else ()
    return tuple(unit for unit in found if level in (None, unit.level))


@lru_cache(maxsize=8)
def local_units(folder: Path | None = None) -> LocalUnits:
    """Return the gazetteer in `folder` (default: the installed one); a broken file raises `OntologyError`."""
    folder = folder or resource("ontology") / "gazetteer"
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise OntologyError(f"{folder}: no Turtle files; install the package again")
    digest = digest_of("gazetteer 1", files)
    found = read_cache("gazetteer", digest)
    if not isinstance(found, list) or len(found) != 2:
        found = _pack(_read(files))
        write_cache("gazetteer", digest, found)
    places, rows = cast("tuple[_Places, _Rows]", found)
    return LocalUnits(digest, places, MappingProxyType(rows))


def _key(vi: str) -> str:
    return _LEADING_ZEROS.sub("", key(vi))


@dataclass(slots=True)
class _Said:
    """What the files say of a unit; the preferred label is the first of `labels` in order."""

    path: Path
    facts: dict[str, str]
    labels: set[tuple[int, str]]


def _read(files: Iterable[Path]) -> dict[str, _Said]:
    """Return the units by name; raise `OntologyError` unless each file is Turtle and each unit is whole."""
    units: dict[str, _Said] = {}
    for path in files:
        for subject, prop, value in read_turtle(path):
            unit = units.setdefault(str(subject).removeprefix(_BASE), _Said(path, {}, set()))
            if str(prop) in _FACTS:
                unit.facts[_FACTS[str(prop)]] = str(value).removeprefix(_BASE)
            elif str(prop) in _LABELS and isinstance(value, Literal) and value.language == "vi":
                unit.labels.add((_LABELS.index(str(prop)), str(value)))
    for name, unit in units.items():
        _check(name, unit, units)
    return units


def _check(name: str, unit: _Said, units: Mapping[str, _Said]) -> None:
    if len(unit.facts) < len(_FACTS) or not unit.labels or min(unit.labels)[0]:
        raise OntologyError(f"{unit.path}: {name} needs a label, unit type, level and a unit it is part of")
    parent = unit.facts["partOf"]
    if parent.count("/") > 2 and parent not in units:
        raise OntologyError(f"{unit.path}: {name} is part of {parent}, which no file describes")


def _pack(units: Mapping[str, _Said]) -> list[object]:
    numbers: dict[tuple[str, str, str], int] = {}
    rows: dict[str, list[str]] = {}
    for name, unit in sorted(units.items()):
        inside, _, tail = name.rpartition("/")
        parent = unit.facts["partOf"]
        province = units[parent].facts["partOf"] if parent in units else parent
        place = numbers.setdefault((inside, parent, province), len(numbers))
        kind, level = (unit.facts[prop].rpartition("/")[2] for prop in ("unitType", "level"))
        names = [text for _, text in sorted(unit.labels)]
        line = "\t".join((tail, names[0], kind, level, str(place)))
        for text in dict.fromkeys(map(_key, names)):
            rows.setdefault(text, []).append(line)
    return [list(numbers), {text: "\n".join(lines) for text, lines in rows.items()}]
