"""Emulation clusters and blocks with their sponsors, member lists and stated counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.bodies import body_at
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cluster, Place

_ROMAN = {"i": 1, "v": 5, "x": 10}
_CLUSTER = re.compile(
    r"(?<![\w])(thường trực |thành viên )?((?:cụm|khối)(?: thi đua)?)(?: (?:số )?)(\d{1,2}|[ivx]{1,5})(?![\w/])"
)
# A bare `Cụm` goes on about the cluster named before; `Cụm trưởng`, `cụm công nghiệp` and a named cluster do not.
_AGAIN = re.compile(
    r"(?<![\w])cụm(?! (?:trưởng|phó|thi đua|công|dân|từ|tin|xã|di tích|số|\d|[ivx]+\b))(?![\w-])"
)
_SPONSOR_GAP = re.compile(
    r"(?: ?, ?| ?\(| ?- ?| )?(?:thuộc |của |do |trực thuộc )?(?:các )?(?:cơ quan )?(?:ngành |khối )?"
)
_SECTOR = re.compile(r"tổ chức xây dựng đảng")
_COUNT = re.compile(r"(?<![\d/])(\d{1,2}) (?:địa phương|tỉnh|thành viên|đơn vị|ban tổ chức|tỉnh, thành)")
_LIST = re.compile(
    r"(?:gồm có|bao gồm|gồm|là|thành viên|địa phương|thành phố|đơn vị)(?: các)?(?: tỉnh| ban tổ chức)?[^.;:]{0,60}?: ?|"
    r"(?:gồm|là) (?:các )?(?:btc |ban tổ chức )?(?:của )?(?:các )?(?:tỉnh, thành phố |tỉnh, thành |tỉnh |địa phương )?|\("
)
_TAIL = re.compile(
    r"(?:, thành(?: phố)?)?(?: tỉnh ủy, thành ủy| tỉnh, thành ủy)? ?(?:thành viên )?(?:trong|thuộc|của) ?(?:thường trực )?(?:các )?$"
)
_HAS = re.compile(r"[^.;:]{0,60}?(?<![\w])(?:có|gồm|gồm có|bao gồm|với) (?:tất cả |tổng số )?(?=\d)")
_BETWEEN = re.compile(r"[ ]*(?:,|;|và|và thành phố|-)?[ ]*(?:và )?(?:tỉnh |thành phố |các tỉnh )?[ ]*")
_OPEN = re.compile(r"[ ]*,?[ ]*(?:…|\.{2,}|v\.v)")


@dataclass(frozen=True, slots=True)
class MemberList:
    """The members that a sentence lists, and whether the list is closed (does not end in `…`)."""

    cluster: Cluster
    members: tuple[Place, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class StatedCount:
    """How many members the text claims. Offsets are those of the number with its noun."""

    cluster: Cluster
    start: int
    end: int
    count: int


def find_clusters(reading: Reading) -> Iterator[Cluster]:
    """Yield every cluster that the article names by number, left to right."""
    for match in _CLUSTER.finditer(reading.low):
        word = match[2]
        if not reading.shadow[match.start(2)].isupper() and "thi đua" not in word:
            continue
        sponsor, end = _sponsor(reading, match.end())
        standing = (match[1] or "").startswith("thường trực")
        start = match.start() if standing else match.start(2)
        kind = "khoi" if word.startswith("khối") else "cum"
        yield Cluster(start, end, _number(match[3]), match[3].upper(), kind, sponsor, standing)


def find_echoes(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[Cluster]:
    """Yield where a bare `Cụm` stands for the cluster that was named last before it."""
    for match in _AGAIN.finditer(reading.low):
        before = [cluster for cluster in clusters if cluster.end <= match.start()]
        if before:
            last = before[-1]
            yield Cluster(match.start(), match.end(), last.number, last.printed, last.word, last.sponsor)


def find_member_lists(
    reading: Reading, clusters: tuple[Cluster, ...], places: tuple[Place, ...]
) -> Iterator[MemberList]:
    """Yield the lists of provinces that a sentence about one cluster gives after `gồm` or a colon."""
    for sentence in reading.sentences:
        here = [cluster for cluster in clusters if sentence.start <= cluster.start < sentence.end]
        if not here:
            continue
        opener = next(
            (
                match
                for match in _LIST.finditer(reading.low, here[0].end, sentence.end)
                if _run(reading, places, match.end())
            ),
            None,
        )
        if opener is None:
            continue
        members = _run(reading, places, opener.end())
        if len(members) >= 3:
            yield MemberList(here[0], members, _OPEN.match(reading.low, members[-1].end) is None)


def find_stated_counts(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[StatedCount]:
    """Yield the member counts that the text claims: `gồm 11 địa phương`, `11 tỉnh, thành trong Cụm thi đua số 4`."""
    for cluster in clusters:
        sentence = reading.sentence_at(cluster.start)
        after = _HAS.match(reading.low, cluster.end)
        count = _COUNT.match(reading.low, after.end()) if after else None
        before = None
        for match in _COUNT.finditer(reading.low, sentence.start, cluster.start):
            if _TAIL.fullmatch(reading.low[match.end() : cluster.start]):
                before = match
        found = count or before
        if found:
            yield StatedCount(cluster, found.start(), found.end(), int(found[1]))


def provinces_in_run(
    reading: Reading, places: tuple[Place, ...], offset: int
) -> tuple[tuple[Place, ...], bool]:
    """Return the provinces listed from `offset` on, and whether the list is closed."""
    members = _run(reading, places, offset)
    return members, not members or _OPEN.match(reading.low, members[-1].end) is None


def _run(reading: Reading, places: tuple[Place, ...], offset: int) -> tuple[Place, ...]:
    starts = {place.start: place for place in places}
    found: list[Place] = []
    while gap := _BETWEEN.match(reading.low, offset):
        place = starts.get(gap.end()) or starts.get(offset)
        if place is None:
            break
        found.append(place)
        offset = place.end
    return tuple(found)


def _sponsor(reading: Reading, end: int) -> tuple[Body | None, int]:
    gap = _SPONSOR_GAP.match(reading.low, end)
    if gap is None or gap.end() == end:
        return None, end
    if _SECTOR.match(reading.low, gap.end()):
        found = _sector_sponsor(reading, gap.end())
        return found, found.end if found else end
    body = body_at(reading, gap.end())
    if (
        body
        and body.form in ("known", "committee", "unit-organ", "organ")
        and reading.shadow[body.start].isupper()
    ):
        return body, body.end
    return None, end


def _sector_sponsor(reading: Reading, offset: int) -> Body | None:
    term = reading.lexicon.get("id/org/ban-to-chuc-trung-uong")
    if term is None:
        return None
    end = offset + len("tổ chức xây dựng đảng")
    return Body(offset, end, term.vi, term.en, "known", None, "central", None, term.name)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = [_ROMAN[char] for char in text]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
