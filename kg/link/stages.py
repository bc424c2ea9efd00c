"""How far a document is carried out, by the words before it: studied, planned, carried out, reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import Labels, labels
from kg.link.finds import Finds
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

# `ban hành kế hoạch thực hiện`, `sơ kết 5 năm thực hiện`: the word before says more than "carry out".
_RANK = {"tong-ket": 5, "so-ket": 4, "cu-the-hoa": 3, "trien-khai": 2, "hoc-tap": 1}
_NEAR = 50  # code points between two words that speak of one document
_ROLES = {"hoc-tap": "studied", "so-ket": "reviewed", "tong-ket": "reviewed"}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as printed; `term` is its concept."""

    start: int
    end: int
    term: Term

    @property
    def role(self) -> str:
        """The role that a citation has after this word."""
        return _ROLES.get(self.term.local, "implemented")


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[Labels, dict[str, Term]]:
    stages = lexicon.of(VPO.ImplementationStage)
    return labels(form for term in stages for form in term.forms), lexicon.by_form(stages)


def stages_in(finds: Finds, start: int, end: int) -> tuple[Stage, ...]:
    """Return the stages named between two offsets, left to right."""
    words, by_form = _words(finds.reading.lexicon)
    return tuple(
        Stage(match.start(), match.end(), by_form[key(match[0])])
        for match in finds.reading.each(words, start, end)
    )


def stage_before(finds: Finds, start: int, end: int) -> Stage | None:
    """Return the stage that the words before `end` tell: the furthest of those that stand close together."""
    found = stages_in(finds, start, end)
    if not found:
        return None
    chosen = last = found[-1]
    for stage in reversed(found[:-1]):
        gap = finds.reading.low[stage.end : last.start]
        if len(gap) > _NEAR or ";" in gap:
            break
        last = stage
        if _RANK.get(stage.term.local, 0) > _RANK.get(chosen.term.local, 0):
            chosen = stage
    return chosen
