"""The command that writes data to a file."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click

from kg.commands.errors import DONE
from kg.commands.ties import VIEWS, choosing, chosen, say_crowds
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.export.packing import Summed
    from kg.store import Store
    from kg.store.reader import Generation

FORMATS = ("ttl", "trig", "nt", "nq", "jsonld", "csv", "graphml", "gexf")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: what OUT ends in, else ttl.")
@click.option("--graph", help="Only this graph, such as graph/article/87d29e66fa7c8eb6.")
@click.option("--subject", help="Only what is said of this thing, such as id/adm63/long-an.")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    help="A network of people, as gexf or graphml with times.",
)
@click.option("--manifest", metavar="FILE", help="Write what was exported as JSON: counts, sums, generation.")
@choosing
@click.argument("out", metavar="OUT", default="-")
@click.pass_context
def export(ctx: click.Context, /, **given: Any) -> int:
    """Write data as RDF or a table, or a network of people.

    All data, one graph or one thing; or a view of the ties between people.

    OUT is a file, or - for standard output, the default. A name such as all.nq says its format, all.nq.gz
    packs it. --kinds, --from, --to and --possible choose the ties of a view.
    """
    from kg.commands.output import output
    from kg.export.packing import Summed, packed
    from kg.store.far import check_held, reader_of

    settings: Settings = ctx.obj
    _check(given, settings)
    reader = reader_of(settings)  # held, so that its generation is not pruned meanwhile
    generation = reader.now()
    name = given["out"].removesuffix(".gz")
    ending = Path(name).suffix.removeprefix(".").lower()
    form = given["form"] or (ending if ending in FORMATS else "gexf" if given["view"] else "ttl")
    with output(given["out"]) as out:
        summed = Summed(out)
        with packed(summed) if name != given["out"] else nullcontext(summed) as file:
            _write(generation.store, cast(IO[bytes], file), form, given)
        check_held(reader, generation)  # before the file takes its name
    if given["manifest"]:
        _write_manifest(given, form, summed, generation, settings)
    return DONE


def _write(store: Store, file: IO[bytes], form: str, given: dict[str, Any]) -> None:
    from kg.export import export as write
    from kg.export.views import export_view

    if given["view"]:
        say_crowds(export_view(store, file, form, given["view"], chosen(given)))
    else:
        write(store, file, form, graph=given["graph"], subject=given["subject"])


def _write_manifest(
    given: dict[str, Any], form: str, written: Summed, generation: Generation, settings: Settings
) -> None:
    from kg.commands.output import output
    from kg.export.packing import manifest_of
    from kg.store.sealing import read_manifest

    assert generation.folder is not None
    sealed = read_manifest(generation.folder)
    with output(given["manifest"]) as file:
        file.write(manifest_of(Path(given["out"]).name, form, written, sealed, settings.licence))


def _check(given: dict[str, Any], settings: Settings) -> None:
    whole = not (given["view"] or given["graph"] or given["subject"])
    if given["manifest"] and (not whole or given["out"] == "-" or settings.store):
        raise click.UsageError("--manifest goes with all data of a data folder in a file only.")
    if given["view"] and (given["graph"] or given["subject"]):
        raise click.UsageError("--view goes with neither --graph nor --subject.")
    if not given["view"] and any(given[name] for name in ("kinds", "since", "until", "possible")):
        raise click.UsageError("--kinds, --from, --to and --possible go with --view only.")
