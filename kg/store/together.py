"""Whether two holders of posts in one body can have been there together, and when they surely were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from kg.vocab import NS, VPO

_ALWAYS, _NEVER = "0000-00-00", "9999-99-99"
_PADDING = {"month": (7, "-31"), "year": (4, "-12-31")}

DATING = (
    VPO.startState, VPO.startDate, VPO.endState, VPO.endDate, VPO.endPrecision, VPO.firstObserved,
    VPO.lastObserved,
)  # fmt: skip
"""The properties of a tenure that bound it in time."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of the time of one tenure, as ISO days.

    It lies within `earliest` and `latest`, and was surely held from `since` to `until`; an unknown day is
    empty there and beyond all days here.
    """

    earliest: str = _ALWAYS
    latest: str = _NEVER
    since: str = ""
    until: str = ""


def held(said: Mapping[str, str]) -> Held:
    """Return the bounds of the tenure of which `said` holds the values of `DATING`."""
    start, end = said.get(VPO.startDate, "")[:10], said.get(VPO.endDate, "")[:10]
    begun, ended = said.get(VPO.startState, ""), said.get(VPO.endState, "")
    seen = [said[name][:10] for name in (VPO.firstObserved, VPO.lastObserved) if name in said]
    if start and begun in {VPO.known, VPO.before}:
        seen.append(start)
    if end and ended == VPO.known:
        seen.append(end)
    return Held(
        earliest=start if start and begun in {VPO.known, VPO.after} else _ALWAYS,
        latest=_last_day(end, said) if end and ended in {VPO.known, VPO.before} else _NEVER,
        since=min(seen, default=""),
        until=max(seen, default=""),
    )


def apart(ones: Iterable[Held], others: Iterable[Held]) -> bool:
    """Return whether each tenure of the one was over when any of the other began, or the reverse."""
    pairs = list(product(ones, others))
    return bool(pairs) and all(a.latest <= b.earliest or b.latest <= a.earliest for a, b in pairs)


def common(pairs: Iterable[tuple[Held, Held]]) -> tuple[tuple[str, str], ...]:
    """Return the stretches in which both of a pair surely held a post, oldest first; none without any.

    Who left on the day on which the other came was not there together with that one.
    """
    spans = (
        (max(a.since, b.since), min(a.until, b.until))
        for a, b in pairs
        if a.since and b.since and not apart([a], [b]) and not _handed_over(a, b)
    )
    return joined((since, until) for since, until in spans if since <= until)


def between(pairs: Iterable[tuple[Held, Held]]) -> tuple[str, str] | None:
    """Return the shortest time between two sights, of the one who went and the one who came.

    None where nobody was seen, or where all pairs surely met or surely did not.
    """
    gaps = [
        (min(a.until, b.until), max(a.since, b.since))
        for a, b in pairs
        if a.since and b.since and not apart([a], [b]) and not common([(a, b)])
    ]
    return min(gaps, key=lambda gap: (length(gap), gap), default=None)


def _handed_over(one: Held, other: Held) -> bool:
    """Whether the only day of both is the last of one of them."""
    since, until = max(one.since, other.since), min(one.until, other.until)
    return since == until and since in {one.latest, other.latest}


def joined(spans: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the spans with those that share a day made one, oldest first."""
    whole: list[tuple[str, str]] = []
    for since, until in sorted(spans):
        if whole and since <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(until, whole[-1][1]))
        else:
            whole.append((since, until))
    return tuple(whole)


def length(span: tuple[str, str]) -> int:
    """Return how many days lie between the two ends; 0 for one day."""
    since, until = (date.fromisoformat(day) for day in span)
    return abs((until - since).days)


def _last_day(day: str, said: Mapping[str, str]) -> str:
    """A day that no part of a month or a year known only as such comes after."""
    length, rest = _PADDING.get(said.get(VPO.endPrecision, "").removeprefix(NS), (10, ""))
    return day[:length] + rest
