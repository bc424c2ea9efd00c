"""The handle for notebooks and programs: the same answers over a folder and over a server."""

import builtins
import contextlib
import importlib
import json
import re
import socket
import threading
from datetime import date

import pandas
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

import kg
from kg.client.frames import frame
from kg.client.search import Hits, near_names
from kg.errors import (
    LimitError,
    MissingExtraError,
    ParameterError,
    QueryError,
    ServerError,
    StoreError,
    UnknownEntityError,
    UnknownQueryError,
)
from kg.settings import Settings
from kg.sparql.guard import Checked
from kg.store.generations import DataHome
from kg.vocab import VPO

BASE = "https://vpo.example/"
LAM = f"{BASE}id/person/do-huu-lam"
PREFIX = "PREFIX vpo: <https://vpo.example/ontology#>\n"
SENTENCE = "Hội nghị có sự tham dự của đồng chí Đỗ Hữu Lâm - Phó Bí thư Thường trực Tỉnh ủy Long An"


@pytest.fixture(scope="module")
def local(demo):
    with kg.open(demo, settings=Settings()) as data:
        yield data


@pytest.fixture(scope="module")
def remote(demo_url):
    with kg.open(demo_url) as data:
        yield data


@pytest.fixture(scope="module")
def store(demo):
    """The same data, read without the handle."""
    return DataHome(demo).current_reader().store()


@pytest.fixture(params=["folder", "url"])
def data(request, local, remote):
    return local if request.param == "folder" else remote


def test_it_says_what_is_open(local, remote, store, demo, demo_url):
    assert repr(local) == f"<KnowledgeGraph {demo}, generation 1: 54 articles, {store.count()} triples>"
    assert repr(remote) == f"<KnowledgeGraph {demo_url.rstrip('/')}>"
    assert f"<td>{BASE}</td>" in local._repr_html_()


def test_the_address_of_the_endpoint_will_do(demo_url):
    with kg.open(f"{demo_url}sparql") as data:
        assert data.base == BASE


def test_a_name_without_marks_finds_the_person(data):
    found = data.find("do huu lam")
    assert (found.total, found[0].iri, found[0].label, found[0].other) == (1, LAM, "Đỗ Hữu Lâm", "Do Huu Lam")


def test_hits_can_be_kept_to_a_class(data):
    found = data.find("long an", kind="vpo:PartyCommittee", limit=20)
    assert found[0].label == "Tỉnh ủy Long An"
    assert {hit.kind for hit in found} == {"cấp ủy"}
    assert len(data.find("long an", limit=3)) == 3 < data.find("long an").total


def test_a_named_query_answers_with_typed_values(data):
    answer = data.query("q02-posts-of-person", person="Đỗ Hữu Lâm")
    row = answer[0]
    assert len(answer) == 1
    assert row["postLabel"] == "Phó Bí thư Thường trực Tỉnh ủy Long An"
    assert (row["nominalRank"], row["firstObserved"], row["sources"]) == (False, date(2018, 8, 10), 1)
    assert row["startDate"] is None


def test_an_answer_becomes_a_typed_frame(data):
    table = data.query("q02-posts-of-person", person=LAM).frame()
    assert table["firstObserved"].dt.year.tolist() == [2018]
    assert table["sources"].dtype == "int64"
    assert table["nominalRank"].dtype == "bool"
    assert table["person"].tolist() == [LAM]


def test_a_query_of_ones_own_is_answered(data, store):
    tenures = len(list(store.match(None, RDF.type, URIRef(VPO.Tenure))))
    assert data.query(PREFIX + "SELECT (COUNT(*) AS ?n) { ?t a vpo:Tenure }").values == ((tenures,),)
    assert data.query(PREFIX + "ASK { ?t a vpo:Tenure }")[0] == {"answer": True}


def test_a_query_may_call_our_functions(data):
    assert data.query(PREFIX + 'SELECT (vpo:fold("Đỗ Hữu Lâm") AS ?plain) {}').values == (("do huu lam",),)


def test_triples_come_as_rows(data):
    answer = data.query(f"CONSTRUCT {{ <{LAM}> a ?kind }} WHERE {{ <{LAM}> a ?kind }}")
    assert answer.columns == ("subject", "predicate", "object")
    assert answer.column("object") == (VPO.Official, VPO.Person)


def test_a_named_query_may_give_triples(data):
    answer = data.query("person-graph", person="Đỗ Hữu Lâm")
    assert answer.columns == ("subject", "predicate", "object")
    assert LAM in answer.column("subject")


