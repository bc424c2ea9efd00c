"""Reading what is searched from a store: of all things, or of some."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from kg.store.engine import Store, Term
from kg.store.reach import Change, Reach
from kg.store.ties import CLASSES, DAYS, LEADS, NAMES, PLACES, PREFIXES, SHORT, TENURES
from kg.text import key
from kg.vocab import VPO

_Row = dict[str, Term]


@dataclass(slots=True)
class Thing:
    """What is known of one thing: labels by language, names and leads by how they belong to it."""

    labels: dict[str, str] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    leads: set[tuple[str, str]] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    @property
    def vi(self) -> str:
        return self.labels.get("vi") or min(self.labels.values())

    @property
    def en(self) -> str:
        return self.labels.get("en", self.vi)

    @property
    def own(self) -> Iterator[str]:
        """All that it is called, its labels among it."""
        yield from self.labels.values()
        yield from (name for _, name in self.names)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held a post in a body in which role, surely from when until when, as ISO days."""

    tenure: str
    person: str
    post: str
    role: str
    body: str
    since: str
    until: str

    @property
    def years(self) -> Iterator[str]:
        """The years in which the post was surely held."""
        if self.since:
            yield from map(str, range(int(self.since[:4]), int(self.until[:4]) + 1))


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched: things that have labels, the class of each, who held which post when."""

    things: Mapping[str, Thing]
    kinds: Mapping[str, str]
    tenures: tuple[Tenure, ...]


def read_searched(
    store: Store, above: Mapping[str, Set[str]], only: Collection[str] | None = None
) -> Searched:
    """Return what is searched, of the things `only` where they are given; with the places of their posts.

    `above` are the classes above each class.
    """
    tenures = tuple(read_tenures(store, "person", only))
    wanted = None if only is None else {*only, *(held.body for held in tenures)}
    kinds = _most_special(store, above, wanted)
    things = {iri: thing for iri, thing in _read_things(store, wanted).items() if thing.labels}
    for iri, thing in things.items():
        if kinds.get(iri) == VPO.AdministrativeUnit:
            thing.places.add(iri)
        elif kinds.get(iri) == VPO.PositionWord:
            thing.names.clear()  # forms that rules look for in a text, nothing that somebody searches
    for held in tenures:
        if held.person in things:
            things[held.person].days.update(held.years)
            if held.body in things:
                things[held.person].places |= things[held.body].places
    return Searched(things, kinds, tenures)


def read_tenures(store: Store, column: str, only: Collection[str] | None = None) -> Iterator[Tenure]:
    """Yield who held which post when; of those whose `column` is among `only` where they are given."""
    for row in _rows(store, TENURES, column, only):
        names = ("tenure", "person", "post", "role", "body", "since", "until")
        yield Tenure(*(str(row.get(name) or "") for name in names))


def touched_things(change: Change) -> set[str]:
    """Return the things of which other names, places, days or classes may be told now."""
    found = {
        thing.partition("#")[0]
        for query in (LEADS, PLACES, DAYS)
        for (thing,) in Reach.of(PREFIXES + query).touched(change, "thing")
    }
    for query in (NAMES, CLASSES):
        things = (thing for (thing,) in Reach.of(PREFIXES + query).touched(change, "thing"))
        found |= {thing for thing in things if "#" not in thing}
    return found


def _rows(store: Store, query: str, column: str, only: Iterable[str] | None) -> Iterator[_Row]:
    """Yield the rows of a query, of those whose `column` is among `only` where they are given."""
    whole = PREFIXES + query
    asked = [whole] if only is None else Reach.of(whole).asked((column,), ((value,) for value in only))
    for text in asked:
        yield from store.select(text)


def _read_things(store: Store, only: Set[str] | None) -> dict[str, Thing]:
    things: dict[str, Thing] = defaultdict(Thing)
    for row in _rows(store, NAMES, "thing", only):
        iri, name, how = str(row["thing"]), row["name"], str(row["how"])
        if "#" in iri:
            continue
        if how == "label":
            language = getattr(name, "language", None) or "vi"
            labels = things[iri].labels
            labels[language] = min(str(name), labels.get(language, str(name)))
        else:
            things[iri].names.add((how, str(name)))
    for row in _rows(store, DAYS, "thing", only):
        if "#" not in str(row["thing"]):
            things[str(row["thing"])].days.add(str(row["day"]))
    _add_places(store, things, only)
    return things


def _add_places(store: Store, things: dict[str, Thing], only: Set[str] | None) -> None:
    """Give things their places, and what leads to them: of a place also to who governs it."""
    nodes = None if only is None else {node for iri in only for node in (iri, *_nodes_of(store, iri))}
    governed = defaultdict(set)
    for row in _rows(store, PLACES, "thing", nodes):
        node, place = str(row["thing"]), str(row["place"])
        things[node.partition("#")[0]].places.add(place)
        if "governs" in row and "#" not in node:
            governed[place].add(node)
    for row in _rows(store, LEADS, "thing", None if only is None else {*only, *governed}):
        place = str(row["thing"])
        for iri in (place, *governed.get(place, ())):
            if only is None or iri in only:
                things[iri].leads.add((str(row["how"]), str(row["name"])))


def _nodes_of(store: Store, iri: str) -> Iterator[str]:
    """Yield the nodes of an article, nothing for other things."""
    if "/id/article/" in iri:
        graph = iri.replace("/id/article/", "/graph/article/", 1)
        yield from {str(node) for node, _, _ in store.match(graph=graph)}


def _most_special(
    store: Store, above: Mapping[str, Set[str]], only: Collection[str] | None
) -> dict[str, str]:
    """The class of each thing that has no subclass among the thing's other classes."""
    classes: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, CLASSES, "thing", only):
        classes[str(row["thing"])].add(str(row["kind"]))
    return {
        iri: min(found - set().union(*(above.get(kind, ()) for kind in found)) or found)
        for iri, found in classes.items()
    }


@dataclass(frozen=True, slots=True)
class Short:
    """Abbreviations with one meaning, by which names of bodies are typed: `UBND` for `Ủy ban nhân dân`."""

    pattern: re.Pattern[str]
    short: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> Short:
        short = {key(str(row["long"])): str(row["short"]) for row in store.select(PREFIXES + SHORT)}
        longest = sorted((long for long in short if " " in long), key=lambda long: (-len(long), long))
        return cls(
            re.compile("|".join(rf"(?<!\w){re.escape(long)}(?!\w)" for long in longest) or r"(?!)"), short
        )

    def forms(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the names that have another form with abbreviations, in that form."""
        for name in names:
            plain = key(name)
            form = self.pattern.sub(lambda match: self.short[match[0]], plain)
            if form != plain:
                yield form
