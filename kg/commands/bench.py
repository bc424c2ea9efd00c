"""How well and how fast: the commands below `kg bench`.

Imports stand inside the commands, as in `kg.cli`, so that `kg --help` starts at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.errors import DONE, REFUSED, Commands
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.bench.run import Run

_FOLDER = click.argument(
    "folder", metavar="GOLD_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@click.group(cls=Commands)
def bench() -> None:
    """Measure how well and how fast extraction is."""


@bench.command()
@_FOLDER
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the texts stand, if not in GOLD_DIR.",
)
@click.option("--errors", type=click.IntRange(min=1), metavar="N", help="List N errors for each rule.")
@click.option("--class", "classes", multiple=True, metavar="CLASS", help="List errors of this class only.")
@click.option("--genre", is_flag=True, help="Print the scores of each genre too.")
@click.option("--dump", metavar="FILE", help="Write what was found, one JSON object a line.")
@click.pass_obj
def extraction(
    settings: Settings,
    folder: Path,
    texts: Path | None,
    errors: int | None,
    classes: tuple[str, ...],
    genre: bool,
    dump: str | None,
) -> int:
    """Score extraction on a folder in the gold format.

    GOLD_DIR holds *.json files, each beside its text. The exit code is 1 when one cannot be used.
    """
    from kg.bench.compare import CLASSES
    from kg.bench.listing import error_list, score_table
    from kg.bench.run import run

    if unknown := [name for name in classes if name not in CLASSES]:
        raise click.UsageError(f"There is no class {unknown[0]!r}; there are {', '.join(CLASSES)}.")
    done = run(folder, settings, texts)
    for error in done.errors:
        click.echo(f"refused {error}", err=True)
    if errors:
        click.echo(error_list(done, errors, classes or CLASSES))
    if dump:
        _dump(done, dump)
    click.echo(f"{len(done.compared)} documents\n{score_table(done.scores)}", nl=False)
    if genre:
        for name, (count, scores) in done.by_genre().items():
            click.echo(f"\n{name}: {count} documents\n{score_table(scores)}", nl=False)
    return REFUSED if done.errors else DONE


def _dump(done: Run, target: str) -> None:
    import json

    from kg.bench.record import to_json
    from kg.commands.output import output

    with output(target) as out:
        for one in done.compared:
            out.write(json.dumps(to_json(one.found.record), ensure_ascii=False).encode() + b"\n")
