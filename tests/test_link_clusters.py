"""Which cluster is meant, who belongs to it and who leads it."""

from __future__ import annotations

from extracting import facts, person, read_text

from kg.model import Extraction
from kg.vocab import VPO

OURS = "Cụm thi đua số 4, Ban Tổ chức Trung ương"


def read(text: str) -> Extraction:
    return read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")


def clusters(text: str) -> list[str | None]:
    return [fact.role(VPO.cluster) for fact in facts(read(text), VPO.ClusterObservation)]


def test_a_cluster_is_known_by_sponsor_and_number() -> None:
    assert clusters(f"{OURS} họp.") == ["id/cluster/btctw/4"]


def test_the_same_number_under_another_sponsor_is_another_cluster() -> None:
    found = clusters("Cụm thi đua số 4, Bộ Nội vụ họp.")
    assert found == ["id/cluster/bo-noi-vu/4"]


def test_a_cluster_without_sponsor_has_no_name_among_all() -> None:
    assert clusters("Cụm thi đua số 4 họp.") == [None]


def test_a_cluster_named_twice_is_one_fact() -> None:
    assert clusters(f"{OURS} họp. Các tỉnh của Cụm thi đua số 4 cùng dự.") == ["id/cluster/btctw/4"]


def test_members_are_of_the_year_of_the_article() -> None:
    found = facts(
        read(f"{OURS} gồm các tỉnh: Long An, Tây Ninh, Đồng Nai."), VPO.ClusterMembershipObservation
    )
    assert {(fact.role(VPO.memberUnit), fact.value(VPO.year)) for fact in found} == {
        ("id/adm63/long-an", 2018),
        ("id/adm63/tay-ninh", 2018),
        ("id/adm63/dong-nai", 2018),
    }


def test_a_person_leads_a_cluster() -> None:
    found = read(f"Ông Nguyễn Văn Mốt, Cụm trưởng {OURS}, phát biểu.")
    (fact,) = facts(found, VPO.ClusterLeadershipObservation)
    assert person(found, fact.role(VPO.leader)) == "Nguyễn Văn Mốt"


def test_a_body_leads_a_cluster() -> None:
    found = read(f"{OURS} họp, Ban Tổ chức Tỉnh ủy Long An là cụm trưởng.")
    (fact,) = facts(found, VPO.ClusterLeadershipObservation)
    assert fact.role(VPO.leader) == "id/org/ban-to-chuc-tinh-uy-long-an"
