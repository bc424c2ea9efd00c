"""Persons and tenures made again, from the rows of the touched names; then the bodies they were in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.derive.again_posts import fresh_of, staying_of
from kg.derive.bodies import Body
from kg.derive.careers import Change, Holding
from kg.derive.coholding import CROWD, Stay, peak, read_stays, state_cotenures
from kg.derive.facts import Statement, block_of, gather, grouped
from kg.derive.lookup import Lookup
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
        tenures=frozenset(placed | fresh_of(tenures, said, told)),
        stays=frozenset(placed | fresh_of(tenures, *map(staying_of, (said, told)))),
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


def colleagues_again(run: Rewriting, touched: Touched) -> Touched:
    """Make again the ties between people of one body, and who is said to hold what at one time."""
    work = run.work()
    changed = grouped((tenure.organization, tenure.holder) for tenure in touched.stays)
    there = {body: list(_stays(run.up, VPO.organization, [body])) for body in changed}
    for body, people in changed.items():
        _ties_again(run, body, there[body], frozenset(people))
    posts = {tenure.post for tenure in touched.stays}
    holders = {tenure.holder for tenure in touched.stays}
    present = {f"conflict/post/{post.removeprefix('id/post/')}" for post in posts}
    present |= {f"conflict/person/{person.removeprefix('id/person/')}" for person in holders}
    stays = [stay for stay in chain(*there.values()) if stay.post in posts]
    stays += _stays(run.up, VPO.holder, holders)
    blocks = gather(work.state_conflicts({stay.tenure: stay for stay in stays}.values(), ()))
    run.replace(present, {block: blocks[block] for block in present & blocks.keys()})
    return Touched()


def _ties_again(run: Rewriting, body: str, there: list[Stay], changed: frozenset[str]) -> None:
    """Make the ties of the changed people of a body again, those of all where its size is another now."""
    block = f"co-tenure/{block_of(body)}"
    most = peak(grouped((stay.holder, stay) for stay in there))
    if most > CROWD or run.up.first_in(block, VPO.peakCount) != str(most):
        run.put(block, state_cotenures(body, there, run.reference))
        return
    ties = {tie for person in changed for tie in run.up.subjects(VPO.tiedPerson, person)}
    said = chain.from_iterable(run.up.said_of(tie, block) for tie in ties)
    run.amend(block, said, state_cotenures(body, there, run.reference, changed))


def _stays(up: Lookup, term: str, things: Iterable[str]) -> Iterator[Stay]:
    """Yield the tenures of bodies or persons with all that is known of their time."""
    names = {name for thing in things for name in up.subjects(term, thing)}
    told = (up.told_of(name) for name in sorted(names) if name.startswith("id/tenure/"))
    return read_stays(chain.from_iterable(told))
