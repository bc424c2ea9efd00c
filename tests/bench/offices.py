"""The offices of a made-up society: real central bodies and provinces of both eras, made-up districts.

Districts are called `Thí Dụ 3`, so that nobody takes them for real ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.derive.bodies import Body, province_organ
from kg.derive.facts import Reference
from kg.vocab import VPO

FIRST, LAST = date(2015, 1, 1), date(2026, 6, 30)
"""The days that are told of."""
MERGED = date(2025, 7, 1)
_CENTRAL = {
    "id/org/ban-to-chuc-trung-uong": 8.0,
    "id/org/ban-tuyen-giao-trung-uong": 2.0,
    "id/org/ban-noi-chinh-trung-uong": 2.0,
    "id/org/ubkt-trung-uong": 2.0,
    "id/org/van-phong-trung-uong": 2.0,
    "id/org/ban-to-chuc-trung-uong/vu-dia-phuong-i": 2.0,
    "id/org/ban-to-chuc-trung-uong/vu-dia-phuong-ii": 2.0,
    "id/org/ban-to-chuc-trung-uong/vu-dia-phuong-iii": 3.0,
}
_COMMISSIONS = ("ban-to-chuc", "ban-tuyen-giao", "ban-noi-chinh", "van-phong")


@dataclass(frozen=True, slots=True)
class Office:
    """A role in a body: how many seats it has, how much is written of it, when it begins and ends."""

    body: Body
    organ: str | None
    role: str
    title: str
    seats: int
    weight: float
    begins: date = FIRST
    ends: date | None = None

    @property
    def post(self) -> str:
        """The post's name relative to the base IRI."""
        return f"id/post/{self.body.organization.removeprefix('id/org/')}/{self.role}"


def units(reference: Reference) -> list[str]:
    """Return the provinces of both eras, sorted."""
    found = {thing for thing, predicate in reference.values if predicate == VPO.unitType}
    return sorted(unit for unit in found if unit.startswith(("id/adm63/", "id/adm34/")))


def lifetime(unit: str, reference: Reference) -> tuple[date, date | None]:
    """Return the first day of a unit within the time that is told of, and the first day after its end."""
    start, end = reference.one(unit, VPO.validFrom), reference.one(unit, VPO.validTo)
    began = max(FIRST, date.fromisoformat(start)) if start else FIRST
    return began, date.fromisoformat(end) + timedelta(days=1) if end else None


def all_offices(reference: Reference, districts: int) -> tuple[Office, ...]:
    """Return all offices, with so many districts in each province before the merger."""
    found = list(_central(reference))
    for unit in units(reference):
        begins, ends = lifetime(unit, reference)
        for office in _province(unit, reference):
            found.append(replace(office, begins=begins, ends=ends))
        if unit.startswith("id/adm63/"):
            for number in range(1, districts + 1):
                found += (
                    replace(office, begins=begins, ends=ends or MERGED)
                    for office in _district(number, unit, reference)
                )
    return tuple(found)


def _central(reference: Reference) -> Iterator[Office]:
    for name, weight in _CENTRAL.items():
        department = "/vu-" in name
        body = Body(
            "",
            name,
            reference.one(name, VPO.organizationType),
            VPO.PartyDepartment if department else VPO.PartyOrgan,
            parent=reference.one(name, VPO.parent),
            level="scheme/level/central",
            vi=reference.label(name, "vi"),
            en=reference.label(name, "en"),
        )
        if department:
            yield Office(body, "scheme/organ/vu", "vu-truong", "Vụ trưởng", 1, weight)
            yield Office(body, "scheme/organ/vu", "pho-vu-truong", "Phó Vụ trưởng", 2, weight)
            yield Office(body, "scheme/organ/vu", "ham-vu-truong", "Hàm Vụ trưởng", 1, weight / 2)
        else:
            yield from _leaders(body, None, weight, deputies=4)


