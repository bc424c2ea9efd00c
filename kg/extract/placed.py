"""A body with the place that is printed behind it."""

from __future__ import annotations

import re

from kg.extract.body_words import COMMITTEE_OF_UNIT
from kg.extract.part_of import OF_ANY, is_department
from kg.extract.places import gazetteer, place_at, printed_unit
from kg.extract.reading import Reading
from kg.extract.spans import Body
from kg.quick import replace
from kg.text import key
from kg.vocab import VPO

SPACE = re.compile(r"[ ]*(?:của |thuộc )?")
_IN_LETTERS = re.compile(r" ?\([^() ][^()]{1,15}\)(?= (?:huyện|quận|thị|thành phố|tp|tx|tỉnh|xã|phường)\b)")
_NEWSPAPER = "bao"
_SAIGON = "Sài Gòn"  # the city has another name: here it is a part of the body's
_SCHOOL = "truong-chinh-tri"  # it is the province's: `Trường Chính trị tỉnh`
_UNIVERSITIES = ("dai-hoc", "cao-dang", "truong", "hoc-vien")


def with_place(reading: Reading, bare: Body, level: str) -> Body:
    """Return a committee with the place after it: `Tỉnh ủy Long An`, `Huyện ủy Cần Đước`."""
    offset = reading.over(SPACE, bare.end)
    if offset == bare.end and not reading.shadow.startswith(" ", bare.end):
        return bare
    place = place_at(reading, offset, level)
    if place is None and level == "city":
        place = place_at(reading, offset, "district")
    return replace(bare, end=place.end, place=place, level=place.level) if place else bare


def of_unit(reading: Reading, bare: Body, offset: int, word_end: int) -> Body:
    """Return a body named by its unit: `Ban Chấp hành Đảng bộ tỉnh Long An` is `Tỉnh ủy Long An`.

    `Ban Tuyên giáo tỉnh` is that of the `Tỉnh ủy`.
    """
    table = gazetteer(reading.lexicon)
    word = table.by_word[key(reading.low[offset:word_end].rstrip("."))]
    place = place_at(reading, offset)
    level = place.level if place else word.level
    if level is None and word.local == "thanh-pho":
        level = "city"
    end = place.end if place else word_end
    if bare.organ == "ban-chap-hanh-dang-bo" and word.vi in COMMITTEE_OF_UNIT:
        committee = reading.lexicon.terms[f"scheme/organ/{COMMITTEE_OF_UNIT[word.vi]}"]
        return Body(bare.start, end, committee.vi, committee.en, "committee", committee.local, level, place)
    if is_department(bare):
        return replace(bare, end=end, level=level, place=place)
    organ = reading.lexicon.get(f"scheme/organ/{bare.organ}")
    party = organ is not None and organ.one("organizationClass") == VPO.PartyOrgan
    if party and bare.organ not in (*OF_ANY, _SCHOOL) and word.vi in COMMITTEE_OF_UNIT:
        committee = reading.lexicon.terms[f"scheme/organ/{COMMITTEE_OF_UNIT[word.vi]}"]
        vi, en = f"{bare.vi} {committee.vi}", f"{bare.en}, {committee.en}"
        return replace(bare, end=end, vi=vi, en=en, level=level, place=place)
    vi, en = f"{bare.vi} {word.vi}", f"{bare.en} of the {word.en.capitalize()}"
    return replace(bare, end=end, vi=vi, en=en, level=level, place=place)


def of_province(reading: Reading, bare: Body) -> Body | None:
    """Return the newspaper that is called after its province: `Báo Đà Nẵng`; None for other bodies."""
    if bare.organ != _NEWSPAPER:
        return None
    place = place_at(reading, bare.end + 1, "province") if reading.shadow.startswith(" ", bare.end) else None
    if place is None or place.unit_word or place.level != "province":
        return None
    return replace(bare, end=place.end, vi=f"{bare.vi} {place.vi}", place=place, level="province")


def named_with_place(reading: Reading, named: Body, form: str) -> Body:
    """Return a body with a name of its own with its place, or with the word for its unit alone."""
    offset = reading.over(SPACE, reading.over(_IN_LETTERS, named.end))
    unit = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
    place = place_at(reading, offset, None if unit else "province") if offset > named.end else None
    if place and reading.shadow.startswith(_SAIGON, offset):
        vi, en = f"{named.vi} {_SAIGON}", f"{named.en} {_SAIGON}"
        return replace(named, end=place.end, vi=vi, en=en, place=place, level=place.level)
    if place:
        word = printed_unit(reading, place) if form != "committee-of" or place.level != "province" else None
        alone = is_department(named) or (named.organ in _UNIVERSITIES and place.level == "province")
        alone = alone or (word is not None and named.vi.endswith(f" {word.vi}"))
        vi = f"{named.vi} {word.vi}" if word and not alone else named.vi
        return replace(named, end=place.end, vi=vi, place=place, level=place.level)
    if unit is None:
        return named
    word = gazetteer(reading.lexicon).by_word[key(unit[0].rstrip("."))]
    vi = named.vi if is_department(named) else f"{named.vi} {word.vi}"
    level = "city" if word.local == "thanh-pho" else word.level
    return replace(named, end=unit.end(), vi=vi, level=level)
