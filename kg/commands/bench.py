"""How well and how fast: the commands below `kg bench`.

Imports stand inside the commands, as in `kg.cli`, so that `kg --help` starts at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.bench_linking import linking
from kg.commands.errors import DONE, REFUSED, Commands
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.bench.run import Run

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_BASELINES = ("naive", "underthesea")


@click.group(cls=Commands)
def bench() -> None:
    """Measure extraction and the linking of persons."""


bench.add_command(linking)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of `kg bench extraction`."""

    texts: Path | None
    name: str | None
    errors: int | None
    classes: tuple[str, ...]
    genre: bool
    sure: float
    baselines: tuple[str, ...]
    dump: str | None
    json: str | None
    floors: Path | None
    raise_floors: bool

    def check(self, folder: Path) -> None:
        """Refuse what cannot be meant."""
        from kg.bench.compare import CLASSES

        if unknown := [name for name in self.classes if name not in CLASSES]:
            raise click.UsageError(f"There is no class {unknown[0]!r}; there are {', '.join(CLASSES)}.")
        if self.raise_floors and not self.floors:
            raise click.UsageError("--raise-floors needs --floors FILE.")
        for target in (self.json, self.floors):
            if target and Path(target).resolve().is_relative_to(folder.resolve()):
                raise click.UsageError(f"{target} would be read as gold; write it outside {folder}.")

    def command(self, folder: Path) -> str:
        """Return the command that measures the same again."""
        options = {
            "--texts": self.texts,
            "--name": self.name,
            "--baseline": " --baseline ".join(self.baselines),
        }
        said = [f"{name} {value}" for name, value in options.items() if value]
        return " ".join(["kg bench extraction", folder.as_posix(), *said])


@bench.command()
@click.argument("folder", metavar="GOLD_DIR", type=_FOLDER)
@click.option("--texts", type=_FOLDER, help="Where the texts stand, if not beside the gold files.")
@click.option("--name", metavar="NAME", help="What the corpus is called; the folder's name if not given.")
@click.option("--errors", type=click.IntRange(min=1), metavar="N", help="List N errors for each rule.")
@click.option("--class", "classes", multiple=True, metavar="CLASS", help="List errors of this class only.")
@click.option("--genre", is_flag=True, help="Print the scores of each genre too.")
@click.option(
    "--sure", type=click.FloatRange(0, 1), default=0.8, show_default=True, metavar="C",
    help="Posts of this confidence or more are scored apart, by precision.",
)  # fmt: skip
@click.option(
    "--baseline", "baselines", multiple=True, type=click.Choice(_BASELINES),
    help="Score simpler means too; underthesea needs the extra baseline.",
)  # fmt: skip
@click.option("--dump", metavar="FILE", help="Write what was found, one JSON object a line.")
@click.option("--json", metavar="FILE", help="Write the scores as JSON.")
@click.option("--floors", type=_FILE, metavar="FILE", help="Fail where a score is below its floor in FILE.")
@click.option("--raise-floors", is_flag=True, help="Raise the floors in FILE to what is measured.")
@click.pass_obj
def extraction(settings: Settings, /, folder: Path, **options: Any) -> int:
    """Score extraction on a folder in the gold format.

    GOLD_DIR and its sub-folders hold *.json files, each beside its text. The exit code is 1 when one cannot
    be used, or when a score is below its floor.
    """
    from kg.bench.run import run

    wishes = Wishes(**options)
    wishes.check(folder)
    done = run(folder, settings, wishes.texts)
    for error in done.errors:
        click.echo(f"refused {error}", err=True)
    if wishes.dump:
        _dump(done, wishes.dump)
    measured = _print_scores(done, wishes, folder)
    if wishes.json:
        write_json(measured, wishes.json)
    stands = not wishes.floors or _stand_on_floors(measured, wishes.floors, rising=wishes.raise_floors)
    return DONE if stands and not done.errors else REFUSED


