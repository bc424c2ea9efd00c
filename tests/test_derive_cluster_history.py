"""Clusters over the years: what lists say together, and who came and went where a list is whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal

from kg.derive.cluster_history import (
    CONTINUED,
    JOINED,
    LEFT,
    MERGED,
    STAYED,
    UNKNOWN,
    conclude_histories,
    find_changes,
    find_years,
)
from kg.derive.clusters_apart import Count, Listed
from kg.derive.facts import Reference, gather
from kg.derive.mergers import Mergers
from kg.vocab import VPO

CLUSTER = "id/cluster/btctw/4"
UNITS = [f"id/adm63/{name}" for name in ("long-an", "tien-giang", "ninh-thuan", "binh-thuan")]
HEIRS = {"id/adm63/long-an": "id/adm34/tay-ninh", "id/adm63/tien-giang": "id/adm34/dong-thap"}
MERGERS = Mergers(HEIRS, {})


def listing(article: int, year: int, *units: str | None, complete: bool = True) -> list[Listed]:
    node = f"id/article/{article:016x}"
    return [
        Listed(f"{node}#m{number}", CLUSTER, year, unit, complete=complete)
        for number, unit in enumerate(units, 1)
    ]


def stating(article: int, year: int, number: int) -> Count:
    return Count(f"id/article/{article:016x}#k1", CLUSTER, year, number)


def said(listed: list[Listed], counts: list[Count] = (), reference: Reference | None = None):
    """Return what is said of each node: predicate and value, sorted."""
    told = gather(conclude_histories(listed, counts, MERGERS, reference or Reference()))
    nodes: dict[str, list[tuple[str, str]]] = {}
    for statements in told.values():
        for subject, predicate, value in statements:
            nodes.setdefault(subject, []).append((predicate, str(value)))
    return {subject: sorted(pairs) for subject, pairs in nodes.items()}


def changes(nodes) -> dict[str, str]:
    return {
        name.rsplit("/", 1)[-1]: dict(pairs)[VPO.memberChange]
        for name, pairs in nodes.items()
        if name.startswith("id/cluster-change/")
    }


def complete(nodes, year: int) -> str:
    return dict(nodes[f"id/cluster-year/btctw/4/{year}"])[VPO.listComplete]


def test_who_is_missing_from_a_whole_list_left_and_who_is_new_joined():
    nodes = said([*listing(1, 2018, UNITS[0], UNITS[1]), *listing(2, 2019, UNITS[0], UNITS[2])])
    assert changes(nodes) == {"adm63-long-an": STAYED, "adm63-tien-giang": LEFT, "adm63-ninh-thuan": JOINED}


def test_lists_further_apart_than_four_terms_tell_nothing_of_each_other():
    nodes = said([*listing(1, 1998, UNITS[0]), *listing(2, 2018, UNITS[0]), *listing(3, 2039, UNITS[0])])
    found = [name for name in nodes if name.startswith("id/cluster-change/")]
    assert found == ["id/cluster-change/btctw/4/1998-2018/adm63-long-an"]


def test_nobody_leaves_or_joins_by_an_incomplete_list():
    for first, second in ((True, False), (False, True), (False, False)):
        nodes = said(
            [
                *listing(1, 2018, UNITS[0], UNITS[1], complete=first),
                *listing(2, 2019, UNITS[0], UNITS[2], complete=second),
            ]
        )
        found = changes(nodes)
        assert found["adm63-tien-giang"] == (LEFT if second else UNKNOWN)
        assert found["adm63-ninh-thuan"] == (JOINED if first else UNKNOWN)


def test_a_list_with_a_member_that_was_not_recognised_is_not_whole():
    nodes = said([*listing(1, 2018, UNITS[0], UNITS[1]), *listing(2, 2019, UNITS[0], None)])
    assert complete(nodes, 2019) == "false"
    assert changes(nodes)["adm63-tien-giang"] == UNKNOWN
    assert (VPO.unnamedCount, "1") in nodes["id/cluster-year/btctw/4/2019"]


def test_a_number_above_the_list_says_that_somebody_is_not_named():
    rows = listing(1, 2018, UNITS[0], UNITS[1])
    assert complete(said(rows, [stating(1, 2018, 3)]), 2018) == "false"
    assert complete(said(rows, [stating(2, 2018, 2)]), 2018) == "true"
    assert complete(said(rows, [stating(2, 2018, 1)]), 2018) == "true"


def test_a_merged_member_goes_on_in_its_successor_and_is_not_gone():
    nodes = said([*listing(1, 2019, UNITS[0], UNITS[2]), *listing(2, 2026, "id/adm34/tay-ninh")])
    assert changes(nodes) == {"adm63-long-an": MERGED, "adm63-ninh-thuan": LEFT, "adm34-tay-ninh": CONTINUED}
    merged = nodes["id/cluster-change/btctw/4/2019-2026/adm63-long-an"]
    assert (VPO.continuedAs, "id/adm34/tay-ninh") in merged


def test_a_year_with_a_number_only_is_known_and_changes_nothing():
    rows = [*listing(1, 2018, UNITS[0]), *listing(3, 2021, UNITS[0])]
    nodes = said(rows, [stating(2, 2020, 11)])
    assert (VPO.listedCount, "0") in nodes["id/cluster-year/btctw/4/2020"]
    assert (VPO.statedMemberCount, "11") in nodes["id/cluster-year/btctw/4/2020"]
    assert [name for name in nodes if "2018-2021" in name] == [
        "id/cluster-change/btctw/4/2018-2021/adm63-long-an"
    ]


def test_two_articles_that_list_one_member_are_two_grounds_of_one_node():
    nodes = said([*listing(1, 2018, UNITS[0]), *listing(2, 2018, UNITS[0])])
    year = nodes["id/cluster-year/btctw/4/2018"]
    assert [value for predicate, value in year if predicate == VPO.listedCount] == ["1"]
    assert len([1 for predicate, _ in year if predicate == VPO.derivedFrom]) == 2


def test_who_left_rests_on_the_list_that_lacks_it_too():
    nodes = said([*listing(1, 2018, UNITS[0], UNITS[1]), *listing(2, 2019, UNITS[0])])
    left = nodes["id/cluster-change/btctw/4/2018-2019/adm63-tien-giang"]
    grounds = {value for predicate, value in left if predicate == VPO.derivedFrom}
    assert grounds == {f"id/article/{1:016x}#m2", f"id/article/{2:016x}#m1"}


def test_a_roster_of_the_tables_counts_when_it_stands_in_a_source():
    def table(status: str) -> Reference:
        roster = "id/roster/x"
        return Reference(
            {
                (roster, VPO.cluster): (CLUSTER,),
                (roster, VPO.year): (Literal("2018", datatype=XSD.integer),),
                (roster, VPO.checkStatus): (status,),
                (roster, VPO.listComplete): (Literal("true", datatype=XSD.boolean),),
                (roster, VPO.memberUnit): (UNITS[0], UNITS[1]),
            }
        )

    rows = listing(2, 2019, UNITS[0])
    assert changes(said(rows, reference=table(VPO.attestedInSource)))["adm63-tien-giang"] == LEFT
    assert changes(said(rows, reference=table(VPO.inferred))) == {}


LISTS = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.integers(2018, 2021),
        st.lists(st.sampled_from([*UNITS, *HEIRS.values(), None]), max_size=4),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda told: told[:2],
)
COUNTS = st.lists(
    st.builds(stating, st.integers(1, 6), st.integers(2018, 2021), st.integers(1, 5)), max_size=3
)


def rows_of(lists) -> list[Listed]:
    return [
        row for article, year, units, whole in lists for row in listing(article, year, *units, complete=whole)
    ]


@given(LISTS, COUNTS, st.randoms())
def test_the_order_of_the_rows_leaves_no_trace(lists, counts, chance):
    rows, mixed = rows_of(lists), rows_of(lists)
    chance.shuffle(mixed)
    assert said(mixed, counts[::-1]) == said(rows, counts)


@given(LISTS, COUNTS)
def test_who_left_is_in_no_list_of_a_whole_year(lists, counts):
    rows = rows_of(lists)
    nodes = said(rows, counts)
    for name, pairs in nodes.items():
        told = dict(pairs)
        if told.get(VPO.memberChange) == LEFT:
            year = int(told[VPO.yearTo])
            assert complete(nodes, year) == "true"
            assert told[VPO.memberUnit] not in {row.unit for row in rows if row.year == year}, name


@given(LISTS)
def test_every_member_of_a_year_has_one_change_to_the_next(lists):
    nodes = said(rows_of(lists))
    members = {
        int(dict(pairs)[VPO.year]): {value for predicate, value in pairs if predicate == VPO.memberUnit}
        for name, pairs in nodes.items()
        if name.startswith("id/cluster-year/")
    }
    years = sorted(year for year, units in members.items() if units)
    expected = sum(len(members[a] | members[b]) for a, b in pairwise(years))
    assert len([name for name in nodes if name.startswith("id/cluster-change/")]) == expected


def test_nothing_said_gives_no_year_and_no_change():
    assert find_years(CLUSTER, [], []) == ()
    assert list(find_changes((), HEIRS.get)) == []
