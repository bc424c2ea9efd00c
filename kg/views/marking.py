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

    The last word of `text` may be the beginning of one, in a name that does not have it whole.
    """
    asked = read_asked(text)
    whole, last = {*asked.folded, asked.year}, "".join(asked.folded[-1:])

    def marks(name: str) -> Pieces:
        spans: list[tuple[int, int]] = []
        words = [(match, fold(match[0])) for match in _PART.finditer(name)]
        begun = last and all(word != last for _, word in words)
        for match, word in words:
            length = len(word) if word in whole else len(last) if begun and word.startswith(last) else 0
            if length:
                start, end = match.start(), match.start() + length
                if spans and name[spans[-1][1] : start].isspace():
                    start = spans.pop()[0]
                spans.append((start, end))
        return cut(name, 0, spans)

    return marks