def _print_scores(done: Run, wishes: Wishes, folder: Path) -> dict[str, Any]:
    """Print what people want to see; return all that was measured as JSON values."""
    from kg.bench import listing
    from kg.bench.baseline import baseline_scores
    from kg.bench.compare import CLASSES
    from kg.bench.results import baseline_results, results
    from kg.bench.sure import sure_scores

    scores = done.scores
    if wishes.errors:
        click.echo(listing.error_list(done, wishes.errors, wishes.classes or CLASSES))
    click.echo(f"{len(done.compared)} documents\n{listing.score_table(scores)}", nl=False)
    sure = listing.sure_table(sure_scores(done, wishes.sure))
    click.echo(f"\nposts of confidence {wishes.sure:g} or more\n{sure}", nl=False)
    baselines = {name: baseline_scores(done, name) for name in wishes.baselines}
    for name, theirs in baselines.items():
        click.echo(f"\nbeside {name}\n{listing.ratio_table(scores, theirs, name)}", nl=False)
    if wishes.genre:
        for name, (count, own) in done.by_genre().items():
            click.echo(f"\n{name}: {count} documents\n{listing.score_table(own)}", nl=False)
    return {
        **results(done, wishes.name or folder.resolve().name, wishes.sure),
        "command": wishes.command(folder),
        "baselines": {name: baseline_results(scores, theirs) for name, theirs in baselines.items()},
    }


def _stand_on_floors(measured: dict[str, Any], path: Path, *, rising: bool) -> bool:
    from kg.bench.floors import below, raised, read_floors, write_floors
    from kg.commands.output import output

    floors = read_floors(path)
    if rising:
        floors = raised(measured, floors)
        with output(str(path)) as out:
            out.write(write_floors(floors).encode())
    fallen = below(measured, floors)
    for line in fallen:
        click.echo(line, err=True)
    return not fallen


def write_json(measured: dict[str, Any], target: str) -> None:
    """Write what was measured with the day of today."""
    from datetime import date

    from kg.commands.output import output

    text = json.dumps({**measured, "measured": date.today().isoformat()}, ensure_ascii=False, indent=1)
    with output(target) as out:
        out.write(f"{text}\n".encode())


def _dump(done: Run, target: str) -> None:
    from kg.bench.record import to_json
    from kg.commands.output import output

    with output(target) as out:
        for one in done.compared:
            out.write(json.dumps(to_json(one.found.record), ensure_ascii=False).encode() + b"\n")


@bench.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option(
    "--largest", type=click.IntRange(min=1), default=10_000, show_default=True, metavar="KB",
    help="The longest text, in kB; each is ten times the one before.",
)  # fmt: skip
@click.option(
    "--limit", type=click.FloatRange(min=0, min_open=True), default=300, show_default=True, metavar="SECONDS",
    help="Give a length up after so long, and with it all longer ones.",
)  # fmt: skip
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="Take the median.")
@click.option("--baseline", type=click.Choice(["underthesea"]), help="Time it too; needs the extra baseline.")
@click.option("--json", metavar="FILE", help="Write what was measured as JSON.")
@click.pass_obj
def speed(settings: Settings, /, paths: tuple[str, ...], **options: Any) -> int:
    """Time extraction alone, in processes of its own.

    PATH is what to read; the samples if nothing is given. Told are articles a second and core, the time to
    start, memory, and the time for texts of 1 kB to 10 MB.
    """
    from kg.bench.speed import SIZES, describe, measure_speed, read_texts, speed_results
    from kg.bench.underthesea import tagger
    from kg.settings import resource

    if options["baseline"]:
        tagger()
    texts = read_texts(paths or [resource("samples")], settings)
    sizes = [size for size in SIZES if size <= options["largest"] * 1000]
    limits = {name: options[name] for name in ("limit", "rounds")}
    done = measure_speed(texts, sizes, **limits, baseline=bool(options["baseline"]))
    click.echo(describe(done, options["limit"]), nl=False)
    if options["json"]:
        write_json(speed_results(done), options["json"])
    return DONE
