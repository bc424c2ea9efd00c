"""The first page: what there is, three questions that the data answer, and what is newest."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.store.side import Side
from kg.views.knowledge import Knowledge
from kg.views.overview import Figures
from kg.views.parts import Ref
from kg.vocab import VPO

_LISTED = 6


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the first page shows. `since` and `until` are the years of the articles, empty without a day.

    `post`, `cluster` and `document` are those of which most is told, None where there is none.
    """

    figures: Figures
    since: str
    until: str
    post: Ref | None
    cluster: Ref | None
    document: Ref | None
    people: tuple[Ref, ...]
    events: tuple[Ref, ...]
    articles: tuple[Ref, ...]


def home_page(knowledge: Knowledge, side: Side, figures: Figures) -> HomePage:
    """Return the first page of this generation."""
    years = sorted(side.counted("year"))
    posts = [knowledge.ref(URIRef(iri)) for iri in side.counted("post")]
    return HomePage(
        figures=figures,
        since=years[0] if years else "",
        until=years[-1] if years else "",
        post=next(iter(posts), None),
        cluster=_first(knowledge, side, VPO.EmulationCluster),
        document=_first(knowledge, side, VPO.Resolution),
        people=_best(knowledge, side, VPO.Person, _LISTED),
        events=_best(knowledge, side, VPO.Event, _LISTED),
        articles=_best(knowledge, side, VPO.Article, _LISTED),
    )


def _first(knowledge: Knowledge, side: Side, kind: str) -> Ref | None:
    return next(iter(_best(knowledge, side, kind, 1)), None)


def _best(knowledge: Knowledge, side: Side, kind: str, limit: int) -> tuple[Ref, ...]:
    return tuple(knowledge.ref(URIRef(hit.iri)) for hit in side.best(kind, limit))
