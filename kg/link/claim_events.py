"""Facts about meetings: which, when, where, by whom, who took part in which part, who asked for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.dates import PartialDate
from kg.extract.events import Meeting, find_meetings, review_period, topic_of
from kg.extract.match import any_of
from kg.extract.members import provinces_in_run
from kg.extract.spans import Cluster, Name
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.claim_documents import find_class
from kg.link.clusters import cluster_name
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.load.sentences import Sentence
from kg.model import Entity, Text
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_AT = re.compile(r"(?<![\w])tại[ ]")
# Between `tại` and the province may stand a hall, a town, a district: `tại thành phố Tân An, tỉnh Long An`.
_NO_BREAK = re.compile(
    r"(?:(?!đại hội|hội nghị|buổi|kỳ họp|lễ )[^.;:]){0,70}?(?:tỉnh |thành phố |tp\.? ?|, |ủy |)"
)
_BY = re.compile(r"(?<![\w])do ")
_INTRO = re.compile(r"(?:[^,;:]{0,60}?)?(?: có| gồm|:| của)[ ]*(?:các )?")
_REQUEST = re.compile(r"(?:đề nghị|yêu cầu|nhấn mạnh|lưu ý|mong muốn)[ ]")
_GROUP = re.compile(r"(?:đại diện )?lãnh đạo[ ]")
_COUNT = re.compile(r"(?<!\d)(\d{1,3}) (?:tỉnh|địa phương|đơn vị|huyện|ban|thành viên|xã|phường|sở)")
_DELEGATION = re.compile(
    r"đại diện (?:lãnh đạo )?(?:các )?(?:ban tổ chức |đoàn )?(?:các )?(?:tỉnh ủy, thành ủy|tỉnh, thành phố|tỉnh, thành|tỉnh|địa phương|đơn vị)[^:.;]{0,30}:[ ]*"
)
_SHARING = re.compile(r"chia sẻ|tham luận|phát biểu|trao đổi|trình bày")
_CONFIDENCE = {
    "attendee": "0.9",
    "chair": "0.9",
    "co-chair": "0.9",
    "speaker": "0.85",
    "directive-speaker": "0.9",
    "presenter": "0.85",
    "host": "0.8",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """One verb of participation: where it stands and the role it gives."""

    start: int
    end: int
    role: str


@lru_cache(maxsize=4)
def _part_words(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Term]]:
    words = lexicon.words("participation")
    return re.compile(any_of(form for term in words for form in term.forms)), lexicon.by_form(words)


def claim_events(book: Book, finds: Finds) -> None:
    """Note the meetings of the article and who took part."""
    meetings = tuple(find_meetings(finds.reading, finds.moments))
    if not meetings:
        return
    handles = [_claim_meeting(book, finds, meeting) for meeting in meetings]
    for sentence in finds.reading.sentences:
        at = max(
            (index for index, meeting in enumerate(meetings) if meeting.sentence.start <= sentence.start),
            default=0,
        )
        _claim_parts(book, finds, sentence, handles[at])
        _claim_groups(book, finds, sentence, handles[at])
        _claim_delegations(book, finds, sentence, handles[at])


# The meeting


def _claim_meeting(book: Book, finds: Finds, meeting: Meeting) -> Handle:
    reading = finds.reading
    cluster = _cluster_of(finds, meeting)
    when = finds.date_of(meeting.moment) if meeting.moment else finds.observed
    basis = None
    if when:
        basis = (
            VPO.publicationDate
            if meeting.moment is None
            else VPO.statedDate
            if meeting.moment.year
            else VPO.yearFromHeader
        )
    period = review_period(reading, meeting.sentence)
    topic = topic_of(reading, meeting)
    organizer, home = _organizer(book, finds, meeting, cluster)
    said = _place(finds, meeting)
    place = said or home
    handle = Handle(VPO.EventReport, (meeting.kind.local, str(meeting.sentence.start)))
    book.add(handle, (
        (VPO.eventKind, meeting.kind.name), (VPO.place, place), (VPO.organizer, organizer),
        (VPO.cluster, cluster_name(finds, cluster) if cluster and cluster_name(finds, cluster).startswith("id/cluster/") else None),
        (VPO.dateBasis, basis), (VPO.startPrecision, f"{VPO.day.removesuffix('day')}{when.precision}" if when else None),
    ), (
        (VPO.startDate, when), (VPO.endDate, _end_day(meeting, when)),
        (VPO.reviewStart, _day(period[0]) if period else None), (VPO.reviewEnd, _day(period[1]) if period else None),
        (VPO.topic, Text(re.sub(r"\s+", " ", reading.article.text[topic[0] : topic[1]])) if topic else None),
    ))  # fmt: skip
    marks = [(meeting.kind_start, meeting.kind_end)]
    if meeting.moment:
        marks.append((meeting.moment.start, meeting.moment.end))
    book.rest(handle, meeting.kind_start, "events.opening", "0.9", marks)
    if place and not said:
        book.rest(handle, meeting.kind_start, "events.home", "0.6")
    return handle


def _day(day: date) -> PartialDate:
    return PartialDate(day)


def _end_day(meeting: Meeting, when: PartialDate | None) -> PartialDate | None:
    last = meeting.moment.end_day if meeting.moment else None
    return PartialDate(when.day.replace(day=last)) if last and when else None


def _cluster_of(finds: Finds, meeting: Meeting) -> Cluster | None:
    here = [
        cluster
        for cluster in finds.clusters
        if meeting.sentence.start <= cluster.start < meeting.sentence.end
    ]
    return (
        here[0]
        if here
        else (
            finds.clusters[0]
            if len({cluster_name(finds, cluster) for cluster in finds.clusters}) == 1
            else None
        )
    )


def _place(finds: Finds, meeting: Meeting) -> str | None:
    """Return the province where the meeting was held: the one after `tại`, never the one inside a body's name."""
    sentences = [
        meeting.sentence,
        *(s for s in finds.reading.sentences if s.zone in ("lead", "body") and s != meeting.sentence),
    ]
    for sentence in sentences[:2]:
        for match in _AT.finditer(finds.reading.low, sentence.start, sentence.end):
            place = next(
                (place for place in finds.places if match.end() <= place.start < match.end() + 70), None
            )
            if place and _NO_BREAK.fullmatch(finds.reading.low[match.end() : place.start]):
                return finds.context.unit(place)
    return None


