"""The lives of all documents, a block for each step, from the rows that speak of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.derive.cited_steps import cited_steps
from kg.derive.event_rows import EventDocument, EventFact, facts_of
from kg.derive.events import Event
from kg.derive.facts import Reference, Statement
from kg.derive.lifecycle import Step, held_steps, is_meeting_role, known_steps, reported_steps, state_steps
from kg.derive.read import Attested


@dataclass(frozen=True, slots=True)
class LifeSources:
    """What lives are concluded from: rows, the events of these rows, and the province of a unit or body.

    `documents` are those whose lives are asked for; all where it is None.
    """

    rows: Attested
    events: tuple[Event, ...]
    province: Callable[[str], str | None]
    reference: Reference
    documents: frozenset[str] | None = None


def conclude_lives(sources: LifeSources) -> Iterator[tuple[str, frozenset[Statement]]]:
    """Yield the steps of each document: the name of the block and what is said of the step."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in _steps(sources):
        if sources.documents is None or step.document in sources.documents:
            steps[step.document].append(step)
    for document, found in steps.items():
        if document.startswith("id/doc/"):
            for name, said in state_steps(document, found, sources.province).items():
                yield name.removeprefix("id/"), said


def _steps(sources: LifeSources) -> Iterator[Step]:
    rows, reference = sources.rows, sources.reference
    published = dict(rows.published)
    cited: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for row in _documents_of_events(rows, reference):
        cited[row.report].append((row.node, row.document, row.role))
    told = [
        *reported_steps(rows.implementations, published, reference),
        *held_steps(sources.events, cited, reference),
    ]
    yield from known_steps(reference, sources.documents)
    yield from told
    better = {(node.partition("#")[0], step.document) for step in told for node in step.nodes}
    yield from cited_steps(rows.cited, better, published, reference)


def _documents_of_events(rows: Attested, reference: Reference) -> Iterator[EventDocument]:
    """Yield the documents that opening sentences cite, and those said later to be studied or reviewed."""
    yield from rows.event_documents
    later = {row.node: row for row in rows.cited if is_meeting_role(row.role, reference)}
    places = (EventFact(row.node, row.at) for row in later.values())
    opening = {row.node for row in rows.event_documents}
    for report, nodes in facts_of(places, dict(rows.openings)).items():
        for node in sorted(nodes - opening):
            yield EventDocument(node, report, later[node].document, later[node].role)
