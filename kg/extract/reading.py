"""One article prepared for the rules: its shadow, its sentences and the words of the ontology."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from kg.dates import PartialDate
from kg.extract.match import MADE, WORD, Labels, by_first_word
from kg.load.sentences import Sentence, sentences
from kg.model import Article
from kg.ontology import Lexicon
from kg.text import LETTERS, LOWERS, shadow, spaced

_DIGITS = re.compile("[0-9]+")
_YEAR = 4  # digits
# A line broken inside a sentence: `Bí thư Tỉnh\nủy`. The letter before is looked at last: so the engine skips
# to line breaks.
_WRAPPED = re.compile(rf"\n(?<=[{LETTERS},]\n)(?=[{LOWERS}])")


@dataclass(frozen=True, slots=True)
class Reading:
    """What every rule reads. `shadow` and `low` (in lower case) have the offsets of `article.text`.

    `memo` keeps what a rule found at an offset for rules that ask again; `tried` where labels may stand.
    """

    article: Article
    lexicon: Lexicon
    shadow: str
    low: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...] = ()
    tried: dict[Labels, Sequence[int]] = field(default_factory=dict, compare=False, repr=False)
    memo: dict[tuple[str, object], object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def digits(self) -> Sequence[tuple[int, int]]:
        """The spans of the numbers of the text, left to right."""
        held = self.memo.get(("digits", 0))
        if held is None:
            held = self.memo["digits", 0] = [run.span() for run in _DIGITS.finditer(self.low)]
        return cast("Sequence[tuple[int, int]]", held)

    def has_year(self, start: int, end: int) -> bool:
        """Say whether a number of four digits begins in a span: cheap, before a pattern is tried."""
        digits = self.digits
        first, last = (bisect_left(digits, (at, 0)) for at in (start, end))
        return any(until - since == _YEAR for since, until in digits[first:last])

    def starts_of(self, labels: Labels) -> Sequence[int]:
        """Return where the words stand that `labels` can begin with, left to right; everywhere for None."""
        if labels.firsts is None:
            return range(len(self.low))
        held = self.tried.get(labels)
        if held is None:  # the first that are asked for, or made since
            self.tried.update(_starts(self.low))
            held = self.tried[labels]
        return held

    def over(self, pattern: re.Pattern[str], offset: int) -> int:
        """Return where `pattern` ends if it stands at `offset` in lower case, else `offset`."""
        match = pattern.match(self.low, offset)
        return match.end() if match else offset

    def each(self, labels: Labels, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches of `labels` between two offsets, as `finditer` does; `end` parts no word."""
        held = self.tried.get(labels)
        starts = self.starts_of(labels) if held is None else held
        if not starts:
            return iter(())
        limit = len(self.low) if end is None else end
        first, last = bisect_left(starts, start), bisect_left(starts, limit)
        return self._matches(labels, starts[first:last], limit) if first < last else iter(())

    def has(self, labels: Labels, start: int = 0, end: int | None = None) -> bool:
        """Say whether one of `labels` stands between two offsets."""
        return next(self.each(labels, start, end), None) is not None

    def _matches(self, labels: Labels, starts: Sequence[int], limit: int) -> Iterator[re.Match[str]]:
        text, match, end = self.low if labels.fold_case else self.shadow, labels.pattern.match, 0
        for start in starts:
            if start >= end and (found := match(text, start, limit)):
                yield found
                end = found.end()

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`; the text between sentences belongs to the one before."""
        return self.sentences[max(bisect_right(self.starts, offset) - 1, 0)]

    def sentence_in(self, offset: int) -> Sentence | None:
        """Return the sentence that holds `offset`, None between sentences and in site chrome."""
        if not self.sentences:
            return None
        sentence = self.sentence_at(offset)
        return sentence if sentence.start <= offset < sentence.end else None

    def sentences_at(self, offsets: Iterable[int]) -> list[Sentence]:
        """Return the sentences that hold one of some offsets, first to last."""
        return [
            self.sentences[at]
            for at in sorted({bisect_right(self.starts, held) - 1 for held in offsets})
            if at >= 0
        ]

    def paragraph_start(self, offset: int) -> int:
        """Return where the paragraph that holds `offset` begins."""
        return self.article.text.rfind("\n", 0, offset) + 1

    def printed(self, start: int, end: int) -> str:
        """Return the text of a span in its own spelling, with single spaces."""
        return spaced(self.article.text[start:end])

    @property
    def day(self) -> date | None:
        """The day of publication, None where nothing states it."""
        published = self.article.published
        if isinstance(published, datetime):
            return published.date()
        return published.day if isinstance(published, PartialDate) else None


def read(article: Article, lexicon: Lexicon) -> Reading:
    """Return `article` prepared for the rules."""
    text = _WRAPPED.sub(" ", shadow(article.text))
    found = sentences(article)
    low, starts = _lower(text), tuple(sentence.start for sentence in found)
    return Reading(article, lexicon, text, low, found, starts)


def _starts(text: str) -> dict[Labels, list[int]]:
    """Return where the words of a text stand that each of the labels made so far can begin with."""
    begun_by = by_first_word().get
    starts: dict[Labels, list[int]] = {made: [] for made in MADE}
    for match in WORD.finditer(text):
        if found := begun_by(match[0]):
            offset = match.start()
            for each in found:
                starts[each].append(offset)
    return starts


def _lower(text: str) -> str:
    """Return `text` in lower case and of the same length; a letter whose lower case is two stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
