"""Events made again, from the reports that may tell of those touched."""

from __future__ import annotations

from kg.derive.facts import gather
from kg.derive.near import JOINING, Near
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched

_EVENT = "event/"
_DISPUTED = ("conflict/event/", "conflict/events/")


def events_again(run: Rewriting, touched: Touched) -> Touched:
    """Make events again, and what is disputed of them; return the articles that tell of them."""
    near = Near(run)
    hosted = near.whole(touched.hosted)
    changed = [*hosted, *near.whole(touched.reports)]
    changed += (other for report in touched.told for other in near.linked(report))
    changed += (other for report in hosted for other in near.meeting(report))
    before = touched.blocks | run.up.blocks_on(report.node for report in changed)
    stems = {block.removeprefix(_EVENT).partition(".")[0] for block in before if block.startswith(_EVENT)}
    events = near.around(changed, stems)
    reports = {report.node: report for event in events for report in event.reports}
    resting = before | run.up.blocks_on(reports)
    articles = {report.article for report in reports.values()}
    work = run.work(run.told(articles, *JOINING, "openings", "event_facts"))
    stated = gather(work.state_events(events))
    run.replace({block for block in resting if block.startswith(_EVENT)}, stated)
    beside = {event.local: event for one in events for event in near.beside(one)}
    beside |= {event.local: event for event in events}
    disputed = gather(run.work().state_conflicts((), beside.values()))
    run.replace({block for block in resting if block.startswith(_DISPUTED)}, disputed)
    return Touched(tellers=frozenset(articles))
