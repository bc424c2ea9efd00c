"""The command that lets programs of a language model ask the data."""

from __future__ import annotations

import importlib

import click

from kg.commands.errors import DONE
from kg.errors import MissingExtraError
from kg.settings import Settings


@click.command()
@click.argument("place", metavar="[PATH|URL]", required=False)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Of labels.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Listen on this port of 127.0.0.1 (streamable HTTP, at /mcp) instead of standard input.",
)
@click.pass_obj
def mcp(settings: Settings, place: str | None, lang: str, port: int | None) -> int:
    """Serve the data to programs of a language model, read-only.

    Speaks the Model Context Protocol over standard input and output. PATH is a data folder (default:
    KG_HOME), URL the address of a server of ours.
    """
    import kg

    try:
        create_server = importlib.import_module("kg.mcp.server").create_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "kg":
            raise
        raise MissingExtraError("mcp", extra="mcp") from error
    with kg.open(place or settings.home, lang=lang, settings=settings) as data:
        server = create_server(data)
        if port is None:
            server.run("stdio")
        else:
            server.run("streamable-http", host="127.0.0.1", port=port)
    return DONE
