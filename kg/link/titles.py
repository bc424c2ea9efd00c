"""Which body a title means: the one printed with it, or the one its neighbours in the list say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.organs import BOARDS
from kg.extract.spans import Body, Title
from kg.link.aliases import alias_after, aliased
from kg.link.bodies import LinkedBody, link_body
from kg.link.committees import committee_of
from kg.link.finds import Finds
from kg.link.focus import (
    SHARED_RIGHT,
    committee_before,
    company_before,
    family,
    focus_of,
    in_full,
    is_company,
    may_head,
    named_before,
    party_before,
)
from kg.link.held import Group, between_titles
from kg.link.left_out import with_left_out
from kg.link.party_of import (
    PARTY_OF,
    body_led,
    is_alone,
    is_bare_board,
    organ_en,
    organ_vi,
    party_of_neighbour,
)
from kg.link.told import is_bare, titles_in_full
from kg.quick import replace
from kg.text import CAPITALS

_IS_ALONE = re.compile(rf" ?(?:[,;.()\n-]|kiêm|và|[{CAPITALS}]|$)")
_SECRETARY_GENERAL = "scheme/role/tong-thu-ky"
# "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ": a minister without a ministry
_MINISTER_HEADING = ("scheme/role/bo-truong", "scheme/role/chu-nhiem")
_OFFICE, _OFFICE_ORGAN = "Văn phòng", "van-phong"
_HAS_OFFICE = ("Bộ ", "Sở ", "Tổng cục ")
_PEOPLES = "Ủy ban nhân dân"
_OF_DEFENCE = ", bộ quốc phòng"
_SPOKESMAN = (
    "scheme/role/nguoi-phat-ngon"  # of whose office the chief is: "Chánh Văn phòng kiêm người phát ngôn"
)
_OF_MINISTRY = ("vu", "cuc", "tong-cuc")
_LIST = re.compile(r"[ ]*(?:,|và|kiêm|-|;|, kiêm|, đồng thời là|đồng thời là|, nay là|rồi|, rồi)?[ ]*")
_SHARED = re.compile(r"[ ]*(?:-|kiêm)[ ]*")
# Organs of a Party committee, which is often left out.
_OF_COMMITTEE = (
    "ban-to-chuc", "ban-tuyen-giao", "ban-tuyen-giao-va-dan-van", "ban-dan-van", "ban-noi-chinh",
    "ban-xay-dung-dang", "uy-ban-kiem-tra",
)  # fmt: skip


def link_titles(finds: Finds) -> dict[int, LinkedBody]:
    """Return the body of each title by where the title begins.

    A bare title takes the level and the place of its neighbours; one that nothing tells has none.
    """
    linked: dict[int, LinkedBody] = {}
    for group, later in pairwise((*_groups(finds), ())):
        known = {
            title.start: link_body(finds.context, title.body)
            for title in group
            if title.body and _is_whole(title.body)
        }
        for at, title in enumerate(group):
            sibling = _sibling(group, at, known) or _of_next(finds, title, later)
            body = _body_of(finds, group, at, sibling) or focus_of(finds, title)
            body = aliased(finds, body) if body else alias_after(finds, title.end)
            if body and is_bare(body):
                body = named_before(finds, body)
            if body:
                body = in_full(finds, _whole_force(finds, title, body))
                linked[title.start] = known.get(title.start) or link_body(finds.context, body, sibling)
                known.setdefault(title.start, linked[title.start])
    return linked


def _whole_force(finds: Finds, title: Title, body: Body) -> Body:
    """Return the force of the country for its commander, or where the ministry stands behind it.

    Only `Chỉ huy trưởng` is of a province.
    """
    commander = title.role.endswith(("/tu-lenh", "/pho-tu-lenh"))
    commander = commander or finds.reading.low.startswith(_OF_DEFENCE, body.end)
    alone = body.level is None and body.place is None and body.organ == "bo-doi-bien-phong"
    return replace(body, level="central") if commander and alone else body


def _groups(finds: Finds) -> Iterator[Group]:
    group: Group = ()
    for title in finds.titles:
        body = aliased(finds, title.body) if title.body else None
        title = title if body is title.body else replace(title, body=body)
        between = between_titles(finds.reading, group[-1].end, title.start, finds.names) if group else ""
        if group and not _LIST.fullmatch(between):
            yield group
            group = ()
        group = (*group, title)
    if group:
        yield group


def _is_whole(body: Body) -> bool:
    """Say whether a body says by itself which one it is."""
    within = body.parent is not None and not is_bare(body.parent)
    return bool(body.entity or body.place or within or body.level == "central")


def _sibling(group: Group, at: int, known: dict[int, LinkedBody]) -> LinkedBody | None:
    """Return the body of the nearest neighbour that says its place, to the right first."""
    order = (*group[at + 1 :], *reversed(group[:at]))
    found = (known.get(title.start) for title in order)
    return next((body for body in found if body and body.level != "central" and _is_somewhere(body)), None)


def _of_next(finds: Finds, title: Title, later: Group) -> LinkedBody | None:
    """Return the body of the next title where it has the unit: `Chủ tịch UBND và B, Phó Chủ tịch UBND xã`."""
    own, body = title.body, later[0].body if later else None
    if own is None or body is None or own.form != "unit-organ" or own.place or own.level:
        return None
    shared = SHARED_RIGHT.fullmatch(finds.reading.low, title.end, later[0].start)
    same = shared and body.organ == own.organ and _is_whole(body)
    return link_body(finds.context, body) if same else None


def _is_somewhere(body: LinkedBody) -> bool:
    return bool(body.unit) or body.level in ("district", "commune")


def _body_of(finds: Finds, group: Group, at: int, sibling: LinkedBody | None) -> Body | None:
    title = group[at]
    if title.body and title.body.organ in _OF_MINISTRY and _is_open(title.body):
        ministry = _ministry_after(group, at)
        return replace(title.body, parent=ministry) if ministry else title.body
    if title.body and title.body.organ in BOARDS and is_bare_board(finds, title.body):
        return _board(finds, title.body, group, at)
    if title.body:
        organ = party_of_neighbour(finds, title.body, group, at)
        return _same_organ(finds, title, organ) or _organ_of(finds, organ, group, at, sibling)
    role = finds.reading.lexicon.terms[title.role]
    if role.one("sharedWord") == _OFFICE and _IS_ALONE.match(finds.reading.shadow, title.end):
        return _office(finds, group, at)
    if (role.one("defaultOrgan") or "").endswith("/cap-uy"):
        return _committee(finds, group, at, sibling)
    return _shared(finds, group, at)


def _same_organ(finds: Finds, title: Title, organ: Body) -> Body | None:
    """Return an organ of a committee printed alone as the one that stands in full beside the same name."""
    if organ.organ not in _OF_COMMITTEE or organ.place or organ.level or organ.parent or organ.entity:
        return None
    full = (other.body for other in titles_in_full(finds, title) if other.role == title.role)
    return next((body for body in full if body and body.vi.startswith(f"{organ.vi} ")), None)


def _board(finds: Finds, board: Body, group: Group, at: int) -> Body:
    """Return a bare `Hội đồng quản trị` as that of the company beside it, else of the last one named."""
    order = (*group[at + 1 :], *reversed(group[:at]))
    near = next((other.body for other in order if other.body and is_company(other.body)), None)
    company = near or company_before(finds, board.start)
    if company is None:
        return board
    vi, en = f"{organ_vi(finds, board)} {company.vi}", f"{organ_en(finds, board)}, {company.en}"
    return replace(board, vi=vi, en=en, level=company.level, place=company.place)


def _is_open(body: Body) -> bool:
    return not (body.entity or body.parent or body.place) and body.level is None


def _ministry_after(group: Group, at: int) -> Body | None:
    """Return the ministry at the end of a list: `Phó Vụ trưởng Vụ Tổ chức cán bộ; Thứ trưởng Bộ Xây dựng`."""
    bodies = (other.body for other in group[at + 1 :] if other.body)
    return next((body for body in bodies if body.entity and body.vi.startswith("Bộ ")), None)


def _office(finds: Finds, group: Group, at: int) -> Body | None:
    """Return the office of the body that the neighbours are of: beside `Vụ trưởng Vụ A, Bộ B` it is B's."""
    order = (*group[at + 1 :], *reversed(group[:at]))
    near = next((other.body for other in order if other.body and other.body.organ not in PARTY_OF), None)
    right = group[at + 1].body if at + 1 < len(group) else None
    if right and group[at + 1].role == _SPOKESMAN:
        return _office_of(finds, group[at], right)
    if right and right.vi.startswith(_PEOPLES) and right.form == "unit-organ":
        near = right
    above = near.parent if near and near.parent else near
    if near and above is near and near.organ in _OF_MINISTRY and _is_open(near):
        above = finds.context.body_before(near.start)
    if above is None or not above.vi.startswith((*_HAS_OFFICE, _PEOPLES) if near is right else _HAS_OFFICE):
        return None
    return _office_of(finds, group[at], above)


