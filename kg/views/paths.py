"""How two people are tied by way of others: chains that are consistent in time, with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.errors import ParameterError, UnknownEntityError
from kg.iris import fits_iri
from kg.store.bonds import Bond
from kg.store.chains import Chain, Found, Wish, find_chains
from kg.store.choice import Choice
from kg.store.finding import Only
from kg.store.side import Side
from kg.text import fold
from kg.views.captions import tie_caption
from kg.views.evidence import Footnotes
from kg.views.graph import reasons
from kg.views.knowledge import Knowledge
from kg.views.page import Note
from kg.views.participations import Attendance
from kg.views.parts import Ref, Words
from kg.views.period import Day
from kg.vocab import VPO

_TIES_A_STEP = 5
_NAMESAKES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: by which ties, and how many chains of up to how many steps."""

    choice: Choice = field(default_factory=Choice)
    wish: Wish = field(default_factory=Wish)


@dataclass(frozen=True, slots=True)
class ShownTie:
    """A tie of a step: what it is, through which body or event, when, why, and the sentences it rests on."""

    kind: str
    label: Words
    through: tuple[Ref, ...]
    days: tuple[Day, ...]
    sure: bool
    weight: float
    reasons: tuple[Words, ...]
    notes: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One person and the next with the strongest ties that fit, and how many more do."""

    source: Ref
    target: Ref
    ties: tuple[ShownTie, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain from one to the other; `forward` and `backward` as in `kg.store.chains`."""

    steps: tuple[ShownStep, ...]
    forward: bool
    backward: bool
    strength: float

    @property
    def people(self) -> tuple[Ref, ...]:
        """Who is on it, from end to end."""
        return self.steps[0].source, *(step.target for step in self.steps)


@dataclass(frozen=True, slots=True)
class PathsPage:
    """The chains between two people, and what was left out: undated ties, crowds with their size."""

    source: Ref
    target: Ref
    asked: Asked
    chains: tuple[ShownChain, ...]
    found: Found
    crowds: tuple[tuple[Ref, int], ...]
    notes: tuple[Note, ...]


def find_person(knowledge: Knowledge, side: Side, text: str) -> URIRef:
    """Return the person of this address or name.

    Raises `UnknownEntityError` for nobody, and `ParameterError` where several bear the name.
    """
    if fits_iri(text) and "/" in text:
        iri = knowledge.iri(text.removeprefix("/"))
        if knowledge.ref(iri).tone == "person" and "#" not in str(iri):
            return iri
        raise UnknownEntityError(f"a person at {iri}")
    hits = side.search(text, Only([VPO.Person]), limit=_NAMESAKES).hits
    same = [hit for hit in hits if fold(hit.label_vi) == fold(text)] or list(hits)
    if not same:
        raise UnknownEntityError(f"a person named {text}")
    if len(same) > 1:
        names = ", ".join(knowledge.name(hit.iri) for hit in same)
        raise ParameterError(f"several people fit {text!r}: {names}; give one of these")
    return URIRef(same[0].iri)


def paths_page(knowledge: Knowledge, side: Side, ends: tuple[URIRef, URIRef], asked: Asked) -> PathsPage:
    """Return the chains between two people, shortest and strongest first."""
    source, target = map(str, ends)
    if source == target:
        raise ParameterError("the two are one and the same person; name two different people")

    def neighbours(person: str) -> Iterable[Bond]:
        return filter(asked.choice.wants, side.bonds(person, asked.choice.kinds))

    found = find_chains(neighbours, source, target, asked.wish)
    notes = Footnotes(knowledge)
    seen = Attendance(knowledge, notes)
    chains = tuple(_chain(knowledge, seen, chain) for chain in found.chains)
    crowds = {} if "crowd" in asked.choice.kinds else {**side.crowds(source), **side.crowds(target)}
    return PathsPage(
        knowledge.ref(ends[0]),
        knowledge.ref(ends[1]),
        asked,
        chains,
        found,
        tuple((knowledge.ref(URIRef(thing)), people) for thing, people in crowds.items()),
        notes.notes(),
    )


def _chain(knowledge: Knowledge, seen: Attendance, chain: Chain) -> ShownChain:
    refs = [knowledge.ref(URIRef(person)) for person in chain.people]
    steps = tuple(
        ShownStep(
            one,
            other,
            tuple(_tie(knowledge, seen, bond) for bond in bonds[:_TIES_A_STEP]),
            max(0, len(bonds) - _TIES_A_STEP),
        )
        for one, other, bonds in zip(refs, refs[1:], chain.steps, strict=False)
    )
    return ShownChain(steps, chain.forward, chain.backward, round(chain.strength, 3))


def _tie(knowledge: Knowledge, seen: Attendance, bond: Bond) -> ShownTie:
    numbers, more = seen.notes.cite(dict.fromkeys(_grounds(knowledge, seen, bond)))
    said = (words for node in bond.evidence for words in reasons(knowledge, URIRef(node)))
    return ShownTie(
        kind=bond.kind,
        label=tie_caption(knowledge, bond.kind),
        through=tuple(dict.fromkeys(_through(knowledge, bond))),
        days=tuple(dict.fromkeys(Day(day) for day in (bond.since, bond.until) if day)),
        sure=bond.sure,
        weight=bond.weight,
        reasons=tuple(said),
        notes=numbers,
        more=more,
    )


def _through(knowledge: Knowledge, bond: Bond) -> Iterator[Ref]:
    """Yield the body, post, cluster or event through which two are tied."""
    wanted = {"succession": VPO.post, "same-cluster": VPO.cluster}.get(bond.kind, VPO.organization)
    for node in map(URIRef, bond.evidence):
        if wanted == VPO.post:
            tenure = knowledge.value(node, VPO.laterTenure)
            thing = knowledge.value(tenure, VPO.post) if tenure is not None else None
        else:
            thing = knowledge.value(node, wanted) if bond.kind != "same-event" else node
        if thing is not None or bond.kind == "crowd":
            yield knowledge.ref(thing if thing is not None else node)


def _grounds(knowledge: Knowledge, seen: Attendance, bond: Bond) -> Iterator[URIRef]:
    ends = (URIRef(bond.source), URIRef(bond.target))
    for node in map(URIRef, bond.evidence):
        if bond.kind == "same-event":
            yield from (at for end in ends for at in seen.participations(node, end))
        elif bond.kind == "crowd":
            yield from (at for end in ends for at in seen.presences(node, end))
        else:
            yield node
