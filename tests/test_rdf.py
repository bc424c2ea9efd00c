"""The graph of one article: every triple expected, every subject of the article, valid by the shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from extracting import SAMPLES, read_sample, read_text
from rdflib import Graph, URIRef
from rdflib.compare import graph_diff, to_isomorphic

from kg.rdf import article_graph, expand
from kg.validate import check_article_graph
from kg.vocab import VPO

BASE = "https://vpo.example/"
WANTED = Path(__file__).parent / "data" / "article.ttl"
TEXT = "Tin trong tỉnh\n\nTại Long An, ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy, phát biểu."


def tiny(base: str = BASE) -> Graph:
    found = read_text(TEXT, published="2018-08-10", url="https://baolongan.vn/tin mới.html")
    return article_graph(found, base, extractor="1.0", outlet="id/outlet/bao-long-an")


def test_the_graph_of_a_tiny_article_is_the_one_expected() -> None:
    wanted = Graph().parse(WANTED, format="turtle")
    _, missing, extra = graph_diff(to_isomorphic(wanted), to_isomorphic(tiny()))
    assert (set(missing), set(extra)) == (set(), set())


@pytest.mark.parametrize("stem", sorted(path.stem for path in SAMPLES.glob("*.txt")))
def test_every_subject_is_of_the_article(stem: str) -> None:
    found = read_sample(stem)
    graph = article_graph(found, BASE, extractor="1.0")
    own = BASE + found.article.name
    assert {str(s) for s in graph.subjects() if str(s) != own and not str(s).startswith(f"{own}#")} == set()


@pytest.mark.parametrize(
    "stem", ["cum-thi-dua-4-2018", "thanh-hoa-hai-pho-bi-thu", "ky-luat-tinh-uy-gia-dinh"]
)
def test_the_graph_passes_the_shapes(stem: str) -> None:
    check_article_graph(article_graph(read_sample(stem), BASE, extractor="1.0"), where=stem)


def test_the_tiny_graph_passes_the_shapes() -> None:
    check_article_graph(tiny(), where="tiny")


def test_every_fact_has_evidence_with_rule_and_sentence() -> None:
    graph = tiny()
    supported = set(graph.objects(None, URIRef(VPO.supports)))
    nodes = {s for s in graph.subjects() if "#" in s and s.rsplit("#", 1)[-1][0] in "pahbvt" and "=" not in s}
    assert nodes <= supported
    for evidence in graph.subjects(URIRef(VPO.supports)):
        assert (evidence, URIRef(VPO.rule), None) in graph
        assert (evidence, URIRef(VPO.inSentence), None) in graph


def test_another_base_moves_every_name_of_ours() -> None:
    moved = tiny("https://data.example/")
    assert not [term for triple in moved for term in triple if str(term).startswith(f"{BASE}id/")]


def test_an_iri_stays_as_it_is() -> None:
    assert expand("https://vpo.example/ontology#day", "https://data.example/") == URIRef(VPO.day)
