"""The values that flow from text to triples.

All are frozen; all offsets count code points of `Article.text`, half-open. Entities are named relative to the
base IRI (`id/adm63/long-an`); classes and properties are IRIs from `kg.vocab`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from kg.dates import PartialDate
from kg.quick import quick

ZoneKind = Literal["chrome", "dateline", "headline", "lead", "body", "caption", "byline"]


@quick
@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language: `vi` unless it is said."""

    text: str
    lang: Literal["vi", "en"] = "vi"


Value = str | int | bool | Decimal | PartialDate | datetime | Text


@quick
@dataclass(frozen=True, slots=True)
class Zone:
    """A block of the article and what it is: only `chrome` is no content."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One report as read: NFC text, nothing else changed.

    `id` is the first 16 hex digits of the SHA-256 of `text`. `zones` cover the text without overlap,
    in order. `published` is None where nothing states it; never today.
    """

    id: str
    text: str
    zones: tuple[Zone, ...] = ()
    published: datetime | PartialDate | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    source: str = ""
    language: str = "vi"

    @property
    def name(self) -> str:
        """The article's name relative to the base IRI."""
        return f"id/article/{self.id}"

    def node(self, local: str) -> str:
        """Return the name of a node of this article: `node("h1")` is `id/article/…#h1`."""
        return f"{self.name}#{local}"


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of one article that names something."""

    start: int
    end: int
    surface: str
    kind: str
    rule: str
    entity: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a fact rests on. `marks` are the spans inside it that carry the fact."""

    start: int
    end: int
    quote: str
    rule: str
    confidence: Decimal
    marks: tuple[tuple[int, int], ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Fact:
    """Something the article says: a class, roles (names of entities), values and evidence.

    A role or a value may repeat. `id` is the local part of the node: `h1`.
    """

    id: str
    kind: str
    roles: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, Value], ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def role(self, key: str) -> str | None:
        """Return the first entity in this role, None without one."""
        return next((name for role, name in self.roles if role == key), None)

    def value(self, key: str) -> Value | None:
        """Return the first value of this property, None without one."""
        return next((value for name, value in self.values if name == key), None)


@quick
@dataclass(frozen=True, slots=True)
class Entity:
    """What is known of an entity that facts speak of: its class and its labels in two languages."""

    name: str
    kind: str
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    entities: dict[str, Entity] = field(default_factory=dict)
