"""The picture of provinces in emulation clusters."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.views import Knowledge
from kg.views.clusters import cluster_overview
from kg.views.reading import Reading
from kg.views.roster import roster
from kg_web import create_app
from tests.browser.world import BASE, world_app, world_store


def test_provinces_hang_on_their_clusters_by_years():
    found = cluster_overview(Knowledge(world_store(), BASE))
    assert [spot.ref.name for spot in found.clusters] == ["id/cluster/btctw/4"]
    told = {strand.unit.ref.label: (strand.years, strand.span) for strand in found.strands}
    assert told == {
        "Bình Thuận": (2, "2018–2019"), "Long An": (2, "2018–2019"), "Ninh Thuận": (2, "2018–2019"),
        "Tiền Giang": (1, "2018"),
    }  # fmt: skip


def test_a_province_stands_once_beside_the_cluster_it_was_longest_in():
    store = Store.in_memory()
    many = [("a", 1, 1), ("a", 2, 3), ("b", 1, 2), *(("b", number, 1) for number in range(3, 11))]
    said = "".join(
        f"<m{unit}{cluster}{year}> a vpo:ClusterMembership ; vpo:memberUnit <id/adm63/{unit}> ;"
        f" vpo:cluster <id/cluster/{cluster}> ; vpo:year {year} .\n"
        for unit, cluster, years in many
        for year in range(2015, 2015 + years)
    )
    text = f"@base <{BASE}> . @prefix vpo: <https://vpo.example/ontology#> .\n{said}"
    store.replace_graph(f"{BASE}graph/derived/x", Graph().parse(data=text, format="turtle"))
    found = cluster_overview(Knowledge(store, BASE))
    hub = {spot.ref.name: spot.y for spot in found.clusters}
    assert {spot.ref.label: spot.y for spot in found.units} == {
        "a": hub["id/cluster/2"],
        "b": hub["id/cluster/1"],
    }
    assert len(found.strands) == 2 + 1 + 6
    assert [ref.name for ref in found.left_out] == ["id/cluster/8", "id/cluster/9"]
    assert len({(spot.x, spot.y) for spot in (*found.clusters, *found.units)}) == 8 + 2


def test_the_entry_picture_leads_to_sentences_and_relations():
    client = world_app().test_client()
    text = client.get("/graph").text
    link = "/graph.edge?source=id/adm63/long-an&target=id/cluster/btctw/4&kind=member-unit"
    assert text.count(f'href="{link.replace("&", "&amp;")}"') == 2  # in the picture and in the table
    assert 'href="/graph?node=id/cluster/btctw/4"' in text
    assert "2018–2019, 2 năm" in text
    assert "SELECT ?cluster ?memberUnit" in text
    assert "2018–2019, 2 years" in client.get("/en/graph").text


def listing(*years: tuple[int, int]) -> Store:
    """Return a store with one cluster that has so many members in each year."""
    said = "".join(
        f"<graph/x#m{year}-{unit}> a vpo:ClusterMembership ; vpo:cluster <id/cluster/a> ; vpo:year {year} ;"
        f" vpo:memberUnit <id/adm63/u{unit}> .\n"
        for year, members in years
        for unit in range(members)
    )
    store = Store.in_memory()
    text = f"@base <{BASE}> . @prefix vpo: <https://vpo.example/ontology#> .\n{said}"
    store.replace_graph(f"{BASE}graph/derived/x", Graph().parse(data=text, format="turtle"))
    return store


@pytest.mark.parametrize(
    ("listed", "years", "units", "partial"),
    [
        ([(2018, 2), (2019, 3)], ["2018", "2019"], 3, False),
        ([(2017, 200), (2018, 200), (2019, 3)], ["2018", "2019"], 200, False),
        ([(2017, 3), (2018, 420)], ["2018"], 401, True),
    ],
)
def test_of_very_many_members_the_latest_years_are_shown(
    listed: list[tuple[int, int]], years: list[str], units: int, partial: bool
):
    cluster = URIRef(f"{BASE}id/cluster/a")
    found = roster(Reading.of(Knowledge(listing(*listed), BASE), cluster), cluster)
    assert found is not None
    assert [year.year for year in found.years] == years
    assert (len(found.units), found.partial, found.cut) == (units, partial, units > 3)


def shown(store: Store, address: str) -> str:
    """Return the page of the cluster of `listing` at this address."""
    kind = f"@base <{BASE}> . <id/cluster/a> a <ontology#EmulationCluster> ."
    store.replace_graph(f"{BASE}graph/derived/y", Graph().parse(data=kind, format="turtle"))
    client = create_app(FixedGeneration(store), Settings()).test_client()
    return client.get(address, headers={"Host": "localhost"}).text


def test_the_way_to_the_years_before_keeps_what_was_asked_for():
    text = shown(listing((2017, 200), (2018, 200), (2019, 3)), "/page/id/cluster/a?min_conf=0.8")
    assert 'href="/page/id/cluster/a?min_conf=0.8&amp;on=2017-12-31"' in text


def test_what_a_lens_may_hide_is_not_said_to_be_unknown():
    store = listing((2017, 2), (2019, 3))
    unknown = ["Không có bài báo nào về các năm 2018", "Chưa bài báo nào nêu cụm trưởng"]
    assert [words in shown(store, "/page/id/cluster/a") for words in unknown] == [True, True]
    seen = shown(store, "/page/id/cluster/a?min_conf=0.8")
    assert [words in seen for words in unknown] == [False, False]
    assert "Với cách xem này không có gì về các năm 2018." in seen


def test_members_that_are_no_provinces_are_told_by_year_with_their_bodies():
    told = Store.in_memory()
    said = (
        "<id/article/a#m1> a vpo:ClusterMembershipObservation ; vpo:year 2019 ;\n"
        "  vpo:cluster <id/cluster/c> ;\n"
        '  vpo:printedName "Sở Nội vụ"@vi ; vpo:memberBody <id/org/so-noi-vu-long-an> .\n'
        "<id/article/a#m2> a vpo:ClusterMembershipObservation ; vpo:year 2019 ;\n"
        "  vpo:cluster <id/cluster/c> ;\n"
        '  vpo:printedName "Cần Đước"@vi .\n'
        "<id/article/a#m3> a vpo:ClusterMembershipObservation ; vpo:year 2019 ;\n"
        "  vpo:cluster <id/cluster/c> ;\n"
        "  vpo:memberUnit <id/adm63/long-an> .\n"
    )
    text = f"@base <{BASE}> . @prefix vpo: <https://vpo.example/ontology#> .\n{said}"
    told.replace_graph(f"{BASE}graph/article/a", Graph().parse(data=text, format="turtle"))
    rows = Knowledge(told, BASE).rows("cluster-named", cluster=URIRef(f"{BASE}id/cluster/c"))
    assert [(str(row["printedName"]), str(row.get("memberBody", "")), str(row["year"])) for row in rows] == [
        ("Sở Nội vụ", f"{BASE}id/org/so-noi-vu-long-an", "2019"),
        ("Cần Đước", "", "2019"),
    ]


def test_a_year_of_which_nothing_but_its_list_of_bodies_is_known_makes_no_matrix():
    store = Store.in_memory()
    year = "<id/cluster-year/a/2019> a vpo:ClusterYear ; vpo:cluster <id/cluster/a> ; vpo:year 2019 ;"
    counts = "vpo:listComplete true ; vpo:listedCount 0 ."
    text = f"@base <{BASE}> . @prefix vpo: <https://vpo.example/ontology#> .\n{year} {counts}"
    store.replace_graph(f"{BASE}graph/derived/x", Graph().parse(data=text, format="turtle"))
    cluster = URIRef(f"{BASE}id/cluster/a")
    reading = Reading.of(Knowledge(store, BASE), cluster)
    assert reading.rows("cluster-totals", cluster).rows
    assert roster(reading, cluster) is None
