"""What the stages of an incremental run share: looking up, working, writing blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from rdflib import SKOS

from kg.derive.conclude import Work
from kg.derive.concluded import InStore
from kg.derive.decided import cite_decisions
from kg.derive.facts import Reference, Statement
from kg.derive.likeness import Judge
from kg.derive.lookup import Lookup
from kg.derive.read import Attested
from kg.store import Store
from kg.vocab import VPO

Write = Callable[[str, Iterable[Statement]], object]
"""What makes a block hold exactly these statements."""

_TELLING = frozenset([str(SKOS.prefLabel), VPO.jurisdiction, VPO.level, VPO.parent])


class Rewriting:
    """One run: `up` looks up rows and blocks in the store, `write` is called for each block made again.

    `told` keeps what articles were found to say, which no stage changes.
    """

    def __init__(self, store: Store, base: str, reference: Reference, write: Write) -> None:
        self.up = Lookup(store, base)
        self.reference = reference
        self._judge = Judge(reference)
        self._concluded = InStore(store, base)
        self._write = write
        self.told: dict[str, Attested] = {}
        self._decided: dict[str, list[str]] = defaultdict(list)
        for node, decision in self.up.rows.decided:
            self._decided[node].append(decision)

    def work(self, attested: Attested = Attested()) -> Work:  # noqa: B008
        """Return the work on these rows, with what the store holds concluded."""
        return Work(attested, self.reference, self._concluded, self._judge)

    def put(self, block: str, statements: Iterable[Statement]) -> None:
        """Write one block."""
        self._write(block, cite_decisions(statements, self._decided))

    def replace(self, present: Iterable[str], blocks: Mapping[str, Iterable[Statement]]) -> None:
        """Write `blocks`, and empty those of `present` that are not among them."""
        for block in sorted({*present, *blocks}):
            self.put(block, blocks.get(block, ()))

    def rewritten(self, wanted: Mapping[str, str], blocks: Mapping[str, Iterable[Statement]]) -> list[str]:
        """Write the block of each wanted thing; return those whose name or place is another now."""
        changed = []
        for thing, block in sorted(wanted.items()):
            fresh = blocks.get(block, ())
            if _telling(thing, self.up.block(block)) != _telling(thing, fresh):
                changed.append(thing)
            self.put(block, fresh)
        return changed


def _telling(thing: str, statements: Iterable[Statement]) -> set[tuple[str, str]]:
    return {
        (predicate, f"{value!r}")
        for subject, predicate, value in statements
        if subject == thing and predicate in _TELLING
    }
