"""The picture of provinces in emulation clusters."""

from __future__ import annotations

from rdflib import Graph

from kg.store import Store
from kg.views import Knowledge
from kg.views.clusters import cluster_overview
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
