"""What one load changed, as values that outlive the generations they were compared from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = (
    "appointed", "seen", "ended", "tenureGone", "personNew", "personsMerged", "personSplit", "personRenamed",
    "personGone", "eventNew", "eventGone", "conflictNew", "conflictGone", "memberNew", "memberGone",
    "leaderNew", "leaderGone", "documentNew", "documentGone", "articleNew", "articleGone", "factsLost",
    "decisionNew", "decisionUndone", "decisionStale", "ruleBroken", "ruleMended",
)  # fmt: skip
"""All kinds of change, in the order in which they are told."""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something that changed or took part, as it was called then; `name` is relative to the base IRI."""

    name: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change in terms of meaning. `things` are what its sentence names, in the order of the sentence.

    `about` are the names of all things that it concerns, sorted. `day` is an ISO day as precise as known,
    `count` what the sentence counts, `text` what it quotes.
    """

    kind: str
    things: tuple[Thing, ...]
    about: tuple[str, ...] = ()
    day: str = ""
    count: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What made a generation: a command, when (UTC), by which extractor and ontology, articles by outcome."""

    command: str
    at: str
    extractor: str
    ontology: str
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One generation in the log: its run and what it changed against the generation `previous`.

    Without a previous generation everything is new and nothing is listed.
    """

    number: int
    previous: int | None
    run: Run
    articles: int
    triples: int
    changes: tuple[Change, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each kind there are, in order of telling."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def about(self, name: str) -> tuple[Change, ...]:
        """Return the changes that concern one thing."""
        return tuple(change for change in self.changes if name in change.about)


def write_entry(entry: Entry) -> str:
    """Return an entry as JSON, equal for equal entries."""
    return json.dumps(asdict(entry), ensure_ascii=False, separators=(",", ":")) + "\n"


def read_entry(text: str) -> Entry:
    """Return the entry that was written; raise `ValueError`, `KeyError` or `TypeError` for anything else."""
    fields: dict[str, Any] = json.loads(text)
    changes = tuple(map(read_change, fields.pop("changes")))
    return Entry(**{**fields, "run": Run(**fields["run"]), "changes": changes})


def read_change(fields: Mapping[str, Any]) -> Change:
    """Return a change from its JSON values."""
    things = tuple(Thing(**thing) for thing in fields["things"])
    return Change(**{**fields, "things": things, "about": tuple(fields["about"])})
