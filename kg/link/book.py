"""The facts of one article while they are collected: what is said twice is one fact with two evidences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.dates import PartialDate
from kg.extract.reading import Reading
from kg.model import Entity, Evidence, Fact, Value
from kg.vocab import VPO

LETTERS = {
    VPO.NamedPerson: "p", VPO.Author: "a", VPO.HoldingObservation: "h", VPO.BodyObservation: "b",
    VPO.PersonnelChange: "x", VPO.ClusterObservation: "k", VPO.ClusterMembershipObservation: "m",
    VPO.ClusterLeadershipObservation: "l", VPO.Citation: "c", VPO.DocumentSet: "d", VPO.EventReport: "v",
    VPO.Participation: "t", VPO.GroupParticipation: "g", VPO.SpeechAct: "y", VPO.StatisticObservation: "s",
    VPO.ImplementationReport: "i", VPO.AwardObservation: "w", VPO.SanctionObservation: "z",
}  # fmt: skip
"""The letter that begins the local name of a node of each class."""
_FIRST_YEAR = 1930  # of the days that the shapes let in


_decimal = lru_cache(maxsize=64)(Decimal)


class Handle(NamedTuple):
    """A fact before it has its number: its class and what makes it this one.

    A tuple, because facts are looked up by their handles 350 times an article.
    """

    kind: str
    key: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    roles: list[tuple[str, str | Handle]] = field(default_factory=list)
    values: list[tuple[str, Value]] = field(default_factory=list)
    evidence: dict[tuple[int, int, str], Evidence] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """Collects facts and the entities they speak of. The order of adding decides nothing but ties."""

    reading: Reading
    entities: dict[str, Entity] = field(default_factory=dict)
    _drafts: dict[Handle, _Draft] = field(default_factory=dict)

    def add(
        self,
        handle: Handle,
        roles: Iterable[tuple[str, str | Handle | None]] = (),
        values: Iterable[tuple[str, Value | None]] = (),
    ) -> Handle:
        """Note a fact, or more about one already noted: a new role or value is added, None is left out."""
        draft = self._drafts.get(handle)
        if draft is None:
            draft = self._drafts[handle] = _Draft()
        for prop, target in roles:
            if target is not None and (prop, target) not in draft.roles:
                draft.roles.append((prop, target))
        for name, value in values:
            if value is not None and not _is_afar(value) and (name, value) not in draft.values:
                draft.values.append((name, value))
        return handle

    def rest(
        self, handle: Handle, offset: int, rule: str, confidence: str, marks: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Rest a fact on the sentence that holds `offset`, read by `rule`.

        `marks` are the spans that carry it; those outside the sentence are left out.
        """
        sentence = self.reading.sentence_at(offset)
        first, last = sentence.start, sentence.end
        told = self._drafts[handle].evidence
        spans = {(start, end) for start, end in marks if first <= start and end <= last}
        held = told.get((first, last, rule))
        if held:
            spans.update(held.marks)
        quote = held.quote if held else self.reading.article.text[first:last]
        inside = tuple(sorted(spans))
        told[first, last, rule] = Evidence(first, last, quote, rule, _decimal(confidence), inside)

    def has(self, handle: Handle) -> bool:
        """Say whether this fact has been noted."""
        return handle in self._drafts

    def tells(self, handle: Handle, prop: str) -> bool:
        """Say whether a fact that was noted has a value of this property."""
        return any(name == prop for name, _ in self._drafts[handle].values)

    def name(self, entity: Entity) -> str:
        """Note an entity and return its name."""
        self.entities.setdefault(entity.name, entity)
        return entity.name

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts by class in the order of the text; a fact that nothing rests on is no fact."""
        rested = {handle: draft for handle, draft in self._drafts.items() if draft.evidence}
        order = sorted(rested, key=lambda handle: (handle.kind, _first(rested[handle]), handle.key))
        counts: Counter[str] = Counter()
        locals_: dict[Handle, str] = {}
        for handle in order:
            counts[handle.kind] += 1
            locals_[handle] = f"{LETTERS[handle.kind]}{counts[handle.kind]}"
        nodes = {handle: self.reading.article.node(local) for handle, local in locals_.items()}
        return tuple([_fact(locals_[handle], handle.kind, rested[handle], nodes) for handle in order])


def _fact(local: str, kind: str, draft: _Draft, nodes: dict[Handle, str]) -> Fact:
    """Return a draft as a fact; it drops the roles of what is no fact."""
    named = [(role, nodes.get(whom) if isinstance(whom, Handle) else whom) for role, whom in draft.roles]
    roles = tuple([(role, name) for role, name in named if name is not None])
    evidence = tuple([told for _, told in sorted(draft.evidence.items())])
    return Fact(local, kind, roles, tuple(draft.values), evidence)


def _is_afar(value: Value) -> bool:
    """Say whether a value is a day of history, before the Party: no day of an event or a post of ours."""
    return isinstance(value, PartialDate) and value.day.year < _FIRST_YEAR


def _first(draft: _Draft) -> tuple[tuple[int, int], ...]:
    """Return where the fact is first said: the spans that carry it, else its sentence."""
    marked = [held.marks for held in draft.evidence.values() if held.marks]
    return min(marked or [((held.start, held.end),) for held in draft.evidence.values()])
