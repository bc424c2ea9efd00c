"""Documents: codes in their variants, short forms, plenums, congresses, local resolutions."""

from __future__ import annotations

import pytest

from kg.extract.documents import find_documents
from kg.extract.reading import read
from kg.extract.spans import Cited
from kg.load import build_article
from kg.ontology import lexicon


def cited(text: str) -> list[Cited]:
    return list(find_documents(read(build_article(text), lexicon())))


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("18-NQ/TW", "18-NQ/TW"),
        ("19- NQ/TW", "19-NQ/TW"),
        ("22/CT-TW", "22-CT/TW"),
        ("68-NQ-TW", "68-NQ/TW"),
        ("69-QÐ/TW", "69-QĐ/TW"),
        ("31 - HD/BTCTW", "31-HD/BTCTW"),
        ("1670/NQ-UBTVQH15", "1670/NQ-UBTVQH15"),
        ("43 - NQ / TW", "43-NQ/TW"),
        ("296-QĐ/TƯ", "296-QĐ/TW"),
        ("7-NQ/T.Ư", "07-NQ/TW"),
        ("3169/QĐ-BTC", "3169/QĐ-BTC"),
        ("1387 / QĐ - CTN", "1387/QĐ-CTN"),
        ("112/2019/QĐ-UBND", "112/2019/QĐ-UBND"),
        ("30/2012/NĐ-CP", "30/2012/NĐ-CP"),
        ("176/2025/QH15", "176/2025/QH15"),
        ("01-NQ/ĐH", "01-NQ/ĐH"),
        ("123-QĐ/HU", "123-QĐ/HU"),
        ("847-NQ/QUTW", "847-NQ/QUTW"),
        ("969 QĐ - UBND", "969/QĐ-UBND"),
        ("100/2015 / QH 13", "100/2015/QH13"),
        ("580/2018/UBTVQH 14", "580/2018/UBTVQH14"),
        ("38/QH14", "38/QH14"),
        ("32/2006-NĐ-CP", "32/2006/NĐ-CP"),
        ("04/2018/NĐCP", "04/2018/NĐ-CP"),
        ("34/2018-QĐ", "34/2018-QĐ"),
        ("159 / TB -2019", "159/TB-2019"),
        ("13-2016/TTLT-BYT-BGDĐT", "13/2016/TTLT-BYT-BGDĐT"),
        ("1819/QD-KTNN", "1819/QĐ-KTNN"),
        ("12/2019/QD-UBND", "12/2019/QĐ-UBND"),
        ("04/2018/ND-CP", "04/2018/NĐ-CP"),
        ("31/NQ-HDND", "31/NQ-HĐND"),
        ("31/2020/NQ-HDND", "31/2020/NQ-HĐND"),
        ("12/NQ-HĐQT", "12/NQ-HĐQT"),
    ],
)
def test_a_code_is_read_in_its_variants(printed: str, code: str) -> None:
    assert [found.code for found in cited(f"Thực hiện văn bản {printed} nêu trên.")] == [code]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("công văn số 7047/BCT-TCCB", "7047/BCT-TCCB"),
        ("văn bản số 2729 / UBND - BTCD", "2729/UBND-BTCD"),
        ("công văn hỏa tốc số 51/UBND-KT", "51/UBND-KT"),
        ("công văn số 8918 / VPCP - V.I", "8918/VPCP-V.I"),
        ("công văn số 9227 / UBND - STP", "9227/UBND-STP"),
        ("văn bản (số 2444/SXD-QLHT", "2444/SXD-QLHT"),
    ],
)
def test_an_official_letter_bears_its_sender(printed: str, code: str) -> None:
    (found,) = cited(f"Sở nhận {printed} hôm qua.")
    assert (found.code, found.kind) == (code, "CV")


def test_a_number_over_letters_without_a_letter_s_name_is_no_document() -> None:
    assert cited("Xe số 51/UBND-KT đỗ ngoài cổng.") == []


@pytest.mark.parametrize(
    "printed",
    [
        "4/11", "2015-2020", "30/6/2018", "461/465", "0912 345 678", "61-KT 1234",
        "15/2018/HS-ST", "12/QĐ-TA",
        "quyết định 20 năm tù", "kế hoạch 5 năm", "quy định 8 giờ làm việc", "kết luận 12 đảng viên vi phạm",
        "Kế hoạch 2019", "khoản 3 Điều 12",
    ],
)  # fmt: skip
def test_other_numbers_are_no_codes(printed: str) -> None:
    assert cited(f"Có {printed} trong bài.") == []


def test_the_words_before_a_code_belong_to_it() -> None:
    text = "Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương."
    (found,) = cited(text)
    assert text[found.start :].startswith("Nghị quyết số")
    assert found.kind == "NQ"
    assert found.dated is not None
    assert found.issuer is not None


