"""Tenures: one person in one post for one stretch of time, with ends that are as honest as the sources.

An observation is no tenure: seen in a post on two days, a person is taken to have held it between them only
when the days are close or lie in one stated term. Where observations are all there is, start and end are
unknown. A month or a year is never taken for its first day: two times are one after the other only when all
days of the first are before all days of the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kg.dates import PartialDate
from kg.derive.periods import fill, stated_periods, within
from kg.derive.spans import Boundary, Sign, Span, better, changes_of, noted
from kg.vocab import VPO

__all__ = ["GAP", "Boundary", "Sign", "Span", "find_spans"]

GAP = timedelta(days=913)
"""Two sightings further apart than this are two tenures. Half a term; not yet measured on careers."""

_PERIODS = frozenset({"stint", "since"})
_ORDER = {"stint": 0, "since": 0, "open": 1, "sight": 2, "close": 3}


def find_spans(signs: Iterable[Sign]) -> tuple[Span, ...]:
    """Return the stretches that the signs of one person in one post give, oldest first.

    The order of `signs` does not matter.
    """
    ordered = sorted({(sign, sign.nodes): sign for sign in signs}.values(), key=_rank)
    stints = stated_periods(sign for sign in ordered if sign.kind in _PERIODS)
    inside: dict[int, list[Sign]] = {number: [] for number in range(len(stints))}
    spans: list[Span] = []
    loose: list[Sign | Span] = [*stints]
    for sign in ordered:
        if sign.kind not in _PERIODS:
            place = next((at for at, span in enumerate(stints) if within(sign, span)), None)
            loose.append(sign) if place is None else inside[place].append(sign)
    filled = {id(span): fill(span, inside[at]) for at, span in enumerate(stints)}
    for item in sorted(loose, key=_place):
        _take(spans, filled[id(item)] if isinstance(item, Span) else item)
    return tuple(_finish(span, before) for span, before in zip(spans, [None, *spans], strict=False))


def _take(spans: list[Span], item: Sign | Span) -> None:
    last = spans[-1] if spans else None
    if isinstance(item, Span):
        spans.append(item)
    elif last is not None and _continues(last, item):
        spans[-1] = _add(last, item)
    else:
        spans.append(_add(Span(), item))


def _rank(sign: Sign) -> tuple[object, ...]:
    """Return what orders signs: the last day that fits; in one month or year an end comes before a start."""
    order = -1 if sign.kind == "close" and sign.when.precision != "day" else _ORDER[sign.kind]
    return (
        sign.when.last_day, order, sign.when.precision, not sign.exact, sign.change or "", sign.term or "",
        sign.until or sign.when, sorted(sign.nodes),
    )  # fmt: skip


def _place(item: Sign | Span) -> tuple[object, ...]:
    if isinstance(item, Sign):
        return _rank(item)[:3]
    return (item.start.when.last_day if item.start.when else date.min), _ORDER["stint"], "day"


def _continues(span: Span, sign: Sign) -> bool:
    if sign.kind == "close":
        return _ends(span, sign)
    end = span.end.when
    if span.closed and end is not None and not (sign.kind == "sight" and sign.when.day <= end.last_day):
        return False
    if sign.kind == "open" and sign.exact and not span.start.changes and _begun(span, sign.when):
        return False
    since = max((when.day for when in _known_times(span)), default=sign.when.last_day)
    return sign.when.last_day - since <= GAP or (sign.term is not None and sign.term in span.terms)


def _ends(span: Span, sign: Sign) -> bool:
    """Say whether an end is that of the stretch: an exact one long after it was last seen is of another.

    An opening and an end belong together however far apart.
    """
    if any(when.day > sign.when.last_day for when in span.seen):
        return False
    if not sign.exact:
        return True
    if span.end.state == VPO.known and span.end.when is not None:
        return sign.when.day - span.end.when.last_day <= GAP
    began = bool(span.start.changes) and not span.seen
    latest = max((when.last_day for when in _known_times(span)), default=sign.when.day)
    return began or sign.when.day - latest <= GAP


def _begun(span: Span, when: PartialDate) -> bool:
    """Say whether a stretch has surely been seen before a time."""
    known = _known_times(span)
    return not known or min(seen.last_day for seen in known) < when.day


def _known_times(span: Span) -> tuple[PartialDate, ...]:
    """Return when the holder was seen in the post, and when the stretch began."""
    return (*span.seen, span.start.when) if span.start.when else span.seen


def _add(span: Span, sign: Sign) -> Span:
    grown = noted(span, sign)
    if sign.kind == "open":
        return _opened(grown, sign)
    if sign.kind == "close":
        return replace(grown, end=_sharpen(span.end, sign))
    far = bool(span.seen) and sign.when.last_day - max(when.day for when in span.seen) > GAP
    return replace(grown, seen=(*span.seen, sign.when), by_term=span.by_term or far)


def _opened(span: Span, sign: Sign) -> Span:
    """Return the span with its start: seen before a bound, it began by then; seen before the day itself, it
    was only announced.
    """
    if not sign.exact and span.seen and span.seen[0].last_day < sign.when.day:
        sign = replace(sign, when=span.seen[0])
    start = _sharpen(span.start, sign)
    if start.state == VPO.known and start.when is not None:
        first = start.when.day
        return replace(span, start=start, seen=tuple(when for when in span.seen if when.last_day >= first))
    return replace(span, start=start)


def _sharpen(boundary: Boundary, sign: Sign) -> Boundary:
    """Return the boundary with one more witness: an exact time beats a bound, a day the month or year that
    it lies in, the earlier the later one.
    """
    changes = boundary.changes | changes_of(sign)
    state = VPO.known if sign.exact else VPO.before
    fresh = Boundary(state, sign.when, changes, sign.nodes | changes_of(sign))
    if boundary.state == VPO.known and not sign.exact:
        return replace(boundary, changes=changes)
    if boundary.when is None or (sign.exact and boundary.state != VPO.known):
        return fresh
    if sign.when == boundary.when:
        return replace(fresh, nodes=boundary.nodes | fresh.nodes)
    return fresh if better(boundary.when, sign.when) == sign.when else replace(boundary, changes=changes)


def _finish(span: Span, before: Span | None) -> Span:
    """Return the span with what follows of its ends: begun by an event and not seen to end, it was ongoing;
    after a stretch whose end is known it began later.
    """
    if span.end.state == VPO.unknown and (span.start.changes or span.start.state == VPO.known):
        span = replace(span, end=Boundary(VPO.ongoingAtLastSight))
    if span.start.state == VPO.unknown and before is not None and before.end.state == VPO.known:
        span = replace(span, start=Boundary(VPO.after, before.end.when, nodes=before.end.nodes))
    return replace(span, seen=tuple(sorted(set(span.seen), key=lambda when: (when.day, when.last_day))))
