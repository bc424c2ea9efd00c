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
        self._ends: dict[str, list[Term]] = {}
        self._sorted: dict[tuple[str, ...], tuple[list[Founded], list[Term]]] = {}

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
        grounds, facts = self._sort(items)
        articles = self._of(facts)
        dated = articles if len(articles) <= _DATED else set()
        found = (self._knowledge.published(URIRef(article)) for article in dated)
        told = (Day(day) for ground in grounds for day in (ground.since, ground.until) if day)
        days = sorted((day for day in (*found, *told) if day), key=lambda day: day.iso)
        first, _ = self._first(items, _READ)
        return Standing(
            articles=self._count(grounds, articles),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            confidence=max((one.confidence for one in self._read(first)), default=None),
        )

    def facts(self, item: Term) -> list[Term]:
        """Return the attested nodes behind `item`, sorted; the item itself when it is attested.

        A conclusion from conclusions, such as a tie between tenures, rests on what those rest on.
        Empty where no article told of it by the day of the lens.
        """
        known = self._facts.get(str(item))
        if known is None:
            self._facts[str(item)] = [item]  # until it is known: foreign data may run in a circle
            known = self._facts[str(item)] = self._behind(item)
        return known

    def observations(self, item: Term) -> int:
        """Return how many attested nodes are behind `item`, itself not counted."""
        grounds, facts = self._sort([item])
        return sum(ground.facts for ground in grounds) + sum(fact != item for fact in facts)

    def articles(self, items: Iterable[Term]) -> int:
        """Return how many articles `items` rest on."""
        grounds, facts = self._sort(items)
        return self._count(grounds, self._of(facts))

    def disputable(self, items: Iterable[Term]) -> set[str]:
        """Return the attested nodes behind `items` by name; of very many only those that are disputed."""
        grounds, facts = self._sort(items)
        return {str(fact) for fact in facts}.union(*(ground.disputed for ground in grounds))

    def notes(self) -> tuple[Note, ...]:
        """Return all sentences cited so far, by number."""
        return tuple(self._note(sentence) for sentence in self._sentences.values())

    def _ground(self, item: Term) -> Founded | None:
        """What a conclusion of very many facts rests on; None for others, and in the past."""
        side, name = self._knowledge.side, str(item)
        if side is None or self._known or "#" in name:
            return None
        return self._knowledge.grounds.get(name, lambda: side.founded(name))

    def _leaves(self, item: Term) -> list[Term]:
        """The conclusions of very many facts behind `item`, and the other facts."""
        known = self._ends.get(str(item))
        if known is None:
            self._ends[str(item)] = [item]
            known = self._ends[str(item)] = self._ending(item)
        return known

    def _ending(self, item: Term) -> list[Term]:
        if self._known or self._knowledge.side is None or str(item).startswith(self._article):
            return self.facts(item)
        if self._ground(item):
            return [item]
        behind = list(self._knowledge.values(item, VPO.derivedFrom))
        return sorted({leaf for node in behind for leaf in self._leaves(node)}, key=str) if behind else [item]

    def _sort(self, items: Iterable[Term]) -> tuple[list[Founded], list[Term]]:
        """What conclusions of very many facts behind `items` rest on, and the other facts, each once."""
        names = tuple(map(str, items := list(items)))
        if names not in self._sorted:
            leaves = dict.fromkeys(leaf for item in items for leaf in self._leaves(item))
            grounds = {leaf: ground for leaf in leaves if (ground := self._ground(leaf))}
            self._sorted[names] = list(grounds.values()), [leaf for leaf in leaves if leaf not in grounds]
        return self._sorted[names]

    def _first(self, items: Sequence[Term], read: int) -> tuple[Sequence[Term], int]:
        """The first facts behind `items`, and how many there are."""
        first: dict[Term, None] = {}
        for item in items:
            grounds, facts = self._sort([item])
            told = (URIRef(fact) for ground in grounds for fact in ground.first)
            first.update(dict.fromkeys(sorted({*facts, *told}, key=str)))
        grounds, facts = self._sort(items)
        return list(first)[:read], sum(ground.facts for ground in grounds) + len(facts)

    def _count(self, grounds: Sequence[Founded], articles: set[str]) -> int:
        """How many articles, named or by number, each once."""
        side = self._knowledge.side
        if side is None or not grounds:
            return len(articles)
        same = side.numbers_of(articles)
        return len(same.union(*(ground.articles for ground in grounds))) + len(articles) - len(same)

    def _of(self, facts: Iterable[Term]) -> set[str]:
        return {str(fact).split("#")[0] for fact in facts if str(fact).startswith(self._article)}

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
