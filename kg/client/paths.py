"""Chains of ties between two people, each tie with its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.client.facts import Link, Sentence
from kg.client.markup import table
from kg.client.several import Several


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a chain."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two people are tied: the kind of tie, through what, on which days, and the sentences it rests on.

    `more` counts further sentences. A tie that is not `sure` is one that no source shows.
    """

    kind: str
    label: str
    through: tuple[str, ...]
    days: tuple[str, ...]
    sure: bool
    weight: float
    reasons: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Step:
    """One person and the next with the strongest ties that fit in time, and how many more do."""

    ties: tuple[Tie, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chain:
    """People, and a step from each to the next.

    `forward`: the ties follow each other in time from the first to the last; `backward`: the other way.
    """

    people: tuple[Person, ...]
    steps: tuple[Step, ...]
    forward: bool
    backward: bool
    strength: float


@dataclass(frozen=True, slots=True)
class Paths(Several[Chain]):
    """The chains from one person to another, shortest and strongest first, and what was left out.

    `linked`: ties lead from one to the other at all, in any order of time. `undated` counts the ties without
    a date, `crowds` are bodies and events of too many people with their size. `stopped`: the search ended
    before it had seen all.
    """

    source: Person
    target: Person
    chains: tuple[Chain, ...]
    linked: bool
    undated: int
    stopped: bool
    crowds: tuple[tuple[str, int], ...]

    @property
    def things(self) -> tuple[Chain, ...]:
        return self.chains

    def __repr__(self) -> str:
        return f"<Paths from {self.source.label} to {self.target.label}: {len(self)}>"

    def _repr_html_(self) -> str:
        rows = [
            (
                " – ".join(person.label for person in chain.people),
                "; ".join(f"{step.ties[0].label}: {', '.join(step.ties[0].through)}" for step in chain.steps),
                chain.strength,
            )
            for chain in self.chains
        ]
        note = f"{len(self)} chains from {self.source.label} to {self.target.label}"
        return table(("people", "strongest ties", "strength"), rows, note)


def read_paths(told: Mapping[str, Any], base: str, link: Link) -> Paths:
    """Return the paths that `kg.views.values` and `/paths.json` tell of."""
    return Paths(
        source=_person(told["from"], base),
        target=_person(told["to"], base),
        chains=tuple(_chain(chain, base, link) for chain in told["chains"]),
        linked=told["linked"],
        undated=told["undatedTies"],
        stopped=told["stopped"],
        crowds=tuple((crowd["thing"]["label"], crowd["people"]) for crowd in told["crowds"]),
    )


def _chain(chain: Mapping[str, Any], base: str, link: Link) -> Chain:
    steps = chain["steps"]
    ends = [steps[0]["from"], *(step["to"] for step in steps)]
    return Chain(
        people=tuple(_person(end, base) for end in ends),
        steps=tuple(
            Step(tuple(_tie(tie, base, link) for tie in step["ties"]), step["more"]) for step in steps
        ),
        forward=chain["forward"],
        backward=chain["backward"],
        strength=chain["strength"],
    )


def _tie(tie: Mapping[str, Any], base: str, link: Link) -> Tie:
    return Tie(
        kind=tie["kind"],
        label=tie["label"],
        through=tuple(thing["label"] for thing in tie["through"]),
        days=tuple(day["date"] for day in tie["days"]),
        sure=tie["sure"],
        weight=tie["weight"],
        reasons=tuple(tie["reasons"]),
        sentences=tuple(_sentence(sentence, base, link) for sentence in tie["sentences"]),
        more=tie["more"],
    )


def _person(thing: Mapping[str, Any], base: str) -> Person:
    return Person(base + thing["name"], thing["label"])


def _sentence(told: Mapping[str, Any], base: str, link: Link) -> Sentence:
    article = base + told["article"]["name"]
    return Sentence(
        text=told["quote"],
        article=article,
        title=told["article"]["label"],
        published=date.fromisoformat(told["published"]) if told["published"] else None,
        link=link(f"{article}#char={told['start']},{told['end']}"),
        url=told["url"] or "",
        rule=", ".join(told["rules"]),
        confidence=told["confidence"],
    )
