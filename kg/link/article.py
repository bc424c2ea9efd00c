"""All that one article says: its spans as mentions, its facts with evidence, the entities they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import read
from kg.link.book import Book
from kg.link.claim_clusters import claim_clusters
from kg.link.claim_documents import claim_documents
from kg.link.claim_events import claim_events
from kg.link.claim_figures import claim_figures
from kg.link.claim_people import claim_people
from kg.link.clusters import cluster_name
from kg.link.finds import Finds, find_all
from kg.model import Article, Entity, Extraction, Mention
from kg.ontology import Lexicon
from kg.vocab import VPO


def link_article(article: Article, lexicon: Lexicon) -> Extraction:
    """Return what `article` says. A function of the article, the ontology and this code, and of nothing else."""
    reading = read(article, lexicon)
    if not reading.sentences:
        return Extraction(article)
    finds = find_all(reading)
    book = Book(reading)
    held = claim_people(book, finds)
    claim_clusters(book, finds, held)
    claim_documents(book, finds)
    claim_events(book, finds)
    claim_figures(book, finds)
    for place in finds.places:
        unit = lexicon.get(finds.context.unit(place))
        if unit:
            book.name(Entity(unit.name, unit.kind, unit.vi, unit.en))
    return Extraction(
        article,
        tuple(sorted(_mentions(finds), key=lambda found: (found.start, -found.end))),
        book.facts(),
        dict(sorted(book.entities.items())),
    )


def _mentions(finds: Finds) -> Iterator[Mention]:
    text = finds.reading.article.text

    def mention(start: int, end: int, kind: str, rule: str, entity: str | None = None) -> Mention:
        return Mention(start, end, text[start:end], kind, rule, entity)

    for name in finds.names:
        yield mention(name.start, name.end, VPO.NamedPerson, name.rule)
    for place in finds.places:
        yield mention(
            place.start, place.end, VPO.AdministrativeUnit, "places.label", finds.context.unit(place)
        )
    for title in finds.titles:
        yield mention(title.start, title.end, VPO.Role, "titles.grammar", title.role)
    for body in (*finds.bodies, *(title.body for title in finds.titles if title.body)):
        yield mention(body.start, body.end, VPO.Organization, "bodies.grammar", body.entity)
    for cluster in finds.clusters:
        named = cluster_name(finds, cluster)
        yield mention(
            cluster.start,
            cluster.end,
            VPO.EmulationCluster,
            "clusters.name",
            named if named.startswith("id/cluster/") else None,
        )
    for cited in finds.documents:
        yield mention(cited.start, cited.end, VPO.Document, cited.rule)
