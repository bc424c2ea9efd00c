"""All that one article says: its spans as mentions, its facts with evidence, the entities they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import read
from kg.extract.spans import Body, Cited, Cluster, Name, Place, Title
from kg.link.book import Book
from kg.link.claim_clusters import claim_clusters
from kg.link.claim_documents import claim_documents
from kg.link.claim_events import claim_events
from kg.link.claim_figures import claim_figures
from kg.link.claim_people import claim_people
from kg.link.clusters import cluster_iri
from kg.link.finds import Finds, find_all
from kg.model import Article, Entity, Extraction, Mention
from kg.ontology import Lexicon
from kg.vocab import VPO

_Span = Name | Place | Title | Body | Cluster | Cited


def link_article(article: Article, lexicon: Lexicon) -> Extraction:
    """Return what `article` says: a function of the article, the ontology and this code, of nothing else."""
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
        if unit and unit.name not in book.entities:
            book.name(Entity(unit.name, unit.kind, unit.vi, unit.en))
    return Extraction(
        article,
        tuple(sorted(_mentions(finds), key=lambda found: (found.start, -found.end))),
        book.facts(),
        dict(sorted(book.entities.items())),
    )


def _mentions(finds: Finds) -> Iterator[Mention]:
    """Yield what the rules found as mentions, class by class."""
    for name in finds.names:
        yield _mention(finds, name, VPO.NamedPerson, name.rule)
    for place in finds.places:
        yield _mention(finds, place, VPO.AdministrativeUnit, "places.label", finds.context.unit(place))
    for title in finds.titles:
        yield _mention(finds, title, VPO.Role, "titles.grammar", title.role)
    for body in (*finds.bodies, *(title.body for title in finds.titles if title.body)):
        rule = "bodies.label" if body.form == "known" else "bodies.grammar"
        yield _mention(finds, body, VPO.Organization, rule, body.entity)
    for cluster in finds.clusters:
        yield _mention(finds, cluster, VPO.EmulationCluster, "clusters.name", cluster_iri(finds, cluster))
    for cited in finds.documents:
        yield _mention(finds, cited, VPO.Document, cited.rule)


def _mention(finds: Finds, span: _Span, kind: str, rule: str, entity: str | None = None) -> Mention:
    start, end = span.start, span.end
    return Mention(start, end, finds.reading.article.text[start:end], kind, rule, entity)
