"""What was found in an article, in the gold format, and for each item the rules that read it and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeVar

from kg.bench.posts import BodyNames, cluster_name, position_of
from kg.bench.record import Cluster, Event, Position, Record
from kg.dates import PartialDate
from kg.extract.reading import read
from kg.extract.times import find_moments
from kg.model import Evidence, Extraction, Fact, Text, Value
from kg.ontology import Lexicon
from kg.vocab import VPO

FOAF_NAME = "http://xmlns.com/foaf/0.1/name"
Kind = Literal["person", "author", "province", "document", "cluster", "position", "event"]
_ISSUERS = ("id/org/bo-chinh-tri", "id/org/ban-bi-thu", "id/org/ban-chap-hanh-trung-uong")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Trace:
    """The rules that read something, the span of the article where it was first read, and how sure they are.

    `confidence` is that of the surest evidence, from 0 to 1; what has no evidence of its own is sure.
    """

    rules: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    confidence: float = 1.0


Traces = dict[tuple[Kind, object], Trace]
Item = TypeVar("Item")


@dataclass(slots=True)
class Found:
    """A record of what was found, with the trace of each of its items by class and item."""

    record: Record
    traces: Traces = field(default_factory=dict)


def find_record(extraction: Extraction, lexicon: Lexicon, gold: Record) -> Found:
    """Return what `extraction` says in the form of `gold`, under its id."""
    reader = _Reader(extraction, lexicon)
    traces: Traces = {}
    events = _gather("event", reader.events(), traces)
    record = Record(
        id=gold.id,
        text=gold.text,
        url=gold.url,
        genre=gold.genre,
        persons=_gather("person", reader.persons(), traces),
        authors=_gather("author", reader.authors(), traces),
        positions=_gather("position", reader.positions(), traces),
        provinces=_gather("province", reader.provinces(), traces),
        clusters=_gather("cluster", reader.clusters(), traces),
        documents=_gather("document", reader.documents(), traces),
        event=events[0] if events else Event(),
    )
    return Found(record, traces)


def _gather(kind: Kind, items: Iterable[tuple[Item, Trace]], traces: Traces) -> tuple[Item, ...]:
    """Return each item once, in order, and note all the rules that read it and where it stands first."""
    found: dict[Item, Trace] = {}
    for item, trace in items:
        first = found.setdefault(item, trace)
        rules = tuple(sorted({*first.rules, *trace.rules}))
        found[item] = Trace(rules, first.start, first.end, max(first.confidence, trace.confidence))
    traces.update(((kind, item), trace) for item, trace in found.items())
    return tuple(found)


class _Reader:
    """Reads the facts of one extraction class by class."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction = extraction
        self.lexicon = lexicon
        self.facts: dict[str, list[Fact]] = {}
        for fact in extraction.facts:
            self.facts.setdefault(fact.kind, []).append(fact)
        self.names = {
            extraction.article.node(fact.id): _text(fact.value(FOAF_NAME))
            for fact in self.facts.get(VPO.NamedPerson, ())
        }
        self.bodies = BodyNames(extraction, lexicon)

    def persons(self) -> Iterator[tuple[str, Trace]]:
        for fact in self.facts.get(VPO.NamedPerson, ()):
            yield _text(fact.value(FOAF_NAME)), _trace(fact)

    def authors(self) -> Iterator[tuple[str, Trace]]:
        for fact in self.facts.get(VPO.Author, ()):
            yield _text(fact.value(FOAF_NAME)), _trace(fact)

    def provinces(self) -> Iterator[tuple[str, Trace]]:
        for mention in self.extraction.mentions:
            unit = self.lexicon.get(mention.entity) if mention.kind == VPO.AdministrativeUnit else None
            if unit:
                yield unit.vi, Trace((mention.rule,), mention.start, mention.end)

    def documents(self) -> Iterator[tuple[str, Trace]]:
        for fact in self.facts.get(VPO.Citation, ()):
            code = self._document(fact)
            if code:
                yield code, _trace(fact)

    def _document(self, fact: Fact) -> str | None:
        """Return the printed number, or the key that stands for it."""
        printed = fact.value(VPO.documentNumber)
        if printed is not None:
            return str(printed).replace(" ", "")
        rules = {held.rule for held in fact.evidence}
        known = self.lexicon.get(fact.role(VPO.citedDocument))
        number = known.one("documentNumber") if known else None
        if rules & {"documents.plenum", "documents.congress"}:
            return self._named(fact, number)
        party = number is not None and number.endswith("/TW")
        return number if party else self._numbered(fact)

    def _named(self, fact: Fact, number: str | None) -> str | None:
        """Return the key of what is named by its meeting; a congress that had not met adopted nothing."""
        term = (fact.role(VPO.inTerm) or "").rsplit("/", 1)[-1].upper()
        plenum, kind = fact.value(VPO.plenumNumber), fact.role(VPO.documentType) or ""
        if not term or (plenum is None and fact.role(VPO.resolutionState) == VPO.unresolved):
            return None
        if not kind.endswith("/NQ"):
            return number
        return f"NQĐH-{term}" if plenum is None else f"NQTW{plenum}-{term}"

    def _numbered(self, fact: Fact) -> str | None:
        """Return the key of a document of which only kind and number are printed."""
        start, end = _span(fact.evidence[0])
        number = _NUMBER.search(self.extraction.article.text[start:end])
        kind = self.lexicon.get(fact.role(VPO.documentType))
        if number is None or kind is None or any(held.rule == "documents.local" for held in fact.evidence):
            return None
        sign = kind.one("notation") or kind.local
        return f"{number[0]}-{sign}" + ("/TW" if fact.role(VPO.issuedBy) in _ISSUERS else "")

    def clusters(self) -> Iterator[tuple[Cluster, Trace]]:
        members: dict[str, list[str]] = {}
        for fact in self.facts.get(VPO.ClusterMembershipObservation, ()):
            unit = self.lexicon.get(fact.role(VPO.memberUnit))
            name = unit.vi if unit else _text(fact.value(VPO.printedName))
            members.setdefault(fact.role(VPO.clusterObservation) or "", []).append(name)
        for fact in self.facts.get(VPO.ClusterObservation, ()):
            stated = fact.value(VPO.statedMemberCount)
            sponsor = self.bodies.of(fact.role(VPO.sponsor))
            yield (
                Cluster(
                    self._cluster_name(fact),
                    sponsor.full or None,
                    stated if isinstance(stated, int) else None,
                    tuple(sorted(members.get(self.extraction.article.node(fact.id), ()))),
                ),
                _trace(fact),
            )

    def _cluster_name(self, fact: Fact) -> str:
        """Return a cluster by its number as it is written in full, else by the name of its own."""
        known = self.bodies.of(fact.role(VPO.cluster)).full if fact.value(VPO.clusterNumber) else None
        return known or cluster_name(fact, self.extraction)

    def positions(self) -> Iterator[tuple[Position, Trace]]:
        """Yield the posts; what is told of the past of a post that is held or taken up today is left out."""
        told = tuple(self._told())
        lasting = {_post(held) for held, _ in told if held.status in ("held", "appointed")}
        yield from (one for one in told if one[0].status != "former" or _post(one[0]) not in lasting)

    def _told(self) -> Iterator[tuple[Position, Trace]]:
        opened, closed = self._changed(VPO.opens), self._changed(VPO.closes)
        for fact in self.facts.get(VPO.HoldingObservation, ()):
            node = self.extraction.article.node(fact.id)
            holder = self.names.get(fact.role(VPO.holder) or "")
            if holder:
                held = position_of(fact, holder, self.bodies, self.lexicon)
                if (node in opened or fact.role(VPO.assertedStatus) == VPO.elect) and not self._is_past(fact):
                    held = replace(held, status="appointed")
                elif node in opened or (held.status == "held" and self._is_past(fact)):
                    held = replace(held, status="former")
                elif node in closed:
                    held = replace(held, status="relieved")
                yield held, _trace(fact)

    def _is_past(self, fact: Fact) -> bool:
        """Say whether a holding is told of a day before the article's."""
        on = fact.value(VPO.observedOn)
        day = self.extraction.article.published
        published = (
            day.date() if isinstance(day, datetime) else day.day if isinstance(day, PartialDate) else None
        )
        return isinstance(on, PartialDate) and on.day != published

    def _changed(self, side: str) -> set[str]:
        changes = self.facts.get(VPO.PersonnelChange, ())
        return {name for fact in changes for prop, name in fact.roles if prop == side}

    def events(self) -> Iterator[tuple[Event, Trace]]:
        for fact in self.facts.get(VPO.EventReport, ())[:1]:
            day, basis = fact.value(VPO.startDate), fact.role(VPO.dateBasis)
            place = self.lexicon.get(fact.role(VPO.place))
            printed = self._day_without_year(fact) if day is None else None
            date = str(day) if isinstance(day, PartialDate) and basis != VPO.publicationDate else printed
            year = "none" if day is None else "x" if basis == VPO.statedDate else "c"
            yield Event(date, year, place.vi if place else None), _trace(fact)

    def _day_without_year(self, fact: Fact) -> str | None:
        """Return the day and month that are marked where an event has no date: nothing told the year."""
        moments = find_moments(read(self.extraction.article, self.lexicon))
        by_span = {(moment.start, moment.end): moment for moment in moments if moment.day}
        marked = (by_span.get(mark) for held in fact.evidence for mark in held.marks)
        moment = next(filter(None, marked), None)
        return f"--{moment.month:02}-{moment.day:02}" if moment else None


def _post(held: Position) -> tuple[str, str, str, str | None]:
    return held.person, held.position, held.org, held.province


def _text(value: Value | None) -> str:
    return value.text if isinstance(value, Text) else str(value or "")


def _trace(fact: Fact) -> Trace:
    if not fact.evidence:
        return Trace()
    start, end = _span(fact.evidence[0])
    sure = max(float(held.confidence) for held in fact.evidence)
    return Trace(tuple(sorted({held.rule for held in fact.evidence})), start, end, sure)


def _span(held: Evidence) -> tuple[int, int]:
    return held.marks[0] if held.marks else (held.start, held.end)
