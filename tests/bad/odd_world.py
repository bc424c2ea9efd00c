"""The made-up world with things whose names were made to do harm."""

from __future__ import annotations

from pathlib import Path

from rdflib import RDF, SKOS, Literal, URIRef

from kg.store.generations import DataHome
from kg.vocab import VPO
from tests.browser.world import EXTRA, WORLD

SCRIPT = "<img src=x onerror=alert(1)>"
CLOSING = "</script><script>alert(1)"
BREAKOUT = 'Ông "A\\B\'\n"} DROP ALL #'
LONG = "Dài" + "\u0323" * 500 + " \u202eođảo " + "Nguyễn " * 1400
FORMULAS = ('=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3")
NAMES = {
    "script": SCRIPT,
    "closing": CLOSING,
    "odd": "Tên lạ",
    "long": LONG,
    "header": "a\r\nSet-Cookie: x=1",
}
_BASE = "https://vpo.example/"


def odd_home(folder: Path) -> DataHome:
    """Return a data folder with one generation: the world, and a person for each odd name."""
    home = DataHome(folder / "home")
    with home.writer() as store:
        store.load(WORLD.read_bytes(), "application/trig")
        store.load(EXTRA.encode(), "application/trig")
        store.replace_graph(f"{_BASE}graph/derived/person/odd", _odd())
        home.publish(store)
    return home


def _odd() -> list[tuple[URIRef, URIRef, URIRef | Literal]]:
    named = [(URIRef(f"{_BASE}id/person/{name}"), label) for name, label in NAMES.items()]
    named += [(URIRef(f"{_BASE}id/person/formula-{n}"), text) for n, text in enumerate(FORMULAS)]
    triples: list[tuple[URIRef, URIRef, URIRef | Literal]] = []
    for thing, label in named:
        triples.append((thing, RDF.type, URIRef(VPO.Person)))
        triples += [(thing, SKOS.prefLabel, Literal(label, lang=lang)) for lang in ("vi", "en")]
    odd = URIRef(f"{_BASE}id/person/odd")
    return [*triples, (odd, SKOS.altLabel, Literal(BREAKOUT, lang="vi"))]
