"""What the stages of an incremental run share: looking up, working, writing blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from rdflib import SKOS

from kg.derive.conclude import Work
from kg.derive.concluded import InStore
from kg.derive.decided import cite_decisions
from kg.derive.facts import Reference, Statement
from kg.derive.likeness import Judge
from kg.derive.lookup import Lookup
from kg.derive.read import Attested
from kg.derive.writing import Writer
from kg.store import Store
from kg.vocab import VPO

_TELLING = frozenset([str(SKOS.prefLabel), VPO.jurisdiction, VPO.level, VPO.parent])


class Rewriting:
    """One run: `up` looks up rows and blocks in the store.

    What articles were found to say is kept, because no stage changes it.
    """

    def __init__(self, store: Store, base: str, reference: Reference) -> None:
        self.up = Lookup(store, base)
        self.reference = reference
        self._judge = Judge(reference)
        self._concluded = InStore(store, base)
        self._writer = Writer(store, base)
        self._article = cache(self.up.rows.of_article)
        self._said = cache(lambda article, kind: self._article(article).all(kind))
        self._decided: dict[str, list[str]] = defaultdict(list)
        for node, decision in self.up.rows.decided:
            self._decided[node].append(decision)

    def work(self, attested: Attested = Attested()) -> Work:  # noqa: B008
        """Return the work on these rows, with what the store holds concluded."""
        return Work(attested, self.reference, self._concluded, self._judge)

    def told(self, articles: Iterable[str], *kinds: str) -> Attested:
        """Return the rows of single articles in these fields of `Attested`."""
        names = sorted(articles)
        found = {kind: tuple(row for name in names for row in self._said(name, kind)) for kind in kinds}
        return Attested(**found)

    def put(self, block: str, statements: Iterable[Statement]) -> None:
        """Write one block."""
        self._writer.write(block, cite_decisions(statements, self._decided))

    def rest(self, at: tuple[str, str], gone: Iterable[str], come: Iterable[str]) -> None:
        """Let a thing in a block rest on other nodes than before; all else that is said there stays.

        Of nodes that went none was decided on (`decided`), because others may still tie the decision to it.
        """
        thing, block = at
        old, new = ([(thing, VPO.derivedFrom, node) for node in nodes] for nodes in (gone, come))
        if old or new:
            self._writer.amend(block, old, cite_decisions(new, self._decided))

    def amend(self, block: str, gone: Iterable[Statement], come: Iterable[Statement]) -> None:
        """Let statements of a block give way to others, whatever else it holds; that is not read."""
        old, new = frozenset(gone), cite_decisions(come, self._decided)
        if old != new and self.up.holds_more(block, old):
            self._writer.amend(block, old - new, new - old)
        elif old != new:
            self._writer.write(block, new)

    def decided(self, nodes: Iterable[str]) -> bool:
        """Return whether a curator decided on any of these nodes."""
        return not self._decided.keys().isdisjoint(nodes)

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
