"""Bodies as things of the world: by what is printed, what stands beside it, where the article is at home."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from kg.extract.organs import BOARDS
from kg.extract.spans import Body
from kg.link.body_names import global_name, label_en, label_vi, short_name
from kg.link.context import Context, Found, bodies_place
from kg.link.eras import is_city
from kg.link.fronts import national_front
from kg.link.left_out import with_left_out, with_province_word
from kg.model import Entity
from kg.ontology import Term
from kg.quick import quick, replace
from kg.text import slug
from kg.vocab import VPO

# Bodies of the whole country, unless a place stands with them.
_CENTRAL = (
    "bo", "tong-cuc", "quan-khu", "quan-doan", "quan-chung", "binh-chung", "binh-doan", "vung", "can-cu",
    "lu-doan", "su-doan", "tap-doan", "tong-cong-ty", "vu", "cuc", "cong-ty",
    "cong-ty-co-phan", "ngan-hang", "nha-xuat-ban", "hoc-vien",
)  # fmt: skip


_OF_COUNTRY = (
    " Nhà nước",
    " nhà nước",
    " Trung ương",
    " trung ương",
    " quốc gia",
    " Quốc gia",
    " Việt Nam",
    " VN",
    " Quốc hội",
    " Chính phủ",
    " của Thủ tướng",
)
# "Tiểu ban Văn kiện Đại hội XIV của Đảng"; that of a province goes on with its organisation.
_OF_CONGRESS = re.compile(r" Đại hội (?:đại biểu toàn quốc )?(?:lần thứ )?[IVX]+(?: của Đảng)?$")
_REGIONS = ("Tây Nguyên", "Tây Bắc", "Tây Nam Bộ", "Tây Nam bộ")
_NATIONAL = (
    *(
        f"{head} {word}"
        for head in ("Ủy ban", "Hội đồng", "Ban Chỉ đạo")
        for word in ("Quốc gia", "quốc gia")
    ),
    *(f"Ban Chỉ đạo {region}" for region in _REGIONS),
)
_FOR_COUNTRY = (" quốc gia về ", " Quốc gia về ", " 389 quốc gia")


# Bureaus of which each province has one.
_OF_PROVINCES = tuple(
    f"Cục {name}"
    for name in ("Hải quan", "Thống kê", "Quản lý thị trường", "Thuế", "Thi hành án", "Dự trữ", "Kiểm lâm")
)
_OF_UNITS = (" thành phố", " tỉnh", " TP")  # "Học viện Cán bộ TP"
_OF_ANYWHERE = ("vien", "uy-ban")  # provinces have a "Viện Quy hoạch Xây dựng" as the country has
_FUNERALS = ("ban-le-tang", "ban-to-chuc-le-tang")  # of the country more often than of a province
_FRONT = "Mặt trận Tổ quốc"  # each unit has one, though the name ends on "Việt Nam"
_NOT_PARTY = frozenset({VPO.StateBody, VPO.FrontOrMassBody})
_FIRMS = ("Tổng công ty ", "Tập đoàn ", "Công ty ", "Ngân hàng ")


@quick
@dataclass(frozen=True, slots=True)
class LinkedBody:
    """A body with its identity. `unit` is the province it serves; `how` says where that was read.

    `vi` and `en` are its full names, `short` the one without the province. A body whose province nothing
    tells has no global name: `name` is None and it stays a body of this article. `candidates` are the
    provinces among which the article does not decide.
    """

    name: str | None
    vi: str
    en: str
    short: str
    level: str | None = "central"
    unit: str | None = None
    how: str = VPO.samePhrase
    organ: str | None = None
    kind: str = VPO.Organization
    parent: LinkedBody | None = None
    start: int = 0
    end: int = 0
    candidates: tuple[str, ...] = ()

    @property
    def entity(self) -> Entity | None:
        """The body as an entity of `kg extract`, None for one without a global name."""
        return Entity(self.name, self.kind, self.vi, self.en) if self.name else None


def link_body(context: Context, body: Body, sibling: LinkedBody | None = None) -> LinkedBody:
    """Return the body that is meant by `body`; `sibling` is the body of the neighbour in a list of titles."""
    lexicon = context.reading.lexicon
    body = national_front(context, body, sibling)
    if body.entity:
        term = lexicon.terms[body.entity]
        above = lexicon.get(term.one("parent"))
        return _known(term, _known(above) if above else None, body.start, body.end)
    over = body.parent or (context.body_before(body.start) if _wants_parent(body) else None)
    parent = link_body(context, over, sibling) if over else None
    if parent and parent.level == "central":
        return _part(context, body, parent)
    of_country = _is_of_country(body.vi)
    central = body.organ in _CENTRAL or of_country or _is_of_firm(body)
    board = body.organ in (*BOARDS, *_FUNERALS) or (body.organ in _OF_ANYWHERE and not of_country)
    board = board and body.place is None and body.level is None
    board = board and not _is_of_firm(body)
    if board or body.form == "brand":
        kind = _kind(context, body)
        return LinkedBody(
            None, body.vi, body.en, body.vi, None, how=VPO.unresolved, organ=body.organ, kind=kind,
            start=body.start, end=body.end,
        )  # fmt: skip
    alone = central and body.place is None and body.level is None and not body.vi.startswith(_OF_PROVINCES)
    alone = alone and not body.vi.endswith(_OF_UNITS)
    alone = alone and (body.form == "named" or (body.form == "committee-of" and _FRONT not in body.vi))
    if body.level == "central" or alone:
        name, kind = f"id/org/{slug(body.vi)}", _kind(context, body)
        return LinkedBody(
            name, body.vi, body.en, body.vi, organ=body.organ, kind=kind, start=body.start, end=body.end
        )
    return _of_unit(context, body, parent, sibling)


def _is_of_country(vi: str) -> bool:
    return (
        vi.endswith(_OF_COUNTRY)
        or vi.startswith(_NATIONAL)
        or any(words in vi for words in _FOR_COUNTRY)
        or _OF_CONGRESS.search(vi) is not None
    )


def _is_of_firm(body: Body) -> bool:
    """Say whether a body is the Party committee of a company, which may be of anywhere."""
    return body.form == "committee-of" and any(f" {firm}" in body.vi for firm in _FIRMS)


def _known(term: Term, parent: LinkedBody | None = None, start: int = 0, end: int = 0) -> LinkedBody:
    """Return a body of the reference tables."""
    return LinkedBody(
        term.name, term.vi, term.en, term.vi, kind=term.kind, parent=parent, start=start, end=end
    )


def _wants_parent(body: Body) -> bool:
    """Say whether a department is printed without its commission or ministry."""
    return body.form == "named" and body.organ in ("vu", "cuc") and body.place is None


def _part(context: Context, body: Body, parent: LinkedBody) -> LinkedBody:
    """Return a department of a central body: `Vụ Địa phương III` of `Ban Tổ chức Trung ương`."""
    named = body.form == "named"
    own = body.vi if named else body.vi.removesuffix(parent.vi).strip()
    name = f"{parent.name}/{slug(own)}"
    term = context.reading.lexicon.get(name)
    party = parent.kind.endswith(("PartyOrgan", "PartyCommittee"))
    kind = term.kind if term else VPO.PartyDepartment if party else VPO.Organization
    vi = f"{own}, {parent.vi}" if named else body.vi
    en = term.en if term else body.en
    if parent.en not in en and (term or named):
        en = f"{en}, {parent.en}"
    return LinkedBody(
        name, vi, en, vi, organ=body.organ, kind=kind, parent=parent, start=body.start, end=body.end
    )


def _of_unit(
    context: Context, body: Body, parent: LinkedBody | None, sibling: LinkedBody | None
) -> LinkedBody:
    """Return a body of a province or of a unit inside one."""
    body = _as_town(context, with_left_out(context, body, sibling))
    found = _province(context, body, sibling)
    body = with_province_word(context, body, found.unit or None)
    unit = context.reading.lexicon.get(found.unit)
    local = _local_place(body) or _sibling_place(body, sibling)
    own = short_name(body, unit)
    short = f"{own} {local}" if local else own
    return LinkedBody(
        global_name(short, unit) if unit else None,
        label_vi(short, unit, local) if unit else short,
        label_en(body, unit, local) if unit else body.en,
        short, (body.level or "province") if unit else body.level, found.unit or None, found.how, body.organ,
        _kind(context, body, parent), parent, body.start, body.end, found.candidates,
    )  # fmt: skip


def _as_town(context: Context, body: Body) -> Body:
    """Return `Thành ủy Huế` of a day when Huế was a town of a province as a body of that town."""
    place = body.place
    if body.organ != "thanh-uy" or place is None or place.level != "province":
        return body
    if is_city(context.reading.lexicon, context.unit(place)):
        return body
    town = replace(place, level="district", units=(), unit_word="thành phố", within=place)
    return replace(body, level="district", place=town)


def _province(context: Context, body: Body, sibling: LinkedBody | None) -> Found:
    """Return the province printed with a body, that of its neighbour or district, else of the context."""
    printed = bodies_place(body)
    if printed:
        return Found(context.unit(printed) or "", VPO.samePhrase, printed.start, printed.end)
    if sibling and sibling.unit and (body.place is None or sibling.level == body.level):
        return Found(sibling.unit, sibling.how)
    within = context.province_of(body.place) if body.place else None
    if within and not context.is_gone(within):
        return Found(context.unit(within) or "", VPO.articleContext, within.start, within.end)
    named = context.province_by_name(body.place) if body.place else None
    if named:
        return named
    city = body.organ == "thanh-uy" or body.vi.endswith(" thành phố")
    province = body.organ == "tinh-uy" or body.vi.endswith((" tỉnh", " Tỉnh ủy"))
    lexicon = context.reading.lexicon
    if body.level == "province" and (city or province):
        return context.province_at(body.start, lambda unit: is_city(lexicon, unit) == city)
    if body.organ == "thanh-uy" and body.level is None:  # of a city, where the article names one
        found = context.province_at(body.start, lambda unit: is_city(lexicon, unit))
        if found.unit:
            return found
    return context.province_at(body.start)


def _local_place(body: Body) -> str | None:
    place = body.place
    return place.vi if place and place.level != "province" else None


def _sibling_place(body: Body, sibling: LinkedBody | None) -> str | None:
    """Return the district of the neighbour, whose name ends with it.

    In `Bí thư Huyện ủy, Chủ tịch UBND huyện Cần Đước` both bodies are of Cần Đước.
    """
    if body.level not in ("district", "commune") or sibling is None or sibling.level != body.level:
        return None
    words = sibling.short.split(" ")
    own = list(takewhile(_is_proper, reversed(words)))
    return " ".join(reversed(own)) if 0 < len(own) < len(words) else None


def _is_proper(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def _kind(context: Context, body: Body, parent: LinkedBody | None = None) -> str:
    """Return the class of its organ; an office or a standing board is of the class of what it serves."""
    organ = context.reading.lexicon.get(f"scheme/organ/{body.organ}") if body.organ else None
    kind = (organ.one("organizationClass") if organ else None) or VPO.Organization
    return parent.kind if parent and kind == VPO.PartyOrgan and parent.kind in _NOT_PARTY else kind
