"""The page of an article: its sentences that carry facts, each with what was read from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import RDF, Literal, URIRef

from kg.errors import UnknownEntityError
from kg.store import Term
from kg.views.captions import caption
from kg.views.cells import said
from kg.views.decisions import Verdict, verdicts_on
from kg.views.entity import in_language
from kg.views.evidence import cut, fragment_span
from kg.views.knowledge import Knowledge
from kg.views.parts import Cell, Ref, Words
from kg.views.period import Day
from kg.vocab import VPO

_OA = "http://www.w3.org/ns/oa#"
_URL = "https://schema.org/url"
_NAME = "http://xmlns.com/foaf/0.1/name"
_PLAIN = {str(RDF.type), VPO.citingArticle, VPO.startPrecision, VPO.endPrecision}  # said by the page itself
_SURE = 0.8  # rules that guess, such as who leads from where one sits, say less
_ODD = {VPO.SeenAfterPublication, VPO.HeldAfterEnd, VPO.ListedAfterEnd}


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as read: its class, its values, and how it was read. `node` is its local name (`h1`).

    `verdicts` are the decisions that put it out of force: called wrong, or corrected. `odd` says why its day
    cannot be right.
    """

    node: str
    kind: Ref
    values: tuple[tuple[Words, Cell], ...]
    rules: tuple[str, ...]
    confidence: str
    verdicts: tuple[Verdict, ...] = ()
    odd: tuple[Ref, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether it is so little sure that a reader should look twice."""
        return bool(self.confidence) and float(self.confidence) < _SURE


@dataclass(frozen=True, slots=True)
class SentenceBlock:
    """A sentence with its statements; `fragment` is its anchor."""

    fragment: str
    start: int
    end: int
    zone: Ref | None
    pieces: tuple[tuple[str, bool], ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What is kept of an article: its head and the sentences that facts rest on; never the whole text."""

    ref: Ref
    iri: str
    url: str
    published: Day | None
    outlet: Ref | None
    authors: tuple[str, ...]
    sentences: tuple[SentenceBlock, ...]
    statements: int
    events: tuple[Ref, ...]


def article_page(knowledge: Knowledge, name: str) -> ArticlePage:
    """Return the page of an article; raise `UnknownEntityError` when there is no such article."""
    iri = knowledge.iri(name)
    if URIRef(VPO.Article) not in set(knowledge.values(iri, str(RDF.type))):
        raise UnknownEntityError(str(iri))
    blocks = _sentences(knowledge, iri)
    outlet = knowledge.value(iri, VPO.outlet)
    return ArticlePage(
        ref=knowledge.ref(iri),
        iri=str(iri),
        url=str(knowledge.value(iri, _URL) or ""),
        published=knowledge.published(iri),
        outlet=knowledge.ref(outlet) if outlet is not None else None,
        authors=tuple(
            sorted(str(knowledge.value(author, _NAME) or "") for author in knowledge.values(iri, VPO.author))
        ),
        sentences=blocks,
        statements=len({statement.node for block in blocks for statement in block.statements}),
        events=tuple(
            sorted((knowledge.ref(event) for event in knowledge.subjects(VPO.reportedBy, iri)), key=str)
        ),
    )


def marked_text(page: ArticlePage, text: str) -> tuple[tuple[str, bool], ...]:
    """Return the whole text in pieces, true for the sentences that carry facts."""
    return cut(text, 0, ((block.start, block.end) for block in page.sentences))


def _sentences(knowledge: Knowledge, article: URIRef) -> tuple[SentenceBlock, ...]:
    graph = f"{knowledge.base}graph/article/{str(article).rsplit('/', 1)[-1]}"
    evidence: dict[str, list[Term]] = {}
    for node, _, sentence in knowledge.store.match(None, URIRef(VPO.inSentence), None, graph):
        evidence.setdefault(str(sentence), []).append(node)
    ordered = sorted(evidence, key=fragment_span)
    return tuple(_block(knowledge, sentence, evidence[sentence]) for sentence in ordered)


def _block(knowledge: Knowledge, sentence: str, evidence: list[Term]) -> SentenceBlock:
    start, end = fragment_span(sentence)
    zone = knowledge.value(URIRef(sentence), VPO.zone)
    text = str(knowledge.value(evidence[0], f"{_OA}exact") or "")
    spans = {fragment_span(str(mark)) for node in evidence for mark in knowledge.values(node, VPO.marks)}
    facts = sorted({fact for node in evidence for fact in knowledge.values(node, VPO.supports)}, key=_order)
    return SentenceBlock(
        fragment=sentence.partition("#")[2],
        start=start,
        end=end,
        zone=knowledge.ref(zone) if zone is not None else None,
        pieces=cut(text, start, spans),
        statements=tuple(statement(knowledge, fact, evidence) for fact in facts),
    )


def _order(fact: Term) -> tuple[str, int]:
    local = str(fact).partition("#")[2]
    return local.rstrip("0123456789"), int("0" + local.lstrip("abcdefghijklmnopqrstuvwxyz"))


def statement(knowledge: Knowledge, fact: Term, evidence: Sequence[Term] | None = None) -> Statement:
    """Return what a fact says and how it was read: by `evidence` alone, else by all there is."""
    values: dict[str, list[Term]] = {}
    for _, predicate, value in knowledge.store.match(fact):
        if str(predicate) not in _PLAIN:
            values.setdefault(str(predicate), []).append(value)
    supporting = set(knowledge.subjects(VPO.supports, fact))
    behind = supporting if evidence is None else supporting & set(evidence)
    rules = {str(rule) for node in behind for rule in knowledge.values(node, VPO.rule)}
    confidences = [str(value) for node in behind for value in knowledge.values(node, VPO.confidence)]
    lines = (
        (caption(knowledge, URIRef(p)), tuple(said(knowledge, p, v) for v in _sorted(found, knowledge.lang)))
        for p, found in values.items()
    )
    return Statement(
        node=str(fact).partition("#")[2],
        kind=knowledge.ref(URIRef(knowledge.kind(fact))),
        values=tuple(sorted(lines, key=lambda line: line[0].text)),
        rules=tuple(sorted(knowledge.name(rule).removeprefix("id/rule/") for rule in rules)),
        confidence=min(confidences, default=""),
        verdicts=verdicts_on(knowledge, fact),
        odd=_odd(knowledge, fact),
    )


def _odd(knowledge: Knowledge, fact: Term) -> tuple[Ref, ...]:
    """Why the fact cannot be as it was read: its day does not fit."""
    nodes = knowledge.subjects(VPO.derivedFrom, fact)
    kinds = {kind for node in nodes for kind in knowledge.values(node, str(RDF.type))}
    return tuple(knowledge.ref(kind) for kind in sorted(kinds, key=str) if str(kind) in _ODD)


def _sorted(values: list[Term], lang: str) -> list[Literal | Term]:
    return sorted(set(in_language(values, lang)), key=str)
