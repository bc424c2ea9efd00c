"""What conclusions are written with: statements, blocks of them, and what the reference layer knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from rdflib import SKOS, Literal, URIRef
from rdflib.term import Node

from kg.vocab import NS

_K = TypeVar("_K")
_V = TypeVar("_V")
Value = str | Literal
Statement = tuple[str, str, Value]
"""Subject, predicate, object: names relative to the base, terms as IRIs, literals as rdflib literals."""


@dataclass(frozen=True)
class Reference:
    """The reference layer: for each thing and predicate its values, sorted."""

    values: Mapping[tuple[str, str], tuple[Value, ...]] = field(default_factory=dict)

    def all(self, thing: str, predicate: str) -> tuple[Value, ...]:
        """Return the values, none where nothing is known."""
        return self.values.get((thing, predicate), ())

    def one(self, thing: str | None, predicate: str) -> str | None:
        """Return the first value as text, None without one."""
        found = self.all(thing, predicate) if thing else ()
        return str(found[0]) if found else None

    def label(self, thing: str | None, language: str) -> str | None:
        """Return the label in `language`, None without one."""
        for value in self.all(thing, str(SKOS.prefLabel)) if thing else ():
            if isinstance(value, Literal) and value.language == language:
                return str(value)
        return None

    def having(self, predicate: str) -> list[str]:
        """Return the things that have a value of `predicate`, sorted."""
        return self._having.get(predicate, [])

    def labelled(self, predicate: str) -> list[tuple[str, str]]:
        """Return the Vietnamese labels of what has a value of `predicate`, each with the value."""
        found = ((self.label(thing, "vi"), self.one(thing, predicate)) for thing in self.having(predicate))
        return [(label, value) for label, value in found if label and value]

    def knows(self, thing: str) -> bool:
        """Return whether the reference layer names this thing."""
        return bool(self.all(thing, str(SKOS.prefLabel)))

    @cached_property
    def _having(self) -> Mapping[str, list[str]]:
        return grouped((term, thing) for thing, term in sorted(self.values))


Blocks = dict[str, frozenset[Statement]]
"""Statements by the name of the block that holds them: `person/do-huu-lam`."""


def gather(pairs: Iterable[tuple[str, Iterable[Statement]]]) -> Blocks:
    """Return the statements of each block, each once."""
    blocks: dict[str, set[Statement]] = defaultdict(set)
    for block, statements in pairs:
        blocks[block].update(statements)
    return {block: frozenset(statements) for block, statements in blocks.items()}


def relative(term: Node, base: str) -> str:
    """Return a term as rows hold it: names relative to the base, terms of the ontology and literals whole."""
    text = str(term)
    if isinstance(term, URIRef) and text.startswith(base) and not text.startswith(NS):
        return text[len(base) :]
    return text


def labels(subject: str, vi: str, en: str) -> list[Statement]:
    """Return the two labels of a thing."""
    label = str(SKOS.prefLabel)
    return [(subject, label, Literal(vi, lang="vi")), (subject, label, Literal(en, lang="en"))]


def best(values: Iterable[str | None]) -> str | None:
    """Return the most frequent value, the smallest of equals; None without any."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def local(name: str | None) -> str:
    """Return the last part of a name: `long-an` of `id/adm63/long-an`."""
    return (name or "").rsplit("/", 1)[-1]


def is_nameless(name: str | None) -> bool:
    """Return whether this names a node of one article: a thing there that nothing tells from its like."""
    return "#" in (name or "")


def grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    """Return the values of each key, in their order."""
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def block_of(name: str) -> str:
    """Return the block of a thing: `tinh-uy-long-an` of `id/org/tinh-uy-long-an`, `btctw/4` of a cluster."""
    rest = name.removeprefix("id/")
    kind, _, inner = rest.partition("/")
    return inner if kind in {"org", "cluster", "doc"} and inner else rest
