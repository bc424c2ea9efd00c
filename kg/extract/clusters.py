"""Emulation clusters and blocks by number, with their sponsors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bodies import body_at
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cluster

_ROMAN = {"i": 1, "v": 5, "x": 10}
_CLUSTER = re.compile(
    r"(?<![\w])(thường trực |thành viên )?((?:cụm|khối)(?: thi đua)?)(?: (?:số )?)(\d{1,2}|[ivx]{1,5})"
    r"(?![\w/])"
)
# A bare `Cụm` goes on about the cluster named before; `Cụm trưởng` and `cụm công nghiệp` do not.
_AGAIN = re.compile(
    r"(?<![\w])cụm(?! (?:trưởng|phó|thi đua|công|dân|từ|tin|xã|di tích|số|\d|[ivx]+\b))(?![\w-])"
)
_SPONSOR_GAP = re.compile(
    r"(?: ?, ?| ?\(| ?- ?| )?(?:thuộc |của |do |trực thuộc )?(?:các )?(?:cơ quan )?(?:ngành |khối )?"
)
_SECTOR = re.compile(r"tổ chức xây dựng đảng")


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
