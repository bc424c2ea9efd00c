"""Which answers of a query a change of the store can reach, found from the triples that went or came.

An answer can only come, go or become another where a triple that went or came fits a pattern of the query. So
the query is asked with that pattern bound to these triples, in the store as it was and as it is: what is
answered then may be another now, all else is as it was.

Understood are SELECT queries of triple patterns with OPTIONAL, UNION, FILTER, BIND, VALUES, EXISTS and with
queries inside that only choose variables; paths as choices (`a|b`) and, for properties of the reference
tables, repeated (`a*`): where such a triple changes, all is asked again. The order is left aside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rdflib import SDO

from kg.store.delta import Delta
from kg.store.engine import Store
from kg.store.patterns import Pattern, Variant, read_query

_CHUNK = 500  # values in one query
_KEY = "key"  # the column by which a list is sorted, a text
_DAY = f"<{SDO.datePublished}>"
_Rows = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A store as it was and as it is, and the triples that went or came: subject and value by predicate.

    An article that has another day counts as changed whole, because what it says is sorted by that day.
    """

    old: Store
    new: Store
    delta: Delta
    triples: Mapping[str, Collection[tuple[str, str]]]

    @classmethod
    def of(cls, old: Store, new: Store, delta: Delta) -> Change:
        """Return the change that `delta` makes of `old` to `new`."""
        triples: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for line in delta.lines:
            subject, predicate, rest = line.split(" ", 2)
            triples[predicate].add((subject, rest.rpartition(" ")[0]))
        for article, _ in tuple(triples[_DAY]):
            graph = article[1:-1].replace("/id/article/", "/graph/article/", 1)
            if old.holds(graph) and new.holds(graph):
                for store in (old, new):
                    for ends in store.match(graph=graph):
                        subject, predicate, value = (term.n3() for term in ends)
                        triples[predicate].add((subject, value))
        return cls(old, new, delta, triples)


@dataclass(frozen=True, slots=True)
class Reach:
    """A query whose answers are kept. Its columns are IRIs, but for `key` and those that a BIND makes."""

    text: str
    head: str
    columns: tuple[str, ...]
    variants: tuple[Variant, ...]

    @classmethod
    def of(cls, query: str) -> Reach:
        """Return the query read; raise `QueryError` for one that is not understood."""
        return _read(query)

    def touched(self, change: Change, *columns: str) -> _Rows:
        """Return the IRIs that stand in `columns` of the answers that may have changed."""
        found: _Rows = set()
        for variant in self.variants:
            found |= self._touched(variant, change, columns)
        return found

    def asked(self, given: tuple[str, ...], values: Iterable[tuple[str, ...]]) -> Iterator[str]:
        """Yield the queries for the answers in which the columns `given` are any of `values`."""
        kept = list(values)
        for variant in self.variants:
            yield from self._asked(variant, self.columns, given, (map(_term, row) for row in kept))

    def rows(self, store: Store, given: tuple[str, ...], values: Iterable[tuple[str, ...]]) -> _Rows:
        """Return the answers in which the columns `given` are any of `values`, as bare texts."""
        return set(chain.from_iterable(map(store.texts, self.asked(given, values))))

    def difference(self, change: Change, *given: str) -> tuple[_Rows, _Rows]:
        """Return the answers that went and those that came, as bare texts.

        Asked for are all answers with those IRIs in the columns `given` of which any may have changed; where
        none are given, in all columns.
        """
        if given:
            touched = self.touched(change, *given)
            before, after = (self.rows(store, given, touched) for store in (change.old, change.new))
            return before - after, after - before
        may: _Rows = set()
        for variant in self.variants:
            columns = self._given(variant)
            values = self._touched(variant, change, columns)
            for store in (change.old, change.new):
                may |= self._rows(variant, store, columns, values)
        before, after = (self._held(store, may) for store in (change.old, change.new))
        return before - after, after - before

    def meets(self, change: Change) -> bool:
        """Return whether any triple that went or came fits a pattern of the query."""
        return any(_bound(variant, change, ()) for variant in self.variants)

    def _held(self, store: Store, rows: _Rows) -> _Rows:
        """Return those of `rows` that a store answers."""
        found: _Rows = set()
        for variant in self.variants:
            given = self._given(variant)
            places = [self.columns.index(column) for column in given]
            found |= self._rows(variant, store, given, {tuple(row[at] for at in places) for row in rows})
        return found & rows

    def _given(self, variant: Variant) -> tuple[str, ...]:
        return tuple(column for column in self.columns if column not in {*variant.made, _KEY})

    def _touched(self, variant: Variant, change: Change, columns: tuple[str, ...]) -> _Rows:
        found: _Rows = set()
        for names, values in _bound(variant, change, columns).items():
            if set(columns) <= set(names):
                places = [names.index(column) for column in columns]
                found |= {tuple(row[at][1:-1] for at in places) for row in values}
                continue
            for query in self._asked(variant, columns, names, values):
                found |= {row for store in (change.old, change.new) for row in store.texts(query)}
        return found

    def _rows(
        self, variant: Variant, store: Store, given: tuple[str, ...], values: Iterable[tuple[str, ...]]
    ) -> _Rows:
        terms = (map(_term, row) for row in values)
        return set(chain.from_iterable(map(store.texts, self._asked(variant, self.columns, given, terms))))

    def _asked(
        self,
        variant: Variant,
        columns: tuple[str, ...],
        given: tuple[str, ...],
        terms: Iterable[Iterable[str]],
    ) -> Iterator[str]:
        rows = sorted(f"({' '.join(row)})" for row in terms)
        chosen, names = (" ".join(f"?{name}" for name in part) for part in (columns, given))
        for at in range(0, len(rows), _CHUNK):
            values = f"VALUES ({names}) {{ {' '.join(rows[at : at + _CHUNK])} }}"
            yield f"{self.head}SELECT DISTINCT {chosen} WHERE {{ {values} {variant.text} }}"


@cache
def _read(query: str) -> Reach:
    return Reach(query, *read_query(query))


def _term(iri: str) -> str:
    return f"<{iri}>"


def _bound(
    variant: Variant, change: Change, columns: Collection[str]
) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Return what the changed triples bind in the patterns that they fit, by the variables that matter."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for pattern in variant.patterns:
        ends = (end[1:] if end.startswith("?") else "" for end in (pattern.subject, pattern.value))
        names = [end if end and _matters(end, variant, columns) else "" for end in ends]
        if pattern.subject[1:] in variant.made:
            continue  # an article made of the name of its node: see `Change`
        for predicate in pattern.predicates:
            for triple in change.triples.get(predicate, ()):
                if _fits(pattern, triple):
                    row = tuple(term for name, term in zip(names, triple, strict=True) if name)
                    found[tuple(filter(None, names))].add(row)
    return found


def _matters(name: str, variant: Variant, columns: Collection[str]) -> bool:
    """Whether a variable is asked for or ties its pattern to others."""
    return name in columns or len(re.findall(rf"\?{name}\b", variant.text)) > 1


def _fits(pattern: Pattern, triple: tuple[str, str]) -> bool:
    return all(
        not end.startswith("<") or end == term
        for end, term in zip((pattern.subject, pattern.value), triple, strict=True)
    )