def test_the_named_queries_are_listed(data):
    listed = data.queries()
    titles = dict(zip(listed.column("name"), listed.column("title"), strict=True))
    assert titles["q28-women-secretaries"].startswith("Bí thư cấp tỉnh nào là nữ")
    parameters = dict(zip(listed.column("name"), listed.column("parameters"), strict=True))
    assert parameters["q02-posts-of-person"] == "person=id/person/phan-van-nhiem, lang=vi"


def test_a_thing_is_described_with_the_sentences_behind_it(data):
    about = data.describe("id/person/do-huu-lam")
    assert (about.label, about.total, about.page, about.pages) == ("Đỗ Hữu Lâm", 3, 1, 1)
    assert [fact.kind for fact in about] == ["vpo:Official", "vpo:Conference", "vpo:Tenure"]
    tenure = about[2]
    said = {said.property: said for said in tenure.said}
    assert said["vpo:post"].label == "Phó Bí thư Thường trực Tỉnh ủy Long An"
    assert said["vpo:firstObserved"].value == date(2018, 8, 10)
    assert tenure.sentence.text.startswith(SENTENCE)
    assert (tenure.sentence.published, tenure.sentence.confidence) == (date(2018, 8, 10), 0.95)
    assert tenure.sentence.title.startswith("Ngành tổ chức xây dựng Đảng 11 tỉnh")
    assert tenure.sentences == 1


def test_a_link_leads_to_the_sentence(local, remote, demo_url):
    name = "id/article/5a272a689e86abfe#char=310,541"
    assert local.describe(LAM)[0].sentence.link == BASE + name
    assert remote.describe(LAM)[0].sentence.link == f"{demo_url}page/{name}"


def test_the_pages_of_a_description_hold_every_fact_once(data):
    first = data.describe("id/adm63/long-an")
    pages = [data.describe("id/adm63/long-an", page=number) for number in range(1, first.pages + 1)]
    facts = [fact.iri for page in pages for fact in page]
    assert len(facts) == len(set(facts)) == first.total > 25
    assert facts[0] == f"{BASE}id/adm63/long-an"


def test_what_an_article_says_is_described(data):
    about = data.describe("id/article/5a272a689e86abfe")
    assert about.label.startswith("Ngành tổ chức xây dựng Đảng 11 tỉnh")
    assert f"{BASE}id/article/5a272a689e86abfe#b1" in [fact.iri for fact in about]


def test_all_sentences_of_a_fact_can_be_had(data):
    found = data.evidence("id/org/tinh-uy-long-an")
    assert len(found) == 6
    assert [sentence.published for sentence in found] == sorted(sentence.published for sentence in found)
    assert found[0].text.startswith(SENTENCE)


def test_labels_come_in_english(demo, demo_url):
    for place in (demo, demo_url):
        with kg.open(place, lang="en") as data:
            assert data.describe(LAM).label == "Do Huu Lam"
            assert data.find("do huu lam")[0].kind == "official"
            article = data.describe("id/article/5a272a689e86abfe")
            assert article.label.startswith("Ngành tổ chức")  # it is said in Vietnamese only
            assert data.query("q02-posts-of-person", person=LAM)[0]["postLabel"].startswith("Standing Deputy")


@pytest.mark.parametrize("view", ["persons", "careers", "events", "ties"])
def test_a_network_is_the_same_over_a_server(local, remote, view):
    one, other = local.network(view), remote.network(view)
    assert sorted(one.nodes(data=True)) == sorted(other.nodes(data=True))
    assert edges(one) == edges(other) != []
    assert one.is_multigraph()
    assert one.is_directed() == other.is_directed() == (view == "ties")


def edges(network):
    return sorted(
        ((*(sorted if not network.is_directed() else tuple)((a, b)), key, sorted(said.items())))
        for a, b, key, said in network.edges(keys=True, data=True)
    )


def test_a_network_keeps_to_the_ties_and_days_asked_for(data):
    network = data.network("persons", kinds=["same-event"], since=date(2018, 1, 1), until="2018-12-31")
    assert {said["kind"] for *_, said in network.edges(data=True)} == {"same-event"}
    assert all(
        "2018" in day for *_, said in network.edges(data=True) for span in said["spells"] for day in span
    )


