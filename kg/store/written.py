"""Values written into a query as terms, so that the engine plans with what it knows.

A value that is only substituted is unknown to the engine's planner: it starts from the wrong end of a join
and builds tables of the whole store. Terms come as the engine or rdflib writes them, quoted as they must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg.syntax.tokens import KEPT

_MARK = re.compile("\ue000(\\w+)\ue001")
# A head of SELECT runs to its body; grouping and ordering run to the end or the next `}`.
_PARTS = re.compile(
    r"(\bSELECT\b.*?(?=\bWHERE\b|\{))|(\b(?:GROUP|ORDER)\s+BY\b[^}]*)", re.DOTALL | re.IGNORECASE
)
_CONSTRUCT = re.compile(r"^\s*CONSTRUCT\b", re.MULTILINE | re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_KEY = r"(?:(?:ASC|DESC)\(\s*)?[?$]{}\b(?:\s*\))?"
_EMPTY = re.compile(r"(?:GROUP|ORDER)\s+BY\s*(?=$|\}|ORDER|HAVING|LIMIT|OFFSET)", re.IGNORECASE)


def written_in(query: str, terms: Mapping[str, str]) -> str | None:
    """Return a query that answers as `query` does, with each variable in `terms` as its term.

    A value that a column shows is written `(value AS ?column)`. None where `query` is neither CONSTRUCT nor
    a SELECT with all these columns, and for a blank node, which is a variable where it is written.
    """
    if not terms or any(term.startswith("_:") for term in terms.values()):
        return None
    pieces = _pieces(query, tuple(terms))
    return "".join(terms[piece] if at % 2 else piece for at, piece in enumerate(pieces)) or None


@lru_cache(maxsize=512)
def _pieces(query: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The query cut where values stand: every second piece is a name. Empty where they cannot be written."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    bare = KEPT.sub(lambda found: keep(found[0]), query)
    if not _shows(bare, names):
        return ()
    marked = {name: f"\ue000_{name}\ue001" for name in names}
    pieces = [""]
    for at, piece in enumerate(_MARK.split("".join(_written(bare, marked)))):
        if at % 2 and piece.startswith("_"):
            pieces += [piece[1:], ""]
        else:
            pieces[-1] += kept[int(piece)] if at % 2 else piece
    return tuple(pieces)


def _shows(bare: str, names: Iterable[str]) -> bool:
    if _CONSTRUCT.search(bare):
        return True
    head = _PARTS.search(bare)
    return set(_VARIABLE.findall((head and head[1]) or "")).issuperset(names)


def _written(text: str, terms: Mapping[str, str]) -> Iterator[str]:
    at = 0
    for part in _PARTS.finditer(text):
        yield _plain(text[at : part.start()], terms)
        outer = not text[: part.start()].count("{")
        yield _head(part[0], terms, outer) if part[1] else _keys(part[0], terms)
        at = part.end()
    yield _plain(text[at:], terms)


def _plain(text: str, terms: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: terms.get(found[1], found[0]), text)


def _head(text: str, terms: Mapping[str, str], outer: bool) -> str:
    """The columns: a bound one becomes `(value AS ?column)`, within brackets the value.

    A query within the query gives none of it on: outside it the value stands as well.
    """
    pieces, depth, at = [], 0, 0
    for found in re.finditer(r"[()]|[?$](\w+)", text):
        pieces.append(text[at : found.start()])
        at = found.end()
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        term = terms.get(found[1] or "")
        alone = f"({term} AS {found[0]})" if outer else ""
        pieces.append(found[0] if term is None else term if depth else alone)
    return "".join([*pieces, text[at:]])


def _keys(text: str, terms: Mapping[str, str]) -> str:
    """Grouping and ordering without what is the same in every row."""
    for name in terms:
        text = re.sub(_KEY.format(re.escape(name)), "", text)
    return _EMPTY.sub("", _plain(text, terms))
