"""Whether two holders of posts in one body can have been there together, and when they surely were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from kg.vocab import VPO

_ALWAYS, _NEVER = "0000-00-00", "9999-99-99"

DATING = (VPO.possiblyFrom, VPO.possiblyUntil, VPO.surelyFrom, VPO.surelyUntil)
"""The properties of a tenure that bound it in time (`kg.derive.posts`)."""


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
    earliest, latest, since, until = (said.get(term, "")[:10] for term in DATING)
    return Held(earliest or _ALWAYS, latest or _NEVER, since, until)


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
        if a.since and b.since and not _handed_over(a, b)
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