def test_paths_come_with_their_sentences(data):
    paths = data.paths("do huu lam", "Phan Văn Nhiệm")
    tie = paths[0].steps[0].ties[0]
    assert [person.label for person in paths[0].people] == ["Đỗ Hữu Lâm", "Phan Văn Nhiệm"]
    assert (tie.kind, tie.days, len(tie.sentences), tie.more) == ("same-event", ("2018-08-10",), 3, 0)
    assert any(sentence.text.startswith(SENTENCE) for sentence in tie.sentences)


def test_rdflib_sees_the_triples(data, store):
    graph, lam = data.graph(), URIRef(LAM)
    tenures = set(store.match(None, RDF.type, URIRef(VPO.Tenure)))
    assert set(graph.triples((None, RDF.type, URIRef(VPO.Tenure)))) == tenures
    assert len(graph) == store.count()
    assert set(graph.objects(lam, RDF.type)) == {URIRef(VPO.Person), URIRef(VPO.Official)}
    assert (lam, SKOS.prefLabel, Literal("Đỗ Hữu Lâm", lang="vi")) in graph
    assert graph.value(lam, SKOS.altLabel) is None
    assert len(list(graph.query("SELECT ?x { ?x a vpo:Tenure }"))) == len(tenures)
    assert len(graph.query(f"CONSTRUCT {{ <{LAM}> a ?k }} WHERE {{ <{LAM}> a ?k }}").graph) == 2
    assert graph.query("ASK { ?x a vpo:Tenure }").askAnswer
    assert graph.query("SELECT ?k { ?x a ?k }", initBindings={"x": lam}).bindings != []


def test_rdflib_sees_one_graph(data, store):
    one = data.graph("graph/article/5a272a689e86abfe")
    triples = set(store.triples(f"{BASE}graph/article/5a272a689e86abfe"))
    assert set(one) == triples
    assert len(one) == len(list(one.query("SELECT ?s { ?s ?p ?o }"))) == len(triples) > 900


def test_rdflib_can_write_nothing(data):
    with pytest.raises(TypeError, match="read only"):
        data.graph().add((URIRef(LAM), RDF.type, URIRef(VPO.Person)))


