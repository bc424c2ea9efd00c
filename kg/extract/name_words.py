"""The words that tell names: surnames, forms of address, what streets and gods are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import Labels, any_of, labels, tails
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

SEPARATOR = r"[ ,/:-]*"
"""What may stand between a form of address and the next one, or the name, as a pattern."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Surnames and the words before names, compiled; `after_tails` are the ends of `named_after`.

    `others` are names that no official bears: of history, of leaders abroad, of former provinces, of gods;
    `namesakes` are those that streets bear, and officials too. `honour` is a rank or degree that stands in a
    list of posts: `Chuẩn Đô đốc, ` of `Tư lệnh, Chuẩn Đô đốc, Bí thư`.
    """

    leads: re.Pattern[str]
    lead: Labels
    by_lead: dict[str, Term]
    surnames: frozenset[str]
    named_after: re.Pattern[str]
    after_tails: frozenset[str]
    others: frozenset[str]
    namesakes: frozenset[str]
    honour: re.Pattern[str]


@lru_cache(maxsize=4)
def name_words(lexicon: Lexicon) -> NameWords:
    """Return the compiled words of `lexicon`."""
    leads = [term for kind in ("honorific", "academic", "rank") for term in lexicon.words(kind)]
    printed = [form for term in leads for form in term.forms]
    forms = any_of(printed)
    named_after = [form for term in lexicon.words("named-after") for form in term.forms]
    return NameWords(
        re.compile(rf"(?:{forms}\.?{SEPARATOR})+\Z"),
        labels(printed),
        lexicon.by_form(leads),
        frozenset(key(form) for term in lexicon.of(VPO.Surname) for form in term.forms),
        re.compile(any_of(named_after) + r" $"),
        tails(named_after),
        _keys(lexicon, "historical", "foreign-person", "former-province", "no-person"),
        _keys(lexicon, "namesake"),
        _honour(lexicon),
    )


def _honour(lexicon: Lexicon) -> re.Pattern[str]:
    forms = [form for kind in ("academic", "rank") for term in lexicon.words(kind) for form in term.forms]
    return re.compile(rf"(?<!\w){any_of(forms)}\.?[ ]*[,;-][ ]*")


def _keys(lexicon: Lexicon, *kinds: str) -> frozenset[str]:
    return frozenset(key(form) for kind in kinds for term in lexicon.words(kind) for form in term.forms)
