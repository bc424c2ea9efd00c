"""An article in the making: sentences are said, facts are hung on them, and the end is an `Extraction`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kg.model import Article, Evidence, Extraction, Fact, Value, Zone, ZoneKind

Role = tuple[str, str | None]
Property = tuple[str, Value | None]
_HIGH, _LOW = Decimal("0.95"), Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the article: half-open offsets in code points, and its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hung:
    """A sentence that carries a fact: the rule that read it and the words that it rests on."""

    said: Said
    rule: str
    words: tuple[str, ...] = ()

    def evidence(self) -> Evidence:
        """Return the sentence as evidence, with the first place of each of the words."""
        marks = []
        for words in self.words:
            at = self.said.text.find(words)
            if at >= 0:
                marks.append((self.said.start + at, self.said.start + at + len(words)))
        sure = _LOW if self.rule.endswith((".attendee", ".implements", ".ratio")) else _HIGH
        return Evidence(self.said.start, self.said.end, self.said.text, self.rule, sure, tuple(marks))


class Draft:
    """Collects text and facts. Nodes of the article are named `#p1` until it is finished."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._zones: list[Zone] = []
        self._facts: list[tuple[str, str, list[Role], list[Property], list[Hung]]] = []
        self._counts: Counter[str] = Counter()

    def say(self, text: str, zone: ZoneKind = "body") -> Said:
        """Add a sentence and return it."""
        said = Said(self._length, self._length + len(text), text)
        self._parts.append(text)
        self._zones.append(Zone(zone, said.start, said.end))
        self._length = said.end + 1
        return said

    def fact(
        self, letter: str, kind: str, roles: Iterable[Role], values: Iterable[Property], *hung: Hung
    ) -> str:
        """Add a fact and return its node; roles and values that are None are left out."""
        self._counts[letter] += 1
        node = f"{letter}{self._counts[letter]}"
        self._facts.append((node, kind, list(roles), list(values), list(hung)))
        return f"#{node}"

    def finish(self, published: datetime) -> Extraction:
        """Return the article and its facts."""
        text = "\n".join(self._parts)
        id_ = hashlib.sha256(text.encode()).hexdigest()[:16]
        url = f"https://bao-gia-dinh.example/{id_}"
        article = Article(id_, text, tuple(self._zones), published, (), url, f"{id_}.txt")
        return Extraction(article, (), tuple(self._finished(article)))

    def _finished(self, article: Article) -> Iterable[Fact]:
        for node, kind, roles, values, hung in self._facts:
            yield Fact(
                node,
                kind,
                tuple((prop, _full(name, article)) for prop, name in roles if name is not None),
                tuple((prop, value) for prop, value in values if value is not None),
                tuple(one.evidence() for one in hung),
            )


def _full(name: str, article: Article) -> str:
    """Return a name relative to the base: `#p1` of this article, `#` the article itself."""
    if name == "#":
        return article.name
    return article.node(name[1:]) if name.startswith("#") else name
