"""From a fact to the sentence it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from rdflib import URIRef
from rdflib.namespace import OWL

from kg.store import Term
from kg.views.knowledge import Knowledge
from kg.views.page import Note
from kg.views.parts import Ref
from kg.views.period import Day
from kg.vocab import VPO

_OA = "http://www.w3.org/ns/oa#"
_SCHEMA = "https://schema.org/"
_SENTENCES_A_ROW = 5  # more would drown the row; its own page lists all


@dataclass(slots=True)
class _Sentence:
    number: int
    node: URIRef
    text: str
    start: int
    end: int
    spans: set[tuple[int, int]] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    confidence: Decimal = Decimal(1)


class Footnotes:
    """Numbers the sentences of one page in the order in which facts cite them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._sentences: dict[str, _Sentence] = {}
        self._facts: dict[str, list[Term]] = {}

    def cite(self, items: Iterable[Term], most: int = _SENTENCES_A_ROW) -> tuple[tuple[int, ...], int]:
        """Return the numbers of the first `most` sentences behind `items`, and how many more there are."""
        facts = [fact for item in items for fact in self.facts(item)]
        evidence = dict.fromkeys(node for fact in facts for node in self._supporting(fact))
        by_sentence: dict[str, list[Term]] = {}
        for node in evidence:
            sentence = self._knowledge.value(node, VPO.inSentence)
            if sentence is not None:
                by_sentence.setdefault(str(sentence), []).append(node)
        chosen = sorted(by_sentence)[:most]
        numbers = {self._add(sentence, by_sentence[sentence]) for sentence in chosen}
        return tuple(sorted(numbers)), len(by_sentence) - len(chosen)

    def facts(self, item: Term) -> list[Term]:
        """Return the attested nodes behind `item`, sorted; the item itself when it is attested.

        A conclusion from conclusions, such as a tie between tenures, rests on what those rest on.
        """
        known = self._facts.get(str(item))
        if known is None:
            behind = self._knowledge.values(item, VPO.derivedFrom)
            found = {fact for node in behind for fact in self.facts(node)}
            known = self._facts[str(item)] = sorted(found, key=str) or [item]
        return known

    def articles(self, items: Iterable[Term]) -> set[str]:
        """Return the IRIs of the articles that `items` rest on."""
        facts = {str(fact) for item in items for fact in self.facts(item)}
        prefix = f"{self._knowledge.base}id/article/"
        return {fact.split("#")[0] for fact in facts if fact.startswith(prefix)}

    def notes(self) -> tuple[Note, ...]:
        """Return all sentences cited so far, by number."""
        return tuple(self._note(sentence) for sentence in self._sentences.values())

    def _supporting(self, fact: Term) -> list[Term]:
        return sorted(self._knowledge.subjects(VPO.supports, fact), key=str)

    def _add(self, sentence: str, evidence: Iterable[Term]) -> int:
        held = self._sentences.get(sentence)
        for node in evidence:
            said = {str(p): o for _, p, o in self._knowledge.store.match(node)}
            if held is None:
                held = _Sentence(
                    len(self._sentences) + 1, URIRef(sentence), str(said.get(f"{_OA}exact", "")),
                    *fragment_span(sentence),
                )  # fmt: skip
                self._sentences[sentence] = held
            spans = (fragment_span(str(mark)) for mark in self._knowledge.values(node, VPO.marks))
            held.spans.update(span for span in spans if span[1])
            held.rules.add(self._knowledge.name(str(said.get(VPO.rule, ""))).removeprefix("id/rule/"))
            held.confidence = min(held.confidence, Decimal(str(said.get(VPO.confidence, "1"))))
        return held.number if held else 0

    def _note(self, sentence: _Sentence) -> Note:
        knowledge = self._knowledge
        article = URIRef(str(sentence.node).split("#")[0])
        outlet, zone = knowledge.value(article, VPO.outlet), knowledge.value(sentence.node, VPO.zone)
        return Note(
            number=sentence.number,
            pieces=cut(sentence.text, sentence.start, sentence.spans),
            article=knowledge.ref(article),
            fragment=str(sentence.node).partition("#")[2],
            published=published(knowledge, article),
            outlet=knowledge.ref(outlet) if outlet is not None else None,
            url=str(knowledge.value(article, f"{_SCHEMA}url") or ""),
            zone=knowledge.ref(zone) if zone is not None else None,
            start=sentence.start,
            end=sentence.end,
            rules=tuple(sorted(sentence.rules - {""})),
            confidence=sentence.confidence,
        )


def fragment_span(iri: str) -> tuple[int, int]:
    """Return the offsets that an RFC 5147 fragment (`#char=277,476`) names; `(0, 0)` for another one."""
    start, comma, end = iri.partition("#char=")[2].partition(",")
    return (int(start), int(end)) if comma and start.isdecimal() and end.isdecimal() else (0, 0)


def cut(text: str, offset: int, spans: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Return `text` in pieces, true for the marked ones; `spans` count from where the article begins."""
    edges = {0, len(text)}
    inside = [(max(0, start - offset), min(len(text), end - offset)) for start, end in spans]
    inside = [(start, end) for start, end in inside if start < end]
    for start, end in inside:
        edges |= {start, end}
    pieces: list[tuple[str, bool]] = []
    marks = sorted(edges)
    for start, end in pairwise(marks):
        marked = any(low <= start and end <= high for low, high in inside)
        if pieces and pieces[-1][1] == marked:
            pieces[-1] = (pieces[-1][0] + text[start:end], marked)
        else:
            pieces.append((text[start:end], marked))
    return tuple(pieces)


def published(knowledge: Knowledge, article: URIRef) -> Day | None:
    """Return the day an article was published, None where nothing states it."""
    value = knowledge.value(article, f"{_SCHEMA}datePublished")
    return Day(str(value)[:10]) if value is not None else None


def merged_into(knowledge: Knowledge, iri: URIRef) -> Ref | None:
    """Return what `iri` was merged into, None when it stands for itself."""
    target = knowledge.value(iri, VPO.mergedInto) or knowledge.value(iri, OWL.sameAs)
    return knowledge.ref(target) if target is not None else None