def test_an_issuer_said_once_holds_for_both_codes() -> None:
    found = cited("Thực hiện Nghị quyết số 18-NQ/TW, 19-NQ/TW của Ban Chấp hành Trung ương (khóa XII).")
    assert [(item.code, item.term) for item in found] == [("18-NQ/TW", "XII"), ("19-NQ/TW", "XII")]


def test_a_short_form_has_its_number() -> None:
    (found,) = cited("Thực hiện Chỉ thị 05 của Bộ Chính trị.")
    assert (found.number, found.code, found.rule) == (5, None, "documents.short")


def test_a_plenum_of_two_terms_is_two_documents() -> None:
    found = cited("Thực hiện Nghị quyết Trung ương 4 (khóa XI, XII).")
    assert [(item.plenum, item.term) for item in found] == [(4, "XI"), (4, "XII")]


def test_a_plenum_in_words_is_read() -> None:
    (found,) = cited("Theo Nghị quyết Hội nghị lần thứ sáu, Ban Chấp hành Trung ương Đảng khóa XII.")
    assert (found.plenum, found.term) == (6, "XII")


def test_a_congress_is_a_document_without_plenum() -> None:
    (found,) = cited("Thực hiện Nghị quyết Đại hội XIII của Đảng.")
    assert (found.plenum, found.term, found.rule) == (0, "XIII", "documents.congress")


def test_a_local_resolution_is_not_national() -> None:
    (found,) = cited("Thực hiện nghị quyết đại hội Đảng bộ tỉnh nhiệm kỳ 2015-2020.")
    assert found.rule == "documents.local"


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Theo nghị quyết 54 về cơ chế đặc thù.", "NQ", 54),
        ("Sơ kết quy định 1374 diễn ra sáng nay.", "QDi", 1374),
        ("Thực hiện kết luận số 21 của Bộ Chính trị.", "KL", 21),
        ("Thực hiện NQ 18 của Trung ương.", "NQ", 18),
        ("Căn cứ thông tư 280 của Bộ Tài chính.", "TT", 280),
        ("Theo thông tư liên tịch số 24 của hai bộ.", "TT", 24),
        ("Thanh tra tỉnh ra kết luận thanh tra số 05 về đất đai.", "KL", 5),
        ("Huyện nhận văn bản số 2335 gửi các xã.", "CV", 2335),
        ("Tỉnh có quyết định (số 476) chấm dứt dự án.", "QD", 476),
        ("Khu đất nằm trong quyết định 13585 phê duyệt quy hoạch.", "QD", 13585),
        ("Sở làm theo kế hoạch 821 triển khai kết luận.", "KH", 821),
        ("Xã nhận công điện số 02 do Chủ tịch tỉnh ký.", "CD", 2),
        ("Tỉnh có công văn số 1219 đồng ý chủ trương.", "CV", 1219),
        ("Theo Nghị đinh số 34 của Chính phủ.", "ND", 34),
    ],
)
def test_a_short_form_is_read_in_any_case(text: str, kind: str, number: int) -> None:
    assert [(found.kind, found.number) for found in cited(text)] == [(kind, number)]


def test_a_decree_with_its_year_has_its_code() -> None:
    assert [found.code for found in cited("Chính phủ ban hành nghị định 04/2019.")] == ["04/2019/NĐ-CP"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Học tập Nghị quyết số 18-NQ/TW và 19 của Trung ương.", ["18-NQ/TW", "19-NQ/TW"]),
        ("Học tập các Quy định 96, 114-QĐ/TW.", ["96-QĐ/TW", "114-QĐ/TW"]),
        (
            "Ký các Quyết định số 41, 42 và 43/QĐ-UBND hôm nay.",
            ["41/QĐ-UBND", "42/QĐ-UBND", "43/QĐ-UBND"],
        ),
    ],
)
def test_what_a_list_prints_once_holds_for_all(text: str, codes: list[str]) -> None:
    assert [found.code for found in cited(text)] == codes


def test_numbers_of_a_list_share_their_head() -> None:
    assert [found.number for found in cited("Học tập Nghị quyết 18, 19 của Trung ương.")] == [18, 19]


def test_a_count_after_a_document_is_no_document() -> None:
    assert [found.number for found in cited("Theo Chỉ thị 05, 14 đảng viên được biểu dương.")] == [5]


@pytest.mark.parametrize(
    "text", ["Ban Bí thư vừa ban hành Chỉ thị 19 về tuyên truyền.", "Chỉ thị 19 do Ban Bí thư ban hành."]
)
def test_the_issuer_stands_on_either_side(text: str) -> None:
    (found,) = cited(text)
    assert found.issuer is not None
    assert found.issuer.entity == "id/org/ban-bi-thu"


def test_a_day_before_the_issuer_is_that_of_the_document() -> None:
    (found,) = cited("Ngày 5/6/2017, Bộ Chính trị ban hành Kết luận 71.")
    assert found.dated is not None
    assert (found.dated.day, found.dated.month, found.dated.year) == (5, 6, 2017)


