"""Facts about meetings: which kind, when, where, held by whom, about what."""

from __future__ import annotations

import re

from kg.dates import PartialDate
from kg.extract.events import Meeting, review_period, topic_of
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cluster
from kg.extract.times import last_dated
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.clusters import cluster_iri, standing_body
from kg.link.finds import Finds
from kg.model import Text, Value
from kg.vocab import VPO

_AT = re.compile(r"(?<![\w])tại[ ]")
# Between `tại` and the province may stand a hall, a town, a district: `tại thành phố Tân An, tỉnh Long An`.
_GOES_ON = re.compile(
    r"(?:hội nghị|đại hội|cuộc họp|buổi lễ|kỳ họp|lễ )[^.;]{0,60}(?:diễn ra|được tổ chức|họp|tổ chức)"
)
_NO_BREAK = re.compile(
    r"(?:(?!đại hội|hội nghị|buổi|kỳ họp|lễ )[^.;:]){0,70}?(?:tỉnh |thành phố |tp\.? ?|, |ủy |)"
)
_NO_BREAK_WITHIN = 70
_BY = re.compile(r"(?<![\w])do ")
_PRECISIONS = {"day": VPO.day, "month": VPO.month, "year": VPO.year}


def claim_meeting(book: Book, finds: Finds, meeting: Meeting) -> Handle:
    """Note a meeting; return its handle, for those who took part."""
    cluster = _cluster_of(finds, meeting)
    when = finds.date_of(meeting.moment) if meeting.moment else finds.observed
    organizer, home = _organizer(book, finds, meeting, cluster)
    said = _place(finds, meeting)
    handle = Handle(VPO.EventReport, (meeting.kind.local, str(meeting.sentence.start)))
    book.add(
        handle,
        (
            (VPO.eventKind, meeting.kind.name),
            (VPO.place, said or home),
            (VPO.organizer, organizer),
            (VPO.cluster, cluster_iri(finds, cluster) if cluster else None),
            (VPO.dateBasis, _basis(meeting) if when else None),
            (VPO.startPrecision, _PRECISIONS[when.precision] if when else None),
        ),
        _values(finds.reading, meeting, when),
    )
    marks = [(meeting.kind_start, meeting.kind_end)]
    if meeting.moment:
        marks.append((meeting.moment.start, meeting.moment.end))
    book.rest(handle, meeting.kind_start, "events.opening", "0.9", marks)
    if home and not said:
        book.rest(handle, meeting.kind_start, "events.home", "0.6")
    return handle


def _basis(meeting: Meeting) -> str:
    if meeting.moment is None:
        return VPO.publicationDate
    return VPO.statedDate if meeting.moment.year else VPO.yearFromHeader


def _values(
    reading: Reading, meeting: Meeting, when: PartialDate | None
) -> tuple[tuple[str, Value | None], ...]:
    period = review_period(reading, meeting.sentence)
    topic = topic_of(reading, meeting)
    return (
        (VPO.startDate, when),
        (VPO.endDate, last_dated(meeting.moment, when) if meeting.moment and when else None),
        (VPO.reviewStart, PartialDate(period[0]) if period else None),
        (VPO.reviewEnd, PartialDate(period[1]) if period else None),
        (VPO.topic, Text(reading.printed(*topic)) if topic else None),
    )


def _cluster_of(finds: Finds, meeting: Meeting) -> Cluster | None:
    """Return the cluster that the opening sentence names or goes on about, else the one of the headline."""
    start, end = meeting.sentence.start, meeting.sentence.end
    named = (cluster for cluster in (*finds.clusters, *finds.echoes) if start <= cluster.start < end)
    zone = finds.reading.sentence_at
    above = (cluster for cluster in finds.clusters if zone(cluster.start).zone == "headline")
    return next(named, None) or next(above, None)


def _place(finds: Finds, meeting: Meeting) -> str | None:
    """Return the province where the meeting was held: the one after `tại`.

    Its own sentence is read, and one after it that goes on about the meeting (`Hội nghị diễn ra tại …`).
    """
    content = (other for other in finds.reading.sentences if other.start >= meeting.sentence.end)
    other = next((other for other in content if _GOES_ON.match(finds.reading.low, other.start)), None)
    for sentence in (meeting.sentence, other) if other else (meeting.sentence,):
        for match in _AT.finditer(finds.reading.low, sentence.start, sentence.end):
            limit = match.end() + _NO_BREAK_WITHIN
            near = (place for place in finds.places if match.end() <= place.start < limit)
            place = next(near, None)
            if place and _NO_BREAK.fullmatch(finds.reading.low, match.end(), place.start):
                return finds.context.unit(place)
    return None


def _organizer(
    book: Book, finds: Finds, meeting: Meeting, cluster: Cluster | None
) -> tuple[str | Handle | None, str | None]:
    """Return who holds the meeting, and the province where that body is at home.

    It is the cluster before the word for the meeting, the body between the day and that word, the body after
    `do`, or the one before the day.
    """
    moment, start = meeting.moment, meeting.sentence.start
    told = moment.end if moment and moment.end < meeting.kind_start else start
    if cluster and start <= cluster.start < meeting.kind_start:
        return standing_body(book, finds, cluster), None
    chosen = (
        _body_before(finds, meeting, told)
        or _body_after(finds, meeting)
        or _body_before(finds, meeting, start)
    )
    if chosen is None:
        return None, None
    linked = link_body(finds.context, chosen)
    return claim_body(book, finds, linked), linked.unit


def _body_before(finds: Finds, meeting: Meeting, start: int) -> Body | None:
    limit = meeting.kind_start + 3
    return next((body for body in reversed(finds.bodies) if start <= body.start and body.end <= limit), None)


def _body_after(finds: Finds, meeting: Meeting) -> Body | None:
    after = _BY.search(finds.reading.low, meeting.kind_end, meeting.sentence.end)
    if after is None:
        return None
    return next((body for body in finds.bodies if after.end() <= body.start <= after.end() + 2), None)
