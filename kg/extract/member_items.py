"""One member of a list: a province, a body, a district, or what is printed up to the next sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.bodies import body_at
from kg.extract.body_words import bare_key, body_words
from kg.extract.cluster_names import cluster_name_end
from kg.extract.places import gazetteer, place_at
from kg.extract.reading import Reading
from kg.extract.signs import CAPITALISED
from kg.extract.spans import Body, Place
from kg.ontology import Lexicon, local_units
from kg.quick import replace
from kg.text import key

_BETWEEN = re.compile(r"(?:các (?=huyện |thị xã |quận |xã |phường ))?(?:tỉnh |thành phố |các tỉnh )?[ ]*")
_RUN = re.compile(rf"{CAPITALISED}(?: {CAPITALISED}){{0,3}}|(?:Quận |Phường )?\d{{1,2}}(?=[,;.) ])")
_OF = re.compile(r"(?: (?:của|các|tỉnh|thành phố|tp\.?|tỉnh ủy|thành ủy|tỉnh ủy,|thành ủy,))*[ ]")
_LEADS = r"(?:đơn vị )?(?:(?:cụm|khối) (?:trưởng|phó)|(?:trưởng|phó)(?: trưởng)? (?:cụm|khối))"
_ENDS = re.compile(
    rf"[ ]*(?:[,;.)(:\n…]|$)| và (?!các (?!huyện|xã|phường|quận|thị))| (?:- )?(?:{_LEADS})"
    r"| (?:cùng|tổ chức|đã|vừa|họp|sẽ|ký|tổng kết|sơ kết|tham gia|tiến hành)(?!\w)"
)
# Behind a member, no part of its name: `Phú Thọ (Cụm trưởng)`, `… Trưởng cụm`.
ASIDE = re.compile(rf"(?:[ ]*\([^()\n]{{1,60}}\)|,? ?[-–]? ?(?:{_LEADS}))*")
# Whose members are parts of one kind: `các ban: Dân vận, Tổ chức`, `7 đảng ủy: Công an tỉnh, …`.
_KINDS = re.compile(
    r"(?<!văn phòng )(?:(?:các|\d{1,2}) )?(?:cơ quan )?(huyện ủy|thị ủy|thành ủy|quận ủy|đảng ủy|ban|"
    r"phòng|sở|chi bộ|quận|"
    r"phường|trường (?:thpt|thcs|tiểu học|mầm non|thcs và thpt))(?:, \w+ ủy)*:?(?: ?\()?[ ]*$"
)
_WITHIN = 40
_SAME = re.compile(
    r"(?:ban|phòng|sở|đảng ủy|huyện ủy|thị ủy|thành ủy|trường (?:thpt|thcs|chính|cao|đại|tiểu|mầm|trung)|"
    r"ủy ban|văn phòng|hội|quận|phường)(?!\w)"
)
_TWO = re.compile(
    r" và (?=(?:Hội|Sở|Ban|Liên hiệp|Liên minh|Liên đoàn|Hiệp hội|Công ty|Tổng công ty|Trường|Đài|Báo"
    r"|Học viện|Trung tâm|Viện|Bệnh viện|Ngân hàng|Kho bạc|Bảo hiểm|Cục|Chi cục|Phòng|Văn phòng)"
    r" [A-ZĐ])"
)
_NUMBERS = ("Quận", "Phường")
# A head that is printed with the first of several: `Huyện ủy Cần Đước, Bến Lức`, `Sở Nội vụ, Tư pháp`.
_HEAD = re.compile(r"(?:huyện ủy|thị ủy|thành ủy|quận ủy|sở|phòng|ban)(?= )")
_DEPARTMENT, _JOINED = "Sở", re.compile(r" và |, | - ")
_UNIT_TAIL = re.compile(r" (?:quận|huyện|thị xã|thành phố|xã|phường|thị trấn)$", re.IGNORECASE)
_COMMA = re.compile(r", (?=[^\W\d_])")
_FEWEST = 3  # members beside which half a name is understood
_LONGEST = 90  # code points of a name behind its head


@dataclass(frozen=True, slots=True)
class Member:
    """A member as printed: a province (also that of a body), else a body, or a district by its name.

    `unit` says that nothing but a district or commune is printed.
    """

    start: int
    end: int
    name: str
    place: Place | None = None
    body: Body | None = None
    unit: bool = False


def kind_before(reading: Reading, offset: int) -> str | None:
    """Return the kind that stands before a list and is meant with each member of it, None for none."""
    head = _KINDS.search(reading.low, max(0, offset - _WITHIN), offset)
    if head is None or "tỉnh ủy" in reading.low[head.start() - 12 : offset]:
        return None
    printed = reading.shadow[head.start(1) : head.end(1)]
    return printed[0].upper() + printed[1:]


def member_at(
    reading: Reading, starts: dict[int, Place], offset: int, kind: str | None, *, free: bool
) -> Member | None:
    """Return the member printed at `offset`; `free` says that it may be anything with a capital."""
    if kind and (member := headed(reading, offset, kind)):
        return member
    if free and kind is None and (member := of_department(reading, offset)):
        return member
    if kind is None or (kind not in _NUMBERS and _SAME.match(reading.low, offset)):
        if member := _known(reading, starts, offset, free=free):
            return member
        kind = None
    member = _district(reading, offset, kind)
    if member and (not free or _ENDS.match(reading.low, member.end)):
        return member
    return _free(reading, offset, kind) if free else member


def head_of(reading: Reading, member: Member) -> str | None:
    """Return the head printed with a member that may be meant with those behind it, None without."""
    head = _HEAD.match(reading.low, member.start)
    return head[0].capitalize() if head else None


def of_units(reading: Reading, first: Member) -> str | None:
    """Return what is printed of a body before its district: `Hội Nông dân quận` of the first of several."""
    body = first.body
    if body is None or body.place is None or body.place.level == "province" or first.place:
        return None
    before = reading.printed(body.start, body.place.start).rstrip()
    word = body.place.unit_word or ""
    return before if not word or before.lower().endswith(word) else f"{before} {word}"


def with_body(reading: Reading, member: Member, before: str) -> Member:
    """Return a district in a list as the body of it: `Tân Phú` behind `Hội Nông dân quận Gò Vấp`."""
    printed = reading.printed(member.start, member.end)
    own = gazetteer(reading.lexicon).unit_words.match(reading.low, member.start)
    return replace(member, name=f"{_UNIT_TAIL.sub('', before) if own else before} {printed}", unit=False)


def headed(reading: Reading, offset: int, head: str) -> Member | None:
    """Return the member printed at `offset` without its head: `Nội vụ` is `Sở Nội vụ` among `các sở`."""
    if not reading.shadow[offset : offset + 1].isupper():
        return None
    words = body_words(reading.lexicon)
    before = f"{head.lower()} "
    found = words.organs.match(before + reading.low[offset : offset + _LONGEST])
    organ = words.by_organ.get(bare_key(found[0])) if found else None
    if found is None or organ is None:
        return None
    end, place = offset + found.end() - len(before), None
    if organ.word_kind == "committee" and found.end() < len(before):
        place = place_at(reading, offset, "city") or place_at(reading, offset, "district")
        end = place.end if place and place.level != "province" else offset
    if end <= offset or not _ENDS.match(reading.low, end):
        return None
    level = place.level if place else organ.level
    body = Body(offset, end, organ.vi, organ.en, organ.word_kind, organ.local, level, place)
    return Member(offset, end, f"{head} {reading.printed(offset, end)}", None, body)


def of_department(reading: Reading, offset: int) -> Member | None:
    """Return the department of which only the field is printed: `Giáo dục và Đào tạo` is the one for it.

    A field of one word may be anything.
    """
    found = headed(reading, offset, _DEPARTMENT)
    if found is None or not _JOINED.search(reading.low, found.start, found.end):
        return None
    return replace(found, name=reading.printed(found.start, found.end))


def _known(reading: Reading, starts: dict[int, Place], offset: int, *, free: bool) -> Member | None:
    body = body_at(reading, offset) if _begins_body(reading, offset) else None
    if body and free and (two := _TWO.search(reading.shadow, offset, body.end)):  # "Hội A và Hội B"
        return Member(offset, two.start(), reading.printed(offset, two.start()))
    if body and free and (comma := _next_body(reading, body)):
        return Member(offset, comma, reading.printed(offset, comma))
    if body and (not free or _ENDS.match(reading.low, body.end)):
        return _of_body(reading, starts, body)
    if body and free and (whole := _free(reading, offset, None)) and whole.end > body.end:
        after = _after(reading, starts, body)
        return Member(after.start, after.end, after.vi, after) if after else whole
    if body:
        return _of_body(reading, starts, body)
    bare = _BETWEEN.match(reading.low, offset)
    place = starts.get(offset) or (starts.get(bare.end()) if bare else None)
    place = place or place_at(reading, offset, "province")
    return (
        Member(place.start, place.end, place.vi, place)
        if place and not _is_district(reading, offset)
        else None
    )


def _next_body(reading: Reading, body: Body) -> int | None:
    """Return where the next member begins in what reads as a body and its parent; `;` would part members."""
    if reading.low.startswith(";", body.end):
        return None
    commas = _COMMA.finditer(reading.shadow, body.start, body.end)
    return next((comma.start() for comma in commas if _begins_body(reading, comma.end())), None)


def _begins_body(reading: Reading, offset: int) -> bool:
    return body_words(reading.lexicon).heads.match(reading.low, offset) is not None


def _of_body(reading: Reading, starts: dict[int, Place], body: Body) -> Member | None:
    """Return a body in a list: its province where it is of one, else the body itself; None for several."""
    after = _after(reading, starts, body) if body.place is None else None
    if after and " các " in reading.low[body.end : after.start]:
        return Member(after.start, after.end, after.vi, after)
    if after is None and reading.low.startswith(" các ", body.end):  # "VKSND các huyện Tuy An, Đồng Xuân"
        return None
    if after:
        return Member(body.start, after.end, after.vi, after, body)
    if body.place and body.place.level == "province":
        return Member(body.start, body.end, body.place.vi, body.place, body)
    return Member(body.start, body.end, reading.printed(body.start, body.end), None, body)


def _after(reading: Reading, starts: dict[int, Place], body: Body) -> Place | None:
    gap = _OF.match(reading.low, body.end)
    return starts.get(gap.end()) if gap else None


def _is_district(reading: Reading, offset: int) -> bool:
    """Say whether a kind of unit below the province stands here: `thành phố Cao Bằng`, the town."""
    word = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
    place = place_at(reading, offset) if word else None
    return place is not None and place.level != "province"


def _district(reading: Reading, offset: int, kind: str | None) -> Member | None:
    """Return a district or commune in a list, with its kind of unit or by a name of the gazetteer."""
    word = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
    place = place_at(reading, offset) if word else None
    if place and place.level != "province":
        return Member(offset, place.end, place.vi, unit=True)
    run = _RUN.match(reading.shadow, offset)
    if run is None:
        return None
    syllables = run[0].split(" ")
    for size in range(len(syllables), 0, -1):
        name = " ".join(syllables[:size])
        if _is_unit(reading.lexicon, name) or (kind in _NUMBERS and name.isdigit()):
            end = offset + len(name)
            printed = reading.article.text[offset:end]
            if printed.isdigit():  # "các quận: 7, 12, Bình Tân"; "Phường 1, 2, 3"
                printed = f"{kind or _unit_before(reading, offset)} {printed}"
            elif kind and kind not in _NUMBERS:
                printed = f"{kind} {printed}"
            return Member(offset, end, printed, unit=True)
    return None


def _unit_before(reading: Reading, offset: int) -> str:
    return "Phường" if reading.low.rfind("phường ", max(0, offset - _WITHIN), offset) >= 0 else "Quận"


@lru_cache(maxsize=4096)
def _is_unit(_lexicon: Lexicon, name: str) -> bool:
    return bool(local_units().named(name))


def _free(reading: Reading, offset: int, kind: str | None) -> Member | None:
    """Return what is printed up to the next sign or verb: `Công ty Nhôm Lâm Đồng - TKV`."""
    if not reading.shadow[offset : offset + 1].isupper():
        return None
    end = cluster_name_end(reading, offset, listed=True)
    if end - offset < 2:
        return None
    printed = reading.printed(offset, end)
    return Member(offset, end, f"{kind} {printed}" if kind and kind not in _NUMBERS else printed)


def of_provinces(reading: Reading, members: list[Member]) -> tuple[Member, ...]:
    """Return the members with a body for its province only where each is of another one.

    `Công an tỉnh Long An, Công an tỉnh Tây Ninh` are two provinces; two banks of Lạng Sơn are two banks.
    """
    members = _whole_names(reading, members)
    provinces = [member.place.vi for member in members if member.place]
    if len(set(provinces)) == len(provinces) and len(provinces) * 2 > len(members):
        return tuple(replace(member, body=None) if member.place else member for member in members)
    return tuple(
        replace(member, name=reading.printed(member.start, member.end), place=None)
        if member.body and member.place
        else member
        for member in members
    )


def _whole_names(reading: Reading, members: list[Member]) -> list[Member]:
    """Return the members with the province for half its name among provinces: `Đồng Nai, Vũng Tàu`."""
    bare = [member for member in members if member.place is None]
    if len(bare) != 1 or len(members) < _FEWEST or bare[0].body:
        return members
    half, table = key(bare[0].name), gazetteer(reading.lexicon)
    label = next((label for label in table.by_label if half in label.split(" - ")[1:]), None)
    if label is None:
        return members
    found = table.by_label[label]
    place = Place(bare[0].start, bare[0].end, found[0].vi, "province", tuple(unit.name for unit in found))
    return [
        replace(member, name=place.vi, place=place, unit=False) if member is bare[0] else member
        for member in members
    ]
