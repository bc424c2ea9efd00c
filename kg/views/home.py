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
        cluster=next(iter(best(knowledge, side, VPO.EmulationCluster, 1)), None),
        document=next(iter(best(knowledge, side, VPO.Resolution, 1)), None),
        people=best(knowledge, side, VPO.Person, _LISTED),
        events=best(knowledge, side, VPO.Event, _LISTED),
        articles=best(knowledge, side, VPO.Article, _LISTED),
    )


def best(knowledge: Knowledge, side: Side, kind: str, limit: int) -> tuple[Ref, ...]:
    """Return the members of a class of which most is told, or the newest where they have days."""
    return tuple(knowledge.ref(URIRef(hit.iri)) for hit in side.best(kind, limit))
