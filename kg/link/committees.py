"""Which committee a bare `Bí thư` heads, by the body of the neighbouring title."""

from __future__ import annotations

from kg.extract.body_words import COMMITTEE_OF_UNIT
from kg.extract.spans import Body
from kg.link.bodies import LinkedBody
from kg.link.body_names import unit_word
from kg.link.context import Context
from kg.link.eras import is_city


def committee_of(context: Context, sibling: LinkedBody | None, offset: int) -> Body | None:
    """Return the committee that a title at `offset` is of, by its neighbour's level; None without ground."""
    if sibling is None or sibling.level in (None, "central"):
        return None
    if sibling.level == "province":
        local = "thanh-uy" if is_city(context.reading.lexicon, sibling.unit) else "tinh-uy"
        return _committee(context, local, "province", offset)
    district = _district_committee(context, sibling) if sibling.level == "district" else None
    if district:
        return _committee(context, district, "district", offset)
    return _commune_committee(context, sibling, offset)


def _district_committee(context: Context, sibling: LinkedBody) -> str | None:
    word = unit_word(context.reading.lexicon, sibling.short, "district")
    if word:
        return COMMITTEE_OF_UNIT[word.vi]
    return "thanh-uy" if " thành phố" in f" {sibling.short.lower()}" else None


def _committee(context: Context, local: str, level: str, offset: int) -> Body:
    organ = context.reading.lexicon.terms[f"scheme/organ/{local}"]
    return Body(offset, offset, organ.vi, organ.en, "committee", organ.local, level)


def _commune_committee(context: Context, sibling: LinkedBody, offset: int) -> Body | None:
    """Return `Đảng ủy xã` beside a body of the commune."""
    lexicon = context.reading.lexicon
    word = unit_word(lexicon, sibling.short, "commune")
    if word is None:
        return None
    organ = lexicon.terms["scheme/organ/dang-uy"]
    vi, en = f"{organ.vi} {word.vi}", f"{organ.en} of the {word.en.capitalize()}"
    return Body(offset, offset, vi, en, "committee-of", organ.local, "commune")
