"""Bodies and posts made again, from the rows of those that are touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rdflib import ORG

from kg.derive.again_clusters import sponsored
from kg.derive.bodies import Body, body_blocks, committees, named_post, unit_of
from kg.derive.careers import Holding
from kg.derive.cluster_years import Membership
from kg.derive.facts import gather
from kg.derive.lookup import Lookup
from kg.derive.read import Attested
from kg.derive.resting import bodies_resting, posts_resting
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.vocab import VPO


def bodies_again(run: Rewriting, touched: Touched) -> Touched:
    """Make bodies and posts again; return what depends on their names and places."""
    chains = run.work(sponsored(run, touched.clusters))
    behind = {name for pair in touched.members for name, _ in chains.chain_of(*pair)}
    present = (run.up.thing_of(block) for block in touched.blocks if block.startswith(("body/", "body-")))
    stated = {name for name in present if name}
    lacking = {name for name in touched.bodies | behind | stated if not run.reference.knows(name)}
    names = lacking - bodies_resting(run, touched, lacking)
    blocks = gather(run.work(_around(run, names)).state_bodies())
    own, beside = ({name: body_blocks(name)[at] for name in names} for at in (0, 1))
    renamed = run.rewritten(own, blocks)
    run.replace(beside.values(), {block: blocks[block] for block in blocks.keys() & set(beside.values())})
    _posts_again(run, touched, renamed)
    more = Touched(moved=frozenset(renamed))
    for name in renamed:
        more |= _depending(run.up, name)
    return more


def _posts_again(run: Rewriting, touched: Touched, renamed: Iterable[str]) -> None:
    """Make the touched posts again and those of bodies that are named otherwise now."""
    moved = {post for name in renamed for post in run.up.subjects(str(ORG.postIn), name)}
    posts = {post for post in touched.posts | moved if not run.reference.knows(post)}
    names = posts - posts_resting(run, touched, posts - moved)
    held = run.up.each("derive-holdings-of", Holding, "post", names)
    stated = gather(run.work(Attested(holdings=held)).state_named_posts())
    run.replace({named_post(post) for post in names}, stated)


def _around(run: Rewriting, names: Iterable[str]) -> Attested:
    """Return the rows that the blocks of these bodies, which the tables lack, follow from."""
    up, lacking = run.up, sorted(names)
    province = committees(run.reference) if lacking else {}
    units = {unit for name in lacking if (unit := unit_of(name, province))}
    memberships = up.each("derive-memberships", Membership, "unit", units)
    below = up.each("derive-bodies-below", Body, "parent", lacking)
    named = up.each("derive-bodies", Body, "organization", lacking)
    return replace(
        sponsored(run, {row.cluster for row in memberships}),
        bodies=tuple({row.node: row for row in (*below, *named)}.values()),
        holdings=up.each("derive-holdings-in", Holding, "organization", lacking),
        memberships=memberships,
    )


def _depending(up: Lookup, body: str) -> Touched:
    """Return what depends on the name and the place of a body: people, events, documents."""
    held = up.subjects(VPO.organization, body)
    holders = {person for node in held for person in up.values(node, VPO.holder)}
    issued = up.subjects(VPO.issuedBy, body)
    telling = issued | up.subjects(VPO.unit, body)
    return Touched(
        articles=frozenset(node.partition("#")[0] for node in held),
        names=frozenset(key for person in holders for key in up.values(person, VPO.nameKey)),
        hosted=frozenset(node for one in _within(up, body) for node in up.subjects(VPO.organizer, one)),
        documents=frozenset(name for node in issued for name in up.values(node, VPO.citedDocument)),
        tellers=frozenset(node.partition("#")[0] for node in telling if node.startswith("id/article/")),
    )


def _within(up: Lookup, body: str) -> set[str]:
    """Return a body with those below it: their events are told apart by what stands above them."""
    found, waiting = {body}, [body]
    while waiting:
        named = up.subjects(VPO.parent, waiting.pop())
        fresh = {below for node in named for below in up.values(node, VPO.organization)} - found
        found |= fresh
        waiting += fresh
    return found
