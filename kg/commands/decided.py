"""Taking, listing and bringing in decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from kg import pipeline
from kg.commands.errors import DONE, REFUSED
from kg.commands.tables import table
from kg.curation.deciding import Desk, describe
from kg.curation.file import append_decisions, parse_decisions, read_decisions, write_decision
from kg.curation.model import Decision
from kg.curation.saying import state, what, why_idle
from kg.curation.standing import Standing
from kg.settings import Settings
from kg.store.files import writer_lock
from kg.store.generations import DataHome

_COLUMNS = ("N", "id", "state", "decision", "by", "at", "why")


def take(settings: Settings, make: Callable[[Desk], Decision], *, later: bool) -> int:
    """Write one decision down and apply it at once, unless `later`; return the exit code."""
    number, line = write_down(settings, make)
    click.echo(f"decision {number}, {line.id}: {what(line)} ({line.by}: {line.why})", err=True)
    if later:
        click.echo("written down; kg derive or the next load applies it", err=True)
    else:
        click.echo(f"generation {apply_now(settings)}", err=True)
    return DONE


def write_down(settings: Settings, make: Callable[[Desk], Decision]) -> tuple[int, Decision]:
    """Add the decision that `make` takes to the file; return its number and itself."""
    with writer_lock(settings.home / "lock"):
        desk = _desk(settings)
        line = make(desk)
        append_decisions(settings.home, [line])
        return len(desk.decisions) + 1, line


def apply_now(settings: Settings) -> int:
    """Derive with all decisions and publish; return the generation that readers see now."""
    return pipeline.derive(settings, decided=True)


def listing(settings: Settings, *, stale: bool, form: str) -> str:
    """Return the decisions as a table or as lines of JSON; those that are `stale` with what is gone."""
    if form == "jsonl" and not stale:
        return "".join(map(write_decision, read_decisions(settings.home)))
    desk = _desk(settings)
    shown = [one for one in desk.standings if not stale or one.idle]
    if form == "jsonl":
        return "".join(write_decision(one.decision) for one in shown)
    if stale:
        return "".join(f"{line}\n" for one in shown for line in why_idle(one, desk))
    return table(_COLUMNS, [_row(one) for one in shown], settings.base_iri)


def bring_in(settings: Settings, source: Path) -> int:
    """Add the decisions of a file that are not there yet; refuse those that contradict one in force."""
    lines = parse_decisions(source.read_bytes(), str(source))
    with writer_lock(settings.home / "lock"):
        present = {one.id for one in read_decisions(settings.home)}
        fresh = {line.id: line for line in lines if line.id not in present}
        refused = _take_out(fresh, settings)
        append_decisions(settings.home, fresh.values())
    for line, against in refused:
        click.echo(f"refused {line.id}, {what(line)}: it contradicts {against}", err=True)
    known = len({line.id for line in lines} & present)
    said = f"added {len(fresh)}, known {known}, refused {len(refused)}"
    click.echo(f"{said}; kg derive or the next load applies them" if fresh else said, err=True)
    return REFUSED if refused else DONE


def say_idle(settings: Settings) -> None:
    """Say on standard error which decisions do not apply to the data, if any."""
    if read_decisions(settings.home):
        click.echo(listing(settings, stale=True, form="table"), nl=False, err=True)


def _desk(settings: Settings, *more: Decision) -> Desk:
    data = DataHome(settings.home).current_reader().now()
    return Desk.of(data, settings.base_iri, (*read_decisions(settings.home), *more))


def _take_out(fresh: dict[str, Decision], settings: Settings) -> list[tuple[Decision, str]]:
    """Take out of `fresh` what contradicts a decision in force; return it with what it contradicts.

    First go those by which a decision of our own would fall, then those that would not stand themselves.
    """
    before = {one.decision.id for one in _desk(settings).standings if one.state == "inForce"}
    refused: list[tuple[Decision, str]] = []
    while True:
        found = _desk(settings, *fresh.values()).standings
        fallen = [one for one in found if one.state == "contradicted"]
        ours = {
            id_: one for one in fallen if one.decision.id in before for id_ in one.against if id_ in fresh
        }
        said = {one.decision.id: one for one in found}
        theirs = {one.decision.id: said[one.against[0]] for one in fallen if one.decision.id in fresh}
        for id_, against in (ours or theirs).items():
            refused.append((fresh.pop(id_), describe(against)))
        if not ours and not theirs:
            return refused


def _row(standing: Standing) -> dict[str, object]:
    line = standing.decision
    cells = (standing.number, line.id, state(standing), what(line), line.by, line.at, line.why)
    return dict(zip(_COLUMNS, cells, strict=True))
