"""Taking a decision: checked against the data and against what was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.curation.anchors import Attestations
from kg.curation.model import Anchor, Decision, Kind, Signature
from kg.curation.naming import find_fact, find_person
from kg.curation.standing import Groups, Standing, standings
from kg.errors import AlreadyDecidedError, DecisionError
from kg.store.reader import Generation


@dataclass(frozen=True, slots=True)
class Desk:
    """What a curator sees: the present generation and the decisions so far. Each method gives a new one.

    Raises `UnknownEntityError` for what is not there, `AlreadyDecidedError` for what was decided already and
    `DecisionError` for what an earlier decision stands against.
    """

    data: Generation
    attested: Attestations
    decisions: Sequence[Decision]
    standings: Sequence[Standing]

    @classmethod
    def of(cls, data: Generation, base: str, decisions: Sequence[Decision]) -> Desk:
        """Return the desk over one generation."""
        attested = Attestations(data.store, base)
        return cls(data, attested, decisions, standings(decisions, attested))

    def same(self, a: str, b: str, by: Signature) -> Decision:
        """Return the decision that two persons are one."""
        line = self._pair("same", a, b, by)
        ones, others = _nodes(line.on), _nodes(line.other)
        trial = self._groups()
        if {*ones, *others} <= trial.members(ones[0]):
            raise AlreadyDecidedError(f"decided before: {self._said(trial.joining(ones, others))}")
        trial.join((*ones, *others), line.id)
        against = [one for one in self._standing("different") if trial.touch(one.on, one.other)]
        self._refuse_against(against)
        return line

    def different(self, a: str, b: str, by: Signature) -> Decision:
        """Return the decision that two persons are not one."""
        line = self._pair("different", a, b, by)
        ones, others = set(_nodes(line.on)), set(_nodes(line.other))
        for known in self._standing("different"):
            for left, right in ((known.on, known.other), (known.other, known.on)):
                if ones <= set(left) and others <= set(right):
                    raise AlreadyDecidedError(f"decided before: {describe(known)}")
        joining = self._groups().joining(ones, others)
        self._refuse_against([one for one in self.standings if one.decision.id in joining])
        return line

    def wrong(self, fact: str, by: Signature) -> Decision:
        """Return the decision that a fact is wrong."""
        node = find_fact(fact, self.attested)
        self._check_fact(node, "wrong", {})
        return Decision("wrong", by.by, by.at, by.why, on=(self.attested.anchor(node),))

    def correct(self, node: str, values: Mapping[str, tuple[str, ...]], by: Signature) -> Decision:
        """Return the decision that a fact (a node of an article) has these values, which were checked."""
        self._check_fact(node, "corrected", values)
        return Decision(
            "corrected", by.by, by.at, by.why, on=(self.attested.anchor(node),), values=dict(values)
        )

    def undo(self, which: str, by: Signature) -> Decision:
        """Return the line that takes a decision back, named by number or by the first digits of its id."""
        standing = self.find(which)
        if standing.undo:
            raise AlreadyDecidedError(f"taken back before by {standing.undo.by}, {standing.undo.at}")
        return Decision("undone", by.by, by.at, by.why, undoes=standing.decision.id)

    def find(self, which: str) -> Standing:
        """Return the decision of this number or id; raise `DecisionError` without one."""
        name = which.strip().removeprefix(self.attested.base).removeprefix("id/decision/")
        numbered = [one for one in self.standings if name.isdecimal() and one.number == int(name)]
        found = numbered or [
            one for one in self.standings if len(name) >= 4 and one.decision.id.startswith(name)
        ]
        if len(found) == 1:
            return found[0]
        if name.isdecimal() and 0 < int(name) <= len(self.decisions):
            raise DecisionError(f"line {name} takes a decision back; to restore it, decide anew")
        hint = f"there are {len(self.decisions)}" if self.decisions else "there is none yet"
        raise DecisionError(f"no decision has the number or id {which!r}; {hint}, kg decisions lists them")

    def _pair(self, kind: Kind, a: str, b: str, by: Signature) -> Decision:
        one, other = (find_person(text, self.data, self.attested) for text in (a, b))
        ones, others = set(one.nodes), set(other.nodes)
        if ones == others:
            raise DecisionError(f"{a} and {b} are the same places of articles: {one.label}")
        if kind == "different":  # a place of a person against that person means: against the other places
            ones, others = (
                ones - (others if others < ones else set()),
                others - (ones if ones < others else set()),
            )
            if ones & others:
                shared = ", ".join(sorted(ones & others)[:3])
                raise DecisionError(f"{one.label} and {other.label} share places of articles ({shared})")
        left, right = (tuple(map(self.attested.anchor, sorted(side))) for side in (ones, others))
        return Decision(kind, by.by, by.at, by.why, left, right)

    def _check_fact(self, node: str, kind: Kind, values: Mapping[str, tuple[str, ...]]) -> None:
        """Refuse what was decided of this fact before, or what stands against it."""
        known = [one for one in self._standing("wrong", "corrected") if one.on[0] == node]
        for one in known:
            if kind == one.decision.kind and dict(values).items() <= dict(one.decision.values).items():
                raise AlreadyDecidedError(f"decided before: {describe(one)}")
        self._refuse_against(
            one
            for one in known
            if "wrong" in {kind, one.decision.kind}
            or any(
                name in one.decision.values and one.decision.values[name] != values[name] for name in values
            )
        )

    def _groups(self) -> Groups:
        groups = Groups()
        for standing in self._standing("same"):
            groups.join((*standing.on, *standing.other), standing.decision.id)
        return groups

    def _standing(self, *kinds: Kind) -> list[Standing]:
        return [one for one in self.standings if one.state == "inForce" and one.decision.kind in kinds]

    def _refuse_against(self, against: Iterable[Standing]) -> None:
        found = list(against)
        if found:
            numbers = " and ".join(f"kg undo {one.number}" for one in found)
            raise DecisionError(f"against {'; '.join(map(describe, found))}. First {numbers}")

    def _said(self, ids: Iterable[str]) -> str:
        return "; ".join(describe(one) for one in self.standings if one.decision.id in set(ids))


def describe(standing: Standing) -> str:
    """Return a decision in one line: its number, what, who, when and why."""
    line = standing.decision
    return f"decision {standing.number} ({line.kind}, {line.by}, {line.at[:10]}: {line.why})"


def _nodes(anchors: Iterable[Anchor]) -> tuple[str, ...]:
    return tuple(anchor.node for anchor in anchors)
