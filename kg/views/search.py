"""Search: what bears a name, who held a post, why each was found, and by what the finds can be narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.store.finding import MOST, Hit, Only
from kg.store.finding import Held as HeldPost
from kg.store.side import Side
from kg.store.spelling import read_asked
from kg.views.knowledge import Knowledge
from kg.views.marking import Pieces, marker
from kg.views.parts import Ref
from kg.views.period import Day

PAGE = 20
"""Hits a page."""
_HOLDERS = 10
_PLACES = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: its text, and the names of the class, the place and the year to keep to, empty for all."""

    text: str
    kind: str = ""
    place: str = ""
    year: str = ""

    def only(self, knowledge: Knowledge) -> Only:
        """Return what the index keeps to."""
        kinds = (str(knowledge.iri(self.kind)),) if self.kind else ()
        return Only(kinds, str(knowledge.iri(self.place)) if self.place else "", self.year)


@dataclass(frozen=True, slots=True)
class Facet:
    """A class, a place or a year among the hits, what it is called, and how many of those counted have it."""

    name: str
    label: str
    ref: Ref | None
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found: its labels in both languages, what its class is called, how many ties it has.

    `how` says what matched where no label did: `name`, `number`, `was` (what a unit was before), `now` (what
    it became), and `matched` is that name.
    """

    thing: Ref
    label: Pieces
    other: str
    kind: str
    ties: int
    how: str
    matched: Pieces


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a post; `since` and `until` are the days on which surely, None where no day is known."""

    person: Ref
    post: Ref
    tenure: Ref
    since: Day | None
    until: Day | None


@dataclass(frozen=True, slots=True)
class Holders:
    """Who held the post asked for, the latest first, and how many tenures there are.

    `asked` is the year that was asked for; `year` is empty where nobody is known to have held it then.
    """

    held: tuple[Holder, ...]
    total: int
    asked: str
    year: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits for a text. `total` counts things, not articles; `next` is the page that follows, 0 at the end.

    `more`: there are more than `total`. Facets count the first `counted` hits. `apart` is a year in the text
    that was left aside, because nothing of that year is called so.
    """

    wanted: Wanted
    hits: tuple[Found, ...]
    total: int
    more: bool
    apart: str
    holders: Holders
    kinds: tuple[Facet, ...]
    places: tuple[Facet, ...]
    years: tuple[Facet, ...]
    counted: int
    page: int
    next: int


def search_page(knowledge: Knowledge, side: Side, wanted: Wanted, page: int = 1) -> SearchPage:
    """Return page `page` of what is found."""
    hits, total, year = _find(knowledge, side, wanted, PAGE, page)
    asked = read_asked(wanted.text).year
    among = side.among(wanted.text, wanted.only(knowledge))
    names = side.kinds()
    places = tuple(_facets(among.places, wanted.place, knowledge, lambda iri: knowledge.ref(URIRef(iri))))
    return SearchPage(
        wanted, hits, min(total, MOST), total > MOST, "" if year else asked,
        find_holders(knowledge, side, wanted, _HOLDERS if page == 1 else 0),
        tuple(_facets(among.kinds, wanted.kind, knowledge, lambda iri: _class(knowledge, names, iri))),
        tuple(sorted(places[:_PLACES], key=lambda facet: knowledge.collation(knowledge.iri(facet.name)))),
        tuple(Facet(year, year, None, count, year == wanted.year) for year, count in among.years.items()),
        among.counted, page, page + 1 if total > page * PAGE else 0,
    )  # fmt: skip


def find_things(
    knowledge: Knowledge, side: Side, wanted: Wanted, limit: int
) -> tuple[tuple[Found, ...], int]:
    """Return the best `limit` things whose names hold the words, and how many there are."""
    return _find(knowledge, side, wanted, limit, 1)[:2]


def find_holders(knowledge: Knowledge, side: Side, wanted: Wanted, limit: int) -> Holders:
    """Return who held the post that the text names, if it names one and no other class is kept to."""
    asked = wanted.year or read_asked(wanted.text).year
    if wanted.kind or not limit:
        return Holders((), 0, asked, "")
    found = side.holders(wanted.text, wanted.only(knowledge), limit=limit)
    return Holders(tuple(_holder(knowledge, held) for held in found.held), found.total, asked, found.year)


def _find(
    knowledge: Knowledge, side: Side, wanted: Wanted, limit: int, page: int
) -> tuple[tuple[Found, ...], int, str]:
    """One page of things, how many there are, and the year in the text that they were kept to."""
    found = side.search(wanted.text, wanted.only(knowledge), limit=limit, offset=(page - 1) * limit)
    names = side.kinds()
    marks = marker(wanted.text)
    return tuple(_found(knowledge, names, hit, marks) for hit in found.hits), found.total, found.year


def _found(
    knowledge: Knowledge, names: dict[str, tuple[str, str]], hit: Hit, marks: Callable[[str], Pieces]
) -> Found:
    shown = knowledge.ref(URIRef(hit.iri))
    other = hit.label_vi if knowledge.lang == "en" else hit.label_en
    how, matched = (hit.why.how, hit.why.name) if hit.why and hit.why.how != "label" else ("", "")
    return Found(
        shown, marks(shown.label), other if other != shown.label else "",
        _class(knowledge, names, hit.kind).label, hit.rank, how, marks(matched),
    )  # fmt: skip


def _holder(knowledge: Knowledge, held: HeldPost) -> Holder:
    person, post, tenure = (knowledge.ref(URIRef(iri)) for iri in (held.person, held.post, held.tenure))
    since, until = (Day(iso) if iso else None for iso in (held.since, held.until))
    return Holder(person, post, tenure, since, until)


def _facets(
    counts: dict[str, int], chosen: str, knowledge: Knowledge, called: Callable[[str], Ref]
) -> Iterable[Facet]:
    for iri, count in counts.items():
        ref = called(iri)
        name = knowledge.name(iri)
        yield Facet(name, ref.full, ref, count, name == chosen)


def _class(knowledge: Knowledge, names: dict[str, tuple[str, str]], kind: str) -> Ref:
    ref = knowledge.ref(URIRef(kind))
    if ref.lang or kind not in names:
        return ref
    return Ref(ref.name, names[kind][knowledge.lang == "en"], knowledge.lang)
