"""The command `kg`. Each command calls one function of a lower layer and says how it ended.

Exit codes: 0 done, 1 some inputs refused or the data folder cannot be used, 2 wrong usage. Imports stand
inside the commands, so that `kg --help` starts at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.bench import bench
from kg.commands.curation import COMMANDS as CURATION
from kg.commands.errors import DONE, REFUSED, Commands, run
from kg.commands.exporting import export
from kg.commands.mcp import mcp
from kg.commands.ties import network, paths
from kg.errors import StoreError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.store import Store

_PATHS = click.argument("paths", metavar="PATH...", nargs=-1, required=True)
_CONFIRM = click.option(
    "--confirm-loss", is_flag=True, help="Publish even when more is lost than KG_MAX_LOSS allows."
)
_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_PORT = click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any."
)


def _version() -> str:
    try:
        return version("kg-vpo")
    except PackageNotFoundError:
        return "of a checkout that is not installed"


def main() -> None:
    """Run the command of the process and end with its exit code."""
    sys.exit(run(commands))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="kg")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Vietnamese news reports in, a knowledge graph with evidence out.

    The data folder is KG_HOME (default ./kg-data). PATH may be a file, a folder, .txt, .html, .jsonl, .zip
    or - for standard input. `kg status` shows all settings.
    """
    ctx.obj = Settings.from_env()


@commands.command()
@_PATHS
@_CONFIRM
@click.pass_obj
def load(settings: Settings, paths: tuple[str, ...], confirm_loss: bool) -> int:
    """Read articles and publish a new generation.

    Loading again what is there changes nothing. Inputs that cannot be read are listed with the reason.
    """
    from kg import pipeline
    from kg.commands.reports import progress, say_report

    with progress() as count:
        report = pipeline.load(paths, _guarded(settings, confirm_loss), progress=count)
    return _said(settings, say_report(report))


def _show_schema(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    from kg.schema import read_schema

    if wanted:
        click.echo(read_schema(), nl=False)
        ctx.exit()


@commands.command()
@_PATHS
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_show_schema,
    help="Print the JSON Schema of a line and exit.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["json", "nq"]), default="json", show_default=True)
@click.pass_obj
def extract(settings: Settings, paths: tuple[str, ...], form: str) -> int:
    """Print what each article says as JSON, one object a line.

    Or as N-Quads: the graph of each, checked as for loading. No data folder is needed or changed.
    """
    import json

    from kg import entering, pipeline
    from kg.commands.reports import say_refusals
    from kg.load import Refusal

    refused = []
    find = entering.extract_quads if form == "nq" else pipeline.extract
    for result in find(paths, settings):
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            click.echo(
                result if isinstance(result, str) else json.dumps(result, ensure_ascii=False) + "\n", nl=False
            )
    say_refusals(refused)
    return REFUSED if refused else DONE


@commands.command()
@click.argument("name", metavar="NAME|FILE", required=False)
@click.option("-p", "--param", "params", metavar="KEY=VALUE", multiple=True, help="A parameter; may repeat.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table")
@click.option("--columns", metavar="A,B", help="Show only these columns in the table.")
@click.option("--list", "listing", is_flag=True, help="List the named queries with their parameters.")
@click.pass_obj
def query(
    settings: Settings,
    name: str | None,
    params: tuple[str, ...],
    form: str,
    columns: str | None,
    listing: bool,
) -> int:
    """Answer a named query, or the one in FILE (.rq)."""
    from kg.commands import queries
    from kg.commands.output import output

    if listing:
        click.echo(queries.listing(), nl=False)
        return DONE
    if name is None:
        raise click.UsageError("Missing NAME or FILE; --list shows the names.")
    if columns and form != "table":
        raise click.UsageError("--columns goes with --format table only.")
    asked = queries.find(name)
    values = queries.parse_values(params)
    shape = queries.Form(form, tuple(filter(None, (columns or "").split(","))))
    with _current(settings) as store:
        answer = queries.answer(store, asked, values, shape, settings.base_iri)
    with output("-") as out:
        out.write(answer)
    return DONE


@commands.command()
@click.pass_obj
def validate(settings: Settings) -> int:
    """Check all data against the shapes and rules.

    The exit code is 1 when one is broken.
    """
    from kg.validate import report

    with _current(settings) as store:
        found = report(store)
    for violation in found.violations:
        click.echo(f"{violation.graph}: {violation}")
    click.echo(f"{found.graphs} graphs checked, {len(found.violations)} rules broken", err=True)
    return DONE if found.conforms else REFUSED


@commands.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_obj
def withdraw(settings: Settings, ids: tuple[str, ...]) -> int:
    """Take articles out again, with all that rests on them alone.

    ID is the name of an article, such as id/article/5a272a689e86abfe, or its last part. Its text is dropped
    from the archive as well.
    """
    from kg import pipeline

    _check_archive(settings)
    bare = [id_.removeprefix(settings.base_iri).removeprefix("id/article/") for id_ in ids]
    # Who names an article does not lose it by accident.
    click.echo(f"generation {pipeline.withdraw(bare, settings)}", err=True)
    return _said(settings, DONE)


@commands.command()
@_CONFIRM
@click.pass_obj
def derive(settings: Settings, confirm_loss: bool) -> int:
    """Make the derived layer again and publish it."""
    from kg import pipeline

    _check_archive(settings)
    click.echo(f"generation {pipeline.derive(_guarded(settings, confirm_loss))}", err=True)
    return _said(settings, DONE)


@commands.command()
@click.option(
    "--rdf", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Serve this file only."
)
@_HOST
@_PORT
@click.pass_obj
def serve(settings: Settings, rdf: Path | None, host: str, port: int) -> int:
    """Serve the web pages and the SPARQL endpoint, read-only."""
    from kg.commands.serving import graphs_of, serve_app
    from kg.store.far import reader_of
    from kg.store.generations import DataHome
    from kg_web import create_app

    if rdf is not None:
        with graphs_of(rdf) as graphs:
            shown = replace(settings, ingest_token="", review_token="")  # nothing is written beside a file
            serve_app(create_app(graphs, shown), settings, host, port)
        return DONE
    for line in [] if settings.store else DataHome(settings.home).leave_damaged():
        click.echo(line, err=True)
    reader = reader_of(settings)
    reader.now()
    serve_app(create_app(reader, settings), settings, host, port)
    return DONE


@commands.command()
@click.option("--build-only", is_flag=True, help="Build the data set and do not serve it.")
@_HOST
@_PORT
@click.pass_context
def demo(ctx: click.Context, build_only: bool, host: str, port: int) -> int:
    """Build the sample data set in the data folder and serve it."""
    from kg import pipeline
    from kg.commands.reports import progress, say_report

    settings: Settings = ctx.obj
    marker = settings.home / "demo"
    if (settings.home / "current").exists() and not marker.exists():
        raise StoreError(f"{settings.home}: holds articles of your own; choose another folder with KG_HOME")
    with progress() as count:
        report = pipeline.build_demo(settings, count)
    code = say_report(report)
    marker.touch()
    return code if build_only else int(ctx.invoke(serve, rdf=None, host=host, port=port) or code)


@commands.command()
@click.pass_obj
def verify(settings: Settings) -> int:
    """Read all that is stored and say what is not as written.

    The exit code is 1 when something is damaged; each line names it and the cure.
    """
    from kg.commands.verifying import problems

    _check_archive(settings)
    found = list(problems(settings))
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found)} problems found", err=True)
    return REFUSED if found else DONE


