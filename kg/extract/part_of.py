"""Which kinds of body are parts of which: a `Phòng` of a `Sở`, a `Cục` of a `Tổng cục`."""

from __future__ import annotations

from kg.extract.spans import Body

# What stands inside what: a body of the first kind may be printed with one of the others after it.
_INSIDE = {
    "doi": ("phong", "cong-an", "chi-cuc", "cuc"),
    "to-cong-tac": (),
    "phong": (
        "so", "cuc", "chi-cuc", "cong-an", "uy-ban", "hoi-dong", "van-phong", "ban", "bo-chi-huy",
        "thanh-tra", "tong-cuc", "vien", "toa-an", "trung-tam", "bo-tu-lenh", "truong", "bao",
        "ngan-hang", "cong-ty",
    ),
    "chi-cuc": ("so", "cuc", "tong-cuc"),
    "cuc": ("tong-cuc", "bo-tu-lenh"),
    "vu": ("tong-cuc", "vien", "toa-an"),
    "trung-tam": ("truong", "so", "benh-vien", "vien", "hoc-vien", "uy-ban", "bao", "dai"),
    "khoa": ("truong", "hoc-vien", "benh-vien", "vien"),
    "doan-kiem-tra": (),
    "ban": ("hoi-dong", "hoi", "uy-ban-mat-tran", "cong-ty", "tong-cong-ty"),
    "van-phong": ("so", "truong"),
    "can-cu": ("vung",),
}  # fmt: skip


def is_inside(named: Body, parent: Body) -> bool:
    """Say whether a body of the kind of `named` may be a part of `parent`: a `Phòng` of a `Sở`."""
    kinds = next((_INSIDE[kind] for kind in _kinds(named.organ) if kind in _INSIDE), ())
    return any(kind in kinds for kind in _kinds(parent.organ))


def _kinds(organ: str | None) -> list[str]:
    """Return the beginnings of the name of an organ, the longest first: `phong-noi-vu` … `phong`."""
    parts = (organ or "").split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
