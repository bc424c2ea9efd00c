"""Fuzzing in its short form: changed inputs, made-up queries, values that go out and come back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rdflib import RDF, SKOS, Literal, URIRef

from kg.errors import QueryError
from kg.export import export
from kg.iris import fits_iri
from kg.link.article import link_article
from kg.load import Refusal, load_paths
from kg.ontology import lexicon
from kg.settings import Settings
from kg.sparql.guard import check_query
from kg.store import Store
from kg.text import normalise, slug
from kg_web.export import FORMATS
from tests.fuzz.compare import compare
from tests.fuzz.hidden import hidden
from tests.fuzz.mutate import mutants
from tests.fuzz.targets import TARGETS, seeds

GRAPH = "https://vpo.example/graph/article/1"
THING = URIRef("https://vpo.example/id/x")
LABELS = st.text(min_size=1).map(normalise).filter(str.strip)


@pytest.mark.parametrize("name", TARGETS)
def test_changed_inputs_let_nothing_out(name):
    for data in mutants(seeds(name), 60, seed=1):
        TARGETS[name](data)


def test_made_up_queries_have_the_rows_that_rdflib_finds():
    found = compare(150, seed=1)
    assert found.differing == ()
    assert (found.same, found.refused) == (150, 0)


def test_no_query_that_the_engine_reads_as_a_call_passes_the_guard():
    found = list(hidden(4_000, seed=1))
    assert len(found) > 100
    for query in found:
        with pytest.raises(QueryError):
            check_query(query)


@given(LABELS)
@pytest.mark.parametrize("mime", [mime for mime in FORMATS if mime != "text/csv"])
def test_a_label_comes_back_from_every_format(mime, label):
    store = Store.in_memory()
    store.replace_graph(GRAPH, [(THING, SKOS.prefLabel, Literal(label, lang="vi"))])
    out = io.BytesIO()
    export(store, out, FORMATS[mime])
    other = Store.in_memory()
    other.load(out.getvalue(), mime)
    assert [value for _, _, value in other.match(THING)] == [Literal(label, lang="vi")]


@given(LABELS)
def test_a_label_comes_back_from_our_table(label):
    store = Store.in_memory()
    store.replace_graph(
        GRAPH, [(THING, RDF.type, SKOS.Concept), (THING, SKOS.prefLabel, Literal(label, lang="vi"))]
    )
    out = io.BytesIO()
    export(store, out, "csv")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert [row["value"].removeprefix("'") if label[0] in "=+-@\t\r" else row["value"] for row in rows] == [
        label
    ]


@given(LABELS)
def test_a_label_comes_back_from_a_network(label):
    store = Store.in_memory()
    other = URIRef("https://vpo.example/id/y")
    store.replace_graph(
        GRAPH, [(THING, SKOS.prefLabel, Literal(label, lang="vi")), (THING, SKOS.broader, other)]
    )
    out = io.BytesIO()
    export(store, out, "graphml")
    assert etree.fromstring(out.getvalue()).tag.endswith("graphml")


@given(st.text())
def test_every_slug_fits_an_iri(text):
    assert fits_iri(f"https://vpo.example/id/person/{slug(text)}")
    assert slug(slug(text)) == slug(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_quote_stands_where_its_offsets_say(tail):
    text = f"Ngày 10/8/2018, đồng chí Nguyễn Văn Bình, Bí thư Tỉnh ủy Long An, dự họp.\n\n{tail}"
    (article,) = load_paths(["-"], Settings(), io.BytesIO(text.encode("utf-8")))
    if isinstance(article, Refusal):
        return
    for fact in link_article(article, lexicon()).facts:
        for evidence in fact.evidence:
            assert article.text[evidence.start : evidence.end] == evidence.quote
