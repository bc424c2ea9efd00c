"""From a fact to the sentence it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import pairwise

from rdflib import URIRef
from rdflib.namespace import OWL

from kg.store import Term
from kg.store.founded import Founded
from kg.views.knowledge import Knowledge
from kg.views.lens import ALL, Lens
from kg.views.page import Note, Standing
from kg.views.parts import Evidence, Ref
from kg.views.period import Day
from kg.vocab import VPO

_OA = "http://www.w3.org/ns/oa#"
_SUPPORTS = URIRef(VPO.supports)
_SCHEMA = "https://schema.org/"
_FACTS_A_SENTENCE = 2  # several facts may rest on one
_SENTENCES_A_ROW = 3  # more would drown the row; its own page lists all
_READ = _FACTS_A_SENTENCE * _SENTENCES_A_ROW
_MANY = 40  # sentences of a page; further rows show one each
_DATED = 1_000  # articles of a row whose days are looked up


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
    """Numbers the sentences of one page in the order in which facts cite them.

    With a `lens` that looks back, only articles published by then count.
    """

    def __init__(self, knowledge: Knowledge, lens: Lens = ALL) -> None:
        self._knowledge = knowledge
        self._known = lens.known
        self._article = f"{knowledge.base}id/article/"
        self._sentences: dict[str, _Sentence] = {}
        self._facts: dict[str, list[Term]] = {}
        self._grounds: dict[str, Founded | None] = {}

    def cite(self, items: Iterable[Term], most: int = _SENTENCES_A_ROW) -> tuple[tuple[int, ...], int]:
        """Return the numbers of the first `most` sentences behind `items`, and how many more there are.

        Only the first facts are read, for a row may rest on thousands; each further one counts as a sentence.
        On a page of many sentences it is one.
        """
        most = most if len(self._sentences) < _MANY else 1
        read = _FACTS_A_SENTENCE * most if most > 1 else 1
        first, total = self._first(list(items), read)
        by_sentence: dict[str, list[Evidence]] = {}
        for one in self._read(first):
            by_sentence.setdefault(one.sentence, []).append(one)
        chosen = sorted(by_sentence)[:most]
        numbers = sorted(self._add(sentence, by_sentence[sentence]) for sentence in chosen)
        return tuple(numbers), len(by_sentence) - len(chosen) + max(0, total - read)

    def stand(self, items: Iterable[Term]) -> Standing:
        """Return how well `items` are founded; the confidence is the best of the first sentences."""
        items = list(items)
        ground = self._ground(items)
        if ground is not None:
            return self._standing(ground)
        facts = self._all(items)
        articles = self._of(facts)
        dated = articles if len(articles) <= _DATED else set()
        found = (self._knowledge.published(URIRef(article)) for article in dated)
        days = sorted((day for day in found if day), key=lambda day: day.iso)
        return Standing(
            articles=len(articles),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            confidence=max((one.confidence for one in self._read(facts[:_READ])), default=None),
        )

    def facts(self, item: Term) -> list[Term]:
        """Return the attested nodes behind `item`, sorted; the item itself when it is attested.

        A conclusion from conclusions, such as a tie between tenures, rests on what those rest on.
        Empty where no article told of it by the day of the lens.
        """
        known = self._facts.get(str(item))
        if known is None:
            known = self._facts[str(item)] = self._behind(item)
        return known

    def observations(self, item: Term) -> int:
        """Return how many attested nodes are behind `item`, itself not counted."""
        ground = self._ground([item])
        return ground.facts if ground else sum(fact != item for fact in self.facts(item))

    def articles(self, items: Iterable[Term]) -> int:
        """Return how many articles `items` rest on."""
        known = {item: self._ground([item]) for item in items}
        named = self._of(self._all(item for item, ground in known.items() if ground is None))
        numbers = [ground.articles for ground in known.values() if ground]
        side = self._knowledge.side
        if side is None or not numbers:
            return len(named)
        same = side.numbers_of(named)
        return len(same.union(*numbers)) + len(named) - len(same)

    def disputable(self, items: Iterable[Term]) -> set[str]:
        """Return the attested nodes behind `items` by name; of very many only those that are disputed."""
        grounds = {item: self._ground([item]) for item in items}
        return {
            str(fact)
            for item, ground in grounds.items()
            for fact in (ground.disputed if ground else self.facts(item))
        }

    def notes(self) -> tuple[Note, ...]:
        """Return all sentences cited so far, by number."""
        return tuple(self._note(sentence) for sentence in self._sentences.values())

    def _ground(self, items: Sequence[Term]) -> Founded | None:
        """What one conclusion of very many facts rests on; None for others, and in the past."""
        side = self._knowledge.side
        if side is None or self._known or len(items) != 1 or "#" in str(items[0]):
            return None
        name = str(items[0])
        if name not in self._grounds:
            self._grounds[name] = side.founded(name)
        return self._grounds[name]

    def _first(self, items: Sequence[Term], read: int) -> tuple[Sequence[Term], int]:
        """The first facts behind `items`, and how many there are."""
        ground = self._ground(items)
        if ground is not None and read <= len(ground.first):
            return [URIRef(fact) for fact in ground.first[:read]], ground.facts
        facts = self._all(items)
        return facts[:read], len(facts)

    def _standing(self, ground: Founded) -> Standing:
        best = self._read(URIRef(fact) for fact in ground.first[:_READ])
        return Standing(
            articles=len(ground.articles),
            first=Day(ground.since) if ground.since else None,
            last=Day(ground.until) if ground.until else None,
            confidence=max((one.confidence for one in best), default=None),
        )

    def _of(self, facts: Iterable[Term]) -> set[str]:
        return {str(fact).split("#")[0] for fact in facts if str(fact).startswith(self._article)}

    def _all(self, items: Iterable[Term]) -> list[Term]:
        found = [fact for item in items for fact in self.facts(item)]
        return list({str(fact): fact for fact in found}.values()) if len(found) > 1 else found

    def _behind(self, item: Term) -> list[Term]:
        if str(item).startswith(self._article):
            return [item] if self._told(str(item)) else []
        behind = list(self._knowledge.values(item, VPO.derivedFrom))
        return sorted({fact for node in behind for fact in self.facts(node)}, key=str) if behind else [item]

    def _told(self, node: str) -> bool:
        """Whether the article of a node was published by the day of the lens."""
        if not self._known:
            return True
        day = self._knowledge.published(URIRef(node.split("#")[0]))
        return day is not None and day.iso <= self._known

    def _read(self, facts: Iterable[Term]) -> Iterator[Evidence]:
        """Yield the evidence of facts."""
        for fact in facts:
            yield from self._knowledge.evidence.get(str(fact), partial(self._supporting, fact))

    def _supporting(self, fact: Term) -> tuple[Evidence, ...]:
        nodes = sorted(self._knowledge.store.subjects(_SUPPORTS, fact))
        return tuple(one for node in nodes if (one := self._one(URIRef(node))))

    def _one(self, node: Term) -> Evidence | None:
        said: dict[str, list[str]] = {}
        for predicate, value in self._knowledge.store.said_of(node):
            said.setdefault(predicate, []).append(value)
        if VPO.inSentence not in said:
            return None
        spans = map(fragment_span, said.get(VPO.marks, ()))
        return Evidence(
            sentence=said[VPO.inSentence][0],
            text=said.get(f"{_OA}exact", [""])[0],
            spans=tuple(span for span in spans if span[1]),
            rule=self._knowledge.name(said.get(VPO.rule, [""])[0]).removeprefix("id/rule/"),
            confidence=Decimal(said.get(VPO.confidence, ["1"])[0]),
        )

    def _add(self, sentence: str, evidence: Iterable[Evidence]) -> int:
        held = self._sentences.get(sentence)
        for one in evidence:
            if held is None:
                number = len(self._sentences) + 1
                held = _Sentence(number, URIRef(sentence), one.text, *fragment_span(sentence))
                self._sentences[sentence] = held
            held.spans.update(one.spans)
            held.rules.add(one.rule)
            held.confidence = min(held.confidence, one.confidence)
        return held.number if held else 0

    def _note(self, sentence: _Sentence) -> Note:
        knowledge = self._knowledge
        article = URIRef(str(sentence.node).split("#")[0])
        outlet, url = knowledge.sources.get(str(article), lambda: self._source(article))
        zone = knowledge.value(sentence.node, VPO.zone)
        return Note(
            number=sentence.number,
            pieces=cut(sentence.text, sentence.start, sentence.spans),
            article=knowledge.ref(article),
            fragment=str(sentence.node).partition("#")[2],
            published=knowledge.published(article),
            outlet=outlet,
            url=url,
            zone=knowledge.ref(zone) if zone is not None else None,
            start=sentence.start,
            end=sentence.end,
            rules=tuple(sorted(sentence.rules - {""})),
            confidence=sentence.confidence,
        )

    def _source(self, article: URIRef) -> tuple[Ref | None, str]:
        """The outlet and the address of an article."""
        knowledge = self._knowledge
        outlet, url = knowledge.value(article, VPO.outlet), knowledge.value(article, f"{_SCHEMA}url")
        return knowledge.ref(outlet) if outlet is not None else None, str(url or "")


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


def merged_into(knowledge: Knowledge, iri: URIRef) -> Ref | None:
    """Return what `iri` was merged into, None when it stands for itself."""
    target = knowledge.value(iri, VPO.mergedInto) or knowledge.value(iri, OWL.sameAs)
    return knowledge.ref(target) if target is not None else None
