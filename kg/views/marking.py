"""Where the words of a search stand in a name."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.store.spelling import read_asked
from kg.text import fold
from kg.views.evidence import cut

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it matched."""

_PART = re.compile(r"\d+|[^\W\d_]+")


def marker(text: str) -> Callable[[str], Pieces]:
    """Return what cuts a name into pieces: the words of `text` in it, with or without marks, and the rest.

    The last word of `text` may be the beginning of one.
    """
    asked = read_asked(text)
    whole, begun = {*asked.folded[:-1], asked.year}, asked.folded[-1:]

    def marks(name: str) -> Pieces:
        spans: list[tuple[int, int]] = []
        for match in _PART.finditer(name):
            word = fold(match[0])
            length = (
                len(word) if word in whole else max((len(w) for w in begun if word.startswith(w)), default=0)
            )
            if length:
                start, end = match.start(), match.start() + length
                if spans and name[spans[-1][1] : start].isspace():
                    start = spans.pop()[0]
                spans.append((start, end))
        return cut(name, 0, spans)

    return marks
