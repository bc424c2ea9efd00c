"""A run as JSON: the file that `--json` writes, `/quality` shows and the floors are held against.

Its fields are listed in `docs/benchmarks.md`. Shares are rounded to four places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg import __version__
from kg.bench.baseline import ratios
from kg.bench.compare import CLASSES
from kg.bench.run import Compared, Run
from kg.bench.score import Score
from kg.bench.sure import SURE, sure_scores

FORMAT = "kg-bench-extraction/1"
_RULE_CLASSES = tuple(name for name in CLASSES if name != "holder")
_PRECISION = ("right", "wrong", "precision", "low", "high")
Json = dict[str, object]


def results(run: Run, name: str, sure: float = SURE) -> Json:
    """Return what `run` measured over the corpus `name`; who writes it adds the day and the command."""
    return {
        "format": FORMAT,
        "name": name,
        "version": __version__,
        "corpus": {
            "digest": run.digest,
            "documents": len(run.compared),
            "characters": sum(len(one.document.article.text) for one in run.compared),
        },
        "classes": _scores(run.scores),
        "sure": {
            "threshold": sure,
            "classes": {
                name: {key: _score(held)[key] for key in _PRECISION}
                for name, held in sure_scores(run, sure).items()
            },
        },
        "genres": {
            genre: {"documents": count, "classes": _scores(scores)}
            for genre, (count, scores) in run.by_genre().items()
        },
        "rules": _rules(run.compared),
    }


def baseline_results(ours: Mapping[str, Score], theirs: Mapping[str, Score]) -> Json:
    """Return the scores of a baseline and the ratios of F1, class by class."""
    return {
        "classes": _scores(theirs),
        "ratio": {
            name: None if ratio is None else round(ratio, 2) for name, ratio in ratios(ours, theirs).items()
        },
    }


def _scores(scores: Mapping[str, Score]) -> Json:
    return {name: _score(held) for name, held in scores.items()}


def _score(held: Score) -> Json:
    count = held.count
    return {
        "right": count.right,
        "wrong": count.wrong,
        "missed": count.missed,
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        "low": round(held.low, 4),
        "high": round(held.high, 4),
    }


def _rules(compared: Iterable[Compared]) -> Json:
    """Return by rule and class how much of what it read is right and wrong; two rules may share one item."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for one in compared:
        for name in _RULE_CLASSES:
            outcome = one.outcomes[name]
            traces = [("right", trace) for trace in outcome.hits]
            traces += [("wrong", miss.trace) for miss in outcome.wrong if miss.trace]
            for side, rule in ((side, rule) for side, trace in traces for rule in trace.rules):
                counts.setdefault(rule, {}).setdefault(name, Counter())[side] += 1
    return {
        rule: {
            name: {"right": found[name]["right"], "wrong": found[name]["wrong"]}
            for name in _RULE_CLASSES
            if name in found
        }
        for rule, found in sorted(counts.items())
    }
