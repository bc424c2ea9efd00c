"""Named persons of one name grouped into persons, each link with its score and its reasons.

Block key: the slug of the name, closed under the decisions `same`. Read are the named persons of the block,
the decisions about them and the reference layer. Links are made from the strongest down, never against a
decision and never between what cannot be one person, so the order of the rows leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.derive.groups import Group, clash, doubts
from kg.derive.likeness import Judge, Likeness
from kg.derive.named import NamedPerson
from kg.derive.profiles import Profile, profiles_of
from kg.text import key

Pair = tuple[str, str]
# Measured by `kg bench linking`: at 1.6 one person is forty times likelier than two.
LINK = 1.6
POSSIBLE = 0.0
# Two candidates for one place whose scores differ by less than this fit alike.
_ALIKE = 1.0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What curators said of pairs of nodes, and still holds; the smaller node first."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, same: Iterable[Pair], different: Iterable[Pair]) -> Decisions:
        """Return the decisions about two nodes each, in any order."""
        return cls(
            *(frozenset(_pair(*pair) for pair in said if pair[0] != pair[1]) for said in (same, different))
        )


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes that were compared, the smaller first, and what came of it."""

    one: str
    two: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Linking:
    """The people of one block in groups, the links inside them, pairs that may be one and that are not."""

    groups: tuple[frozenset[NamedPerson], ...]
    links: tuple[Link, ...] = ()
    possible: tuple[Link, ...] = ()
    apart: tuple[Link, ...] = ()


def link_people(people: Iterable[NamedPerson], judge: Judge, decisions: Decisions) -> Iterator[Linking]:
    """Yield the groups of people block by block, in the order of names."""
    by_node = {person.node: person for person in people}
    for block in _blocks(by_node, decisions.same):
        yield _Block(block, judge, decisions).link()


