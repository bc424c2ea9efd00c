"""The gate: a good article passes, each broken rule is named with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import FOAF, SH, SKOS
from rdflib.term import Node

from kg.errors import ShapeError
from kg.rdf import OA
from kg.settings import resource
from kg.store import Store
from kg.store.generations import DataHome
from kg.validate import ValidationReport, check_article_graph, report
from kg.vocab import VPO
from tests.deadlines import ends

WORLD = Path(__file__).parent / "data" / "world.trig"
Triple = tuple[Node, Node | None, Node | None]


class Memory:
    """Named graphs in memory, as `report` wants them."""

    def __init__(self, graphs: dict[str, Graph]) -> None:
        self._graphs = graphs

    def graphs(self) -> list[str]:
        return sorted(self._graphs)

    def triples(self, graph: str) -> list[tuple[Node, Node, Node]]:
        return list(self._graphs[graph])


@pytest.fixture(scope="module")
def world() -> dict[str, Graph]:
    graphs: dict[str, Graph] = {}
    store = Store.in_memory()
    store.load(WORLD.read_bytes(), "application/trig")
    for name in store.graphs():
        graphs[name] = Graph()
        for triple in store.triples(name):
            graphs[name].add(triple)
    return graphs


@pytest.fixture(scope="module")
def article(world: dict[str, Graph]) -> Graph:
    return max((graph for name, graph in world.items() if "/graph/article/" in name), key=len)


def node(graph: Graph, local: str) -> URIRef:
    return URIRef(f"{next(graph.subjects(RDF.type, URIRef(VPO.Article)))}#{local}")


def changed(graph: Graph, drop: Triple, add: tuple[Node, Node, Node] | None = None) -> Graph:
    other = Graph()
    for triple in graph:
        other.add(triple)
    other.remove(drop)
    if add:
        other.add(add)
    return other


def broken(graph: Graph) -> tuple[str, ...]:
    with pytest.raises(ShapeError) as caught:
        check_article_graph(graph, where="made-up.txt")
    assert caught.value.where == "made-up.txt"
    return caught.value.violations


def test_every_article_of_the_small_world_passes(world: dict[str, Graph]) -> None:
    for name, graph in world.items():
        if "/graph/article/" in name:
            check_article_graph(graph, where=name)


def test_the_report_of_the_small_world_is_empty(world: dict[str, Graph]) -> None:
    assert report(Memory(world)) == ValidationReport(len(world), ())


def test_a_graph_without_an_article_is_refused() -> None:
    assert "0 articles" in broken(Graph())[0]


REQUIRED = [
    ("h1", VPO.holder),
    ("h1", VPO.role),
    ("h1", VPO.assertedStatus),
    ("b1", VPO.canonicalName),
    ("m1", VPO.listComplete),
    ("c1", VPO.resolutionState),
    ("v1", VPO.eventKind),
    ("t1", VPO.agent),
    ("s1", VPO.numerator),
    ("y1", VPO.speaker),
    ("e1", VPO.supports),
    ("e1", VPO.rule),
    ("p1", str(FOAF.name)),
]


@pytest.mark.parametrize(("local", "prop"), REQUIRED)
def test_a_missing_value_is_named_with_its_node(article: Graph, local: str, prop: str) -> None:
    at = node(article, local)
    found = broken(changed(article, (at, URIRef(prop), None)))
    assert any(line.startswith(f"{at} {prop.rsplit('#', 1)[-1].rsplit('/', 1)[-1]}: ") for line in found)


def test_a_member_is_a_unit_a_body_or_a_name(article: Graph) -> None:
    at = node(article, "m1")
    found = broken(changed(article, (at, URIRef(VPO.memberUnit), None)))
    assert any(line.startswith(str(at)) and "vpo:memberBody" in line for line in found)
    named = changed(article, (at, URIRef(VPO.memberUnit), None))
    named.add((at, URIRef(VPO.printedName), Literal("Cần Đước", lang="vi")))
    check_article_graph(named, where="made-up.txt")


def test_a_member_is_of_a_cluster_known_or_named(article: Graph) -> None:
    at, cluster = node(article, "m1"), URIRef(VPO.cluster)
    found = broken(changed(article, (at, cluster, None)))
    assert any(line.startswith(str(at)) and "vpo:clusterObservation" in line for line in found)
    named = changed(article, (at, cluster, None), (at, URIRef(VPO.clusterObservation), node(article, "k1")))
    check_article_graph(named, where="made-up.txt")


IMPLAUSIBLE = [
    ("h1", VPO.observedOn, Literal("9999-12-31", datatype=XSD.date)),
    ("h1", VPO.observedOn, Literal("2018", datatype=XSD.gYear)),
    ("h1", VPO.nominalRank, Literal("no")),
    ("h1", VPO.organization, URIRef("https://vpo.example/id/adm63/long-an")),
    ("h1", VPO.assertedStatus, URIRef(VPO.resolved)),
    ("h1", VPO.weight, Literal(1)),
    ("p1", str(FOAF.name), Literal("Mạc Văn Thí Dụ")),
    ("p1", str(FOAF.name), Literal("Mạc Văn Thí Dụ", lang="en")),
    ("p1", str(FOAF.gender), Literal("nam")),
    ("m1", VPO.year, Literal(18)),
    ("s1", VPO.numerator, Literal(4)),
    ("e1", VPO.confidence, Literal("1.5", datatype=XSD.decimal)),
]


@pytest.mark.parametrize(("local", "prop", "value"), IMPLAUSIBLE)
def test_a_value_that_cannot_be_is_refused(article: Graph, local: str, prop: str, value: Node) -> None:
    at = node(article, local)
    found = broken(changed(article, (at, URIRef(prop), None), (at, URIRef(prop), value)))
    assert any(str(at) in line for line in found)


def test_a_fact_without_evidence_is_refused(article: Graph) -> None:
    fact = node(article, "h1")
    graph = changed(article, (None, URIRef(VPO.supports), fact))  # type: ignore[arg-type]
    assert any("needs at least one evidence" in line and str(fact) in line for line in broken(graph))


def test_an_article_says_nothing_about_shared_nodes(article: Graph) -> None:
    shared = URIRef("https://vpo.example/id/adm63/long-an")
    graph = changed(article, (shared, None, None), (shared, SKOS.prefLabel, Literal("Long An", lang="vi")))
    assert any("is no node of" in line for line in broken(graph))


def test_a_node_has_one_type(article: Graph) -> None:
    at = node(article, "h1")
    graph = changed(article, (at, RDF.value, None), (at, RDF.type, URIRef(VPO.Citation)))
    assert any("has 2 types" in line for line in broken(graph))


def test_a_quote_is_as_long_as_its_span(article: Graph) -> None:
    at = node(article, "e2")
    graph = changed(article, (at, OA.exact, None), (at, OA.exact, Literal("quá ngắn", lang="vi")))
    assert any("8 characters for" in line for line in broken(graph))


def test_a_mark_lies_inside_its_sentence(article: Graph) -> None:
    at = node(article, "e2")
    far = node(article, "char=0,5")
    graph = changed(article, (at, URIRef(VPO.marks), None), (at, URIRef(VPO.marks), far))
    assert any("lies outside" in line for line in broken(graph))


def test_evidence_points_at_nodes_that_are_there(article: Graph) -> None:
    at = node(article, "e2")
    graph = changed(
        article, (at, URIRef(VPO.supports), None), (at, URIRef(VPO.supports), node(article, "h99"))
    )
    assert any("is missing from the graph" in line for line in broken(graph))


TENURE = [
    (VPO.endDate, Literal("2019-01-01", datatype=XSD.date), "no vpo:endDate"),
    (VPO.lastObserved, Literal("1990-01-01", datatype=XSD.date), "not above vpo:lastObserved"),
    (VPO.endDate, Literal("9999-12-31", datatype=XSD.date), "1930 and 2099"),
]


@pytest.mark.parametrize(("prop", "value", "said"), TENURE)
def test_a_tenure_claims_no_end_that_is_not_known(
    world: dict[str, Graph], prop: str, value: Literal, said: str
) -> None:
    name, graph = next(
        (name, graph) for name, graph in world.items() if "mac-van-thi-du" in name and "tenure" in name
    )
    tenure = next(graph.subjects(URIRef(VPO.endState), URIRef(VPO.unknown)))
    found = report(
        Memory({name: changed(graph, (tenure, URIRef(prop), None), (tenure, URIRef(prop), value))})
    )
    assert any(said in violation.message for violation in found.violations)
    assert not found.conforms


def test_every_shape_says_its_cure_in_both_languages() -> None:
    graph = Graph().parse(resource("ontology") / "shapes.ttl", format="turtle")
    shapes = {*graph.objects(None, SH.property), *graph.subjects(SH.closed), *graph.subjects(SH["or"])}
    mute = {
        str(shape)
        for shape in shapes
        if {"vi", "en"} != {getattr(text, "language", None) for text in graph.objects(shape, SH.message)}
        and (shape, SH.property, None) not in graph
    }
    assert not mute


def test_every_class_of_an_article_has_a_closed_shape() -> None:
    graph = Graph().parse(resource("ontology") / "shapes.ttl", format="turtle")
    closed = {str(cls) for shape in graph.subjects(SH.closed) for cls in graph.objects(shape, SH.targetClass)}
    onto = Graph().parse(resource("ontology") / "vpo.ttl", format="turtle")
    rdfs_sub = URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    observations = {str(cls) for cls in onto.subjects(rdfs_sub, URIRef(VPO.Observation))}
    assert observations | {VPO.Article, VPO.Author, VPO.NamedPerson, VPO.DocumentSet, VPO.Evidence} <= closed


def test_a_large_article_is_checked_in_time(article: Graph) -> None:
    graph = Graph()
    for copy in range(12):
        for s, p, o in article:
            graph.add((_numbered(s, copy), p, _numbered(o, copy)))
    assert len(graph) > 4800
    with ends(within=60):
        check_article_graph(graph, where="large")


def test_the_sample_data_set_keeps_every_shape(demo: Path) -> None:
    found = report(DataHome(demo).current_reader().store())
    assert found.violations == ()
    assert found.graphs > 500


def _numbered(term: Node, copy: int) -> Node:
    base, mark, local = str(term).partition("#")
    if not (isinstance(term, URIRef) and mark and "/id/article/" in base) or local.startswith("char="):
        return term
    return URIRef(f"{base}#{local}000{copy}")
