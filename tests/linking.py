"""Named persons for tests of linking, and the reference layer they are judged by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from kg.derive.facts import Reference
from kg.derive.likeness import Judge
from kg.derive.linking import Decisions, Linking, link_people
from kg.derive.named import NamedPerson, Seat
from kg.derive.persons import Person, name_persons
from kg.derive.read import read_reference
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store

RARE = "Mạc Văn Thí Dụ"
COMMON = "Nguyễn Văn Hùng"
LONG_AN, NINH_THUAN, LATER = "id/adm63/long-an", "id/adm63/ninh-thuan", "id/adm34/tay-ninh"


@cache
def reference() -> Reference:
    """Return the whole reference layer of the package."""
    store, settings = Store.in_memory(), Settings()
    load_reference(store, settings)
    return read_reference(store, settings.base_iri)


@cache
def judge() -> Judge:
    """Return the judge of the package."""
    return Judge(reference())


def seat(body: str, role: str, anchor: str, day: date | None = None, **values: object) -> Seat:
    """Return a position: `seat("tinh-uy-long-an", "bi-thu", LONG_AN)`."""
    said = {"kind": "head", "sure": day is not None, **values}
    return Seat(f"id/org/{body}", f"id/post/{body}/{role}", anchor, day=day, **said)  # type: ignore[arg-type]


def person(number: int, name: str, *seats: Seat, **values: object) -> NamedPerson:
    """Return a person named in the article of this number."""
    node = f"id/article/{number:016x}#p1"
    return NamedPerson(node, name, frozenset(seats), titled=bool(seats), **values)  # type: ignore[arg-type]


def linkings(people: Iterable[NamedPerson], same: object = (), different: object = ()) -> list[Linking]:
    """Return the blocks of people; decisions are pairs of people."""
    pairs = [[(one.node, two.node) for one, two in said] for said in (same, different)]  # type: ignore[attr-defined]
    return list(link_people(people, judge(), Decisions.of(*pairs)))


def persons(people: Iterable[NamedPerson], same: object = (), different: object = ()) -> tuple[Person, ...]:
    """Return the persons behind people."""
    found = linkings(people, same, different)
    return name_persons(group for linking in found for group in linking.groups)


def together(people: Iterable[NamedPerson], same: object = (), different: object = ()) -> list[list[int]]:
    """Return the numbers of the articles of each person, sorted."""
    groups = (group for linking in linkings(people, same, different) for group in linking.groups)
    return sorted(sorted(int(one.article[11:], 16) for one in group) for group in groups)
