"""The web side: reads one generation of the data and shows it. It never loads."""

from __future__ import annotations

from flask import Flask

from kg.settings import Settings
from kg.store.reader import Reader
from kg_web import (
    access,
    changes,
    clients,
    conflicts,
    course,
    dataset,
    deciding,
    editor,
    entity,
    errors,
    export,
    front,
    graph,
    graph_files,
    graph_store,
    headers,
    home,
    hosts,
    ingest,
    kept,
    language,
    maps,
    ontology,
    openapi,
    paths,
    queries,
    render,
    reporting,
    review,
    search,
    service,
    settled,
    sparql,
    working,
)
from kg_web.site import Site


def create_app(reader: Reader, settings: Settings) -> Flask:
    """Return the WSGI application over the data that `reader` gives, such as `DataHome.current_reader()`."""
    app = Flask(__name__)
    app.debug = False  # whatever FLASK_DEBUG says: an error page tells nothing of our inside
    app.config["MAX_CONTENT_LENGTH"] = settings.body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    shared = app.extensions["kg"] = Site(reader, settings)
    front.install(app, settings)
    access.install(app)
    clients.install(app, settings.proxies, shared.budgets)
    hosts.install(app, settings.trusted_hosts)
    for part in (language, render, headers, errors, working):
        part.install(app)
    kept.install(app, settings.page_cache)
    settled.install(app)
    for part in (
        home, changes, search, entity, ontology, queries, editor, course, maps, graph, graph_files, paths,
        conflicts, export, sparql, graph_store, openapi, dataset, service, ingest, review, reporting,
        deciding,
    ):  # fmt: skip
        app.register_blueprint(part.bp)
    return app


def warm(app: Flask) -> None:
    """Start the workers behind `app`, so that the first queries need not wait for them."""
    app.extensions["sparql"].pool.warm()
    app.extensions["kg"].named.pool.warm()


def close(app: Flask) -> None:
    """End the workers behind `app`; what they were asked fails, and jobs go on at the next start."""
    app.extensions["sparql"].close()
    app.extensions["kg"].named.close()
    if "jobs" in app.extensions:
        app.extensions["jobs"].close()
