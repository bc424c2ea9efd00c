"""The tenures of persons: stage one, which reads what is said of each person and of nobody else.

Block key: the slug of the person's name. Read are the positions of the persons of that slug, the personnel
changes that open or close them, the days on which the articles of both were published, and when the terms
of the reference layer ended. What needs
other holders of the post (the end of an acting tenure, who could have held it when, who followed whom) is
concluded in `kg.derive.posts` from the tenures that this stage gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.derive.persons import Person
from kg.derive.signs import Change, Holding, signs_of
from kg.derive.tenures import Sign, Span, find_spans
from kg.derive.undated import undated_span, with_undated
from kg.vocab import VPO

__all__ = ["Change", "Holding", "Known", "Tenure", "find_tenures"]


@dataclass(frozen=True, slots=True)
class Known:
    """Since when articles say something: that there is the tenure, its start and its end as they stand."""

    since: date | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post for one stretch. `iri` is relative to the base, `block` the person's slug.

    `sure` are the first and the last day on which the post was surely held. One that was read back from its
    statements has of `span.seen` the first and the last time only.
    """

    iri: str
    block: str
    holder: str
    post: str
    organization: str
    role: str
    acting: bool
    span: Span
    sure: tuple[date, date] | None = None
    known: Known = field(default_factory=Known)

    @property
    def open_acting(self) -> bool:
        """Whether the end is left to the holders who follow."""
        return self.acting and not self.span.closed


def find_tenures(
    persons: Iterable[Person],
    holdings: Iterable[Holding],
    changes: Iterable[Change],
    published: Mapping[str, date],
    ended: Mapping[str, date] | None = None,
) -> tuple[Tenure, ...]:
    """Return the tenures that the positions give, sorted by IRI; a position without a post gives none.

    `published` gives the day of an article, `ended` the last day of a term.
    """
    who = {node: person for person in persons for node in person.nodes}
    signs: dict[tuple[str, str, bool], list[Sign]] = defaultdict(list)
    undated: dict[tuple[str, str, bool], list[Span]] = defaultdict(list)
    posts: dict[str, Holding] = {}
    opened, closed = _by_holding(changes)
    for holding in holdings:
        if holding.post and holding.role and holding.organization and holding.holder in who:
            owner = who[holding.holder].local
            posts[holding.post] = holding
            line = owner, holding.post, holding.status == VPO.acting
            over = (ended or {}).get(holding.term or "")
            came, gone = opened.get(holding.node, ()), closed.get(holding.node, ())
            found = list(signs_of(holding, came, gone, over))
            signs[line] += found
            undated[line] += () if found else (undated_span(holding, came, gone),)
    slugs = {person.local: person.slug for person in who.values()}
    tenures = (
        _tenure((slugs[owner], owner), posts[post], acting, number, span, published)
        for (owner, post, acting), line in signs.items()
        for number, span in enumerate(with_undated(find_spans(line), undated[owner, post, acting]), 1)
    )
    return tuple(sorted(tenures, key=lambda tenure: tenure.iri))


def _by_holding(changes: Iterable[Change]) -> tuple[Mapping[str, list[Change]], Mapping[str, list[Change]]]:
    opened: dict[str, list[Change]] = defaultdict(list)
    closed: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.opens:
            opened[change.opens].append(change)
        if change.closes:
            closed[change.closes].append(change)
    return opened, closed


def _tenure(
    owner: tuple[str, str],
    holding: Holding,
    acting: bool,
    number: int,
    span: Span,
    published: Mapping[str, date],
) -> Tenure:
    block, person = owner
    post, organization, role = holding.post or "", holding.organization or "", holding.role or ""
    name = f"id/tenure/{person}/{post.removeprefix('id/post/')}"
    name += (".acting" if acting else "") + (f".{number}" if number > 1 else "")
    parts = (span.nodes | span.start.changes | span.end.changes, span.start.nodes, span.end.nodes)
    since, start, end = (_first_day(nodes, published) for nodes in parts)
    known = Known(since, max(start, since) if start and since else start, end)
    return Tenure(
        name, block, f"id/person/{person}", post, organization, role, acting, span, span.sure, known
    )


def _first_day(nodes: Iterable[str], published: Mapping[str, date]) -> date | None:
    """Return when the first article appeared that says it; None where no article is dated."""
    articles = {node.partition("#")[0] for node in nodes}
    return min((published[article] for article in articles if article in published), default=None)
