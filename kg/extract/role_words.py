"""The labels of roles and the words around them, compiled, and what may stand behind a role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import Labels, any_of, labels
from kg.extract.reading import Reading
from kg.ontology import Lexicon, Term
from kg.vocab import VPO

TERM = re.compile(
    r" ?\(?(?:(?:các )?khóa (?:thứ )?[ivx\d]+(?:(?:,| và) ?(?:khóa )?[ivx\d]+(?!\w))*|"
    r"nhiệm k[ỳì] \d{4} ?[-–] ?\d{4})(?:,? nhiệm k[ỳì] \d{4} ?[-–] ?\d{4})?\)?"
)
"""The term that a title names, behind it."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The labels of roles and the words around them, compiled."""

    roles: Labels
    by_role: dict[str, Term]
    fixed: dict[str, Term]
    prefixes: re.Pattern[str]
    by_prefix: dict[str, Term]
    modifiers: re.Pattern[str]


@lru_cache(maxsize=4)
def role_words(lexicon: Lexicon) -> RoleWords:
    """Return the compiled words of `lexicon`."""
    roles = [role for role in lexicon.of(VPO.Role) if role.local != "thuong-truc"]
    fixed = lexicon.words("title")
    prefixes = [word for word in lexicon.words("prefix") if word.local != "ham"]
    return RoleWords(
        labels(form for term in (*roles, *fixed) for form in term.forms),
        lexicon.by_form(roles),
        lexicon.by_form(fixed),
        re.compile(any_of(form for word in prefixes for form in word.forms) + r"\.? $"),
        lexicon.by_form(prefixes),
        re.compile(" " + any_of(form for word in lexicon.words("modifier") for form in word.forms)),
    )


def after_modifiers(reading: Reading, words: RoleWords, end: int) -> int:
    """Return where the modifiers and the term behind a role end: `Phó Bí thư thường trực khóa XV`."""
    for pattern in (words.modifiers, TERM):
        match = pattern.match(reading.low, end)
        end = match.end() if match else end
    return end
