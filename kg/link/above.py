"""The body above one whose phrase leaves it out: a council, a department, the police of a province."""

from __future__ import annotations

from kg.extract.spans import Body
from kg.link.context import Context
from kg.quick import replace

_COUNCIL = "scheme/organ/hoi-dong-nhan-dan"
# Committees of a People's Council, printed without it.
_OF_COUNCIL = (
    "ban-phap-che",
    "ban-do-thi",
    "ban-kinh-te-ngan-sach",
    "ban-kinh-te-xa-hoi",
    "ban-van-hoa-xa-hoi",
)
# Divisions of the police of a province.
_OF_POLICE = (
    "phong-canh-sat-giao-thong", "phong-canh-sat-hinh-su", "phong-canh-sat-kinh-te", "phong-tham-muu",
    "phong-to-chuc-can-bo",
)  # fmt: skip
_NEAR = 2  # sentences


def with_above(context: Context, body: Body) -> Body:
    """Return a committee of a council and a division of the police with the body above them."""
    if body.place or body.parent or body.level:
        return body
    organ = context.reading.lexicon.get(f"scheme/organ/{body.organ}")
    if organ is None:
        return body
    if body.organ == "phong":
        return _with_department(context, body)
    if body.vi != organ.vi:
        return body
    council = context.reading.lexicon.get(_COUNCIL)
    if body.organ in _OF_COUNCIL and council:
        return replace(body, vi=f"{body.vi} {council.vi}", en=f"{body.en}, {council.en}")
    police = _last(context, body, "cong-an") if body.organ in _OF_POLICE else None
    if police is None:
        return body
    vi, en = f"{body.vi} {police.vi}", f"{body.en}, {police.en}"
    return replace(body, vi=vi, en=en, level=police.level, place=police.place)


def _with_department(context: Context, body: Body) -> Body:
    """Return a division with words of its own with the one department named just before it.

    None is added where two are named, or a district.
    """
    if " Sở " in body.vi:
        return body
    sentence = context.reading.sentence_at(body.start)
    same = [
        other
        for other in context.bodies
        if sentence.start <= other.start < body.start and (other.organ or "").startswith("so-")
    ]
    since = same[-1].start if same else context.sentence_before(body.start, _NEAR)
    near = [
        other for other in context.bodies if since <= other.start < body.start and other.form != "committee"
    ]
    fits = [other for other in near if (other.organ or "").startswith("so-")]
    others = [
        other
        for other in near
        if (other.organ or "").startswith(("uy-ban-nhan-dan", "cong-an")) and other.place
    ]
    if len({other.vi for other in fits}) != 1 or others:
        return body
    above = fits[-1]
    vi, en = f"{body.vi}, {above.vi}", f"{body.en}, {above.en}"
    return replace(body, vi=vi, en=en, level=above.level, place=above.place)


def _last(context: Context, body: Body, organ: str) -> Body | None:
    """Return the last body of an organ of a province before `body`, else the first one of the article."""
    fits = [other for other in context.bodies if other.organ == organ and other.level == "province"]
    before = [other for other in fits if other.start < body.start]
    return before[-1] if before else next(iter(fits), None)
