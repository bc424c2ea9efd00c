"""Bodies as things of the world: the name of each from what is printed, what stands beside it and where the article is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.spans import Body, Place
from kg.link.context import Context, Found, bodies_place
from kg.model import Entity
from kg.ontology import Term
from kg.text import key, slug
from kg.vocab import VPO

_COMMITTEES = {"huyện": "huyen-uy", "quận": "quan-uy", "thị xã": "thi-uy", "thành phố": "thanh-uy"}


@dataclass(frozen=True, slots=True)
class LinkedBody:
    """A body with its identity. `unit` is the province it serves; `how` says where that was read.

    A body whose province nothing tells has no global name: `name` is None and it stays a body of this article.
    """

    name: str | None
    vi: str
    en: str
    short: str
    level: str | None
    unit: str | None
    how: str
    organ: str | None
    kind: str
    parent: LinkedBody | None = None
    start: int = 0
    end: int = 0

    @property
    def entity(self) -> Entity | None:
        """The body as an entity of `kg extract`, None for one without a global name."""
        return Entity(self.name, self.kind, self.vi, self.en) if self.name else None


def link_body(context: Context, body: Body, sibling: LinkedBody | None = None) -> LinkedBody:
    """Return the body that is meant by `body`. `sibling` is the neighbour in a list of titles, nearest first."""
    lexicon = context.reading.lexicon
    if body.entity:
        term = lexicon.terms[body.entity]
        up = _known_parent(context, term)
        return LinkedBody(
            term.name,
            term.vi,
            term.en,
            term.vi,
            "central",
            None,
            VPO.samePhrase,
            None,
            term.kind,
            up,
            body.start,
            body.end,
        )
    above = body.parent or (context.body_before(body.start) if _wants_parent(body) else None)
    parent = link_body(context, above, sibling) if above else None
    if parent and parent.level == "central":
        return _part(context, body, parent)
    if body.level == "central" or (
        body.form == "named" and body.place is None and body.organ in ("bo", "tong-cuc")
    ):
        return _named_alone(context, body)
    return _of_unit(context, body, parent, sibling)


def _wants_parent(body: Body) -> bool:
    """Say whether a department is printed without its commission or ministry."""
    return body.form == "named" and body.organ in ("vu", "cuc") and body.place is None


def committee_of(context: Context, sibling: LinkedBody | None, offset: int) -> Body | None:
    """Return the committee that a bare `Bí thư` at `offset` heads, by the level of its neighbour; None without ground."""
    if sibling is None or sibling.level in (None, "central"):
        return None
    lexicon = context.reading.lexicon
    if sibling.level == "province":
        unit = lexicon.get(sibling.unit)
        local = (
            "thanh-uy"
            if unit and (unit.one("unitType") or "").rsplit("/", 1)[-1].startswith("thanh-pho")
            else "tinh-uy"
        )
        organ = lexicon.terms[f"scheme/organ/{local}"]
        return Body(offset, offset, organ.vi, organ.en, "committee", organ.local, "province")
    words = [word for word in _COMMITTEES if f" {word}" in f" {key(sibling.short)}"]
    local = _COMMITTEES[words[0]] if words and sibling.level == "district" else None
    if local:
        organ = lexicon.terms[f"scheme/organ/{local}"]
        return Body(offset, offset, organ.vi, organ.en, "committee", organ.local, "district")
    unit_word = next(
        (word for word in ("xã", "phường", "thị trấn", "đặc khu") if f" {word}" in f" {key(sibling.short)}"),
        None,
    )
    if unit_word is None:
        return None
    organ, word = (
        lexicon.terms["scheme/organ/dang-uy"],
        next(t for t in lexicon.words("unit-word") if t.vi == unit_word),
    )
    return Body(
        offset,
        offset,
        f"{organ.vi} {unit_word}",
        f"{organ.en} of the {word.en.capitalize()}",
        "committee-of",
        organ.local,
        "commune",
    )


def _part(context: Context, body: Body, parent: LinkedBody) -> LinkedBody:
    """Return a department of a central body: `Vụ Địa phương III` of `Ban Tổ chức Trung ương`."""
    own = body.vi if body.form == "named" else body.vi.removesuffix(parent.vi).strip()
    name = f"{parent.name}/{slug(own)}"
    term = context.reading.lexicon.get(name)
    vi = f"{own}, {parent.vi}" if body.form == "named" else body.vi
    en = (
        f"{term.en}, {parent.en}"
        if term and parent.en not in term.en
        else (term.en if term else body.en if body.form != "named" else f"{body.en}, {parent.en}")
    )
    kind = VPO.PartyDepartment if parent.kind.endswith(("PartyOrgan", "PartyCommittee")) else VPO.Organization
    return LinkedBody(
        name,
        vi,
        en,
        vi,
        "central",
        None,
        VPO.samePhrase,
        body.organ,
        term.kind if term else kind,
        parent,
        body.start,
        body.end,
    )


def _named_alone(context: Context, body: Body) -> LinkedBody:
    kind = _kind(context, body)
    return LinkedBody(
        f"id/org/{slug(body.vi)}",
        body.vi,
        body.en,
        body.vi,
        "central",
        None,
        VPO.samePhrase,
        body.organ,
        kind,
        None,
        body.start,
        body.end,
    )


def _of_unit(
    context: Context, body: Body, parent: LinkedBody | None, sibling: LinkedBody | None
) -> LinkedBody:
    body = _as_town(context, _with_local(context, body, sibling))
    printed = bodies_place(body)
    found = _province(context, body, printed, sibling)
    unit = context.reading.lexicon.get(found.unit)
    local = _local_place(body) or _sibling_place(body, sibling)
    short = _as_city(context, body, unit)
    if local:
        short = f"{short} {local}"
    linked = LinkedBody(
        None,
        short,
        body.en,
        short,
        body.level,
        found.unit or None,
        found.how,
        body.organ,
        _kind(context, body),
        parent,
        body.start,
        body.end,
    )
    if unit is None:
        return linked
    return replace(
        linked,
        name=_name(short, unit),
        vi=_vi(short, unit, bool(local)),
        en=_en(body, unit, local),
        level=body.level or "province",
    )


_UNIT_WORDS = {"huyen-uy": "huyện", "quan-uy": "quận", "thi-uy": "thị xã", "huyen-doan": "huyện"}


def _with_local(context: Context, body: Body, sibling: LinkedBody | None) -> Body:
    """Return a body of a district or commune with the place that its phrase leaves out; a bare `Đảng ủy` is of the commune."""
    if body.place or (body.parent and body.parent.place):
        return body
    if body.organ == "dang-uy" and body.vi == "Đảng ủy":
        place = context.local_at(body.start, "commune", None)
        if place is None or place.unit_word is None or (sibling and sibling.level != "commune"):
            return body
        return replace(body, vi=f"{body.vi} {place.unit_word}", level="commune", place=place)
    if body.level not in ("district", "commune") or (sibling and sibling.level == body.level):
        return body
    word = _UNIT_WORDS.get(body.organ or "") or next(
        (word for word in _WORDS if f" {word}" in f" {key(body.vi)}"), None
    )
    return replace(body, place=context.local_at(body.start, body.level, word))


def _as_town(context: Context, body: Body) -> Body:
    """Return `Thành ủy Huế` of a day when Huế was a town of a province as a body of that town."""
    place = body.place
    if body.organ != "thanh-uy" or place is None or place.level != "province" or _is_city(context, context.unit(place) or ""):
        return body
    town = replace(place, level="district", units=(), unit_word="thành phố", within=place)
    return replace(body, level="district", place=town)


_WORDS = ("huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")


def _province(context: Context, body: Body, printed: Place | None, sibling: LinkedBody | None) -> Found:
    if printed:
        return Found(context.unit(printed) or "", VPO.samePhrase, printed.start, printed.end)
    if sibling and sibling.unit and (body.place is None or sibling.level == body.level):
        return Found(sibling.unit, sibling.how)
    within = context.province_of(body.place) if body.place else None
    if within:
        return Found(context.unit(within) or "", VPO.articleContext, within.start, within.end)
    city = body.organ == "thanh-uy" or body.vi.endswith(" thành phố")
    province = body.organ == "tinh-uy" or body.vi.endswith((" tỉnh", " Tỉnh ủy"))
    if body.level == "province" and (city or province):
        return context.province_at(body.start, lambda unit: _is_city(context, unit) == city)
    return context.province_at(body.start)


def _is_city(context: Context, unit: str) -> bool:
    term = context.reading.lexicon.get(unit)
    return term is not None and "/thanh-pho" in (term.one("unitType") or "")


def _local_place(body: Body) -> str | None:
    place = body.place
    return place.vi if place and place.level != "province" else None


def _sibling_place(body: Body, sibling: LinkedBody | None) -> str | None:
    """Return the district of the neighbour: in `Bí thư Huyện ủy, Chủ tịch UBND huyện Cần Đước` both are of Cần Đước."""
    if body.level not in ("district", "commune") or sibling is None or sibling.level != body.level:
        return None
    words = sibling.short.split(" ")
    tail = [word for word in words[1:] if word[:1].isupper() or word[:1].isdigit()]
    return " ".join(words[-len(_trailing(words)) :]) if _trailing(words) and tail else None


def _trailing(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in reversed(words):
        if not (word[:1].isupper() or word[:1].isdigit()):
            break
        found.insert(0, word)
    return found if len(found) < len(words) else []


def _as_city(context: Context, body: Body, unit: Term | None) -> str:
    """Return the name without place, with `tỉnh` or `thành phố` as the unit is."""
    if unit is None or body.place is None or body.place.level != "province":
        return body.vi
    city = (unit.one("unitType") or "").rsplit("/", 1)[-1].startswith("thanh-pho")
    if city and body.vi.endswith(" tỉnh"):
        return f"{body.vi.removesuffix(' tỉnh')} thành phố"
    return body.vi


def _name(short: str, unit: Term) -> str:
    era = "-2025" if unit.name.startswith("id/adm34/") else ""
    return f"id/org/{slug(short)}-{unit.local}{era}"


def _vi(short: str, unit: Term, local: bool) -> str:
    if local:
        return f"{short}, {unit.vi}"
    if key(short).endswith("thành phố"):
        return f"{short} {unit.vi.removeprefix('Thành phố ')}"
    return f"{short} {unit.vi}"


def _en(body: Body, unit: Term, local: str | None) -> str:
    place = f"{local}, {unit.en}" if local else unit.en
    for word in (
        "Province",
        "City",
        "Rural district",
        "Urban district",
        "Town",
        "Commune",
        "Ward",
        "Township",
        "Special zone",
    ):
        if body.en.endswith(f" of the {word}"):
            said = (
                place
                if place.endswith(word)
                else f"{place} {word}"
                if not local
                else f"{local} {word}, {unit.en}"
            )
            return f"{body.en.removesuffix(f' of the {word}')} of {said}"
    head, comma, committee = body.en.rpartition(", ")
    return (
        f"{head}{comma}{place} {committee}" if body.form in ("committee", "organ") else f"{body.en}, {place}"
    )


def _kind(context: Context, body: Body) -> str:
    organ = context.reading.lexicon.get(f"scheme/organ/{body.organ}") if body.organ else None
    kind = organ.one("organizationClass") if organ else None
    return kind or VPO.Organization


def _known_parent(context: Context, term: Term) -> LinkedBody | None:
    parent = context.reading.lexicon.get(term.one("parent"))
    if parent is None:
        return None
    return LinkedBody(
        parent.name, parent.vi, parent.en, parent.vi, "central", None, VPO.samePhrase, None, parent.kind
    )
