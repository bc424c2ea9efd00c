"""What no single shape can see in the graph of an article: foreign subjects, types, spans and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import RDF

from kg.gate.check import Said, Values, Violation
from kg.gate.shapes import closed_classes
from kg.gate.values import whole_number
from kg.rdf import NIF, OA
from kg.settings import resource
from kg.terms import node_of, parts_of
from kg.vocab import VPO

_TYPE, _BEGIN, _END = f"<{RDF.type}>", f"<{NIF.beginIndex}>", f"<{NIF.endIndex}>"
_START, _STOP, _EXACT = f"<{OA.start}>", f"<{OA.end}>", f"<{OA.exact}>"
_ARTICLE = re.compile(r"/id/article/[0-9a-f]{16}>$")
_SPAN = re.compile(r"#char=(\d+),(\d+)>$")
_INDEXED = {f"<{NIF.Sentence}>", f"<{NIF.String}>"}


def broken_rules(said: Said, where: str) -> Iterator[Violation]:
    """Yield what breaks a rule that goes over several nodes of one article."""
    articles = sorted(node for node, values in said.items() if f"<{VPO.Article}>" in values.get(_TYPE, ()))
    if len(articles) != 1:
        yield Violation(where, where, "", f"holds {len(articles)} articles; a graph speaks of exactly one")
        return
    own, known = articles[0], closed_classes(resource("ontology"))
    for node, values in said.items():
        for path, message in _of_subject(node, values, own, known):
            yield Violation(where, str(node_of(node)), path, message)
        if f"<{VPO.Evidence}>" in values.get(_TYPE, ()):
            for path, message in _of_evidence(values, said):
                yield Violation(where, str(node_of(node)), path, message)


def _of_subject(node: str, values: Values, own: str, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    if not (node == own or node.startswith(f"{own[:-1]}#")) or not _ARTICLE.search(own):
        yield "", f"is no node of {own[1:-1]}; say nothing about shared nodes here"
    types = values.get(_TYPE, [])
    if len(types) != 1:
        yield "type", f"has {len(types)} types; give it exactly one"
    elif types[0] not in known:
        yield "type", f"{node_of(types[0])} is no class of an article; see the shapes"
    span = _SPAN.search(node)
    if span and not _INDEXED.isdisjoint(types) and _indices(values) != (int(span[1]), int(span[2])):
        yield "beginIndex", "its indices differ from its IRI; make them equal"


def _of_evidence(values: Values, said: Said) -> Iterator[tuple[str, str]]:
    start, end = _whole(values, _START), _whole(values, _STOP)
    for quote in values.get(_EXACT, ())[:1]:
        length = len(str(node_of(quote)) if quote.startswith("<") else parts_of(quote)[0])
        if length != end - start:
            yield "exact", f"{length} characters for {start}-{end}; quote the span"
    sentences = values.get(f"<{VPO.inSentence}>", ())[:1]
    for sentence in sentences:
        if not sentence.endswith(f"#char={start},{end}>"):
            yield "inSentence", f"is not the span {start}-{end}; point at the sentence quoted"
    for path, targets in (("supports", values.get(f"<{VPO.supports}>", ())[:1]), ("inSentence", sentences)):
        for target in targets:
            if _TYPE not in said.get(target, {}):
                yield path, f"{node_of(target)} is missing from the graph; state it or drop the link"
    for mark in values.get(f"<{VPO.marks}>", ()):
        span = _SPAN.search(mark)
        if span and not start <= int(span[1]) < int(span[2]) <= end:
            yield "marks", f"{node_of(mark)} lies outside {start}-{end}; mark inside the sentence"


def _indices(values: Values) -> tuple[int, int]:
    return _whole(values, _BEGIN), _whole(values, _END)


def _whole(values: Values, prop: str) -> int:
    """Return a whole number, -1 without one (the shapes say what is wrong then)."""
    number = whole_number(next(iter(values.get(prop, ())), ""))
    return -1 if number is None else number
