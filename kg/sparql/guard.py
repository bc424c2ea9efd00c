"""A look at a query before the engine sees it: good messages for what is refused. Safety is the worker's.

It looks at tokens, so that strings, IRIs, comments, variables and prefixed names never count as keywords.
Most queries have so few of everything that no order of their tokens could break a limit; only others are
looked at one token after another.
The limits keep away from the shapes that were measured to crash or stall the engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, repeat

from kg.errors import LimitError, QueryError
from kg.syntax.doubts import check_clear, may_doubt
from kg.syntax.tokens import Token, iris, pieces_of, place, tokens_of

MAX_TEXT = 65_536
_MAX_NESTING = 32
_MAX_UNARY = 16
_MAX_TOKENS = 10_000
_MAX_COUNTS = {  # counted over the whole query
    "triple patterns": 100,
    "UNION": 30,
    "OPTIONAL": 15,
    "MINUS": 15,
    "EXISTS": 15,
    "SELECT": 16,
    "BIND": 64,
    "FILTER": 64,
    "operators": 200,
    "path operators": 32,
    "VALUES rows": 1_000,
}
SHAPE = {"nesting": _MAX_NESTING, "unary": _MAX_UNARY, "words": _MAX_TOKENS, **_MAX_COUNTS}
"""What the shape of a query may have at most, by the name that errors call it by."""
_WRITES = frozenset(["INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "COPY", "MOVE", "ADD", "LOAD"])
_VOLATILE = frozenset(["RAND", "NOW", "UUID", "STRUUID", "BNODE"])
_OPENING, _CLOSING = ("{", "(", "["), ("}", ")", "]")
_SIGNS = ("!", "-", "+", "^")
_STOPS = (".", ";", ",")
_OPERATORS = ("+", "-", "*", "/", "|", "^", "?", "&&", "||", "=", "!=", "<", ">")
_WATCHED = _WRITES | _VOLATILE | {"FROM", "VALUES", "'", '"'}
_FEW = (  # so many of these together are harmless wherever they stand
    (_OPENING, _MAX_NESTING),
    (_SIGNS, _MAX_UNARY),
    (_STOPS, _MAX_COUNTS["triple patterns"]),
    (_OPERATORS, _MAX_COUNTS["path operators"] // 2),
)
_KEYWORDS = {name: most for name, most in _MAX_COUNTS.items() if name.isupper()}
_ALONE = "|".join({*_KEYWORDS, *_VOLATILE, "SERVICE", "FROM"})
_GLUED = re.compile(rf"\w(?:{_ALONE})|(?:{_ALONE})\w")
_KNOWN = frozenset(["STRUUID"])  # words that such a word is part of
_FROM_NAME = re.compile(r"FROM(?<!\wFROM)[\w.·-]*:")  # begins with letters, which makes it fast
_NO_SERVICE = "SERVICE is refused: this endpoint asks no other server"
_SPACE = "write a space between the words here"
_ZEROS = repeat(0)
_NONE = Token("mark", "", 0, "")  # what stands before the first token
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the pass saw: the graphs of FROM clauses, and whether two runs may differ."""

    graphs: tuple[str, ...]
    volatile: bool


def check_query(query: str, *, base: str = "", max_text: int = MAX_TEXT) -> Checked:
    """Return what is known of a query that may run; raise `QueryError` or `LimitError` for one that may not.

    SERVICE and updates are refused, and what goes beyond a limit. Everything else that is wrong is left
    to the engine, which says where.
    """
    if len(query.encode("utf-8", "surrogatepass")) > max_text:
        raise LimitError(f"the query is longer than {max_text} bytes", limit="text", value=max_text)
    if not query.strip():
        raise QueryError("the query is empty")
    # SPARQL reads \\u escapes before anything else, so a keyword may hide in them.
    plain = _ESCAPE.sub(lambda found: _character(found, query), query)
    if plain == query and _harmless(query):
        return Checked(graphs=(), volatile=False)
    tokens = list(tokens_of(plain))
    _check(plain, tokens)
    if plain != query:
        _check(query, list(tokens_of(query)))
    words = {token.keyword for token in tokens}
    return Checked(
        graphs=tuple(_graphs(tokens, base)) if "FROM" in words else (),
        volatile=not words.isdisjoint(_VOLATILE),
    )


def _harmless(query: str) -> bool:
    capitals = query.upper()
    counts = Counter(map(str.upper, pieces_of(query)))
    return (
        len(query) <= _MAX_TOKENS
        and "SERVICE" not in capitals
        and not _FROM_NAME.search(capitals)
        and _WATCHED.isdisjoint(counts)
        and not _GLUED.search(" ".join(counts))
        and not may_doubt(query)
        and all(sum(map(counts.get, some, _ZEROS)) <= most for some, most in _FEW)
        and all(capitals.count(word) <= most for word, most in _KEYWORDS.items())
    )


def _character(found: re.Match[str], query: str) -> str:
    number = int(found[1] or found[2], 16)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        raise _error("no character has this number", query, found.start())
    return chr(number)


