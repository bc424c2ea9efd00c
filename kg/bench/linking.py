"""How well named persons are grouped: pairs of them that are together or not, against the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import comb, sqrt

from kg.bench.mentions import Known
from kg.derive.likeness import Judge
from kg.derive.linking import Decisions, Linking, link_people
from kg.text import key


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of named persons: rightly together, together, and really of one person."""

    right: int = 0
    found: int = 0
    real: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval of 95 %, reckoned over names, because pairs of one name go together."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What linking made of known people. `queue` counts pairs to review, `hits` those of one person."""

    people: int
    persons: int
    groups: int
    names: int
    pairs: Pairs
    precision: Share
    recall: Share
    queue: int
    hits: int
    commonest: tuple[str, int]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision.value + self.recall.value
        return 2 * self.precision.value * self.recall.value / both if both else 0.0


def measure(known: Known, judge: Judge) -> Measured:
    """Return how well `known` people are linked."""
    found = list(link_people(known.people, judge, Decisions()))
    blocks = list(_blocks(found, known))
    total = Pairs(*(sum(column) for column in zip(*blocks, strict=True))) if blocks else Pairs()
    queue = [link for linking in found for link in linking.possible]
    bearers: dict[str, set[str]] = defaultdict(set)
    for person in known.people:
        bearers[key(person.name)].add(known.truth[person.node])
    commonest = max(bearers, key=lambda name: (len(bearers[name]), name), default="")
    return Measured(
        len(known.people),
        len(set(known.truth.values())),
        sum(len(linking.groups) for linking in found),
        len(bearers),
        total,
        _share([(right, together) for right, together, _ in blocks]),
        _share([(right, real) for right, _, real in blocks]),
        len(queue),
        sum(known.truth[link.one] == known.truth[link.two] for link in queue),
        (commonest, len(bearers.get(commonest, ()))),
    )


def wrong_pairs(known: Known, judge: Judge) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield links between two persons, with their reasons, to be looked at."""
    for linking in link_people(known.people, judge, Decisions()):
        for link in linking.links:
            if known.truth[link.one] != known.truth[link.two]:
                yield link.one, link.two, link.likeness.reasons


def _blocks(found: Iterable[Linking], known: Known) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs of each name: right, together, real."""
    for linking in found:
        groups = [Counter(known.truth[person.node] for person in group) for group in linking.groups]
        whole: Counter[str] = Counter()
        for group in groups:
            whole.update(group)
        right = sum(comb(count, 2) for group in groups for count in group.values())
        together = sum(comb(group.total(), 2) for group in groups)
        yield right, together, sum(comb(count, 2) for count in whole.values())


def _share(blocks: list[tuple[int, int]]) -> Share:
    """Return a share of sums over blocks; variance by linearisation (Cochran, Sampling Techniques, 6.3)."""
    whole = sum(total for _, total in blocks)
    if not whole:
        return Share(1.0, 0.0, 1.0)
    value = sum(part for part, _ in blocks) / whole
    spread = sqrt(sum((part - value * total) ** 2 for part, total in blocks)) / whole
    return Share(value, max(0.0, value - 1.96 * spread), min(1.0, value + 1.96 * spread))


def results(measured: Measured) -> Mapping[str, object]:
    """Return what was measured as JSON values."""
    pairs, precision, recall = measured.pairs, measured.precision, measured.recall
    return {
        "format": "kg-bench-linking/1",
        "people": measured.people, "persons": measured.persons, "groups": measured.groups,
        "names": measured.names, "commonest": list(measured.commonest),
        "right": pairs.right, "together": pairs.found, "real": pairs.real,
        "precision": [round(value, 4) for value in (precision.value, precision.low, precision.high)],
        "recall": [round(value, 4) for value in (recall.value, recall.low, recall.high)],
        "f1": round(measured.f1, 4),
        "queue": measured.queue, "queue_hits": measured.hits,
    }  # fmt: skip
