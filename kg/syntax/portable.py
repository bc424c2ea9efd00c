"""What any server of SPARQL 1.1 understands, and what only some do.

`LATERAL` stands in few queries of ours, as a hint to the embedded engine where the meaning is the same
without it: `portable` takes it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.errors import QueryError
from kg.syntax.doubts import check_clear
from kg.syntax.tokens import Token, iris, place, tokens_of

_WORDS = frozenset(
    """
    A ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS
    COPY COUNT CREATE DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS
    FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI
    ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE
    NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS
    SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
    STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TO TRUE TZ UCASE UNDEF UNION URI USING UUID
    VALUES WHERE WITH YEAR
    """.split()  # noqa: SIM905 (read at a glance)
)
"""The words of the grammar of SPARQL 1.1 and its updates, in capitals."""
_CASTS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}"
    for name in ("boolean", "date", "dateTime", "decimal", "double", "float", "integer", "string")
)
"""The functions with a name that SPARQL 1.1 has, and the cast to a date, which servers have."""
_OPERATORS = frozenset([",", "=", "!=", "<", ">", "<=", ">=", "&&", "||", "+", "-", "*"])
_HINT = "LATERAL"


def check_portable(query: str) -> None:
    """Raise `QueryError` for the first thing, with its place, that is no SPARQL 1.1 or read in two ways."""
    tokens = list(tokens_of(query))
    check_clear(query, tokens)
    for at, told in _strange(tokens):
        line, column = place(query, at)
        raise QueryError(f"{told} is no SPARQL 1.1", line=line, column=column)


def portable(query: str) -> str:
    """Return the query without hints to the engine."""
    tokens = list(tokens_of(query))
    gone: set[int] = set()
    closing: list[bool] = []  # for each open brace, whether it goes
    for before, token in pairwise([Token("mark", "", 0, ""), *tokens]):
        if token.text == "{":
            closing.append(before.keyword == _HINT)
            gone |= {before.at, token.at} if closing[-1] else set()
        elif token.text == "}" and closing and closing.pop():
            gone.add(token.at)
    pieces, last = [], 0
    for token in tokens:
        if token.at in gone:
            pieces.append(query[last : token.at])
            last = token.at + len(token.text)
    return "".join([*pieces, query[last:]])


def _strange(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    names = dict(iris(tokens, ""))
    called = names.keys() & set(_called(tokens))
    for at, token in enumerate(tokens):
        if token.kind == "word" and token.keyword not in _WORDS:
            yield token.at, token.text
        if token.kind == "mark" and token.text == "`":
            yield token.at, "`"
        if at in called and names[at] not in _CASTS:
            yield token.at, f"the function <{names[at]}>"


def _called(tokens: list[Token]) -> Iterator[int]:
    """Yield where a name is called: one before a list `( … )` or a path in a pattern is not.

    Expressions stand in parentheses, from SELECT to its pattern, and behind that to the end of the query.
    """
    computed, outer = True, []
    earlier = before = Token("mark", "", 0, "")
    for at, token in enumerate(tokens):
        if token.text == "(":
            found = before.kind in {"iri", "name"} and (computed or _leads_to_value(earlier))
            if found:
                yield at - 1
            outer.append(computed)
            computed = computed or found or (before.kind == "word" and before.keyword != "A")
        elif token.text == "{":
            outer.append(computed)
            computed = False
        elif token.text in {"}", ")"} and outer:
            computed = outer.pop()
        elif token.keyword == "SELECT":
            computed = True
        earlier, before = before, token


def _leads_to_value(token: Token) -> bool:
    return token.keyword == "FILTER" or token.text in _OPERATORS
