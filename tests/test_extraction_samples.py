"""Quality on the samples never falls below its floor; the twin of the first article says the same facts."""

from __future__ import annotations

import pytest
from extracting import FOAF_NAME, facts, person, plain, read_sample
from scoring import AGAIN, floors, measured

from kg.bench.compare import CLASSES
from kg.bench.floors import below
from kg.model import Extraction, Fact
from kg.vocab import VPO

TWIN = "cum-thi-dua-4-2018"
CLUSTER = "id/cluster/btctw/4"
MEMBERS = {
    "binh-duong", "binh-phuoc", "binh-thuan", "ba-ria-vung-tau", "dong-nai", "lam-dong", "long-an",
    "ninh-thuan", "tay-ninh", "tien-giang", "ho-chi-minh",
}  # fmt: skip


def test_the_floors_were_measured_on_these_articles() -> None:
    assert floors("samples")["digest"] == measured("samples")["corpus"]["digest"], AGAIN


def test_every_class_has_a_floor() -> None:
    assert set(CLASSES) <= floors("samples")["floors"].keys()


def test_no_score_on_the_samples_falls_below_its_floor() -> None:
    assert below(measured("samples"), {"samples": floors("samples")}) == []


# The twin of the first article


@pytest.fixture(scope="module")
def twin() -> Extraction:
    return read_sample(TWIN)


def only(twin: Extraction, kind: str) -> Fact:
    (fact,) = facts(twin, kind)
    return fact


def local(name: str | None) -> str:
    return (name or "").rsplit("/", 1)[-1]


def test_the_twin_has_eleven_members_of_2018_in_a_closed_list(twin: Extraction) -> None:
    members = list(facts(twin, VPO.ClusterMembershipObservation))
    assert {local(fact.role(VPO.memberUnit)) for fact in members} == MEMBERS
    assert {
        (fact.role(VPO.cluster), fact.value(VPO.year), fact.value(VPO.listComplete)) for fact in members
    } == {(CLUSTER, 2018, True)}
    assert all((fact.role(VPO.memberUnit) or "").startswith("id/adm63/") for fact in members)


def test_the_twin_states_eleven_members(twin: Extraction) -> None:
    cluster = only(twin, VPO.ClusterObservation)
    assert cluster.value(VPO.statedMemberCount) == 11
    assert cluster.role(VPO.sponsor) == "id/org/ban-to-chuc-trung-uong"


def test_both_holdings_of_the_twin_have_their_posts(twin: Extraction) -> None:
    held = {
        person(twin, fact.role(VPO.holder)): (fact.role(VPO.post), fact.value(VPO.nominalRank))
        for fact in facts(twin, VPO.HoldingObservation)
    }
    assert held == {
        "Đỗ Hữu Lâm": ("id/post/tinh-uy-long-an/pho-bi-thu-thuong-truc", False),
        "Phan Văn Nhiệm": ("id/post/ban-to-chuc-trung-uong/vu-dia-phuong-iii/ham-vu-truong", True),
    }


def test_the_twin_cites_four_national_documents(twin: Extraction) -> None:
    cited = {fact.role(VPO.citedDocument) for fact in facts(twin, VPO.Citation)}
    assert {name for name in cited if name and name.startswith("id/doc/")} == {
        "id/doc/04-nq-tw_2016-10-30",
        "id/doc/05-ct-tw_2016-05-15",
        "id/doc/18-nq-tw_2017-10-25",
        "id/doc/19-nq-tw_2017-10-25",
    }


def test_the_event_of_the_twin_is_a_review_at_long_an_by_the_standing_body(twin: Extraction) -> None:
    event = only(twin, VPO.EventReport)
    assert local(event.role(VPO.eventKind)) == "so-ket"
    assert str(event.value(VPO.startDate)) == "2018-08-10"
    assert event.role(VPO.dateBasis) == VPO.yearFromHeader
    assert event.role(VPO.place) == "id/adm63/long-an"
    assert event.role(VPO.organizer) == f"{CLUSTER}/thuong-truc"
    assert (str(event.value(VPO.reviewStart)), str(event.value(VPO.reviewEnd))) == (
        "2018-01-01",
        "2018-06-30",
    )


def test_four_of_eleven_units_of_the_twin_are_counted_by_name(twin: Extraction) -> None:
    ratio = only(twin, VPO.StatisticObservation)
    assert (ratio.value(VPO.numerator), ratio.value(VPO.denominator)) == (4, 11)
    assert str(ratio.value(VPO.asOf)) == "2018-06-30"
    counted = {local(unit) for prop, unit in ratio.roles if prop == VPO.countedUnit}
    assert counted == {"long-an", "ninh-thuan", "binh-phuoc", "lam-dong"}


def test_presenters_of_the_twin_stand_in_an_open_list(twin: Extraction) -> None:
    presenters = [
        fact
        for fact in facts(twin, VPO.Participation)
        if local(fact.role(VPO.participationRole)) == "presenter"
    ]
    units = {local(fact.role(VPO.agent)) for fact in presenters}
    assert units == {"lam-dong", "ho-chi-minh", "ninh-thuan", "dong-nai", "long-an"}
    assert {fact.value(VPO.listComplete) for fact in presenters} == {False}


def test_the_directive_speech_of_the_twin_asks_the_cluster(twin: Extraction) -> None:
    speech = only(twin, VPO.SpeechAct)
    assert person(twin, speech.role(VPO.speaker)) == "Phan Văn Nhiệm"
    assert speech.role(VPO.addressee) == CLUSTER
    assert len([value for prop, value in speech.values if prop == VPO.requests]) >= 3


def test_the_author_of_the_twin_is_no_official(twin: Extraction) -> None:
    assert [plain(fact.value(FOAF_NAME)) for fact in facts(twin, VPO.Author)] == ["Thanh Nga"]
    people = {plain(fact.value(FOAF_NAME)) for fact in facts(twin, VPO.NamedPerson)}
    assert people == {"Đỗ Hữu Lâm", "Phan Văn Nhiệm"}


def test_the_twin_reports_no_change_no_leader_and_no_sanction(twin: Extraction) -> None:
    never = (VPO.PersonnelChange, VPO.ClusterLeadershipObservation, VPO.SanctionObservation)
    assert not [fact for fact in twin.facts if fact.kind in never]


def test_no_fact_of_the_twin_rests_on_site_chrome(twin: Extraction) -> None:
    chrome = [zone for zone in twin.article.zones if zone.kind == "chrome"]
    spans = [(held.start, held.end) for fact in twin.facts for held in fact.evidence]
    assert not [
        (start, end) for start, end in spans for zone in chrome if start < zone.end and zone.start < end
    ]