def test_a_later_short_mention_has_the_code_of_the_full_one() -> None:
    found = cited("Quán triệt Chỉ thị số 23-CT/TU của Tỉnh ủy. Sau đó, Chỉ thị 23 được học tập.")
    assert [item.code for item in found] == ["23-CT/TU", "23-CT/TU"]


def test_a_number_of_another_issuer_keeps_apart() -> None:
    found = cited("Thực hiện Chỉ thị 05 của Bộ Chính trị và Chỉ thị 05 của UBND tỉnh Long An.")
    assert len({item.issuer.vi for item in found if item.issuer}) == 2


@pytest.mark.parametrize(
    ("text", "plenums"),
    [
        ("Thực hiện NQTW4.", [(4, None)]),
        ("Thực hiện Nghị quyết T.Ư 6 (khóa XII).", [(6, "XII")]),
        ("Thực hiện Nghị quyết Trung ương 4, 5 khóa XII.", [(4, "XII"), (5, "XII")]),
        ("Thực hiện Nghị quyết Trung ương 4 khóa 12.", [(4, "XII")]),
        ("Thực hiện Kết luận Hội nghị Trung ương 4 khóa XIII.", [(4, "XIII")]),
    ],
)
def test_a_plenum_is_read_in_its_spellings(text: str, plenums: list[tuple[int, str | None]]) -> None:
    assert [(item.plenum, item.term) for item in cited(text)] == plenums


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị quyết Đại hội lần thứ XI Đảng bộ tỉnh.",
        "Thực hiện Nghị quyết Đại hội XII Công đoàn Việt Nam.",
        "Thực hiện Nghị quyết Đại hội đại biểu toàn quốc lần thứ 12, nhiệm kỳ 2014-2019.",
    ],
)
def test_a_congress_of_others_is_not_that_of_the_party(text: str) -> None:
    assert [found for found in cited(text) if found.rule == "documents.congress"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Quyết định số 05 / QĐ - MTTQ - BTT về việc chuẩn y.", "05/QĐ-MTTQ-BTT"),
        ("Thông báo số 19 - TBKL / UBKTHU về kiểm tra.", "19-TBKL/UBKTHU"),
        ("Nghị quyết 30a/2008/NQ-CP của Chính phủ.", "30a/2008/NQ-CP"),
        ("Thực hiện quyết định số 74/2008/CP của Chính phủ.", "74/2008/CP"),
        ("Nhà bán theo Nghị định 61/CP của Chính phủ.", "61/CP"),
        ("Quy hoạch theo quyết định 367 / TTg đã cũ.", "367/TTg"),
    ],
)
def test_codes_of_unusual_make(text: str, code: str) -> None:
    assert [one.code for one in cited(text)] == [code]


def test_a_term_may_stand_behind_a_dash() -> None:
    (found,) = cited("Đánh giá việc thực hiện nghị quyết 33 - khóa XI về văn hóa.")
    assert (found.number, found.term) == (33, "XI")


def test_the_issuer_may_follow_a_day_without_year() -> None:
    (found,) = cited("Theo Thông báo số 138 ngày 27/10 của Ủy ban Kiểm tra Trung ương.")
    assert found.issuer is not None
    assert (found.issuer.vi, found.dated and found.dated.day) == ("Ủy ban Kiểm tra Trung ương", 27)


def test_the_year_behind_a_number_is_no_count() -> None:
    (found,) = cited("Nghị quyết 16 năm 2012 của HĐND thành phố được nêu.")
    assert (found.kind, found.number) == ("NQ", 16)


def test_a_congress_with_the_years_of_its_term_is_the_national_one() -> None:
    (found,) = cited("Kiểm điểm việc thực hiện nghị quyết Đại hội 11 nhiệm kỳ 2011-2015.")
    assert (found.plenum, found.term) == (0, "XI")


@pytest.mark.parametrize(
    "text",
    [
        "Ông Mốt, Thường trực Ban Bí thư vừa ký ban hành Chỉ thị số 41 về lễ hội.",
        "Thay mặt Ban Bí thư, ông Mốt đã ký Chỉ thị số 41 về lễ hội.",
    ],
)
def test_who_signs_for_a_body_tells_the_issuer(text: str) -> None:
    (found,) = cited(text)
    assert found.issuer is not None
    assert found.issuer.entity == "id/org/ban-bi-thu"


def test_numbers_of_a_plenum_are_of_the_central_committee() -> None:
    found = cited("Thực hiện Nghị quyết số 18, 19 Hội nghị Trung ương 6 khóa XII.")
    assert [(one.number, one.issuer.entity if one.issuer else None) for one in found] == [
        (18, "id/org/ban-chap-hanh-trung-uong"),
        (19, "id/org/ban-chap-hanh-trung-uong"),
    ]
