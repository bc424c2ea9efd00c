"""The answer of a named query as cells: links and values, what was read from an article with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from kg.queries import BoundQuery, NamedQuery
from kg.sparql.results import Row
from kg.store import Term
from kg.views.cells import said, source_of
from kg.views.evidence import fragment_span
from kg.views.knowledge import Knowledge
from kg.views.parts import Cell, Part, Ref, Words
from kg.views.saying import code_in_vietnamese
from kg.vocab import NS, VPO

_OFFSETS = {"start", "end"}
_EXACT = "http://www.w3.org/ns/oa#exact"
_CODES = {"change", "check", "broken"}


def named_cells(
    knowledge: Knowledge, query: NamedQuery, bound: BoundQuery, rows: Sequence[Row]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return the columns of a named query's answer that a page shows, and the cells of its rows."""
    names = _shown(query, {param.name for param in query.params if param.name in bound.bindings})
    return tuple(names), tuple(tuple(_cell(knowledge, row, name, names) for name in names) for row in rows)


def _cell(knowledge: Knowledge, row: dict[str, Term], name: str, names: list[str]) -> Cell:
    """A value; what was read from an article leads to the very sentence, as does the article itself where
    the row tells which one.
    """
    if name not in row:
        return ()
    shown = said(knowledge, NS + name, row[name])
    if isinstance(shown, Words):
        return (_words(knowledge, row, name, shown),)
    if not isinstance(shown, Ref):
        return (shown,)
    if "#" in shown.name:
        return (_read(knowledge, row[name], shown),)
    fragment = _fragment(knowledge, row, row[name]) if name == "article" and "start" not in names else ""
    return (replace(shown, name=f"{shown.name}#{fragment}") if fragment else shown,)


def _words(knowledge: Knowledge, row: dict[str, Term], name: str, shown: Words) -> Part:
    """A code in words; a count of observations leads to where their sentences are."""
    if name in _CODES and knowledge.lang == "vi":
        return Words(code_in_vietnamese(shown.text) or shown.text, "vi")
    if name == "source":
        return Words(source_of(knowledge, row[name]), knowledge.lang)
    if name == "observations" and "cluster" in row:
        return Ref(f"{knowledge.name(str(row['cluster']))}#roster", shown.text, "")
    return shown


def _read(knowledge: Knowledge, node: Term, shown: Ref) -> Ref:
    """A node of an article with the sentence it was read from as its address."""
    if not shown.name.startswith("id/article/"):
        return shown
    span = fragment_span(shown.name)
    if span[1]:
        label = "characters" if knowledge.lang == "en" else "ký tự"
        return replace(shown, label=f"{label} {span[0]}–{span[1]}")
    behind = [node, *knowledge.subjects(VPO.supports, node)]
    sentences = (str(at) for one in behind for at in knowledge.values(one, VPO.inSentence))
    sentence = min(sentences, key=fragment_span, default="")
    return replace(shown, name=knowledge.name(sentence)) if sentence else shown


def _fragment(knowledge: Knowledge, row: dict[str, Term], article: Term) -> str:
    """Where the sentence of a row stands in its article: by its offsets, else by its text."""
    if row.keys() >= _OFFSETS:
        return f"char={row['start']},{row['end']}"
    if "quote" not in row:
        return ""
    graph = f"{knowledge.base}graph/article/{str(article).rsplit('/', 1)[-1]}"
    nodes = (node for node, _, _ in knowledge.store.match(None, URIRef(_EXACT), row["quote"], graph))
    sentences = (str(at) for node in nodes for at in knowledge.values(node, VPO.inSentence))
    return min(sentences, key=fragment_span, default="").partition("#")[2]


def _shown(query: NamedQuery, given: set[str]) -> list[str]:
    """The columns without what was asked with, and without labels: a link carries its own."""
    names = [name for name in query.columns if name not in given] or list(query.columns)
    apart = _OFFSETS if "article" in names else set()
    return [n for n in names if n not in apart and n.removesuffix("Label") not in set(names) - {n}]
