"""Bodies and posts of which the same is said as before articles came or went: they rest on others now.

What is said of a body is what most articles say. One more that says the same changes nothing of it, nor does
one less that said something else; so the others need not be read, however many they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rdflib import ORG, RDF

from kg.derive.bodies import Body, named_post
from kg.derive.facts import block_of
from kg.derive.lookup import Lookup
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.vocab import VPO

_TERMS = (
    ("type", VPO.organizationType), ("kind", str(RDF.type)), ("jurisdiction", VPO.jurisdiction),
    ("parent", VPO.parent), ("level", VPO.level),
)  # fmt: skip
"""Fields of a row of a body, and the terms that say which value most rows have."""


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


def bodies_resting(run: Rewriting, touched: Touched, bodies: Iterable[str]) -> set[str]:
    """Return those of `bodies` that are as they were, and let them rest on what articles say now."""
    told = frozenset(run.told(touched.articles, "bodies").bodies)
    done = set()
    for name in bodies:
        come = [row for row in told if row.organization == name]
        gone = [row for row in touched.seen - told if row.organization == name]
        said = _said(run, name)
        kept = all(_agrees(row, said) for row in come) and not any(_counts(row, said) for row in gone)
        block = f"body/{block_of(name)}"
        if kept and _rest(run, touched, (name, block), {row.node for row in come}, _names_it):
            done.add(name)
    return done


def _rest(
    run: Rewriting,
    touched: Touched,
    at: tuple[str, str],
    nodes: set[str],
    fits: Callable[[Lookup, str, str], bool] = lambda *_: True,
) -> bool:
    """Let a thing in a block rest on `nodes` of the touched articles; say whether that is all to be done.

    It is not where nothing is left that it rests on beside them, or nothing that `fits`.
    """
    thing, block = at
    before = {node for node in touched.nodes_of(block) | nodes if run.up.holds(block, thing, node)}
    left = run.up.rests(thing, block, before | nodes)
    if left is None or run.decided(before) or not fits(run.up, left, thing):
        return False
    run.rest(at, before - nodes, nodes - before)
    return True


def _names_it(up: Lookup, node: str, body: str) -> bool:
    """Return whether an article names a body there by itself; what others say counts only where none does."""
    return VPO.BodyObservation in up.values(node, str(RDF.type)) and body in up.values(node, VPO.organization)


def _said(run: Rewriting, name: str) -> dict[str, str | None]:
    """Return what is said of a body, by the fields of its rows."""
    said = {field: run.up.value(name, term) for field, term in _TERMS}
    return said | dict(run.up.labels(name))


def _agrees(row: Body, said: dict[str, str | None]) -> bool:
    """Return whether a row says of a body what is said of it, as far as it says anything."""
    return all(getattr(row, field) in (None, value) for field, value in said.items())


def _counts(row: Body, said: dict[str, str | None]) -> bool:
    """Return whether what is said of a body may be said because of a row."""
    return any(value is not None and getattr(row, field) == value for field, value in said.items())
