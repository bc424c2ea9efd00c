"""One article prepared for the rules: its shadow, its sentences and the words of the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kg.dates import PartialDate
from kg.load.sentences import Sentence, sentences
from kg.model import Article
from kg.ontology import Lexicon
from kg.text import shadow


@dataclass(frozen=True, slots=True)
class Reading:
    """What every rule reads. `shadow` and `low` (in lower case) have the offsets of `article.text`."""

    article: Article
    lexicon: Lexicon
    shadow: str
    low: str
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`; the text between sentences belongs to the one before."""
        held = [sentence for sentence in self.sentences if sentence.start <= offset]
        return held[-1] if held else self.sentences[0]

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
    return Reading(article, lexicon, text, "".join(map(_lower, text)), sentences(article))


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char
