"""Search: what bears a name, with or without its marks."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.store.side import Hit, Side
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref

PAGE = 20
"""Hits a page."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A class among the hits and how many hits have it."""

    kind: Ref
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits for a text. `total` counts things, not articles; `next` is the page that follows, 0 at the end."""

    text: str
    hits: tuple[tuple[Ref, str, str, int], ...]
    total: int
    facets: tuple[Facet, ...]
    page: int
    next: int


def search_page(knowledge: Knowledge, side: Side, text: str, *, kind: str = "", page: int = 1) -> SearchPage:
    """Return page `page` of the things whose name holds the words of `text`; `kind` names a class to keep.

    A hit is its reference, the label in the other language, what its class is called, and its ties.
    """
    offset = (page - 1) * PAGE
    chosen = [str(knowledge.iri(kind))] if kind else []
    found = side.search(text, limit=PAGE, offset=offset, kinds=chosen)
    names = side.kinds()
    facets = tuple(
        Facet(_class(knowledge, names, iri), count, iri in chosen) for iri, count in found.kinds.items()
    )
    return SearchPage(
        text=text,
        hits=tuple(_hit(knowledge, names, hit) for hit in found.hits),
        total=found.total,
        facets=facets,
        page=page,
        next=page + 1 if found.total > offset + PAGE else 0,
    )


def _hit(knowledge: Knowledge, names: dict[str, tuple[str, str]], hit: Hit) -> tuple[Ref, str, str, int]:
    labels = {"vi": hit.label_vi, "en": hit.label_en}
    shown = knowledge.ref(URIRef(hit.iri))
    other = labels["vi" if knowledge.lang == "en" else "en"]
    return shown, other if other != shown.label else "", _class(knowledge, names, hit.kind).label, hit.rank


def _class(knowledge: Knowledge, names: dict[str, tuple[str, str]], kind: str) -> Ref:
    ref = knowledge.ref(URIRef(kind))
    if ref.lang or kind not in names:
        return ref
    return Ref(ref.name, names[kind][knowledge.lang == "en"], knowledge.lang)
