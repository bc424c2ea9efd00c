"""How much speaks for two reports telling of one event: ties with their points, each with its reason.

Points are like the logarithms of odds: what two reports of one event share by far more often than two of
different events counts much. The sum decides; without a tie beyond day, kind and place it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.derive.reports import Report, meet_in_time
from kg.text import fold
from kg.vocab import VPO

SCHEME = "scheme/event-tie/"

# Set on the made-up weeks of tests/event_weeks.py, where they give the precision and recall asserted there.
SURE, POSSIBLE = Decimal("4"), Decimal("3")

_POINTS = {
    "same-cluster": "6", "same-host": "3", "related-host": "2", "other-host": "-3",
    "host-beside-cluster": "-1",
    "one-name": "1.75", "two-names": "3.25", "more-names": "4.75", "few-names": "-2",
    "no-common-name": "-4",
    "same-document": "1.5", "other-document": "-1.5", "same-topic": "1", "other-topic": "-1.5",
    "same-review": "0.5", "other-review": "-2",
    "same-place": "1", "other-place": "-3.5",
    "same-day": "1", "within-days": "-1", "next-day": "-2", "vague-day": "-2.5",
    "same-kind": "1", "wider-kind": "0", "unnamed-kind": "-1.5", "other-kind": "-3",
}  # fmt: skip
_NAMES = ("one-name", "two-names", "more-names")
_TIES = frozenset(("same-cluster", "same-host", "related-host", *_NAMES, "same-document", "same-topic"))
_MANY = 2  # names on both sides from which on it tells that none is common
_TOPIC_WORDS = 3  # words of a topic from which on it can be compared
_WORD = re.compile(r"[a-z0-9/-]{2,}")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """What speaks for and against two reports telling of one event. `ties` are reasons with their points."""

    reports: tuple[str, str]
    ties: tuple[tuple[str, Decimal], ...]

    @property
    def score(self) -> Decimal:
        """The sum of the points."""
        return sum((points for _, points in self.ties), Decimal(0))

    @property
    def tied(self) -> bool:
        """Whether anything beyond day, kind and place is shared."""
        return any(reason in _TIES for reason, _ in self.ties)


def may_be_one(report: Report, other: Report) -> bool:
    """Return whether nothing forbids that two reports tell of one event.

    Two clusters, kinds of which none is a wider word for the other, days apart, or two reports of one article
    that does not call them the same forbid it.
    """
    if are_apart(report, other):
        return False
    return report.article != other.article or _told_as_one(report, other)


def are_rivals(report: Report, other: Report) -> bool:
    """Return whether two reports must not come together by a third that fits both."""
    bodies = bool(report.host and other.host and not report.band and not other.band)
    return are_apart(report, other) or (bodies and "other-host" in _host(report, other))


def are_apart(report: Report, other: Report) -> bool:
    """Return whether cluster, days or kinds alone forbid that two reports tell of one event."""
    if report.band and other.band and report.band != other.band:
        return True
    return not meet_in_time(report, other) or _kinds(report, other) is None


def link_of(report: Report, other: Report) -> Link | None:
    """Return the link of two reports where it is at least possible that they tell of one event, else None."""
    if not may_be_one(report, other):
        return None
    found = compare(report, other)
    return found if found.tied and found.score >= POSSIBLE else None


def compare(report: Report, other: Report) -> Link:
    """Return all that speaks for and against two reports telling of one event."""
    first, second = sorted((report, other), key=lambda each: each.node)
    return Link((first.node, second.node), tuple(_ties(first, second)))


def _told_as_one(report: Report, other: Report) -> bool:
    """Return whether one article speaks of an event twice: same kind, day and host, not in two places."""
    same = (report.kind, report.start, report.host) == (other.kind, other.start, other.host)
    return same and report.host is not None and not _differ(report.place, other.place)


def _ties(report: Report, other: Report) -> Iterator[tuple[str, Decimal]]:
    found = (
        *_host(report, other), *_names(report, other), *_matter(report, other),
        *_place(report, other), _day(report, other), _kinds(report, other),
    )  # fmt: skip
    for reason in found:
        if reason:
            yield reason, Decimal(_POINTS[reason])


def _host(report: Report, other: Report) -> Iterator[str]:
    one, two = report.host, other.host
    if not one or not two:
        return
    if one == two:
        yield "same-cluster" if report.band else "same-host"
    elif one in other.above or two in report.above:
        yield "related-host"
    else:
        yield "host-beside-cluster" if report.band or other.band else "other-host"


def _names(report: Report, other: Report) -> Iterator[str]:
    common = report.names & other.names
    fewer = min(len(report.names), len(other.names))
    if common and fewer > _MANY and len(common) <= fewer * _HALF:
        yield "few-names"
    elif common:
        yield _NAMES[min(len(common), len(_NAMES)) - 1]
    elif fewer >= _MANY:
        yield "no-common-name"


def _matter(report: Report, other: Report) -> Iterator[str]:
    """Yield what the two say of the matter: documents, topic, period under review."""
    if report.documents & other.documents:
        yield "same-document"
    elif report.documents and other.documents:
        yield "other-document"
    one, two = _words(report.topic), _words(other.topic)
    if min(len(one), len(two)) >= _TOPIC_WORDS:
        share = len(one & two) / min(len(one), len(two))
        if share >= _HALF:
            yield "same-topic"
        elif not one & two and not (report.band and report.band == other.band):
            yield "other-topic"
    if report.review and other.review:
        yield "same-review" if report.review == other.review else "other-review"


def _place(report: Report, other: Report) -> Iterator[str]:
    if report.place and other.place:
        yield "same-place" if report.place == other.place else "other-place"


def _day(report: Report, other: Report) -> str | None:
    if VPO.month in {report.precision, other.precision}:
        return "vague-day"
    if report.exact and other.exact and report.start == other.start:
        return "same-day"
    one, two = report.days, other.days
    if one and two and one[0] <= two[1] and two[0] <= one[1]:
        return "within-days" if report.exact and other.exact else None
    return "next-day"


def _kinds(report: Report, other: Report) -> str | None:
    """Return how the kinds of two reports stand to each other, None where they cannot be one event's."""
    if report.kind == other.kind:
        return "same-kind"
    if report.kind in other.family or other.kind in report.family:
        return "wider-kind"
    if report.kind in other.wider or other.kind in report.wider:
        return "unnamed-kind"
    return "other-kind" if report.family & other.family else None


def _differ(value: str | None, other: str | None) -> bool:
    return value is not None and other is not None and value != other


def _words(topic: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(topic))) if topic else frozenset()
