"""Units that were merged, and the posts that live on in the merged unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.derive.facts import Reference, local
from kg.vocab import VPO

# What the same body is called in a city and in a province, as parts of IRIs.
_CITY_AND_PROVINCE = (("thanh-uy", "tinh-uy"), ("thanh-pho", "tinh"))


@dataclass(frozen=True, slots=True)
class Mergers:
    """Which units were merged into which. `before` gives for a merged unit those it was made of."""

    after: Mapping[str, str]
    before: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, reference: Reference) -> Mergers:
        """Return the mergers that the reference layer holds."""
        found = {unit: reference.all(unit, VPO.successor) for unit in reference.having(VPO.successor)}
        after = {unit: str(values[0]) for unit, values in found.items() if len(values) == 1}
        return cls(after, {new: tuple(o for o in after if after[o] == new) for new in set(after.values())})

    def lines(self, organization: str, role: str, unit: str) -> Iterator[tuple[str, bool]]:
        """Yield the posts that live on after a merger, and whether this one is after it."""
        stem = local(organization).removesuffix("-2025").removesuffix(f"-{local(unit)}")
        if unit in self.after:
            yield f"{unit} {stem} {local(role)}", False
        for old in self.before.get(unit, ()):
            yield f"{old} {stem} {local(role)}", True


@dataclass(frozen=True, slots=True)
class Heirs:
    """Which body goes on when another is merged, renamed or moves with its province."""

    mergers: Mergers
    reference: Reference

    def body(self, organization: str, unit: str | None, level: str | None) -> str | None:
        """Return the body after the merger, None where none is known.

        A central body is followed by what the reference layer says, a body of a province by its like in the
        merged one. Bodies below the province keep no identity.
        """
        if heir := self.reference.one(organization, VPO.succeededBy):
            return heir
        after = self.mergers.after.get(unit or "")
        name = organization.removesuffix("-2025")
        if after is None or local(level) != "province" or not name.endswith(f"-{local(unit)}"):
            return None
        stem = self._stem(name.removesuffix(f"-{local(unit)}"), after)
        return f"{stem}-{local(after)}{_era(after)}"

    def forerunners(self, organization: str) -> Iterator[str]:
        """Yield the bodies that can have gone on as this one; `body` tells which of them did."""
        yield from (old for old in self.reference.having(VPO.succeededBy) if self._goes_on(old, organization))
        name = organization.removesuffix("-2025")
        units = {local(unit) for unit in (*self.mergers.after, *self.mergers.before)}
        # The longest name that fits is that of the unit: Huế was Thừa Thiên Huế.
        place = max((unit for unit in units if name.endswith(f"-{unit}")), key=len, default="")
        stem = name.removesuffix(f"-{place}")
        for unit, olds in self.mergers.before.items():
            if local(unit) == place:
                yield from (f"{word}-{local(old)}{_era(old)}" for old in olds for word in _words(stem))

    def _goes_on(self, old: str, organization: str) -> bool:
        return self.reference.one(old, VPO.succeededBy) == organization

    def last(self, organization: str, unit: str | None, level: str | None) -> str:
        """Return the body that goes on after all mergers: this one where nothing followed."""
        seen = {organization}
        while (heir := self.body(organization, unit, level)) and heir not in seen:
            seen.add(heir)
            organization, unit = heir, self.mergers.after.get(unit or "", unit)
        return organization

    def _stem(self, stem: str, unit: str) -> str:
        """Return how the body is named in a unit: a city has a city committee, a province another."""
        city = local(self.reference.one(unit, VPO.unitType)).startswith("thanh-pho")
        for of_city, of_province in _CITY_AND_PROVINCE:
            old, new = (of_province, of_city) if city else (of_city, of_province)
            if stem.endswith((f"-{old}", f"/{old}")):
                return stem.removesuffix(old) + new
        return stem


def _era(unit: str) -> str:
    return "-2025" if unit.startswith("id/adm34/") else ""


def _words(stem: str) -> set[str]:
    """Return how a body may have been named in a city and in a province."""
    pairs = (*_CITY_AND_PROVINCE, *((word, other) for other, word in _CITY_AND_PROVINCE))
    return {stem, *(stem.removesuffix(word) + other for word, other in pairs if stem.endswith(word))}


def post_in(organization: str, role: str) -> str:
    """Return the name of a role in a body."""
    return f"id/post/{organization.removeprefix('id/org/')}/{local(role)}"
