"""The command that writes data to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.commands.errors import DONE
from kg.commands.ties import VIEWS, choosing, chosen, say_crowds
from kg.settings import Settings

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
@choosing
@click.argument("out", metavar="OUT", default="-")
@click.pass_context
def export(ctx: click.Context, /, **given: Any) -> int:
    """Write data as RDF or a table, or a network of people.

    All data, one graph or one thing; or a view of the ties between people.

    OUT is a file, or - for standard output, the default. A name such as all.nq says its format. --kinds,
    --from, --to and --possible choose the ties of a view.
    """
    from kg.commands.output import output
    from kg.export import export as write
    from kg.export.views import export_view
    from kg.store.far import reader_of

    settings: Settings = ctx.obj
    _check(given)
    store = reader_of(settings).store()
    ending = Path(given["out"]).suffix.removeprefix(".").lower()
    form = given["form"] or (ending if ending in FORMATS else "gexf" if given["view"] else "ttl")
    with output(given["out"]) as file:
        if given["view"]:
            say_crowds(export_view(store, file, form, given["view"], chosen(given)))
        else:
            write(store, file, form, graph=given["graph"], subject=given["subject"])
    return DONE


def _check(given: dict[str, Any]) -> None:
    if given["view"] and (given["graph"] or given["subject"]):
        raise click.UsageError("--view goes with neither --graph nor --subject.")
    if not given["view"] and any(given[name] for name in ("kinds", "since", "until", "possible")):
        raise click.UsageError("--kinds, --from, --to and --possible go with --view only.")
