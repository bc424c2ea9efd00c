"""Questions and answers, how they are named and packed."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from itertools import chain
from sys import getsizeof

_SMALL = 1_000  # bytes; less is not worth packing
_LEVEL = 3  # of the packer: a tenth larger than at 6, at a third of its time
_ENTRY = 1_000  # bytes that an answer takes beside its body and its query


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the forms wanted for rows and for triples (empty: none), its default and named graphs.

    `coding` is "gzip" where the body may come packed.
    """

    query: str
    table: str = "application/sparql-results+json"
    graph: str = "text/turtle"
    dataset: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    coding: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer and its media type; `tag` names it, and is empty where a second run may differ."""

    body: bytes
    media: str
    tag: str = ""
    coding: str = ""


def tag_of(generation: str, question: Question) -> str:
    """Return the name of the answer to a question over one generation of the data."""
    return hashlib.sha256(f"{generation} {question!r}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def packed(body: bytes, coding: str) -> tuple[bytes, str]:
    """Return a body as it is sent and its coding; small ones go as they are."""
    if coding != "gzip" or len(body) < _SMALL:
        return body, ""
    return gzip.compress(body, _LEVEL, mtime=0), coding


def size_of(question: Question, answer: Answer) -> int:
    """Return the bytes in memory; a query with rare letters takes four for each of all its letters."""
    return _ENTRY + sum(map(getsizeof, (question.query, *chain(*question.dataset), answer.body)))
