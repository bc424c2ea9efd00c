"""What linking is measured on: sample articles with gold, a file of mentions, a made-up population."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from kg.bench.linking import Measured, measure
from kg.bench.linking_gold import known_persons, read_gold_persons
from kg.bench.mentions import Mention, known_people, read_mentions
from kg.derive.conclude import named_people
from kg.derive.facts import Reference
from kg.derive.likeness import Judge
from kg.derive.read import read_attested, read_reference
from kg.errors import GoldError
from kg.pipeline import build_demo
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome

_GENERATOR = Path("tests/population.py")


def measure_samples(folder: Path) -> Measured:
    """Return how well the persons of the sample articles are linked, by the gold files of a folder."""
    who = read_gold_persons(folder)
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        build_demo(settings)
        store = DataHome(settings.home, keep=1).current_reader().now().store
        reference = read_reference(store, settings.base_iri)
        people = named_people(read_attested(store, settings.base_iri), reference)
        return measure(known_persons(people, who), Judge(reference))


def measure_mentions(path: Path) -> Measured:
    """Return how well the mentions of a file are linked."""
    return _measure(read_mentions(path), reference())


def measure_population(count: int, seed: int, checkout: Path) -> Measured:
    """Return how well what articles say of `count` made-up people is linked.

    Raises `GoldError` outside a checkout of the source: the generator is no part of the package.
    """
    if not (checkout / _GENERATOR).is_file():
        raise GoldError(
            f"{_GENERATOR} makes populations and comes with the source; run this in a checkout, or give a "
            "file of mentions",
            where=str(checkout),
        )
    sys.path.insert(0, str(checkout))
    known = reference()
    return _measure(import_module("tests.population").Population(known, seed).mentions(count), known)


def reference() -> Reference:
    """Return the reference layer of the package."""
    store, settings = Store.in_memory(), Settings()
    load_reference(store, settings)
    return read_reference(store, settings.base_iri)


def _measure(mentions: Iterable[Mention], known: Reference) -> Measured:
    return measure(known_people(mentions, known), Judge(known))
