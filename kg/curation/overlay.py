"""`graph/curation`: the decisions as RDF, and the facts that stand in the place of corrected ones.

An article's graph is never touched. A decision in force names the facts that it puts out of force
(`vpo:rejects`). For a corrected fact it brings in another (`vpo:introduces`), named after the first with
`.corrected`: the same class, values and sentences, but for what was corrected. Facts of the article that
point at the corrected one are replaced alike, so that the new one is reached by the same paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, SKOS, XSD, Literal, URIRef

from kg.curation.anchors import Attestations, full
from kg.curation.model import Decision
from kg.curation.standing import Standing
from kg.curation.values import read_term
from kg.store import Term, Triple
from kg.vocab import VPO

SUFFIX = ".corrected"
_RULE = "id/rule/curation.corrected"
_KINDS = {"same": VPO.same, "different": VPO.different, "wrong": VPO.wrong, "corrected": VPO.corrected}
_STATES = {
    "inForce": VPO.inForce, "undone": VPO.undone, "stale": VPO.stale, "contradicted": VPO.contradicted,
}  # fmt: skip
_TITLES = {
    "same": ("Là một người", "One person"),
    "different": ("Là những người khác nhau", "Different persons"),
    "wrong": ("Dữ kiện sai", "Wrong fact"),
    "corrected": ("Dữ kiện được sửa", "Corrected fact"),
}


def curation_graph(found: Iterable[Standing], attested: Attestations) -> list[Triple]:
    """Return the triples of `graph/curation` for decisions that stand as said."""
    listed = list(found)
    replaced = _replacements(listed, attested)
    triples: list[Triple] = []
    for standing in listed:
        triples += _history(standing, attested.base)
        triples += _targets(standing, attested.base, replaced)
        if standing.state == "inForce" and standing.decision.kind == "wrong":
            triples.append(_link(standing, VPO.rejects, standing.on[0], attested.base))
    for node, causes in sorted(replaced.items()):
        triples += _replacement(node, causes, attested, replaced)
    return triples


def _replacements(found: Iterable[Standing], attested: Attestations) -> dict[str, list[Standing]]:
    """Return the facts to replace, each with the corrections it is replaced for."""
    wrong = {one.on[0] for one in found if one.state == "inForce" and one.decision.kind == "wrong"}
    replaced: dict[str, list[Standing]] = defaultdict(list)
    for standing in found:
        if standing.state == "inForce" and standing.decision.kind == "corrected":
            for node in _pointing(standing.on[0], attested, wrong):
                replaced[node].append(standing)
    return replaced


def _pointing(node: str, attested: Attestations, wrong: set[str]) -> set[str]:
    """Return the node and all facts of its article that point at it, by whatever way."""
    facts = [fact for fact in attested.facts(node.partition("#")[0]) if fact not in wrong]
    ways = {
        fact: {str(o) for _, _, o in attested.store.match(URIRef(attested.base + fact))} for fact in facts
    }
    reached, waiting = {node}, [node]
    while waiting:
        target = attested.base + waiting.pop()
        fresh = {fact for fact, objects in ways.items() if target in objects} - reached
        reached |= fresh
        waiting += fresh
    return reached


def _history(standing: Standing, base: str) -> Iterator[Triple]:
    line = standing.decision
    node = URIRef(base + line.name)
    vi, en = _TITLES[line.kind]
    yield node, RDF.type, URIRef(VPO.CurationDecision)
    yield node, SKOS.prefLabel, Literal(f"{vi} ({line.by}, {line.at[:10]})", lang="vi")
    yield node, SKOS.prefLabel, Literal(f"{en} ({line.by}, {line.at[:10]})", lang="en")
    yield node, URIRef(VPO.curationKind), URIRef(_KINDS[line.kind])
    yield node, URIRef(VPO.decisionState), URIRef(_STATES[standing.state])
    yield node, URIRef(VPO.decidedBy), Literal(line.by)
    yield node, URIRef(VPO.decidedAt), Literal(line.at, datatype=XSD.dateTime)
    yield node, URIRef(VPO.reason), Literal(line.why, lang="vi")
    if undo := standing.undo:
        yield node, URIRef(VPO.revokedAt), Literal(undo.at, datatype=XSD.dateTime)
        yield node, URIRef(VPO.revokedBy), Literal(undo.by)
        yield node, URIRef(VPO.revokedBecause), Literal(undo.why, lang="vi")
    for id_ in standing.against:
        yield node, URIRef(VPO.contradicts), URIRef(f"{base}id/decision/{id_}")
    yield from _corrections(line, base)


def _corrections(line: Decision, base: str) -> Iterator[Triple]:
    """Yield what was corrected: the property, what the article was read to say, what is right."""
    before = defaultdict(list)
    for name, value in (pair for anchor in line.on for pair in anchor.says):
        before[name].append(value)
    for name, values in line.values.items():
        node = URIRef(f"{base}{line.name}#{name.replace(':', '-')}")
        yield URIRef(base + line.name), URIRef(VPO.correction), node
        yield node, RDF.type, URIRef(VPO.Correction)
        yield node, URIRef(VPO.onProperty), URIRef(full(name))
        for value in before[name]:
            yield node, URIRef(VPO.valueBefore), read_term(value, base)
        for value in values:
            yield node, URIRef(VPO.valueAfter), read_term(value, base)


def _targets(standing: Standing, base: str, replaced: Mapping[str, object]) -> Iterator[Triple]:
    """Yield the nodes that the decision means; where none fits, those of which it was decided."""
    sides = (
        (VPO.target, standing.on, standing.decision.on),
        (VPO.otherTarget, standing.other, standing.decision.other),
    )
    for predicate, nodes, anchors in sides:
        for node in nodes or tuple(anchor.node for anchor in anchors):
            yield _link(standing, predicate, node, base)
            if node in replaced and standing.decision.kind in {"same", "different"}:
                yield _link(standing, predicate, node + SUFFIX, base)


def _replacement(
    node: str, causes: Iterable[Standing], attested: Attestations, replaced: Mapping[str, object]
) -> Iterator[Triple]:
    base = attested.base
    subject = URIRef(base + node + SUFFIX)
    right = {
        full(name): [read_term(value, base) for value in values]
        for standing in causes
        if standing.on[0] == node
        for name, values in standing.decision.values.items()
    }
    for standing in causes:
        yield _link(standing, VPO.rejects, node, base)
        yield _link(standing, VPO.introduces, node + SUFFIX, base)
    for _, predicate, value in attested.store.match(URIRef(base + node)):
        if str(predicate) not in right:
            yield subject, predicate, _moved(value, base, replaced)
    for path, found in right.items():
        yield from ((subject, URIRef(path), value) for value in found)
    for evidence in attested.evidence(node):
        yield from _copied(evidence, subject, attested)


def _copied(evidence: URIRef, subject: URIRef, attested: Attestations) -> Iterator[Triple]:
    """Yield the evidence again, for the fact that stands in the place of the one it supports."""
    copy = URIRef(evidence + SUFFIX)
    for _, predicate, value in attested.store.match(evidence):
        if str(predicate) == VPO.supports:
            yield copy, predicate, subject
        elif str(predicate) == VPO.rule:
            yield copy, predicate, URIRef(attested.base + _RULE)
        elif str(predicate) == VPO.confidence:
            yield copy, predicate, Literal("1.0", datatype=XSD.decimal)
        else:
            yield copy, predicate, value


def _moved(value: Term, base: str, replaced: Mapping[str, object]) -> Term:
    moved = isinstance(value, URIRef) and value.removeprefix(base) in replaced
    return URIRef(value + SUFFIX) if moved else value


def _link(standing: Standing, predicate: str, node: str, base: str) -> Triple:
    return URIRef(base + standing.decision.name), URIRef(predicate), URIRef(base + node)


def articles_of(triples: Iterable[Triple], base: str) -> frozenset[str]:
    """Return the names of the articles of which decisions speak."""
    prefix = f"{base}id/article/"
    names = (str(value) for _, _, value in triples if str(value).startswith(prefix))
    return frozenset(name.removeprefix(base).partition("#")[0] for name in names)
