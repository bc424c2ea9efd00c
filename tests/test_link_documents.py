"""Which document is meant: by number with term, date, issuer or topic; else why it stays open."""

from __future__ import annotations

import pytest
from extracting import facts, read_text

from kg.model import Fact
from kg.vocab import VPO


def citations(text: str, published: str = "2018-08-10") -> list[Fact]:
    found = read_text(f"Tin trong tỉnh\n\n{text}", published=published)
    return list(facts(found, VPO.Citation))


def only(text: str, published: str = "2018-08-10") -> Fact:
    (fact,) = citations(text, published)
    return fact


def test_a_code_with_its_date_is_resolved() -> None:
    fact = only("Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017.")
    assert fact.role(VPO.citedDocument) == "id/doc/18-nq-tw_2017-10-25"
    assert fact.role(VPO.resolutionState) == VPO.resolved


def test_an_unknown_code_with_a_date_is_a_new_document() -> None:
    fact = only("Thực hiện Kế hoạch số 9876-KH/TW ngày 3/2/2017.")
    assert fact.role(VPO.citedDocument) == "id/doc/9876-kh-tw_2017-02-03"


@pytest.mark.parametrize("code", ["12-NQ/TU", "9876-KH/TW"])
def test_a_number_of_many_issuers_stays_open_with_its_reason(code: str) -> None:
    fact = only(f"Thực hiện văn bản {code}.")
    assert (fact.role(VPO.citedDocument), fact.role(VPO.resolutionState)) == (None, VPO.unresolved)
    assert fact.value(VPO.resolutionReason)


def test_a_document_of_later_years_is_not_meant() -> None:
    fact = only("Thực hiện Nghị quyết số 18-NQ/TW.", published="2010-01-05")
    assert fact.role(VPO.citedDocument) != "id/doc/18-nq-tw_2017-10-25"


def test_a_plenum_is_resolved_by_its_alias() -> None:
    fact = only("Thực hiện Nghị quyết Trung ương 4 (khóa XII).")
    assert fact.role(VPO.citedDocument) == "id/doc/04-nq-tw_2016-10-30"


def test_a_plenum_without_term_stays_open() -> None:
    assert only("Thực hiện Nghị quyết Trung ương 4.").role(VPO.resolutionState) == VPO.unresolved


def test_a_short_form_means_the_code_before_it() -> None:
    first, second = citations(
        "Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017. Sau đó, Nghị quyết 18 được học tập."
    )
    assert first.role(VPO.citedDocument) == second.role(VPO.citedDocument)


def test_a_local_resolution_is_a_set_of_documents() -> None:
    fact = only("Thực hiện nghị quyết đại hội Đảng bộ tỉnh nhiệm kỳ 2015-2020.")
    assert "#d" in (fact.role(VPO.citedDocument) or "")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tỉnh thực hiện Nghị quyết số 18-NQ/TW.", "implemented"),
        ("Tỉnh sắp xếp theo Nghị quyết số 18-NQ/TW.", "basis"),
        ("Trung ương ban hành Nghị quyết số 18-NQ/TW.", "issued"),
        ("Người dân hỏi về Nghị quyết số 18-NQ/TW.", "mentioned"),
    ],
)
def test_the_words_before_a_document_say_its_part(text: str, role: str) -> None:
    assert only(text).role(VPO.citationRole) == f"scheme/citation-role/{role}"


def test_an_ambiguous_number_keeps_its_candidates() -> None:
    fact = only("Người dân hỏi về Nghị quyết số 18-NQ/TW.", published="2024-05-05")
    assert fact.role(VPO.resolutionState) == VPO.ambiguous
    assert {name for prop, name in fact.roles if prop == VPO.candidate} == {
        "id/doc/18-nq-tw_2017-10-25",
        "id/doc/18-nq-tw_2022-06-16",
    }


def test_words_of_the_sentence_decide_between_documents() -> None:
    fact = only("Tỉnh sắp xếp tổ chức bộ máy tinh gọn theo Nghị quyết số 18-NQ/TW.", published="2024-05-05")
    assert fact.role(VPO.citedDocument) == "id/doc/18-nq-tw_2017-10-25"