def _organizer(
    book: Book, finds: Finds, meeting: Meeting, cluster: Cluster | None
) -> tuple[str | Handle | None, str | None]:
    """Return who holds the meeting (the cluster or body before the word for it), and the province where that body is at home."""
    start = (
        meeting.moment.end
        if meeting.moment and meeting.moment.end < meeting.kind_start
        else meeting.sentence.start
    )
    if cluster and start <= cluster.start < meeting.kind_start:
        return _cluster_itself(book, finds, cluster), None
    before = [body for body in finds.bodies if start <= body.start and body.end <= meeting.kind_start + 3]
    after = _BY.search(finds.reading.low, meeting.kind_end, meeting.sentence.end)
    chosen = (
        before[-1]
        if before
        else next(
            (body for body in finds.bodies if after and after.end() <= body.start <= after.end() + 2), None
        )
    )
    if chosen is None:
        return None, None
    linked = link_body(finds.context, chosen)
    return claim_body(book, finds, linked), linked.unit


def _cluster_itself(book: Book, finds: Finds, cluster: Cluster) -> str | None:
    name = cluster_name(finds, cluster)
    if not name.startswith("id/cluster/"):
        return None
    if not cluster.standing:
        return name
    known = finds.reading.lexicon.get(f"{name}/thuong-truc")
    vi, en = (
        f"Thường trực Cụm thi đua số {cluster.number}",
        f"Standing body of Emulation Cluster No. {cluster.number}",
    )
    return book.name(
        Entity(
            f"{name}/thuong-truc",
            VPO.ClusterStandingBody,
            known.vi if known else vi,
            known.en if known else en,
        )
    )


# Who took part


