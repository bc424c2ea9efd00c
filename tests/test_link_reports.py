"""Who carries out which document, how far, judged how, with which figure, as of when."""

from __future__ import annotations

import pytest
from extracting import facts, plain, read_text

from kg.model import Fact
from kg.vocab import VPO

NQ18 = "Nghị quyết số 18-NQ/TW ngày 25/10/2017"
DOCUMENT = "id/doc/18-nq-tw_2017-10-25"


def reports(text: str) -> list[Fact]:
    found = read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")
    return list(facts(found, VPO.ImplementationReport))


def only(text: str) -> Fact:
    (fact,) = reports(text)
    return fact


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (f"Tỉnh ủy Long An đã triển khai {NQ18}.", "id/org/tinh-uy-long-an"),
        (f"Long An đã triển khai {NQ18}.", "id/adm63/long-an"),
        (f"Các địa phương đã triển khai {NQ18}.", "id/orgclass/dia-phuong"),
        (f"Ban Tổ chức các cấp ủy đã triển khai {NQ18}.", "id/orgclass/ban-to-chuc-cap-uy"),
    ],
)
def test_a_body_a_province_or_a_class_carries_out_a_document(text: str, unit: str) -> None:
    fact = only(text)
    assert (fact.role(VPO.unit), fact.role(VPO.document)) == (unit, DOCUMENT)


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("quán triệt", "hoc-tap"),
        ("ban hành kế hoạch thực hiện", "cu-the-hoa"),
        ("triển khai thực hiện", "trien-khai"),
        ("sơ kết 1 năm thực hiện", "so-ket"),
        ("tổng kết việc thực hiện", "tong-ket"),
    ],
)
def test_the_stage_is_a_concept_and_keeps_its_words(words: str, stage: str) -> None:
    fact = only(f"Tỉnh ủy Long An {words} {NQ18}.")
    assert fact.role(VPO.implementationStage) == f"scheme/implementation-stage/{stage}"
    assert plain(fact.value(VPO.stage)) in words


def test_what_others_are_asked_to_do_is_no_report() -> None:
    assert reports(f"Ông Lã Văn Mốt đề nghị các địa phương triển khai {NQ18}.") == []


def test_a_district_is_not_its_province() -> None:
    assert reports(f"Huyện Cần Giuộc (tỉnh Long An) đã triển khai {NQ18}.") == []


def test_a_figure_has_its_units_its_day_and_its_document() -> None:
    text = f"Đến ngày 30/6/2018, có 2/11 đơn vị ban hành kế hoạch thực hiện {NQ18}: Long An, Tây Ninh."
    found = read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")
    (ratio,) = facts(found, VPO.StatisticObservation)
    (fact,) = facts(found, VPO.ImplementationReport)
    assert fact.role(VPO.figure) == found.article.node(ratio.id)
    assert [name for prop, name in fact.roles if prop == VPO.unit] == [
        "id/adm63/long-an",
        "id/adm63/tay-ninh",
    ]
    assert (str(fact.value(VPO.asOf)), fact.role(VPO.document)) == ("2018-06-30", DOCUMENT)


def test_a_figure_is_about_the_document_of_its_subject() -> None:
    counted = "Có 2/11 đơn vị sắp xếp tổ chức bộ máy cơ quan: Long An, Tây Ninh."
    text = f"Tỉnh ủy Long An triển khai {NQ18}. {counted}"
    figures = [fact for fact in reports(text) if fact.role(VPO.figure)]
    assert [fact.role(VPO.document) for fact in figures] == [DOCUMENT]


def test_years_of_carrying_out_are_kept_as_printed() -> None:
    fact = only(f"Sau 5 năm thực hiện, Tỉnh ủy Long An tổng kết {NQ18}.")
    assert plain(fact.value(VPO.asOfPrinted)) == "Sau 5 năm thực hiện"


def test_a_day_after_the_article_is_a_plan() -> None:
    fact = only(f"Tỉnh ủy Long An triển khai {NQ18} đến năm 2030.")
    assert fact.value(VPO.asOf) is None


def test_this_resolution_is_the_one_named_last() -> None:
    text = (
        f"Trung ương ban hành {NQ18}. Việc thực hiện nghị quyết này của các cấp ủy huyện nhìn chung còn chậm."
    )
    (judged,) = (fact for fact in reports(text) if fact.role(VPO.polarity))
    assert (judged.role(VPO.document), judged.role(VPO.polarity)) == (DOCUMENT, VPO.negative)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Các cấp ủy hoàn thành tốt nhiệm vụ.", VPO.positive),
        ("Các cấp ủy chưa thực hiện tốt nhiệm vụ.", VPO.negative),
        ("Các cấp ủy triển khai còn chậm.", VPO.negative),
    ],
)
def test_a_word_after_not_says_the_other_side(text: str, polarity: str) -> None:
    assert only(text).role(VPO.polarity) == polarity


@pytest.mark.parametrize(
    "text",
    [
        "Các cấp ủy phấn đấu hoàn thành tốt nhiệm vụ.",
        "Các cấp ủy cần lãnh đạo, chỉ đạo để hoàn thành tốt nhiệm vụ.",
    ],
)
def test_what_is_wished_is_no_judgement(text: str) -> None:
    assert reports(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Ông Lã Văn Mốt mong muốn Long An thực hiện thật tốt {NQ18}.",
        f"Việc thực hiện {NQ18} là trách nhiệm của các địa phương.",
        f"Ông Mốt yêu cầu các sở trồng rừng; Tỉnh ủy Long An triển khai {NQ18}.",
        f"Hội nghị bàn về {NQ18} và việc sắp xếp các đơn vị sự nghiệp.",
    ],
)
def test_a_wish_a_duty_or_a_name_is_no_report(text: str) -> None:
    assert reports(text) == []


def test_what_lacks_without_a_document_is_no_report() -> None:
    assert reports("Tuy nhiên, vì vẫn còn thiếu thốn, thầy Mốt kêu gọi giúp đỡ.") == []
