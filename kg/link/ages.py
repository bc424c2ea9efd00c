"""The year that the age of somebody tells whose year of birth stands in the text too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from kg.extract.match import Labels, begins
from kg.link.finds import Finds

_AGE = begins(r"(?<![\d-])([2-9]\d|1[01]\d) tuổi(?! (?:đảng|nghề|quân|đời))", *map(str, range(20, 120)))
_BORN = begins(
    r"(?<!\w)(?:sinh|sn)(?: năm| ngày| tháng)*[ :(]*(?:\d{1,2} ?[/.-] ?){0,2}((?:19)\d\d)(?!\d)", "sinh", "sn"
)
_THEN = re.compile(r"(?:khi|lúc|năm|từ|mới|ở|vào đảng|tham gia)[^.;,]{0,24}$")  # an age of before
_NOW = re.compile(r"(?:năm nay|thọ|dương|hiện) ?$")
_BEFORE = 40  # characters before an age
_NAMED_WITHIN = 90  # characters between a name and its age or birth


def year_of_ages(finds: Finds) -> int | None:
    """Return the year in which the persons of the article are as old as it says; None where they differ."""
    born = dict(_of_persons(finds, _BORN))
    told = Counter(born[person] + age for person, age in _of_persons(finds, _AGE) if person in born)
    first = told.most_common(2)
    if not first or (len(first) > 1 and first[0][1] == first[1][1]):
        return None
    return first[0][0]


def _of_persons(finds: Finds, pattern: Labels) -> Iterator[tuple[str, int]]:
    """Yield the numbers that stand behind names, each with the person named last before it."""
    reading = finds.reading
    starts = [name.start for name in finds.names]
    for match in reading.each(pattern):
        sentence = reading.sentence_at(match.start())
        before = reading.low[max(sentence.start, match.start() - _BEFORE) : match.start()]
        if pattern is _AGE and _THEN.search(before) and not _NOW.search(before):
            continue
        at = bisect_left(starts, match.start()) - 1
        name = finds.names[at] if at >= 0 else None
        near = name is not None and name.start >= sentence.start and match.start() - name.end < _NAMED_WITHIN
        person = finds.people.person(name) if name and near else None
        if person:
            yield person, int(match[1])
