"""What bears a name, and what comes close to a name that nothing bears."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.client.markup import table
from kg.client.several import Several
from kg.text import fold

_ENOUGH = 0.6  # likeness below which a name is no help
_NEAR, _WORDS = 3, 10  # names that are given, words of a name that are looked at
_LONGEST = 200  # characters of a name that are compared
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its IRI, its label, the label in the other language, its class in words.

    `hint` tells bearers of one name apart; empty where the label alone does.
    """

    iri: str
    label: str
    other: str
    kind: str
    hint: str


@dataclass(frozen=True, slots=True)
class Hits(Several[Hit]):
    """The best hits; `total` counts all."""

    hits: tuple[Hit, ...]
    total: int

    @property
    def things(self) -> tuple[Hit, ...]:
        return self.hits

    def __repr__(self) -> str:
        return f"<Hits: {', '.join(hit.label for hit in self.hits) or 'none'}; {self.total} in all>"

    def _repr_html_(self) -> str:
        rows = [(hit.label, hit.other, hit.kind, hit.hint, hit.iri) for hit in self.hits]
        head = ("label", "other language", "class", "hint", "address")
        return table(head, rows, f"{len(self)} of {self.total} things")


def near_names(search: Callable[[str], Hits], asked: str, base: str) -> tuple[str, ...]:
    """Return the names, relative to `base`, of up to three things that come close to an address or a name.

    A search finds only what holds all words, so words are left out one by one until something is found.
    """
    name = asked.removeprefix(base)[:_LONGEST]
    words = _WORD.findall(fold(name.rpartition("/")[2]))[:_WORDS]
    for fewer in _shorter(words):
        found = {hit for words in fewer for hit in search(" ".join(words))}
        likely = sorted(((_likeness(name, hit, base), hit.iri) for hit in found), reverse=True)
        near = [iri.removeprefix(base) for likeness, iri in likely if likeness >= _ENOUGH]
        if near:
            return tuple(near[:_NEAR])
    return ()


def _shorter(words: list[str]) -> Iterator[list[list[str]]]:
    yield [words]
    if len(words) > 2:
        yield [words[:at] + words[at + 1 :] for at in range(len(words))]
    if len(words) > 1:
        yield [[word] for word in words]


def _likeness(name: str, hit: Hit, base: str) -> float:
    """How alike an address, or a name with its marks folded, and a hit are, from 0 to 1."""
    other = hit.iri.removeprefix(base) if "/" in name else fold(hit.label)
    return SequenceMatcher(None, name if "/" in name else fold(name), other).ratio()
