"""Baselines: what simpler means find in the same documents, and how far extraction is above them."""

from __future__ import annotations

from collections.abc import Mapping

from kg.bench.compare import DEPTHS, compare
from kg.bench.folding import folding
from kg.bench.naive import find_naively
from kg.bench.run import Finder, Run
from kg.bench.score import Score, score
from kg.bench.underthesea import find_tagged
from kg.ontology import lexicon

BASELINES: dict[str, Finder] = {"naive": find_naively, "underthesea": find_tagged}
BASELINE_CLASSES = ("person", "province", *DEPTHS)


def baseline_scores(done: Run, name: str) -> dict[str, Score]:
    """Return the scores of a baseline over the documents of a run of ours.

    Raises `MissingExtraError` when its package is not installed.
    """
    words, find = lexicon(), BASELINES[name]
    found = [(one.document, find(one.document, words)) for one in done.compared]
    outcomes = [compare(document.gold, held, folding(words)) for document, held in found]
    return score(outcomes, BASELINE_CLASSES)


def ratios(ours: Mapping[str, Score], theirs: Mapping[str, Score]) -> dict[str, float | None]:
    """Return by class how many times their F1 ours is, None where theirs is 0."""
    return {
        name: ours[name].count.f1 / held.count.f1 if held.count.f1 else None
        for name, held in theirs.items()
        if name in ours
    }
