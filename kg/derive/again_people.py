"""Persons and tenures made again, from the rows of the touched names; then the posts and bodies they held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.derive.bodies import Body
from kg.derive.careers import Change, Holding, Tenure
from kg.derive.coholding import STAYING, Stay, read_stays
from kg.derive.conclude import Work
from kg.derive.facts import Statement, block_of, gather
from kg.derive.lookup import Lookup
from kg.derive.mergers import post_in
from kg.derive.named import Named
from kg.derive.read import Attested
from kg.derive.reports import Report
from kg.derive.rewriting import Rewriting
from kg.derive.tenure_facts import read_tenures
from kg.derive.touched import Touched
from kg.vocab import VPO

_FAMILIES = ("person/", "tenure/", "link/", "conflict/dates/", "conflict/births/")


def people_again(run: Rewriting, touched: Touched) -> Touched:
    """Make persons and tenures again; return what names a person who is another now, and the tenures."""
    names = _tied(run.up, touched.names)
    present = {block for block in touched.blocks if block.startswith(_FAMILIES)}
    present |= {f"{family}{name}" for name in names for family in _FAMILIES}
    said = [statement for block in sorted(present) for statement in run.up.block(block)]
    before, held = _who(said), read_tenures(said)
    work = run.work(_named(run.up, names))
    stated = gather(chain(work.people.state(), work.state_conflicts((), ())))
    run.replace(present, stated)
    moved = _moved(run.up, {node for node, _ in before ^ set(work.people.who.items())})
    told = list(chain.from_iterable(stated.values()))
    tenures = {*held, *work.people.tenures}
    placed = {tenure for tenure in tenures if tenure.organization in touched.moved}
    return moved | Touched(
        tenures=frozenset(placed | _fresh(tenures, said, told)),
        stays=frozenset(placed | _fresh(tenures, *map(_staying, (said, told)))),
    )


def _named(up: Lookup, names: Iterable[str]) -> Attested:
    """Return the rows of the people of these names, and what else their articles tell of them."""
    people = up.each("derive-people", Named, "key", names)
    articles = sorted({row.node.partition("#")[0] for row in people})
    taking_part, reports = _events_of(up, (row.node for row in people))
    return Attested(
        people=people,
        published=tuple((article, day) for article in articles if (day := up.published(article))),
        holdings=up.each("derive-holdings", Holding, "key", names),
        changes=up.each("derive-changes", Change, "key", names),
        bodies=tuple(body for article in articles for body in _placed(up, article)),
        reports=reports,
        taking_part=taking_part,
        same=up.rows.same,
        different=up.rows.different,
    )


def _placed(up: Lookup, article: str) -> Iterator[Body]:
    """Yield the bodies of which an article tells the province, as far as it matters to its people."""
    for node, place in up.said_in(article, VPO.jurisdiction):
        if up.rows.keeps(node):
            yield Body(node, node, jurisdiction=place)


def _events_of(up: Lookup, people: Iterable[str]) -> tuple[tuple[tuple[str, str], ...], tuple[Report, ...]]:
    """Return the pairs of event and person, and the events with their places."""
    pairs = {
        (event, person)
        for person in people
        for part in up.subjects(VPO.agent, person)
        if up.rows.keeps(part)
        for event in up.values(part, VPO.event)
    }
    places = {event: min(up.values(event, VPO.place), default=None) for event, _ in pairs}
    reports = (Report(event, "", place=place) for event, place in places.items() if up.rows.keeps(event))
    return tuple(sorted(pairs)), tuple(reports)


def _tied(up: Lookup, names: Iterable[str]) -> set[str]:
    """Return the names with those that a decision of a curator ties to them."""
    decided = (*up.rows.same, *up.rows.different)
    pairs = [up.values(left, VPO.nameKey) | up.values(right, VPO.nameKey) for left, right in decided]
    tied, size = set(names), -1
    while size != len(tied):
        size = len(tied)
        tied |= {name for pair in pairs if tied & pair for name in pair}
    return tied


def _who(said: Iterable[Statement]) -> set[tuple[str, str]]:
    return {(str(value), subject) for subject, predicate, value in said if predicate == VPO.namedAs}


def _moved(up: Lookup, nodes: Iterable[str]) -> Touched:
    """Return where people are named who are now another person: events taken part in, clusters led."""
    taking_part = {part for node in nodes for part in up.subjects(VPO.agent, node)}
    leading = {led for node in nodes for led in up.subjects(VPO.leader, node)}
    return Touched(
        reports=frozenset(event for part in taking_part for event in up.values(part, VPO.event)),
        years=frozenset(
            (cluster, int(year))
            for led in leading
            for cluster in up.values(led, VPO.cluster)
            for year in up.values(led, VPO.year)
        ),
    )


def _fresh(tenures: Iterable[Tenure], said: Iterable[Statement], told: Iterable[Statement]) -> set[Tenure]:
    """Return the tenures of which other is told now than was said."""
    differing = {subject for subject, _, _ in set(said) ^ set(told)}
    return {tenure for tenure in tenures if tenure.iri in differing}


def _staying(statements: Iterable[Statement]) -> Iterator[Statement]:
    return (statement for statement in statements if statement[1] in STAYING)


def posts_again(run: Rewriting, touched: Touched) -> Touched:
    """Make again what follows from all holders of a post; return the tenures of which other is said now."""
    work = run.work()
    about = run.up.blocks_about(tenure.iri for tenure in touched.tenures)
    present = {block for block in about if block.startswith("post/")}
    present |= {f"post/{work.line_of(tenure).removeprefix('id/post/')}" for tenure in touched.tenures}
    lines = {f"id/{block}" for block in present}
    posts = sorted({post for line in lines for post in _forerunners(work, line)})
    held = [tenure for post in posts for tenure in _holding(run.up, post)]
    known = [tenure for tenure in held if work.line_of(tenure) in lines]
    said = [statement for block in present for statement in run.up.block(block)]
    blocks = gather(work.state_posts(known))
    run.replace(present, blocks)
    told = chain.from_iterable(blocks.values())
    return Touched(stays=frozenset(_fresh(known, *map(_staying, (said, told)))))


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


def _holding(up: Lookup, post: str) -> Iterator[Tenure]:
    """Yield the tenures of a post as the first stage states them."""
    for name in sorted(up.subjects(VPO.post, post)):
        if name.startswith("id/tenure/"):
            slug = name.removeprefix("id/tenure/").partition("/")[0].partition(".")[0]
            yield from read_tenures(up.said_of(name, f"tenure/{slug}"))


def colleagues_again(run: Rewriting, touched: Touched) -> Touched:
    """Make again the ties between people of one body, and who is said to hold what at one time."""
    work = run.work()
    bodies = {tenure.organization for tenure in touched.stays}
    there = list(_stays(run.up, VPO.organization, bodies))
    run.replace({f"co-tenure/{block_of(body)}" for body in bodies}, gather(work.state_cotenures(there)))
    posts = {tenure.post for tenure in touched.stays}
    holders = {tenure.holder for tenure in touched.stays}
    present = {f"conflict/post/{post.removeprefix('id/post/')}" for post in posts}
    present |= {f"conflict/person/{person.removeprefix('id/person/')}" for person in holders}
    stays = {stay.tenure: stay for stay in (*there, *_stays(run.up, VPO.holder, holders))}
    blocks = gather(work.state_conflicts(stays.values(), ()))
    run.replace(present, {block: blocks[block] for block in present & blocks.keys()})
    return Touched()


def _stays(up: Lookup, term: str, things: Iterable[str]) -> Iterator[Stay]:
    """Yield the tenures of bodies or persons with all that is known of their time."""
    names = {name for thing in things for name in up.subjects(term, thing)}
    told = (up.told_of(name, STAYING) for name in sorted(names) if name.startswith("id/tenure/"))
    return read_stays(chain.from_iterable(told))
