"""Reference data: complete, labelled in two languages, each subject in one file, nothing dangling."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from kg.settings import resource
from kg.text import CAPITALS
from kg.vocab import NS, VPO

FOLDER = resource("ontology")
BASE = "https://vpo.example/"
FILES = sorted(path for path in FOLDER.glob("*.ttl") if path.stem not in {"vpo", "align", "shapes"})
TERMS = ("vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
ROWS = {
    "provinces": {VPO.AdministrativeUnit: 90, VPO.UnitChange: 27},
    "surnames": {VPO.Surname: 262},
    "abbreviations": {VPO.Abbreviation: 103},
    "clusters": {VPO.ClusterRoster: 16, VPO.EmulationCluster: 10, VPO.ClusterStandingBody: 5},
    "outlets": {VPO.Outlet: 203},
}


@pytest.fixture(scope="module")
def graphs() -> dict[str, Graph]:
    return {path.stem: Graph().parse(path, format="turtle") for path in FILES}


@pytest.fixture(scope="module")
def everything(graphs: dict[str, Graph]) -> Graph:
    whole = Graph()
    for graph in graphs.values():
        for triple in graph:
            whole.add(triple)
    return whole


def iri(name: str) -> URIRef:
    return URIRef(BASE + name)


def units_on(graph: Graph, day: str) -> set[str]:
    """The provinces that exist on a day; an unknown first day does not exclude one."""
    found = set()
    for unit in graph.subjects(RDF.type, URIRef(VPO.AdministrativeUnit)):
        first = str(graph.value(unit, URIRef(VPO.validFrom)) or "0000")
        last = str(graph.value(unit, URIRef(VPO.validTo)) or "9999")
        if first <= day <= last:
            found.add(str(unit).removeprefix(BASE))
    return found


def test_each_file_starts_with_the_base() -> None:
    for path in FILES:
        assert path.read_text("utf-8").startswith(f"@base <{BASE}> .\n"), path.name


def test_no_subject_stands_in_two_files(graphs: dict[str, Graph]) -> None:
    count = Counter(subject for graph in graphs.values() for subject in set(graph.subjects()))
    assert not [subject for subject, times in count.items() if times > 1]


def test_there_are_no_blank_nodes(everything: Graph) -> None:
    assert not [s for s, _, o in everything if isinstance(s, BNode) or isinstance(o, BNode)]


def test_every_subject_has_one_type_and_one_label_a_language(everything: Graph) -> None:
    for subject in set(everything.subjects()):
        assert len(list(everything.objects(subject, RDF.type))) == 1, subject
        labels = [getattr(text, "language", None) for text in everything.objects(subject, SKOS.prefLabel)]
        assert sorted(map(str, labels)) == ["en", "vi"], subject


def test_every_text_has_a_tag_or_a_datatype_of_its_own(everything: Graph) -> None:
    labels = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.scopeNote, URIRef(VPO.note))
    for prop in labels:
        assert all(
            getattr(text, "language", None) in {"vi", "en"} for text in everything.objects(None, prop)
        ), prop


def test_every_node_pointed_at_is_described(everything: Graph) -> None:
    known = set(everything.subjects())
    inside = {o for o in everything.objects() if isinstance(o, URIRef) and o.startswith(BASE)}
    assert not {o for o in inside - known if not str(o).startswith(NS)}


def test_every_term_of_ours_is_declared(everything: Graph) -> None:
    terms = set(Graph().parse(FOLDER / "vpo.ttl", format="turtle").subjects())
    said = {term for triple in everything for term in triple if str(term).startswith(NS)}
    datatypes = {
        o.datatype for o in everything.objects() if isinstance(o, Literal) and str(o.datatype).startswith(NS)
    }
    assert not (said | datatypes) - terms


def test_every_row_has_a_source_and_a_check_status(everything: Graph) -> None:
    rows = {
        VPO.AdministrativeUnit,
        VPO.Surname,
        VPO.Abbreviation,
        VPO.ClusterRoster,
        VPO.Outlet,
        VPO.PartyTerm,
    }
    for subject, kind in everything.subject_objects(RDF.type):
        if str(kind) in rows or "/id/org/" in str(subject) or "/id/doc/" in str(subject):
            assert everything.value(subject, DCTERMS.source), subject
            assert everything.value(subject, URIRef(VPO.checkStatus)), subject


def test_dates_are_days(everything: Graph) -> None:
    dates = (VPO.validFrom, VPO.validTo, VPO.startDate, VPO.endDate, VPO.issueDate, VPO.observedOn)
    for prop in dates:
        for value in everything.objects(None, URIRef(prop)):
            assert isinstance(value, Literal)
            assert value.datatype == XSD.date
            assert isinstance(value.value, date)


@pytest.mark.parametrize("stem", sorted(ROWS))
def test_no_row_is_lost(graphs: dict[str, Graph], stem: str) -> None:
    counted = Counter(str(kind) for kind in graphs[stem].objects(None, RDF.type))
    assert {kind: counted[kind] for kind in ROWS[stem]} == ROWS[stem]


def test_documents_and_terms_are_complete(graphs: dict[str, Graph]) -> None:
    names = {str(subject).removeprefix(BASE) for subject in graphs["documents"].subjects(RDF.type)}
    assert len({name for name in names if name.startswith("id/doc/")}) == 170
    assert {f"id/term/{term}" for term in TERMS} <= names


@pytest.mark.parametrize(
    ("day", "count"),
    [("2018-08-10", 63), ("2024-12-31", 63), ("2025-06-30", 63), ("2025-07-01", 34), ("2026-10-01", 34)],
)
def test_as_many_provinces_exist_as_there_were(graphs: dict[str, Graph], day: str, count: int) -> None:
    assert len(units_on(graphs["provinces"], day)) == count


def test_every_ended_province_has_a_successor_that_takes_over_at_once(graphs: dict[str, Graph]) -> None:
    graph = graphs["provinces"]
    for unit, last in graph.subject_objects(URIRef(VPO.validTo)):
        (successor,) = graph.objects(unit, URIRef(VPO.successor))
        first = graph.value(successor, URIRef(VPO.validFrom))
        assert isinstance(first, Literal)
        assert isinstance(last, Literal)
        assert (first.value - last.value).days == 1, unit


def test_following_successors_ends_in_a_unit_of_today(graphs: dict[str, Graph]) -> None:
    graph = graphs["provinces"]
    today = units_on(graph, "2026-10-01")
    for unit in graph.subjects(RDF.type, URIRef(VPO.AdministrativeUnit)):
        chain = list(graph.transitive_objects(unit, URIRef(VPO.successor)))
        assert len(chain) <= 3
        assert str(chain[-1]).removeprefix(BASE) in today


def test_changes_of_units_agree_with_successors(graphs: dict[str, Graph]) -> None:
    graph = graphs["provinces"]
    pairs = {
        (before, after)
        for change in graph.subjects(RDF.type, URIRef(VPO.UnitChange))
        for before in graph.objects(change, URIRef(VPO.originalUnit))
        for after in graph.objects(change, URIRef(VPO.resultingUnit))
    }
    assert pairs == set(graph.subject_objects(URIRef(VPO.successor)))


def test_a_code_means_one_unit_on_any_day(graphs: dict[str, Graph]) -> None:
    graph = graphs["provinces"]
    for day in ("2018-08-10", "2025-02-01", "2025-07-01", "2026-10-01"):
        scheme = VPO.gso2024 if day < "2025-07-01" else VPO.gso2025
        codes = [
            str(code)
            for name in units_on(graph, day)
            for code in graph.objects(iri(name), SKOS.notation)
            if isinstance(code, Literal) and str(code.datatype) == scheme
        ]
        assert len(codes) == len(set(codes)) == len(units_on(graph, day))


def test_80_was_long_an_and_is_tay_ninh(graphs: dict[str, Graph]) -> None:
    graph = graphs["provinces"]
    assert set(graph.subjects(SKOS.notation, Literal("80", datatype=URIRef(VPO.gso2024)))) == {
        iri("id/adm63/long-an")
    }
    assert set(graph.subjects(SKOS.notation, Literal("80", datatype=URIRef(VPO.gso2025)))) == {
        iri("id/adm34/tay-ninh")
    }


def test_18_nq_tw_is_two_documents(graphs: dict[str, Graph]) -> None:
    found = set(graphs["documents"].subjects(URIRef(VPO.documentNumber), Literal("18-NQ/TW")))
    assert found == {iri("id/doc/18-nq-tw_2017-10-25"), iri("id/doc/18-nq-tw_2022-06-16")}


def test_terms_of_the_central_committee_follow_without_a_gap(graphs: dict[str, Graph]) -> None:
    graph = graphs["documents"]
    names = [f"id/term/{term}" for term in TERMS]
    for earlier, later in pairwise(names):
        last = graph.value(iri(earlier), URIRef(VPO.endDate))
        first = graph.value(iri(later), URIRef(VPO.startDate))
        assert isinstance(first, Literal)
        assert isinstance(last, Literal)
        assert (first.value - last.value).days == 1, later


def test_documents_are_issued_inside_their_term(graphs: dict[str, Graph]) -> None:
    graph = graphs["documents"]
    for document, term in graph.subject_objects(URIRef(VPO.inTerm)):
        day = str(graph.value(document, URIRef(VPO.issueDate)))
        first = str(graph.value(term, URIRef(VPO.startDate)))
        last = str(graph.value(term, URIRef(VPO.endDate)) or "9999")
        exact = graph.value(document, URIRef(VPO.issuePrecision)) == URIRef(VPO.day)
        assert not exact or first <= day <= last, document


def test_the_seed_cluster_has_its_eleven_members(graphs: dict[str, Graph]) -> None:
    roster = iri("id/roster/btctw-4-2018")
    members = set(graphs["clusters"].objects(roster, URIRef(VPO.memberUnit)))
    assert len(members) == 11
    assert iri("id/adm63/ba-ria-vung-tau") in members


def test_members_of_a_roster_exist_in_its_year(graphs: dict[str, Graph]) -> None:
    clusters, provinces = graphs["clusters"], graphs["provinces"]
    for roster in clusters.subjects(RDF.type, URIRef(VPO.ClusterRoster)):
        year = str(clusters.value(roster, URIRef(VPO.year)))
        there = units_on(provinces, f"{year}-12-01")
        assert {
            str(unit).removeprefix(BASE) for unit in clusters.objects(roster, URIRef(VPO.memberUnit))
        } <= there


def test_a_whole_roster_counts_as_many_as_it_states(graphs: dict[str, Graph]) -> None:
    graph = graphs["clusters"]
    for roster in graph.subjects(URIRef(VPO.listComplete), Literal(True)):
        members = [
            *graph.objects(roster, URIRef(VPO.memberUnit)),
            *graph.objects(roster, URIRef(VPO.memberPrinted)),
        ]
        assert Literal(len(members)) == graph.value(roster, URIRef(VPO.statedMemberCount)), roster


def test_inferred_rosters_never_claim_to_be_stated(graphs: dict[str, Graph]) -> None:
    graph = graphs["clusters"]
    for roster in graph.subjects(URIRef(VPO.checkStatus), URIRef(VPO.inferred)):
        assert str(roster).endswith("-inferred")
        assert graph.value(roster, URIRef(VPO.statedMemberCount)) is None
        assert graph.value(roster, URIRef(VPO.listComplete)) == Literal(False)


def test_every_organ_and_level_names_at_most_one_type(graphs: dict[str, Graph]) -> None:
    graph = graphs["organization-types"]
    split = {"vu"}  # a department of the Party or of a ministry: vpo:parent tells them apart
    pairs: Counter[tuple[Node, Node | None]] = Counter()
    for kind, organ in graph.subject_objects(URIRef(VPO.organ)):
        if str(organ).rsplit("/", 1)[-1] not in split:
            pairs[organ, graph.value(kind, URIRef(VPO.level))] += 1
    assert not [pair for pair, times in pairs.items() if times > 1]


def test_every_organ_has_a_type_with_a_class(graphs: dict[str, Graph]) -> None:
    organs = set(graphs["organs"].subjects(RDF.type, URIRef(VPO.PositionWord)))
    types = graphs["organization-types"]
    assert organs <= set(types.objects(None, URIRef(VPO.organ)))
    for kind in types.subjects(RDF.type, URIRef(VPO.OrganizationType)):
        assert types.value(kind, URIRef(VPO.organizationClass)), kind


def test_each_province_has_a_newspaper(graphs: dict[str, Graph]) -> None:
    served = set(graphs["outlets"].objects(None, URIRef(VPO.publishedIn)))
    assert {str(unit).removeprefix(BASE) for unit in served} == units_on(graphs["provinces"], "2018-08-10")


def test_a_host_belongs_to_one_outlet(graphs: dict[str, Graph]) -> None:
    hosts = Counter(str(host) for host in graphs["outlets"].objects(None, URIRef(VPO.hostName)))
    assert not [host for host, times in hosts.items() if times > 1]
    assert all(
        re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,4}", host) and not host.startswith("www.") for host in hosts
    )


def test_no_label_of_a_body_belongs_to_two_bodies(graphs: dict[str, Graph]) -> None:
    graph = graphs["bodies"]
    pairs = {
        (str(label).casefold(), subject)
        for prop in (SKOS.prefLabel, SKOS.altLabel)
        for subject, label in graph.subject_objects(prop)
        if getattr(label, "language", None) == "vi" and "/id/org/" in str(subject)
    }
    labels = Counter(label for label, _ in pairs)
    assert not [label for label, times in labels.items() if times > 1]


def test_surnames_start_with_a_capital(graphs: dict[str, Graph]) -> None:
    for name in graphs["surnames"].objects(None, SKOS.prefLabel):
        assert str(name)[0] in CAPITALS


def test_files_are_written_one_fact_a_line() -> None:
    """So that a change of one fact is a change of one line."""
    for path in FILES:
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
            assert line.rstrip() == line, f"{path.name}:{number} ends in spaces"
            assert "\t" not in line, f"{path.name}:{number} holds a tab"
