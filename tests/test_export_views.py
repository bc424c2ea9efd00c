"""Networks of people as files and as figures, over the made-up world and over small ones."""

from __future__ import annotations

import io
import re

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS, Literal, URIRef

from kg.errors import ParameterError, QueryError
from kg.export.measures import MEASURES, measure
from kg.export.projections import VIEWS, project
from kg.export.views import FORMS, export_view, read_view
from kg.store import Store
from kg.store.bonds import CROWD, read_bonds
from kg.store.choice import Choice
from kg.vocab import VPO
from tests.browser.world import BASE, world_app, world_store
from tests.tying import cotenures, stay

PERSON = f"{BASE}id/person/mac-van-thi-du"
READ = {"gexf": nx.read_gexf, "graphml": lambda data: nx.read_graphml(data, force_multigraph=True)}


def written(store: Store, form: str, view: str, choice: Choice | None = None) -> bytes:
    out = io.BytesIO()
    export_view(store, out, form, view, choice)
    return out.getvalue()


def people(*stays) -> Store:
    """People of one body with the ties concluded from their tenures."""
    graph = cotenures(*stays)
    for one in stays:
        name = URIRef(BASE + one.holder)
        graph.add((name, RDF.type, URIRef(VPO.Person)))
        graph.add((name, SKOS.prefLabel, Literal(one.holder[-1].upper(), lang="vi")))
    store = Store.in_memory()
    store.replace_graph(f"{BASE}graph/derived/co-tenure/x", graph)
    return store


TWICE = (
    stay("a", "2010-01-01", "2020-01-01"),
    stay("b", "2011-01-01", "2012-01-01"),
    stay("b", "2018-01-01", "2019-01-01", "id/post/x/b"),
    stay("c", "2019-06-01", "2019-06-01"),
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_read_back_with_its_nodes_edges_and_times(form: str, view: str):
    network = project(world_store(), view).network
    read = READ[form](io.BytesIO(written(world_store(), form, view)))
    assert set(read) == set(network)
    assert read.number_of_edges() == network.number_of_edges() > 0
    assert read.nodes[PERSON]["label"] == "Mạc Văn Thí Dụ"
    for source, target, said in read.edges(data=True):
        assert said["kind"] in network[source][target]
        meant = network[source][target][said["kind"]]
        assert said["weight"] == pytest.approx(meant["weight"])
        assert said["evidence"] == meant["evidence"]
        if meant["spells"]:
            whole = said.get("spells") if form == "gexf" else None
            first = whole[0][0] if whole else said["start"]
            assert first == meant["spells"][0][0]


def test_gexf_is_dynamic_with_days_as_gephi_reads_them():
    text = written(people(*TWICE), "gexf", "persons").decode()
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    spells = re.findall(r'<spell start="([\d-]+)" end="([\d-]+)" */>', text)
    assert spells[:2] == [("2011-01-01", "2012-01-01"), ("2018-01-01", "2019-01-01")]
    assert "lastmodifieddate" not in text


def test_a_person_lasts_from_the_first_tie_to_the_last():
    read = nx.read_gexf(io.BytesIO(written(people(*TWICE), "gexf", "persons")))
    person = read.nodes[f"{BASE}id/person/a"]
    assert (person["start"], person["end"]) == ("2011-01-01", "2019-06-01")


def test_graphml_holds_all_times_as_text():
    read = READ["graphml"](io.BytesIO(written(people(*TWICE), "graphml", "persons")))
    said = read.get_edge_data(f"{BASE}id/person/a", f"{BASE}id/person/b")["same-body"]
    assert (said["start"], said["end"]) == ("2011-01-01", "2019-01-01")
    assert said["spells"] == "2011-01-01/2012-01-01;2018-01-01/2019-01-01"


def test_equal_data_give_equal_bytes():
    for form in FORMS:
        assert written(people(*TWICE), form, "persons") == written(people(*TWICE[::-1]), form, "persons")


def test_ties_that_are_not_sure_are_edges_of_their_own():
    ends = f"{BASE}id/person/b", f"{BASE}id/person/c"
    assert not project(people(*TWICE), "persons").network.has_edge(*ends)
    whole = project(people(*TWICE), "persons", Choice.of(possible=True)).network
    assert list(whole[ends[0]][ends[1]]) == ["same-body-possible"]


def test_kinds_and_days_choose_the_ties():
    store = world_store()
    kinds = {kind for *_, kind in project(store, "persons").network.edges(keys=True)}
    assert kinds >= {"same-event"}
    only = project(store, "persons", Choice.of(["succession"])).network
    assert {kind for *_, kind in only.edges(keys=True)} <= {"succession"}
    assert not project(store, "persons", Choice.of(days=("2030-01-01", ""))).network


def test_what_is_no_view_format_or_kind_is_refused():
    with pytest.raises(QueryError):
        written(world_store(), "gexf", "x")
    with pytest.raises(QueryError):
        written(world_store(), "ttl", "persons")
    with pytest.raises(ParameterError):
        Choice.of(["x"])


def test_a_crowd_is_left_out_and_named():
    event = "".join(f"; <{VPO.participant}> <{BASE}id/person/{n}> " for n in range(CROWD + 1))
    typed = "".join(f"<{BASE}id/person/{n}> a <{VPO.Person}> . " for n in range(CROWD + 1))
    store = Store.in_memory()
    text = f"<{BASE}id/event/e> <{VPO.reportedBy}> <{BASE}id/article/1> {event} . {typed}"
    store.load(text.encode(), "text/turtle", graph=f"{BASE}graph/derived/event/e")
    bonds, (crowd,) = read_bonds(store)
    assert bonds == ()
    assert (crowd.thing, crowd.people) == (f"{BASE}id/event/e", CROWD + 1)
    assert project(store, "persons").crowds == (crowd,)
    told = f"{BASE}id/event/e ({CROWD + 1} people)"
    assert read_view(written(store, "graphml", "persons")).graph["left_out"] == told
    assert project(store, "events").network.number_of_edges() == CROWD + 1


def star() -> nx.MultiGraph:
    """A middle with three around it, two of them tied twice to it, and a pair apart."""
    network: nx.MultiGraph = nx.MultiGraph()
    for end, key, weight in [("a", "x", 0.5), ("a", "y", 0.5), ("b", "x", 0.5), ("c", "x", 0.5)]:
        network.add_edge("m", end, key=key, weight=weight)
    network.add_edge("p", "q", key="x", weight=1.0)
    return network


def test_measures_say_what_they_are_named_after():
    assert measure(star(), "degree").ranked[0] == ("m", 3.0)
    assert measure(star(), "strength").values["m"] == 2.0
    assert measure(star(), "betweenness").ranked[0][0] == "m"
    assert measure(star(), "pagerank").ranked[0][0] == "m"
    groups = measure(star(), "components")
    assert groups.numbered
    assert groups.ranked == [("a", 1), ("b", 1), ("c", 1), ("m", 1), ("p", 2), ("q", 2)]
    assert measure(star(), "communities").values["p"] == measure(star(), "communities").values["q"]


@pytest.mark.parametrize("name", MEASURES)
def test_an_empty_network_has_no_values(name: str):
    assert measure(nx.MultiGraph(), name).values == {}


def karate() -> nx.MultiGraph:
    """Zachary's club of 34 people, a network that everybody knows."""
    network: nx.MultiGraph = nx.MultiGraph()
    network.add_edges_from((f"m{one}", f"m{other}") for one, other in nx.karate_club_graph().edges)
    return network


def test_measures_are_those_of_networkx():
    network, simple = karate(), nx.Graph(karate())
    for name, wanted in (
        ("betweenness", nx.betweenness_centrality(simple)),
        ("degree", dict(simple.degree())),
    ):
        assert measure(network, name).values == pytest.approx(wanted, abs=1e-6)
    values = measure(network, "communities").values
    groups = [{node for node in values if values[node] == number} for number in set(values.values())]
    theirs = nx.community.louvain_communities(simple, seed=0)
    assert nx.community.modularity(simple, groups) >= nx.community.modularity(simple, theirs) - 0.02


EDGES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from([0.1, 0.5, 1.0])).filter(
        lambda edge: edge[0] != edge[1]
    ),
    min_size=1,
    max_size=12,
)


