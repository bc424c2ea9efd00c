from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS

from kg.dates import PartialDate
from kg.derive.conclude import conclude
from kg.derive.event_ties import POSSIBLE, link_of, may_be_one
from kg.derive.events import disagreements, group_reports, regroup, state_event
from kg.derive.facts import Reference
from kg.derive.read import Attested
from kg.derive.reports import Report, meet_in_time, neighbourhood, starts_near
from kg.ontology import lexicon
from kg.vocab import VPO
from tests.event_weeks import make_weeks

KIND = "scheme/event-kind/hoi-nghi"
REVIEW, CONGRESS, UNNAMED = (f"scheme/event-kind/{kind}" for kind in ("so-ket", "dai-hoi", "su-kien"))
DAY = date(2018, 8, 10)
NEXT = date(2018, 8, 11)
LONG_AN, CLUSTER, BODY = "id/adm63/long-an", "id/cluster/btctw/4", "id/org/tinh-uy-long-an"
HOSTS = [None, BODY, "id/org/hoi-nong-dan-tinh-long-an"]
WIDER = {REVIEW: {KIND, UNNAMED}, KIND: {UNNAMED}, CONGRESS: {UNNAMED}, UNNAMED: set()}


def report(number: int, *names: str, kind: str = KIND, start: date | None = DAY, **told: object) -> Report:
    wider = frozenset(WIDER[kind])
    family = wider - {UNNAMED}
    node = f"id/article/{number:016x}#v1"
    return Report(node, kind, start, names=frozenset(names), wider=wider, family=family, **told)


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
    one = report(1, "a", organizer=BODY, place=LONG_AN)
    assert sizes(one, report(2, "a", cluster=CLUSTER, place=LONG_AN)) == [2]


def test_two_clusters_are_never_one_event():
    one = report(1, "a", "b", "c", cluster=CLUSTER, place=LONG_AN, documents=frozenset({"id/doc/1"}))
    assert sizes(one, replace(one, node="id/article/2#v1", cluster="id/cluster/btctw/5")) == [1, 1]


def test_day_kind_and_place_alone_make_no_event_of_two_reports():
    assert sizes(report(1, organizer=BODY, place=LONG_AN), report(2, place=LONG_AN)) == [1, 1]


def test_a_report_that_fits_two_events_joins_none():
    hosts = [
        report(number, f"guest {number}", "a", organizer=host, place=LONG_AN)
        for number, host in enumerate(HOSTS[1:], 1)
    ]
    assert sizes(*hosts, report(3, "a", place=LONG_AN)) == [1, 1, 1]


def test_a_report_without_host_and_place_joins_by_a_shared_person():
    assert sizes(report(1, "a", place=LONG_AN), report(2, "a")) == [2]


def test_a_wider_word_for_the_kind_is_the_same_event_and_another_kind_is_not():
    review = report(1, "a", kind=REVIEW, cluster=CLUSTER)
    assert sizes(review, report(2, cluster=CLUSTER)) == [2]
    assert sizes(review, report(2, kind=UNNAMED, cluster=CLUSTER)) == [2]
    assert sizes(review, report(2, "a", kind=CONGRESS, cluster=CLUSTER)) == [1, 1]


def test_a_wider_word_does_not_join_what_two_narrower_words_keep_apart():
    told = [report(n, "a", "b", kind=k, organizer=BODY) for n, k in enumerate((REVIEW, CONGRESS, UNNAMED), 1)]
    assert max(sizes(*told)) < 3


def test_days_that_differ_by_one_are_one_event_with_both_kept():
    (event,) = group_reports([report(1, cluster=CLUSTER), report(2, cluster=CLUSTER, start=NEXT)])
    ((predicate, told),) = disagreements(event)
    assert predicate == VPO.startDate
    assert told == {str(DAY): (event.reports[0].node,), str(NEXT): (event.reports[1].node,)}
    assert event.start == PartialDate(DAY)


