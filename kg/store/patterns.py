"""Reading a query as its variants: groups of triple patterns without UNION, one of each choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rdflib import RDF

from kg.errors import QueryError
from kg.syntax.tokens import Token, tokens_of

_CLOSING = {"{": "}", "(": ")"}
_REPEATED = {"*", "+"}
_BEHIND = {"ORDER", "GROUP", "LIMIT"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: ends are `?variables`, `<IRIs>` or empty for other terms; one of the predicates.

    Of a path that repeats a predicate no end is told, since a triple within it may be any part of it.
    """

    subject: str
    predicates: frozenset[str]
    value: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A group as text, all its patterns, also those of its OPTIONAL and EXISTS, and what a BIND makes."""

    text: str = ""
    patterns: tuple[Pattern, ...] = ()
    made: frozenset[str] = frozenset()

    def __add__(self, other: Variant) -> Variant:
        """Return both in one group."""
        text = " . ".join(filter(None, (self.text, other.text)))
        return Variant(text, self.patterns + other.patterns, self.made | other.made)


def read_query(query: str) -> tuple[str, tuple[str, ...], tuple[Variant, ...]]:
    """Return the PREFIX lines of a SELECT query, its columns and its variants."""
    reader = _Reader(query, list(tokens_of(query)))
    return reader.read()


class _Reader:
    """Reads the tokens of one query from left to right."""

    def __init__(self, query: str, tokens: list[Token]) -> None:
        self._query = query
        self._tokens = tokens
        self._at = 0
        self._prefixes: dict[str, str] = {}

    def read(self) -> tuple[str, tuple[str, ...], tuple[Variant, ...]]:
        while self._next.keyword in {"PREFIX", "BASE"}:
            *_, name, iri = self._tokens[self._at : self._at + 2 + (self._next.keyword == "PREFIX")]
            self._at += 2 + (self._next.keyword == "PREFIX")
            self._prefixes[name.text] = iri.text[1:-1]
        head = self._query[: self._next.at]
        columns = tuple(token.text[1:] for token in self._until("{") if token.kind == "variable")
        variants = self._group()
        if self._at < len(self._tokens) and self._next.keyword not in _BEHIND:
            raise self._odd()
        return head, columns, variants

    @property
    def _next(self) -> Token:
        if self._at == len(self._tokens):
            raise QueryError("the query ends within a group")
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _until(self, text: str) -> Iterator[Token]:
        while self._next.text != text:
            yield self._take()

    def _odd(self) -> QueryError:
        return QueryError(f"the side index cannot follow {self._next.text!r} in: {self._query}")

    def _group(self) -> tuple[Variant, ...]:
        """Read a group with its braces."""
        self._take()
        found: tuple[Variant, ...] = (Variant(),)
        while self._next.text != "}":
            part = self._part()
            found = tuple(one + other for one, other in product(found, part))
        self._take()
        return found

    def _part(self) -> tuple[Variant, ...]:
        match self._next.keyword or self._next.text:
            case "{":
                return self._choice()
            case "OPTIONAL":
                self._take()
                return (_inside("OPTIONAL", self._group()),)
            case "FILTER":
                return (self._filter(),)
            case "BIND":
                text = self._balanced("(")
                return (Variant(text, made=frozenset([text.rpartition("?")[2].rstrip(" )")])),)
            case "VALUES":
                return (Variant(self._balanced("{")),)
            case "SELECT":
                for _ in self._until("{"):
                    pass
                return self._group()
            case ".":
                self._take()
                return (Variant(),)
            case _:
                return (self._sentence(),)

    def _choice(self) -> tuple[Variant, ...]:
        found = self._group()
        while self._next.keyword == "UNION":
            self._take()
            found += self._group()
        return found

    def _filter(self) -> Variant:
        words = [token.keyword for token in self._tokens[self._at + 1 : self._at + 3]]
        if "EXISTS" in words:
            how = " ".join(token.text for token in self._until("{"))
            return _inside(how, self._group())
        return Variant(self._balanced("("))

    def _balanced(self, opening: str) -> str:
        """Read up to the end of what `opening` opens; return it as it is written."""
        start, depth = self._next.at, 0
        for token in self._until(opening):
            del token
        while True:
            token = self._take()
            depth += (token.text == opening) - (token.text == _CLOSING[opening])
            if not depth:
                return self._query[start : token.at + 1]

    def _sentence(self) -> Variant:
        """Read a subject and what is said of it, up to the end of the sentence."""
        start = self._next.at
        subject, patterns = self._term(), []
        while True:
            predicates = frozenset(self._predicates())
            if self._next.text in _REPEATED:
                self._take()
                self._term()
                patterns.append(Pattern("", predicates, ""))
            else:
                patterns.append(Pattern(subject, predicates, self._term()))
            while self._next.text == ",":
                self._take()
                patterns.append(Pattern(subject, predicates, self._term()))
            if self._next.text != ";":
                break
            self._take()
        end = self._tokens[self._at - 1]
        return Variant(self._query[start : end.at + len(end.text)], tuple(patterns))

    def _predicates(self) -> Iterator[str]:
        yield self._term()
        while self._next.text == "|":
            self._take()
            yield self._term()

    def _term(self) -> str:
        """Read a term; one that is neither variable nor IRI fits anything."""
        if self._next.kind == "mark":
            raise self._odd()
        token = self._take()
        match token.kind, token.text:
            case "variable", text:
                return text
            case "iri", text if ":" in text:
                return text
            case "word", "a":
                return f"<{RDF.type}>"
            case "name", text:
                prefix, _, local = text.partition(":")
                return f"<{self._prefixes[f'{prefix}:']}{local}>"
        return ""


def _inside(how: str, variants: tuple[Variant, ...]) -> Variant:
    """Return a group as a part of another: its patterns count, what it chooses stays inside."""
    text = " UNION ".join(f"{{ {variant.text} }}" for variant in variants)
    whole = f"{how} {text}" if len(variants) == 1 else f"{how} {{ {text} }}"
    return Variant(whole, tuple(pattern for variant in variants for pattern in variant.patterns))
