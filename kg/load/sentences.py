"""Sentences of an article, each inside one zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.model import Article, ZoneKind
from kg.quick import quick

_CLOSE = r"[\"'”’»)\]]*"
# It begins with a class of letters: the engine skips a text much faster than along alternatives.
_END = re.compile(rf"[.!?…](?:(?<=\.)/\.|(?<=\.)\.+|[.!?…]*){_CLOSE}")
_OPENERS = "\"'“‘«([-–—•*+ \t\u00a0"
_MARKER = re.compile(r"[-–•*+]?\s*\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zđA-ZĐ]|[IVXivx]{1,4})$")
_ORDINAL = frozenset("IVX")


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the zone it stands in. Offsets count code points of `Article.text`, half-open."""

    start: int
    end: int
    zone: ZoneKind


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of all zones but `chrome`, first to last, without the white space around them.

    A headline, a caption, a date header and a signature count as sentences of their zones.
    """
    return tuple(
        Sentence(start, end, zone.kind)
        for zone in article.zones
        if zone.kind != "chrome"
        for start, end in _split(
            article.text, zone.start, zone.end, whole=zone.kind in {"dateline", "byline"}
        )
    )


def _split(text: str, start: int, end: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end) if not whole else ():
        if _is_end(text, start, match, end):
            yield start, match.end()
            start = _skip_space(text, match.end(), end)
    if start < end:
        yield start, end


def _is_end(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    after = _skip_space(text, match.end(), limit)
    if after >= limit or match[0].startswith("./."):
        return True
    if not _opens(text, after, limit):
        return False
    if match[0] != "." and not match[0].startswith("."):
        return after > match.end() or text[after].isupper()
    if len(match[0].rstrip("\"'”’»)]")) > 1:
        return after > match.end() or text[after].isupper()
    return _stop_ends(text, start, match.start(), after, glued=after == match.end())


def _stop_ends(text: str, start: int, stop: int, after: int, *, glued: bool) -> bool:
    """Whether the single full stop at `stop` ends a sentence that may be followed by `text[after:]`."""
    words = text[max(start, stop - 60) : stop].split()
    word = words[-1].lstrip("\"'“‘«([") if words else ""
    if glued:
        return _ends_glued(text, stop, after, word)
    pieces = {word.lower(), word.lower().rpartition(".")[2]}
    if _MARKER.fullmatch(text[start:stop].strip()) or pieces & _abbreviations():
        return False
    if len(word) == 1 and word.isalpha():
        return word in _ORDINAL and len(words) > 1 and words[-2][0].islower()
    return not (word.isdigit() and len(word) < 3 and text[after].isdigit())


def _ends_glued(text: str, stop: int, after: int, word: str) -> bool:
    """A stop without a space after it: "hội nghị.Tại", never "TP.Hồ", "T.Ư" or "1.234"."""
    follows = text[after + 1 : after + 2]
    if (
        word.lower() in _abbreviations()
        or not text[after].isupper()
        or not (follows.islower() or follows == " ")
    ):
        return False
    return text[stop - 1 : stop].islower() and len(word) > 1 and "/" not in word and "@" not in word


def _opens(text: str, at: int, limit: int) -> bool:
    """Whether a sentence may open at `at`: a capital or a digit after any quote, bracket or bullet."""
    while at < limit and text[at] in _OPENERS:
        at += 1
    return at < limit and (text[at].isupper() or text[at].isdigit())


def _skip_space(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    lines = Path(__file__).with_name("abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line and not line.startswith("#"))
