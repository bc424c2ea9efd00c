"""A query cut into tokens, so that strings, IRIs, comments, variables and names never count as keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-]"
_CHARACTER = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IN_TEXT = rf"""\\[tbnrf\\"']|{_CHARACTER}"""  # another escape: no text for the engine
_REMARK = r"\#[^\n\r]*"
_KINDS = {
    "space": rf"[\s\ufeff]+|{_REMARK}",
    "string": rf"""\"{{3}}(?:[^\\]|{_IN_TEXT})*?\"{{3}}|'{{3}}(?:[^\\]|{_IN_TEXT})*?'{{3}}"""
    rf"""|"(?:[^"\\\n\r]|{_IN_TEXT})*"|'(?:[^'\\\n\r]|{_IN_TEXT})*'""",
    "iri": rf"""<(?:[^<>"{{}}|^`\\\x00-\x20]|{_CHARACTER})*>""",
    "name": r"(?:_|[^\W\d_][\w.·-]*+)?:"
    rf"(?:(?:[\w:]|{_ESCAPED})(?:[\w:·-]|{_ESCAPED}|\.+(?=[\w:·\-%\\]))*+)?",  # no dot at its end
    "variable": r"[?$]\w+",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "word": r"[^\W\d]\w*",
    "number": r"[0-9]+(?:\.[0-9]*[eE][+-]?[0-9]+|\.[0-9]+|[eE][+-]?[0-9]+)?",
    "mark": r"\^\^|&&|\|\||[!<>]=|.",
}
_COUNTED = ("word", "mark")
_TOKEN = re.compile("|".join(f"(?P<{kind}>{text})" for kind, text in _KINDS.items()), re.DOTALL)
_PIECE = re.compile(
    f"(?:{'|'.join(text for kind, text in _KINDS.items() if kind not in _COUNTED)})*+"
    f"({'|'.join(_KINDS[kind] for kind in _COUNTED)}|\\Z)",
    re.DOTALL,
)
KEPT = re.compile(f"{_KINDS['string']}|{_KINDS['iri']}|{_REMARK}", re.DOTALL)
"""Texts, IRIs and comments: what looks like a variable or a word inside them is none."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Token(NamedTuple):
    """A piece of a query, what kind of piece it is, where it begins, and the word that it is in capitals."""

    kind: str
    text: str
    at: int
    keyword: str  # empty for what is no word


def tokens_of(query: str) -> Iterator[Token]:
    """Yield the tokens of a query without space and comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind != "space":
            text = match[0]
            yield Token(kind, text, match.start(), text.upper() if kind == "word" else "")


def pieces_of(query: str) -> list[str]:
    """Return the words and marks of a query and something empty, in a third of the time of all tokens."""
    return _PIECE.findall(query)


def iris(tokens: Sequence[Token], base: str) -> Iterator[tuple[int, str]]:
    """Yield where each IRI stands among `tokens`, and the IRI as the BASE and PREFIX lines before it make it.

    The IRIs of these lines are left out.
    """
    prefixes: dict[str, str] = {}
    for at, token in enumerate(tokens):
        if token.kind not in {"iri", "name"}:
            continue
        before = [one.keyword for one in tokens[max(0, at - 2) : at]]
        if token.kind == "iri":
            full = _absolute(token.text[1:-1], base)
            if before[-1:] == ["BASE"]:
                base = full
            elif before[:1] == ["PREFIX"] and len(before) == 2:
                prefixes[tokens[at - 1].text[:-1]] = full
            else:
                yield at, full
        elif before[-1:] != ["PREFIX"]:
            prefix, _, local = token.text.partition(":")
            yield at, prefixes.get(prefix, prefix + ":") + local.replace("\\", "")


def place(query: str, at: int) -> tuple[int, int]:
    """Return line and column of a character, both counted from 1."""
    before = query[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _absolute(iri: str, base: str) -> str:
    """Return an IRI as the base makes it; `urljoin` would take an empty fragment off one that needs none."""
    return iri if _SCHEME.match(iri) else urljoin(base, iri)
