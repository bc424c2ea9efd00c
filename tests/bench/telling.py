"""What one report tells of people: who took part, with which office, in which body."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kg.dates import PartialDate
from kg.model import Text
from kg.text import slug
from kg.vocab import VPO
from tests.bench.drafts import Draft, Hung, Said
from tests.bench.society import Service

NAME = "http://xmlns.com/foaf/0.1/name"
_GENDER = "http://xmlns.com/foaf/0.1/gender"


@dataclass(slots=True)
class Telling:
    """What a report has told so far: its draft and the nodes of persons and bodies that it has named."""

    draft: Draft
    day: date
    persons: dict[int, str] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)

    def takes_part(self, service: Service, role: str, event: str) -> None:
        """Tell that a person took part in an event."""
        said = self._introduce(service)
        self.draft.fact(
            "t",
            VPO.Participation,
            [
                (VPO.event, event),
                (VPO.agent, self.persons[service.person.number]),
                (VPO.participationRole, f"scheme/participation-role/{role}"),
            ],
            (),
            Hung(said, f"participation.{role}", (service.person.name,)),
        )
        if role in {"speaker", "directive-speaker"}:
            self._speech(service, event)

    def _speech(self, service: Service, event: str) -> None:
        said = self.draft.say(f"Đồng chí {service.person.name} yêu cầu các đơn vị rà soát kế hoạch giả định.")
        self.draft.fact(
            "y",
            VPO.SpeechAct,
            [(VPO.superEvent, event), (VPO.speaker, self.persons[service.person.number])],
            [(VPO.requests, Text("rà soát kế hoạch giả định"))],
            Hung(said, "speeches.request", (service.person.name,)),
        )

    def _introduce(self, service: Service) -> Said:
        """Name a person with an office and return the sentence."""
        title = f"{service.office.title} {service.office.body.vi}"
        status = VPO.acting if service.acting else VPO.current
        said = self.draft.say(
            f"Dự có đồng chí {service.person.name}, {'Quyền ' if service.acting else ''}{title}."
        )
        self.named(service, said)
        self.holding(service, status, self.day, said)
        return said

    def named(self, service: Service, said: Said) -> None:
        """Give the person a node unless the report has named them."""
        person = service.person
        if person.number not in self.persons:
            gender = person.gender if person.number % 2 else None
            self.persons[person.number] = self.draft.fact(
                "p",
                VPO.NamedPerson,
                (),
                [(NAME, Text(person.name)), (VPO.nameKey, slug(person.name)), (_GENDER, gender)],
                Hung(said, "people.addressed", (person.name,)),
            )

    def holding(self, service: Service, status: str, day: date, said: Said) -> str:
        """Tell that the person holds, held or takes an office; return the node."""
        office = service.office
        self._body(service, said)
        return self.draft.fact(
            "h",
            VPO.HoldingObservation,
            [
                (VPO.holder, self.persons[service.person.number]),
                (VPO.role, f"scheme/role/{office.role}"),
                (VPO.organization, office.body.organization),
                (VPO.post, office.post),
                (VPO.assertedStatus, status),
                (VPO.inheritance, VPO.samePhrase),
            ],
            [
                (VPO.observedOn, PartialDate(day)),
                (VPO.nominalRank, office.role.startswith("ham-")),
                (VPO.inheritedOrganization, False),
                (VPO.printedTitle, Text(f"{office.title} {office.body.vi}")),
            ],
            Hung(said, "linking.appositive", (service.person.name, office.title)),
        )

    def _body(self, service: Service, said: Said) -> None:
        body = service.office.body
        if body.organization in self.bodies:
            return
        self.bodies.add(body.organization)
        self.draft.fact(
            "b",
            VPO.BodyObservation,
            [
                (VPO.organization, body.organization),
                (VPO.organizationType, body.type),
                (VPO.organizationClass, body.kind),
                (VPO.organ, service.office.organ),
                (VPO.level, body.level),
                (VPO.jurisdiction, body.jurisdiction),
                (VPO.parent, body.parent),
            ],
            [(VPO.canonicalName, Text(body.vi or "")), (VPO.canonicalName, Text(body.en or "", "en"))],
            Hung(said, "bodies.grammar", (body.vi or "",)),
        )
