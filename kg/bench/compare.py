"""Gold against what was found in one document: what is right, wrong and missed, class by class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.bench.folding import Folding
from kg.bench.found import Found, Kind, Trace
from kg.bench.record import Cluster, Event, Position, Record

CLASSES = (
    "person", "author", "province", "document", "holder", "title", "body", "tuple", "status", "cluster",
    "cluster stated", "event day", "event date", "event place",
)  # fmt: skip
"""The classes in the order of reports. The depths of a position are `holder` (who holds something at all),
`title` (with the title), `body` (with the body), `tuple` (with the province) and `status`."""

DEPTHS = ("holder", "title", "body", "tuple", "status")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(DEPTHS, "position"),
    "person": "person", "author": "author", "province": "province", "document": "document",
    "cluster": "cluster", "cluster stated": "cluster",
    "event day": "event", "event date": "event", "event place": "event",
}  # fmt: skip
_FIELDS: dict[Kind, str] = {
    "author": "authors", "province": "provinces", "document": "documents", "cluster": "clusters",
    "event": "event",
}  # fmt: skip
_PAST = {"relieved": "former"}
Key = tuple[object, ...]
Items = dict[Key, object]


@dataclass(frozen=True, slots=True)
class Miss:
    """Something wrong or missed: the item as written, the span and the rules of what was found."""

    item: object
    trace: Trace | None = None


@dataclass(slots=True)
class Outcome:
    """One class in one document. A document in which neither side has anything counts nothing.

    `hits` are the traces of what is right, where there is one.
    """

    right: int = 0
    wrong: list[Miss] = field(default_factory=list)
    missed: list[Miss] = field(default_factory=list)
    hits: list[Trace] = field(default_factory=list)


def compare(gold: Record, found: Found, folding: Folding) -> dict[str, Outcome]:
    """Return the outcome of each class of `CLASSES`; of a field that `gold` leaves out nothing counts.

    What is optional in `gold` is neither demanded nor penalised, nor is any post of an optional person.
    """
    wanted, got = (_all_items(record, folding) for record in (gold, found.record))
    excused = _excused(gold, folding)
    return {
        name: Outcome()
        if _FIELDS.get(_KINDS[name]) in gold.unasked
        else _outcome(name, wanted[name], got[name], excused, found.traces)
        for name in CLASSES
    }


def _outcome(
    name: str,
    wanted: Items,
    got: Items,
    excused: Callable[[str, Key], bool],
    traces: Mapping[tuple[Kind, object], Trace],
) -> Outcome:
    kind = _KINDS[name]
    extra = ((key, item) for key, item in got.items() if key not in wanted)
    hits = (traces.get((kind, item)) for key, item in got.items() if key in wanted)
    return Outcome(
        right=len(wanted.keys() & got.keys()),
        wrong=[Miss(item, traces.get((kind, item))) for key, item in extra if not excused(name, key)],
        missed=[Miss(item) for key, item in wanted.items() if key not in got],
        hits=[trace for trace in hits if trace],
    )


def _excused(gold: Record, folding: Folding) -> Callable[[str, Key], bool]:
    """Return what says whether something that the gold does not demand may be found all the same."""
    people = {(folding.name(name),) for name in gold.optional_persons}
    posts = {_position_key(held, folding) for held in gold.positions if held.optional}
    no_year = (gold.event.date or "").startswith("--")

    def excused(name: str, key: Key) -> bool:
        if name == "event date":
            return no_year
        if name not in ("person", *DEPTHS):
            return False
        return key[:1] in people or any(key == post[: len(key)] for post in posts)

    return excused


def _all_items(record: Record, folding: Folding) -> dict[str, Items]:
    optional = {folding.name(name) for name in record.optional_persons}
    held = [one for one in record.positions if not one.optional and folding.name(one.person) not in optional]
    items: dict[str, Items] = {
        "person": {(folding.name(name),): name for name in record.persons},
        "author": {(folding.name(name),): name for name in record.authors},
        "province": {(folding.province(name),): name for name in record.provinces},
        "document": {(folding.document(code),): code for code in record.documents},
        "cluster": {_cluster_key(one, folding): one for one in record.clusters},
        "cluster stated": {(*_cluster_key(one, folding), one.stated): one for one in record.clusters},
    }
    for depth, name in enumerate(DEPTHS):
        items[name] = {_position_key(one, folding)[: depth + 1]: one for one in held}
    return {**items, **dict(_event_items(record.event, folding))}


def _position_key(held: Position, folding: Folding) -> Key:
    body = folding.body(held.org)
    return (
        folding.name(held.person),
        folding.role(held.position, body),
        body,
        folding.province(held.province),
        _PAST.get(held.status, held.status),
    )


def _cluster_key(cluster: Cluster, folding: Folding) -> Key:
    return folding.cluster(cluster.name), frozenset(map(folding.member, cluster.members))


def _event_items(event: Event, folding: Folding) -> Iterator[tuple[str, Items]]:
    date = event.date or ""
    whole = len(date) == len("2018-08-10")
    yield "event day", _one(date[-5:] if whole or date.startswith("--") else "", event)
    yield "event date", _one(date if whole else "", event)
    yield "event place", _one(folding.province(event.place), event)


def _one(value: str, item: object) -> Items:
    return {(value,): item} if value else {}
