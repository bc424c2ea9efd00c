"""Named persons of whom it is known who they are: what linking is measured on, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.derive.facts import Reference
from kg.derive.mergers import Mergers
from kg.derive.named import Named, NamedPerson, Position, Setting, name_people
from kg.errors import GoldError


@dataclass(frozen=True, slots=True)
class Place:
    """What ties the people of a body down, and the local name of its level."""

    anchor: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A position as an article gives it; names are relative to the base, states are IRIs of the ontology."""

    organization: str | None
    role: str | None
    post: str | None
    observed: date | None
    status: str | None
    inheritance: str | None
    site: Place = Place(None, None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A named person and who it is. `places` are the provinces that the article is about."""

    person: str
    node: str
    name: str
    published: date
    gender: str | None = None
    birth: int | None = None
    age: int | None = None
    places: tuple[str, ...] = ()
    positions: tuple[Told, ...] = ()


@dataclass(slots=True)
class Known:
    """Named persons ready to be linked, and who each node is."""

    people: list[NamedPerson] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)


def known_people(mentions: Iterable[Mention], reference: Reference) -> Known:
    """Return the named persons of these mentions as a derivation has them."""
    rows: list[Named] = []
    held: list[Position] = []
    published: dict[str, date] = {}
    places: dict[str, frozenset[str]] = {}
    sites: dict[str, tuple[str | None, str | None]] = {}
    truth: dict[str, str] = {}
    for told in mentions:
        truth[told.node] = told.person
        rows.append(Named(told.node, told.name, told.gender, told.birth, told.age))
        published[told.node.partition("#")[0]] = told.published
        if told.places:
            places[told.node] = frozenset(told.places)
        for seat in told.positions:
            held.append(
                Position(
                    told.node, seat.organization, seat.role, seat.post, seat.observed, seat.status,
                    seat.inheritance,
                )
            )  # fmt: skip
            if seat.organization:
                sites[seat.organization] = (seat.site.anchor, seat.site.level)
    setting = Setting(published, places, sites.__getitem__, reference, Mergers.of(reference))
    return Known(list(name_people(rows, held, setting)), truth)


def to_json(mention: Mention) -> dict[str, Any]:
    """Return a mention as JSON values; what is empty is left out."""
    values: dict[str, Any] = _without_empty(asdict(mention))
    return values


def read_mentions(path: Path) -> Iterator[Mention]:
    """Yield the mentions of a file; raise `GoldError` with the line of one that cannot be used."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _mention(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise GoldError(
                    f"no mention as `kg bench linking` reads it: {error}", where=f"{path}:{number}"
                ) from error


def _mention(said: Mapping[str, Any]) -> Mention:
    positions = (
        Told(
            seat.get("organization"), seat.get("role"), seat.get("post"), _day(seat.get("observed")),
            seat.get("status"), seat.get("inheritance"),
            Place(seat.get("site", {}).get("anchor"), seat.get("site", {}).get("level")),
        )
        for seat in said.get("positions", ())
    )  # fmt: skip
    return Mention(
        said["person"], said["node"], said["name"], date.fromisoformat(said["published"]), said.get("gender"),
        said.get("birth"), said.get("age"), tuple(said.get("places", ())), tuple(positions),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _without_empty(value: Any) -> Any:
    match value:
        case dict():
            kept = {name: _without_empty(inner) for name, inner in value.items()}
            return {name: inner for name, inner in kept.items() if inner not in (None, [], {}, ())}
        case list() | tuple():
            return [_without_empty(inner) for inner in value]
        case date():
            return value.isoformat()
        case _:
            return value
