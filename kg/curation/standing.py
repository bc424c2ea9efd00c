"""Which decisions stand: taken back, contradicted by others, stale, or in force.

Two files brought together may contradict each other. What keeps persons apart binds: a `same` that would join
them does not stand. Of two decisions on one fact the earlier stands. The order of the lines means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from kg.curation.anchors import Attestations
from kg.curation.model import Anchor, Decision

State = Literal["inForce", "undone", "stale", "contradicted"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision with its number in the file and how it stands; `on` and `other` are the nodes it means now.

    `missing` are the anchors that no node fits any more, `undo` what took it back, `against` the ids of the
    decisions that contradict it.
    """

    number: int
    decision: Decision
    state: State
    on: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    missing: tuple[Anchor, ...] = ()
    undo: Decision | None = None
    against: tuple[str, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether it does not apply, or only in part, though nobody took it back."""
        return self.state in {"stale", "contradicted"} or (self.state == "inForce" and bool(self.missing))


def standings(decisions: Sequence[Decision], attested: Attestations) -> tuple[Standing, ...]:
    """Return how each decision stands, in the order of the file, without the lines that take others back."""
    undone = {line.undoes: line for line in reversed(decisions) if line.kind == "undone"}
    found = {
        line.id: _resolved(number, line, undone.get(line.id), attested)
        for number, line in reversed(list(enumerate(decisions, 1)))
        if line.kind != "undone"
    }
    held = _Held()
    ordered = sorted(found.values(), key=_precedence)
    result = [_weighed(standing, held) for standing in ordered]
    return tuple(sorted(result, key=lambda standing: standing.number))


def _precedence(standing: Standing) -> tuple[bool, str, str]:
    return standing.decision.kind != "different", standing.decision.at, standing.decision.id


def _resolved(number: int, line: Decision, undo: Decision | None, attested: Attestations) -> Standing:
    sides = [[(anchor, attested.find(anchor)) for anchor in side] for side in (line.on, line.other)]
    on, other = (tuple(sorted({node for _, node in side if node})) for side in sides)
    missing = tuple(anchor for side in sides for anchor, node in side if node is None)
    whole = bool(on) and (bool(other) or not line.other)
    state: State = "undone" if undo else "inForce" if whole else "stale"
    return Standing(number, line, state, on, other, missing, undo)


def _weighed(standing: Standing, held: _Held) -> Standing:
    if standing.state != "inForce":
        return standing
    against = held.against(standing)
    if against:
        line = standing
        return Standing(
            line.number, line.decision, "contradicted", line.on, line.other, line.missing, None, against
        )
    held.add(standing)
    return standing


@dataclass(slots=True)
class _Held:
    """What the decisions weighed so far hold; `apart` and `facts` are by node."""

    joined: Groups = field(default_factory=lambda: Groups())
    apart: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))

    def add(self, standing: Standing) -> None:
        match standing.decision.kind:
            case "same":
                self.joined.join((*standing.on, *standing.other), standing.decision.id)
            case "different":
                for node in standing.on:
                    self.apart[node].append(standing)
            case _:
                self.facts[standing.on[0]].append(standing)

    def against(self, standing: Standing) -> tuple[str, ...]:
        """Return the ids of the decisions that stand against this one, sorted."""
        line = standing.decision
        if line.kind == "same":
            members = {m for node in (*standing.on, *standing.other) for m in self.joined.members(node)}
            known = (one for node in members for one in self.apart.get(node, ()))
            return tuple(sorted({one.decision.id for one in known if members & set(one.other)}))
        if line.kind == "different":
            return ()
        facts = self.facts.get(standing.on[0], ())
        return tuple(sorted(one.decision.id for one in facts if _exclude(one.decision, line)))


def _exclude(one: Decision, other: Decision) -> bool:
    """Return whether two decisions on one fact cannot both stand: corrections of two properties can."""
    if one.kind == other.kind == "wrong":
        return False
    return one.kind == "wrong" or other.kind == "wrong" or _differ(one.values, other.values)


def _differ(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> bool:
    return any(one[name] != other[name] for name in one.keys() & other.keys())


class Groups:
    """Nodes joined by decisions, and the ids of the decisions that joined them."""

    def __init__(self) -> None:
        self._group: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def copy(self) -> Groups:
        """Return a copy that may be joined further."""
        other = Groups()
        other._group = dict(self._group)
        return other

    def join(self, nodes: Iterable[str], decision: str) -> None:
        """Make these nodes, and all joined with any of them, one group."""
        members, by = set(nodes), {decision}
        for node in list(members):
            if node in self._group:
                members |= self._group[node][0]
                by |= self._group[node][1]
        group = frozenset(members), frozenset(by)
        self._group.update(dict.fromkeys(members, group))

    def touch(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Return whether any of the one stands in a group with any of the others."""
        return any(self.members(one) & {other} for one, other in product(ones, others))

    def joining(self, ones: Iterable[str], others: Iterable[str]) -> frozenset[str]:
        """Return the ids of the decisions by which some of the one are joined with some of the others."""
        pairs = ((one, other) for one, other in product(ones, others) if other in self.members(one))
        return frozenset(id_ for one, _ in pairs for id_ in self._group.get(one, (0, ()))[1])

    def members(self, node: str) -> frozenset[str]:
        """Return all nodes joined with this one, itself included."""
        return self._group.get(node, (frozenset({node}), frozenset()))[0]