def test_nothing_is_copied(local):
    assert isinstance(local.graph(), Graph)
    assert local.graph().store._store is local._source._now.store


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (
            lambda d: d.describe("id/person/do-huu-lamm"),
            UnknownEntityError,
            "did you mean id/person/do-huu-lam?",
        ),
        (lambda d: d.describe("Do Huuu Lam"), UnknownEntityError, "did you mean id/person/do-huu-lam?"),
        (lambda d: d.describe("vpo:Perso"), UnknownEntityError, "ontology#Perso"),
        (lambda d: d.query("about-facts"), UnknownQueryError, "there is no query named 'about-facts'"),
        (lambda d: d.query("q02-posts"), UnknownQueryError, "did you mean q02-posts-of-person?"),
        (lambda d: d.query("q02-posts-of-person", persn="x"), ParameterError, "it takes person, lang"),
        (lambda d: d.query("q02-posts-of-person", person="id/person/x"), UnknownEntityError, "id/person/x"),
        (
            lambda d: d.query("q03-cluster-members", year="soon"),
            ParameterError,
            "year='soon' is no year",
        ),
        (lambda d: d.query("SELECT * {}", year=1), ParameterError, "takes no parameters"),
        (lambda d: d.paths(LAM, "id/org/tinh-uy-long-an"), UnknownEntityError, "a person at"),
        (
            lambda d: d.paths(LAM, "id/person/phan-van-nhiem", kinds=["x"]),
            ParameterError,
            "is no kind of tie",
        ),
        (lambda d: d.network("person"), ParameterError, "there are persons, careers, events, ties"),
        (lambda d: d.network(since="soon"), ParameterError, "is no date"),
        (lambda d: d.network("ties", since="2018-01-01"), ParameterError, "cannot be chosen by kind or time"),
        (lambda d: d.find("long an", limit=21), ParameterError, "limit=21 is not between 1 and 20"),
        (
            lambda d: d.find("long an", kind="vpo:Persn"),
            ParameterError,
            "did you mean vpo:Person, vpo:person",
        ),
        (lambda d: d.graph("graph/article/none"), UnknownEntityError, "graph/article/none"),
        (
            lambda d: d.query(f"SELECT * {{ GRAPH <{BASE}graph/article/none> {{ ?a ?b ?c }} }}"),
            UnknownEntityError,
            "graph/article/none",
        ),
        (lambda d: d.describe(LAM, page=0), ParameterError, "pages are numbered from 1"),
        (lambda d: d.paths(LAM, LAM, steps=7), ParameterError, "steps=7 is not between 1 and 6"),
        (lambda d: d.query("SELECT * { ?a ?b ?c }"), LimitError, "the answer has more than"),
        (lambda d: d.query("SELECT * { SERVICE <http://x/> {} }"), QueryError, "SERVICE is refused"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(data, ask, error, words):
    with pytest.raises(error, match=re.escape(words)):
        ask(data)


@pytest.mark.parametrize(
    ("query", "words", "line", "column"),
    [
        ("SELECT * {\n ?x ?y", "something else is expected here", 2, 7),
        (PREFIX + "SELECT * { ?x a vpo:Tenur }", "did you mean vpo:Tenure, vpo:tenure", 2, 17),
        (PREFIX + "SELECT * { ?x vpo:xyzzy 1 }", "the ontology has no term vpo:xyzzy (line", 2, 15),
    ],
)
def test_a_slip_in_a_query_is_shown_where_it_stands(data, query, words, line, column):
    with pytest.raises(QueryError) as refused:
        data.query(query)
    assert words in str(refused.value)
    assert (refused.value.line, refused.value.column) == (line, column)


def test_a_thing_in_a_query_that_nothing_is_said_of_is_refused(data):
    with pytest.raises(UnknownEntityError) as refused:
        data.query(f"BASE <{BASE}> SELECT * {{ ?x ?y <id/org/tinh-uy-long-ann> }}")
    assert refused.value.near[0] == "id/org/tinh-uy-long-an"


def test_a_limit_names_itself(data):
    with pytest.raises(LimitError) as refused:
        data.query("SELECT * { ?a ?b ?c }")
    assert refused.value.limit == "bytes"


def test_a_query_that_crashes_the_engine_leaves_the_process_alive(local, monkeypatch):
    monkeypatch.setattr("kg.sparql.endpoint.check_query", lambda *_, **__: Checked((), volatile=False))
    with pytest.raises(QueryError, match="it nests too deeply"):
        local.query("ASK " + "{" * 5000 + "}" * 5000)
    assert local.query("ASK {}")[0] == {"answer": True}


def test_names_that_several_bear_are_not_guessed(local):
    with pytest.raises(ParameterError, match="give one of these"):
        local.describe("An Giang")


def test_a_long_name_costs_few_searches_for_what_is_near():
    asked = []

    def search(words):
        asked.append(words)
        return Hits((), 0)

    assert near_names(search, "a b c " * 10_000, BASE) == ()
    assert len(asked) == 1 + 10 + 10


def test_a_closed_handle_says_so(demo):
    with kg.open(demo) as data:
        pass
    with pytest.raises(StoreError, match="was closed"):
        data.find("long an")
    assert repr(data) == "<KnowledgeGraph closed>"


def test_a_generation_can_be_chosen_and_must_be_there(demo):
    with kg.open(demo, generation=1) as data:
        assert "generation 1:" in repr(data)
    with pytest.raises(StoreError, match="there is no generation 7"):
        kg.open(demo, generation=7)


def test_a_folder_without_data_is_refused(tmp_path):
    with pytest.raises(StoreError, match="holds no data; load articles first"):
        kg.open(tmp_path)


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/", "http://127.0.0.1:1/sparql"])
def test_a_server_that_is_not_there_is_named(place):
    with pytest.raises(ServerError, match=r"127\.0\.0\.1:1.*check the address"):
        kg.open(place)


def test_a_server_of_others_is_refused(demo_url):
    with pytest.raises(ServerError, match="Is it a server of ours"):
        kg.open(f"{demo_url}nowhere")


def test_a_silent_server_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ServerError, match=r"within 0\.2 s"):
        kg.open(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.2)


