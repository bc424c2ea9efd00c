"""Posts in the gold format: the title without its body, the body without its province."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.bench.record import Position
from kg.model import Extraction, Fact, Text
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_SPONSOR = re.compile(r" \(.*")
_CENTRAL = "Trung ương Đảng"
_EVIDENCE = {
    VPO.samePhrase: "x",
    VPO.sameSentence: "c",
    VPO.articleContext: "c",
    VPO.gazetteer: "g",
    VPO.outlet: "o",
}


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body: its full name, the one without its province, and that province."""

    full: str = ""
    short: str = ""
    province: str | None = None


class BodyNames:
    """The names of the bodies that one article speaks of, by what facts call them."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self._extraction = extraction
        self._lexicon = lexicon
        self._found: dict[str, BodyName] = {}
        observed = [fact for fact in extraction.facts if fact.kind == VPO.BodyObservation]
        for fact in observed:
            name = _body_name(fact, lexicon)
            for called in (fact.role(VPO.organization), extraction.article.node(fact.id)):
                if called:
                    self._found.setdefault(called, name)
        self._clusters = {
            fact.role(VPO.cluster): fact for fact in extraction.facts if fact.kind == VPO.ClusterObservation
        }

    def of(self, called: str | None) -> BodyName:
        """Return the names of a body, empty for none; a cluster is of the province of its sponsor."""
        if called is None:
            return BodyName()
        if called in self._found:
            return self._found[called]
        if called in self._clusters:
            fact = self._clusters[called]
            name = cluster_name(fact, self._extraction)
            return BodyName(name, name, self.of(fact.role(VPO.sponsor)).province)
        known = self._lexicon.get(called)
        name = _SPONSOR.sub("", known.vi) if known else ""
        return BodyName(name, name)


def cluster_name(fact: Fact, extraction: Extraction) -> str:
    """Return a cluster, or a block, by its number as it is written in full, else by its name as printed."""
    mentions = [key(extraction.article.text[slice(*mark)]) for held in fact.evidence for mark in held.marks]
    word = "Khối" if mentions and mentions[0].startswith("khối") else "Cụm"
    if number := fact.value(VPO.clusterNumber):
        return f"{word} thi đua số {number}"
    contest = any("thi đua" in mention for mention in mentions)
    return f"{word} {'thi đua ' if contest else ''}{fact.value(VPO.printedNumber)}"


def _body_name(fact: Fact, lexicon: Lexicon) -> BodyName:
    names = (value for prop, value in fact.values if prop == VPO.canonicalName)
    full = next((name.text for name in names if isinstance(name, Text) and name.lang == "vi"), "")
    unit = lexicon.get(fact.role(VPO.jurisdiction))
    return BodyName(full, _without(full, unit), unit.vi if unit else None)


def _without(name: str, unit: Term | None) -> str:
    """Return the name of a body without its province; that of a district or commune stays."""
    if unit is None:
        return name
    bare = unit.vi.removeprefix("Thành phố ")
    tails = (f", {unit.vi}", f" {unit.vi}", f" {bare}")
    return next((name.removesuffix(tail) for tail in tails if name.endswith(tail)), name)


def position_of(fact: Fact, holder: str, bodies: BodyNames, lexicon: Lexicon) -> Position:
    """Return a holding in the gold format, whatever the article reports of its beginning and end."""
    role = lexicon.terms[fact.role(VPO.role) or ""].vi
    body = bodies.of(fact.role(VPO.organization))
    title, org = role, body.short
    if role.endswith(f" {_CENTRAL}"):
        title, org = role.removesuffix(f" {_CENTRAL}"), _CENTRAL
    state = fact.role(VPO.assertedStatus)
    if state == VPO.acting and not title.startswith("Quyền "):
        title = f"Quyền {title}"
    how = _EVIDENCE.get(fact.role(VPO.inheritance) or "", "-") if body.province else "-"
    return Position(holder, title, org, body.province, "former" if state == VPO.former else "held", how)
