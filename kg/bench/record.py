"""What one document says, in the gold format: one form for what a reader wrote and for what is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["held", "former", "appointed", "relieved"]


@dataclass(frozen=True, slots=True)
class Position:
    """One post of one person. `province` is None for a central body and where nothing tells."""

    person: str
    position: str
    org: str
    province: str | None
    status: Status
    evidence: str = "-"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """An emulation cluster; `stated` is the number of members that the text claims."""

    name: str
    org: str | None
    stated: int | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The main event: `date` in ISO 8601, `--MM-DD` where no year can be had, None without a date."""

    date: str | None = None
    year: str = "none"
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One document: what it says. `unasked` names the fields that a gold file leaves out."""

    id: str
    text: str
    url: str | None = None
    genre: str | None = None
    persons: tuple[str, ...] = ()
    optional_persons: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    provinces: tuple[str, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    documents: tuple[str, ...] = ()
    event: Event = field(default_factory=Event)
    unasked: frozenset[str] = frozenset()


def to_json(record: Record) -> dict[str, object]:
    """Return `record` as JSON values in the gold form, without what only a reader can say."""
    return {
        "id": record.id,
        "text": record.text,
        "url": record.url,
        "persons": list(record.persons),
        "authors": list(record.authors),
        "positions": [
            {
                "person": held.person,
                "position": held.position,
                "org": held.org,
                "province": held.province,
                "status": held.status,
                "evidence": held.evidence,
            }
            for held in record.positions
        ],
        "provinces": list(record.provinces),
        "clusters": [
            {"name": one.name, "org": one.org, "stated": one.stated, "members": list(one.members)}
            for one in record.clusters
        ],
        "documents": list(record.documents),
        "event": {"date": record.event.date, "year": record.event.year, "place": record.event.place},
    }
