"""What `kg extract` prints: one JSON object an article, classes and roles by the ontology's local names.

`kg.schema` says the same as JSON Schema. A role or value that stands more than once is a list; a text in
another language than Vietnamese is an object `{text, lang}`; a date is as long as it is precise.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from kg.dates import PartialDate
from kg.model import Article, Entity, Evidence, Extraction, Fact, Mention, Text, Value

Json = dict[str, object]


def write_extraction(extraction: Extraction, base: str) -> Json:
    """Return `extraction` as JSON values; entities are IRIs under `base`."""
    article = extraction.article
    return {
        "article": _article(article, base),
        "mentions": [_mention(mention, base) for mention in extraction.mentions],
        "facts": [_fact(fact, article, base) for fact in extraction.facts],
        "entities": {_iri(name, base): _entity(entity) for name, entity in extraction.entities.items()},
    }


def _article(article: Article, base: str) -> Json:
    headline = next(
        (article.text[zone.start : zone.end] for zone in article.zones if zone.kind == "headline"), None
    )
    return {
        "iri": _iri(article.name, base),
        "id": article.id,
        "title": " ".join(headline.split()) if headline else None,
        "published": _value(article.published) if article.published else None,
        "authors": list(article.authors),
        "url": article.url,
        "source": article.source,
        "language": article.language,
    }


def _mention(mention: Mention, base: str) -> Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "class": _local(mention.kind),
        "entity": _iri(mention.entity, base) if mention.entity else None,
        "rule": mention.rule,
    }


def _fact(fact: Fact, article: Article, base: str) -> Json:
    return {
        "id": _iri(article.node(fact.id), base),
        "class": _local(fact.kind),
        "roles": _gather([(_local(role), _iri(name, base)) for role, name in fact.roles]),
        "values": _gather([(_local(name), _value(value)) for name, value in fact.values]),
        "evidence": [_evidence(held) for held in fact.evidence],
    }


def _evidence(held: Evidence) -> Json:
    return {
        "start": held.start,
        "end": held.end,
        "quote": held.quote,
        "rule": held.rule,
        "confidence": float(held.confidence),
    }


def _entity(entity: Entity) -> Json:
    return {"class": _local(entity.kind), "label": {"vi": entity.label_vi, "en": entity.label_en}}


def _gather(pairs: list[tuple[str, object]]) -> Json:
    """Return the pairs as an object; what stands more than once becomes a list."""
    found: dict[str, list[object]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(value: Value) -> object:
    match value:
        case Text(text, "vi"):
            return text
        case Text(text, lang):
            return {"text": text, "lang": lang}
        case Decimal():
            return float(value)
        case PartialDate():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            return value


def _iri(name: str, base: str) -> str:
    return name if name.startswith(("http://", "https://")) else base + name


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
