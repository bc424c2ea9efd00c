"""Of which committee a seat is that somebody takes or leaves: the one of the office beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from kg.extract.spans import Title
from kg.link.bodies import LinkedBody
from kg.link.finds import Finds

_SEATS = ("/uy-vien-ban-chap-hanh", "/uy-vien-ban-thuong-vu")
_SEAT = ("ban ", "bch", "btv")
_OF_PARTY = ("tinh-uy", "thanh-uy", "huyen-uy", "quan-uy", "thi-uy", "dang-uy")


def with_seats(finds: Finds, bodies: Mapping[int, LinkedBody]) -> dict[int, LinkedBody]:
    """Return the bodies of titles, by where each begins, with those of seats printed without a committee.

    In `tham gia Ban Chấp hành, Ban Thường vụ, giữ chức Bí thư Tỉnh ủy` all three are of the Tỉnh ủy.
    """
    found = dict(bodies)
    for at, title in enumerate(finds.titles):
        if title.role.endswith(_SEATS) and (_is_seat(finds, title) or title.start not in found):
            listed = found.pop(title.start, None)
            body = _beside(finds, at, bodies) or (listed if listed and _is_of_party(listed) else None)
            if body:
                found[title.start] = body
    return found


def _is_seat(finds: Finds, title: Title) -> bool:
    """Say whether a seat is named by its committee alone: nothing beside it can be meant by `Ủy viên`."""
    return title.body is None and finds.reading.low.startswith(_SEAT, title.start)


def _beside(finds: Finds, at: int, bodies: Mapping[int, LinkedBody]) -> LinkedBody | None:
    sentence = finds.reading.sentence_in(finds.titles[at].start)
    if sentence is None:
        return None
    span = (sentence.start, sentence.end)
    first, last = (bisect_left(finds.titles, end, key=lambda title: title.start) for end in span)
    here = finds.titles[first:last]
    place = here.index(finds.titles[at])
    order = [title for title in (*here[place + 1 :], *reversed(here[:place])) if not _is_seat(finds, title)]
    told = (bodies.get(title.start) for title in order)
    return next((body for body in told if body and _is_of_party(body)), None)


def _is_of_party(body: LinkedBody) -> bool:
    return (body.organ or "").startswith(_OF_PARTY)
