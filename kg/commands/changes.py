"""What differs between two generations: in terms of meaning, in rules kept, or graph by graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass

from kg.changes.compare import compare
from kg.changes.facts import Side, thing
from kg.changes.model import KINDS, Change
from kg.changes.words import grouped, sentence, title
from kg.gate import Violation
from kg.settings import Settings
from kg.store import Store, Triple
from kg.store.generations import DataHome
from kg.validate import report


@dataclass(frozen=True, slots=True)
class GraphChange:
    """How many triples one graph gained and lost."""

    graph: str
    added: int
    removed: int


def changes(settings: Settings, numbers: tuple[int, int], *, lang: str, form: str) -> str:
    """Return what changed between two generations, as text with a heading for each kind, or as JSON."""
    with ExitStack() as stack:
        old, new = (stack.enter_context(closing(store)) for store in _open(settings, numbers))
        found = [*compare(old, new, settings.base_iri), *_rules(old, new, settings.base_iri)]
        counted = tuple(store.count() for store in (old, new))
    found.sort(key=lambda change: KINDS.index(change.kind))
    if form == "json":
        values = [
            {**asdict(change), "vi": sentence(change, "vi"), "en": sentence(change, "en")} for change in found
        ]
        whole = {"from": numbers[0], "to": numbers[1], "triples": counted, "changes": values}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    lines = [
        f"{title(kind, lang)}: {len(listed)}\n" + _listed(listed, lang) for kind, listed in grouped(found)
    ]
    nothing = "không có gì đổi về nội dung" if lang == "vi" else "nothing changed in meaning"
    triples = "bộ ba" if lang == "vi" else "triples"
    return "".join(lines or [f"{nothing}\n"]) + f"{triples}: {counted[0]} → {counted[1]}\n"


def graphs(settings: Settings, numbers: tuple[int, int], *, lang: str, form: str) -> str:
    """Return the graphs that differ, one a line, or as JSON."""
    with ExitStack() as stack:
        old, new = (stack.enter_context(closing(store)) for store in _open(settings, numbers))
        found = list(differences(old, new))
    if form == "json":
        return json.dumps([asdict(change) for change in found], indent=1) + "\n"
    rows = ((one.added, one.removed, one.graph.removeprefix(settings.base_iri)) for one in found)
    return "".join(f"+{added}\t-{removed}\t{graph}\n" for added, removed, graph in rows)


def differences(old: Store, new: Store) -> Iterator[GraphChange]:
    """Yield the graphs that differ, by name."""
    for graph in sorted({*old.graphs(), *new.graphs()}):
        if not old.agrees(new, graph):
            before, after = set(old.triples(graph)), set(new.triples(graph))
            yield GraphChange(graph, len(after - before), len(before - after))


def _open(settings: Settings, numbers: tuple[int, int]) -> list[Store]:
    home = DataHome(settings.home)
    for number in numbers:
        home.manifest(number)
    return [Store.open_reader(home.folder(number) / "store") for number in numbers]


def _listed(found: list[Change], lang: str) -> str:
    return "".join(f"  {sentence(change, lang)}\n" for change in found)


def _rules(old: Store, new: Store, base: str) -> Iterator[Change]:
    """Yield the rules that are newly broken or kept again, over the graphs that differ."""
    differing = [change.graph for change in differences(old, new)]
    before, after = (set(report(_Some(store, differing)).violations) for store in (old, new))
    sides = Side(new, base), Side(old, base)
    for kind, found in (("ruleBroken", after - before), ("ruleMended", before - after)):
        yield from (_rule(kind, violation, sides, base) for violation in sorted(found))


def _rule(kind: str, violation: Violation, sides: tuple[Side, Side], base: str) -> Change:
    name = violation.node.removeprefix(base)
    text = f"{violation.path}: {violation.message}" if violation.path else violation.message
    return Change(kind, (thing(name, *sides),), (name,), text=text)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some graphs of a store."""

    store: Store
    names: list[str]

    def graphs(self) -> list[str]:
        return self.names

    def triples(self, graph: str) -> list[Triple]:
        return self.store.triples(graph)
