"""Units that were merged, and the posts that live on in the merged unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.derive.facts import Reference, local
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Mergers:
    """Which units were merged into which. `before` gives for a merged unit those it was made of."""

    after: Mapping[str, str]
    before: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, reference: Reference) -> Mergers:
        """Return the mergers that the reference layer holds."""
        found = {unit: values for (unit, term), values in reference.values.items() if term == VPO.successor}
        after = {unit: str(values[0]) for unit, values in sorted(found.items()) if len(values) == 1}
        return cls(after, {new: tuple(o for o in after if after[o] == new) for new in set(after.values())})

    def lines(self, organization: str, role: str, unit: str) -> Iterator[tuple[str, bool]]:
        """Yield the posts that live on after a merger, and whether this one is after it."""
        stem = local(organization).removesuffix("-2025").removesuffix(f"-{local(unit)}")
        if unit in self.after:
            yield f"{unit} {stem} {local(role)}", False
        for old in self.before.get(unit, ()):
            yield f"{old} {stem} {local(role)}", True
