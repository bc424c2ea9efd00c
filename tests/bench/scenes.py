"""What happened in a made-up society: conferences, appointments, meetings, told by 1 to 4 articles each."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from kg.derive.bodies import Body
from kg.derive.facts import Reference
from kg.vocab import VPO
from tests.bench.offices import FIRST, LAST, Office, lifetime, units
from tests.bench.society import Service, Society

_T = TypeVar("_T")
KINDS = {"conference": 50, "appointment": 25, "cluster": 8, "life": 7, "documents": 10}
"""How many scenes of a hundred are of each kind."""
_REPORTS = (1, 1, 1, 1, 1, 1, 2, 2, 3, 4)
_SPONSORS = (
    "ban-to-chuc-trung-uong", "ban-noi-chinh-trung-uong", "ubkt-trung-uong", "bo-noi-vu", "bo-tu-phap",
    "bo-y-te", "bo-tai-chinh", "bo-xay-dung", "bo-cong-thuong", "bo-ngoai-giao", "thanh-tra-chinh-phu",
    "bo-quoc-phong",
)  # fmt: skip
_SHORT = {"ban-to-chuc-trung-uong": "btctw", "ban-noi-chinh-trung-uong": "bnctw"}
_MEMBERS = 11


@dataclass(frozen=True, slots=True)
class ClusterYear:
    """A cluster in one year: its members and the one that leads it."""

    cluster: str
    sponsor: str
    number: int
    year: int
    members: tuple[str, ...]

    @property
    def leader(self) -> str:
        """The unit whose body leads."""
        return self.members[self.year % len(self.members)]


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that can be cited; `issuer` and `term` are what citations say of it."""

    name: str
    number: str
    type: str
    issuer: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing that happened. `people` are services with the role taken; the first has the lead."""

    number: int
    kind: str
    day: date
    place: str | None
    host: Body | None
    people: tuple[tuple[Service, str], ...]
    documents: tuple[Cited, ...] = ()
    cluster: ClusterYear | None = None
    change: Service | None = None
    reports: int = 1


class Stage:
    """What scenes are drawn from, indexed once."""

    def __init__(self, offices: Sequence[Office], society: Society, reference: Reference, seed: int) -> None:
        self.society = society
        self.reference = reference
        self.chance = random.Random(f"scenes {seed}")
        self.units = units(reference)
        fame = self._fame()
        self.offices = _Urn(
            offices, [office.weight * fame.get(office.body.jurisdiction, 1.0) for office in offices]
        )
        by_place: dict[str | None, list[Office]] = defaultdict(list)
        for office in offices:
            by_place[office.body.jurisdiction].append(office)
        self.by_place = {
            place: _Urn(found, [office.weight for office in found]) for place, found in by_place.items()
        }
        self.changes = [service for service in society.services if service.start > FIRST]
        self.documents = _Urn(*self._documents())
        years: dict[str, list[ClusterYear]] = defaultdict(list)
        for cluster in self._clusters(seed):
            years[cluster.cluster].append(cluster)
        ranked = sorted(years, key=lambda name: (name != "id/cluster/btctw/4", name))
        self.clusters = _Urn(
            [years[name] for name in ranked], [1 / (rank + 1) for rank in range(len(ranked))]
        )
        self.by_role = {
            (o.body.jurisdiction, o.body.organization.split("/")[2][:11], o.role): o for o in offices
        }

    def scenes(self, articles: int) -> Iterator[Scene]:
        """Yield scenes until they are told by so many articles."""
        told, number = 0, 0
        draw = {
            "conference": self._conference,
            "appointment": self._appointment,
            "cluster": self._meeting,
            "life": self._life,
            "documents": self._conference,
        }
        kinds = _Urn(list(KINDS), list(KINDS.values()))
        while told < articles:
            number += 1
            kind = kinds.draw(self.chance)
            scene = draw[kind](number, kind, min(self.chance.choice(_REPORTS), articles - told))
            told += scene.reports
            yield scene

    def _fame(self) -> dict[str | None, float]:
        """Return how much is written of each unit: like Zipf, in an order drawn once."""
        order = random.Random("fame").sample(self.units, len(self.units))
        return {unit: 6.0 / (rank + 4) ** 0.8 for rank, unit in enumerate(order)}

    def _documents(self) -> tuple[list[Cited], list[float]]:
        """Return known and made-up documents and their weights, like Zipf; 18-NQ/TW of 2017 comes first."""
        known = [thing for thing, predicate in self.reference.values if predicate == VPO.documentNumber]
        known.sort(key=lambda name: (name != "id/doc/18-nq-tw_2017-10-25", name))
        found = []
        for name in known:
            number, type_ = (
                self.reference.one(name, VPO.documentNumber),
                self.reference.one(name, VPO.documentType),
            )
            if number and type_ and name.startswith("id/doc/"):
                issuer, term = self.reference.one(name, VPO.issuedBy), self.reference.one(name, VPO.inTerm)
                found.append(Cited(name, number, type_, issuer, term))
        for count in range(1, 2001):
            place = self.chance.choice(self.units).rsplit("/", 1)[-1]
            name = f"id/doc/{9000 + count}-qd-tu_{place}_2020-2025"
            found.append(
                Cited(name, f"{9000 + count}-QĐ/TU", "scheme/document-type/QD", f"id/org/tinh-uy-{place}")
            )
        return found, [1 / (rank + 3) for rank in range(len(found))]

    def _clusters(self, seed: int) -> Iterator[ClusterYear]:
        """Yield all clusters year by year: five a sponsor; a member changes now and then."""
        chance = random.Random(f"clusters {seed}")
        for sponsor in _SPONSORS:
            for number in range(1, 6):
                members: list[str] = []
                for year in range(FIRST.year, LAST.year + 1):
                    alive = [unit for unit in self.units if self._lives(unit, date(year, 12, 31))]
                    members = [unit for unit in members if unit in alive and chance.random() < 0.97]
                    members += chance.sample([u for u in alive if u not in members], _MEMBERS - len(members))
                    name = f"id/cluster/{_SHORT.get(sponsor, sponsor)}/{number}"
                    yield ClusterYear(name, f"id/org/{sponsor}", number, year, tuple(sorted(members)))

    def _lives(self, unit: str, day: date) -> bool:
        begins, ends = lifetime(unit, self.reference)
        return begins <= day and (ends is None or day < ends)

    def _conference(self, number: int, kind: str, reports: int) -> Scene:
        """Return a conference of a body: a chair, others of the place and some from the centre."""
        while True:
            office, day = self.offices.draw(self.chance), self._day()
            if chairs := self.society.holders(office, day):
                break
        place = office.body.jurisdiction
        people = [(self.chance.choice(chairs), "chair")]
        for count in range(self.chance.choice((1, 2, 2, 3, 4))):
            other = self._holder(place if count or self.chance.random() < 0.8 else None, day)
            if other and all(other.person != known.person for known, _ in people):
                people.append((other, "speaker" if count == 1 else "attendee"))
        documents = self._cited(3 if kind == "documents" else 1)
        return Scene(
            number,
            kind,
            day,
            place or self._place(day),
            office.body,
            tuple(people),
            documents,
            reports=reports,
        )

    def _appointment(self, number: int, kind: str, reports: int) -> Scene:
        """Return the handing over of a decision that makes somebody the holder of an office."""
        change = self.chance.choice(self.changes)
        place = change.office.body.jurisdiction
        giver = self._holder(place, change.start)
        people = [(change, "attendee")]
        if giver and giver.person != change.person:
            people.append((giver, "conferrer"))
        place = place or self._place(change.start)
        return Scene(
            number, kind, change.start, place, change.office.body, tuple(people), (), None, change, reports
        )

    def _meeting(self, number: int, kind: str, reports: int) -> Scene:
        """Return a meeting of a cluster: heads of member bodies and a guest from the centre."""
        cluster = self.chance.choice(self.clusters.draw(self.chance))
        half = self.chance.random() < 0.5
        day = date(cluster.year, 6 if half else 12, self.chance.randrange(1, 29))
        if not all(self._lives(unit, day) for unit in cluster.members) or day > LAST:
            return self._meeting(number, kind, reports)
        people: list[tuple[Service, str]] = []
        for unit in (cluster.leader, *self.chance.sample(cluster.members, 3)):
            head = self.by_role.get((unit, "ban-to-chuc", "truong-ban"))
            for holder in self.society.holders(head, day) if head else ():
                if all(holder.person != known.person for known, _ in people):
                    people.append((holder, "attendee" if people else "chair"))
        guest = self._holder(None, day)
        if guest:
            people.append((guest, "directive-speaker"))
        return Scene(
            number, kind, day, cluster.leader, None, tuple(people), self._cited(1), cluster, None, reports
        )

    def _life(self, number: int, kind: str, reports: int) -> Scene:
        """Return what is told of a person who now holds an office and held others before."""
        now = self.chance.choice(self.changes)
        while now in self.society.before and self.chance.random() < 0.9 and now.end is None:
            now = self.society.before[now]
        day = min(now.start + timedelta(days=self.chance.randrange(20, 200)), LAST)
        place = now.office.body.jurisdiction or self._place(day)
        return Scene(number, kind, day, place, now.office.body, ((now, "attendee"),), reports=reports)

    def _holder(self, place: str | None, day: date) -> Service | None:
        urn = self.by_place.get(place)
        for _ in range(4):
            if urn and (held := self.society.holders(urn.draw(self.chance), day)):
                return self.chance.choice(held)
        return None

    def _cited(self, most: int) -> tuple[Cited, ...]:
        count = self.chance.randrange(most + 1)
        return tuple({self.documents.draw(self.chance): None for _ in range(count)})

    def _day(self) -> date:
        return FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))

    def _place(self, day: date) -> str:
        while not self._lives(place := self.chance.choice(self.units), day):
            pass
        return place


class _Urn(Generic[_T]):
    """Things drawn by weight."""

    def __init__(self, things: Sequence[_T], weights: Sequence[float]) -> None:
        self.things = things
        self.sums = list(accumulate(weights))

    def draw(self, chance: random.Random) -> _T:
        """Return one thing."""
        return chance.choices(self.things, cum_weights=self.sums)[0]
