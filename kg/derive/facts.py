"""What conclusions are written with: statements, blocks of them, and what the reference layer knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import SKOS, Literal

Statement = tuple[str, str, str | Literal]
"""Subject, predicate, object: names relative to the base, terms as IRIs, literals as rdflib literals."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference layer: for each thing and predicate its values, sorted."""

    values: Mapping[tuple[str, str], tuple[str | Literal, ...]] = field(default_factory=dict)

    def one(self, thing: str | None, predicate: str) -> str | None:
        """Return the first value as text, None without one."""
        found = self.values.get((thing or "", predicate), ())
        return str(found[0]) if found else None

    def label(self, thing: str | None, language: str) -> str | None:
        """Return the label in `language`, None without one."""
        for value in self.values.get((thing or "", str(SKOS.prefLabel)), ()):
            if isinstance(value, Literal) and value.language == language:
                return str(value)
        return None

    def knows(self, thing: str) -> bool:
        """Return whether the reference layer names this thing."""
        return (thing, str(SKOS.prefLabel)) in self.values


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
