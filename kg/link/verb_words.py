"""Verbs that change posts, and the words before an office, compiled from the ontology."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import Labels, any_of, labels
from kg.ontology import Lexicon, Term

# What makes a wish come true: `đơn xin từ chức … đã được chấp thuận`.
GRANTED = re.compile(
    r"(?<!chưa )(?<!không )(?:được|đã|nhất trí) (?:chấp thuận|đồng ý|chấp nhận|phê duyệt|thông qua|"
    r"giải quyết)"
)
_POST = "(?:chức vụ|chức danh|chức|cương vị|vị trí|trọng trách)"


@dataclass(frozen=True, slots=True)
class VerbWords:
    """The verbs that change posts and the words before an office, compiled."""

    verbs: Labels
    by_verb: dict[str, Term]
    by_local: dict[str, Term]
    marks: re.Pattern[str]


@lru_cache(maxsize=4)
def verb_words(lexicon: Lexicon) -> VerbWords:
    """Return the compiled words of `lexicon`."""
    verbs = lexicon.words("verb")
    marks = any_of(form for term in lexicon.words("office-mark") for form in term.forms)
    return VerbWords(
        labels(form for term in verbs for form in term.forms),
        lexicon.by_form(verbs),
        {term.local: term for term in verbs},
        re.compile(rf"{marks}(?: (?:các )?{_POST})?(?: như)?[ ]*:?[ ]*$"),
    )


def effect_of(verb: Term) -> str:
    """Return what a verb does with the office after it: a transfer opens that one (and closes the old)."""
    effects = {name.rsplit("/", 1)[-1] for name in verb.all("effect")}
    return next((effect for effect in ("opens", "closes") if effect in effects), "none")
