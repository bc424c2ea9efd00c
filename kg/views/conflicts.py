"""Where sources disagree: the kinds with how many there are, and both sides of each with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rdflib import RDFS, Literal, URIRef

from kg.errors import UnknownEntityError
from kg.store import Term
from kg.views.disputes import anchor_of
from kg.views.evidence import Footnotes
from kg.views.graph import reasons
from kg.views.knowledge import Knowledge
from kg.views.page import Note
from kg.views.parts import Ref, Words
from kg.views.period import Day
from kg.vocab import NS, VPO

_SHOWN = 20  # conflicts on one page
_SENTENCES = 3  # of one side; its thing's own page lists more


@dataclass(frozen=True, slots=True)
class KindOfConflict:
    """A kind with what it means and how many conflicts there are of it; `name` is its name in addresses."""

    name: str
    label: Words
    comment: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownSide:
    """What one side says, what it alone names, its first sentences, and how many more there are.

    `facts` are the attested nodes that it rests on, called by the things that they name.
    """

    says: str
    names: tuple[Ref, ...]
    notes: tuple[Note, ...]
    more: int
    facts: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A conflict: what it is about, its days or year, and its sides."""

    anchor: str
    kind: KindOfConflict
    says: str
    concerns: tuple[Ref, ...]
    days: tuple[Day, ...]
    year: str
    sides: tuple[ShownSide, ...]


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """Conflicts of one kind or about one thing; `offset` of the first, `total` of all."""

    kind: KindOfConflict | None
    about: Ref | None
    conflicts: tuple[ShownConflict, ...]
    offset: int
    total: int

    @property
    def next(self) -> int | None:
        """The offset of the next page, None on the last."""
        end = self.offset + len(self.conflicts)
        return end if end < self.total else None


def kinds_of_conflict(knowledge: Knowledge) -> tuple[KindOfConflict, ...]:
    """Return all kinds, also those without a conflict, most frequent first."""
    kinds = (_kind(knowledge, row) for row in knowledge.rows("conflict-kinds"))
    return tuple(sorted(kinds, key=lambda kind: (-kind.count, kind.name)))


def conflicts_of_kind(knowledge: Knowledge, name: str, offset: int = 0) -> ConflictsPage:
    """Return conflicts of the kind called `name`; raise `UnknownEntityError` when there is no such kind."""
    kind = next((kind for kind in kinds_of_conflict(knowledge) if kind.name == name), None)
    if kind is None:
        raise UnknownEntityError(f"the kind of conflict {name}")
    rows = knowledge.rows("conflicts-of-kind", conflictKind=URIRef(NS + name))
    found = [(row["conflict"], kind) for row in rows]
    return ConflictsPage(kind, None, _shown(knowledge, found, offset), offset, len(found))


def conflicts_about(knowledge: Knowledge, name: str, offset: int = 0) -> ConflictsPage:
    """Return the conflicts that touch a thing; raise `UnknownEntityError` when nothing is said of it."""
    iri = knowledge.iri(name)
    if not knowledge.knows(iri):
        raise UnknownEntityError(str(iri))
    kinds = {kind.name: kind for kind in kinds_of_conflict(knowledge)}
    rows = knowledge.rows("conflicts-about", thing=iri)
    found = [(row["conflict"], kinds[str(row["conflictKind"]).removeprefix(NS)]) for row in rows]
    return ConflictsPage(None, knowledge.ref(iri), _shown(knowledge, found, offset), offset, len(found))


def _kind(knowledge: Knowledge, row: dict[str, Term]) -> KindOfConflict:
    iri = row["conflictKind"]
    ref = knowledge.ref(iri)
    comments = (value for value in knowledge.values(iri, str(RDFS.comment)) if isinstance(value, Literal))
    comment = next((str(text) for text in comments if text.language == knowledge.lang), "")
    return KindOfConflict(
        str(iri).removeprefix(NS), Words(ref.label, ref.lang), comment, int(str(row["conflicts"]))
    )


def _shown(
    knowledge: Knowledge, found: Sequence[tuple[Term, KindOfConflict]], offset: int
) -> tuple[ShownConflict, ...]:
    notes = Footnotes(knowledge)
    shown = found[offset : offset + _SHOWN]
    cited = {
        side: notes.cite([side], most=_SENTENCES) for node, _ in shown for side in _sides(knowledge, node)
    }
    by_number = {note.number: note for note in notes.notes()}
    return tuple(
        ShownConflict(
            anchor=anchor_of(knowledge, node),
            kind=kind,
            says=_says(knowledge, node),
            concerns=_refs(knowledge, knowledge.values(node, VPO.concerns)),
            days=_days(knowledge, node),
            year=str(knowledge.value(node, VPO.year) or ""),
            sides=tuple(
                ShownSide(
                    _says(knowledge, side),
                    _refs(knowledge, knowledge.values(side, VPO.putsForward)),
                    tuple(by_number[number] for number in cited[side][0]),
                    cited[side][1],
                    tuple(_fact(knowledge, fact) for fact in notes.facts(side)),
                )
                for side in _sides(knowledge, node)
            ),
        )
        for node, kind in shown
    )


def _sides(knowledge: Knowledge, conflict: Term) -> list[Term]:
    return sorted(knowledge.values(conflict, VPO.side), key=str)


def _fact(knowledge: Knowledge, fact: Term) -> Ref:
    """An attested node; its label is what it prints and the things of ours that it names."""
    things = f"{knowledge.base}id/"
    values = {str(value) for _, _, value in knowledge.store.match(fact) if isinstance(value, URIRef)}
    named = _refs(knowledge, (URIRef(value) for value in sorted(values) if value.startswith(things)))
    printed = (knowledge.value(fact, path) for path in (VPO.printedName, VPO.printedTitle))
    ref = knowledge.ref(fact)
    said = [*(str(text) for text in printed if text is not None), *(one.label for one in named)]
    return replace(ref, label=", ".join(said) or ref.label)


def _says(knowledge: Knowledge, node: Term) -> str:
    return "; ".join(words.text for words in reasons(knowledge, node))


def _refs(knowledge: Knowledge, things: Iterable[Term]) -> tuple[Ref, ...]:
    """The things that have a name, those of one sort together."""
    refs = (knowledge.ref(thing) for thing in things)
    return tuple(sorted((ref for ref in refs if ref.lang), key=lambda ref: (ref.tone, ref.label, ref.name)))


def _days(knowledge: Knowledge, conflict: Term) -> tuple[Day, ...]:
    found = (knowledge.value(conflict, term) for term in (VPO.overlapStart, VPO.overlapEnd))
    return tuple(dict.fromkeys(Day(str(value)[:10]) for value in found if value is not None))
