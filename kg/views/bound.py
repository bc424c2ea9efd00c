"""A saved query with its parameters written in, for whoever wants to go on from it in the editor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.queries import BoundQuery

# A head of SELECT runs to its body; grouping and ordering run to the end or the next `}`.
_PARTS = re.compile(r"(SELECT\b.*?(?=\bWHERE\b|\{))|((?:GROUP|ORDER)\s+BY\b[^}]*)", re.DOTALL)
_VARIABLE = re.compile(r"\?(\w+)")
_KEY = r"(?:(?:ASC|DESC)\(\s*)?\?{}\b(?:\s*\))?"
_EMPTY = re.compile(r"(?:GROUP|ORDER)\s+BY\s*(?=$|\}|ORDER|HAVING|LIMIT|OFFSET)")


def written_out(query: BoundQuery) -> str:
    """Return the text of a query that answers as `query` does, with each bound variable as its value.

    A value that a column shows is written `(value AS ?column)`.
    """
    terms = {name: term.n3() for name, term in query.bindings.items()}
    lines = query.text.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if not line.startswith("#")), 0)
    header, text = "".join(lines[:start]), "".join(lines[start:])
    return header + "".join(_written(text, terms))


def _written(text: str, terms: dict[str, str]) -> Iterator[str]:
    at = 0
    for part in _PARTS.finditer(text):
        yield _plain(text[at : part.start()], terms)
        outer = not text[: part.start()].count("{")
        yield _head(part[0], terms, outer) if part[1] else _keys(part[0], terms)
        at = part.end()
    yield _plain(text[at:], terms)


def _plain(text: str, terms: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda found: terms.get(found[1], found[0]), text)


def _head(text: str, terms: dict[str, str], outer: bool) -> str:
    """The columns: a bound one becomes `(value AS ?column)`, within brackets the value.

    A query within the query gives none of it on: outside it the value stands as well.
    """
    pieces, depth, at = [], 0, 0
    for found in re.finditer(r"[()]|\?(\w+)", text):
        pieces.append(text[at : found.start()])
        at = found.end()
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        term = terms.get(found[1] or "")
        alone = f"({term} AS {found[0]})" if outer else ""
        pieces.append(found[0] if term is None else term if depth else alone)
    return "".join([*pieces, text[at:]])


def _keys(text: str, terms: dict[str, str]) -> str:
    """Grouping and ordering without what is the same in every row."""
    for name in terms:
        text = re.sub(_KEY.format(re.escape(name)), "", text)
    return _EMPTY.sub("", text)
