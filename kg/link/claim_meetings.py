"""Facts about events: which kind, when, where, held by whom, about what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.dates import PartialDate
from kg.extract.events import Meeting, kind_confidence, review_period, topic_of
from kg.extract.spans import Body, Cluster
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.clusters import cluster_iri, standing_body
from kg.link.finds import Finds
from kg.link.precision import PRECISIONS
from kg.link.venues import Venue, find_venue, subject_home
from kg.link.years import last_day, when_held
from kg.model import Text, Value
from kg.vocab import VPO

_BY = re.compile(r"(?<![\w])(?:do|được) ")
# A body that follows the day at once acts; one that follows the word for a meeting holds it.
_AT_ONCE = re.compile(r"[ ,.:)(-]*")
_OWN = re.compile(
    r"(?:[ ,()-]*(?:lần|thứ|khóa|nhiệm kỳ|bất thường|chuyên đề|thường kỳ|thường lệ|cuối năm|giữa năm|"
    r"\w*\d\w*|[ivx]+|của|đại biểu|ban chấp hành)(?!\w))*[ ,()-]*"
)
_HOLDERS = ("dai-hoi", "ky-hop", "hoi-nghi-ban-chap-hanh", "hoi-nghi", "hop")


def claim_meeting(book: Book, finds: Finds, meeting: Meeting) -> Handle:
    """Note an event; return its handle, for those who took part."""
    cluster = _cluster_of(finds, meeting)
    when = when_held(finds, meeting)
    organizer, home = _organizer(book, finds, meeting, cluster)
    venue = find_venue(finds, meeting, home, when.date.day if when.date else None)
    handle = Handle(VPO.EventReport, (meeting.kind.local, str(meeting.sentence.start)))
    book.add(
        handle,
        (
            (VPO.eventKind, meeting.kind.name),
            (VPO.place, venue.unit if venue else None),
            (VPO.organizer, organizer),
            (VPO.cluster, cluster_iri(finds, cluster) if cluster else None),
            (VPO.dateBasis, when.basis if when.date else None),
            (VPO.startPrecision, PRECISIONS[when.date.precision] if when.date else None),
        ),
        _values(finds, meeting, when.date),
    )
    confidence = min(when.confidence, kind_confidence(meeting), key=float)
    book.rest(handle, meeting.kind_start, "events.opening", confidence, _marks(meeting, venue))
    if venue and (venue.rule != "events.opening" or not _holds(meeting, venue.start)):
        marks = [(venue.start, venue.end)] if venue.rule != "events.home" else []
        book.rest(handle, venue.start, venue.rule, venue.confidence, marks)
    return handle


def _marks(meeting: Meeting, venue: Venue | None) -> Iterator[tuple[int, int]]:
    """Yield the spans of kind, day and place that stand in the opening sentence."""
    yield meeting.kind_start, meeting.kind_end
    if meeting.moment:
        yield meeting.moment.start, meeting.moment.end
    if meeting.relative:
        yield meeting.relative.start, meeting.relative.end
    if venue and venue.rule == "events.opening" and _holds(meeting, venue.start):
        yield venue.start, venue.end


def _holds(meeting: Meeting, offset: int) -> bool:
    return meeting.sentence.start <= offset < meeting.sentence.end


def _values(finds: Finds, meeting: Meeting, when: PartialDate | None) -> tuple[tuple[str, Value | None], ...]:
    reading = finds.reading
    period = review_period(reading, meeting.sentence)
    topic = topic_of(reading, meeting)
    return (
        (VPO.startDate, when),
        (VPO.endDate, last_day(finds, meeting, when) if when else None),
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


def _organizer(
    book: Book, finds: Finds, meeting: Meeting, cluster: Cluster | None
) -> tuple[str | Handle | None, LinkedBody | None]:
    """Return who holds the event, and the body at whose home it may have been.

    Who holds it is the cluster before the word for the meeting, the body that follows the day, the one
    between the day and that word, the one after `do` or after that word, or the one before the day.
    Where there is none, the body of the one who acts has the home.
    """
    moment, start = meeting.moment, meeting.sentence.start
    told = moment.end if moment and moment.end < meeting.kind_start else start
    if cluster and start <= cluster.start < meeting.kind_start:
        sponsor = link_body(finds.context, cluster.sponsor) if cluster.sponsor else None
        return standing_body(book, finds, cluster), sponsor if sponsor and sponsor.unit else None
    chosen = (
        _body_at(finds, moment.end if moment else start, meeting.sentence.end)
        or _body_before(finds, meeting, told)
        or _body_by(finds, meeting)
        or _body_of(finds, meeting)
        or _body_before(finds, meeting, start)
    )
    if chosen is None:
        return None, subject_home(finds, meeting)
    linked = link_body(finds.context, chosen)
    return claim_body(book, finds, linked), linked


def _bodies(finds: Finds, start: int, end: int) -> tuple[Body, ...]:
    """Return the bodies that begin in the half-open span."""
    first = bisect_left(finds.bodies, start, key=lambda body: body.start)
    return finds.bodies[first : bisect_left(finds.bodies, end, key=lambda body: body.start)]


def _body_at(finds: Finds, start: int, end: int) -> Body | None:
    """Return the body that follows `start` with nothing but signs between."""
    gap = _AT_ONCE.match(finds.reading.low, start, end)
    return next(iter(_bodies(finds, start, (gap.end() if gap else start) + 1)), None)


def _body_before(finds: Finds, meeting: Meeting, start: int) -> Body | None:
    limit = meeting.kind_start + 3
    fits = [body for body in _bodies(finds, start, limit) if body.end <= limit]
    return fits[-1] if fits else None


def _body_by(finds: Finds, meeting: Meeting) -> Body | None:
    after = _BY.search(finds.reading.low, meeting.kind_end, meeting.sentence.end)
    if after is None:
        return None
    return next(iter(_bodies(finds, after.end(), after.end() + 3)), None)


def _body_of(finds: Finds, meeting: Meeting) -> Body | None:
    """Return the body inside the name of the meeting: `Đại hội đại biểu Đảng bộ huyện …`."""
    if meeting.kind.local not in _HOLDERS:
        return None
    gap = _OWN.match(finds.reading.low, meeting.kind_end, meeting.sentence.end)
    return next(iter(_bodies(finds, meeting.kind_start, (gap.end() if gap else meeting.kind_end) + 1)), None)
