"""One article prepared for the rules: its shadow, its sentences and the words of the ontology."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime

from kg.dates import PartialDate
from kg.load.sentences import Sentence, sentences
from kg.model import Article
from kg.ontology import Lexicon
from kg.text import shadow

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What every rule reads. `shadow` and `low` (in lower case) have the offsets of `article.text`.

    `memo` keeps what a rule found at an offset, for rules that ask for it again.
    """

    article: Article
    lexicon: Lexicon
    shadow: str
    low: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...] = ()
    memo: dict[tuple[str, int], object] = field(default_factory=dict, compare=False, repr=False)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`; the text between sentences belongs to the one before."""
        return self.sentences[max(bisect_right(self.starts, offset) - 1, 0)]

    def sentence_in(self, offset: int) -> Sentence | None:
        """Return the sentence that holds `offset`, None between sentences and in site chrome."""
        if not self.sentences:
            return None
        sentence = self.sentence_at(offset)
        return sentence if sentence.start <= offset < sentence.end else None

    def paragraph_start(self, offset: int) -> int:
        """Return where the paragraph that holds `offset` begins."""
        return self.article.text.rfind("\n", 0, offset) + 1

    def printed(self, start: int, end: int) -> str:
        """Return the text of a span in its own spelling, with single spaces."""
        return _SPACES.sub(" ", self.article.text[start:end])

    @property
    def day(self) -> date | None:
        """The day of publication, None where nothing states it."""
        published = self.article.published
        if isinstance(published, datetime):
            return published.date()
        return published.day if isinstance(published, PartialDate) else None


def read(article: Article, lexicon: Lexicon) -> Reading:
    """Return `article` prepared for the rules."""
    text = shadow(article.text)
    found = sentences(article)
    return Reading(article, lexicon, text, _lower(text), found, tuple(sentence.start for sentence in found))


def _lower(text: str) -> str:
    """Return `text` in lower case and of the same length; a letter whose lower case is two stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
