"""How many members a cluster has, as the text claims: with a number and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.numerals import count
from kg.extract.reading import Reading
from kg.extract.spans import Cluster

_COUNT_WITHIN = 80  # code points: "11 tỉnh, thành trong Cụm thi đua số 4"
# "Năm" is a year as well, "hai" counts anything.
NUMBER = r"(?:\d{1,2}|ba|bốn|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm))?)"
NOUN = (
    r"(?:địa phương|tỉnh|thành phố|thành viên|đơn vị|ban tổ chức|ban nội chính|ban|sở|huyện ủy|huyện|quận|"
    r"đảng bộ|cơ quan|công an|chi hội|hội|tổ chức|trường|ủy ban kiểm tra|tòa án|bộ|đảng ủy|vksnd|"
    r"viện kiểm sát|"
    r"lhh|liên hiệp hội|phòng|đồn|doanh nghiệp|trung tâm|xã|phường|chi nhánh|công đoàn|cục|thành viên)(?!\w)"
)
COUNT = re.compile(rf"(?<![\d/])({NUMBER}) {NOUN}")
_HAS = re.compile(
    r"(?:[^.;:\n]{0,60}?(?<!\w)(?:(?:có|với|thuộc)[ ](?:tất cả |tổng số |đủ )?"
    r"|(?:gồm|bao gồm)[ ][^\d.;:,\n]{0,34}?)|[ ]?\()"
    rf"(?={NUMBER} {NOUN})"
)
TAIL = re.compile(
    r"(?:, thành(?: phố)?|, ngành|, đơn vị)?(?: tỉnh ủy, thành ủy| tỉnh, thành ủy)?(?: [^\W\d_]+){0,4}? ?"
    r"(?:(?:thành viên )?(?:trong|thuộc|của) ?(?:thường trực )?(?:các )?|thành viên (?:của )?)$"
)
_SOME = re.compile(r"(?<!\w)(?:tặng|khen|cho|có|đề nghị|còn|chọn|bầu) $")


@dataclass(frozen=True, slots=True)
class StatedCount:
    """How many members the text claims. Offsets are those of the number with its noun."""

    cluster: Cluster
    start: int
    end: int
    count: int


def find_stated_counts(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[StatedCount]:
    """Yield the member counts that the text claims: `gồm 11 địa phương`, `11 tỉnh trong Cụm thi đua số 4`."""
    for cluster in clusters:
        sentence = reading.sentence_at(cluster.start)
        after = _HAS.match(reading.low, cluster.end, sentence.end)
        found = COUNT.match(reading.low, after.end()) if after else None
        best = found or _count_before(reading, sentence.start, cluster.start)
        number = count(best[1]) if best else None
        if best and number and number > 1:
            yield StatedCount(cluster, best.start(), best.end(), number)


def _count_before(reading: Reading, since: int, until: int) -> re.Match[str] | None:
    """Return the last count before a cluster that is of all its members: not of those who get a prize."""
    before = None
    for match in COUNT.finditer(reading.low, max(since, until - _COUNT_WITHIN), until):
        whole = TAIL.fullmatch(reading.low, match.end(), until)
        if whole and not _SOME.search(reading.low, since, match.start()):
            before = match
    return before
