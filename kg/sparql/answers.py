"""Questions and answers, and the answers kept for whoever asks the same again."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
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


class Kept:
    """Answers over one generation, up to `most` bytes; the longest unused go first. Safe for many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._generation = ""
        self._size = 0
        self._answers: OrderedDict[Question, Answer] = OrderedDict()

    def find(self, generation: str, question: Question) -> Answer | None:
        """Return the answer kept for a question; another generation than before forgets all."""
        with self._lock:
            if generation != self._generation:
                self._generation, self._size = generation, 0
                self._answers.clear()
            found = self._answers.get(question)
            if found is not None:
                self._answers.move_to_end(question)
            return found

    def keep(self, generation: str, question: Question, answer: Answer) -> None:
        """Keep an answer over the generation last asked for; one larger than all room is not kept."""
        size = _size(question, answer)
        with self._lock:
            if generation != self._generation or size > self._most or question in self._answers:
                return
            self._answers[question] = answer
            self._size += size
            while self._size > self._most:
                self._size -= _size(*self._answers.popitem(last=False))


def _size(question: Question, answer: Answer) -> int:
    """Bytes in memory; a query with rare letters takes four for each of all its letters."""
    return _ENTRY + sum(map(getsizeof, (question.query, *chain(*question.dataset), answer.body)))
