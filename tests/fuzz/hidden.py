"""Queries that call another server and try to hide it, bred from plain ones; what still calls lives on."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pyoxigraph as ox

_THERE = "http://127.0.0.1:9/"  # a port that the engine refuses to ask, and says so
_CALL = f"SERVICE<{_THERE}>{{?s ?p ?o}}"
_FIRST = (
    f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<2) {_CALL} }}",
    f"PREFIX x:<{_THERE}> SELECT * {{ BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICEx:#\n{{?s ?p ?o}} }}",
    f'SELECT * {{ VALUES ?x {{ "a" "b" }} {_CALL} FILTER(?x<"c"||1=1) }}',
    f"SELECT (1<2 AS ?x) {{ {_CALL} {{ SELECT (3 AS ?c) {{}} }} }} ORDER BY ?c (?c<2)",
    f"SELECT * {{ VALUES (?x ?y) {{ (<#a> 1) (<#b> 'b') }} {_CALL} OPTIONAL {{ ?x <urn:x> (1 <#c>) }} }}",
)
_PIECES = (
    "<", ">", "<?b", "<'", "'>", '<"', '">', "<#", "#>", "#", "\n", "\r", "\r\n", "'", '"', "'''", '"""',
    '""', "''", "\\", "\\q", "\\'", '\\"', "\\\\", "\\u0027", "\\u005C", "\\u003e", " ", "\t", "\ufeff",
    ")", "(", "1)", "(1", "{", "}", ",", ";", ".", "=", "&&", "||", "|", "!", "-", "+", "*", "/", "^",
    "^^", "?", "$", ":", "@en", "@en1", "a", "_:a", "x:a", "x:\\'", "x:\\(", "1", "1.", "1e1", "true",
    "?a", "?a<", "<=", ">=", "FILTER(1<2)", "BIND(1 AS ?q)", "'a'", '"b"', " 'a' ", "<urn:y>", "http:",
    "://", "`", "[]", "%41",
)  # fmt: skip


def calls(query: str) -> bool:
    """Return whether the engine would ask the other server."""
    try:
        for _ in ox.Store().query(query):  # type: ignore[union-attr]
            pass
    except OSError as error:
        return "port 9" in str(error)
    except (SyntaxError, ValueError, RuntimeError):
        return False
    return False


def hidden(count: int, seed: int) -> Iterator[str]:
    """Yield the queries that call, out of `count` changed ones; the same for the same seed."""
    chance = random.Random(seed)
    living = list(_FIRST)
    yield from living
    for _ in range(count):
        query = chance.choice(living)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(query))
            query = query[:at] + chance.choice(_PIECES) + query[at:]
        if len(query) < 400 and calls(query):
            living.append(query)
            yield query
