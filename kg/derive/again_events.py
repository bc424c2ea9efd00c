"""Events made again, from the reports that may tell of those touched."""

from __future__ import annotations

from dataclasses import replace

from kg.derive.facts import gather
from kg.derive.near import near_of, together
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched

_EVENT = "event/"
_DISPUTED = ("conflict/event/", "conflict/events/")


def events_again(run: Rewriting, touched: Touched) -> Touched:
    """Make events again, and what is disputed of them; return the articles that tell of them."""
    near = near_of(run)
    rested = {node for block in touched.blocks if block.startswith(_EVENT) for node in near.rests(block)}
    reports = near.around(touched.reports | rested, touched.told)
    nodes = {report.node for report in reports}
    articles = sorted({report.article for report in reports})
    resting = touched.blocks | run.up.blocks_on(nodes)
    rows = together(near.rows(article) for article in articles)
    work = run.work(replace(rows, reports=tuple(row for row in rows.reports if row.node in nodes)))
    run.replace({block for block in resting if block.startswith(_EVENT)}, gather(work.state_events()))
    beside = {event.local: event for one in work.events for event in near.beside(one)}
    disputed = gather(run.work().state_conflicts((), beside.values()))
    run.replace({block for block in resting if block.startswith(_DISPUTED)}, disputed)
    return Touched(tellers=frozenset(articles))
