"""What servers of SPARQL read in more than one way. A word that they obey could hide from us there.

Some cut a text into tokens first and take the longest, as the standard says; others, as the embedded engine,
ask the grammar what may stand in a place; and some allow in IRIs, texts and comments what the standard
does not. What is left here has the same tokens for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.errors import QueryError
from kg.syntax.tokens import Token, place

_TELLS = r"""(),&\#'"{}|^`\\"""  # without one of these `?a<…>` goes on for nobody as a comparison that began
_WITHOUT_HOST = r"<(?![A-Za-z][A-Za-z0-9+.-]*://)"  # `?a < http://x` compares with nothing
_COMPARES = re.compile(rf"{_WITHOUT_HOST}[^<>\x00-\x20{_TELLS}]*+[{_TELLS}][^<>\x00-\x20]*+>")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_REMARK = re.compile(r"\#[^\n\r]*+((?:\r(?!\n))?)")  # with a return alone it ends for some later than here
_BEFORE_OPERAND = frozenset(["(", ",", "=", "!", "!=", "<", "<=", ">=", "&&", "||", "+", "-", "*", "/", "^"])
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_START = Token("mark", "", 0, "")
_SMALLER = (
    "some servers read an IRI here, some a comparison: write a space behind < to compare, a prefix for an IRI"
)
_TEXT = "this text does not end, or has an escape that SPARQL does not know"
_COMMENT = "this comment ends for some servers at its carriage return: end it with a line feed"


def may_doubt(query: str) -> bool:
    """Return whether a query may have such a place, told without its tokens; quotes without an end aside."""
    return bool(_COMPARES.search(query) or _LONE_RETURN.search(query))


def check_clear(query: str, tokens: Sequence[Token]) -> None:
    """Raise `QueryError` for the first place that is read in more than one way."""
    for message, at in _doubts(query, tokens):
        line, column = place(query, at)
        raise QueryError(message, line=line, column=column)


def _doubts(query: str, tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Yield what is wrong and where; what follows the first is not to be trusted."""
    starts = {token.at for token in tokens}
    end = 0
    for before, token, inside in zip([_START, *tokens], tokens, _computed(tokens), strict=False):
        yield from _unended(query, end, token.at)
        end = token.at + len(token.text)
        if token.kind == "mark" and token.text in ("'", '"'):
            yield _TEXT, token.at
        elif token.text[0] == "<" and (found := _COMPARES.match(query, token.at)):
            compared = inside and (before.kind != "mark" or before.text not in _BEFORE_OPERAND)
            wide = "\\" in found[0] or found.end() - 1 not in starts  # as an IRI of servers that allow more
            if compared if token.kind == "iri" else wide:
                yield _SMALLER, token.at
    yield from _unended(query, end, len(query))


def _unended(query: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for found in _REMARK.finditer(query, start, end):
        if found[1]:
            yield _COMMENT, found.start()


def _computed(tokens: Sequence[Token]) -> Iterator[bool]:
    """Say of each token whether the bracket around it may hold an expression: `(`, but for a list of data."""
    around, listed = [False], False  # whether the bracket that closed last was such a list
    for before, token in pairwise([_START, *tokens]):
        yield around[-1]
        if token.kind == "mark" and token.text in _OPENING:
            listed = before.text == "{" or (before.text == ")" and listed)
            around.append(token.text == "(" and not listed)
        elif token.kind == "mark" and token.text in _CLOSING and len(around) > 1:
            listed = not around.pop()
