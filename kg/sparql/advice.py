"""What is likely wrong with a query that the engine cannot read: it says where it stumbled, seldom why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

from kg.errors import QueryError
from kg.sparql.formats import PREFIXES
from kg.syntax.tokens import Token, place, tokens_of

_CLOSING = {"{": "}", "(": ")"}
_SAID = {
    "prefix": "the prefix {0.name} in line {0.line} is not declared",
    "open": "the {0.name} in line {0.line} is not closed",
    "closed": "the {0.name} in line {0.line} closes nothing",
    "ungrouped": "{0.name} in line {0.line} is not in GROUP BY: add it there, or count or sum it up",
}
_AFTER_GROUPS = {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}


@dataclass(frozen=True, slots=True)
class Advice:
    """A likely mistake: a prefix without its line, a bracket without its other, a variable not grouped by.

    `name` is the prefix, the bracket or the variable; `cure` the line to add, where there is one.
    """

    kind: Literal["prefix", "open", "closed", "ungrouped"]
    name: str
    line: int
    cure: str = ""


def advice(query: str) -> tuple[Advice, ...]:
    """Return the likely mistakes of a query, in the order in which they stand."""
    tokens = list(tokens_of(query))
    found = [*_prefixes(query, tokens), *_brackets(query, tokens), *_ungrouped(query, tokens)]
    return tuple(sorted(found, key=lambda one: one.line))


def with_advice(error: QueryError, query: str) -> QueryError:
    """Return the error of a query that could not be read with its likely mistakes in words, in one line."""
    if error.line is None:
        return error
    return QueryError("; ".join((str(error), *map(_words, advice(query)))))


def _words(one: Advice) -> str:
    return _SAID[one.kind].format(one) + (f", add at the top: {one.cure}" if one.cure else "")


def _prefixes(query: str, tokens: Sequence[Token]) -> Iterator[Advice]:
    declared = {
        name.text[:-1] for word, name in pairwise(tokens) if word.keyword == "PREFIX" and name.kind == "name"
    }
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared | {"_"}:
            declared.add(prefix)
            cure = f"PREFIX {prefix}: <{PREFIXES[prefix]}>" if prefix in PREFIXES else ""
            yield Advice("prefix", f"{prefix}:", place(query, token.at)[0], cure)


def _brackets(query: str, tokens: Sequence[Token]) -> Iterator[Advice]:
    waiting: list[Token] = []
    for token in tokens:
        if token.text in _CLOSING:
            waiting.append(token)
        elif token.text in _CLOSING.values():
            if waiting and _CLOSING[waiting[-1].text] == token.text:
                waiting.pop()
            else:
                yield Advice("closed", token.text, place(query, token.at)[0])
                return
    for token in waiting:
        yield Advice("open", token.text, place(query, token.at)[0])


def _ungrouped(query: str, tokens: Sequence[Token]) -> Iterator[Advice]:
    """Variables that the only SELECT shows as they are, though it groups by others."""
    words = [token.keyword for token in tokens]
    if words.count("SELECT") != 1 or words.count("GROUP") != 1:
        return
    groups = takewhile(lambda token: token.keyword not in _AFTER_GROUPS, tokens[words.index("GROUP") :])
    grouped = {token.text for token in groups if token.kind == "variable"}
    depth = 0
    for token in tokens[words.index("SELECT") :]:
        if token.keyword == "WHERE" or token.text == "{":
            return
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and not depth and token.text not in grouped:
            yield Advice("ungrouped", token.text, place(query, token.at)[0])
