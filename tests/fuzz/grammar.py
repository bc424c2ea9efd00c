"""SPARQL queries made by a grammar over a small graph, so that two engines can be asked the same."""

from __future__ import annotations

import random

from rdflib import RDF, Graph, Literal, URIRef

from kg.store import Store

BASE = "https://vpo.example/"
GRAPH = f"{BASE}graph/article/1"
_THINGS = [URIRef(f"{BASE}id/{name}") for name in "abcdef"]
_PATHS = [URIRef(f"{BASE}p{number}") for number in range(3)]
_WORDS = [Literal(word, lang="vi") for word in ("Đỗ", "Hữu", "Lâm", 'a"b\\c')]


def triples() -> list[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Return a small graph with loops, texts and numbers."""
    chance = random.Random(1)
    found: list[tuple[URIRef, URIRef, URIRef | Literal]] = []
    for thing in _THINGS:
        found.append((thing, RDF.type, URIRef(f"{BASE}{chance.choice('XY')}")))
        found += [(thing, chance.choice(_PATHS), chance.choice(_THINGS)) for _ in range(3)]
        found += [(thing, _PATHS[0], chance.choice(_WORDS)), (thing, _PATHS[1], Literal(chance.randrange(5)))]
    return sorted(set(found))


def ours() -> Store:
    """Return the graph in our store."""
    store = Store.in_memory()
    store.replace_graph(GRAPH, triples())
    return store


def theirs() -> Graph:
    """Return the graph in rdflib."""
    other = Graph()
    for triple in triples():
        other.add(triple)
    return other


class Grammar:
    """Makes queries; the same for the same source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def query(self) -> str:
        """Return a SELECT or an ASK, mostly legal."""
        body = self._group(2)
        match self._chance.randrange(6):
            case 0:
                return f"ASK {body}"
            case 1:
                return f"SELECT (COUNT(*) AS ?n) {body}"
            case 2:
                return f"SELECT DISTINCT ?x ?y {body}"
            case 3:
                return f"SELECT (COUNT(DISTINCT ?x) AS ?n) {body}"
            case 4:
                return f"SELECT ?x {body} ORDER BY ?x LIMIT 1000"
            case _:
                return f"SELECT ?x ?y ?z {body}"

    def _group(self, depth: int) -> str:
        parts = [self._pattern()]
        for _ in range(self._chance.randrange(3)):
            parts.append(self._part(depth))
        if self._chance.random() < 0.4:
            parts.append(f"FILTER({self._condition()})")
        return "{ " + " ".join(parts) + " }"

    def _part(self, depth: int) -> str:
        if not depth:
            return self._pattern()
        match self._chance.randrange(5):
            case 0:
                return f"OPTIONAL {self._group(0)}"
            case 1:
                return f"{self._group(depth - 1)} UNION {self._group(depth - 1)}"
            case 2:
                return f"VALUES ?{self._chance.choice('xyz')} {{ {self._term()} {self._term()} }}"
            case 3:
                return f"FILTER {self._chance.choice(['', 'NOT '])}EXISTS {{ {self._pattern()} }}"
            case _:
                return self._pattern()

    def _pattern(self) -> str:
        return f"{self._subject()} {self._path()} {self._object()} ."

    def _subject(self) -> str:
        return self._chance.choice(["?x", "?y", "?z", self._chance.choice(_THINGS).n3()])

    def _object(self) -> str:
        return self._chance.choice(["?x", "?y", "?z", self._term()])

    def _path(self) -> str:
        """A step or a path; without `p|q`, of which our engine gives each pair once."""
        one, other = (self._chance.choice(_PATHS).n3() for _ in range(2))
        return self._chance.choice([one, one, "?p", "a", f"{one}/{other}", f"^{one}", f"{one}+"])

    def _term(self) -> str:
        return self._chance.choice([*_THINGS, *_WORDS, Literal(self._chance.randrange(5))]).n3()

    def _condition(self) -> str:
        variable = f"?{self._chance.choice('xyz')}"
        match self._chance.randrange(6):
            case 0:
                return f"{variable} {self._chance.choice(['=', '!='])} {self._chance.choice(_THINGS).n3()}"
            case 1:
                return f"ISIRI({variable})"
            case 2:
                return f"CONTAINS(STR({variable}), {self._chance.choice(['a', 'id/', 'Đ', ''])!r})"
            case 3:
                return f"LANG({variable}) = 'vi'"
            case _:
                return self._bound(2)

    def _bound(self, depth: int) -> str:
        """A condition without errors: what an error makes of `&&` is not the same in rdflib."""
        match self._chance.randrange(3) if depth else 0:
            case 0:
                return f"BOUND(?{self._chance.choice('xyz')})"
            case 1:
                return f"!({self._bound(depth - 1)})"
            case _:
                return (
                    f"({self._bound(depth - 1)} {self._chance.choice(['&&', '||'])} {self._bound(depth - 1)})"
                )