def _check(query: str, tokens: list[Token]) -> None:
    if len(tokens) > _MAX_TOKENS:
        raise LimitError(f"the query has more than {_MAX_TOKENS} words", limit="words", value=_MAX_TOKENS)
    check_clear(query, tokens)
    _check_spaces(query, tokens)
    for token in tokens:
        if token.keyword == "SERVICE":
            raise _error(_NO_SERVICE, query, token.at)
        if token.keyword in _WRITES:
            raise _error(f"{token.keyword} is refused: this endpoint is read-only", query, token.at)
    _check_shape(query, tokens)
    _check_counts(tokens)


def _check_spaces(query: str, tokens: list[Token]) -> None:
    """Raise for words that the engine takes apart though nothing stands between them, as `1=1&&trueSERVICE`.

    In names only for those that change what is asked: `SERVICEa:b {` and `FROMa:b`.
    """
    inside = 0
    for before, token, after in zip([_NONE, *tokens], tokens, [*tokens[1:], _NONE], strict=False):
        inside += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.kind == "word" and token.keyword not in _KNOWN and _GLUED.search(token.keyword):
            raise _error(_NO_SERVICE if "SERVICE" in token.keyword else _SPACE, query, token.at)
        if token.kind == "name":
            prefix = token.text.partition(":")[0].upper()
            if "SERVICE" in prefix and after.text == "{" and before.keyword != "GRAPH":
                raise _error(_NO_SERVICE, query, token.at)
            if not inside and prefix.startswith(("FROM", "NAMED")) and before.keyword != "PREFIX":
                raise _error(_SPACE, query, token.at)


def _check_shape(query: str, tokens: list[Token]) -> None:
    depth = unary = 0
    for token in tokens:
        mark = token.text if token.kind == "mark" else ""
        unary = unary + 1 if mark in _SIGNS else 0
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth > _MAX_NESTING:
            raise _limit("brackets nest deeper than", "nesting", _MAX_NESTING, query, token.at)
        if unary > _MAX_UNARY:
            raise _limit("more signs in a row than", "unary", _MAX_UNARY, query, token.at)


def _check_counts(tokens: list[Token]) -> None:
    counts: Counter[str] = Counter(token.keyword for token in tokens if token.kind == "word")
    parentheses = 0
    for token in tokens:
        if token.kind != "mark":
            continue
        parentheses += (token.text == "(") - (token.text == ")")
        counts["triple patterns"] += parentheses <= 0 and token.text in _STOPS
        counts["operators"] += token.text in _OPERATORS
    if counts["operators"] * 2 > _MAX_COUNTS["path operators"]:  # `<p>?/<p>?`: one in two is not counted
        counts["path operators"] = sum(_path_operators(tokens))
    if counts["VALUES"]:
        counts["VALUES rows"] = sum(_rows(tokens))
    for name, most in _MAX_COUNTS.items():
        if counts[name] > most:
            raise LimitError(f"the query has more than {most} {name}", limit=name, value=most)


def _path_operators(tokens: list[Token]) -> Iterator[bool]:
    """Say of each token in a place where a path may stand whether it is an operator of one."""
    paths = [True]  # whether what stands in the brackets around may be a path; else it is an expression
    for before, token in pairwise([_NONE, *tokens]):
        named = before.kind in ("iri", "name") or before.text == "a"
        if token.text == "(":
            paths.append(named or before.kind == "variable" or before.text in (";", "/", "|", "^", "!"))
        elif token.text == ")" and len(paths) > 1:
            paths.pop()
        elif token.kind == "mark" and paths[-1]:
            after = named or before.text in (")", "*", "+", "?")
            yield token.text == "^" or (after and token.text in ("/", "|", "*", "+", "?"))


def _rows(tokens: list[Token]) -> Iterator[bool]:
    """Say of each token in the braces of a VALUES whether a row begins at it."""
    several = inside = named = False  # more than one variable; between the braces; after VALUES
    for before, token in pairwise([_NONE, *tokens]):
        if token.keyword == "VALUES":
            several, inside, named = False, False, True
        elif named and not inside:
            several |= token.text == "("
            inside = token.text == "{"
        elif inside and token.text == "}":
            inside = named = False
        elif inside and several:
            yield token.text == "("
        elif inside:
            yield token.kind not in ("mark", "language") and before.text != "^^"


def _graphs(tokens: list[Token], base: str) -> Iterator[str]:
    """The IRIs behind FROM and FROM NAMED."""
    for at, iri in iris(tokens, base):
        before = [token.keyword for token in tokens[max(0, at - 2) : at]]
        if before[-1:] == ["FROM"] or before == ["FROM", "NAMED"]:
            yield iri


def _error(message: str, query: str, at: int) -> QueryError:
    line, column = place(query, at)
    return QueryError(message, line=line, column=column)


def _limit(message: str, name: str, value: int, query: str, at: int) -> LimitError:
    line, column = place(query, at)
    return LimitError(f"{message} {value} at line {line}, column {column}", limit=name, value=value)
