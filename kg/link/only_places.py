"""The one province that an article is about, for events that it tells without a place."""

from __future__ import annotations

from kg.extract.events import PLAIN, UNNAMED, Meeting
from kg.extract.spans import Place
from kg.link.finds import Finds

_OFTEN = 2  # places of one province that make an article one about it


def only_place(finds: Finds, meeting: Meeting) -> Place | None:
    """Return the first place of the only province spoken of, None where the opening names a central body.

    A deed without a day may be done anywhere, and a day alone says too little of what happens on it.
    """
    reading, sentence, kind = finds.reading, meeting.sentence, meeting.kind.local
    if kind in PLAIN or (kind == UNNAMED and meeting.moment) or sentence.zone == "headline":
        return None
    if any(sentence.start <= body.start < sentence.end for body in finds.context.centrals):
        return None
    places = [place for place in finds.context.anchors if reading.sentence_in(place.start)]
    units = {finds.context.unit(place) for place in places}
    return places[0] if len(units) == 1 and len(places) >= _OFTEN else None