def _office_of(finds: Finds, title: Title, above: Body) -> Body:
    """Return the office of a body, for its chief whose title says only that."""
    organ = finds.reading.lexicon.terms[f"scheme/organ/{_OFFICE_ORGAN}"]
    vi, en = f"{organ.vi} {above.vi}", f"{organ.en}, {above.en}"
    level = "central" if above.entity else above.level
    return Body(title.start, title.end, vi, en, "organ", organ.local, level, above.place, parent=above)


def _shared(finds: Finds, group: Group, at: int) -> Body | None:
    """Return the body that a bare title shares with the next one: `Phó Chủ tịch, Chủ tịch UBND huyện`."""
    lexicon, title = finds.reading.lexicon, group[at]
    for other in group[at + 1 :]:
        if other.body is None or is_bare(other.body):
            continue
        if title.role == _SECRETARY_GENERAL and other.body.entity == "id/org/van-phong-quoc-hoi":
            assembly = lexicon.terms["id/org/quoc-hoi"]
            return replace(other.body, vi=assembly.vi, en=assembly.en, entity=assembly.name)
        led = body_led(finds, other.body)  # "Phó Trưởng Công an kiêm Phó Bí thư Đảng ủy Công an huyện"
        if led and may_head(lexicon, title, led):
            return led
        joined = _SHARED.fullmatch(finds.reading.low, title.end, other.start) is not None
        joined = joined and other.body.form != "committee" and not led  # "Bộ trưởng - Bí thư Thành ủy A"
        joined = joined or (title.role, other.role) == _MINISTER_HEADING
        if joined or family(lexicon, other) == family(lexicon, title) or may_head(lexicon, title, other.body):
            return other.body
        above = other.body.parent if other.body.organ == _OFFICE_ORGAN else None
        if above and may_head(lexicon, title, above):  # "Phó Tổng thư ký, Chánh Văn phòng Hội Luật gia"
            return above
        if other.body.organ not in PARTY_OF:
            return None
    return None


