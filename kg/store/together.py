"""Whether two holders of posts in one body can have been there together, and when they surely were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


def common(ones: Iterable[Held], others: Iterable[Held]) -> tuple[tuple[str, str], ...]:
    """Return the stretches in which both surely held a post, oldest first; none where nothing shows one."""
    pairs = [pair for pair in product(ones, others) if all(one.since for one in pair)]
    spans = {(max(a.since, b.since), min(a.until, b.until)) for a, b in pairs}
    return tuple(sorted((since, until) for since, until in spans if since <= until))


def _last_day(day: str, said: Mapping[str, str]) -> str:
    """A day that no part of a month or a year known only as such comes after."""
    length, rest = _PADDING.get(said.get(VPO.endPrecision, "").removeprefix(NS), (10, ""))
    return day[:length] + rest
