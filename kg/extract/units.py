"""The body that a title means by the unit after it alone: `Chủ tịch huyện`, `Bí thư xã Mỹ Lộc`."""

from __future__ import annotations

from kg.extract.bodies import unit_organ
from kg.extract.placed import of_unit
from kg.extract.places import gazetteer, place_at, unit_of
from kg.extract.reading import Reading
from kg.extract.spans import Body
from kg.ontology import Term
from kg.quick import replace
from kg.text import key


def organ_of_unit_at(reading: Reading, offset: int, organ: Term) -> Body | None:
    """Return the body that a title means by the unit after it: `Chủ tịch huyện Cần Đước` is of its committee.

    `organ` is the organ of a state post, or the committee word of a Party post. A bare name is a province.
    """
    unit = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
    if unit is None and place_at(reading, offset, "province") is None:
        return None
    bare = Body(offset, offset, organ.vi, organ.en, "unit-organ", organ.local)
    if organ.local == "ban-chap-hanh-dang-bo":
        return _committee_of_unit(reading, bare, offset, unit.end() if unit else offset)
    return unit_organ(reading, replace(bare, end=offset - 1))


def _committee_of_unit(reading: Reading, bare: Body, offset: int, word_end: int) -> Body | None:
    """Return the committee of the unit at `offset`: `Bí thư huyện Cần Đước`, `Phó Bí thư xã Mỹ Lộc`."""
    if word_end > offset:
        word = gazetteer(reading.lexicon).by_word[key(reading.low[offset:word_end].rstrip("."))]
        if word.one("level") == "scheme/level/commune":
            organ = reading.lexicon.terms["scheme/organ/dang-uy"]
            local = replace(bare, vi=organ.vi, en=organ.en, organ=organ.local, form="committee-of")
            return of_unit(reading, local, offset, word_end)
        return of_unit(reading, bare, offset, word_end)
    place = place_at(reading, offset, "province")
    if place is None:
        return None
    city = unit_of(reading, place)
    name = "thanh-uy" if city and city.local == "thanh-pho" else "tinh-uy"
    organ = reading.lexicon.terms[f"scheme/organ/{name}"]
    return Body(offset, place.end, organ.vi, organ.en, "committee", organ.local, "province", place)
