"""Who belongs to an emulation cluster: the lists of members and the counts that the text claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kg.extract.bodies import body_at
from kg.extract.body_words import body_words
from kg.extract.member_counts import COUNT, NOUN, NUMBER, TAIL
from kg.extract.member_items import (
    ASIDE,
    Member,
    head_of,
    headed,
    kind_before,
    member_at,
    of_provinces,
    of_units,
    with_body,
)
from kg.extract.numerals import count
from kg.extract.reading import Reading
from kg.extract.spans import Cluster, Place

_LONGEST = 500  # code points of a list before its number
_FEWEST = 3  # two provinces after a colon may be two places of anything
_FEWEST_STRONG = 2
_OPENS = re.compile(
    rf"(?<!\w)(?:gồm có|bao gồm|gồm|là|có|với|thành viên:|thành viên|địa phương|thành phố|đơn vị|"
    rf"{NUMBER} tỉnh)(?!\w)|\("
)
_DIRECT = re.compile(r" (?=các tỉnh(?:, thành(?: phố)?)? )")
_EACH = " các "
_LISTS = ("gồm", "gồm có", "bao gồm")
_LISTED = re.compile(r"(?<!\w)gồm(?!\w)")
_COLON = re.compile(r"[^.;:\n]{0,90}?:[ ]*")
_HEADING_END = re.compile(r"(?: (?:có|gồm)[^.;:\n]{0,40})?:?[ ]*\n\s*")
_ROW = re.compile(r"(?:\(?\d{1,2}[.)/]|[-–+•*])[ ]*(?=\w)")
_ROW_END = re.compile(r"[ ]*[.;,]?[ ]*(?:\n\s*|$)")
# "gồm: VKSND các tỉnh: Nghệ An, …"
_EACH_OF = re.compile(r"[^.;:,()\n]{2,40} các (?:tỉnh|huyện|thành phố)[^.;:()\n]{0,30}:[ ]*")
_NO_LIST = re.compile(
    r"(?<!\w)(?:trong đó|đạt|dự|được|tặng|bầu|biểu dương|khen|tại|ngày|từng|chưa|phát biểu|đề nghị|cờ)(?!\w)"
)
# Before `gồm`: what is listed are no members but aims, results or who came.
_NO_MEMBERS = re.compile(
    r"(?<!\w)(?:đã|sẽ|vừa|thống nhất|thông qua|thảo luận|nội dung|đề nghị|tặng|được|tổ chức|phát động|"
    r"hoạt động|kết quả|"
    r"phong trào|chỉ tiêu|chương trình|chủ trì|dự|trong đó|ký|phát biểu|bầu|nhiệm vụ)(?!\w)"
)
_GIVEN = re.compile(r"(?<!\w)(?:đề nghị|tặng|khen thưởng|suy tôn|bầu|biểu dương|bằng khen|giấy khen)(?!\w)")
_JOIN = r"[ ]*(?:,|;|và|cùng|-)?[ ]*(?:và |cùng )?(?:với )?(?:chủ nhà |nước chủ nhà )?"
_BETWEEN = re.compile(rf"{_JOIN}(?:tỉnh |thành phố |các tỉnh )?[ ]*")
_BEFORE_ITEM = re.compile(
    rf"{_JOIN}(?:\d{{1,2}} (?:đơn vị(?: thành viên)?(?: là| gồm)?:?|[^.;:,()\n]{{2,70}} các tỉnh:?) )?"
    r"(?:(?:các|\d{1,2}) (?=thành phố |huyện |thị xã |quận |xã |phường ))?"
)
_BRACKET = re.compile(r"(?: ?[-–] ?[^(),.;:\n]{2,90})? ?\((?:gồm |bao gồm )?")
# `gồm Công an 06 tỉnh khu vực Bắc Trung Bộ, là …`, `gồm 7 trường chính trị tỉnh …`
_UNITS = re.compile(
    rf"(?: [^.;:(),\n]{{0,60}}?)? (?:các|{NUMBER}) {NOUN}(?:, (?:thành phố|thành|thị xã|huyện|đơn vị))*"
    r"(?: (?:khu vực|miền|vùng|cấp)[^.;:(),\n]{2,40})?(?:,? (?:là|gồm))? "
)
_OPEN = re.compile(r"[ ]*,?[ ]*(?:…|\.{2,}|v\.v)")
_BELONG = re.compile(r" (?:đều |cùng )?(?:thuộc|trong) (?:các )?")
_GAP = 12  # code points between a count and its list: " tỉnh: "
_WHOLE = re.compile(r"[ ]*,?[ ]*(?:là |là đủ |đủ |gồm )?")


@dataclass(frozen=True, slots=True)
class MemberList:
    """The members that a sentence lists, and whether the list is closed (does not end in `…`)."""

    cluster: Cluster
    members: tuple[Member, ...]
    complete: bool


def find_member_lists(
    reading: Reading, clusters: tuple[Cluster, ...], places: tuple[Place, ...]
) -> Iterator[MemberList]:
    """Yield the lists of members that a sentence about a cluster gives after `gồm`, a colon or a bracket."""
    starts = _starts(reading, places) if clusters else {}
    offsets = [cluster.start for cluster in clusters]
    for sentence in reading.sentences_at(offsets):
        first, last = (bisect_left(offsets, at) for at in (sentence.start, sentence.end))
        here = clusters[first:last]
        lists = [
            (cluster, members)
            for cluster, until in _reaches(here, sentence.end)
            if (members := _after(reading, starts, cluster.end, until))
        ]
        lists += [
            (cluster, members) for cluster in here[-1:] if (members := _below(reading, starts, cluster.end))
        ]
        if here and not lists and (members := _before(reading, starts, sentence.start, here[-1].start)):
            lists = [(here[0], members)]
        told: set[str] = set()
        for cluster, members in lists:
            if cluster.printed not in told:
                yield MemberList(cluster, members, _OPEN.match(reading.low, members[-1].end) is None)
            told.add(cluster.printed)


def _below(reading: Reading, starts: dict[int, Place], end: int) -> tuple[Member, ...]:
    """Return the members listed below a heading, each on a line of its own behind a number or a dash."""
    found: list[Member] = []
    heading = _HEADING_END.match(reading.low, end)
    row = _ROW.match(reading.low, heading.end()) if heading else None
    while row:
        member = member_at(reading, starts, row.end(), None, free=True)
        over = _ROW_END.match(reading.low, reading.over(ASIDE, member.end)) if member else None
        if member is None or over is None:
            break
        found.append(member)
        row = _ROW.match(reading.low, over.end())
    return of_provinces(reading, found) if len(found) >= _FEWEST else ()


def _reaches(here: tuple[Cluster, ...], end: int) -> Iterator[tuple[Cluster, int]]:
    """Yield each cluster of a sentence, and where that begins which is said of the next one."""
    for at, cluster in enumerate(here):
        others = (other.start for other in here[at + 1 :] if other.printed != cluster.printed)
        yield cluster, next(others, end)


def _after(reading: Reading, starts: dict[int, Place], since: int, until: int) -> tuple[Member, ...]:
    """Return the members listed behind a cluster: as many as the number says, else the longest list."""
    stated = _count_in(reading, since, until)
    for opener in _openers(reading, since, until):
        if _GIVEN.search(reading.low, since, opener.start()):
            break
        lists = [
            _run(reading, starts, offset, until, free=free)
            for free in ((True, False) if _is_strong(opener) else (False,))
            for offset in _begins(reading, starts, opener, until)
            if not free or stated or not _NO_MEMBERS.search(reading.low, since, opener.start())
        ]
        whole = next((members for members in lists if len(members) == stated), None)
        free = _is_strong(opener) and not _NO_MEMBERS.search(reading.low, since, opener.start())
        longest = max(lists, key=len, default=())
        if whole or len(longest) >= (_FEWEST_STRONG if free else _FEWEST):
            return whole or longest
    return ()


def _openers(reading: Reading, since: int, until: int) -> Iterator[re.Match[str]]:
    """Yield what may open a list; a bracket right behind the name comes first."""
    begun = _BRACKET.match(reading.low, since, until) or _DIRECT.match(reading.low, since, until)
    if begun:
        yield begun
    yield from _OPENS.finditer(reading.low, begun.end() if begun else since, until)


def _is_strong(opener: re.Match[str]) -> bool:
    """Say whether an opener tells members, whatever they are: `gồm`, `thành viên:`, a bracket beside."""
    return opener[0] in _LISTS or opener.re is _BRACKET or opener[0].endswith(":")


def _count_in(reading: Reading, since: int, until: int) -> int | None:
    found = COUNT.search(reading.low, since, until)
    return count(found[1]) if found else None


def _begins(reading: Reading, starts: dict[int, Place], opener: re.Match[str], until: int) -> Iterator[int]:
    """Yield where a list may begin behind an opener."""
    offset = opener.end()
    colon = _COLON.match(reading.low, offset, until)
    if colon and not _is_strong(opener) and _LISTED.search(colon[0]):  # another one opens it, and better
        return
    if colon and not _NO_LIST.search(reading.low, offset, colon.end()):
        yield colon.end()
        again = _EACH_OF.match(reading.low, colon.end(), until)
        if again:
            yield again.end()
    units = _UNITS.match(reading.low, offset, until)
    if units and not _NO_LIST.search(reading.low, offset, units.end()):
        yield units.end()
    if _is_strong(opener):
        yield offset
    first = next((at for at in range(offset, min(offset + 80, until)) if at in starts), None)
    body = body_at(reading, offset + 1) if opener[0] in _LISTS and _begins_body(reading, offset + 1) else None
    if body:  # "LĐLĐ các huyện Hoài Đức, …" names what the members are of, and no member yet
        yield body.end + len(_EACH) if reading.low.startswith(_EACH, body.end) else offset + 1
    if first is not None:
        gap = reading.low[offset:first]
        if not any(sign in gap for sign in ".;:") and not _NO_LIST.search(gap):
            yield first


def _before(reading: Reading, starts: dict[int, Place], since: int, until: int) -> tuple[Member, ...]:
    """Return the members listed before a cluster: so many as the number says, on either side of it.

    `A, B, C là đủ 3 thành viên của cụm`, `3 tỉnh: A, B, C thuộc Cụm thi đua …`.
    """
    for stated in COUNT.finditer(reading.low, since, until):
        wanted = count(stated[1]) or 0
        if wanted < _FEWEST:
            continue
        if TAIL.fullmatch(reading.low, stated.end(), until):
            begins = range(max(since, stated.start() - _LONGEST), stated.start())
            end, joint = stated.start(), _WHOLE
        else:
            begins, end, joint = range(stated.end(), min(stated.end() + _GAP, until)), until, _BELONG
        for start in filter(starts.__contains__, begins):
            members = _run(reading, starts, start)
            if len(members) == wanted and joint.fullmatch(reading.low, members[-1].end, end):
                return members
    return ()


def provinces_in_run(
    reading: Reading, places: tuple[Place, ...], offset: int
) -> tuple[tuple[Place, ...], bool]:
    """Return the provinces listed from `offset` on, and whether the list is closed."""
    starts = _starts(reading, places)
    found: list[Place] = []
    end = offset
    while gap := _BETWEEN.match(reading.low, end):
        place = starts.get(gap.end()) or starts.get(end)
        if place is None:
            break
        found.append(place)
        end = place.end
    return tuple(found), not found or _OPEN.match(reading.low, end) is None


def _starts(reading: Reading, places: tuple[Place, ...]) -> dict[int, Place]:
    memo = ("place starts", len(places))
    if memo not in reading.memo:
        reading.memo[memo] = {place.start: place for place in places}
    return cast("dict[int, Place]", reading.memo[memo])


def _run(
    reading: Reading, starts: dict[int, Place], offset: int, until: int | None = None, *, free: bool = False
) -> tuple[Member, ...]:
    """Return the members from `offset` on, provinces, bodies and districts alike; `free` takes any name."""
    kind, head, before = kind_before(reading, offset), None, None
    found: list[Member] = []
    end, last = offset, len(reading.low) if until is None else until
    while end < last and (gap := _BEFORE_ITEM.match(reading.low, end)):
        if found and not gap[0].strip():
            break
        member = headed(reading, gap.end(), head) if head else None
        member = member or member_at(reading, starts, gap.end(), kind, free=free)
        if member is None:
            break
        if before and member.unit:
            member = with_body(reading, member, before)
        found.append(member)
        head = head_of(reading, member) or head
        before = of_units(reading, member) or before
        end = reading.over(ASIDE, member.end)
    return of_provinces(reading, found)


def _begins_body(reading: Reading, offset: int) -> bool:
    return body_words(reading.lexicon).heads.match(reading.low, offset) is not None
