"""Persons that came, went, were merged, split or renamed, followed by the places that name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.changes.facts import Described, of_class
from kg.changes.model import Change, Thing
from kg.vocab import VPO


class Pair(Protocol):
    """The derived nodes that differ, and what they are called."""

    @property
    def before(self) -> Described: ...
    @property
    def after(self) -> Described: ...
    def thing(self, name: str) -> Thing: ...
    def about(self, *names: str) -> tuple[str, ...]: ...


def compare_persons(pair: Pair) -> Iterator[Change]:
    """Yield what became of the persons; one that only gained or lost places is no change."""
    old, new = _places(pair.before), _places(pair.after)
    was, now = _owners(old), _owners(new)
    for person, places in sorted(new.items()):
        yield from _told(pair, person, {was[place] for place in places if place in was}, old, now)
    for person, places in sorted(old.items()):
        heirs = {now[place] for place in places if place in now}
        if not heirs:
            yield _change(pair, "personGone", person)
        elif len(heirs) > 1:
            yield _change(pair, "personSplit", person, *sorted(heirs))


def _told(
    pair: Pair, person: str, before: set[str], old: dict[str, frozenset[str]], now: dict[str, str]
) -> Iterator[Change]:
    if not before:
        yield _change(pair, "personNew", person)
    elif len(before) > 1:
        yield _change(pair, "personsMerged", person, *sorted(before))
    elif person not in before:
        (former,) = before
        if {now[place] for place in old[former] if place in now} == {person}:
            yield _change(pair, "personRenamed", person, former)


def _change(pair: Pair, kind: str, *persons: str) -> Change:
    """Return the change; of several persons of one name each is told by the end of its IRI, too."""
    things = [pair.thing(person) for person in persons]
    names = [one.vi for one in things]
    told = (_by_iri(one) if names.count(one.vi) > 1 else one for one in things)
    return Change(kind, tuple(told), pair.about(*persons))


def _by_iri(one: Thing) -> Thing:
    local = one.name.rpartition("/")[2]
    return Thing(one.name, f"{one.vi} ({local})", f"{one.en} ({local})")


def original(node: str) -> str:
    """Return the node of the article, also for one that stands in the place of a corrected one."""
    return node.removesuffix(".corrected")


def _places(nodes: Described) -> dict[str, frozenset[str]]:
    return {
        person: frozenset(original(place) for place in nodes[person].get(VPO.namedAs, ()))
        for person in of_class(nodes, VPO.Person)
    }


def _owners(places: dict[str, frozenset[str]]) -> dict[str, str]:
    return {place: person for person, named in places.items() for place in named}
