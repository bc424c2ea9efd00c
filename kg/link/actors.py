"""Who acts in a sentence: the body, province or class of bodies before a verb, not after a preposition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.link.bodies import link_body
from kg.link.classes import ClassFound
from kg.link.finds import Finds
from kg.model import Entity

_WITHIN = 130  # code points from the one who acts to the end of what is done
# Where another act begins between the two, the body reports, meets or praises, and does not carry out.
_OTHER_ACT = re.compile(
    r"(?<!\w)(?:cho biết|cho rằng|họp|nghe|đánh giá|hoan nghênh|ghi nhận|giao|công bố|thông báo|có ý kiến|"
    r"tin tưởng|nhấn mạnh|khẳng định|đoàn kiểm tra|lập|thành lập|báo cáo về)(?!\w)"
)
_NOT_ACTING = re.compile(
    r"(?:của|do|tại|ở|theo|với|từ|về|cho|bởi|vào|đối với|ngoài|gồm|như)"
    r"(?: (?:tỉnh|thành phố|địa bàn tỉnh))?[ ]$"
)
_WITHIN_UNIT = re.compile(r"[ ]?[,(] ?(?:tỉnh |thành phố |tp\.? ?)?$")


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, with its name and entity; `sure` says that a class or body is named, not only a place."""

    start: int
    end: int
    name: str
    entity: Entity
    sure: bool = True


def actor_before(finds: Finds, classes: Sequence[ClassFound], start: int, offset: int) -> Actor | None:
    """Return who acts with the verb at `offset`: the one named last before it, from `start` on."""
    since = max(start, offset - _WITHIN)
    actors = [
        *_classes(finds, classes, since, offset),
        *_bodies(finds, since, offset),
        *_places(finds, since, offset),
    ]
    low = finds.reading.low
    fits = [
        actor
        for actor in actors
        if ";" not in low[actor.end : offset] and not _OTHER_ACT.search(low, actor.end, offset)
    ]
    return max(fits, key=lambda actor: actor.start, default=None)


def _classes(finds: Finds, classes: Sequence[ClassFound], since: int, until: int) -> Iterator[Actor]:
    for found in classes:
        if since <= found.start and found.end <= until and _acts(finds, found.start):
            entity = Entity(found.term.name, found.term.kind, found.term.vi, found.term.en)
            yield Actor(found.start, found.end, found.term.name, entity)


def _bodies(finds: Finds, since: int, until: int) -> Iterator[Actor]:
    for body in finds.bodies:
        if since <= body.start and body.end <= until and _acts(finds, body.start):
            linked = link_body(finds.context, body)
            if linked.name and linked.entity:
                yield Actor(body.start, body.end, linked.name, linked.entity)


def _places(finds: Finds, since: int, until: int) -> Iterator[Actor]:
    for place in finds.places:
        unit = finds.reading.lexicon.get(finds.context.unit(place)) if since <= place.start < until else None
        if unit and _acts(finds, place.start) and not _within(finds, place.start):
            entity = Entity(unit.name, unit.kind, unit.vi, unit.en)
            yield Actor(place.start, place.end, unit.name, entity, sure=False)


def _acts(finds: Finds, start: int) -> bool:
    """Say whether no preposition and no district stands before: `Huyện Cần Giuộc (tỉnh Long An)`."""
    low = finds.reading.low
    if _NOT_ACTING.search(low, max(0, start - 24), start):
        return False
    within = _WITHIN_UNIT.search(low, max(0, start - 14), start)
    return within is None or all(place.end != within.start() for place in finds.context.locals)


def _within(finds: Finds, offset: int) -> bool:
    """Say whether a place stands inside the name of a body, a title or a person's cluster."""
    groups = (finds.bodies, finds.titles, finds.clusters)
    return any(span.start <= offset < span.end for group in groups for span in group)
