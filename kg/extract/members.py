"""Who belongs to an emulation cluster: the lists of members and the counts that the text claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.extract.spans import Cluster, Place

_FEWEST = 3  # two provinces after a colon may be two places of anything
_COUNT = re.compile(r"(?<![\d/])(\d{1,2}) (?:địa phương|tỉnh|thành viên|đơn vị|ban tổ chức|tỉnh, thành)")
_LIST = re.compile(
    r"(?:gồm có|bao gồm|gồm|là|thành viên|địa phương|thành phố|đơn vị)(?: các)?(?: tỉnh| ban tổ chức)?"
    r"[^.;:]{0,60}?: ?|"
    r"(?:gồm|là) (?:các )?(?:btc |ban tổ chức )?(?:của )?(?:các )?"
    r"(?:tỉnh, thành phố |tỉnh, thành |tỉnh |địa phương )?|\("
)
_TAIL = re.compile(
    r"(?:, thành(?: phố)?)?(?: tỉnh ủy, thành ủy| tỉnh, thành ủy)? ?(?:thành viên )?(?:trong|thuộc|của) ?"
    r"(?:thường trực )?(?:các )?$"
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


def find_member_lists(
    reading: Reading, clusters: tuple[Cluster, ...], places: tuple[Place, ...]
) -> Iterator[MemberList]:
    """Yield the lists of provinces that a sentence about one cluster gives after `gồm` or a colon."""
    for sentence in reading.sentences:
        here = [cluster for cluster in clusters if sentence.start <= cluster.start < sentence.end]
        if not here:
            continue
        openers = _LIST.finditer(reading.low, here[0].end, sentence.end)
        runs = (_run(reading, places, opener.end()) for opener in openers)
        members = next((run for run in runs if run), ())
        if len(members) >= _FEWEST:
            yield MemberList(here[0], members, _OPEN.match(reading.low, members[-1].end) is None)


def find_stated_counts(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[StatedCount]:
    """Yield the member counts that the text claims: `gồm 11 địa phương`, `11 tỉnh trong Cụm thi đua số 4`."""
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