@contextlib.contextmanager
def answering(*answers):
    """A server that gives each connection the next of these answers, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            for answer in answers:
                connection, _ = listening.accept()
                with connection, connection.makefile("rb") as request:
                    head = b"".join(iter(request.readline, b"\r\n"))
                    request.read(int(re.search(rb"Content-Length: (\d+)", head, re.IGNORECASE)[1]))
                    connection.sendall(answer.encode())

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        thread.join()


def answer_with(status, kind, told, *headers):
    body = told if isinstance(told, str) else json.dumps(told)
    lines = (
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *headers,
        "",
        body,
    )
    return "\r\n".join(lines)


GRAPH = {"graph": {"type": "uri", "value": "x:graph/ontology"}}
ROWS = {"head": {"vars": ["graph"]}, "results": {"bindings": [GRAPH]}}
WHOLE = answer_with("200 OK", "application/sparql-results+json", ROWS)
BUSY = {"status": 429, "detail": "2 of your queries run already", "limit": "client_queries", "retry": 1}
FULL = answer_with("429 Too Many Requests", "application/problem+json", BUSY)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (WHOLE[:-10], "IncompleteRead"),
        (answer_with("302 Found", "text/html", "", "Location: file:///etc/passwd"), "is it a server of ours"),
        (
            answer_with("301 Moved", "text/html", "", "Location: https://kg.example/sparql"),
            "use https://kg.example/$",
        ),
        (answer_with("200 OK", "text/html", "<p>"), "answers with text/html; is it a server of ours"),
        (
            answer_with("200 OK", "application/json", ROWS | {"results": {"bindings": []}}),
            "other data than ours",
        ),
        (answer_with("200 OK", "application/json", [1]), "other data than ours"),
        (answer_with("500 Oops", "application/problem+json", ["detail"]), "500 Oops"),
        (answer_with("502 Bad Gateway", "text/html", ""), "502 Bad Gateway"),
        ("what", "check the address"),
    ],
    ids=["cut", "file", "moved", "page", "others", "list", "problem", "gateway", "noise"],
)
def test_what_is_no_whole_answer_of_ours_is_an_error(answer, words):
    with answering(answer) as url, pytest.raises(ServerError, match=words):
        kg.open(url, timeout=5)


def test_a_busy_server_is_asked_again_when_it_says():
    with answering(FULL, WHOLE) as url, kg.open(url, timeout=5) as data:
        assert data.base == "x:"


def test_no_longer_than_the_caller_waits():
    with answering(FULL) as url, pytest.raises(LimitError, match="2 of your queries run already") as refused:
        kg.open(url, timeout=0.5)
    assert (refused.value.limit, refused.value.retry) == ("client_queries", 1)


def test_an_open_generation_stays_as_it_is_under_a_base_of_its_own(tmp_path):
    base, home = "https://other.example/", DataHome(tmp_path)
    with home.writer() as store:
        term, ontology = map(URIRef, (VPO.Article, VPO.Article.partition("#")[0]))
        told = [(term, RDF.type, OWL.Class), (term, RDFS.isDefinedBy, ontology)]
        store.replace_graph(f"{base}graph/ontology", told)
        publish(home, store, f"{base}id/article/1")
        with kg.open(tmp_path) as before:
            publish(home, store, f"{base}id/article/2")
            with kg.open(tmp_path) as after, kg.open(tmp_path, generation=1) as chosen:
                assert [len(articles(data)) for data in (before, after, chosen)] == [1, 2, 1]
                assert [data.base for data in (before, after, chosen)] == [base] * 3
                assert [fact.kind for fact in before.describe("id/article/1")] == ["vpo:Article"]
                with pytest.raises(UnknownEntityError):
                    before.describe("id/article/2")


def publish(home, store, article):
    graph = article.replace("/id/", "/graph/")
    store.replace_graph(graph, [(URIRef(article), RDF.type, URIRef(VPO.Article))])
    home.publish(store)


def articles(data):
    return data.query(PREFIX + "SELECT ?article { ?article a vpo:Article }").column("article")


def test_a_server_has_no_other_generations(demo_url):
    with pytest.raises(ParameterError, match="leave generation out"):
        kg.open(demo_url, generation=1)


def test_labels_come_in_two_languages_only(demo):
    with pytest.raises(ParameterError, match="use vi or en"):
        kg.open(demo, lang="fr")


def test_without_pandas_the_extra_is_named(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(MissingExtraError, match=r"pip install 'kg-vpo\[notebook\]'"):
        frame({"a": [1]})


def test_gaps_and_mixtures_keep_their_types():
    table = frame(
        {
            "whole": [1, None], "text": ["a", None], "day": [date(2018, 1, 1), None], "truth": [True, None],
            "mixed": [1, "a"], "nothing": [None, None],
        }
    )  # fmt: skip
    kinds = {name: str(kind) for name, kind in table.dtypes.items()}
    assert kinds["whole"] == "Int64"
    assert kinds["truth"] == "boolean"
    assert kinds["day"].startswith("datetime64")
    assert kinds["mixed"] == kinds["nothing"] == "object"
    assert pandas.isna(table["text"][1])


def test_html_is_escaped(local):
    shown = local.query('SELECT ("<script>" AS ?x) {}')._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_open_is_ours_and_leaves_the_builtin_alone():
    assert kg.open is not builtins.open
