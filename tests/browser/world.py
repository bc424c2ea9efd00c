"""The made-up world as a store, and as a web application over it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Flask

import hatch_build
from kg.settings import Settings, resource
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg_web import create_app

BASE = "https://vpo.example/"
WORLD = Path(__file__).parents[1] / "data" / "world.trig"
TURTLE = "text/turtle"

EXTRA = """
@base <https://vpo.example/> .
@prefix vpo: <https://vpo.example/ontology#> .
<graph/curation> {
    <id/person/mac-thi-du-cu> vpo:mergedInto <id/person/mac-van-thi-du> .
}
"""
"""A decision: two names were one person."""


@cache
def world_store() -> Store:
    """Return the store with the world."""
    return new_world()


def new_world() -> Store:
    """Return a store of its own with the world, one merged name, and the ontology's terms."""
    store = Store.in_memory()
    store.load(WORLD.read_bytes(), "application/trig")
    store.load(EXTRA.encode(), "application/trig")
    for name in ("vpo.ttl", "align.ttl"):
        store.load(resource("ontology") / name, TURTLE, graph=f"{BASE}graph/ontology", base=BASE)
    return store


@cache
def world_reader() -> FixedGeneration:
    """Return what reads that store; its index is made once."""
    return FixedGeneration(world_store())


@cache
def world_app() -> Flask:
    """Return the application over the world, with both languages."""
    hatch_build.compile_catalogues()
    app = create_app(world_reader(), Settings(free_clients="127.0.0.0/8 ::1"))
    app.testing = True
    return app
