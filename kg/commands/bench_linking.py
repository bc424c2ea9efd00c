"""How well persons are linked: `kg bench linking`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.errors import DONE

if TYPE_CHECKING:
    from kg.bench.linking import Measured, Share


@click.command()
@click.argument("gold", metavar="[GOLD]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--population", type=click.IntRange(min=1), metavar="N", help="Make N people up; needs the source."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another population for another number.")
@click.option("--json", "target", metavar="FILE", help="Write what was measured as JSON.")
def linking(gold: Path | None, population: int | None, seed: int, target: str | None) -> int:
    """Score how named persons are grouped, pair by pair.

    GOLD is a folder that says who is who in the sample articles, or a file of mentions (.jsonl) with who each
    is. With --population the people and what articles say of them are made up; that needs a checkout of the
    source, since the generator stands in its tests.
    """
    from kg.bench.linking import results
    from kg.bench.linking_run import measure_mentions, measure_population, measure_samples
    from kg.commands.bench import write_json

    if (gold is None) == (population is None):
        raise click.UsageError("Give either GOLD or --population N.")
    if gold is None:
        measured = measure_population(population or 1, seed, Path.cwd())
    else:
        measured = measure_samples(gold) if gold.is_dir() else measure_mentions(gold)
    click.echo(_described(measured))
    if target:
        write_json(dict(results(measured)), target)
    return DONE


def _described(measured: Measured) -> str:
    """Return what people want to read."""
    pairs, (name, bearers) = measured.pairs, measured.commonest
    lines = [
        f"{measured.people:,} named persons of {measured.persons:,} people with {measured.names:,} names",
        f"the commonest name, {name}, has {bearers:,} bearers",
        f"linked into {measured.groups:,} persons",
        f"precision  {_told(measured.precision)}  {pairs.right:,} of {pairs.found:,} pairs together",
        f"recall     {_told(measured.recall)}  {pairs.right:,} of {pairs.real:,} pairs of one person",
        f"F1         {measured.f1:.4f}",
        f"in the queue: {measured.queue:,} pairs, {measured.hits:,} of one person",
    ]
    return "\n".join(lines)


def _told(share: Share) -> str:
    return f"{share.value:.4f} ({share.low:.4f}-{share.high:.4f})"
