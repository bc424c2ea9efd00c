"""The page of one thing: what it is, what is known of it, and the sentences behind it."""

from __future__ import annotations

from dataclasses import replace

from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF

from kg.errors import UnknownEntityError
from kg.store import Term
from kg.views.captions import caption
from kg.views.cells import day_of, doubt, part, source_of
from kg.views.evidence import Footnotes, merged_into
from kg.views.knowledge import Knowledge
from kg.views.lens import ALL, Lens
from kg.views.life import life
from kg.views.page import Page, Property
from kg.views.parts import Ref, Words, tone_of
from kg.views.period import Day
from kg.views.reading import Reading
from kg.views.roster import roster
from kg.views.sections import SECTIONS, section, title
from kg.views.turning import Turn
from kg.vocab import VPO

ROWS_A_TURN = 50
"""Rows of a table that is shown alone."""
_IN_SHORT = 5  # rows
_NO_GAPS = frozenset({"person-titles"})  # where these tables are empty, nothing is missing
_ELSEWHERE = {
    str(RDF.type), str(SKOS.prefLabel), str(RDFS.label), str(DCTERMS.source), str(FOAF.name), VPO.checkStatus,
    VPO.collationKey, VPO.startPrecision, VPO.endPrecision, VPO.issuePrecision, VPO.validFromPrecision,
    VPO.validToPrecision, VPO.validFromStatus,
}  # fmt: skip
_PRECISIONS = {
    VPO.startDate: VPO.startPrecision,
    VPO.endDate: VPO.endPrecision,
    VPO.issueDate: VPO.issuePrecision,
    VPO.validFrom: VPO.validFromPrecision,
    VPO.validTo: VPO.validToPrecision,
}


def entity_page(knowledge: Knowledge, name: str, lens: Lens = ALL) -> Page:
    """Return the page of the thing called `name`; raise `UnknownEntityError` when nothing is said of it."""
    iri = _known(knowledge, name)
    kind, reading = knowledge.kind(iri), Reading.of(knowledge, iri, lens)
    notes = reading.notes
    members = roster(reading, iri) if tone_of(kind) == "cluster" else None
    steps = life(reading, iri) if tone_of(kind) == "document" else None
    sections = {query: section(reading, query, iri) for query in _queries(kind)}
    properties = _properties(knowledge, notes, iri)
    observations = notes.observations(iri)
    return replace(
        _head(knowledge, iri, kind, lens),
        properties=properties,
        sections=tuple(table for table in sections.values() if table is not None),
        notes=notes.notes(),
        source=source_of(knowledge, *knowledge.values(iri, str(DCTERMS.source))),
        observations=observations,
        articles=notes.articles([iri]) if observations else 0,
        gaps=tuple(
            title(knowledge, query)
            for query, table in sections.items()
            if table is None and query not in _NO_GAPS
        ),
        roster=members,
        disagreements=reading.disputes.kinds,
        life=steps,
    )


def rows_page(knowledge: Knowledge, name: str, query: str, number: int, lens: Lens = ALL) -> Page:
    """Return the page of a thing with one of its tables alone, at page `number` of its rows.

    Raises `UnknownEntityError` for an unknown thing and for a table that its page does not have.
    """
    iri = _known(knowledge, name)
    kind, reading = knowledge.kind(iri), Reading.of(knowledge, iri, lens)
    if query not in _queries(kind):
        raise UnknownEntityError(f"the table {query} of {iri}")
    table = section(reading, query, iri, Turn(number, ROWS_A_TURN))
    shown = (table,) if table is not None else ()
    return replace(_head(knowledge, iri, kind, lens), sections=shown, notes=reading.notes.notes(), only=query)


def short_page(knowledge: Knowledge, name: str) -> Page:
    """Return a thing in short: the first rows of the first of its tables that has any."""
    iri = _known(knowledge, name)
    kind, reading = knowledge.kind(iri), Reading.of(knowledge, iri, ALL)
    tables = (section(reading, query, iri, Turn(1, _IN_SHORT)) for query in _queries(kind))
    first = next((table for table in tables if table is not None), None)
    return replace(
        _head(knowledge, iri, kind), sections=(first,) if first else (), notes=reading.notes.notes()
    )


def _known(knowledge: Knowledge, name: str) -> URIRef:
    iri = knowledge.iri(name)
    if not knowledge.knows(iri):
        raise UnknownEntityError(str(iri))
    return iri


def _queries(kind: str) -> tuple[str, ...]:
    return SECTIONS.get(tone_of(kind), SECTIONS["other"])


def _head(knowledge: Knowledge, iri: URIRef, kind: str, lens: Lens = ALL) -> Page:
    """What every page of a thing begins with."""
    begins, ends = (_day(knowledge, iri, term) for term in (VPO.validFrom, VPO.validTo))
    return Page(
        ref=knowledge.ref(iri),
        iri=str(iri),
        other_label=_other_label(knowledge, iri),
        kind=knowledge.ref(URIRef(kind)) if kind else Ref("", "", ""),
        status=doubt(knowledge, knowledge.value(iri, VPO.checkStatus)),
        begins=begins if begins and lens.on and lens.on < begins.iso else None,
        ends=ends if ends and ends.iso < lens.on else None,
    )


def _day(knowledge: Knowledge, iri: URIRef, term: str) -> Day | None:
    value = knowledge.value(iri, term)
    return day_of(value, knowledge.value(iri, _PRECISIONS[term])) if value is not None else None


def redirect_of(knowledge: Knowledge, name: str) -> Ref | None:
    """Return the thing of ours that the one called `name` was merged into, None without one."""
    merged = merged_into(knowledge, knowledge.iri(name))
    return merged if merged is not None and merged.name.startswith(("id/", "scheme/")) else None


def _properties(knowledge: Knowledge, notes: Footnotes, iri: URIRef) -> tuple[Property, ...]:
    values: dict[str, list[Term]] = {}
    for row in knowledge.rows("properties", thing=iri):
        if str(row["property"]) not in _ELSEWHERE:
            values.setdefault(str(row["property"]), []).append(row["value"])
    numbers = notes.cite([iri], most=3)[0] if values else ()
    lines = (_property(knowledge, iri, predicate, found) for predicate, found in values.items())
    return tuple(replace(line, notes=numbers) for line in sorted(lines, key=lambda line: line.label.text))


def _property(knowledge: Knowledge, iri: URIRef, predicate: str, values: list[Term]) -> Property:
    precision = knowledge.value(iri, _PRECISIONS[predicate]) if predicate in _PRECISIONS else None
    chosen = sorted(set(in_language(values, knowledge.lang)), key=str)
    status = knowledge.value(iri, VPO.validFromStatus) if predicate == VPO.validFrom else None
    return Property(
        label=caption(knowledge, URIRef(predicate)),
        values=tuple(part(knowledge, value, precision) for value in chosen),
        status=doubt(knowledge, status),
    )


def in_language(values: list[Term], lang: str) -> list[Term]:
    """Return the values fit for a reader of `lang`: of texts said in several languages, only those."""
    languages = {value.language for value in values if isinstance(value, Literal) and value.language}
    if len(languages) < 2 or lang not in languages:
        return values
    return [v for v in values if not (isinstance(v, Literal) and v.language and v.language != lang)]


def _other_label(knowledge: Knowledge, iri: URIRef) -> Words | None:
    shown = knowledge.ref(iri)
    for lang, label in sorted(knowledge.labels(iri).items(), reverse=True):
        if lang and lang != shown.lang and label != shown.label:
            return Words(label, lang)
    return None
