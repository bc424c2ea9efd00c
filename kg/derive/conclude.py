"""All conclusions from all rows: a pure function, so that the order of loading leaves no trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from kg.derive.bodies import Body, anchor_of, province_organ, state_body, state_post
from kg.derive.careers import Tenure, find_tenures
from kg.derive.cluster_history import conclude_histories
from kg.derive.cluster_years import state_leaders, state_members
from kg.derive.clusters import cluster_names, state_cluster
from kg.derive.clusters_apart import ClusterRows
from kg.derive.coholding import Stay, read_stays, state_cotenures
from kg.derive.comparisons import state_linking
from kg.derive.conflicting import Sources, conclude_conflicts
from kg.derive.decided import cite_decisions
from kg.derive.documents import issuer_of, state_document
from kg.derive.event_rows import EventRows, complete_reports, facts_of
from kg.derive.events import Event, group_reports, state_event
from kg.derive.facts import Reference, Statement, best, local
from kg.derive.likeness import Judge
from kg.derive.linking import Decisions, link_people
from kg.derive.lives import LifeSources, conclude_lives
from kg.derive.mergers import Heirs
from kg.derive.named import NamedPerson, Position, Setting, name_people
from kg.derive.persons import Person, name_persons, state_merged, state_person
from kg.derive.posts import conclude_posts, seat_of, state_history
from kg.derive.read import Attested
from kg.derive.signs import ends_of_terms
from kg.derive.tenure_facts import state_tenure
from kg.text import slug
from kg.vocab import VPO

_Blocks = dict[str, frozenset[Statement]]
_K = TypeVar("_K")
_V = TypeVar("_V")


def conclude(attested: Attested, reference: Reference) -> _Blocks:
    """Return the blocks of the derived layer by name (`person/do-huu-lam`), each with all its statements."""
    work = _Work(attested, reference)
    blocks: dict[str, set[Statement]] = defaultdict(set)
    for block, statements in work.everything():
        blocks[block] |= statements
    decided = _grouped(attested.decided)
    return {block: cite_decisions(statements, decided) for block, statements in blocks.items()}


class _Work:
    """The rows of one run, indexed once."""

    def __init__(self, attested: Attested, reference: Reference) -> None:
        self.attested = attested
        self.reference = reference
        self.judge = Judge(reference)
        self.sites: dict[str, tuple[str | None, str | None]] = {}
        self.bodies = _grouped((body.organization, body) for body in attested.bodies)
        self.people = tuple(self._people())
        self.decisions = Decisions.of(attested.same, attested.different)
        self.linkings = tuple(link_people(self.people, self.judge, self.decisions))
        self.persons = name_persons(group for linking in self.linkings for group in linking.groups)
        self.bearers = {node: person for person in self.persons for node in person.nodes}
        self.who = {node: person.iri for node, person in self.bearers.items()}
        self.clusters = _grouped((row.cluster, row) for row in attested.clusters)
        self.member_bodies = dict(self._find_member_bodies())
        self._find_unnamed()
        self.tenures = self._find_tenures()
        self.stated = tuple((f"tenure/{tenure.block}", state_tenure(tenure)) for tenure in self.tenures)
        self.histories = tuple(self._posts())
        self.events = tuple(self._find_events())

    def everything(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        yield from ((f"person/{person.slug}", state_person(person)) for person in self.persons)
        yield from self._redirects()
        for linking in self.linkings:
            yield from state_linking(linking, self.bearers)
        yield from self.stated
        yield from self.histories
        yield from self._co_tenures()
        yield from self._bodies()
        yield from self._clusters()
        yield from self._events()
        yield from self._documents()
        yield from self._conflicts()
        yield from conclude_lives(LifeSources(self.attested, self.events, self._territory, self.reference))

    def _redirects(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        """Yield where the names lead that persons bore before curators decided anything."""
        said = self.decisions.same | self.decisions.different
        decided = {self.bearers[node].slug for pair in said for node in pair if node in self.bearers}
        decided |= {slug(person.name) for person in self.people if self.bearers[person.node].slug in decided}
        kept = {person.iri for person in self.persons}
        people = [person for person in self.people if slug(person.name) in decided]
        for person in self._named(people, Decisions()):
            if person.iri not in kept:
                yield f"person/{person.slug}", state_merged(person, self.who)

    def _named(self, people: Iterable[NamedPerson], decisions: Decisions) -> tuple[Person, ...]:
        linkings = link_people(people, self.judge, decisions)
        return name_persons(group for linking in linkings for group in linking.groups)

    def _people(self) -> Iterator[NamedPerson]:
        setting = Setting(
            dict(self.attested.published),
            self._places(),
            self._site,
            self.reference,
            self.judge.mergers,
        )
        held = (
            Position(
                row.holder, row.organization, row.role, row.post, row.observed, row.status, row.inheritance
            )
            for row in self.attested.holdings
        )
        return name_people(self.attested.people, held, setting)

    def _places(self) -> dict[str, frozenset[str]]:
        """Return the only province whose bodies an article names, and those of the events of a person."""
        named: dict[str, set[str]] = defaultdict(set)
        for body in self.attested.bodies:
            if body.jurisdiction:
                named[body.node.partition("#")[0]].add(body.jurisdiction)
        found = {article: places for article, places in named.items() if len(places) == 1}
        where = {report.node: report.place for report in self.attested.reports if report.place}
        for event, agent in self.attested.taking_part:
            if event in where:
                found.setdefault(agent, set()).add(where[event])
        return {name: frozenset(places) for name, places in found.items()}

    def _site(self, body: str) -> tuple[str | None, str | None]:
        """Return what ties the people of a body down, and the level of the body."""
        if body not in self.sites:
            seen = self.bodies.get(body, ())
            level = self.reference.one(body, VPO.level) or best(row.level for row in seen)
            self.sites[body] = anchor_of(body, seen, self.reference), local(level)
        return self.sites[body]

    def _find_tenures(self) -> tuple[Tenure, ...]:
        days = dict(self.attested.published)
        dated = [
            replace(holding, observed=holding.observed or days.get(holding.node.partition("#")[0]))
            for holding in self.attested.holdings
        ]
        return find_tenures(self.persons, dated, self.attested.changes, days, ends_of_terms(self.reference))

    def _posts(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        """Yield what follows from all holders of a post together, one block for each line of posts."""
        heirs = Heirs(self.judge.mergers, self.reference)
        first = {tenure.post: tenure for tenure in self.tenures}
        seats = {
            post: seat_of(post, one, self._place(one.organization), heirs) for post, one in first.items()
        }
        lines = _grouped((seats[tenure.post].line, tenure) for tenure in self.tenures)
        for line, tenures in lines.items():
            history = conclude_posts({seats[tenure.post] for tenure in tenures}, tenures)
            yield f"post/{line.removeprefix('id/post/')}", state_history(history)

    def _place(self, body: str) -> tuple[str | None, str | None]:
        """Return the unit that a body serves, and its level."""
        seen = self.bodies.get(body, ())
        unit = self.reference.one(body, VPO.jurisdiction) or best(row.jurisdiction for row in seen)
        return unit, self.reference.one(body, VPO.level) or best(row.level for row in seen)

    def _stays(self) -> Iterator[Stay]:
        told = (statements for _, statements in (*self.stated, *self.histories))
        return read_stays(statement for statements in told for statement in statements)

    def _co_tenures(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        for body, there in _grouped((stay.body, stay) for stay in self._stays()).items():
            if ties := state_cotenures(body, there, self.reference):
                yield f"co-tenure/{_block_of(body)}", ties

    def _bodies(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        for name, seen in self.bodies.items():
            if not self.reference.knows(name):
                yield f"body/{_block_of(name)}", state_body(name, seen, self.reference)
        posts = _grouped(
            (holding.post, (holding.node, holding.organization, holding.role))
            for holding in self.attested.holdings
            if holding.post and holding.organization and holding.role
        )
        for post, held in posts.items():
            organization = min(held)[1]
            if not self.reference.knows(post):
                post_is = state_post(post, held, self._names(organization), self.reference)
                yield f"body/{_block_of(organization)}", post_is

    def _find_member_bodies(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the body behind each member of a cluster whose sponsor has its like in the provinces.

        Bodies that nothing names get a row made from the unit, resting on the memberships.
        """
        sponsors = {
            cluster: self.reference.one(cluster, VPO.sponsor) or best(row.sponsor for row in rows)
            for cluster, rows in self.clusters.items()
        }
        made: dict[str, list[Body]] = defaultdict(list)
        for row in self.attested.memberships:
            sponsor = sponsors.get(row.cluster) or self.reference.one(row.cluster, VPO.sponsor)
            chain = self._organ_of(sponsor, row.unit)
            if chain:
                yield (row.cluster, row.unit), chain[0][0]
            for name, body in chain:
                made[name].append(replace(body, node=row.node))
        self._add(made)

    def _find_unnamed(self) -> None:
        """Add rows for bodies that others are said to belong to and no article names by themselves."""
        made: dict[str, list[Body]] = defaultdict(list)
        for body in self.attested.bodies:
            if body.parent and body.parent.startswith("id/org/"):
                whole = dict(province_organ(body.jurisdiction or "", self.reference, ("", "", "")))
                parent = whole.get(body.parent) or Body("", body.parent)
                made[body.parent].append(replace(parent, node=body.node))
        for holding in self.attested.holdings:
            if holding.organization:
                made[holding.organization].append(Body(holding.node, holding.organization))
        self._add(made)

    def _add(self, made: Mapping[str, list[Body]]) -> None:
        for name, rows in made.items():
            if name not in self.bodies and not self.reference.knows(name):
                self.bodies[name] = rows

    def _organ_of(self, sponsor: str | None, unit: str) -> list[tuple[str, Body]]:
        organ = (sponsor or "").removeprefix("id/org/").removesuffix("-trung-uong")
        word = f"scheme/organ/{organ}"
        vi, en = self.reference.label(word, "vi"), self.reference.label(word, "en")
        return list(province_organ(unit, self.reference, (organ, vi, en))) if vi and en else []

    def _clusters(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        for name, clusters in self.clusters.items():
            if not self.reference.knows(name):
                yield f"cluster/{_block_of(name)}", state_cluster(name, clusters, self.reference)
        for name, members in _grouped((row.cluster, row) for row in self.attested.memberships).items():
            yield f"cluster/{_block_of(name)}", state_members(members, self.member_bodies)
        for name, leaders in _grouped((row.cluster, row) for row in self.attested.leaderships).items():
            yield f"cluster/{_block_of(name)}", state_leaders(leaders, self.who)
        rows = self.attested
        yield from conclude_histories(rows.listed, rows.counts, self.judge.mergers, self.reference)

    def _find_events(self) -> Iterator[Event]:
        attested = self.attested
        rows = EventRows(
            attested.taking_part,
            [(person.node, person.name) for person in attested.people],
            attested.event_documents,
            attested.decision_numbers,
            self.who,
        )
        yield from group_reports(complete_reports(attested.reports, rows, self.reference, self._above))

    def _events(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        told = facts_of(self.attested.event_facts, dict(self.attested.openings))
        for event in self.events:
            kind = self.reference.one(event.kind, VPO.eventClass)
            facts = {fact for report in event.reports for fact in told.get(report.node, ())}
            yield f"event/{event.local}", state_event(event, self._names, kind, facts)

    def _above(self, host: str) -> str | None:
        """Return the body that a body is part of; for a cluster its sponsor."""
        if host.startswith("id/cluster/"):
            rows = self.clusters.get(host, ())
            return self.reference.one(host, VPO.sponsor) or best(row.sponsor for row in rows)
        seen = self.bodies.get(host, ())
        return self.reference.one(host, VPO.parent) or best(body.parent for body in seen)

    def _documents(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        rows = _grouped((row.document, row) for row in self.attested.citations)
        for name, cited in rows.items():
            if name.startswith("id/doc/") and not self.reference.knows(name):
                issuer = issuer_of(cited)
                names = self._names(issuer) if issuer else None
                yield f"document/{_block_of(name)}", state_document(name, cited, names, self.reference)

    def _conflicts(self) -> Iterator[tuple[str, frozenset[Statement]]]:
        rows = self.attested
        return conclude_conflicts(
            Sources(
                tuple(self._stays()),
                self.stated,
                self.events,
                rows.changes,
                rows.people,
                ClusterRows("", rows.listed, rows.counts, rows.leaderships),
                self.who,
                self._province,
                self.reference,
            )
        )

    def _territory(self, unit: str) -> str | None:
        """Return the province that a unit or body belongs to; None for what is of several or of none."""
        return unit if unit.startswith("id/adm") else self._place(unit)[0]

    def _province(self, body: str) -> str | None:
        """Return the province of a provincial body, None for any other."""
        place, level = self._place(body)
        return place if level and level.endswith("/province") else None

    def _names(self, thing: str) -> tuple[str, str]:
        """Return the names of a thing in two languages, of the reference layer or as articles give them."""
        if thing.startswith("id/cluster/") and not self.reference.knows(thing):
            return cluster_names(thing, self.clusters.get(thing, ()), self.reference)
        seen = self.bodies.get(thing, ())
        bare = thing.rsplit("/", 1)[-1].replace("-", " ")
        vi = self.reference.label(thing, "vi") or best(body.vi for body in seen) or bare
        return vi, self.reference.label(thing, "en") or best(body.en for body in seen) or vi


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def _block_of(name: str) -> str:
    """Return the block of a thing: `tinh-uy-long-an` of `id/org/tinh-uy-long-an`, `btctw/4` of a cluster."""
    rest = name.removeprefix("id/")
    kind, _, inner = rest.partition("/")
    return inner if kind in {"org", "cluster", "doc"} and inner else rest
