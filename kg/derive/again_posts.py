"""What follows from all holders of a post, made again: of a post with many seats only where they change.

In a post with one seat each tenure bounds the others. In one with many seats a tenure says something of
another only where one article tells who left and who came; so the rest of its holders are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.derive.careers import Tenure
from kg.derive.coholding import STAYING
from kg.derive.conclude import Work
from kg.derive.facts import Statement, gather, grouped
from kg.derive.lookup import Lookup
from kg.derive.mergers import post_in
from kg.derive.posts import History, differing, state_history
from kg.derive.rewriting import Rewriting
from kg.derive.tenure_facts import read_tenures, state_tenure
from kg.derive.touched import Touched
from kg.vocab import VPO

_ENDS = (VPO.earlierTenure, VPO.laterTenure)
_NOTHING = History((), {}, ())


def posts_again(run: Rewriting, touched: Touched) -> Touched:
    """Make again what follows from all holders of a post; return the tenures of which other is said now."""
    work = run.work()
    lines = grouped((block, tenure) for tenure in touched.tenures for block in _blocks(run.up, work, tenure))
    loose = {block: held for block, held in lines.items() if _is_loose(run, held)}
    changed = [_amend(run, work, block, held) for block, held in sorted(loose.items())]
    strict = lines.keys() - loose.keys()
    if touched.moved:
        return Touched(stays=_whole(run, work, strict).union(*changed))
    return Touched(stays=_compare(run, work, strict, touched.tenures).union(*changed))


def fresh_of(tenures: Iterable[Tenure], said: Iterable[Statement], told: Iterable[Statement]) -> set[Tenure]:
    """Return the tenures of which other is told now than was said.

    What is told does not cite decisions yet: that a tenure follows one is no difference.
    """
    other = {subject for subject, kind, _ in set(said) ^ set(told) if kind != VPO.followsDecision}
    return {tenure for tenure in tenures if tenure.iri in other}


def staying_of(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield what is said of where and when somebody was in a body."""
    return (statement for statement in statements if statement[1] in STAYING)


def _blocks(up: Lookup, work: Work, tenure: Tenure) -> set[str]:
    """Return the block of the line of a tenure, and those that speak of it as it was before."""
    about = {block for block in up.blocks_about([tenure.iri]) if block.startswith("post/")}
    return about | {f"post/{work.line_of(tenure).removeprefix('id/post/')}"}


def _whole(run: Rewriting, work: Work, blocks: Iterable[str]) -> frozenset[Tenure]:
    """Make these blocks again from all holders; return the tenures of which other is said now."""
    wanted = set(blocks)
    known = _in_lines(run.up, work, wanted)
    said = [statement for block in wanted for statement in run.up.block(block)]
    stated = gather(work.state_posts(known))
    run.replace(wanted, stated)
    told = chain.from_iterable(stated.values())
    return frozenset(fresh_of(known, *map(staying_of, (said, told))))


def _compare(
    run: Rewriting, work: Work, blocks: Iterable[str], changed: Iterable[Tenure]
) -> frozenset[Tenure]:
    """Write of these blocks what follows otherwise than before the change; return such tenures.

    As no body is in another place now, what was said follows from the tenures as they were.
    """
    wanted = set(blocks)
    known = _in_lines(run.up, work, wanted)
    now = {tenure.iri: tenure for tenure in known}
    old = {tenure.iri: tenure for tenure in changed if _as_read(tenure) != now.get(tenure.iri)}
    told = {tenure.iri for tenure in changed}
    before = work.histories([*old.values(), *(tenure for tenure in known if tenure.iri not in told)])
    after, found = work.histories(known), set()
    for block in wanted:
        names, part = differing(before.get(block, _NOTHING), after.get(block, _NOTHING))
        said = {statement for name in names for statement in run.up.said_of(name, block)}
        fresh = state_history(part)
        run.amend(block, said, fresh)
        found |= fresh_of(known, *map(staying_of, (said, fresh)))
    return frozenset(found)


