"""Where an event was: the province printed as its place, else the home of who held it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.extract.events import Meeting
from kg.extract.places import gazetteer, place_at
from kg.extract.spans import Place
from kg.link.bodies import LinkedBody, link_body
from kg.link.eras import provinces_of, unit_on
from kg.link.finds import Finds
from kg.link.only_places import only_place
from kg.load.sentences import Sentence
from kg.ontology import Lexicon, local_units
from kg.text import key, slug
from kg.vocab import VPO

_AT = re.compile(r"(?<![\w])(?:tại|ở)[ ]")
# "xảy ra tại", "quê tại": where something else is.
_ELSEWHERE = re.compile(
    r"(?:xảy ra|sinh|quê(?: quán)?|trú|ngụ|sống|công tác|làm việc|học(?: tập)?|đóng|nằm|vi phạm|sai phạm|đất|"
    r"đất đai|dự án|công trình|nhà máy|trụ sở|phục vụ|đầu tư|kinh doanh|sinh hoạt|chức vụ|giam|điều trị|"
    r"xây dựng|vụ việc|có mặt|hoạt động|qua đời|từ trần|quàn|thực hiện|quy định|phát hiện|được biết|nhiệm vụ|"
    r"an táng|hỏa táng) $"
)
_HELD_AT = re.compile(
    r"(?:diễn ra|tổ chức|khai mạc|bế mạc|họp|làm việc|gặp gỡ|tiếp|đặt|[\d)]|nay|qua|,|^) ?$"
)
# Between `tại` and the province may stand a hall, a town, a district: `tại thành phố Tân An, tỉnh Long An`.
_NO_BREAK = re.compile(
    r"(?:(?!đại hội |hội nghị |buổi |kỳ họp |phiên |(?<!tang )lễ |(?<!\w)(?:đã|do|của|về|để) )[^.;:\n]|"
    r"(?<=tp)\.)*"
)
_WITHIN = 90
_GOES_ON = re.compile(
    r"(?:hội nghị|đại hội|cuộc họp|buổi lễ|buổi làm việc|kỳ họp|lễ )[^.;]{0,60}"
    r"(?:diễn ra|được tổ chức|họp|tổ chức|khai mạc|bắt đầu)"
)
_SHOWN = re.compile(r"(?:diễn ra|được tổ chức|tổ chức) (?:tại|ở) ")
# "(Long An) - ", "SÓC TRĂNG - ", "VĨNH LONG (NV) - ", "TP. Yên Bái – ", "* Khánh Hòa: ".
_DATELINE = re.compile(
    r"[*+• ]*\(?(?:tp\.? ?|thành phố |tỉnh )?"
    r"(?P<name>[^\d()\n:.,;-]{2,28}?(?: - [^\d()\n:.,;-]{2,20}?)?)\)?"
    r"(?: ?\([^()\n]{1,16}\))?\.? ?[-:] ?(?=\S)"
)
_VISITED = re.compile(
    r"(?:làm việc (?:với|tại)|kiểm tra(?: tại)?|giám sát(?: tại)?|tiếp xúc cử tri(?: tại| với cử tri)?|"
    r"thăm(?:,? (?:và )?làm việc)?(?: với| tại)?|chúc tết(?: tại)?|phối hợp (?:với|cùng)) "
)
_VISITED_WITHIN = 60
_PHRASE = re.compile(r"(?:[^,.;:\n]|(?<=tp)\.)*")
_GUESTS = re.compile(r"[ ,]*(?:\d+ )?đoàn (?!thanh niên|tncs|viên|thể|kinh tế|luật)")
_SUBJECT = re.compile(r"[ ,]*(?:lãnh đạo |chính quyền |đại diện lãnh đạo |cán bộ và nhân dân )?")
_NAME_WITHIN = 60  # characters of the name of a congress in which its province stands
_NAME = re.compile(r"[^.,;:()\n]*")
_OBITUARIES = ("tu-tran", "le-tang")
_AGAINST = ("to-tung", *_OBITUARIES)  # kinds whose first title is of the one concerned


@dataclass(frozen=True, slots=True)
class Venue:
    """The province of an event, the rule that read it, how sure it is, and where the text says it."""

    unit: str
    rule: str
    confidence: str
    start: int
    end: int


def find_venue(finds: Finds, meeting: Meeting, home: LinkedBody | None, day: date | None) -> Venue | None:
    """Return where an event of `day` was, None where the text gives no ground.

    Printed: after `tại`, at the head of the report, in a caption. Else the home of the body that held it, or
    of the one that was called on. Without a day in the text only a home that is printed counts.
    """
    return next(filter(None, _venues(finds, meeting, home, day)), None)


def _venues(
    finds: Finds, meeting: Meeting, home: LinkedBody | None, day: date | None
) -> Iterator[Venue | None]:
    sentence = meeting.sentence
    yield _printed(finds, sentence.start, sentence.end, day)
    yield _dateline(finds, sentence, day)
    goes_on = _going_on(finds, sentence)
    if goes_on:
        yield _printed(finds, goes_on.start, goes_on.end, day)
    undated = meeting.moment is None and meeting.relative is None
    if undated and (home is None or home.how != VPO.samePhrase):
        yield _only(finds, meeting, day) if home is None or home.level != "central" else None
        return
    told = meeting.moment.end if meeting.moment else sentence.start
    if _GUESTS.match(finds.reading.low, told, sentence.end):
        yield _visited(finds, meeting, day)
        return
    yield _home(finds, meeting, home, day)
    yield _visited(finds, meeting, day)
    if home is None or home.level != "central":
        yield _subject(finds, meeting, told, day)
        yield _of_announcer(finds, meeting, day)
        yield _only(finds, meeting, day)


def _going_on(finds: Finds, sentence: Sentence) -> Sentence | None:
    """Return the first sentence after the opening that says where the event was held."""
    low = finds.reading.low
    first = bisect_left(finds.reading.starts, sentence.end)
    for other in finds.reading.sentences[first:]:
        if other.zone != "headline" and _GOES_ON.match(low, other.start, other.end):
            return other
        if other.zone == "caption" and _SHOWN.search(low, other.start, other.end):
            return other
    return None


def _printed(finds: Finds, start: int, end: int, day: date | None) -> Venue | None:
    """Return the place after the first `tại` that is of the event."""
    low = finds.reading.low
    for match in _AT.finditer(low, start, end):
        before = low[max(start, match.start() - 24) : match.start()]
        if _ELSEWHERE.search(before) or (match[0] == "ở " and not _HELD_AT.search(before)):
            continue
        venue = _place_after(finds, match.end(), min(end, match.end() + _WITHIN), day)
        if venue:
            return venue
    return None


def _place_after(finds: Finds, start: int, end: int, day: date | None) -> Venue | None:
    """Return the province of the first place in the span, with no word between that begins something else."""
    free = _NO_BREAK.match(finds.reading.low, start, end)
    limit = free.end() if free else start
    bare = place_at(finds.reading, start, "district")
    local = (bare,) if bare and bare.level == "district" else ()
    for place in (*_places(finds, start, limit), *local):
        unit = _unit_of(finds, place, day)
        if unit:
            return Venue(unit, "events.opening", "0.9", place.start, place.end)
    return None


def _places(finds: Finds, start: int, end: int) -> Iterator[Place]:
    """Yield the provinces, then the districts and communes that begin in the span."""
    for places in (finds.context.places, finds.context.locals):
        first = bisect_left(places, start, key=lambda place: place.start)
        for at in range(first, len(places)):
            if places[at].start >= end:
                break
            yield places[at]


def _unit_of(finds: Finds, place: Place, day: date | None) -> str | None:
    """Return the province of a place: its own, the one printed with it, else that of the gazetteer."""
    if place.level == "province":
        return finds.context.unit(place, day)
    within = place.within if place.within and place.within.level == "province" else None
    known = within or finds.context.province_of(place)
    if known and known.level == "province":
        return finds.context.unit(known, day)
    units = provinces_of(finds.reading.lexicon, place, day or finds.context.day)
    if len(units) > 1 and place.unit_word:
        lexicon, kind = finds.reading.lexicon, slug(place.unit_word)
        homonyms = local_units().named(place.vi, place.level)
        alike = {_on_day(lexicon, one.province, day) for one in homonyms if one.unit_type.startswith(kind)}
        units = tuple(unit for unit in units if unit in alike) or units
    if len(units) > 1:
        named = {finds.context.unit(anchor, day) for anchor in finds.context.anchors}
        units = tuple(unit for unit in units if unit in named)
    return units[0] if len(units) == 1 else None


def _dateline(finds: Finds, sentence: Sentence, day: date | None) -> Venue | None:
    """Return the place at the head of the paragraph or of the report, before a dash."""
    content = next((other for other in finds.reading.sentences if other.zone in ("lead", "body")), sentence)
    for start in (sentence.start, content.start):
        head = _DATELINE.match(finds.reading.low, start, start + 90)
        unit = _named_unit(finds, head, day) if head else None
        if head and unit:
            return Venue(unit, "events.dateline", "0.85", head.start("name"), head.end("name"))
    return None


def _named_unit(finds: Finds, head: re.Match[str], day: date | None) -> str | None:
    table, lexicon = gazetteer(finds.reading.lexicon), finds.reading.lexicon
    units = tuple(term.name for term in table.by_label.get(key(head["name"]), ()))
    if units:
        return unit_on(lexicon, units, day or finds.context.day)
    start, end = head.span("name")
    return _unit_of(finds, Place(start, end, finds.reading.printed(start, end), "district"), day)


def _home(finds: Finds, meeting: Meeting, home: LinkedBody | None, day: date | None) -> Venue | None:
    """Return the home of the body that held the event.

    Where the body is printed without it, one province in the headline goes before one further off.
    """
    lexicon = finds.reading.lexicon
    term = lexicon.get(home.name) if home else None
    unit = (home.unit or (term.one("jurisdiction") if term else None)) if home else None
    if home is None or unit is None or "/adm" not in unit:
        return None
    if home.how in (VPO.articleContext, VPO.outlet):
        reading = finds.reading
        above = {
            finds.context.unit(place, day)
            for place in finds.context.anchors
            if reading.sentence_at(place.start).zone == "headline"
        }
        term, only = lexicon.get(unit), above.pop() if len(above) == 1 else None
        unit = only if only and term and term.one("successor") != only else unit
    return Venue(_on_day(lexicon, unit, day), "events.home", "0.6", *_span(meeting))


def _span(meeting: Meeting) -> tuple[int, int]:
    return meeting.kind_start, meeting.kind_end


def _on_day(lexicon: Lexicon, unit: str, day: date | None) -> str:
    """Return the unit in the place of `unit` on `day`: its successor, that of its name, its forerunner."""
    term = lexicon.get(unit)
    if term is None or day is None:
        return unit
    if (term.one("validTo") or "9")[:10] < day.isoformat():
        return _on_day(lexicon, term.one("successor") or unit, None)
    if (term.one("validFrom") or "")[:10] <= day.isoformat():
        return unit
    others = lexicon.of(VPO.AdministrativeUnit)
    same = tuple(other.name for other in others if other.vi == term.vi and other.name != unit)
    before = tuple(other.name for other in others if other.one("successor") == unit)
    return unit_on(lexicon, same or before, day) or unit if len(same or before) == 1 else unit


def _visited(finds: Finds, meeting: Meeting, day: date | None) -> Venue | None:
    """Return the home of the local body that guests work with."""
    low, sentence = finds.reading.low, meeting.sentence
    for match in _VISITED.finditer(low, sentence.start, sentence.end):
        limit = min(sentence.end, match.end() + _VISITED_WITHIN)
        free = _PHRASE.match(low, match.end(), limit)
        end = free.end() if free else limit
        units = {unit for place in _places(finds, match.end(), end) if (unit := _unit_of(finds, place, day))}
        if len(units) == 1:
            return Venue(units.pop(), "events.home", "0.6", match.start(), match.end())
    return None


def _subject(finds: Finds, meeting: Meeting, told: int, day: date | None) -> Venue | None:
    """Return the province that acts itself (`Ngày 1/7, tỉnh Đồng Nai …`), or whose congress it is.

    Else the only province of a sentence that names no central body.
    """
    sentence, reading = meeting.sentence, finds.reading
    gap = _SUBJECT.match(reading.low, told)
    acting = place_at(reading, gap.end() if gap else told)
    if acting and (unit := _unit_of(finds, acting, day)):
        return Venue(unit, "events.home", "0.6", acting.start, acting.end)
    named = next(_places(finds, meeting.kind_end, meeting.kind_end + _NAME_WITHIN), None)
    if named and named.level == "province" and _NAME.fullmatch(reading.low, meeting.kind_end, named.start):
        unit = finds.context.unit(named, day)
        return Venue(unit, "events.home", "0.55", named.start, named.end) if unit else None
    central = any(sentence.start <= body.start < sentence.end for body in finds.context.centrals)
    inside = [place for place in finds.context.anchors if sentence.start <= place.start < sentence.end]
    units = {finds.context.unit(place, day) for place in inside}
    if central or len(units) != 1 or meeting.kind.local in _AGAINST:
        return None
    only = units.pop()
    return Venue(only, "events.home", "0.5", inside[0].start, inside[0].end) if only else None


def _only(finds: Finds, meeting: Meeting, day: date | None) -> Venue | None:
    place = only_place(finds, meeting) if meeting.kind.local not in _AGAINST else None
    unit = finds.context.unit(place, day) if place else None
    return Venue(unit, "events.home", "0.5", place.start, place.end) if place and unit else None


def _of_announcer(finds: Finds, meeting: Meeting, day: date | None) -> Venue | None:
    """Return the home of the local body that announces a death."""
    if meeting.kind.local not in _OBITUARIES:
        return None
    bodies = (body for body in finds.bodies if body.start < meeting.sentence.start)
    first = next(bodies, None)
    linked = link_body(finds.context, first) if first else None
    return _home(finds, meeting, linked, day)


def subject_home(finds: Finds, meeting: Meeting) -> LinkedBody | None:
    """Return the body of the first title in the sentence: of the one who acts or speaks."""
    sentence = meeting.sentence
    if meeting.kind.local in _AGAINST:
        return None
    first = bisect_left(finds.titles, sentence.start, key=lambda title: title.start)
    title = next(iter(finds.titles[first : first + 1]), None)
    if title and title.start < sentence.end and title.body and title.status != "former":
        return link_body(finds.context, title.body)
    return None
