"""Prizes, sanctions and ratios: for whom, by whom, of what."""

from __future__ import annotations

import pytest
from extracting import facts, person, plain, read_text

from kg.model import Fact
from kg.vocab import VPO

MOT, HAI, BA = "Lò Văn Mốt", "Trần Thị Hăm", "Vi Văn Tam"


def read(text: str) -> list[tuple[str, Fact]]:
    found = read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")
    return [(person(found, fact.role(VPO.person)), fact) for fact in facts(found, VPO.SanctionObservation)]


def punished(text: str) -> set[tuple[str, str]]:
    return {(name, (fact.role(VPO.sanctionKind) or "").rsplit("/", 1)[-1]) for name, fact in read(text)}


def awards(text: str) -> list[tuple[str, object, list[str]]]:
    found = read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")
    return [
        (
            plain(fact.value(VPO.award)),
            fact.value(VPO.year),
            [person(found, node) if "#p" in node else node for prop, node in fact.roles if prop == VPO.agent],
        )
        for fact in facts(found, VPO.AwardObservation)
    ]


def indicator(text: str) -> list[str]:
    found = read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")
    return [plain(fact.value(VPO.indicator)) for fact in facts(found, VPO.StatisticObservation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Ông {MOT} được trao tặng Huân chương Lao động hạng Nhất vào năm 1999.",
            ("Huân chương Lao động hạng Nhất", 1999, [MOT]),
        ),
        (f"Tỉnh trao Bằng khen của Thủ tướng cho bà {HAI}.", ("Bằng khen của Thủ tướng", None, [HAI])),
        (
            f"Bà {HAI} nhận danh hiệu “Người tốt việc tốt” hôm qua.",
            ("danh hiệu “Người tốt việc tốt”", None, [HAI]),
        ),
        (
            "Nhóm tác giả đoạt Giải Bông lúa vàng (lần thứ 4) hôm qua.",
            ("Giải Bông lúa vàng", None, []),
        ),
    ],
)
def test_a_prize_ends_with_its_name_and_class(text: str, expected: tuple[str, object, list[str]]) -> None:
    assert awards(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        f"Bà {HAI} đề nghị tặng Huân chương Lao động hạng Ba cho nhà trường.",
        "Hội đồng thẩm định hồ sơ để trình tặng danh hiệu Anh hùng Lao động.",
        "Huân chương Sao Vàng được đặt ra từ năm 1947.",
    ],
)
def test_a_prize_that_nobody_gets_is_none(text: str) -> None:
    assert awards(text) == []


def test_who_is_only_spoken_of_beside_the_winner_gets_nothing() -> None:
    text = f"Bà Hăm, thư ký của ông {MOT}, vừa được trao tặng Huân chương Hữu nghị."
    assert [takers for _, _, takers in awards(text)] == [[]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Ông {MOT} bị kỷ luật cảnh cáo; bà {HAI} bị khiển trách.",
            {(MOT, "canh-cao"), (HAI, "khien-trach")},
        ),
        (
            f"Tỉnh ủy thi hành kỷ luật khiển trách đối với ông {MOT}; cảnh cáo đối với bà {HAI} và ông {BA}.",
            {(MOT, "khien-trach"), (HAI, "canh-cao"), (BA, "canh-cao")},
        ),
        (f"Tỉnh ủy kỷ luật ông {MOT} bằng hình thức cảnh cáo.", {(MOT, "canh-cao")}),
        (f"Tỉnh ủy kỷ luật khiển trách ông {MOT}, đề nghị kỷ luật bà {HAI}.", {(MOT, "khien-trach")}),
        (f"Bà {HAI} cho biết ông {MOT} bị kỷ luật cảnh cáo.", {(MOT, "canh-cao")}),
    ],
)
def test_each_person_has_the_own_sanction(text: str, expected: set[tuple[str, str]]) -> None:
    assert punished(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Theo ông {MOT}, người vi phạm bị kỷ luật từ khiển trách đến cách chức.",
        f"Tỉnh ủy đề nghị kỷ luật cảnh cáo ông {MOT}.",
        f"Dự kiến mức kỷ luật đối với ông {MOT} là khiển trách.",
        f"Sở chỉ đạo nhà trường xử lý kỷ luật khiển trách đối với ông {MOT}.",
        f"Tỉnh ủy không kỷ luật cảnh cáo ông {MOT}.",
        f"Nếu kỷ luật nặng hơn cảnh cáo thì cán bộ bị cách chức, ông {MOT} nói.",
        f"Ngoài ông {MOT}, một cán bộ khác bị kỷ luật khiển trách.",
    ],
)
def test_what_is_asked_or_quoted_from_law_is_no_sanction(text: str) -> None:
    assert punished(text) == set()


def test_a_sanction_of_one_is_not_dealt_out_to_the_next() -> None:
    text = f"Ông {MOT} bị kỷ luật khiển trách; ông {HAI} chỉ phải rút kinh nghiệm."
    assert punished(text) == {(MOT, "khien-trach")}


def test_the_body_that_issued_a_rule_does_not_punish() -> None:
    text = (
        "Căn cứ Quy định số 102-QĐ/TW, ngày 15/11/2017 của Bộ Chính trị, Ban Thường vụ Tỉnh ủy Long An "
        f"quyết định thi hành kỷ luật khiển trách đối với ông {MOT}."
    )
    ((_, fact),) = read(text)
    assert fact.role(VPO.decidingBody) == "id/org/ban-thuong-vu-tinh-uy-long-an"
    assert fact.value(VPO.startDate) is None


def test_the_unit_of_the_person_does_not_punish() -> None:
    ((_, fact),) = read(f"Ông {MOT}, Chi cục trưởng, thuộc Sở Nội vụ tỉnh Long An, bị kỷ luật khiển trách.")
    assert fact.role(VPO.decidingBody) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 5/11 chỉ tiêu không đạt, cần cố gắng.", "chỉ tiêu không đạt"),
        ("Có 46/50 đại biểu Hội đồng có mặt.", "đại biểu Hội đồng có mặt"),
        ("Dịch lan ra 10/11 huyện, thành phố của tỉnh với nhiều con heo.", "huyện, thành phố của tỉnh"),
        ("Ông được 48/50 phiếu đồng ý (chiếm 96%).", "phiếu đồng ý"),
    ],
)
def test_a_ratio_says_what_it_counts(text: str, expected: str) -> None:
    assert indicator(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh xếp thứ 13/63 tỉnh, thành phố.",
        "Từ tháng 2/2017 huyện khởi công đường mới.",
        "Việc này cần ít nhất 2/3 thành viên đồng ý.",
        "Bản đồ tỷ lệ 1/2000 phường mới.",
        "Họ chỉ bán 1/5 ban công.",
    ],
)
def test_a_rank_a_day_or_a_share_is_no_ratio(text: str) -> None:
    assert indicator(text) == []
