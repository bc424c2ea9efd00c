"""The words for kinds of document, compiled once for a lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import any_of, may_end, tails
from kg.extract.reading import Reading
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_WIDEST = 44  # code points: the longest word for a kind with `số:` and spaces
_SIGNS = ("NQ", "KL", "NĐ", "QĐ")
# "Kết luận thanh tra số 05", "Thông tư liên tịch số 24", "quyết định (số 476)".
_OF_WHOM = "(?: (?:thanh tra|kiểm tra|liên tịch|nhanh))?"
_NUMBERED = r"(?:,? ?\(?(?:cũng |cùng )?số ?:?)"
_LONG = 4  # a word of more letters is written out; a shorter one is a sign (NQ)


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """`head` ends where a number begins; `echo` goes on about a document named before (`Nghị quyết này`)."""

    head: re.Pattern[str]
    head_tails: frozenset[str]
    sign: re.Pattern[str]
    echo: re.Pattern[str]
    by_kind: dict[str, Term]
    by_sign: dict[str, Term]


@lru_cache(maxsize=4)
def document_words(lexicon: Lexicon) -> DocumentWords:
    """Return the compiled words of `lexicon`."""
    kinds = [term for term in lexicon.of(VPO.DocumentType) if term.vi]
    printed = [form for term in kinds for form in term.forms if len(form) > _LONG]
    slips = {form.replace("định", "đinh"): form for form in printed if "định" in form}
    names = any_of((*printed, *slips))
    by_kind = lexicon.by_form(kinds)
    by_kind |= {key(slip): by_kind[key(form)] for slip, form in slips.items()}
    by_sign = {sign: term for term in reversed(kinds) for sign in term.all("notation")}
    signs = "|".join(_SIGNS)
    return DocumentWords(
        re.compile(rf"({names}){_OF_WHOM}{_NUMBERED}?[ ]*$"),
        tails([*printed, *slips, *_SIGNS, "số"]),
        re.compile(rf"(?<!\w)({signs})(?: số:?)?[ ]?$"),
        re.compile(rf"({names})(?:,? (?:nêu )?(?:này|trên|nói trên|nêu trên|đó))(?!\w)"),
        by_kind,
        by_sign,
    )


def head_before(reading: Reading, offset: int) -> tuple[int, Term] | None:
    """Return where the word for a kind before the number at `offset` begins, and the kind."""
    words = document_words(reading.lexicon)
    if not may_end(reading.low, words.head_tails, max(0, offset - _WIDEST), offset):
        return None
    match = words.head.search(reading.low, max(0, offset - _WIDEST), offset)
    if match:
        return match.start(), words.by_kind[key(match[1])]
    match = words.sign.search(reading.shadow, max(0, offset - 10), offset)
    return (match.start(), words.by_sign[match[1]]) if match else None
