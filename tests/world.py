"""The made-up world and its derived graphs: how these are written when `kg.derive` says something new.

`python -m tests.world` writes the end of `tests/data/world.trig`. Read every changed line against the
articles in `tests/data/world/` before it is committed. Where `CI` is set nothing is written.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, SKOS, XSD, Literal

from kg.derive import derive_all
from kg.rdf import PREFIXES
from kg.settings import Settings
from kg.store import Store, Term
from kg.vocab import VPO

WORLD = Path(__file__).parent / "data" / "world.trig"
BASE = "https://vpo.example/"
DERIVED = f"{BASE}graph/derived/"
_BARE = {str(XSD.integer), str(XSD.boolean), str(XSD.decimal)}
_ORDER = {str(RDF.type): 0, str(SKOS.prefLabel): 1, VPO.derivedFrom: 3}


def main() -> None:
    """Write the derived graphs of the world again."""
    if os.environ.get("CI"):
        raise SystemExit("the world is read by a person and never written by CI")
    text = WORLD.read_text("utf-8")
    attested = text[: text.index("<graph/derived/")]
    store = Store.in_memory()
    store.load(attested.encode(), "application/trig")
    derive_all(store, Settings())
    graphs = sorted(graph for graph in store.graphs() if graph.startswith(DERIVED))
    WORLD.write_text(attested + "\n".join(_graph(store, graph) for graph in graphs), "utf-8")


def _graph(store: Store, graph: str) -> str:
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in store.triples(graph):
        told[_term(subject)][str(predicate)].append(_term(value))
    nodes = "\n".join("\n".join(_node(subject, told[subject])) for subject in sorted(told))
    return f"<{graph.removeprefix(BASE)}> {{\n{nodes}\n}}\n"


def _node(subject: str, said: dict[str, list[str]]) -> Iterator[str]:
    ranked = sorted(said, key=lambda term: (_ORDER.get(term, 2), _short(term)))
    for number, predicate in enumerate(ranked):
        word = "a" if predicate == str(RDF.type) else _short(predicate)
        values = said[predicate]
        ordered = sorted(values, key=lambda value: (not value.endswith("@vi"), value))
        end = " ." if number == len(ranked) - 1 else " ;"
        start = f"    {subject} " if number == 0 else "        "
        yield f"{start}{word} {' , '.join(ordered)}{end}"


def _term(term: Term) -> str:
    if not isinstance(term, Literal):
        return _short(str(term))
    bare = str(term.datatype) in _BARE and ("." in term or str(term.datatype) != str(XSD.decimal))
    if term.language is None and bare:
        return str(term)
    typed = "" if term.datatype in {None, XSD.string} else f"^^{_short(str(term.datatype))}"
    mark = f"@{term.language}" if term.language else typed
    return '"' + str(term).replace("\\", "\\\\").replace('"', '\\"') + '"' + mark


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(str(namespace)):
            return f"{prefix}:{iri.removeprefix(str(namespace))}"
    return f"<{iri.removeprefix(BASE)}>"


if __name__ == "__main__":
    main()
