"""What follows from all sample articles: events over outlets, lives of documents, years of clusters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries import named
from kg.store import Store
from kg.store.generations import DataHome
from kg.vocab import NS

BASE = "https://vpo.example/"


@pytest.fixture(scope="module")
def store(demo: Path) -> Store:
    return DataHome(demo).current_reader().now().store


def rows(store: Store, pattern: str, *columns: str) -> set[tuple[str, ...]]:
    """Return the values of the columns in short form."""
    names = " ".join(f"?{name}" for name in columns)
    found = store.select(f"PREFIX vpo: <{NS}> BASE <{BASE}> SELECT DISTINCT {names} WHERE {{ {pattern} }}")
    return {tuple(str(row.get(name, "")).removeprefix(BASE) for name in columns) for row in found}


def ask(store: Store, name: str, **values: str) -> list[dict[str, str]]:
    bound = named(name).bind(values)
    found = store.select(bound.text, **bound.bindings)
    return [{column: str(term).removeprefix(BASE) for column, term in row.items()} for row in found]


def test_two_events_are_told_by_several_outlets(store: Store):
    told = rows(store, "?event vpo:reportCount ?n FILTER(?n > 1)", "event", "n")
    assert told == {
        ("id/event/trao-quyet-dinh_2025-08-25_ho-chi-minh", "3"),
        ("id/event/trao-quyet-dinh_2024-03-12_khanh-hoa", "2"),
    }


def test_outlets_that_differ_by_a_day_are_kept_with_their_days(store: Store):
    event = "id/event/trao-quyet-dinh_2024-03-12_khanh-hoa"
    pattern = f"<{event}> vpo:derivedFrom ?report . ?report a vpo:EventReport ; vpo:startDate ?day"
    assert rows(store, pattern, "day") == {("2024-03-12",), ("2024-03-13",)}
    reasons = rows(store, f"?link vpo:linkOf <{event}> ; vpo:linkReason ?why", "why")
    assert {why.rsplit("/", 1)[-1] for (why,) in reasons} >= {"same-document", "related-host", "next-day"}


def test_no_event_has_two_clusters_or_two_days(store: Store):
    for term in ("cluster", "startDate", "eventKind"):
        doubled = f"?event vpo:reportCount ?n ; vpo:{term} ?one , ?two FILTER(STR(?one) < STR(?two))"
        assert rows(store, doubled, "event") == set()


def test_a_plan_stands_in_the_life_of_what_it_carries_out(store: Store):
    steps = ask(store, "document-life", document="id/doc/21-nq-tw_2022-06-16")
    said = [(step["lifecycleStep"].rsplit("/", 1)[-1], step.get("byDocument")) for step in steps]
    assert said == [
        ("ban-hanh", None),
        ("ke-hoach", "id/doc/161-kh-tu_ninh-binh_2020-2025"),
        ("thuc-hien", None),
    ]


def test_a_document_that_another_amends_and_replaces_says_so(store: Store):
    steps = ask(store, "document-life", document="id/doc/35-ct-tw_2024-06-14")
    kinds = [step["lifecycleStep"].rsplit("/", 1)[-1] for step in steps]
    assert kinds == ["ban-hanh", "sua-doi", "thay-the"]


def test_a_cluster_that_says_six_and_names_five_has_no_whole_list(store: Store):
    (year,) = [
        r for r in ask(store, "cluster-years", cluster="id/cluster/tinh-uy-dak-lak/6") if r["year"] == "2016"
    ][:1]
    assert (year["statedMemberCount"], year["listedCount"], year["listComplete"]) == ("6", "0", "false")
    assert year["unnamedCount"] == "5"


def test_members_before_the_merger_go_on_in_the_provinces_of_today(store: Store):
    changes = ask(store, "q04-cluster-changes", cluster="id/cluster/btctw/4")
    merged = {row["unit"]: row["successor"] for row in changes if row["change"] == "merged"}
    assert merged["id/adm63/long-an"] == "id/adm34/tay-ninh"
    assert [row["unit"] for row in changes if row["change"] == "left"] == ["id/adm63/tien-giang"]


def test_what_is_concluded_has_a_name_of_its_own(store: Store):
    derived = f'GRAPH ?g {{ ?thing ?term ?value }} FILTER(STRSTARTS(STR(?g), "{BASE}graph/derived/"))'
    assert len(rows(store, derived, "thing")) > 1000
    assert rows(store, f'{derived} FILTER(CONTAINS(STR(?thing), "#"))', "thing") == set()
    label = "?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label"
    assert rows(store, f'{label} FILTER(CONTAINS(?label, "#"))', "thing", "label") == set()
