"""A baseline by another tool: persons by the named-entity recogniser of underthesea, posts by nearness.

Title, body and place of a person are the nearest of the sentence, as in `kg.bench.naive`: the tool names
persons and does not say what they hold.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import cast

from kg.bench.found import Found
from kg.bench.gold import GoldDocument
from kg.bench.naive import Span, naive_words, pair_nearest
from kg.errors import MissingExtraError
from kg.load.sentences import sentences
from kg.model import Article
from kg.ontology import Lexicon

Tagger = Callable[[str], list[tuple[str, str, str, str]]]
"""Takes a sentence, returns its tokens: word, part of speech, chunk, entity (`B-PER`, `I-PER`, `O`, …)."""


def tagger() -> Tagger:
    """Return the recogniser; raise `MissingExtraError` where underthesea is not installed."""
    try:
        return cast(Tagger, importlib.import_module("underthesea").ner)
    except ImportError as error:
        raise MissingExtraError("underthesea", extra="baseline") from error


def find_tagged(document: GoldDocument, lexicon: Lexicon) -> Found:
    """Return what the recogniser's persons and nearness find."""
    return pair_nearest(document, naive_words(lexicon), people_in(document.article, tagger()))


def people_in(article: Article, tag: Tagger) -> Iterator[Span]:
    """Yield the persons that `tag` finds, sentence by sentence, left to right."""
    for sentence in sentences(article):
        text = article.text[sentence.start : sentence.end]
        for start, end in _people(text, tag(text)):
            start, end = sentence.start + start, sentence.start + end
            yield Span(start, end, article.text[start:end])


def _people(text: str, tokens: list[tuple[str, str, str, str]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of persons in one sentence; a token that the tool has rewritten is passed over."""
    at, span = 0, None
    for word, _, _, entity in tokens:
        start = text.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        if entity == "I-PER" and span:
            span = (span[0], at)
            continue
        if span:
            yield span
        span = (start, at) if entity == "B-PER" else None
    if span:
        yield span
