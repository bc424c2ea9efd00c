"""Decisions of people: what was decided of which attested nodes, by whom, when and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

Kind = Literal["same", "different", "wrong", "corrected", "undone"]
KINDS: tuple[Kind, ...] = ("same", "different", "wrong", "corrected", "undone")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A node of an article and what it said when somebody decided of it, so that it is known again.

    `node` is relative to the base IRI, `kind` the local name of its class. `says` are pairs of property and
    value, `spans` the stretches of the article (code points) that support it, `quote` the first of them.
    """

    node: str
    kind: str
    says: tuple[tuple[str, str], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    quote: str = ""

    @property
    def article(self) -> str:
        """The name of the article that speaks."""
        return self.node.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the decisions file. `at` is UTC in ISO form, to the second.

    `on` and `other` are the two sides of `same` and `different`; the others have `on` alone. `values` are the
    right values of a correction by property, `undoes` the id of the decision that is taken back.
    """

    kind: Kind
    by: str
    at: str
    why: str
    on: tuple[Anchor, ...] = ()
    other: tuple[Anchor, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    undoes: str = ""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made of all that was decided, equal wherever the line is read."""
        nodes = [sorted(anchor.node for anchor in side) for side in (self.on, self.other)]
        values = {name: sorted(found) for name, found in self.values.items()}
        parts = [self.kind, self.by, self.at, self.why, sorted(nodes), values, self.undoes]
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The decision's name relative to the base IRI."""
        return f"id/decision/{self.id}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when and why."""

    by: str
    at: str
    why: str

    @classmethod
    def now(cls, by: str, why: str) -> Signature:
        """Return the signature of this second."""
        return cls(by, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), why)
