"""Facts about events and who took part in them, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right

from kg.extract.events import UNNAMED, Meeting, find_meetings
from kg.link.book import Book
from kg.link.claim_groups import claim_delegations, claim_groups, with_groups
from kg.link.claim_meetings import claim_meeting
from kg.link.claim_parts import Part, claim_listed, claim_parts
from kg.link.finds import Finds

_LONG_PAST = 20  # years between an event and the last year that the article prints
_EARLY = 60  # characters of a sentence in which the province that acts stands
_ANNOUNCED = ("công bố", "thông báo", "ra thông báo")
_DIGEST = ("tin nóng", "tin tức", "điểm tin")
_LEADERS = "lãnh đạo "
_BY_OFFICE = ("thong-bao", "tham", "kiem-tra")  # kinds that anybody and anything may do


def claim_events(book: Book, finds: Finds) -> None:
    """Note the events of the article and who took part; a sentence speaks of the last one opened."""
    found = tuple(find_meetings(finds.reading, finds.moments))
    meetings = tuple(meeting for meeting in found if _is_told(finds, meeting))
    if found and meetings[:1] != found[:1] and found[0].moment and (finds.titles or finds.bodies):
        meetings = (found[0], *meetings)  # without it another would pass for the main event
    if not meetings:
        return
    handles = [claim_meeting(book, finds, meeting) for meeting in meetings]
    starts = [meeting.sentence.start for meeting in meetings]
    heads: Part | None = None
    groups = with_groups(finds)
    for sentence in finds.reading.sentences:
        event = handles[max(bisect_right(starts, sentence.start) - 1, 0)]
        if heads is None or not claim_listed(book, finds, sentence, heads, event):
            heads = claim_parts(book, finds, sentence, event)
        if sentence.start in groups:
            claim_groups(book, finds, sentence, event)
            claim_delegations(book, finds, sentence, event)


def _is_told(finds: Finds, meeting: Meeting) -> bool:
    """Say whether something of ours happens: a meeting is named, or a body or an office-holder stands there.

    A fire or a flood in an article without any body is no event of the graph; nor is what is long past.
    """
    kind, start, end = meeting.kind.local, meeting.sentence.start, meeting.sentence.end
    word = finds.reading.low[meeting.kind_start : meeting.kind_end]
    if kind not in (UNNAMED, "bo-nhiem", *_BY_OFFICE) or word in _ANNOUNCED:
        return True
    groups = (finds.titles, finds.bodies, finds.clusters)
    ours = any(start <= span.start < end for group in groups for span in group)
    acting = _LEADERS in finds.reading.low[start : start + _EARLY] or any(
        start <= place.start < start + _EARLY and place.unit_word for place in finds.places
    )
    if kind != UNNAMED:
        return ours or acting or (kind == "bo-nhiem" and bool(finds.names_in(start, end)))
    moment = meeting.moment
    latest = max((day.year for day in finds.moments if day.year), default=0)
    past = moment and moment.year and moment.year < latest - _LONG_PAST
    digest = finds.reading.low.startswith(_DIGEST, start)
    return (ours or acting) and not past and not digest
