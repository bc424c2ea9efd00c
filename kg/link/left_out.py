"""What the phrase of a body leaves out: the district or commune, the word for it, the body above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from kg.extract.body_words import COMMITTEE_OF_UNIT
from kg.extract.organs import OF_UNIT
from kg.extract.spans import Body, Place
from kg.link.above import with_above
from kg.link.body_names import unit_word
from kg.link.context import Context
from kg.link.eras import is_city
from kg.ontology import Term
from kg.quick import replace

UNIT_OF_COMMITTEE = {organ: word for word, organ in COMMITTEE_OF_UNIT.items()} | {
    "huyen-doan": "huyện",
    "quan-doan-thanh-nien": "quận",
    "thi-doan": "thị xã",
    "xa-doan": "xã",
    "phuong-doan": "phường",
}
# Bodies of a province whose names go without the word for it.
_OF_PROVINCE = ("so-", "cuc-", "dang-uy-khoi-cac-khu")
_PROVINCE_COMMITTEE = "Tỉnh ủy"  # beside it a `Thành ủy` is of a town
# "bảy cán bộ chủ chốt của xã là Phó Bí thư …, Phó Chủ tịch UBND …", "bốn lãnh đạo xã A gồm:"
_LEADERS = re.compile(
    r"(?<!\w)(?:lãnh đạo|cán bộ|cán bộ chủ chốt)(?: của)? (xã|phường|thị trấn|huyện|quận|thị xã)(?!\w)"
)
# Bodies that no district has, and those that no commune has either.
_NOT_OF_DISTRICT = (
    "bo-chi-huy", "bo-doi-bien-phong", "doan-dai-bieu-quoc-hoi", "doan-luat-su", "van-phong-doan-dbqh",
    "truong-chinh-tri", "dai-phat-thanh-truyen-hinh", "bao-va-phat-thanh", "hoi-sinh-vien", "thanh-tra-giao",
)  # fmt: skip
_NOT_OF_COMMUNE = (
    "toa-an", "vien-kiem-sat", "thanh-tra", "lien-doan-lao-dong", "van-phong-dang-ky-dat-dai",
)  # fmt: skip
_DIRECTOR = "giám đốc "  # of the police of a province; that of a district has a `trưởng`
_LOCAL_LEVELS = ("district", "commune")


class Sibling(Protocol):
    """The body of the neighbour in a list of titles: what is read of it here."""

    @property
    def level(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def short(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Said:
    """A kind of unit and, where it is told, the unit itself."""

    word: Term | None
    place: Place | None = None


def with_left_out(context: Context, body: Body, sibling: Sibling | None) -> Body:
    """Return a body with the place, the unit word and the body above it that its phrase leaves out."""
    body = with_above(context, body)
    if body.place or (body.parent and body.parent.place):
        return body
    if body.organ == "dang-uy" and body.vi == "Đảng ủy":
        return _commune_committee(context, body, sibling)
    if _is_of_city(body):
        return _town_committee(context, body, sibling)
    if _names_no_unit(context, body):
        return _with_unit(context, body, sibling)
    if body.level not in _LOCAL_LEVELS or (sibling and sibling.level == body.level):
        return body
    said = unit_word(context.reading.lexicon, body.vi, *_LOCAL_LEVELS)
    word = UNIT_OF_COMMITTEE.get(body.organ or "") or (said.vi if said else None)
    return replace(body, place=context.local_at(body.start, body.level, word))


def with_province_word(context: Context, body: Body, unit: str | None) -> Body:
    """Return `HĐND` of a province as `HĐND tỉnh`, of a city as `HĐND thành phố`."""
    if unit is None or not _names_no_unit(context, body) or (body.organ or "").startswith("phong-"):
        return body
    city = is_city(context.reading.lexicon, unit)
    return _worded(body, _unit_term(context, "thanh-pho" if city else "tinh"), "province")


def _is_of_city(body: Body) -> bool:
    """Say whether a body is of a city that may be a town of a province: `Thành ủy`, `UBND thành phố`."""
    base = body.parent if body.parent and body.form == "organ" else body
    return base.level == "city" or (base.organ in ("thanh-uy", "thanh-doan") and base.level is None)


def _names_no_unit(context: Context, body: Body) -> bool:
    """Say whether a body is one of an administrative unit and its name does not say of what kind of unit."""
    base = body.parent if body.parent and body.form == "organ" else body
    if base.form == "committee-of" and not base.level and not base.place:
        return _is_of_unit_organ(context, base)
    if base.form != "unit-organ" or base.level or base.place:
        return False
    return not (base.organ or "").startswith(_OF_PROVINCE)


def _is_of_unit_organ(context: Context, body: Body) -> bool:
    """Say whether a Party committee is of a body of a unit, without the unit: `Đảng ủy Công an`."""
    party = context.reading.lexicon.get(f"scheme/organ/{body.organ}")
    inner = body.vi.removeprefix(f"{party.vi} ") if party else ""
    organs = context.reading.lexicon.words("unit-organ")
    return any(inner == organ.vi and not organ.local.startswith(_OF_PROVINCE) for organ in organs)


def _commune_committee(context: Context, body: Body, sibling: Sibling | None) -> Body:
    """Return a bare `Đảng ủy` as that of the commune of its neighbour, else of the one the article names."""
    lexicon = context.reading.lexicon
    word = unit_word(lexicon, sibling.short, "commune") if sibling and sibling.level == "commune" else None
    if word:
        return _worded(body, word, "commune")
    place = context.local_at(body.start, "commune", None)
    if place is None or place.unit_word is None or sibling:
        return body
    return replace(body, vi=f"{body.vi} {place.unit_word}", level="commune", place=place)


def _town_committee(context: Context, body: Body, sibling: Sibling | None) -> Body:
    """Return a bare `Thành ủy` in an article about a province as that of the town of its neighbour.

    Without a neighbour, of the town named before.
    """
    if sibling and _is_town(context, sibling):
        return replace(body, level="district")
    if sibling and sibling.unit and sibling.short == _PROVINCE_COMMITTEE:
        place = context.local_at(body.start, "district", "thành phố")
        return replace(body, level="district", place=place) if place else body
    found = context.province_at(body.start)
    if (sibling and sibling.unit) or not found.unit or is_city(context.reading.lexicon, found.unit):
        return body
    place = context.local_at(body.start, "district", "thành phố")
    return replace(body, level="district", place=place) if place else body


def _is_town(context: Context, sibling: Sibling) -> bool:
    """Say whether the neighbour is a body of a town inside a province."""
    said = " thành phố " in f" {sibling.short.lower()}"
    return sibling.level == "district" and (said or _is_of(context, sibling, "thanh-uy"))


def _with_unit(context: Context, body: Body, sibling: Sibling | None) -> Body:
    """Return `HĐND` or `Phòng Nội vụ` of a district or commune with the word for it, and its place."""
    said = _of_sibling(context, sibling) if sibling else _of_context(context, body)
    if said is None or said.word is None:
        return body
    level = (said.word.one("level") or "").rsplit("/", 1)[-1]
    if said.place:
        level = said.place.level
    elif sibling and sibling.level:
        level = sibling.level
    return replace(_worded(body, said.word, level), place=said.place)


def _of_sibling(context: Context, sibling: Sibling) -> _Said | None:
    if sibling.level not in _LOCAL_LEVELS:
        return None
    lexicon = context.reading.lexicon
    word = unit_word(lexicon, sibling.short, sibling.level)
    if word is None and sibling.level == "district":
        kind = next((vi for vi in COMMITTEE_OF_UNIT if f" {vi} " in f" {sibling.short.lower()} "), None)
        committee = next(
            (vi for organ, vi in UNIT_OF_COMMITTEE.items() if _is_of(context, sibling, organ)), None
        )
        word = next((term for term in lexicon.words("unit-word") if term.vi == (kind or committee)), None)
    return _Said(word)


def _is_of(context: Context, sibling: Sibling, organ: str) -> bool:
    term = context.reading.lexicon.get(f"scheme/organ/{organ}")
    return term is not None and sibling.short.startswith(f"{term.vi} ")


def _of_context(context: Context, body: Body) -> _Said | None:
    """Return the district or commune whose body of the same kind was named last before `body`.

    A division of a district is of the one district that the article names.
    """
    lexicon = context.reading.lexicon
    if (body.organ or "").startswith("phong-"):
        places = {(place.vi, place.level): place for place in context.locals if place.level in _LOCAL_LEVELS}
        near = context.local_at(body.start, "district", None) or context.local_at(body.start, "commune", None)
        one = near if near and (len(places) == 1 or near.start < body.start) else None
        return _Said(_unit_term(context, one.unit_word or ""), one) if one and one.unit_word else None
    here = context.reading.sentence_at(body.start).start
    same = [
        other
        for other in context.bodies
        if other.level
        and other.start < body.start
        and other.place
        and (
            other.organ == body.organ
            or (other.organ in OF_UNIT and other.start >= here and _may_be_beside(context, other, body))
        )
    ]
    if not same:
        return _of_leaders(context, body)
    if same[-1].level not in _LOCAL_LEVELS or same[-1].place is None:
        return None
    return _Said(unit_word(lexicon, same[-1].vi, same[-1].level), same[-1].place)


def _may_be_beside(context: Context, unit: Body, body: Body) -> bool:
    """Say whether a body may be of the district or commune whose council or committee stands before it.

    Not where a province is named between them: `UBND huyện A làm việc với Công an tỉnh B, Giám đốc Công an`.
    """
    organ = body.organ or ""
    if unit.level in _LOCAL_LEVELS and organ.startswith(_NOT_OF_DISTRICT):
        return False
    if unit.level == "commune" and organ.startswith(_NOT_OF_COMMUNE):
        return False
    if organ == "cong-an" and context.reading.low.endswith(_DIRECTOR, 0, body.start):
        return unit.level not in _LOCAL_LEVELS
    between = (place for place in context.places if unit.end < place.start < body.start)
    return organ in OF_UNIT or not any(place.level == "province" for place in between)


def _of_leaders(context: Context, body: Body) -> _Said | None:
    """Return the district or commune whose leaders the sentence lists: `cán bộ của xã là Phó Bí thư …`."""
    reading, sentence = context.reading, context.reading.sentence_at(body.start)
    said = next(reversed(list(_LEADERS.finditer(reading.low, sentence.start, body.start))), None)
    word = _unit_term(context, said[1]) if said else None
    level = (word.one("level") or "").rsplit("/", 1)[-1] if word else ""
    place = context.local_at(body.start, level, said[1]) if said and word else None
    return _Said(word, place) if place else None


def _unit_term(context: Context, name: str) -> Term | None:
    words = context.reading.lexicon.words("unit-word")
    bare = name.rstrip(".").lower()
    return next(
        (word for word in words if bare in (word.local, *(form.rstrip(".").lower() for form in word.forms))),
        None,
    )


def _worded(body: Body, word: Term | None, level: str) -> Body:
    if word is None:
        return body
    return replace(
        body, vi=f"{body.vi} {word.vi}", en=f"{body.en} of the {word.en.capitalize()}", level=level
    )
