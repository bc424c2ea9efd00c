"""Who followed whom in a post: stated by an article, or concluded from the order in a post with one seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rdflib import RDF, XSD, Literal

from kg.dates import PartialDate, Precision
from kg.derive.careers import Tenure
from kg.derive.facts import Statement
from kg.derive.tenure_facts import PRECISIONS
from kg.vocab import VPO

# Between holders further apart than a term of office another may have sat whom no article names.
_TERM = timedelta(days=1826)
_ROUGHER: Mapping[Precision, int] = {"day": 0, "month": 1, "year": 2}


@dataclass(frozen=True, slots=True)
class Succession:
    """One tenure after another: in one post, or in the post that goes on after a merger (`merged`).

    `gap` is the time between the last day on which the one surely held it and the first of the other; None
    where one of them is never seen in it. `stated` are the articles that tell both who left and who came.
    """

    earlier: Tenure
    later: Tenure
    merged: bool = False
    stated: frozenset[str] = frozenset()
    gap: timedelta | None = None

    @property
    def iri(self) -> str:
        """The name of this succession: that of the later tenure, and whom it follows."""
        post = self.earlier.post.removeprefix("id/post/")
        before = self.earlier.iri.removeprefix("id/tenure/").replace(f"/{post}", "", 1)
        old = f"/{post}" if self.merged else ""
        return f"id/succession/{self.later.iri.removeprefix('id/tenure/')}/after/{before}{old}"


@dataclass(frozen=True, slots=True)
class Merger:
    """A post that went on in another, its `heir`; `day` is the last of the body before."""

    post: str
    heir: str
    day: date | None = None


def find_successions(
    tenures: Iterable[Tenure], single: frozenset[str], mergers: Iterable[Merger] = ()
) -> Iterator[Succession]:
    """Yield the successions among the tenures of one line of posts; `single` are the posts with one seat."""
    held: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        held[tenure.post].append(tenure)
    for post, here in held.items():
        told = dict(_stated(here))
        order = set(_in_order(here)) if post in single else set()
        order -= {(later, earlier) for earlier, later in told}
        for earlier, later in sorted(told.keys() | order, key=lambda pair: (pair[0].iri, pair[1].iri)):
            articles = told.get((earlier, later), frozenset())
            yield Succession(earlier, later, False, articles, _gap(earlier, later))
    for merger in mergers:
        if {merger.post, merger.heir} <= single:
            yield from _merged(held[merger.post], held[merger.heir], merger.day)


def state_succession(succession: Succession) -> Iterator[Statement]:
    """Yield what is said of a succession."""
    iri, earlier, later = succession.iri, succession.earlier, succession.later
    yield iri, str(RDF.type), VPO.Succession
    yield iri, VPO.earlierTenure, earlier.iri
    yield iri, VPO.laterTenure, later.iri
    yield iri, VPO.post, later.post
    yield iri, VPO.successionKind, VPO.mergedPost if succession.merged else VPO.samePost
    yield iri, VPO.successionBasis, VPO.statedSuccession if succession.stated else VPO.orderedSuccession
    if succession.merged:
        yield iri, VPO.formerPost, earlier.post
    if succession.gap is not None:
        yield iri, VPO.gapDays, Literal(str(succession.gap.days), datatype=XSD.integer)
        yield iri, VPO.precision, PRECISIONS[_roughness(earlier, later)]
    for node in _grounds(succession):
        yield iri, VPO.derivedFrom, node


def _stated(tenures: Iterable[Tenure]) -> Iterator[tuple[tuple[Tenure, Tenure], frozenset[str]]]:
    """Yield pairs of tenures of which one article tells that the one ended and the other began.

    Where an article tells of two who left or two who came, it does not say who followed whom.
    """
    left: dict[str, list[Tenure]] = defaultdict(list)
    came: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        for article in _articles(tenure.span.end.changes):
            left[article].append(tenure)
        for article in _articles(tenure.span.start.changes):
            came[article].append(tenure)
    told: dict[tuple[Tenure, Tenure], set[str]] = defaultdict(set)
    for article in left.keys() & came.keys():
        if (
            len(left[article]) == len(came[article]) == 1
            and left[article][0].holder != came[article][0].holder
        ):
            told[left[article][0], came[article][0]].add(article)
    yield from ((pair, frozenset(articles)) for pair, articles in told.items())


def _articles(nodes: Iterable[str]) -> frozenset[str]:
    return frozenset(node.partition("#")[0] for node in nodes)


def _in_order(tenures: Iterable[Tenure]) -> Iterator[tuple[Tenure, Tenure]]:
    """Yield neighbours in time, with nobody seen between them: among all holders, and among the full ones."""
    here = list(tenures)
    sure = sorted((tenure for tenure in here if tenure.sure), key=_order)
    for row in (sure, [tenure for tenure in sure if not tenure.acting]):
        for earlier, later in pairwise(row):
            if (
                earlier.holder != later.holder
                and _near(earlier, later)
                and not _between(here, earlier, later)
            ):
                yield earlier, later


def _merged(before: Iterable[Tenure], after: Iterable[Tenure], day: date | None) -> Iterator[Succession]:
    """Yield how the first full holder after a merger follows the last one of a post before it.

    A body that took in another had holders of its own before: the first is who is seen after the merger.
    """
    since = day or date.min
    old = (tenure for tenure in before if tenure.sure and not tenure.acting)
    new = (tenure for tenure in after if _sure(tenure)[1] > since and tenure.sure and not tenure.acting)
    last, first = max(old, key=_order, default=None), min(new, key=_order, default=None)
    if last and first and _near(last, first):
        articles = _articles(last.span.end.changes) & _articles(first.span.start.changes)
        yield Succession(last, first, True, articles, _gap(last, first))


def _order(tenure: Tenure) -> tuple[date, date, str]:
    return *_sure(tenure), tenure.iri


def _sure(tenure: Tenure) -> tuple[date, date]:
    return tenure.sure or (date.max, date.max)


def _gap(earlier: Tenure, later: Tenure) -> timedelta | None:
    """Return the time between two tenures; None where one is not dated or they overlap."""
    gap = later.sure[0] - earlier.sure[1] if earlier.sure and later.sure else None
    return gap if gap is not None and gap >= timedelta(0) else None


def _near(earlier: Tenure, later: Tenure) -> bool:
    """Say whether one surely came after the other, and within a term of office."""
    gap = _gap(earlier, later)
    return gap is not None and gap <= _TERM and _sure(earlier)[0] < _sure(later)[1]


def _between(tenures: Iterable[Tenure], earlier: Tenure, later: Tenure) -> bool:
    """Say whether a third was seen in the post between two, if only in a month or a year that lies there."""
    since, until = _sure(earlier)[1], _sure(later)[0]
    return any(
        since < when.last_day and when.day < until
        for tenure in tenures
        if not tenure.sure and tenure.holder not in (earlier.holder, later.holder)
        for when in tenure.span.seen
    )


def _roughness(earlier: Tenure, later: Tenure) -> Precision:
    """Return how exact the gap is: as exact as the rougher of the two times between which it lies."""
    ended, begun = _closest(earlier, last=True), _closest(later, last=False)
    return max((when.precision for when in (ended, begun) if when), key=_ROUGHER.__getitem__, default="day")


def _closest(tenure: Tenure, *, last: bool) -> PartialDate | None:
    boundary = tenure.span.end if last else tenure.span.start
    if boundary.when is not None and boundary.state == VPO.known:
        return boundary.when
    return (tenure.span.seen[-1] if last else tenure.span.seen[0]) if tenure.span.seen else None


def _grounds(succession: Succession) -> frozenset[str]:
    """Return what a succession rests on: the changes that tell it, else all that is known of both tenures."""
    earlier, later = succession.earlier.span, succession.later.span
    told = earlier.end.changes | later.start.changes
    if succession.stated:
        return frozenset(node for node in told if node.partition("#")[0] in succession.stated)
    return frozenset(earlier.nodes | later.nodes | told)