def _committee(finds: Finds, group: Group, at: int, sibling: LinkedBody | None) -> Body | None:
    """Return the committee of a bare `Bí thư`: the next in its list, else that of its neighbour's unit."""
    follows = next((other.body for other in group[at + 1 :] if other.body), None)
    if follows and follows.form == "committee":
        return follows
    order = (*group[at + 1 :], *reversed(group[:at]))
    near = (link_body(finds.context, other.body) for other in order if other.body)
    return committee_of(finds.context, sibling or next(near, None), group[at].start)


def _organ_of(finds: Finds, body: Body, group: Group, at: int, sibling: LinkedBody | None) -> Body:
    """Return an organ of a committee with the committee that its phrase leaves out.

    `Chủ nhiệm Ủy ban Kiểm tra` beside `Ủy viên Ban Thường vụ Tỉnh ủy` is of the `Tỉnh ủy`; that of a bare
    `Đảng ủy` is of the body of its neighbour.
    """
    if body.form != "organ" or body.place or body.level:
        return body
    if body.parent:
        above = named_before(finds, body.parent) if is_bare(body.parent) else None
        above = above or party_of_neighbour(finds, body.parent, group, at)
        above = with_left_out(finds.context, above, sibling) if above.vi == body.parent.vi else above
        if above.organ == "dang-uy" and is_alone(finds, above):
            above = party_before(finds, body) or above
    elif body.organ in _OF_COMMITTEE:
        found = committee_of(finds.context, sibling, body.start) or committee_before(finds, body)
        if found is None:
            return body
        above = found
    else:
        return body
    own = finds.reading.lexicon.terms[f"scheme/organ/{body.organ}"]
    vi, en = f"{own.vi} {above.vi}", f"{own.en}, {above.en}"
    return replace(body, vi=vi, en=en, level=above.level, place=above.place, parent=above)
