"""The provinces that an article names, and those of them that a phrase may inherit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date

from kg.extract.abroad import foreign_words
from kg.extract.places import find_provinces
from kg.extract.reading import Reading
from kg.extract.spans import Place
from kg.link.eras import any_begun

_LISTED = re.compile(r"[ ]*[,;và-]+[ ]*(?:tỉnh |thành phố |và )?")
# "quê Hà Nam", "trú tại quận Hải Châu": where somebody is from is not what the sentence speaks of.
_FROM = re.compile(
    r"(?:quê(?: quán| gốc)?|sinh (?:ra |trưởng )?(?:tại|ở)|nguyên quán|trú|ngụ|hộ khẩu|sinh sống|người con)"
    r"[^.;()]{0,70}$"
)
_ABROAD_GAP = re.compile(r" ?(?:, ?|\()(?:nước )?")
_FROM_WITHIN = 80
_LIST = 3  # three provinces in a row are a list: none of them is the place the sentence speaks of


@dataclass(frozen=True, slots=True)
class Anchored:
    """The anchors of an article in order, each with its unit; `gone` says of a unit whether it is no more."""

    anchors: tuple[Place, ...]
    units: tuple[str, ...]
    starts: tuple[int, ...]
    gone: dict[str, bool]
    topics: dict[frozenset[str], Place] = field(default_factory=dict)

    def before(self, offset: int, since: int) -> Iterator[tuple[Place, str]]:
        """Yield the anchors that begin from `since` up to `offset`, the last one first."""
        for at in range(bisect_left(self.starts, offset) - 1, bisect_left(self.starts, since) - 1, -1):
            yield self.anchors[at], self.units[at]

    def of(self, units: Set[str]) -> list[Place]:
        """Return the anchors of some units, in order."""
        return [place for place, unit in zip(self.anchors, self.units, strict=True) if unit in units]


def our_provinces(reading: Reading, day: date | None, locals_: tuple[Place, ...]) -> Iterator[Place]:
    """Yield the provinces that are named, without districts of their name and units of other countries.

    Until it was a city of its own, `Huế` was the town in Thừa Thiên Huế.
    """
    inside = {place.start for place in locals_} | {_bare_start(reading, place) for place in locals_}
    for place in find_provinces(reading):
        named_later = day is not None and not any_begun(reading.lexicon, place.units, day)
        if place.start not in inside and not named_later and not _is_abroad(reading, place):
            yield place


def _bare_start(reading: Reading, place: Place) -> int:
    """Return where the name of a district begins, behind the word for its kind."""
    return place.start + max(reading.printed(place.start, place.end).find(place.vi), 0)


def _is_abroad(reading: Reading, place: Place) -> bool:
    """Say whether a province is one of another country: `tỉnh Hà Nam, Trung Quốc`."""
    gap = _ABROAD_GAP.match(reading.low, place.end)
    at = gap.end() if gap else place.end
    return at > place.end and foreign_words(reading.lexicon).match(reading.shadow, at) is not None


def runs_of(reading: Reading, places: tuple[Place, ...]) -> frozenset[int]:
    """Return the offsets of provinces that stand in a list of three or more."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and _follows(reading, runs[-1][-1].end, place.start):
            runs[-1].append(place)
        else:
            runs.append([place])
    return frozenset(place.start for run in runs if len(run) >= _LIST for place in run)


def _follows(reading: Reading, end: int, start: int) -> bool:
    gap = reading.low[end:start].rstrip("t").rstrip()
    return start - end <= 2 or _LISTED.fullmatch(gap) is not None


def is_anchor(reading: Reading, place: Place) -> bool:
    """Say whether a phrase may inherit this province: it is told, and is not where somebody comes from."""
    sentence = reading.sentence_in(place.start)
    if sentence is None or sentence.zone in ("byline", "dateline"):
        return False
    since = max(sentence.start, place.start - _FROM_WITHIN)
    return _FROM.search(reading.low, since, place.start) is None