def _leaders(body: Body, organ: str | None, weight: float, deputies: int) -> Iterator[Office]:
    """Yield head and deputies of a commission or an office."""
    if "van-phong" in body.organization:
        yield Office(body, organ, "chanh-van-phong", "Chánh Văn phòng", 1, weight)
        yield Office(body, organ, "pho-chanh-van-phong", "Phó Chánh Văn phòng", deputies, weight / 2)
    else:
        yield Office(body, organ, "truong-ban", "Trưởng Ban", 1, weight)
        yield Office(body, organ, "pho-truong-ban", "Phó Trưởng Ban", deputies, weight / 2)


def _province(unit: str, reference: Reference) -> Iterator[Office]:
    for commission in _COMMISSIONS:
        organ = f"scheme/organ/{commission}"
        vi, en = reference.label(organ, "vi") or commission, reference.label(organ, "en") or commission
        (_, inner), (_, committee) = province_organ(unit, reference, (commission, vi, en))
        yield from _leaders(replace(inner, type=f"scheme/org-type/{commission}-cap-tinh"), organ, 1.0, 2)
        if commission == _COMMISSIONS[-1]:
            yield from _committee(committee)
    vi, en = reference.label(unit, "vi") or "", reference.label(unit, "en") or ""
    city = "/thanh-uy-" in committee.organization
    end = committee.organization.removeprefix("id/org/thanh-uy-").removeprefix("id/org/tinh-uy-")
    yield from _people_committee(
        f"{'thanh-pho' if city else 'tinh'}-{end}",
        unit,
        "province",
        (f"{'thành phố' if city else 'tỉnh'} {vi}", en),
    )


def _committee(committee: Body) -> Iterator[Office]:
    kind = "thanh-uy" if "/thanh-uy-" in committee.organization else "tinh-uy"
    body, organ = replace(committee, type=f"scheme/org-type/{kind}"), f"scheme/organ/{kind}"
    yield Office(body, organ, "bi-thu", "Bí thư", 1, 3.0)
    yield Office(body, organ, "pho-bi-thu-thuong-truc", "Phó Bí thư Thường trực", 1, 3.0)
    yield Office(body, organ, "pho-bi-thu", "Phó Bí thư", 2, 1.5)
    yield Office(body, organ, "uy-vien-ban-thuong-vu", "Ủy viên Ban Thường vụ", 8, 0.5)


def _people_committee(end: str, unit: str, level: str, names: tuple[str, str]) -> Iterator[Office]:
    tier, weight = ("tinh", 2.0) if level == "province" else ("huyen", 0.2)
    body = Body(
        "",
        f"id/org/uy-ban-nhan-dan-{end}",
        f"scheme/org-type/uy-ban-nhan-dan-cap-{tier}",
        VPO.StateBody,
        unit,
        level=f"scheme/level/{level}",
        vi=f"Ủy ban nhân dân {names[0]}",
        en=f"People's Committee of {names[1]}",
    )
    yield Office(body, "scheme/organ/uy-ban-nhan-dan", "chu-tich", "Chủ tịch", 1, weight)
    yield Office(body, "scheme/organ/uy-ban-nhan-dan", "pho-chu-tich", "Phó Chủ tịch", 3, weight / 2)


def _district(number: int, unit: str, reference: Reference) -> Iterator[Office]:
    vi = f"Thí Dụ {number}, {reference.label(unit, 'vi')}"
    en = f"Thi Du {number}, {reference.label(unit, 'en')}"
    end = f"thi-du-{number}-{unit.rsplit('/', 1)[-1]}"
    body = Body(
        "",
        f"id/org/huyen-uy-{end}",
        "scheme/org-type/huyen-uy",
        VPO.PartyCommittee,
        unit,
        level="scheme/level/district",
        vi=f"Huyện ủy {vi}",
        en=f"{en} District Party Committee",
    )
    yield Office(body, "scheme/organ/huyen-uy", "bi-thu", "Bí thư", 1, 0.3)
    yield Office(body, "scheme/organ/huyen-uy", "pho-bi-thu", "Phó Bí thư", 2, 0.2)
    yield from _people_committee(f"huyen-{end}", unit, "district", (f"huyện {vi}", f"{en} District"))