def _blocks(people: Mapping[str, NamedPerson], same: Iterable[Pair]) -> Iterator[list[NamedPerson]]:
    """Yield the people of one name, with those whom a curator joined to them."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for one, two in sorted(same):
        if one in people and two in people:
            left, right = sorted((root(key(people[one].name)), root(key(people[two].name))))
            parent[right] = left
    blocks: dict[str, list[NamedPerson]] = defaultdict(list)
    for _, person in sorted(people.items()):
        blocks[root(key(person.name))].append(person)
    for name in sorted(blocks):
        yield blocks[name]


@dataclass(slots=True)
class _Block:
    """One block while it is linked. `of` gives the group of a profile, by the profile's first node."""

    people: list[NamedPerson]
    judge: Judge
    decisions: Decisions
    of: dict[str, Group] = field(default_factory=dict)
    edges: dict[Pair, Likeness] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: list[Link] = field(default_factory=list)
    rivals: set[Pair] = field(default_factory=set)

    def link(self) -> Linking:
        nodes = {person.node for person in self.people}
        said = [pair for pair in self.decisions.same | self.decisions.different if set(pair) <= nodes]
        profiles = self._profiles({node for pair in said for node in pair})
        contradicted = list(self._decide(sorted(pair for pair in said if pair in self.decisions.same)))
        self._compare(profiles)
        while self._join():
            pass
        groups = {id(group): group for group in self.of.values()}
        possible, apart = self._left_over()
        apart += [_decided(*pair, "decided-different") for pair in said if pair in self.decisions.different]
        return Linking(
            tuple(sorted((frozenset(group.people) for group in groups.values()), key=_least)),
            tuple(sorted(self.links, key=_order)),
            tuple(sorted(possible, key=_order)),
            tuple(sorted([*apart, *contradicted], key=_order)),
        )

    def _profiles(self, apart: set[str]) -> list[Profile]:
        different: dict[str, set[str]] = defaultdict(set)
        for one, two in self.decisions.different:
            different[one].add(two)
            different[two].add(one)
        names: dict[str, list[NamedPerson]] = defaultdict(list)
        for person in self.people:
            names[key(person.name)].append(person)
        profiles = [
            profile for name in sorted(names) for profile in profiles_of(names[name], self.judge, apart, LINK)
        ]
        for profile in profiles:
            self.of[profile.node] = Group.of(profile.people, different)
            alike = self.judge.compare(profile.traits, profile.traits)
            self.links += [Link(profile.node, person.node, alike) for person in profile.people[1:]]
        return profiles

    def _decide(self, same: list[Pair]) -> Iterator[Link]:
        """Join what curators joined; yield the pairs that another decision forbids to join."""
        for one, two in same:
            left, right = self.of[one], self.of[two]
            if left is right:
                self.links.append(_decided(one, two, "decided-same"))
            elif left.strangers & right.nodes:
                yield _decided(one, two, "contradicting-decisions")
            else:
                self._unite(left, right)
                self.links.append(_decided(one, two, "decided-same"))

    def _compare(self, profiles: list[Profile]) -> None:
        by_node = {profile.node: profile for profile in profiles}
        for one, two in self._candidates(profiles):
            if key(by_node[one].people[0].name) != key(by_node[two].people[0].name):
                continue
            likeness = self.judge.compare(by_node[one].traits, by_node[two].traits)
            if likeness.without >= POSSIBLE:
                self.edges[one, two] = likeness
                self.beside[one].append(two)
                self.beside[two].append(one)

    def _candidates(self, profiles: list[Profile]) -> Iterable[Pair]:
        """Return the pairs worth comparing: those with something in common; all where the name is rare."""
        handles: dict[object, list[str]] = defaultdict(list)
        for profile in profiles:
            for handle in set(self.judge.handles(profile.traits)):
                handles[handle].append(profile.node)
            if profile.traits.name_weight >= POSSIBLE:
                handles[None].append(profile.node)
        return {
            _pair(one, two)
            for nodes in handles.values()
            for at, one in enumerate(nodes)
            for two in nodes[at + 1 :]
        }

    def _join(self) -> bool:
        """Join what is alike enough, the most alike first; return whether anything was joined."""
        joined = False
        for (one, two), likeness in sorted(self.edges.items(), key=_strength):
            if likeness.score < LINK:
                break
            left, right = self.of[one], self.of[two]
            if left is right or not likeness.tied or clash(left, right, self.judge.mergers):
                continue
            likeness = self._doubted(likeness, left, right)
            if likeness.score < LINK:
                continue
            if self._has_rival(one, two, likeness) or self._has_rival(two, one, likeness):
                self.rivals.add((one, two))
                continue
            self.rivals.discard((one, two))
            self._unite(left, right)
            self.links.append(Link(one, two, likeness))
            joined = True
        return joined

    def _doubted(self, likeness: Likeness, left: Group, right: Group) -> Likeness:
        """Return the likeness less what makes it doubtful that all that is known of both is of one person."""
        for doubt in doubts(left, right, self.judge.mergers):
            likeness = self._with(likeness, doubt)
        return likeness

    def _has_rival(self, one: str, two: str, likeness: Likeness) -> bool:
        """Return whether `one` fits another as well as `two`, by the same tie, and those are two persons."""
        mine, yours = self.of[one], self.of[two]
        for third in self.beside[one]:
            theirs = self.of[third]
            if theirs is mine or theirs is yours:
                continue
            other = self.edges[_pair(one, third)]
            fits = other.shared == likeness.shared and other.score > likeness.score - _ALIKE
            if fits and self._are_two(third, two):
                return True
        return False

    def _are_two(self, one: str, two: str) -> bool:
        """Return whether articles tell two apart; a curator who did so leaves the others to the likelier."""
        between = self.edges.get(_pair(one, two))
        if between is None or not between.tied or between.score < LINK:
            return True
        return clash(self.of[one], self.of[two], self.judge.mergers) not in {None, "decided-different"}

    def _unite(self, left: Group, right: Group) -> None:
        nodes = [node for node, group in self.of.items() if group is right]
        left.add(right)
        for node in nodes:
            self.of[node] = left

    def _left_over(self) -> tuple[list[Link], list[Link]]:
        """Return the pairs of groups that may be one person and those that are not: of each the likeliest."""
        best: dict[tuple[int, int], tuple[Pair, Likeness]] = {}
        for pair, likeness in sorted(self.edges.items(), key=lambda edge: (-edge[1].without, edge[0])):
            one, two = (id(self.of[node]) for node in pair)
            if one != two:
                best.setdefault((min(one, two), max(one, two)), (pair, likeness))
        possible, apart = _Likeliest(), _Likeliest()
        for pair, likeness in best.values():
            groups = (self.of[pair[0]], self.of[pair[1]])
            why = clash(*groups, self.judge.mergers)
            likeness = self._doubted(likeness, *groups)
            if why or likeness.score < POSSIBLE:
                apart.add(pair, groups, self._with(likeness, why))
            else:
                rival = pair in self.rivals
                said = replace(likeness, reasons=(*likeness.reasons, "rivals")) if rival else likeness
                possible.add(pair, groups, said, always=rival)
        return possible.links(), apart.links()

    def _with(self, likeness: Likeness, why: str | None) -> Likeness:
        """Return the likeness with what parts two groups, where the two compared do not show it."""
        if why is None or why in likeness.reasons:
            return likeness
        score = round(likeness.score + self.judge.weights.get(why, 0.0), 1)
        return replace(likeness, score=score, reasons=(*likeness.reasons, why))


@dataclass(slots=True)
class _Likeliest:
    """Pairs of groups, of which each group keeps its likeliest."""

    found: list[tuple[Pair, tuple[Group, Group], Likeness, bool]] = field(default_factory=list)

    def add(
        self, pair: Pair, groups: tuple[Group, Group], likeness: Likeness, *, always: bool = False
    ) -> None:
        self.found.append((pair, groups, likeness, always))

    def links(self) -> list[Link]:
        served: set[int] = set()
        links = []
        for pair, groups, likeness, always in sorted(self.found, key=self._rank):
            if always or any(id(group) not in served for group in groups):
                links.append(Link(*pair, likeness))
                served |= {id(group) for group in groups}
        return links

    @staticmethod
    def _rank(found: tuple[Pair, tuple[Group, Group], Likeness, bool]) -> tuple[float, int, Pair]:
        pair, groups, likeness, _ = found
        return -likeness.score, -sum(len(group.nodes) for group in groups), pair


def _strength(edge: tuple[Pair, Likeness]) -> tuple[float, int, Pair]:
    pair, likeness = edge
    return -likeness.score, likeness.gap, pair


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _decided(one: str, two: str, reason: str) -> Link:
    return Link(*_pair(one, two), Likeness(0.0, None, (reason,)))


def _least(group: frozenset[NamedPerson]) -> str:
    return min(person.node for person in group)


def _order(link: Link) -> tuple[str, str, tuple[str, ...]]:
    return link.one, link.two, link.likeness.reasons