def test_a_bare_number_with_another_topic_is_another_document() -> None:
    fact = only("Học tập Nghị quyết 35 về hỗ trợ doanh nghiệp khởi nghiệp.", published="2019-05-05")
    assert fact.role(VPO.citedDocument) is None


def test_a_number_of_a_province_is_not_the_central_one() -> None:
    fact = only("Thực hiện Nghị quyết 18 của HĐND tỉnh Long An.")
    assert fact.role(VPO.citedDocument) is None


def test_a_local_document_carries_the_committee_of_its_province() -> None:
    fact = only("Tỉnh Long An thực hiện Quyết định số 1676-QĐ/TU.")
    assert fact.role(VPO.citedDocument) == "id/doc/1676-qd-tu_long-an_2015-2020"
    assert fact.role(VPO.issuedBy) == "id/org/tinh-uy-long-an"


def test_a_local_document_is_one_in_all_articles_of_a_term() -> None:
    later = only("Tỉnh Long An tổng kết Quyết định số 1676-QĐ/TU ngày 1/8/2018.", published="2019-01-05")
    assert later.role(VPO.citedDocument) == "id/doc/1676-qd-tu_long-an_2015-2020"


def test_in_the_months_of_congresses_a_local_number_stays_open() -> None:
    fact = only("Tỉnh Long An thực hiện Quyết định số 16-QĐ/TU.", published="2020-10-05")
    assert fact.role(VPO.resolutionState) == VPO.unresolved
    assert fact.role(VPO.issuedBy) == "id/org/tinh-uy-long-an"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("30/2012/NĐ-CP", "id/doc/30-2012-nd-cp"),
        ("1670/NQ-UBTVQH13", "id/doc/1670-nq-ubtvqh13"),
        ("58/2017/QĐ-UBND của UBND tỉnh Long An", "id/doc/58-2017-qd-ubnd_uy-ban-nhan-dan-tinh-long-an_2017"),
    ],
)
def test_a_state_number_with_its_year_is_a_document_of_its_own(code: str, name: str) -> None:
    assert only(f"Thực hiện văn bản số {code}.").role(VPO.citedDocument) == name


@pytest.mark.parametrize(
    ("code", "issuer"),
    [
        ("30/2012/NĐ-CP", "chinh-phu"),
        ("31-HD/BTCTW", "ban-to-chuc-trung-uong"),
        ("12/QĐ-BTC", "bo-tai-chinh"),
    ],
)
def test_the_end_of_a_number_tells_its_issuer(code: str, issuer: str) -> None:
    assert only(f"Thực hiện văn bản số {code}.").role(VPO.issuedBy) == f"id/org/{issuer}"


def test_a_plenum_named_with_its_term_elsewhere_is_the_same() -> None:
    found = citations("Thực hiện Nghị quyết Trung ương 4 (khóa XII). Nghị quyết Trung ương 4 được học tập.")
    assert {fact.role(VPO.citedDocument) for fact in found} == {"id/doc/04-nq-tw_2016-10-30"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tỉnh quán triệt Nghị quyết số 18-NQ/TW.", "studied"),
        ("Tỉnh sơ kết 2 năm thực hiện Nghị quyết số 18-NQ/TW.", "implemented"),
        ("Tỉnh tổng kết Nghị quyết số 18-NQ/TW.", "reviewed"),
    ],
)
def test_the_stage_gives_the_part_of_a_document(text: str, role: str) -> None:
    assert only(text).role(VPO.citationRole) == f"scheme/citation-role/{role}"


def test_a_full_code_is_surer_than_its_issuer() -> None:
    fact = only("Thực hiện Kết luận số 137-KL/TW của Bộ Chính trị, Ban Bí thư.", published="2025-09-01")
    assert fact.role(VPO.citedDocument) == "id/doc/137-kl-tw_2025-03-28"


def test_a_standing_board_numbers_as_its_committee() -> None:
    fact = only("Thực hiện Quyết định số 812-QĐ/TU của Ban Thường vụ Tỉnh ủy Long An.")
    assert fact.role(VPO.citedDocument) == "id/doc/812-qd-tu_long-an_2015-2020"