def test_the_day_of_publication_is_no_other_day():
    late = report(2, cluster=CLUSTER, start=date(2018, 8, 12), basis=VPO.publicationDate)
    (event,) = group_reports([report(1, cluster=CLUSTER), late])
    assert list(disagreements(event)) == []
    assert event.start == PartialDate(DAY)


def test_a_day_inside_a_congress_is_that_congress():
    whole = report(1, kind=CONGRESS, organizer=BODY, place=LONG_AN, end=date(2018, 8, 12))
    (event,) = group_reports([whole, report(2, kind=CONGRESS, organizer=BODY, place=LONG_AN, start=NEXT)])
    assert (event.start, event.end) == (PartialDate(DAY), date(2018, 8, 12))


def test_a_month_joins_the_only_day_of_its_cluster_and_of_two_none():
    vague = report(1, cluster=CLUSTER, start=date(2018, 8, 1), precision=VPO.month)
    assert sizes(vague, report(2, cluster=CLUSTER)) == [2]
    assert sizes(vague, report(2, cluster=CLUSTER), report(3, cluster=CLUSTER, start=date(2018, 8, 30))) == [
        1, 1, 1,
    ]  # fmt: skip


def test_a_report_of_a_year_or_without_a_day_stands_alone():
    for vague in ({"start": date(2018, 1, 1), "precision": VPO.year}, {"start": None}):
        assert sizes(report(1, "a", cluster=CLUSTER, **vague), report(2, "a", cluster=CLUSTER)) == [1, 1]


def test_two_reports_of_one_article_stay_apart_unless_it_calls_them_the_same():
    one = report(1, "a", cluster=CLUSTER, place=LONG_AN)
    again = replace(one, node="id/article/0000000000000001#v2")
    assert sizes(one, again) == [2]
    assert sizes(one, replace(again, kind=REVIEW, wider=frozenset({KIND}), family=frozenset({KIND}))) == [
        1,
        1,
    ]
    assert sizes(one, replace(again, start=NEXT)) == [1, 1]


def test_reports_of_one_article_are_one_source():
    one = report(1, cluster=CLUSTER)
    again = replace(one, node="id/article/0000000000000001#v2")
    (event,) = group_reports([one, again, report(2, cluster=CLUSTER)])
    said = state_event(event, lambda thing: (thing, thing))
    assert [str(v) for s, p, v in said if p == VPO.reportCount] == ["2"]


def test_a_body_and_the_committee_it_is_part_of_may_be_one_host():
    part = report(1, "a", organizer="id/org/ban-thuong-vu", above=frozenset({BODY}), place=LONG_AN)
    assert sizes(part, report(2, "a", organizer=BODY, place=LONG_AN)) == [2]


def test_many_participants_without_one_in_common_are_two_events_of_one_host():
    one = report(1, "a", "b", "c", organizer=BODY)
    assert sizes(one, report(2, "d", "e", "f", organizer=BODY)) == [1, 1]


def test_a_link_says_why():
    one, two = report(1, "a", cluster=CLUSTER, place=LONG_AN), report(2, "a", cluster=CLUSTER)
    (event,) = group_reports([one, two])
    said = state_event(event, lambda thing: (thing, thing))
    link = f"{event.iri}/link/1"
    reasons = {str(value).rsplit("/", 1)[-1] for s, p, value in said if (s, p) == (link, VPO.linkReason)}
    assert reasons == {"same-cluster", "one-name", "same-day", "same-kind"}
    assert [str(value) for s, p, value in said if (s, p) == (link, VPO.linkScore)] == ["9.75"]


SAID = {
    "kind": st.sampled_from([KIND, KIND, REVIEW, CONGRESS, UNNAMED]),
    "basis": st.sampled_from([None, VPO.publicationDate]),
    "end": st.sampled_from([None, None, date(2018, 8, 12)]),
    "place": st.sampled_from([None, LONG_AN, "id/adm63/ninh-thuan"]),
    "organizer": st.sampled_from(HOSTS),
    "cluster": st.sampled_from([None, CLUSTER, "id/cluster/btctw/5"]),
    "topic": st.sampled_from([None, "công tác tổ chức xây dựng Đảng", "phong trào thi đua yêu nước"]),
}
DATES = st.sampled_from(
    [
        *((day, VPO.day) for day in (None, DAY, DAY, NEXT, date(2018, 8, 1))),
        (date(2018, 8, 1), VPO.month),
        (date(2018, 1, 1), VPO.year),
    ]
)


