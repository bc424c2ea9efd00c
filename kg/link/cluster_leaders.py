"""Who leads a cluster, and who is deputy: the person with the title, or the body or unit it is said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clusters import LEADERS
from kg.extract.spans import Body, Title
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.clusters import cluster_iri, cluster_name, cluster_year, nearest_cluster
from kg.link.finds import Finds
from kg.link.handles import cluster_handle, person_handle
from kg.link.held import Held
from kg.vocab import VPO

_WORD = r"(?:(?:cụm|khối) (trưởng|phó)|(trưởng|phó) (?:cụm|khối))(?: thi đua(?= năm| là|:))?(?!\w)"
_OF_CLUSTER = r"(?: (?:cụm|khối) thi đua[^.;\n]{0,40}?)?(?: năm (?:nay|tới|\d{4}))?"
# `A, đơn vị Cụm phó là B`: what stands behind the comma is said of B.
_OF_NEXT = rf"(?!{_OF_CLUSTER}(?: (?:là|thuộc về)(?!\w)|:))"
_AFTER = re.compile(
    r"(?:,? (?:tỉnh|thành phố|đơn vị|địa phương)(?= giữ| làm| là))?"
    r"[ ]*(?:,|[-–]|\(|là|giữ (?:vai trò|chức)|làm|"
    r"được (?:tín nhiệm )?(?:cử|bầu|phân công|giao|suy tôn|chọn|chỉ định|đề cử)(?: làm| là)?|"
    r"với vai trò|đảm nhiệm)"
    rf"[ ]*(?:là |làm )?(?:(?:đơn vị|cơ quan)(?: đăng cai)? )?{_WORD}{_OF_NEXT}"
)
_BEFORE = re.compile(
    rf"(?:vai trò |nhiệm vụ |chức )?{_WORD}{_OF_CLUSTER}"
    r"(?: (?:là|thuộc về|được (?:bàn giao |giao )?cho)|:)[ ]$"
    rf"|bàn giao [^.;\n]{{0,24}}?{_WORD}{_OF_CLUSTER}(?: từ [^.;\n]{{3,60}})?"
    r" cho (?:(?:đại diện )?lãnh đạo )?$"
)
# Behind the title of who came: `Giám đốc Công an tỉnh Nghệ An (đơn vị Cụm trưởng)`, the body leads.
_AFTER_TITLE = re.compile(
    rf"[ ]*(?:[-–(,]|đại diện(?: cho)?)?[ ]*(?:đại diện )?đơn vị {_WORD}{_OF_NEXT}"
    rf"|[ ]*\({_WORD}\)"
)
_AFTER_POST = re.compile(rf", {_WORD}")
_BEFORE_WITHIN = 150
_UNIT = "đơn vị "  # "đơn vị Cụm phó Công an tỉnh Hà Tĩnh": the body itself
_YEAR_AFTER = re.compile(r"[^.;\n]{0,40}?(?<!\w)năm (\d{4})")
_YEAR_BEFORE = re.compile(r"(?:sang |trong )?năm (\d{4}),[^.;\n]{0,90}")
_YEAR_WITHIN = re.compile(rf"{_WORD}[^.;\n]{{0,60}}? năm (?P<year>\d{{4}})(?= (?:là|từ|cho|thuộc về)|:)")


@dataclass(frozen=True, slots=True)
class _Led:
    """One who leads, with the spans that say so; `deputy` for the second."""

    leader: str | Handle
    marks: tuple[tuple[int, int], ...]
    deputy: bool


def claim_leaders(book: Book, finds: Finds, held: Sequence[Held]) -> None:
    """Note who leads a cluster: the person with the title, or the body it is said of."""
    if finds.clusters:
        for led in (*_persons(finds, held), *_named(book, finds)):
            _lead(book, finds, led)


def _persons(finds: Finds, held: Sequence[Held]) -> Iterator[_Led]:
    for item in held:
        deputy = LEADERS.get(item.title.role.rsplit("/", 1)[-1])
        person = person_handle(finds, item.name) if deputy is not None else None
        if person and deputy is not None:
            marks = ((item.title.start, item.title.end), (item.name.start, item.name.end))
            yield _Led(person, marks, deputy)


def _named(book: Book, finds: Finds) -> Iterator[_Led]:
    """Yield the bodies and provinces of which the text says that they lead.

    A province that leads by a body of its own, which the text names too, is told by that body.
    """
    told: set[tuple[str | None, bool]] = set()
    for body, mark, deputy in (*_said_of_bodies(finds), *_said_of_posts(finds)):
        linked = link_body(finds.context, body)
        told.add((linked.unit, deputy))
        yield _Led(claim_body(book, finds, linked), (mark,), deputy)
    for place in finds.places:
        unit = finds.context.unit(place)
        found = _said(finds, place.start, place.end) if unit else None
        if unit and found and not _is_inside(finds, place.start) and (unit, found[2]) not in told:
            yield _Led(unit, ((found[0], found[1]),), found[2])


_Saying = tuple[Body, tuple[int, int], bool]
"""A body that leads, the span that says so, and whether as deputy."""


def _said_of_bodies(finds: Finds) -> Iterator[_Saying]:
    for body in _bodies(finds):
        if found := _said(finds, body.start, body.end):
            yield body, (found[0], found[1]), found[2]


def _said_of_posts(finds: Finds) -> Iterator[_Saying]:
    """Yield the bodies that lead as is said with a post in them."""
    for title in finds.titles:
        if title.body is None:
            continue
        deputy = LEADERS.get(title.role.rsplit("/", 1)[-1])
        if said := _after_title(finds, title):
            yield title.body, (title.start, said.end()), _is_deputy(said)
        if deputy is not None and finds.reading.low.endswith(_UNIT, 0, title.start):
            yield title.body, (title.start, title.end), deputy


def _after_title(finds: Finds, title: Title) -> re.Match[str] | None:
    """Return what says behind a title that its body leads; bare `Cụm trưởng` where a line names nobody."""
    low = finds.reading.low
    if said := _AFTER_TITLE.match(low, title.end):
        return said
    line = low.rfind("\n", 0, title.start) + 1
    return _AFTER_POST.match(low, title.end) if not low[line : title.start].strip(" -–+•") else None


def _bodies(finds: Finds) -> Iterator[Body]:
    """Yield the bodies that may lead: also one of which only the article as a whole may tell the province."""
    told = {body.start for body in finds.bodies}
    titles = sorted((title.start, title.end) for title in finds.titles)
    members = sorted((member.start, member.end) for one in finds.lists for member in one.members)
    for body in finds.context.bodies:
        if _end_of(members, body.start) > body.start:
            continue  # "Truyền hình Quốc hội Việt Nam (Cụm trưởng)": a part of the name of one who leads
        bare = body.form == "unit-organ" and _end_of(titles, body.end) < body.end
        if bare or body.start in told:
            yield body


def _end_of(spans: Sequence[tuple[int, int]], offset: int) -> int:
    """Return where the last of sorted spans ends that begins before an offset, 0 where none does."""
    before = bisect_left(spans, (offset, 0))
    return spans[before - 1][1] if before else 0


def _is_inside(finds: Finds, offset: int) -> bool:
    """Say whether a body or a title holds an offset."""
    return any(span.start <= offset < span.end for group in (finds.bodies, finds.titles) for span in group)


def _said(finds: Finds, start: int, end: int) -> tuple[int, int, bool] | None:
    """Return the span that says that what stands between two offsets leads, and whether as deputy."""
    low = finds.reading.low
    if after := _AFTER.match(low, end):
        return start, after.end(), _is_deputy(after)
    since = max(finds.reading.sentence_at(start).start, start - _BEFORE_WITHIN)
    before = _BEFORE.search(low, since, start)
    return (before.start(), end, _is_deputy(before)) if before else None


def _is_deputy(said: re.Match[str]) -> bool:
    return "phó" in said.groups()


def _lead(book: Book, finds: Finds, led: _Led) -> None:
    cluster = nearest_cluster(finds, led.marks[0][0])
    if cluster is None:
        return
    year = _year(finds, led)
    own = led.leader.key[0] if isinstance(led.leader, Handle) else led.leader
    key = (cluster_name(finds, cluster), own, str(year), str(led.deputy))
    handle = Handle(VPO.ClusterLeadershipObservation, key)
    of = (
        (VPO.cluster, cluster_iri(finds, cluster)),
        (VPO.clusterObservation, cluster_handle(finds, cluster)),
    )
    role = VPO.deputyLeader if led.deputy else VPO.leader
    book.add(handle, (*of, (role, led.leader)), ((VPO.year, year),))
    book.rest(handle, led.marks[0][0], "clusters.leader", "0.9", led.marks)


def _year(finds: Finds, led: _Led) -> int | None:
    """Return the year of the office: as printed with it or with one before it, else that of the article."""
    low, sentence = finds.reading.low, finds.reading.sentence_at(led.marks[0][0])
    start, end = min(led.marks)[0], max(mark[1] for mark in led.marks)
    *_, within = None, *_YEAR_WITHIN.finditer(low, sentence.start, end)
    if within:
        return int(within["year"])
    said = _YEAR_AFTER.match(low, end, sentence.end) or _YEAR_BEFORE.fullmatch(low, sentence.start, start)
    return int(said[1]) if said else cluster_year(finds)
