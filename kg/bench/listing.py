"""What a run was, for people: a table of scores, and the errors grouped by the rule that made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.bench.baseline import ratios
from kg.bench.compare import CLASSES, Miss
from kg.bench.record import Cluster, Event, Position
from kg.bench.run import Compared, Run
from kg.bench.score import Score
from kg.text import shadow

_HEAD = ("class", "right", "wrong", "missed", "precision", "recall", "F1", "95 %")
_AROUND = 70  # characters of the article on either side
_FAR = 400  # characters between a name and a title that are shown together


def score_table(scores: Mapping[str, Score]) -> str:
    """Return the scores as an aligned table, one class a line; the bounds are those of F1."""
    return table([_HEAD, *(_row(name, scores[name]) for name in CLASSES if name in scores)])


def sure_table(scores: Mapping[str, Score]) -> str:
    """Return the scores of sure posts as a table; the bounds are those of precision."""
    kept = (0, 1, 2, 4, 7)
    rows = [_HEAD, *(_row(name, held) for name, held in scores.items())]
    return table([tuple(row[column] for column in kept) for row in rows])


def ratio_table(ours: Mapping[str, Score], theirs: Mapping[str, Score], name: str) -> str:
    """Return F1 of ours and of a baseline by class, with the ratio."""
    rows = [("class", "F1", f"F1 {name}", "ratio")]
    for key, ratio in ratios(ours, theirs).items():
        both = (f"{ours[key].count.f1:.3f}", f"{theirs[key].count.f1:.3f}")
        rows.append((key, *both, "-" if ratio is None else f"{ratio:.1f}"))
    return table(rows)


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows as aligned lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def _row(name: str, held: Score) -> tuple[str, ...]:
    count = held.count
    return (
        name, str(count.right), str(count.wrong), str(count.missed), f"{count.precision:.3f}",
        f"{count.recall:.3f}", f"{count.f1:.3f}", f"{held.low:.3f}-{held.high:.3f}",
    )  # fmt: skip


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = (
        text.ljust(width) if not place else text.rjust(width)
        for place, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class Slip:
    """One error of a run: its class, whether it is wrong or missed, where, and what was read there."""

    name: str
    wrong: bool
    document: str
    miss: Miss
    around: str

    @property
    def key(self) -> tuple[str, bool, object]:
        """What makes two errors of different classes the same one."""
        return self.document, self.wrong, self.miss.item


def slips(run: Run, classes: Iterable[str]) -> Iterator[Slip]:
    """Yield the errors of these classes, in the order of the documents."""
    for one in run.compared:
        for name in classes:
            outcome = one.outcomes[name]
            for miss in outcome.wrong:
                yield Slip(name, True, one.document.gold.id, miss, _around(one, miss))
            for miss in outcome.missed:
                yield Slip(name, False, one.document.gold.id, miss, _around(one, miss))


def error_list(run: Run, limit: int, classes: Iterable[str] = CLASSES) -> str:
    """Return, class by class, at most `limit` wrong items for each rule and `limit` missed ones.

    The rule that made most comes first. An error of a post is told at the first depth at which it is one.
    """
    blocks = []
    told: set[tuple[str, bool, object]] = set()
    for name in classes:
        found = [slip for slip in slips(run, [name]) if slip.key not in told]
        told.update(slip.key for slip in found)
        if found:
            blocks.append(_block(name, found, limit))
    return "\n".join(blocks)


def _block(name: str, found: list[Slip], limit: int) -> str:
    wrong: dict[str, list[Slip]] = {}
    for slip in found:
        if slip.wrong:
            wrong.setdefault(", ".join(slip.miss.trace.rules) if slip.miss.trace else "?", []).append(slip)
    missed = [slip for slip in found if not slip.wrong]
    lines = [f"== {name}: {sum(map(len, wrong.values()))} wrong, {len(missed)} missed\n"]
    for rules, made in sorted(wrong.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        lines.append(f"-- wrong by {rules}: {len(made)}\n")
        lines += map(_tell, made[:limit])
    if missed:
        lines.append(f"-- missed: {len(missed)}\n")
        lines += map(_tell, missed[:limit])
    return "".join(lines)


def _tell(slip: Slip) -> str:
    around = f"       {slip.around}\n" if slip.around else ""
    return f"   {'+' if slip.wrong else '-'} {slip.document}: {shown(slip.miss.item)}\n{around}"


def shown(item: object) -> str:
    """Return an item of a record on one line."""
    match item:
        case Position(person, position, org, province, status):
            return f"{person} | {position} | {org or '-'} | {province or '-'} | {status}"
        case Cluster(name, org, stated, members):
            listed = ", ".join(members) or "-"
            return f"{name} | {org or '-'} | {stated if stated is not None else '-'} | {listed}"
        case Event(date, _, place):
            return f"{date or '-'} | {place or '-'}"
        case _:
            return str(item)


def _around(one: Compared, miss: Miss) -> str:
    """Return the text around what was found, or around what was missed where it stands as written."""
    text = one.document.article.text
    start, end = (miss.trace.start, miss.trace.end) if miss.trace else _find(text, miss.item)
    if end == 0:
        return ""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"…{before}[{text[start:end]}]{after}…".split())


def _find(text: str, item: object) -> tuple[int, int]:
    """Return where a missed item stands; a post, where its title comes nearest to the given name."""
    low = shadow(text).lower()
    if isinstance(item, Position):
        names = _spans(low, item.person) or _spans(low, item.person.rsplit(" ", 1)[-1])
        titles = _spans(low, item.position)
        pairs = [(min(name, title), max(name, title)) for name in names for title in titles]
        nearest = min(pairs, key=lambda pair: pair[1][0] - pair[0][1], default=None)
        if nearest and nearest[1][0] - nearest[0][1] <= _FAR:
            return nearest[0][0], nearest[1][1]
        return names[0] if names else (0, 0)
    found = _spans(low, item) if isinstance(item, str) else []
    return found[0] if found else (0, 0)


def _spans(low: str, sought: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(shadow(sought).lower()), low)]
