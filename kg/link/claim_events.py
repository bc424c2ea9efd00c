"""Facts about events and who took part in them, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right

from kg.extract.events import find_meetings
from kg.link.book import Book
from kg.link.claim_groups import claim_delegations, claim_groups
from kg.link.claim_meetings import claim_meeting
from kg.link.claim_parts import Part, claim_listed, claim_parts
from kg.link.finds import Finds


def claim_events(book: Book, finds: Finds) -> None:
    """Note the events of the article and who took part; a sentence speaks of the last one opened."""
    meetings = tuple(find_meetings(finds.reading, finds.moments))
    if not meetings:
        return
    handles = [claim_meeting(book, finds, meeting) for meeting in meetings]
    starts = [meeting.sentence.start for meeting in meetings]
    heads: Part | None = None
    for sentence in finds.reading.sentences:
        event = handles[max(bisect_right(starts, sentence.start) - 1, 0)]
        if heads is None or not claim_listed(book, finds, sentence, heads, event):
            heads = claim_parts(book, finds, sentence, event)
        claim_groups(book, finds, sentence, event)
        claim_delegations(book, finds, sentence, event)
