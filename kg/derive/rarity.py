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
_RARE_SYLLABLE = 0.08  # per cent of a syllable without a figure: fewer than twelve of eleven thousand names
_RAREST = 9.0


@dataclass(frozen=True, slots=True)
class Shares:
    """Per cent of people by surname, and of names by given and by middle syllable. Keys are folded."""

    surnames: Mapping[str, float]
    given: Mapping[str, float]
    middle: Mapping[str, float]

    @classmethod
    def of(cls, reference: Reference) -> Shares:
        """Return the shares that the reference layer holds."""
        return cls(
            _shares(reference, VPO.nationalShare),
            _shares(reference, VPO.givenShare),
            _shares(reference, VPO.middleShare),
        )

    def rarity(self, name: str) -> float:
        """Return how rare a name is: 3.0 for one of a thousand people, 9.0 at most.

        Syllables are taken as independent of each other.
        """
        surname, *rest = key(name).split() or [""]
        share = self.surnames.get(surname, _RARE_SURNAME) / 100
        share *= _LENGTHS.get(len(rest) + 1, 0.01)
        for syllable in rest[:-1]:
            share *= self.middle.get(syllable, _RARE_SYLLABLE) / 100
        for syllable in rest[-1:]:
            share *= self.given.get(syllable, _RARE_SYLLABLE) / 100
        return min(-log10(share), _RAREST)


def _shares(reference: Reference, term: str) -> dict[str, float]:
    things = (thing for thing, predicate in reference.values if predicate == term)
    found = ((reference.label(thing, "vi"), reference.one(thing, term)) for thing in things)
    return {key(label): float(share) for label, share in found if label and share}
