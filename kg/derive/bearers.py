"""Who the people of some rows are, and what they held: persons, why they are one, and their tenures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kg.derive.careers import Tenure, find_tenures
from kg.derive.comparisons import state_linking
from kg.derive.facts import Reference, Statement
from kg.derive.likeness import Judge
from kg.derive.linking import Decisions, Linking, link_people
from kg.derive.named import NamedPerson, Position, Setting, name_people, places_of
from kg.derive.persons import Person, name_persons, state_merged, state_person
from kg.derive.read import Attested
from kg.derive.signs import ends_of_terms
from kg.derive.tenure_facts import state_tenure
from kg.text import slug

Site = Callable[[str], tuple[str | None, str | None]]
Stated = Iterator[tuple[str, frozenset[Statement]]]
"""Statements, each with the block that holds them; a block may come more than once."""


class Bearers:
    """The people of `rows`; `site` gives what ties the people of a body down, and the name of its level."""

    def __init__(
        self,
        rows: Attested,
        judge: Judge,
        site: Site,
        reference: Reference,
    ) -> None:
        self._rows = rows
        self._judge = judge
        self._site = site
        self._reference = reference

    @cached_property
    def decisions(self) -> Decisions:
        """What curators said of persons."""
        return Decisions.of(self._rows.same, self._rows.different)

    @cached_property
    def people(self) -> tuple[NamedPerson, ...]:
        """The people as articles name them."""
        published = dict(self._rows.published)
        setting = Setting(published, self._places(), self._site, self._reference, self._judge.mergers)
        held = (
            Position(
                row.holder, row.organization, row.role, row.post, row.observed, row.status, row.inheritance
            )
            for row in self._rows.holdings
        )
        return tuple(name_people(self._rows.people, held, setting))

    def _places(self) -> dict[str, frozenset[str]]:
        """Return the province that most bodies of an article are of, and those of the events of a person."""
        found = places_of((body.node, body.jurisdiction) for body in self._rows.bodies if body.jurisdiction)
        where = {report.node: report.place for report in self._rows.reports if report.place}
        for event, agent in self._rows.taking_part:
            if event in where:
                found.setdefault(agent, set()).add(where[event])
        return {name: frozenset(places) for name, places in found.items()}

    @cached_property
    def linkings(self) -> tuple[Linking, ...]:
        """How the people of each name were compared."""
        return tuple(link_people(self.people, self._judge, self.decisions))

    @cached_property
    def bearers(self) -> Mapping[str, Person]:
        """The person behind each node of the people of this stage."""
        persons = name_persons(group for linking in self.linkings for group in linking.groups)
        return {node: person for person in persons for node in person.nodes}

    @cached_property
    def who(self) -> Mapping[str, str]:
        """The name of that person."""
        return {node: person.iri for node, person in self.bearers.items()}

    def state(self) -> Stated:
        """Yield persons, where the names lead that they bore, why they are one or not, and tenures."""
        for person in {person.iri: person for person in self.bearers.values()}.values():
            yield f"person/{person.slug}", state_person(person)
        yield from self._redirects()
        for linking in self.linkings:
            yield from state_linking(linking, self.bearers)
        yield from ((f"tenure/{tenure.block}", state_tenure(tenure)) for tenure in self.tenures)

    def _redirects(self) -> Stated:
        """Yield where the names lead that persons bore before curators decided anything."""
        said = self.decisions.same | self.decisions.different
        decided = {self.bearers[node].slug for pair in said for node in pair if node in self.bearers}
        decided |= {slug(person.name) for person in self.people if self.bearers[person.node].slug in decided}
        kept = set(self.who.values())
        people = [person for person in self.people if slug(person.name) in decided]
        alone = link_people(people, self._judge, Decisions())
        for person in name_persons(group for linking in alone for group in linking.groups):
            if person.iri not in kept:
                yield f"person/{person.slug}", state_merged(person, self.who)

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """The tenures that the positions of the people of this stage give."""
        days = dict(self._rows.published)
        dated = [
            replace(holding, observed=holding.observed or days.get(holding.node.partition("#")[0]))
            for holding in self._rows.holdings
        ]
        persons = tuple({person.iri: person for person in self.bearers.values()}.values())
        return find_tenures(persons, dated, self._rows.changes, days, ends_of_terms(self._reference))
