"""Serves an N-Quads file that changes: it is read again whenever it was written. For tests only."""

import threading
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from flask import Flask
from werkzeug.serving import make_server

from kg.settings import Settings
from kg.store import Store
from kg.store.reader import Generation
from kg.store.side import Side
from kg_web import sparql


class FileReader:
    """Gives the state of the file as a generation; its default graph is its own, not the union of all."""

    union = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._now = None

    def now(self):
        with self._lock:
            number = self._path.stat().st_mtime_ns
            if self._now is None or self._now.number != number:
                store = Store.in_memory()
                store.load(self._path, "application/n-quads")
                self._now = Generation(number, store, Side.of(Store.in_memory()))
            return self._now


@contextmanager
def served(reader, settings: Settings):
    """Serve the SPARQL endpoint over `reader` on a free port; yield its URL and the endpoint."""
    app = Flask("conformance")
    app.extensions["kg"] = SimpleNamespace(reader=reader, settings=settings)
    app.register_blueprint(sparql.bp)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/sparql", app.extensions["sparql"]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["sparql"].close()
