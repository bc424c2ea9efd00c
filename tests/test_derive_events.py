from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS

from kg.derive.conclude import conclude
from kg.derive.events import Report, group_reports, state_event
from kg.derive.facts import Reference
from kg.derive.read import Attested
from kg.ontology import lexicon
from kg.vocab import VPO

KIND = "scheme/event-kind/hoi-nghi"
DAY = date(2018, 8, 10)
LONG_AN, CLUSTER, BODY = "id/adm63/long-an", "id/cluster/btctw/4", "id/org/tinh-uy-long-an"
HOSTS = [None, BODY, "id/org/hoi-nong-dan-tinh-long-an"]


def report(number: int, *people: str, **told: str | None) -> Report:
    return Report(f"id/article/{number:016x}#v1", KIND, DAY, people=frozenset(people), **told)


def sizes(*reports: Report) -> list[int]:
    return sorted(len(event.reports) for event in group_reports(reports))


def test_reports_of_one_cluster_on_one_day_are_one_event():
    assert sizes(
        report(1, cluster=CLUSTER), report(2, organizer=f"{CLUSTER}/thuong-truc", place=LONG_AN)
    ) == [2]


def test_two_hosts_in_one_place_are_two_events():
    assert sizes(
        report(1, organizer=HOSTS[1], place=LONG_AN), report(2, organizer=HOSTS[2], place=LONG_AN)
    ) == [1, 1]


def test_two_hosts_with_a_shared_person_in_one_place_are_one_event():
    one = report(1, "id/person/a", organizer=BODY, place=LONG_AN)
    assert sizes(one, report(2, "id/person/a", cluster=CLUSTER, place=LONG_AN)) == [2]


def test_two_clusters_are_never_one_event():
    one = report(1, "id/person/a", cluster=CLUSTER, place=LONG_AN)
    assert sizes(one, report(2, "id/person/a", cluster="id/cluster/btctw/5", place=LONG_AN)) == [1, 1]


def test_a_report_with_a_place_only_joins_the_only_event_there():
    assert sizes(report(1, organizer=BODY, place=LONG_AN), report(2, place=LONG_AN)) == [2]


def test_a_report_that_fits_two_events_joins_none():
    hosts = [report(number, organizer=host, place=LONG_AN) for number, host in enumerate(HOSTS[1:], 1)]
    assert sizes(*hosts, report(3, place=LONG_AN)) == [1, 1, 1]


def test_a_report_without_host_and_place_joins_by_a_shared_person():
    assert sizes(report(1, "id/person/a", place=LONG_AN), report(2, "id/person/a")) == [2]


def test_a_report_without_a_day_stands_alone():
    vague = Report("id/article/1#v1", KIND, date(2018, 8, 1), VPO.month, LONG_AN, cluster=CLUSTER)
    (event,) = group_reports([vague])
    assert event.local == "hoi-nghi_2018-08_long-an"
    assert sizes(vague, report(2, cluster=CLUSTER)) == [1, 1]


REPORTS = st.lists(
    st.builds(
        Report,
        node=st.integers(0, 20).map(lambda number: f"id/article/{number:016x}#v1"),
        kind=st.just(KIND),
        start=st.sampled_from([None, DAY, date(2018, 8, 11)]),
        place=st.sampled_from([None, LONG_AN, "id/adm63/ninh-thuan"]),
        organizer=st.sampled_from(HOSTS),
        cluster=st.sampled_from([None, CLUSTER]),
        people=st.frozensets(st.sampled_from(["id/person/a", "id/person/b"])),
    ),
    max_size=8,
    unique_by=lambda report: report.node,
)


@given(REPORTS, st.randoms())
def test_the_order_of_the_reports_leaves_no_trace(reports, chance):
    mixed = list(reports)
    chance.shuffle(mixed)
    assert group_reports(mixed) == group_reports(reports)


@given(REPORTS)
def test_every_report_belongs_to_one_event_and_iris_differ(reports):
    events = group_reports(reports)
    assert sorted(r.node for e in events for r in e.reports) == sorted(r.node for r in reports)
    assert len({event.iri for event in events}) == len(events)


@given(REPORTS)
def test_an_event_has_one_day_and_one_cluster(reports):
    for event in group_reports(reports):
        assert len({r.start for r in event.reports}) == 1
        assert len({r.cluster for r in event.reports if r.cluster}) < 2


@pytest.mark.parametrize(
    ("precision", "local", "vi", "en"),
    [
        (None, "2018-08-10", "10/8/2018", "10 August 2018"),
        (VPO.month, "2018-08", "tháng 8/2018", "August 2018"),
        (VPO.year, "2018", "2018", "2018"),
    ],
)
def test_an_event_bears_the_day_of_its_report_in_its_names(precision, local, vi, en):
    (event,) = group_reports([replace(report(1), precision=precision)])
    said = state_event(event, lambda thing: ("Hội nghị", "Conference"))
    labels = {value.language: str(value) for _, term, value in said if term == str(SKOS.prefLabel)}
    assert event.local.startswith(f"hoi-nghi_{local}_")
    assert labels == {"vi": f"Hội nghị, {vi}", "en": f"Conference, {en}"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("hoi-nghi", VPO.Conference),
        ("trao-quyet-dinh", VPO.PersonnelEvent),
        ("bo-nhiem", VPO.PersonnelEvent),
        ("ky-luat", VPO.PersonnelEvent),
        ("tu-tran", VPO.Event),
        ("to-tung", VPO.Event),
    ],
)
def test_an_event_is_of_the_class_of_its_kind(kind, expected):
    told = replace(report(1), kind=f"scheme/event-kind/{kind}")
    term = lexicon().get(told.kind)
    reference = Reference({(told.kind, VPO.eventClass): (term.one("eventClass"),)})
    blocks = conclude(Attested(reports=(told,)), reference)
    types = {value for said in blocks.values() for _, term, value in said if term == str(RDF.type)}
    assert types == {expected}
