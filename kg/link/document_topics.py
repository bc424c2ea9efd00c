"""Topic words that decide between documents of one number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.ontology import Term
from kg.text import fold

_WORD = re.compile(r"\w+")
_DECIDING = 3  # words in common after the number; two may be "về công tác"
_AROUND = 4  # words of the sentence in common that no other document of this number has
_MARGIN = 2
# Words that stand in the topic of any document.
_EMPTY = frozenset((
    "ve", "cac", "cua", "va", "cho", "den", "trong", "voi", "tu", "mot", "so", "nhung", "viec", "cong",
    "tac", "thuc", "hien", "tiep", "tuc", "day", "manh", "nang", "cao", "tang", "cuong", "phat", "trien",
    "xay", "dung", "doi", "moi", "trung", "uong", "dang", "nha", "nuoc", "tinh", "thanh", "pho", "nam",
    "hinh", "quy", "dinh", "chu", "truong", "nhiem", "vu", "giai", "phap",
))  # fmt: skip


def contradicts(topic: str, term: Term) -> bool:
    """Say whether a printed topic has no word of the document's: `Nghị quyết 35 về doanh nghiệp`."""
    said = _telling(topic)
    return len(said) >= _DECIDING and not said & topic_words(term)


def choose(topic: str, around: str, terms: Sequence[Term]) -> Term | None:
    """Return the document whose subject the text speaks of, None where no one stands out."""
    said, near = _telling(topic), _telling(around)
    after = _best([(len(said & topic_words(term)), term) for term in terms], min(_DECIDING, 2 + len(terms)))
    return after or _best([(len(near & _own_words(term, terms)), term) for term in terms], _AROUND)


def _best(scores: list[tuple[int, Term]], least: int) -> Term | None:
    ranked = sorted(scores, key=lambda pair: (-pair[0], pair[1].name))
    runner_up = ranked[1][0] if len(ranked) > 1 else 0
    stands_out = ranked[0][0] >= least and ranked[0][0] - runner_up >= min(_MARGIN, least)
    return ranked[0][1] if stands_out else None


def _own_words(term: Term, terms: Sequence[Term]) -> frozenset[str]:
    others = [topic_words(other) for other in terms if other.name != term.name]
    return topic_words(term).difference(*others) if others else topic_words(term)


def topic_words(term: Term) -> frozenset[str]:
    """Return the words of the subject of a document, without marks."""
    return _telling(" ".join(term.all("subject")))


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text))) - _EMPTY
