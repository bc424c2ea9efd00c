"""The relationship view as values: states in an address, places, what shows and what is counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Graph

from kg.errors import UnknownEntityError
from kg.export.drawn import Line, turtle_of
from kg.store import Store
from kg.store.bonds import BESIDE, PATTERNS
from kg.store.side import Side
from kg.store.ties import TIES
from kg.views import Knowledge, edge_page
from kg.views.asking import sparql_of
from kg.views.drawing import Drawing, draw
from kg.views.plane import Plane
from kg.views.scene import MANY, Scene, Step, changed, read_scene
from tests.browser.hub import hub
from tests.browser.world import BASE, world_reader, world_store

PERSON = "id/person/mac-van-thi-du"
BODY = "id/org/tinh-uy-long-an"


def drawing(scene: Scene) -> Drawing:
    return draw(Knowledge(world_store(), BASE), world_reader().now().side, scene)


NAMES = st.from_regex(r"id/(person|org)/[a-z.-]{1,12}", fullmatch=True)
WORDS = st.sampled_from(["tenure", "same-body", "part-of"])
NUMBERS = st.integers(-9999, 9999)
STEPS = st.one_of(
    st.builds(Step, NAMES, st.integers(0, 1000), st.lists(WORDS, unique=True, max_size=2).map(tuple)),
    st.builds(Step, NAMES, to=st.tuples(NUMBERS, NUMBERS)),
)
SCENES = st.builds(
    Scene,
    steps=st.tuples(st.builds(Step, NAMES), STEPS, STEPS),
    beside=st.lists(NAMES, unique=True, max_size=3).map(tuple),
    hidden=st.lists(NAMES, unique=True, max_size=3).map(tuple),
    off=st.frozensets(st.sampled_from(["person", "place", "r.place", "undated"])),
    since=st.sampled_from(["", "2018"]),
    until=st.sampled_from(["", "2020"]),
    sources=st.integers(1, 9),
    sort=st.sampled_from(["", "time", "-sources"]),
)


@given(SCENES)
def test_an_address_says_the_whole_state(scene: Scene):
    assert read_scene(parse_qs(urlencode(scene.params()))) == scene


def test_a_form_says_what_is_off_by_what_it_offers():
    said = {
        "node": [PERSON], "off": ["article event"], "offered": ["event", "place", "r.place"], "on": ["place"],
        "since": ["2015"], "low": ["2015"], "until": ["2019"], "high": ["2026"],
    }  # fmt: skip
    scene = read_scene(said)
    assert scene.off == {"article", "event", "r.place"}
    assert (scene.since, scene.until) == ("", "2019")


def test_what_is_done_is_added_to_what_was_done():
    scene = Scene((Step(PERSON),))
    scene = changed(scene, {"move": [f"{BODY}@10,-20"]})
    scene = changed(scene, {"move": [f"{BODY}@30,40"]})
    scene = changed(scene, {"expand": [BODY], "most": ["10"], "kind": ["tenure"]})
    scene = changed(scene, {"drop": [PERSON]})
    assert scene.params() == {
        "node": PERSON, "open": f"{BODY}@30,40 {BODY} 10 tenure", "hide": PERSON,
    }  # fmt: skip
    assert changed(scene, {"all": ["1"]}).hidden == ()


@pytest.mark.parametrize("many", [1, 7, 20, 21, 300])
def test_no_two_places_are_too_near(many: int):
    plane = Plane()
    middle = plane.take((0, 0))
    found = [middle, *plane.around(middle, many)]
    found += plane.around(found[1], many, middle)
    assert len(found) == 2 * many + 1
    assert all(abs(a[0] - b[0]) >= 128 or abs(a[1] - b[1]) >= 64 for a, b in combinations(found, 2))


def test_a_fan_opens_away_from_where_it_came():
    plane = Plane()
    assert all(x > 0 for x, _ in plane.around(plane.take((300, 0)), 8, plane.take((0, 0))))


def test_what_was_drawn_stays_where_it_was():
    before = {dot.ref.name: dot.place for dot in drawing(Scene((Step(PERSON),))).dots}
    after = {dot.ref.name: dot.place for dot in drawing(Scene((Step(PERSON), Step(BODY)))).dots}
    assert (len(before), len(after)) == (10, 14)
    assert {name: after[name] for name in before} == before


def test_what_is_left_out_takes_its_relations_along():
    scene = Scene((Step(PERSON), Step(BODY)))
    whole = drawing(scene)
    assert [(tick.name, tick.count) for tick in whole.things] == [
        ("person", 6), ("body", 4), ("place", 1), ("event", 3),
    ]  # fmt: skip
    fewer = drawing(replace(scene, off=frozenset({"person"})))
    assert {edge.kind for edge in fewer.edges} <= {"jurisdiction", "part-of", "organizer"}
    assert fewer.things == tuple(replace(tick, on=tick.name != "person") for tick in whole.things)
    hidden = drawing(replace(scene, hidden=(BODY,)))
    assert BODY not in {edge.target.name for edge in hidden.edges}
    assert [ref.name for ref in hidden.hidden] == [BODY]


def test_an_unknown_thing_is_told():
    with pytest.raises(UnknownEntityError):
        drawing(Scene((Step(PERSON), Step("id/org/khong-co"))))


def test_a_hub_gives_the_first_of_many_and_counts_the_rest():
    store = Store.in_memory()
    store.replace_graph(f"{BASE}graph/derived/hub", hub("id/org/hub", MANY + 10))
    known, side = Knowledge(store, BASE), Side.of(store)
    first = draw(known, side, Scene((Step("id/org/hub"),)))
    assert (len(first.edges), first.more) == (30, 30)
    more = draw(known, side, Scene((Step("id/org/hub"), Step("id/org/hub", 7))))
    assert (len(more.edges), more.more) == (37, 23)
    assert {dot.ref.name: dot.place for dot in first.dots}.items() <= {
        dot.ref.name: dot.place for dot in more.dots
    }.items()


def test_things_beside_each_other_have_the_relations_among_them():
    others = ("id/person/ninh-the-gia-su", "id/event/so-ket_2018-08-10_long-an")
    found = drawing(Scene((Step(PERSON),), beside=others))
    assert sorted(edge.kind for edge in found.edges) == ["participant", "participant", "same-event"]
    assert [dot.place for dot in found.dots] == [(0, 0), (190, 0), (380, 0)]
    assert len(drawing(Scene((Step(PERSON), Step(PERSON)), beside=others)).edges) > 3


def beside(said: str, *others: str) -> tuple[Store, Side, Drawing]:
    """A drawing of people beside each other, made from what is said of them."""
    store = Store.in_memory()
    head = f"@base <{BASE}> . @prefix vpo: <{BASE}ontology#> . @prefix xsd: <{XSD}> .\n"
    for number, year in enumerate((2018, 2018, 2019)):
        body = number if "Cluster" in said else "x"
        said += f"""<id/person/{number}> a vpo:Person .
            <id/tenure/{number}> a vpo:Tenure ; vpo:holder <id/person/{number}> ;
            vpo:organization <id/org/{body}> ; vpo:surelyFrom "{year}-01-01"^^xsd:date ;
            vpo:surelyUntil "{year}-12-31"^^xsd:date .\n"""
    store.replace_graph(f"{BASE}graph/derived/x", Graph().parse(data=head + said, format="turtle"))
    side = Side.of(store)
    return store, side, draw(Knowledge(store, BASE), side, Scene((Step("id/person/0"),), beside=others))


MEMBERS = "".join(
    f"<id/m{n}> a vpo:ClusterMembership ; vpo:cluster <id/cluster/c> ; vpo:year 2018 ;"
    f" vpo:memberBody <id/org/{n}> .\n"
    for n in range(3)
)
CROWD = "<id/crowd/x> a vpo:Crowd ; vpo:organization <id/org/x> .\n"


@pytest.mark.parametrize(
    ("said", "kind", "years", "grounds"),
    [(MEMBERS, "same-cluster", "2018", 4), (CROWD, "crowd", "", 1)],
)
def test_people_of_one_cluster_or_crowd_are_tied_where_they_stand_beside_each_other(
    said: str, kind: str, years: str, grounds: int
):
    store, side, found = beside(said, "id/person/1", "id/person/2")
    (edge,) = found.edges  # the third was there in another year
    assert (edge.kind, edge.source.name, edge.target.name) == (kind, "id/person/0", "id/person/1")
    assert (edge.since, edge.weight, edge.mutual, found.more) == (years, grounds, True, 1)
    page = edge_page(Knowledge(store, BASE), side, "id/person/0", "id/person/1", kind)
    assert len(page.grounds) == grounds
    rows = store.select(sparql_of(found, BASE))
    assert {(str(row["source"]), str(row["target"])) for row in rows} == {
        (f"{BASE}id/person/0", f"{BASE}id/person/1")
    }


def test_the_sparql_of_a_drawing_answers_its_relations():
    found = drawing(Scene((Step(PERSON), Step(BODY), Step("id/cluster/btctw/4"))))
    rows = world_store().select(sparql_of(found, BASE))
    shown = {(f"{BASE}{e.source.name}", e.kind, f"{BASE}{e.target.name}") for e in found.edges}
    assert {(str(row["source"]), str(row["relation"]), str(row["target"])) for row in rows} == shown
    assert len({edge.kind for edge in found.edges}) >= 8


def test_every_kind_of_relation_is_a_statement():
    lines = [Line(f"{BASE}a", f"{BASE}b/{kind}", kind, {}) for kind in (*TIES, *PATTERNS, *BESIDE)]
    assert len(Graph().parse(data=turtle_of(lines), format="turtle")) == len(lines) == 18
