"""Kinds of bodies: which are parts of which (`Phòng` of a `Sở`), which are of the army, how printed."""

from __future__ import annotations

from kg.extract.spans import Body

OF_ANY = ("van-phong", "ban-thuong-vu", "ban-chap-hanh", "thuong-truc")
"""Organs of more than Party committees."""
FORCES = ("quan-khu", "quan-doan", "quan-chung", "binh-chung", "binh-doan", "vung")
"""Kinds of bodies of the army that have a Party committee of their own."""
# Bodies whose own words are printed in lower case too.
READ_LOWER = (
    "ban", "phong", "chi-cuc", "to-cong-tac", "to-tu-van", "to-giup-viec", "trung-tam",
    "cong-ty", "cong-ty-co-phan", "ban-quan-ly", "ban-quan-ly-du-an", "cang-vu",
    "ban-chi-dao", "chi-nhanh", "tong-cuc", "hoc-vien", "tong-cong-ty", "cau-lac-bo", "bao-tang", "hiep-hoi",
    "tap-doan", "xi-nghiep", "ngan-hang", "hoi-dong-thi-tuyen", "doan-cong-tac", "doan-kiem-tra", "cong-doan",
    "dang-uy-khoi", "dang-uy-co-quan", "ban-chi-huy", "don-bien-phong", "su-doan",
    "lu-doan", "trung-doan",
)  # fmt: skip
LOWER_AFTER_TITLE = (
    "hoi",
    "lien-minh",
    "lien-doan",
    "truong",
    "doi",
    "benh-vien",
    "vien",
    "tram",
    "vu",
    "cuc",
    "lien-hiep",
    "hoi-dong",
    "dai",
    "quy",
    "cao-dang",
)
"""Kinds whose own words are in lower case too, but only after a title: `hội` alone is a common word."""
# What stands inside what: a body of the first kind may be printed with one of the others after it.
_INSIDE = {
    "doi": ("phong", "cong-an", "chi-cuc", "cuc", "so", "thanh-tra"),
    "to-cong-tac": (),
    "to-giup-viec": ("ban-chi-dao", "ban", "hoi-dong", "uy-ban"),
    "phong": (
        "so", "cuc", "chi-cuc", "cong-an", "uy-ban", "hoi-dong", "van-phong", "ban", "bo-chi-huy",
        "thanh-tra", "tong-cuc", "vien", "toa-an", "trung-tam", "bo-tu-lenh", "truong", "dai-hoc", "bao",
        "ngan-hang", "cong-ty", "bao-tang", "thu-vien", "nha-hat", "benh-vien", "dai", "hoc-vien",
    ),
    "chi-cuc": ("so", "cuc", "tong-cuc"),
    "cuc": ("tong-cuc", "bo-tu-lenh"),
    "vu": ("tong-cuc", "vien", "toa-an"),
    "trung-tam": ("truong", "dai-hoc", "so", "benh-vien", "vien", "hoc-vien", "uy-ban", "bao", "dai"),
    "khoa": ("dai-hoc", "truong", "hoc-vien", "benh-vien", "vien"),
    "doan-kiem-tra": (),
    "ban-chi-dao": (),
    "ban": ("bao", "tap-chi", "hoi-dong", "hoi", "uy-ban-mat-tran", "cong-ty", "tong-cong-ty"),
    "van-phong": ("so", "truong", "dai-hoc", "cuc", "tong-cuc"),
    "can-cu": ("vung",),
}  # fmt: skip


def is_inside(named: Body, parent: Body) -> bool:
    """Say whether a body of the kind of `named` may be a part of `parent`: a `Phòng` of a `Sở`."""
    kinds = next((_INSIDE[kind] for kind in _kinds(named.organ) if kind in _INSIDE), ())
    return any(kind in kinds for kind in _kinds(parent.organ))


def is_department(body: Body) -> bool:
    """Say whether a body is a Sở: it is of a province, printed with the word or without."""
    return (body.organ or "").startswith("so-") or body.organ == "so"


def _kinds(organ: str | None) -> list[str]:
    """Return the beginnings of the name of an organ, the longest first: `phong-noi-vu` … `phong`."""
    parts = (organ or "").split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
