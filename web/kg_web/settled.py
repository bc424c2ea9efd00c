"""Pages whose data change while they are made: on a SPARQL server, or in a folder for queries in workers."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import Flask, Response, g, request

from kg.errors import KgError, StoreError
from kg.store.far import FarReader
from kg_web.errors import refused
from kg_web.site import generation, site

_WHOLE = {"export", "graph_store"}  # blueprints that give the data themselves: of one state, or not at all


def install(app: Flask) -> None:
    """Look at the data again after each page of `app`. Install it last, so that it looks first."""
    far = isinstance(app.extensions["kg"].reader, FarReader)
    app.after_request(_settle if far else _settle_here)


def _settle_here(response: Response) -> Response:
    """Return the page, without a tag where readers see another generation by now: its queries may have."""
    if "generation" in g and "kept" not in g and site().reader.now().name != generation().name:
        g.generation = replace(generation(), tag="")
    return response


def _settle(response: Response) -> Response:
    """Return the page, without a tag where the data changed since, and 503 where they are being published."""
    if "generation" not in g or "kept" in g or response.status_code == 304 or response.status_code >= 500:
        return response
    try:
        if not cast(FarReader, site().reader).holds(generation()):
            if request.blueprint in _WHOLE:
                raise StoreError("the data changed while they were read; try again in a few seconds")
            g.generation = replace(generation(), tag="")
    except KgError as error:
        response.close()  # it may hold a file
        return refused(error)
    return response
