"""Events made again, from the reports that may tell of those touched; then the lives of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from kg.derive.facts import gather
from kg.derive.near import Near
from kg.derive.read import Attested
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.vocab import VPO

_EVENT = "event/"
_DISPUTED = ("conflict/event/", "conflict/events/")


def events_again(run: Rewriting, touched: Touched) -> Touched:
    """Make events again, and what is disputed of them; return the documents that they may be about."""
    near = _near(run)
    rested = {node for block in touched.blocks if block.startswith(_EVENT) for node in near.rests(block)}
    reports = near.around(touched.reports | rested, touched.told)
    nodes = {report.node for report in reports}
    articles = sorted({report.article for report in reports})
    resting = touched.blocks | run.up.blocks_on(nodes)
    rows = _together(near.rows(article) for article in articles)
    work = run.work(replace(rows, reports=tuple(row for row in rows.reports if row.node in nodes)))
    run.replace({block for block in resting if block.startswith(_EVENT)}, gather(work.state_events()))
    beside = {event.local: event for one in work.events for event in near.beside(one)}
    disputed = gather(run.work().state_conflicts((), beside.values()))
    run.replace({block for block in resting if block.startswith(_DISPUTED)}, disputed)
    cited = {name for article in articles for _, name in run.up.said_in(article, VPO.citedDocument)}
    return Touched(documents=frozenset(cited))


def lives_again(run: Rewriting, touched: Touched) -> Touched:
    """Make the lives of documents again, from all articles that cite them or report on them."""
    near, up = _near(run), run.up
    names = {name for name in touched.documents if name.startswith("id/doc/")}
    nodes = {
        node
        for name in names
        for term in (VPO.citedDocument, VPO.document)
        for node in up.subjects(term, name)
    }
    articles = sorted({node.partition("#")[0] for node in nodes if node.startswith("id/article/")})
    rows = _together(near.rows(article) for article in articles)
    events = {near.event_of(report.node) for report in rows.reports}
    blocks = gather(run.work(rows).state_lives(event for event in events if event))
    wanted = {f"lifecycle/{name.removeprefix('id/doc/')}" for name in names}
    run.replace(wanted, {block: blocks[block] for block in wanted & blocks.keys()})
    return Touched()


def _near(run: Rewriting) -> Near:
    return Near(run.up, lambda rows: run.work(rows).reports())


def _together(told: Iterable[Attested]) -> Attested:
    """Return the rows of several articles as one."""
    rows = list(told)
    return Attested(
        **{
            field.name: tuple(row for one in rows for row in getattr(one, field.name))
            for field in fields(Attested)
        }
    )
