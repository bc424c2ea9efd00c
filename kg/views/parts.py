"""What a cell of a page may hold: references, words, days, periods, yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.views.period import Day, Period
from kg.vocab import NS, VPO

_TONES = {
    "person": (VPO.Person, VPO.Official, VPO.NamedPerson, VPO.Author),
    "body": (
        VPO.Organization, VPO.PartyOrganization, VPO.PartyCommittee, VPO.PartyOrgan, VPO.PartyDepartment,
        VPO.PartyGroup, VPO.StateBody, VPO.FrontOrMassBody, VPO.Outlet, VPO.ClusterStandingBody,
    ),
    "post": (VPO.Post,),
    "place": (VPO.AdministrativeUnit, VPO.Region),
    "event": (VPO.Event, VPO.Conference, VPO.PersonnelEvent),
    "cluster": (VPO.EmulationCluster,),
    "document": (
        VPO.Document, VPO.Resolution, VPO.Directive, VPO.Conclusion, VPO.Regulation, VPO.Decision, VPO.Plan,
        VPO.Notice, VPO.Guidance, VPO.LegalAct,
    ),
    "article": (VPO.Article,),
}  # fmt: skip
_UNITS = {"event": "event", "article": "article"}
_TONE_OF = {kind: tone for tone, kinds in _TONES.items() for kind in kinds}


def tone_of(kind: str) -> str:
    """Return the family of a class (`person`, `body`, …), which decides page and colour; else `other`."""
    return _TONE_OF.get(kind, "other")


def unit_of(name: str) -> str:
    """Return what a count of members of a class counts: `event`, `article` or `person`; else nothing.

    `name` is the class as a page names it (`ontology#Event`).
    """
    return _UNITS.get(tone_of(NS + name.removeprefix("ontology#")), "")


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing to link to. `name` is relative to the base IRI, else a full IRI; `lang` is that of `label`.

    `hint` tells bearers of one name apart; empty where the label alone does.
    """

    name: str
    label: str
    lang: str
    kind: str = ""
    hint: str = ""

    @property
    def tone(self) -> str:
        """The family of its class."""
        return tone_of(self.kind)

    @property
    def full(self) -> str:
        """Its label with what tells it from others of that name."""
        return f"{self.label} ({self.hint})" if self.hint else self.label


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the data in its language; `lang` is empty for codes and numbers."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What supports a fact: its sentence, the marked spans, the rule and how sure it is."""

    sentence: str
    text: str
    spans: tuple[tuple[int, int], ...]
    rule: str
    confidence: Decimal


Part = Ref | Words | Day | Period | bool
Cell = tuple[Part, ...]
