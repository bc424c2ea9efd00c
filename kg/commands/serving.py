"""The web server behind `kg serve` and `kg demo`."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import waitress

from kg.errors import StoreError
from kg.store.generations import DataHome
from kg.store.reader import Generation, Reader

_FORMATS = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".owl": "application/rdf+xml",
    ".jsonld": "application/ld+json",
}


@dataclass(frozen=True, slots=True)
class OwnGraphs:
    """What a file of RDF holds. Its default graph is its own, not the union of all graphs."""

    reader: Reader
    union: bool = False

    def now(self) -> Generation:
        """Return the one generation there is."""
        return self.reader.now()


@contextmanager
def graphs_of(rdf: Path) -> Iterator[OwnGraphs]:
    """Give what the file `rdf` holds, in a data folder that lives as long as it is needed."""
    mime = _FORMATS.get(rdf.suffix.lower())
    if mime is None:
        raise StoreError(f"{rdf}: its name must end in {', '.join(_FORMATS)}, which says what RDF it is")
    with tempfile.TemporaryDirectory(prefix="kg-rdf-") as folder:
        home = DataHome(Path(folder))
        with home.writer() as store:
            store.load(rdf, mime, base=rdf.absolute().as_uri())
            home.publish(store)
        reader = home.current_reader()
        try:
            yield OwnGraphs(reader)
        finally:
            reader.close()


def serve_app(app: Any, host: str, port: int) -> None:
    """Serve `app` until it is interrupted or told to end; say where, once it listens."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise StoreError(f"{host}:{port}: {error.strerror or error}; choose another --port") from error
    with listening:
        server = waitress.create_server(
            app, sockets=[listening], threads=8, connection_limit=2000, channel_timeout=15, ident=None
        )
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no fault
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Serving http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
        try:
            server.run()
        finally:
            server.close()
