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