def _as_read(tenure: Tenure) -> Tenure:
    """Return a tenure as it is read back from its statements."""
    return read_tenures(state_tenure(tenure))[0]


def _in_lines(up: Lookup, work: Work, blocks: Iterable[str]) -> list[Tenure]:
    """Return all tenures of the lines of posts of these blocks."""
    lines = {f"id/{block}" for block in blocks}
    posts = sorted({post for line in lines for post in _forerunners(work, line)})
    held = (tenure for post in posts for tenure in _read(up, up.subjects(VPO.post, post)))
    return [tenure for tenure in held if work.line_of(tenure) in lines]


def _is_loose(run: Rewriting, changed: Iterable[Tenure]) -> bool:
    """Return whether the posts of these tenures have many seats, and holders beside them."""
    names = {tenure.iri for tenure in changed}
    return all(
        run.reference.one(tenure.role, VPO.singleSeat) != "true"
        and any(_is_tenure(name) and name not in names for name in run.up.each_subject(VPO.post, tenure.post))
        for tenure in changed
    )


def _amend(run: Rewriting, work: Work, block: str, changed: list[Tenure]) -> frozenset[Tenure]:
    """Make again what a block says of the changed tenures; return those of which other is said now."""
    names = {tenure.iri for tenure in changed}
    tied = _tied(run.up, changed)
    ends = names | {tenure.iri for tenure in tied}
    near = _tied(run.up, [*changed, *tied])
    ties = {tie for name in ends for term in _ENDS for tie in run.up.subjects(term, name)}
    said = _about(names, ends, chain.from_iterable(run.up.said_of(thing, block) for thing in names | ties))
    told = _about(names, ends, gather(work.state_posts(near)).get(block, ()))
    run.amend(block, said, told)
    return frozenset(fresh_of(near, *map(staying_of, (said, told))))


def _about(names: set[str], ends: set[str], statements: Iterable[Statement]) -> set[Statement]:
    """Return what is said of these tenures, and of who followed whom among those at the `ends`."""
    found = set(statements)
    tied = grouped((subject, str(value)) for subject, term, value in found if term in _ENDS)
    kept = names | {subject for subject, both in tied.items() if ends.issuperset(both)}
    return {statement for statement in found if statement[0] in kept}


def _tied(up: Lookup, tenures: Iterable[Tenure]) -> list[Tenure]:
    """Return these tenures as they stand, and those of their posts that the same articles open or close."""
    posts, names, told = set(), set(), set()
    for tenure in tenures:
        posts.add(tenure.post)
        names.add(tenure.iri)
        told |= {
            node.partition("#")[0] for end in (tenure.span.start, tenure.span.end) for node in end.changes
        }
    nodes = {node for article in told for node, _ in up.said_in(article, VPO.person)}
    names |= {
        name for node in nodes for term in (VPO.openedBy, VPO.closedBy) for name in up.subjects(term, node)
    }
    return [tenure for tenure in _read(up, names) if tenure.post in posts]


def _forerunners(work: Work, line: str) -> Iterator[str]:
    """Yield a post and those that can have gone on as it, by one merger or several."""
    seen, waiting = {line}, [line]
    while waiting:
        post = waiting.pop()
        yield post
        body, _, role = post.removeprefix("id/post/").rpartition("/")
        fresh = {post_in(old, role) for old in work.heirs.forerunners(f"id/org/{body}")} - seen
        seen |= fresh
        waiting += sorted(fresh)


def _read(up: Lookup, names: Iterable[str]) -> Iterator[Tenure]:
    """Yield those of `names` that are tenures, as the first stage states them."""
    for name in sorted(filter(_is_tenure, names)):
        slug = name.removeprefix("id/tenure/").partition("/")[0].partition(".")[0]
        yield from read_tenures(up.told_of(name, f"tenure/{slug}"))


def _is_tenure(name: str) -> bool:
    return name.startswith("id/tenure/")
