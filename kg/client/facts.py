"""What is said of a thing, fact by fact, each with the sentence it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kg.client.answer import Answer, Row, Value
from kg.client.markup import table
from kg.client.several import Several
from kg.rdf import compact

Link = Callable[[str], str]
"""Gives the address at which a person can read of an IRI."""

_TYPE = "rdf:type"
_PLAIN = {"skos:Concept", "vpo:Person"}  # said beside a narrower class
_NAMES = ("skos:prefLabel", "schema:headline", "rdfs:label", "vpo:canonicalName")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article. `link` leads to it, `url` to the original of the article where that is known.

    `confidence` is that of the rule which read it, from 0 to 1.
    """

    text: str
    article: str
    title: str
    published: date | None
    link: str
    url: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Said:
    """A property and a value; `label` is the name of a value that is a thing."""

    property: str
    value: Value
    label: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A node of the graph: its class, what it says, the first sentence that it rests on, how many there are.

    A row of the reference tables rests on none and names its source (`dcterms:source`).
    """

    iri: str
    kind: str
    said: tuple[Said, ...]
    sentence: Sentence | None
    sentences: int

    @property
    def label(self) -> str:
        """What it is called, empty for a node without a name."""
        names = {said.property: str(said.value) for said in self.said}
        return next((names[name] for name in _NAMES if name in names), "")


@dataclass(frozen=True, slots=True)
class Description(Several[Fact]):
    """One page of the facts about a thing: itself first, then conclusions, then what single articles say.

    `total` counts the facts of all pages.
    """

    iri: str
    facts: tuple[Fact, ...]
    total: int
    page: int
    pages: int

    @property
    def label(self) -> str:
        """What the thing is called, on the first page."""
        return next((fact.label for fact in self.facts if fact.iri == self.iri), "")

    @property
    def things(self) -> tuple[Fact, ...]:
        return self.facts

    def __repr__(self) -> str:
        return f"<Description of {self.iri}: {self._note()}>"

    def _repr_html_(self) -> str:
        rows = [
            (fact.kind, _words(fact), fact.sentence.text if fact.sentence else "", fact.sentences)
            for fact in self.facts
        ]
        note = f"{self.label or self.iri}: {self._note()}"
        return table(("class", "says", "sentence", "sentences"), rows, note)

    def _note(self) -> str:
        return f"{len(self)} of {self.total} facts, page {self.page} of {self.pages}"


def read_facts(said: Answer, sentences: Answer, link: Link) -> tuple[Fact, ...]:
    """Return the facts of an answer of `about-facts`, with the evidence in one of `about-sentences`."""
    proofs = {row["node"]: row for row in sentences}
    nodes: dict[str, list[Row]] = defaultdict(list)
    for row in said:
        nodes[str(row["node"])].append(row)
    return tuple(_fact(node, rows, proofs.get(node), link) for node, rows in nodes.items())


def read_sentences(rows: Iterable[Row], link: Link) -> tuple[Sentence, ...]:
    """Return the sentences of an answer of `sentences-of`."""
    return tuple(_sentence(row, link) for row in rows)


def _fact(node: str, rows: Iterable[Row], proof: Row | None, link: Link) -> Fact:
    said = [Said(compact(str(row["property"])), row["value"], str(row["valueLabel"] or "")) for row in rows]
    kinds = sorted(compact(str(one.value)) for one in said if one.property == _TYPE)
    kind = min(kinds, key=lambda name: (name in _PLAIN, not name.startswith("vpo:"), name), default="")
    return Fact(
        iri=node,
        kind=kind,
        said=tuple(one for one in said if one.property != _TYPE),
        sentence=_sentence(proof, link) if proof else None,
        sentences=int(str(proof["sentences"])) if proof else 0,
    )


def _sentence(row: Mapping[str, Value], link: Link) -> Sentence:
    published = row["published"]
    return Sentence(
        text=str(row["quote"]),
        article=str(row["article"]),
        title=str(row["headline"] or ""),
        published=published.date() if isinstance(published, datetime) else published,  # type: ignore[arg-type]
        link=link(str(row["sentence"])),
        url=str(row["url"] or ""),
        rule=str(row["rule"]).rpartition("/id/rule/")[2],
        confidence=float(str(row["confidence"])),
    )


def _words(fact: Fact) -> str:
    return "; ".join(f"{one.property} {one.label or one.value}" for one in fact.said)