def _claim_parts(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> None:
    parts = tuple(_parts(finds, sentence))
    for at, part in enumerate(parts):
        stop = parts[at + 1].start if at + 1 < len(parts) else sentence.end
        since = parts[at - 1].end if at else sentence.start
        for name in _players(finds, sentence, part, since, stop):
            _claim_part(book, finds, part, name, event)
            if part.role in ("directive-speaker", "speaker"):
                _claim_speech(book, finds, sentence, name, event)


def _parts(finds: Finds, sentence: Sentence) -> Iterator[_Part]:
    pattern, by_form = _part_words(finds.reading.lexicon)
    for match in pattern.finditer(finds.reading.low, sentence.start, sentence.end):
        term = by_form[key(match[0])]
        if re.match(
            r"[ ]*(?:án|thảo|kiến|toán|báo|phòng|bị|lệ|luật|khuyết)",
            finds.reading.low[match.end() : match.end() + 8],
        ):
            continue  # "dự án", "dự thảo", "dự kiến" are other words
        yield _Part(match.start(), match.end(), (term.one("participationRole") or "").rsplit("/", 1)[-1])


def _players(finds: Finds, sentence: Sentence, part: _Part, since: int, stop: int) -> tuple[Name, ...]:
    """Return the persons of one verb: after it where the sentence begins with it or says `có`, `gồm`, `của`; else before it."""
    after, before = finds.names_in(part.end, stop), finds.names_in(since, part.start)
    opens = part.start - sentence.start <= 14 or not before
    listed = _INTRO.match(finds.reading.low, part.end)
    if after and (opens or (listed and listed.end() >= after[0].lead - 60 and not before)):
        first_lists = part.role in ("attendee", "chair", "co-chair")
        return after if first_lists else after[:1]
    return before if part.role in ("attendee", "chair", "co-chair") else before[-1:]


def _claim_part(book: Book, finds: Finds, part: _Part, name: Name, event: Handle) -> None:
    person = person_handle(finds, name)
    if person is None:
        return
    handle = book.add(
        Handle(VPO.Participation, (*event.key, person.key[0], part.role)),
        (
            (VPO.event, event),
            (VPO.agent, person),
            (VPO.participationRole, f"scheme/participation-role/{part.role}"),
        ),
    )
    book.rest(
        handle,
        name.start,
        f"participation.{part.role}",
        _CONFIDENCE[part.role],
        [(part.start, part.end), (name.start, name.end)],
    )
    book.rest(event, part.start, "events.part", "0.8", [(part.start, part.end)])


def _claim_speech(book: Book, finds: Finds, sentence: Sentence, name: Name, event: Handle) -> None:
    person = person_handle(finds, name)
    if person is None:
        return
    handle = Handle(VPO.SpeechAct, (*event.key, person.key[0]))
    request = _REQUEST.search(finds.reading.low, name.end, sentence.end)
    book.add(handle, ((VPO.superEvent, event), (VPO.speaker, person)))
    if request:
        cluster = next((item for item in finds.clusters if request.end() <= item.start < sentence.end), None)
        named = cluster_name(finds, cluster) if cluster else None
        book.add(
            handle,
            ((VPO.addressee, named if named and named.startswith("id/cluster/") else None),),
            tuple(_requests(finds, request.end(), sentence.end)),
        )
    book.rest(
        handle,
        name.start,
        "speeches.request" if request else "speeches.named",
        "0.85",
        [(name.start, name.end)],
    )


def _requests(finds: Finds, start: int, end: int) -> Iterator[tuple[str, Text]]:
    for part in finds.reading.article.text[start:end].split(";"):
        said = re.sub(r"\s+", " ", part).strip(" ./,…")
        if len(said) >= 12:
            yield VPO.requests, Text(said)


def _claim_groups(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> None:
    """Note a group without names: `lãnh đạo Ban Tổ chức 11 tỉnh, thành`."""
    for match in _GROUP.finditer(finds.reading.low, sentence.start, sentence.end):
        end = re.compile(r"[;.:,](?! thành)|(?: và | cùng )|$", re.M).search(
            finds.reading.low, match.end(), sentence.end
        )
        stop = end.start() if end else sentence.end
        named = find_class(finds, match.start(), stop)
        if any(match.end() <= name.start < stop for name in finds.names) or stop - match.end() < 4:
            continue
        count = _COUNT.search(finds.reading.low, match.start(), stop)
        printed = re.sub(r"\s+", " ", finds.reading.article.text[match.start() : stop]).strip()
        handle = book.add(Handle(VPO.GroupParticipation, (*event.key, key(printed))), (
            (VPO.event, event), (VPO.groupClass, named[0].name if named else None), (VPO.participationRole, "scheme/participation-role/attendee"),
        ), ((VPO.printedName, Text(printed)), (VPO.count, int(count[1]) if count else None)))  # fmt: skip
        book.rest(handle, match.start(), "participation.group", "0.75", [(match.start(), stop)])
        if named:
            book.name(Entity(named[0].name, named[0].kind, named[0].vi, named[0].en))


def _claim_delegations(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> None:
    """Note provinces that speak through delegations: `đại diện các tỉnh, thành: Đồng Nai, Long An,…`."""
    for match in _DELEGATION.finditer(finds.reading.low, sentence.start, sentence.end):
        members, complete = provinces_in_run(finds.reading, finds.places, match.end())
        role = "presenter" if _SHARING.search(finds.reading.low, match.end(), sentence.end) else "attendee"
        for place in members:
            unit = finds.context.unit(place)
            if unit is None:
                continue
            handle = book.add(
                Handle(VPO.Participation, (*event.key, unit, role)),
                (
                    (VPO.event, event),
                    (VPO.agent, unit),
                    (VPO.participationRole, f"scheme/participation-role/{role}"),
                ),
                ((VPO.listComplete, complete),),
            )
            book.rest(
                handle, place.start, "participation.delegation", _CONFIDENCE[role], [(place.start, place.end)]
            )
