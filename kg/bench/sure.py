"""How much of what is asserted without reserve is right: precision over the posts of high confidence."""

from __future__ import annotations

from dataclasses import replace

from kg.bench.compare import DEPTHS, compare
from kg.bench.folding import folding
from kg.bench.found import Found
from kg.bench.run import Run
from kg.bench.score import Score, score
from kg.ontology import lexicon

SURE = 0.8
"""The confidence from which on a post counts as asserted without reserve."""
SURE_CLASSES = DEPTHS[1:]


def sure_scores(run: Run, threshold: float = SURE) -> dict[str, Score]:
    """Return the scores of the posts that rest on evidence of `threshold` or more, depth by depth.

    The bounds are those of precision. What is missed counts posts that were found less surely, too.
    """
    fold = folding(lexicon())
    outcomes = [compare(one.document.gold, _surely(one.found, threshold), fold) for one in run.compared]
    return score(outcomes, SURE_CLASSES, lambda count: count.precision)


def _surely(found: Found, threshold: float) -> Found:
    held = tuple(
        one for one in found.record.positions if found.traces[("position", one)].confidence >= threshold
    )
    return Found(replace(found.record, positions=held), found.traces)
