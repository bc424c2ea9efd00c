"""The guard: a run that would lose more than a set share of facts or conclusions is refused.

Compared are the generation that readers see and the store about to be published, over the graphs that were
written. An article that lost facts is not made up for by others that gained some; only the articles that came
in the place of others from the same sources make up for these. What people took out or decided is no
accident, however much it takes away; what else waits in the store is guarded beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rdflib import RDF

from kg.errors import LossError
from kg.queries import named
from kg.store import Store
from kg.vocab import NS, VPO

# Below this many a share says nothing: an article or two, mended by hand.
_LEAST = 50
_CONCLUSIONS = frozenset({VPO.Person, VPO.Tenure, VPO.Event, VPO.Conference, VPO.PersonnelEvent,
                          VPO.ClusterMembership})  # fmt: skip
_NOT_FACTS = frozenset({VPO.Article, VPO.Evidence})
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be lost: `most` is a share of 1. `heirs` are the ids of articles that came for others.

    Articles whose ids are in `gone` were taken out on purpose. With `decided` people said what follows.
    """

    most: float
    heirs: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    decided: bool = False

    def check(self, old: Store, new: Store, base: str, graphs: Collection[str]) -> None:
        """Raise `LossError` when what `graphs` lose from `old` to `new` is too much."""
        articles = [graph for graph in graphs if graph.startswith(f"{base}graph/article/")]
        kept = [graph for graph in articles if graph.rpartition("/")[2] not in self.gone]
        self._check("facts", self._facts_lost(old, new, kept), old, "count-facts")
        if not (self.gone or self.decided):
            derived = [graph for graph in graphs if graph.startswith(f"{base}graph/derived/")]
            self._check("conclusions", _conclusions_lost(old, new, derived), old, "count-conclusions")

    def _facts_lost(self, old: Store, new: Store, articles: Iterable[str]) -> Counter[str]:
        lost: Counter[str] = Counter()
        for graph in articles:
            before, after = _kinds(old, graph), _kinds(new, graph)
            if before:
                lost.update(before - after)  # `+=` would drop what heirs made up for so far
            elif graph.rpartition("/")[2] in self.heirs:
                lost.subtract(after)
        return +lost

    def _check(self, what: str, lost: Counter[str], old: Store, counting: str) -> None:
        if lost.total() < _LEAST:
            return
        whole = int(str(old.select(named(counting).text)[0]["things"]))
        if lost.total() > self.most * whole:
            kinds = ", ".join(f"{kind.removeprefix(NS)} {n}" for kind, n in lost.most_common(_SHOWN))
            raise LossError(
                f"would lose {lost.total()} of {whole} {what} ({lost.total() / whole:.0%}, "
                f"KG_MAX_LOSS allows {self.most:.0%}): {kinds}. Nothing is published and readers see what "
                "they saw; if it is right so, run it again with --confirm-loss, else mend the cause first"
            )


def _conclusions_lost(old: Store, new: Store, graphs: Iterable[str]) -> Counter[str]:
    lost: Counter[str] = Counter()
    for graph in graphs:
        lost.update(_kinds(old, graph, _CONCLUSIONS))
        lost.subtract(_kinds(new, graph, _CONCLUSIONS))
    return +lost


def _kinds(store: Store, graph: str, wanted: Collection[str] = ()) -> Counter[str]:
    kinds = (str(kind) for _, _, kind in store.match(None, RDF.type, None, graph))
    chosen = (kind for kind in kinds if (kind in wanted if wanted else kind not in _NOT_FACTS))
    return Counter(kind for kind in chosen if kind.startswith(NS))
