"""Who belongs to an emulation cluster: the lists of members and the counts that the text claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from kg.extract.bodies import body_at
from kg.extract.body_words import body_words
from kg.extract.numerals import count
from kg.extract.places import gazetteer, place_at
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cluster, Place
from kg.ontology import Lexicon, local_units
from kg.text import CAPITALS, LETTERS

_COUNT_WITHIN = 80  # code points: "11 tỉnh, thành trong Cụm thi đua số 4"
_LONGEST = 500  # code points of a list before its number
_FEWEST = 3  # two provinces after a colon may be two places of anything
# "Năm" is a year as well, "hai" counts anything.
_NUMBER = r"(?:\d{1,2}|ba|bốn|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm))?)"
_NOUN = (
    r"(?:địa phương|tỉnh|thành phố|thành viên|đơn vị|ban tổ chức|ban nội chính|ban|sở|huyện ủy|huyện|quận|"
    r"đảng bộ|cơ quan|công an|chi hội|hội|tổ chức|trường|ủy ban kiểm tra|tòa án|bộ)(?!\w)"
)
_COUNT = re.compile(rf"(?<![\d/])({_NUMBER}) {_NOUN}")
_HAS = re.compile(
    r"(?:[^.;:\n]{0,60}?(?<!\w)(?:(?:có|với)[ ](?:tất cả |tổng số |đủ )?"
    r"|(?:gồm|bao gồm)[ ][^\d.;:,\n]{0,34}?)|[ ]?\()"
    rf"(?={_NUMBER} {_NOUN})"
)
_TAIL = re.compile(
    r"(?:, thành(?: phố)?|, ngành)?(?: tỉnh ủy, thành ủy| tỉnh, thành ủy)? ?(?:thành viên )?"
    r"(?:trong|thuộc|của) ?(?:thường trực )?(?:các )?$"
)
_OPENS = re.compile(
    r"(?<!\w)(?:gồm có|bao gồm|gồm|là|có|với|thành viên|địa phương|thành phố|đơn vị)(?!\w)|\("
)
_EACH = " các "
_LISTS = ("gồm", "gồm có", "bao gồm")
_COLON = re.compile(r"[^.;:\n]{0,90}?:[ ]*")
_NO_LIST = re.compile(
    r"(?<!\w)(?:trong đó|đạt|dự|được|tặng|bầu|biểu dương|khen|tại|ngày|từng|chưa|phát biểu|đề nghị|cờ)(?!\w)"
)
_JOIN = r"[ ]*(?:,|;|và|cùng|-)?[ ]*(?:và |cùng )?(?:với )?(?:chủ nhà |nước chủ nhà )?"
_BETWEEN = re.compile(rf"{_JOIN}(?:tỉnh |thành phố |các tỉnh )?[ ]*")
_BEFORE_ITEM = re.compile(rf"{_JOIN}(?:các (?=huyện |thị xã |quận |xã |phường ))?")
_OPEN = re.compile(r"[ ]*,?[ ]*(?:…|\.{2,}|v\.v)")
_NAME = rf"[{CAPITALS}][{LETTERS}'’]*"
_RUN = re.compile(rf"{_NAME}(?: {_NAME}){{0,3}}|(?:Quận )?\d{{1,2}}(?=[,;. ])")
_OF = re.compile(r"(?: (?:của|các|tỉnh|thành phố|tp\.?|tỉnh ủy|thành ủy|tỉnh ủy,|thành ủy,))*[ ]")
_COMMITTEES = re.compile(r"(?:các )?(huyện ủy|thị ủy|thành ủy|quận ủy|đảng ủy)(?:, \w+ ủy)*:?[ ]*$")
_WHOLE = re.compile(r"[ ]*,?[ ]*(?:là |là đủ |đủ |gồm )?")


@dataclass(frozen=True, slots=True)
class Member:
    """A member as printed: a province (also that of a body), else a body, or a district by its name."""

    start: int
    end: int
    name: str
    place: Place | None = None
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class MemberList:
    """The members that a sentence lists, and whether the list is closed (does not end in `…`)."""

    cluster: Cluster
    members: tuple[Member, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class StatedCount:
    """How many members the text claims. Offsets are those of the number with its noun."""

    cluster: Cluster
    start: int
    end: int
    count: int


def find_member_lists(
    reading: Reading, clusters: tuple[Cluster, ...], places: tuple[Place, ...]
) -> Iterator[MemberList]:
    """Yield the lists of members that a sentence about one cluster gives after `gồm` or a colon."""
    starts = _starts(reading, places) if clusters else {}
    offsets = [cluster.start for cluster in clusters]
    for sentence in reading.sentences_at(offsets):
        first, last = (bisect_left(offsets, at) for at in (sentence.start, sentence.end))
        here = clusters[first:last]
        if not here:
            continue
        members = _after(reading, starts, here[0].end, sentence.end) or _before(
            reading, starts, sentence.start, here[-1].start
        )
        if members:
            yield MemberList(here[0], members, _OPEN.match(reading.low, members[-1].end) is None)


def _after(reading: Reading, starts: dict[int, Place], since: int, until: int) -> tuple[Member, ...]:
    """Return the members listed behind a cluster: at a colon, else at the first province after an opener."""
    stated = _count_in(reading, since, until)
    for opener in _OPENS.finditer(reading.low, since, until):
        for offset in _begins(reading, starts, opener[0], opener.end(), until):
            members = _run(reading, starts, offset)
            if len(members) >= _FEWEST or (members and len(members) == stated):
                return members
    return ()


def _count_in(reading: Reading, since: int, until: int) -> int | None:
    found = _COUNT.search(reading.low, since, until)
    return count(found[1]) if found else None


def _begins(
    reading: Reading, starts: dict[int, Place], opener: str, offset: int, until: int
) -> Iterator[int]:
    """Yield where a list may begin behind an opener."""
    colon = _COLON.match(reading.low, offset, until)
    if colon and not _NO_LIST.search(reading.low, offset, colon.end()):
        yield colon.end()
    first = next((at for at in range(offset, min(offset + 80, until)) if at in starts), None)
    body = body_at(reading, offset + 1) if opener in _LISTS and _begins_body(reading, offset + 1) else None
    if body:  # "LĐLĐ các huyện Hoài Đức, …" names what the members are of, and no member yet
        yield body.end + len(_EACH) if reading.low.startswith(_EACH, body.end) else offset + 1
    if first is not None:
        gap = reading.low[offset:first]
        if not any(sign in gap for sign in ".;:") and not _NO_LIST.search(gap):
            yield first


def _before(reading: Reading, starts: dict[int, Place], since: int, until: int) -> tuple[Member, ...]:
    """Return the members listed before `là đủ 9 thành viên của cụm`: so many as the number says."""
    stated = None
    for match in _COUNT.finditer(reading.low, since, until):
        if _TAIL.fullmatch(reading.low, match.end(), until):
            stated = match
    wanted = count(stated[1]) if stated else None
    if stated is None or wanted is None or wanted < _FEWEST:
        return ()
    for start in filter(starts.__contains__, range(max(since, stated.start() - _LONGEST), stated.start())):
        members = _run(reading, starts, start)
        whole = members and _WHOLE.fullmatch(reading.low, members[-1].end, stated.start())
        if whole and len(members) == wanted:
            return members
    return ()


def find_stated_counts(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[StatedCount]:
    """Yield the member counts that the text claims: `gồm 11 địa phương`, `11 tỉnh trong Cụm thi đua số 4`."""
    for cluster in clusters:
        sentence = reading.sentence_at(cluster.start)
        after = _HAS.match(reading.low, cluster.end, sentence.end)
        found = _COUNT.match(reading.low, after.end()) if after else None
        before = None
        near = max(sentence.start, cluster.start - _COUNT_WITHIN)
        for match in _COUNT.finditer(reading.low, near, cluster.start):
            if _TAIL.fullmatch(reading.low, match.end(), cluster.start):
                before = match
        best = found or before
        number = count(best[1]) if best else None
        if best and number and number > 1:
            yield StatedCount(cluster, best.start(), best.end(), number)


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


def _run(reading: Reading, starts: dict[int, Place], offset: int) -> tuple[Member, ...]:
    """Return the members from `offset` on, provinces, bodies and districts alike."""
    head = _COMMITTEES.search(reading.low, max(0, offset - 40), offset)
    kind = head[1].capitalize() if head and "tỉnh ủy" not in reading.low[head.start() - 12 : offset] else None
    found: list[Member] = []
    end = offset
    while gap := (_BEFORE_ITEM.match(reading.low, end)):
        if found and not gap[0].strip():
            break
        member = _item(reading, starts, gap.end(), kind)
        if member is None:
            break
        found.append(member)
        end = member.end
    return tuple(found)


def _item(reading: Reading, starts: dict[int, Place], offset: int, kind: str | None) -> Member | None:
    """Return the member printed at `offset`."""
    if kind is None:
        body = body_at(reading, offset) if _begins_body(reading, offset) else None
        if body:
            return _of_body(reading, starts, body)
        bare = _BETWEEN.match(reading.low, offset)
        place = starts.get(offset) or (starts.get(bare.end()) if bare else None)
        place = place or place_at(reading, offset, "province")
        if place and not _is_district(reading, offset):
            return Member(place.start, place.end, place.vi, place)
    return _district(reading, offset, kind)


def _begins_body(reading: Reading, offset: int) -> bool:
    return body_words(reading.lexicon).heads.match(reading.low, offset) is not None


def _of_body(reading: Reading, starts: dict[int, Place], body: Body) -> Member | None:
    """Return a body in a list: its province where it is of one, else the body itself."""
    place = body.place
    if place is None:
        gap = _OF.match(reading.low, body.end)
        after = starts.get(gap.end()) if gap else None
        if after:
            return Member(after.start, after.end, after.vi, after)
    if place and place.level == "province":
        return Member(body.start, body.end, place.vi, place)
    return Member(body.start, body.end, reading.printed(body.start, body.end), None, body)


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
        return Member(offset, place.end, place.vi)
    run = _RUN.match(reading.shadow, offset)
    if run is None:
        return None
    syllables = run[0].split(" ")
    for size in range(len(syllables), 0, -1):
        name = " ".join(syllables[:size])
        if _is_unit(reading.lexicon, name):
            end = offset + len(name)
            printed = reading.article.text[offset:end]
            printed = f"Quận {printed}" if printed.isdigit() else printed  # "các quận: 7, 12, Bình Tân"
            return Member(offset, end, f"{kind} {printed}" if kind else printed)
    return None


@lru_cache(maxsize=4096)
def _is_unit(_lexicon: Lexicon, name: str) -> bool:
    return bool(local_units().named(name))