@st.composite
def told_reports(draw: st.DrawFn) -> Report:
    number, names = draw(st.integers(0, 20)), draw(st.frozensets(st.sampled_from("abcd")))
    start, precision = draw(DATES)
    said = {name: draw(values) for name, values in SAID.items()}
    made = report(number // 2, *names, start=start, precision=precision, **said)
    return replace(made, node=f"{made.article}#v{number % 2}")


REPORTS = st.lists(told_reports(), max_size=9, unique_by=lambda told: told.node)


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
def test_reports_of_one_event_may_be_one_two_by_two_and_share_a_key(reports):
    for event in group_reports(reports):
        for one, two in combinations(event.reports, 2):
            assert may_be_one(one, two)
            assert neighbourhood(one) & neighbourhood(two)


@given(REPORTS)
def test_a_report_never_joins_without_a_tie_beyond_day_kind_and_place(reports):
    for event in group_reports(reports):
        joined = {node for link in event.links for node in link.reports}
        assert len(event.links) == len(event.reports) - 1
        assert joined == {told.node for told in event.reports} or len(event.reports) == 1
        assert all(link.tied and link.score >= POSSIBLE for link in event.links)


@given(REPORTS)
def test_one_report_and_what_it_is_linked_to_are_grouped_and_named_as_in_the_whole(reports):
    events = group_reports(reports)

    def linked(report):
        return [other for other in reports if other != report and link_of(report, other)]

    def bearing(stem):
        return [report for event in events if event.stem == stem for report in event.reports]

    for told in reports:
        part = regroup([told], linked, bearing)
        assert any(told in event.reports for event in part)
        assert set(part) <= set(events)


@given(REPORTS)
def test_what_meets_in_time_starts_near(reports):
    for one, two in combinations(reports, 2):
        if meet_in_time(one, two):
            assert two.start in set(starts_near(one))


def test_made_up_weeks_are_grouped_as_they_were_made():
    right = found = wanted = 0
    for seed in range(6):
        week = make_weeks(seed)
        events: dict[int, list[str]] = defaultdict(list)
        for node, number in week.truth.items():
            events[number].append(node)
        true = {pair for nodes in events.values() for pair in combinations(sorted(nodes), 2)}
        told = group_reports(week.reports)
        made = {pair for e in told for pair in combinations(sorted(r.node for r in e.reports), 2)}
        right, found, wanted = right + len(made & true), found + len(made), wanted + len(true)
    assert right / found >= 0.99
    assert right / wanted >= 0.97


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


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("Tỉnh ủy Bến Mơ", "Hội nghị, Tỉnh ủy Bến Mơ, 10/8/2018"),
        ("Bộ Gió", "Hội nghị, Bộ Gió, Bến Mơ, 10/8/2018"),
    ],
)
def test_a_place_that_the_body_tells_is_not_named_twice(host, named):
    names = {"host": host, "place": "Bến Mơ"}
    (event,) = group_reports([replace(report(1), organizer="host", place="place")])
    said = state_event(event, lambda thing: (names.get(thing, "Hội nghị"), ""))
    assert named in {str(value) for _, term, value in said if term == str(SKOS.prefLabel)}


def test_a_host_without_a_name_of_its_own_names_no_event():
    host = "id/article/0000000000000001#b2"
    (event,) = group_reports([report(1, organizer=host)])
    assert event.local == "hoi-nghi_2018-08-10_0000000000000001"
    said = state_event(event, lambda thing: ("Hội nghị", "Conference"))
    labels = {str(value) for _, term, value in said if term == str(SKOS.prefLabel)}
    assert labels == {"Hội nghị, 10/8/2018", "Conference, 10 August 2018"}
    assert (event.iri, VPO.organizer, host) in said
