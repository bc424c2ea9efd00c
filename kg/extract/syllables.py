"""Syllables of names: what can be of a people of Viet Nam, and what tells a name of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.text import fold, key

_ONSET = r"(?:b|ch?|d|gh?|gi|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|t|th|tr|v|x)?"
_CODA = r"(?:ch?|m|ngh?|nh?|p|t)?"
_SYLLABLE = re.compile(rf"{_ONSET}(?!y[aiou])[aeiouy]{{1,3}}{_CODA}")
_VOWELS = re.compile(r"[aeiouy]+")
_MIDDLE = frozenset({"thị", "văn"})  # only we have them: `Kiên Thị Sóc Khane`
_KOREAN = frozenset({"kim"})  # also of ours; what follows tells
_LONG = 5  # letters of a word that two syllables were written into: `Meshkov`, not `Ayun`


def hides_who(syllables: Sequence[str]) -> bool:
    """Say whether the last syllable is cut down to its consonants, so that nobody is told: `Lê Thị Th`."""
    last = syllables[-1]
    return len(syllables) > 1 and "'" not in last and not _VOWELS.search(fold(last))


def is_of_elsewhere(syllables: Sequence[str], surnames: Collection[str]) -> bool:
    """Say whether a name is of a foreigner or of a firm, by words that no name of ours has.

    Words with our marks or an apostrophe are ours, whatever their letters: `Niê Kđăm`, `K'Brôih`. Behind a
    surname of ours only a word of several syllables tells.
    """
    odd = [word for word in syllables if is_odd(word) and key(word) not in surnames]
    if not odd or (len(syllables) > 1 and key(syllables[1]) in _MIDDLE):
        return False
    if any(len(word) >= _LONG and len(_VOWELS.findall(word.lower())) > 1 for word in odd):
        return True
    ours = any(
        first in surnames and first not in _KOREAN
        for first in (key(syllables[0]), key(" ".join(syllables[:2])))
    )
    return not ours and all(word.isascii() for word in syllables)


def is_odd(word: str) -> bool:
    """Say whether a word without our marks can be no syllable of ours: `PVN`, `Vinatex`."""
    return len(word) > 1 and word.isascii() and "'" not in word and not _SYLLABLE.fullmatch(word.lower())
