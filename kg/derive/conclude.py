"""Conclusions from rows: pure functions, so that the order of loading leaves no trace.

The families come in stages: bodies, then the people who serve in them and their tenures, what follows from
all holders of a post and from all people of a body, then clusters, events and documents, then conflicts. A
stage reads its own rows and what earlier stages concluded (`Concluded`); so the blocks of a few keys can be
made alone, from their rows only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from kg.derive.bearers import Bearers, Stated
from kg.derive.bodies import Body, anchor_of, named_post, state_body, state_post
from kg.derive.body_rows import behind_members, organs_of, said_of_others
from kg.derive.careers import Tenure
from kg.derive.cited_together import state_cited_together
from kg.derive.cluster_history import conclude_histories
from kg.derive.cluster_years import state_leaders, state_members, year_block
from kg.derive.clusters import cluster_names, state_cluster
from kg.derive.clusters_apart import ClusterRows
from kg.derive.coholding import Stay, read_stays, state_cotenures
from kg.derive.concluded import Concluded
from kg.derive.conflicting import Sources, conclude_conflicts
from kg.derive.decided import cite_decisions
from kg.derive.documents import issuer_of, state_document
from kg.derive.event_rows import EventRows, complete_reports, facts_of
from kg.derive.events import Event, group_reports, state_event
from kg.derive.facts import Blocks, Reference, best, block_of, gather, grouped, local
from kg.derive.likeness import Judge
from kg.derive.lives import LifeSources, conclude_lives
from kg.derive.mergers import Heirs
from kg.derive.named import NamedPerson
from kg.derive.out_of_time import state_out_of_time
from kg.derive.posts import History, Seat, conclude_posts, seat_of, state_history
from kg.derive.read import Attested
from kg.derive.reports import Report
from kg.derive.tenure_facts import state_tenure
from kg.vocab import VPO


def conclude(attested: Attested, reference: Reference) -> Blocks:
    """Return the blocks of the derived layer by name (`person/do-huu-lam`), each with all its statements."""
    work = Work(attested, reference)
    decided = grouped(attested.decided)
    blocks = gather(work.everything())
    return {block: cite_decisions(statements, decided) for block, statements in blocks.items()}


def named_people(attested: Attested, reference: Reference) -> tuple[NamedPerson, ...]:
    """Return the persons whom articles name, as they are compared with each other."""
    return Work(attested, reference).people.people


class Work:
    """The rows of one stage or of all, indexed when first asked for.

    Of bodies and persons that `attested` has no rows of, `concluded` tells what earlier stages found.
    """

    def __init__(
        self,
        attested: Attested,
        reference: Reference,
        concluded: Concluded = Concluded(),  # noqa: B008
        judge: Judge | None = None,
    ) -> None:
        self.attested = attested
        self.reference = reference
        self.concluded = concluded
        self.judge = judge or Judge(reference)
        self.clusters = grouped((row.cluster, row) for row in attested.clusters)
        self._sites: dict[str, tuple[str | None, str | None]] = {}
        self._seats: dict[str, Seat] = {}

    def everything(self) -> Stated:
        """Yield all stages."""
        yield from self.state_bodies()
        yield from self.state_named_posts()
        yield from self.people.state()
        tenures = [state_tenure(tenure) for tenure in self.people.tenures]
        histories = gather(self.state_posts(self.people.tenures))
        yield from histories.items()
        stays = tuple(read_stays(chain.from_iterable((*tenures, *histories.values()))))
        yield from self.state_cotenures(stays)
        yield from self.state_clusters()
        yield from self.state_cluster_years()
        yield from self.state_events(self.events)
        yield from self.state_documents()
        yield from self.state_pairs()
        yield from self.state_out_of_time()
        yield from self.state_conflicts(stays, self.events)
        yield from self.state_lives(self.events)

    # bodies

    @cached_property
    def bodies(self) -> Mapping[str, list[Body]]:
        """The rows of each body that articles name or that others are said to belong to."""
        rows = self.attested
        found = grouped((body.organization, body) for body in rows.bodies)
        made = behind_members(rows.memberships, self.chain_of)
        for more in (made, said_of_others(rows.bodies, rows.holdings, self.reference)):
            for name, seen in more.items():
                if name not in found and not self.reference.knows(name):
                    found[name] = seen
        return found

    def chain_of(self, cluster: str, unit: str) -> list[tuple[str, Body]]:
        """Return the body that takes part in a cluster for a unit, then the committee that it belongs to."""
        seen = best(row.sponsor for row in self.clusters.get(cluster, ()))
        return organs_of(self.reference.one(cluster, VPO.sponsor) or seen, unit, self.reference)

    def state_bodies(self) -> Stated:
        """Yield the bodies that the reference layer lacks."""
        for name, seen in self.bodies.items():
            if not self.reference.knows(name):
                yield from state_body(name, seen, self.reference)

    def state_named_posts(self) -> Stated:
        """Yield the posts that the reference layer lacks, each by itself."""
        posts = grouped(
            (holding.post, (holding.node, holding.organization, holding.role))
            for holding in self.attested.holdings
            if holding.post and holding.organization and holding.role
        )
        for post, held in posts.items():
            if not self.reference.knows(post):
                names = self._names(min(held)[1])
                yield named_post(post), state_post(post, held, names, self.reference)

    def _seen(self, body: str) -> Sequence[Body]:
        return self.concluded.body(body) or self.bodies.get(body, ())

    def _place(self, body: str) -> tuple[str | None, str | None]:
        """Return the unit that a body serves, and its level."""
        seen = self._seen(body)
        unit = self.reference.one(body, VPO.jurisdiction) or best(row.jurisdiction for row in seen)
        return unit, self.reference.one(body, VPO.level) or best(row.level for row in seen)

    def _site(self, body: str) -> tuple[str | None, str | None]:
        """Return what ties the people of a body down, and the local name of its level."""
        if body not in self._sites:
            anchor = anchor_of(body, self._seen(body), self.reference)
            self._sites[body] = anchor, local(self._place(body)[1])
        return self._sites[body]

    def _province(self, body: str) -> str | None:
        """Return the province of a provincial body, None for any other."""
        place, level = self._place(body)
        return place if level and level.endswith("/province") else None

    def _territory(self, unit: str) -> str | None:
        """Return the province that a unit or body belongs to; None for what is of several or of none."""
        return unit if unit.startswith("id/adm") else self._place(unit)[0]

    # people

    @cached_property
    def people(self) -> Bearers:
        """The people of this stage, who they are and what they held."""
        return Bearers(self.attested, self.judge, self._site, self.reference)

    def person_of(self, node: str) -> str | None:
        """Return the person behind a node, None where none is known."""
        return self.concluded.person(node) or self.people.who.get(node)

    # posts and the people of a body

    @cached_property
    def heirs(self) -> Heirs:
        """The bodies that go on after a merger."""
        return Heirs(self.judge.mergers, self.reference)

    def state_posts(self, tenures: Iterable[Tenure]) -> Stated:
        """Yield what follows from all holders of a post together, one block for each line of posts."""
        yield from ((block, state_history(history)) for block, history in self.histories(tenures).items())

    def histories(self, tenures: Iterable[Tenure]) -> dict[str, History]:
        """Return what follows from all holders of a post together, by the block of each line of posts."""
        lines = grouped((f"post/{self.line_of(held).removeprefix('id/post/')}", held) for held in tenures)
        return {line: conclude_posts(set(map(self._seat, held)), held) for line, held in lines.items()}

    def line_of(self, tenure: Tenure) -> str:
        """Return the post that the post of a tenure lives on in after all mergers."""
        return self._seat(tenure).line

    def _seat(self, tenure: Tenure) -> Seat:
        if tenure.post not in self._seats:
            place = self._place(tenure.organization)
            self._seats[tenure.post] = seat_of(tenure.post, tenure, place, self.heirs)
        return self._seats[tenure.post]

    def state_cotenures(self, stays: Iterable[Stay]) -> Stated:
        """Yield the ties between people of one body; `stays` are all tenures in it."""
        for body, there in grouped((stay.body, stay) for stay in stays).items():
            if ties := state_cotenures(body, there, self.reference):
                yield f"co-tenure/{block_of(body)}", ties

    # clusters, events, documents

    def state_clusters(self) -> Stated:
        """Yield the clusters that the reference layer lacks."""
        for name, clusters in self.clusters.items():
            if not self.reference.knows(name):
                yield f"cluster/{block_of(name)}", state_cluster(name, clusters, self.reference)

    def state_cluster_years(self) -> Stated:
        """Yield the members and leaders of all clusters, each year a block, and what became of members."""
        chains = ((row, self.chain_of(row.cluster, row.unit)) for row in self.attested.memberships)
        behind = {(row.cluster, row.unit): found[0][0] for row, found in chains if found}
        rows = self.attested
        for at, members in grouped(((row.cluster, row.year), row) for row in rows.memberships).items():
            yield year_block(*at), state_members(members, behind)
        for at, leaders in grouped(((row.cluster, row.year), row) for row in rows.leaderships).items():
            who = self._bearing(row.leader for row in leaders)
            yield year_block(*at), state_leaders(leaders, who)
        yield from conclude_histories(rows.listed, rows.counts, self.judge.mergers, self.reference)

    def _bearing(self, nodes: Iterable[str]) -> dict[str, str]:
        return {node: person for node in sorted(set(nodes)) if (person := self.person_of(node))}

    def reports(self) -> Iterator[Report]:
        """Yield the reports of events with all that joins them."""
        attested = self.attested
        rows = EventRows(
            attested.taking_part,
            [(person.node, person.name) for person in attested.people],
            attested.event_documents,
            attested.decision_numbers,
            self._bearing(agent for _, agent in attested.taking_part),
        )
        return complete_reports(attested.reports, rows, self.reference, self.above)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events behind the reports."""
        return group_reports(self.reports())

    def state_events(self, events: Iterable[Event]) -> Stated:
        """Yield these events, whose reports are among the rows."""
        told = facts_of(self.attested.event_facts, dict(self.attested.openings))
        for event in events:
            kind = self.reference.one(event.kind, VPO.eventClass)
            facts = {fact for report in event.reports for fact in told.get(report.node, ())}
            yield f"event/{event.local}", state_event(event, self._names, kind, facts)

    def above(self, host: str) -> str | None:
        """Return the body that a body is part of; for a cluster its sponsor."""
        term = VPO.sponsor if host.startswith("id/cluster/") else VPO.parent
        if told := self.reference.one(host, term) or self.concluded.value(host, term):
            return told
        if term == VPO.sponsor:
            return best(row.sponsor for row in self.clusters.get(host, ()))
        return best(body.parent for body in self.bodies.get(host, ()) if body.parent != host)

    def state_documents(self) -> Stated:
        """Yield the documents that the reference layer lacks."""
        rows = grouped((row.document, row) for row in self.attested.citations)
        for name, cited in rows.items():
            if name.startswith("id/doc/") and not self.reference.knows(name):
                issuer = issuer_of(cited)
                names = self._names(issuer) if issuer else None
                yield f"document/{block_of(name)}", state_document(name, cited, names, self.reference)

    def state_pairs(self) -> Stated:
        """Yield the documents cited together."""
        yield from (
            (f"cited-together/{block}", pair) for block, pair in state_cited_together(self.attested.citations)
        )

    def state_out_of_time(self) -> Stated:
        """Yield the facts whose day does not fit."""
        for block, found in state_out_of_time(
            self.attested, lambda body: self._place(body)[0], self.reference
        ):
            yield f"out-of-time/{block}", found

    def state_lives(self, events: Iterable[Event], documents: frozenset[str] | None = None) -> Stated:
        """Yield the lives of these or all documents; `events` are those of all reports in the rows."""
        sources = LifeSources(self.attested, tuple(events), self._territory, self.reference, documents)
        return conclude_lives(sources)

    # conflicts

    def state_conflicts(self, stays: Iterable[Stay], events: Iterable[Event]) -> Stated:
        """Yield where sources disagree, over these tenures and events and the rows of clusters."""
        rows = self.attested
        clusters = ClusterRows("", rows.listed, rows.counts, rows.leaderships)
        tenures = tuple((f"tenure/{tenure.block}", state_tenure(tenure)) for tenure in self.people.tenures)
        return conclude_conflicts(
            Sources(
                tuple(stays),
                tenures,
                tuple(events),
                rows.changes,
                rows.people,
                clusters,
                {**self._bearing(row.leader for row in rows.leaderships), **self.people.who},
                self._province,
                self.reference,
            )
        )

    def _names(self, thing: str) -> tuple[str, str]:
        """Return the names of a thing in two languages, of the reference layer or as articles give them."""
        if not self.reference.knows(thing):
            if thing in self.clusters:
                return cluster_names(thing, self.clusters[thing], self.reference)
            if told := self.concluded.names(thing):
                return told
            if thing.startswith("id/cluster/"):
                return cluster_names(thing, (), self.reference)
        seen = self.bodies.get(thing, ())
        bare = thing.rsplit("/", 1)[-1].replace("-", " ")
        vi = self.reference.label(thing, "vi") or best(body.vi for body in seen) or bare
        return vi, self.reference.label(thing, "en") or best(body.en for body in seen) or vi