@given(EDGES)
def test_pagerank_adds_up_and_is_that_of_the_textbook(edges):
    network: nx.MultiGraph = nx.MultiGraph()
    for source, target, weight in edges:
        network.add_edge(source, target, weight=weight)
    found = measure(network, "pagerank").values
    assert sum(found.values()) == pytest.approx(1, abs=1e-4)
    simple = nx.Graph()
    for source, target, weight in edges:
        before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    strength = dict(simple.degree(weight="weight"))
    for node, value in found.items():
        came = sum(found[o] * said["weight"] / strength[o] for o, said in simple[node].items())
        assert value == pytest.approx(0.15 / len(simple) + 0.85 * came, abs=1e-4)


@given(EDGES, st.randoms(use_true_random=False), st.sampled_from(sorted(MEASURES)))
def test_the_order_of_the_edges_leaves_no_trace(edges, chance, name):
    mixed = list(edges)
    chance.shuffle(mixed)
    values = []
    for given_edges in (edges, mixed):
        network: nx.MultiGraph = nx.MultiGraph()
        network.add_weighted_edges_from(given_edges)
        values.append(measure(network, name).values)
    assert values[0] == pytest.approx(values[1])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("form", FORMS)
def test_the_web_gives_the_same_file(view: str, form: str):
    response = world_app().test_client().get(f"/export/{view}.{form}", buffered=True)
    assert response.status_code == 200
    assert response.data == written(world_store(), form, view)


def test_the_web_refuses_what_is_no_kind_of_tie():
    response = world_app().test_client().get("/export/persons.gexf?kinds=x")
    assert response.status_code == 400
    assert "không phải là một loại liên hệ" in response.text
