"""N-Quads of extractions: what `kg.rdf.article_graph` writes, as text and quickly; a test compares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from kg.dates import PartialDate
from kg.model import Article, Evidence, Extraction, Text, Value
from kg.rdf import NIF, OA, SCHEMA
from kg.vocab import NS, VPO

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def article_quads(extraction: Extraction, base: str, extractor: str) -> str:
    """Return the graph of one article as N-Quads, one line a quad, each once."""
    graph = f" <{base}graph/article/{extraction.article.id}> .\n"
    lines = dict.fromkeys(_triples(extraction, base, extractor))
    return graph.join((*lines, ""))


def _triples(extraction: Extraction, base: str, extractor: str) -> Iterator[str]:
    article = extraction.article
    name = base + article.name
    yield from _article(article, name)
    zones = {zone.start: zone.kind for zone in article.zones}
    count = 0
    for fact in extraction.facts:
        node = f"<{name}#{fact.id}>"
        yield f"{node} {_TYPE} <{fact.kind}>"
        for prop, role in fact.roles:
            yield f"{node} <{prop}> <{role if role.startswith('http') else base + role}>"
        for prop, value in fact.values:
            yield f"{node} <{prop}> {_literal(value)}"
        if fact.kind == VPO.Author:
            yield f"<{name}> <{VPO.author}> {node}"
        for evidence in fact.evidence:
            count += 1
            yield from _evidence(
                evidence, f"<{name}#e{count}>", node, name, f"<{base}id/extractor/{extractor}>"
            )
            yield f"<{name}#e{count}> <{VPO.rule}> <{base}id/rule/{evidence.rule}>"
            yield from _span(
                f"<{name}#char={evidence.start},{evidence.end}>", NIF.Sentence, evidence.start, evidence.end
            )
            yield f"<{name}#char={evidence.start},{evidence.end}> <{VPO.zone}> <{NS}{zones[evidence.start]}>"


def _article(article: Article, name: str) -> Iterator[str]:
    node = f"<{name}>"
    yield f"{node} {_TYPE} <{VPO.Article}>"
    yield f'{node} <{SCHEMA.inLanguage}> "{article.language}"'
    yield f'{node} <{VPO.contentHash}> "{hashlib.sha256(article.text.encode()).hexdigest()}"'
    headline = article.zones[0]
    yield f"{node} <{SCHEMA.headline}> {_literal(Text(article.text[headline.start : headline.end]))}"
    if article.published is not None:
        yield f"{node} <{SCHEMA.datePublished}> {_literal(article.published)}"
    yield f'{node} <{SCHEMA.url}> "{article.url}"^^<{_XSD}anyURI>'


def _evidence(evidence: Evidence, this: str, node: str, name: str, extractor: str) -> Iterator[str]:
    yield f"{this} {_TYPE} <{VPO.Evidence}>"
    yield f"{this} <{VPO.supports}> {node}"
    yield f"{this} <{VPO.inSentence}> <{name}#char={evidence.start},{evidence.end}>"
    yield f"{this} <{OA.start}> {_literal(evidence.start)}"
    yield f"{this} <{OA.end}> {_literal(evidence.end)}"
    yield f"{this} <{OA.exact}> {_literal(Text(evidence.quote))}"
    yield f"{this} <{VPO.confidence}> {_literal(evidence.confidence)}"
    yield f"{this} <{VPO.extractor}> {extractor}"
    for start, end in evidence.marks:
        mark = f"<{name}#char={start},{end}>"
        yield f"{this} <{VPO.marks}> {mark}"
        if (start, end) != (evidence.start, evidence.end):
            yield from _span(mark, NIF.String, start, end)


def _span(node: str, kind: str, start: int, end: int) -> Iterator[str]:
    yield f"{node} {_TYPE} <{kind}>"
    yield f"{node} <{NIF.beginIndex}> {_literal(start)}"
    yield f"{node} <{NIF.endIndex}> {_literal(end)}"


def _literal(value: Value) -> str:
    match value:
        case Text(text, lang):
            return f'"{_escaped(text)}"@{lang}'
        case str():
            return f'"{_escaped(value)}"'
        case bool():
            return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'
        case int():
            return f'"{value}"^^<{_XSD}integer>'
        case Decimal():
            return f'"{value}"^^<{_XSD}decimal>'
        case PartialDate(day=day):
            return f'"{day.isoformat()}"^^<{_XSD}date>'
        case datetime():
            return f'"{value.isoformat()}"^^<{_XSD}dateTime>'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
