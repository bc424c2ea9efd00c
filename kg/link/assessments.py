"""Clauses that judge how something is carried out: well or badly, not what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import Labels, compiled, labels
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_WISH_WITHIN = 80  # code points: "cần tập trung lãnh đạo, chỉ đạo thực hiện tốt" asks, it does not judge
_STOP = re.compile(r"[.;:]")
_DEMAND = "can"  # the word of ontology/words.ttl that asks others; the rest only looks ahead
_NOT = re.compile(r"(?:chưa|không) (?:\w+ )?$")


@dataclass(frozen=True, slots=True)
class Assessment:
    """A word of judgement with its clause and its side."""

    start: int
    end: int
    clause: tuple[int, int]
    polarity: str


@dataclass(frozen=True, slots=True)
class _Words:
    judged: Labels
    by_judged: dict[str, Term]
    wish: re.Pattern[str]
    demand: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    judged = lexicon.words("assessment")
    wishes = (form for term in lexicon.words("wish") for form in term.forms)
    forms = (form for term in judged for form in term.forms)
    demands = (form for term in lexicon.words("wish") if term.local == _DEMAND for form in term.forms)
    return _Words(labels(forms), lexicon.by_form(judged), compiled(wishes), compiled(demands))


def assessments_in(finds: Finds, sentence: Sentence) -> Iterator[Assessment]:
    """Yield the clauses of a sentence that judge; a word after `chưa` says the other side."""
    words, low = _words(finds.reading.lexicon), finds.reading.low
    for match in finds.reading.each(words.judged, sentence.start, sentence.end):
        start, end = _clause(finds.reading.shadow, match.start(), match.end(), sentence)
        near = max(start, match.start() - _WISH_WITHIN)
        if _stands_before(words.wish, low, near, match.start()) or is_demanded(
            finds, sentence, match.start()
        ):
            continue
        polarity = words.by_judged[key(match[0])].one("polarity") or VPO.neutral
        if polarity == VPO.positive and _NOT.search(low, max(start, match.start() - 14), match.start()):
            polarity = VPO.negative
        yield Assessment(match.start(), match.end(), (start, end), polarity)


def judges(finds: Finds) -> bool:
    """Say whether the article has a word of judgement anywhere."""
    return any(True for _ in finds.reading.each(_words(finds.reading.lexicon).judged))


def is_demanded(finds: Finds, sentence: Sentence, offset: int) -> bool:
    """Say whether what stands at `offset` is asked for: `đề nghị các địa phương thực hiện`."""
    demand = _words(finds.reading.lexicon).demand
    return _stands_before(demand, finds.reading.low, sentence.start, offset)


def _stands_before(words: re.Pattern[str], low: str, since: int, offset: int) -> bool:
    stops = [stop.end() for stop in _STOP.finditer(low, since, offset)]
    return words.search(low, stops[-1] if stops else since, offset) is not None


def _clause(text: str, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    begin = max(text.rfind(";", sentence.start, start) + 1, sentence.start)
    cut = text.find(";", end, sentence.end)
    stop = cut if cut >= 0 else sentence.end
    while begin < stop and text[begin] == " ":
        begin += 1
    return begin, stop
