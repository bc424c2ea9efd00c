"""The web server behind `kg serve` and `kg demo`."""

from __future__ import annotations

import logging
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import click

from kg import logs
from kg.commands.httpd import Patience, Server
from kg.errors import StoreError
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import Generation
from kg.store.side import Side, build_side
from kg_web import close, warm

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
_FIRST = 3  # the descriptor at which sockets handed over begin
_ENCODED = 4  # bytes of a request line for a byte of a query, percent-encoded, and room for headers
_PAGES = 8  # threads that nothing but pages can take


@dataclass(frozen=True, slots=True)
class OwnGraphs:
    """What a file of RDF holds. Its default graph is its own, not the union of all graphs."""

    generation: Generation
    union: bool = False

    def now(self) -> Generation:
        """Return the one generation there is."""
        return self.generation


@contextmanager
def graphs_of(rdf: Path) -> Iterator[OwnGraphs]:
    """Give what the file `rdf` holds, in a folder that lives as long as it is needed.

    It gets no canonical hash: to name many blank nodes canonically can take forever.
    """
    mime = _FORMATS.get(rdf.suffix.lower())
    if mime is None:
        raise StoreError(f"{rdf}: its name must end in {', '.join(_FORMATS)}, which says what RDF it is")
    with tempfile.TemporaryDirectory(prefix="kg-rdf-") as made:
        folder = Path(made) / "generations" / "1"
        with closing(Store.open_writer(folder / "store")) as store:
            store.load(rdf, mime, base=rdf.absolute().as_uri())
            store.flush()
        with closing(Store.open_reader(folder / "store")) as store:
            build_side(store, folder / "side.sqlite")
            with closing(Side(folder / "side.sqlite")) as side:
                yield OwnGraphs(Generation(1, store, side, folder))


def serve_app(app: Any, settings: Settings, host: str, port: int) -> None:
    """Serve `app` until it is interrupted or told to end; say where, once it listens.

    A socket that systemd hands over (`LISTEN_FDS`) is served in place of `host` and `port`.
    """
    with _handed_over() or _listen(host, port) as listening:
        server = Server(
            app,
            listening,
            Patience(settings.silent_seconds, settings.arrive_seconds, settings.stop_seconds),
            connection_limit=settings.connections,
            threads=threads(settings),
            max_request_header_size=_ENCODED * settings.query_text,
            max_request_body_size=largest_body(settings),
            clear_untrusted_proxy_headers=not settings.proxies,
        )
        logs.start(settings.log_level, settings.log_with)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no fault
        _end_with(server.stop)
        warm(app)
        click.echo(f"Serving {_address(listening)} (Ctrl-C ends it)", err=True)
        server.run(give_up=lambda: close(app))
    close(app)


def _end_with(stop: Callable[[], object]) -> None:
    """Call `stop` at the first signal to end; a second one ends the process at once."""

    def told(number: int, frame: FrameType | None) -> None:
        stop()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, told)


def threads(settings: Settings) -> int:
    """Return how many threads serve: as many as can wait for workers or exports, and some for pages.

    So whoever fills the queues of queries leaves threads to those who read.
    """
    public, named = settings.query_workers, settings.named_workers
    return public + named + 2 * settings.query_queue + 2 * settings.exports + _PAGES


def largest_body(settings: Settings) -> int:
    """Return the bytes of the largest request that any address takes; each has its own limit below that."""
    return max(settings.body_bytes, settings.ingest_bytes if settings.ingest_token else 0)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise StoreError(f"{host}:{port}: {error.strerror or error}; choose another --port") from error


def _handed_over() -> socket.socket | None:
    """Return the socket that systemd opened for this process (sd_listen_fds(3)), None without one."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return None
    count = os.environ.get("LISTEN_FDS", "0")
    if count != "1":
        raise StoreError(f"LISTEN_FDS={count}: kg serve takes one socket; name one ListenStream")
    listening = socket.socket(fileno=_FIRST)
    listening.set_inheritable(False)
    return listening


def _address(listening: socket.socket) -> str:
    name = listening.getsockname()
    if isinstance(name, str):
        return name
    return f"http://{f'[{name[0]}]' if ':' in name[0] else name[0]}:{name[1]}/"