@commands.command()
@click.pass_obj
def status(settings: Settings) -> int:
    """Show settings, generations and articles by state."""
    from kg.commands.status import describe

    click.echo(describe(settings), nl=False)
    return DONE


@commands.command()
@click.option("--loaded", is_flag=True, help="The server has the triples already; only tell it so.")
@click.pass_obj
def publish(settings: Settings, loaded: bool) -> int:
    """Make the SPARQL server of KG_STORE hold the current generation.

    Every command that changes the data does so by itself; this goes on where one was ended.
    """
    from kg.store.publishing_far import publish_far

    if not settings.store:
        raise click.UsageError("KG_STORE names no server.")
    click.echo(f"generation {publish_far(settings, loaded=loaded).number} at {settings.store}", err=True)
    return DONE


@commands.command()
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@click.pass_obj
def rollback(settings: Settings, number: int) -> int:
    """Let readers see generation N again."""
    from kg.store.generations import DataHome
    from kg.store.publishing_far import publish_far

    home = DataHome(settings.home, keep=settings.keep_generations)
    home.manifest(number)
    with home.alone():
        manifest = home.rollback(number)
        if settings.store:
            publish_far(settings, home)
    click.echo(
        f"generation {manifest.number}: {manifest.articles} articles, {manifest.triples} triples", err=True
    )
    return DONE


@commands.command()
@_CONFIRM
@click.pass_obj
def rebuild(settings: Settings, confirm_loss: bool) -> int:
    """Make everything again from the archive of articles.

    The result is the same data set, IRI for IRI.
    """
    from kg import pipeline
    from kg.commands.reports import progress, say_report

    _check_archive(settings)
    with progress() as count:
        report = pipeline.rebuild(_guarded(settings, confirm_loss), count)
    return _said(settings, say_report(report))


@commands.command()
@click.argument("old", metavar="A", type=click.IntRange(min=1))
@click.argument("new", metavar="B", type=click.IntRange(min=1))
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--graphs", is_flag=True, help="List the graphs that differ, with triples added and removed.")
@click.pass_obj
def diff(settings: Settings, old: int, new: int, lang: str, form: str, graphs: bool) -> int:
    """Tell what changed between two generations.

    Appointments, ends, persons, events, conflicts, lost facts and rules newly broken, seen from A.
    """
    from kg.commands import changes

    write = changes.graphs if graphs else changes.changes
    click.echo(write(settings, (old, new), lang=lang, form=form), nl=False)
    return DONE


commands.add_command(bench)
for _command in CURATION:
    commands.add_command(_command)
for _command in (export, paths, network, mcp):
    commands.add_command(_command)


@contextmanager
def _current(settings: Settings) -> Iterator[Store]:
    """Give the data, held; raise `StoreError` where they changed while they were read."""
    from kg.store.far import check_held, reader_of

    reader = reader_of(settings)
    generation = reader.now()
    yield generation.store
    check_held(reader, generation)


def _guarded(settings: Settings, confirmed: bool) -> Settings:
    """Return the settings, with any loss allowed when it was confirmed."""
    return replace(settings, max_loss=1.0) if confirmed else settings


def _said(settings: Settings, code: int) -> int:
    """Say which decisions do not apply to the data now; return `code`."""
    if (settings.home / "decisions.jsonl").exists():
        from kg.commands.decided import say_idle

        say_idle(settings)
    return code


def _check_archive(settings: Settings) -> None:
    if not (settings.home / "archive.sqlite").is_file():
        raise StoreError(f"{settings.home}: holds no data; load articles first (kg load, or kg demo)")
