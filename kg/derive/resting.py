"""Bodies and posts of which the same is said as before articles came or went: they rest on others now.

What is said of a body is what most articles say, and those that say otherwise stand in a block of their own.
So few need be asked to know that most still say it: one more than there are others, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from rdflib import ORG, RDF, SKOS

from kg.derive.bodies import Body, body_blocks, named_post
from kg.derive.lookup import Lookup
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.vocab import VPO

_TERMS = {
    "type": VPO.organizationType, "kind": str(RDF.type), "jurisdiction": VPO.jurisdiction,
    "parent": VPO.parent, "level": VPO.level,
}  # fmt: skip
"""Fields of a row of a body, and the terms that say which value most rows have."""
_SPARE = 20  # rows that do not say what is asked for may be among those that are looked at


def posts_resting(run: Rewriting, touched: Touched, posts: Iterable[str]) -> set[str]:
    """Return those of `posts` that are as they were, and let them rest on what articles say now."""
    told = run.told(touched.articles, "holdings").holdings
    done = set()
    for post in posts:
        rows = [row for row in told if row.post == post and row.organization and row.role]
        stated = {(run.up.value(post, str(ORG.postIn)), run.up.value(post, str(ORG.role)))}
        alike = stated >= {(row.organization, row.role) for row in rows}
        if alike and _rest(run, touched, (post, named_post(post)), {row.node for row in rows}):
            done.add(post)
    return done


def _rest(run: Rewriting, touched: Touched, at: tuple[str, str], nodes: set[str]) -> bool:
    """Let a thing in a block rest on `nodes` of the touched articles; say whether that is all to be done.

    It is not where nothing is left that it rests on beside them.
    """
    thing, block = at
    before = {node for node in touched.nodes_of(block) | nodes if run.up.holds(block, thing, node)}
    left = next(run.up.rests(thing, block, before | nodes), None)
    if left is None or run.decided(before):
        return False
    run.rest(at, before - nodes, nodes - before)
    return True


def bodies_resting(run: Rewriting, touched: Touched, bodies: Iterable[str]) -> set[str]:
    """Return those of `bodies` that are as they were, and let them rest on what articles say now."""
    told = frozenset(run.told(touched.articles, "bodies").bodies)
    gone = touched.seen - told
    return {name for name in bodies if _stays(run, touched, name, (_of(name, told), _of(name, gone)))}


def _of(name: str, rows: Iterable[Body]) -> list[Body]:
    return [row for row in rows if row.organization == name]


def _stays(run: Rewriting, touched: Touched, name: str, change: tuple[list[Body], list[Body]]) -> bool:
    """Let a body rest on what articles say now where that changes nothing; say whether it is so.

    `change` are the rows that the touched articles have now, and those that they have no more.
    """
    up, (block, beside), (come, gone) = run.up, body_blocks(name), change
    said = _said(up, name)
    apart = {row.node for row in come if any(said[field] != told for field, told in row.says().items())}
    nodes = {row.node for row in come} - apart
    moved = touched.nodes_of(block) | touched.nodes_of(beside) | nodes | apart
    before = {node for node in moved if up.holds(block, name, node)}
    otherwise = {*up.rests(name, beside)}
    left = next(up.rests(name, block, moved), None)
    if left is None or not _names_it(up, left, name) or run.decided((before | otherwise) & moved):
        return False
    others = otherwise - moved | apart
    asked = {field: told for row in gone for field, told in row.says().items() if said[field] == told}
    asked |= {field: said[field] or "" for row in come for field in row.says() if row.node in apart}
    if not _prevails(up, up.rests(name, block, moved), asked, len(others)):
        return False
    run.rest((name, block), before - nodes, nodes - before)
    run.put(beside, ((name, VPO.derivedFrom, node) for node in others))
    return True


def _prevails(up: Lookup, nodes: Iterator[str], asked: dict[str, str], others: int) -> bool:
    """Return whether more than `others` of the first `nodes` say each thing that is asked for."""
    found: Counter[str] = Counter()
    waiting = islice(nodes, others + _SPARE)
    while not all(found[field] > others for field in asked):
        if (node := next(waiting, None)) is None:
            return False
        told = _told(up, node)
        found.update(field for field, value in asked.items() if (field, value) in told)
    return True


def _told(up: Lookup, node: str) -> set[tuple[str, str]]:
    """Return what an article says of a body there, by field."""
    terms = {**_TERMS, "kind": VPO.organizationClass}
    told = {(field, value) for field, term in terms.items() for value in up.values(node, term)}
    return told.union(up.texts(node, VPO.canonicalName))


def _names_it(up: Lookup, node: str, body: str) -> bool:
    """Return whether an article names a body there by itself; what others say counts only where none does."""
    return VPO.BodyObservation in up.values(node, str(RDF.type)) and body in up.values(node, VPO.organization)


def _said(up: Lookup, name: str) -> dict[str, str | None]:
    """Return what is said of a body, by the fields of its rows."""
    said = {field: up.value(name, term) for field, term in _TERMS.items()}
    return {"vi": None, "en": None, **said, **dict(up.texts(name, str(SKOS.prefLabel)))}
