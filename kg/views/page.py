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
class Standing:
    """How well a fact is founded: how many articles say it, when the first and the last one appeared.

    `confidence` is that of the surest sentence. All are empty for a row of the reference tables.
    """

    articles: int = 0
    first: Day | None = None
    last: Day | None = None
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A fact of a table with its footnotes; `more` counts further sentences that are not listed.

    `fact` is the name of the node that says it, `anchor` that of the row. `checked` and `source` say where a
    row of the reference tables comes from, `status` is the former where readers must beware. `rejected`:
    curators put all facts that it rests on out of force. `dispute` is a conflict that it is part of: the
    name of its place on the page of conflicts, and its kind.
    """

    cells: tuple[Cell, ...]
    notes: tuple[int, ...] = ()
    more: int = 0
    status: Ref | None = None
    checked: Ref | None = None
    source: str = ""
    standing: Standing = Standing()
    rejected: bool = False
    dispute: Ref | None = None
    fact: str = ""
    anchor: str = ""

    @property
    def told(self) -> bool:
        """Whether there is anything to show of where it comes from."""
        return bool(self.fact or self.checked or self.source)

    @property
    def articles(self) -> int:
        """How many articles say it, each once."""
        return self.standing.articles


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a page. `articles` counts the articles that the rows rest on, where there are no others.

    `unit` says what `things` counts, of all pages: `event` or `article`, each once, `row`, or of very many
    rows the `fact` or `conclusion` that each rests on. It is 0 where that was not counted, `many` where there
    are more than were counted. `turn` is the number of this page of
    rows, `next` says that there is another.
    `weak` and `late` count rows that the lens hides. `apart` are the columns whose rows should agree, and
    do not.
    """

    name: str
    title: str
    columns: tuple[Words, ...]
    rows: tuple[Row, ...]
    articles: int = 0
    unit: str = "row"
    things: int = 0
    many: bool = False
    turn: int = 1
    next: bool = False
    weak: int = 0
    late: int = 0
    apart: frozenset[int] = frozenset()

    @property
    def cut(self) -> bool:
        """Whether there is more than these rows."""
        return self.next or self.turn > 1


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
    standing: Standing
    fact: str

    @property
    def articles(self) -> int:
        """How many articles tell of it, each once."""
        return self.standing.articles


@dataclass(frozen=True, slots=True)
class Life:
    """The first steps of a document in order of time. `articles` counts the articles behind them.

    `more` counts the further steps, `cut` says that even more were not read; `weak` and `late` are hidden.
    """

    title: str
    steps: tuple[LifeStep, ...]
    articles: int
    more: int
    cut: bool
    weak: int
    late: int


@dataclass(frozen=True, slots=True)
class Property:
    """A line of a page: a property and its values, the footnotes they share, and how sure they are."""

    label: Words
    values: Cell
    notes: tuple[int, ...] = ()
    status: Ref | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """All that is shown of one thing. `disagreements` are the kinds of conflict that touch it.

    `only` is the name of the one table that is shown, where it is one alone. `begins` and `ends` are set
    where the thing was not there yet, or no more, on the day asked for.
    """

    ref: Ref
    iri: str
    other_label: Words | None
    kind: Ref
    properties: tuple[Property, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    status: Ref | None = None
    source: str = ""
    observations: int = 0
    articles: int = 0
    gaps: tuple[str, ...] = ()
    roster: Roster | None = None
    disagreements: tuple[Words, ...] = ()
    life: Life | None = None
    only: str = ""
    begins: Day | None = None
    ends: Day | None = None

    @property
    def weak(self) -> int:
        """How many rows are less sure than was wished."""
        return sum(part.weak for part in self._parts)

    @property
    def late(self) -> int:
        """How many rows no article had told of by the day looked back to."""
        return sum(part.late for part in self._parts)

    @property
    def _parts(self) -> tuple[Section | Life | Roster, ...]:
        """All that may hide rows."""
        return tuple(part for part in (*self.sections, self.life, self.roster) if part)
