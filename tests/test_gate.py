"""The quick gate says what pySHACL says, violation by violation, whatever is broken."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg import validate
from kg.errors import GateError, OntologyError
from kg.gate import Violation, broken_shapes, by_node
from kg.gate.shapes import compiled
from kg.gate.values import comes_before
from kg.settings import resource
from kg.store import Store
from kg.terms import node_of, terms_of
from kg.validate import Gate
from kg.vocab import VPO

WORLD = Path(__file__).parent / "data" / "world.trig"
SHAPES = Graph().parse(resource("ontology") / "shapes.ttl", format="turtle")
NODE = URIRef("https://vpo.example/id/made-up/1")
ODD: list[Node] = [
    URIRef("https://vpo.example/id/org/tinh-uy-long-an"),
    URIRef("https://vpo.example/id/article/0123456789abcdef#p1"),
    *(Literal(text, lang=tag) for text, tag in (("", "vi"), ("Long An", "vi"), ("x", "en"), ("y", "vi-VN"))),
    *map(Literal, ('a "b"\n\\c', "18-NQ/TW", "male")),
    *(Literal(day, datatype=XSD.date) for day in ("2018-08-10", "1900-01-01", "2018-13-45")),
    *(Literal(number, datatype=XSD.integer) for number in ("0", "-1", "2018", "two")),
    *(Literal(number, datatype=XSD.decimal) for number in ("0.5", "1.5")),
    *(Literal(truth, datatype=XSD.boolean) for truth in ("true", "1")),
    Literal("2018-08-10T07:00:00+07:00", datatype=XSD.dateTime),
    Literal("2018", datatype=XSD.gYear),
    Literal("https://baolongan.vn/a", datatype=XSD.anyURI),
]
DAYS: list[Node] = [Literal(f"20{year}-01-01", datatype=XSD.date) for year in (10, 11, 12)]


@pytest.fixture(scope="module")
def graphs() -> dict[str, Graph]:
    store, found = Store.in_memory(), {}
    store.load(WORLD.read_bytes(), "application/trig")
    for name in store.graphs():
        found[name] = Graph()
        for triple in store.triples(name):
            found[name].add(triple)
    return found


def both(graph: Graph) -> tuple[set[Violation], set[Violation]]:
    """What the quick check and pySHACL find."""
    return set(broken_shapes(by_node(terms_of(graph)), "g")), set(validate._broken_shapes(graph, "g"))


def wanted(kind: Node) -> dict[Node, list[Node]]:
    """The properties that the shapes of a class name, with values that fit: those of sh:in, or days."""
    found: dict[Node, list[Node]] = {}
    compared = set()
    for shape in SHAPES.subjects(SH.targetClass, kind):
        for prop in SHAPES.objects(shape, SH.property):
            path, some = SHAPES.value(prop, SH.path), SHAPES.value(prop, SH["in"])
            found[path] = list(SHAPES.items(some)) if some else []
            others = [other for p in (SH.lessThan, SH.lessThanOrEquals) for other in SHAPES.objects(prop, p)]
            compared |= {path, *others} if others else set()
    return found | dict.fromkeys(compared, DAYS)


def nodes(chance: random.Random) -> Graph:
    """Nodes of every class with no, one or several values of each of their properties, most of them wrong."""
    graph = Graph()
    for kind in sorted(set(SHAPES.objects(None, SH.targetClass))):
        for number in range(5):
            node = URIRef(f"{NODE}{number}{kind}")
            graph.add((node, RDF.type, kind))
            for path, some in sorted(wanted(kind).items()):
                count = (0, 3, chance.choice((0, 1, 1, 2)))[min(number, 2)]
                for value in chance.sample(some if some is DAYS else some + ODD, count):
                    graph.add((node, path, value))
            graph.add((node, URIRef("urn:not-listed"), chance.choice(ODD)))
    return graph


def test_both_find_the_same_in_nodes_of_every_class_and_every_shape_is_broken_once() -> None:
    quick, meant = both(nodes(random.Random(1)))
    assert quick == meant
    said = {violation.message.partition(" Found ")[0] for violation in quick}
    shapes = {*SHAPES.subjects(SH.targetClass), *SHAPES.objects(None, SH.property)}
    english = {
        str(text) for shape in shapes for text in SHAPES.objects(shape, SH.message) if text.language == "en"
    }
    assert english - said == set()


def test_the_quick_check_finds_nothing_in_the_small_world(graphs: dict[str, Graph]) -> None:
    assert [v for name, graph in graphs.items() for v in broken_shapes(by_node(terms_of(graph)), name)] == []


def broken(graph: Graph, chance: random.Random) -> Graph:
    """The graph with a triple dropped, one changed and one doubled."""
    triples = sorted(graph)
    other = Graph()
    for triple in triples:
        other.add(triple)
    gone, changed, doubled = chance.sample(triples, 3)
    other.remove(gone)
    other.remove(changed)
    other.add((*changed[:2], chance.choice(ODD)))
    other.add((*doubled[:2], chance.choice(triples)[2]))
    return other


def test_both_find_the_same_in_articles_and_conclusions_that_were_damaged(graphs: dict[str, Graph]) -> None:
    chance = random.Random(1)
    told = [name for name, graph in graphs.items() if "/reference/" not in name and len(graph) > 20]
    quick: set[Violation] = set()
    for name in chance.sample(told, 12):
        found, meant = both(broken(graphs[name], chance))
        assert found == meant, name
        quick |= found
    assert len(quick) > 10


def test_terms_are_read_as_they_were_written() -> None:
    graph = Graph()
    for number, value in enumerate(ODD):
        graph.add((NODE, URIRef(f"urn:{number}"), value))
    assert {(node_of(s), node_of(p), node_of(o)) for s, p, o in terms_of(graph)} == set(graph)


def test_a_day_comes_before_a_later_one_and_before_none_that_is_no_day() -> None:
    day, later, none = (f'"2018-{rest}"^^<{XSD.date}>' for rest in ("08-10", "08-11", "13-45"))
    assert [comes_before(day, other, or_equal=True) for other in (day, later, none)] == [True, True, False]
    assert [comes_before(day, other, or_equal=False) for other in (day, later)] == [False, True]


def test_a_shape_that_the_gate_does_not_know_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; "
        "sh:property [ sh:path <urn:p> ; sh:maxLength 3 ] .",
        "utf-8",
    )
    with pytest.raises(OntologyError, match="maxLength"):
        compiled(tmp_path)


def test_where_both_differ_nothing_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph()
    graph.add((NODE, RDF.type, URIRef(VPO.Tenure)))
    monkeypatch.setattr(validate, "broken_shapes", lambda said, where: iter(()))
    with pytest.raises(GateError, match="KG_GATE_SAMPLE=1"):
        Gate(0.01).check(terms_of(graph), where="a.txt")


def test_a_large_load_asks_pyshacl_for_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(validate, "_broken_shapes", lambda graph, where: asked.append(where) or ())
    monkeypatch.setattr(validate, "broken_shapes", lambda said, where: ())
    monkeypatch.setattr(validate, "broken_rules", lambda said, where: ())
    gate = Gate(0.02)
    for number in range(1, 201):
        gate.check([], where=str(number))
    assert asked == [str(number) for number in (*range(1, 21), 50, 100, 150, 200)]
