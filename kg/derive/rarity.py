"""How many people may bear a name: reckoned from how common its syllables are, never from the store.

So a new article changes nothing for any other name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10

from kg.derive.facts import Reference
from kg.text import key
from kg.vocab import VPO

# Of the names with a form of address in outside news: three syllables, four or more, two.
_LENGTHS = {2: 0.06, 3: 0.84, 4: 0.09}
_RARE_SURNAME = 0.05  # per cent of a surname without a figure
_RARE_SYLLABLE = 0.08  # per cent of a syllable without a figure
_RAREST = 9.0


@dataclass(frozen=True, slots=True)
class Shares:
    """Per cent of people by surname, and of names by given and by middle syllable. Keys are folded.

    Names with a syllable of `marks` are of women, whose given names are others.
    """

    surnames: Mapping[str, float]
    given: Mapping[str, float]
    women: Mapping[str, float]
    middle: Mapping[str, float]
    marks: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> Shares:
        """Return the shares that the reference layer holds."""
        return cls(
            _shares(reference, VPO.nationalShare),
            _shares(reference, VPO.givenShare),
            _shares(reference, VPO.womenShare),
            _shares(reference, VPO.middleShare),
            frozenset(
                key(reference.label(thing, "vi") or "")
                for thing in reference.having(VPO.gender)
                if "/name-syllable/" in thing
            ),
        )

    def rarity(self, name: str) -> float:
        """Return how rare a name is: 3.0 for one of a thousand people, 9.0 at most.

        But for what marks a woman's name, syllables are taken as independent of each other.
        """
        surname, *rest = key(name).split() or [""]
        share = self.surnames.get(surname, _RARE_SURNAME) / 100
        share *= _LENGTHS.get(len(rest) + 1, 0.01)
        for syllable in rest[:-1]:
            share *= self.middle.get(syllable, _RARE_SYLLABLE) / 100
        given = self.given if self.marks.isdisjoint(rest) else self.women
        for syllable in rest[-1:]:
            share *= given.get(syllable, _RARE_SYLLABLE) / 100
        return min(-log10(share), _RAREST)


def _shares(reference: Reference, term: str) -> dict[str, float]:
    return {key(label): float(share) for label, share in reference.labelled(term)}
