"""The frozen pieces of a page: footnotes, tables, properties and the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.views.matrix import Roster
from kg.views.parts import Cell, Ref, Words
from kg.views.period import Day


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: one sentence of one article, cut into `(text, marked)` pieces.

    `fragment` is its anchor on the article's page; offsets count code points of the article.
    """

    number: int
    pieces: tuple[tuple[str, bool], ...]
    article: Ref
    fragment: str
    published: Day | None
    outlet: Ref | None
    url: str
    zone: Ref | None
    start: int
    end: int
    rules: tuple[str, ...]
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """A fact of a table with its footnotes; `more` counts further sentences that are not listed.

    `articles` counts the articles that say it, each once. `status` and `source` say where a row of the
    reference tables comes from. `rejected`: curators put all facts that it rests on out of force.
    """

    cells: tuple[Cell, ...]
    notes: tuple[int, ...] = ()
    more: int = 0
    status: Ref | None = None
    source: str = ""
    articles: int = 0
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a page. `articles` counts the articles that the rows rest on.

    `unit` says what `things` counts: `event` or `article`, each once, or `row`. `cut`: there are more.
    """

    name: str
    title: str
    columns: tuple[Words, ...]
    rows: tuple[Row, ...]
    articles: int = 0
    cut: bool = False
    unit: str = "row"
    things: int = 0


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A step in the life of a document. `stated` is false where `day` is that of publication only."""

    step: Ref
    day: Day | None
    stated: bool
    units: tuple[Ref, ...]
    by: tuple[Ref, ...]
    events: tuple[Ref, ...]
    polarity: Ref | None
    ratios: tuple[str, ...]
    notes: tuple[int, ...]
    more: int
    articles: int


@dataclass(frozen=True, slots=True)
class Life:
    """The steps of a document in order of time. `articles` counts the articles behind them."""

    title: str
    steps: tuple[LifeStep, ...]
    articles: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A line of a page: a property and its values, the footnotes they share, and how sure they are."""

    label: Words
    values: Cell
    notes: tuple[int, ...] = ()
    status: Ref | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """All that is shown of one thing. `disagreements` are the kinds of conflict that touch it."""

    ref: Ref
    iri: str
    other_label: Words | None
    kind: Ref
    properties: tuple[Property, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    status: Ref | None = None
    source: str = ""
    observations: int = 0
    articles: int = 0
    gaps: tuple[str, ...] = ()
    roster: Roster | None = None
    disagreements: tuple[Words, ...] = ()
    life: Life | None = None
