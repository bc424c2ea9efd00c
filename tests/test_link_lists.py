"""Lists of posts behind one name: over what the list goes on, and whose each post is."""

from __future__ import annotations

import pytest
from extracting import NOTHING, posts, read_text

from kg.bench.found import find_record
from kg.ontology import lexicon

MOT = "Nguyễn Văn Mốt"  # nobody in office is called so
FIRST, LAST = ("Chủ tịch", "Hội Nông dân Việt Nam"), ("Bộ trưởng", "Bộ Nội vụ")


def told(text: str) -> set[tuple[str, str]]:
    """Return title and body of each post of a text that names one person."""
    return {(title, body) for name, title, body, _ in posts(text.format(MOT)) if name == MOT}


@pytest.mark.parametrize(
    "between",
    [
        "Đại biểu Quốc hội khóa XIV, thuộc Đoàn đại biểu Quốc hội tỉnh Long An",
        "Đại biểu Quốc hội khóa 14 thuộc đoàn Long An",
        "Đại biểu Quốc hội khóa XIV nhiệm kì 2016 - 2021 thuộc đoàn đại biểu tỉnh Long An",
    ],
)
def test_a_list_goes_on_behind_the_constituency(between: str) -> None:
    text = f"Ông {{}} là Chủ tịch Hội Nông dân Việt Nam, {between}, Bộ trưởng Bộ Nội vụ."
    assert told(text) == {FIRST, ("Đại biểu", "Quốc hội"), LAST}


@pytest.mark.parametrize(
    ("printed", "title", "body"),
    [
        ("Tổng Tham mưu trưởng QĐNDVN", "Tổng Tham mưu trưởng", "Quân đội nhân dân Việt Nam"),
        ("Chủ tịch T.Ư Hội LHTN Việt Nam", "Chủ tịch", "Hội Liên hiệp Thanh niên Việt Nam"),
        ("Phó Chủ tịch Trung ương Hội sinh viên Việt Nam", "Phó Chủ tịch", "Hội Sinh viên Việt Nam"),
        ("Bí thư Xứ ủy Nam Kỳ", "Bí thư", "Xứ ủy Nam Kỳ"),
        ("Phó Chủ tịch Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Phó Chủ tịch", "Quốc hội"),
    ],
)
def test_a_list_goes_on_behind_a_central_body(printed: str, title: str, body: str) -> None:
    assert told(f"Dự có ông {{}} - Chủ tịch Hội Nông dân Việt Nam, {printed}, Bộ trưởng Bộ Nội vụ.") == {
        FIRST, (title, body), LAST,
    }  # fmt: skip


def test_posts_stand_behind_degrees_that_a_semicolon_parts() -> None:
    text = "Bà {} sinh năm 1964 tại Nghệ An, là thạc sỹ luật; lý luận chính trị cao cấp, Bộ trưởng Bộ Nội vụ."
    assert told(text) == {LAST}


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("BQLDA giao thông tỉnh Long An", "Ban Quản lý Dự án Giao thông tỉnh"),
        (
            "Ban QLDA Đầu tư xây dựng các công trình dân dụng tỉnh Long An",
            "Ban Quản lý Dự án Đầu tư xây dựng các công trình dân dụng tỉnh",
        ),
        ("Hội Sinh viên Việt Nam tỉnh Long An", "Hội Sinh viên Việt Nam tỉnh"),
        (
            "Hội Sinh viên Việt Nam Trường Đại học Tân Văn",
            "Hội Sinh viên Việt Nam Trường Đại học Tân Văn",
        ),
    ],
)
def test_a_body_is_read_with_its_own_words(printed: str, body: str) -> None:
    assert {found for _, found in told(f"Dự có ông {{}}, Phó Chủ tịch {printed}.")} == {body}


def test_comrades_who_are_something_all_are_that() -> None:
    text = (
        "Cùng dự có các đồng chí là Ủy viên Ban Thường vụ Tỉnh ủy Thái Nguyên: Nguyễn Văn Mốt, Trưởng Ban "
        "Tuyên giáo Tỉnh ủy; Trần Thị Hăm, Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy."
    )
    standing = {person for person, position, _, _ in posts(text) if position == "Ủy viên Ban Thường vụ"}
    assert standing == {"Nguyễn Văn Mốt", "Trần Thị Hăm"}


def test_hosts_of_guests_from_abroad_hold_their_posts() -> None:
    text = (
        "Ngày 30-1, Đoàn công tác tỉnh Hủa Phăn (nước CHDCND Lào) do đồng chí Pheng Khăm Tha, "
        "Phó Tỉnh trưởng tỉnh Hủa Phăn sang chúc Tết tỉnh ta. Tiếp đoàn có "
        "đồng chí {}, Bộ trưởng Bộ Nội vụ. "
        "Đoàn Hủa Phăn cảm ơn, mong tình hữu nghị Lào - Việt bền chặt."
    )
    assert told(text) == {LAST}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Ông {}, Chánh Văn phòng kiêm người phát ngôn của Tỉnh ủy Hà Giang cho biết.",
            {("Chánh Văn phòng", "Văn phòng Tỉnh ủy"), ("Người phát ngôn", "Tỉnh ủy")},
        ),
        (
            "Ông {}, Phó Trưởng Công an kiêm Phó Bí thư Đảng ủy Công an huyện Cần Đước.",
            {
                ("Phó Trưởng Công an", "Công an huyện Cần Đước"),
                ("Phó Bí thư", "Đảng ủy Công an huyện Cần Đước"),
            },
        ),
        (
            "Ông {}, Bí thư Đảng ủy, Chính ủy Bộ CHQS tỉnh Hà Giang, Chủ tịch Hội đồng thi đua, khen thưởng.",
            {
                ("Bí thư", "Đảng ủy Quân sự tỉnh"),
                ("Chính ủy", "Bộ Chỉ huy Quân sự tỉnh"),
                ("Chủ tịch", "Hội đồng Thi đua - Khen thưởng tỉnh"),
            },
        ),
        (
            "Ông {}, Bí thư Đảng ủy, Chủ tịch Hội đồng thi đua, khen thưởng, Giám đốc Sở Nội vụ Hà Giang.",
            {
                ("Bí thư", "Đảng ủy Sở Nội vụ"),
                ("Chủ tịch", "Hội đồng Thi đua - Khen thưởng tỉnh"),
                ("Giám đốc", "Sở Nội vụ"),
            },
        ),
        (
            "Ông {}, Chủ tịch UBND và bà Trần Thị Hăm, Phó Chủ tịch UBND xã Xuân Liên, huyện Nghi Xuân.",
            {("Chủ tịch", "Ủy ban nhân dân xã Xuân Liên")},
        ),
        (
            "Ông {}, Phó Tổng Thư ký, Chánh Văn phòng Hội Luật gia Việt Nam.",
            {
                ("Phó Tổng Thư ký", "Hội Luật gia Việt Nam"),
                ("Chánh Văn phòng", "Văn phòng Hội Luật gia Việt Nam"),
            },
        ),
        ("Ông {}, Chủ tịch Hội nhà báo tỉnh Hà Giang.", {("Chủ tịch", "Hội Nhà báo tỉnh")}),
        ("Ông {}, Trưởng BTC Tỉnh ủy Hà Giang.", {("Trưởng ban", "Ban Tổ chức Tỉnh ủy")}),
        ("Ông {}, Phó BTG Huyện ủy Cần Đước.", {("Phó Trưởng ban", "Ban Tuyên giáo Huyện ủy Cần Đước")}),
        ("Ông {}, tân Ủy viên Ủy ban UBND tỉnh Hà Giang.", {("Ủy viên", "Ủy ban nhân dân tỉnh")}),
        ("Ông {} làm Tổng biên tập báo Đà Nẵng.", {("Tổng Biên tập", "Báo Đà Nẵng")}),
        (
            "Ông {} từng làm hiệu trưởng Cao đẳng sư phạm Hà Giang.",
            {("Hiệu trưởng", "Trường Cao đẳng Sư phạm")},
        ),
        (
            "Ông {}, Hiệu trưởng Trường ĐH Luật - ĐH Quốc gia Hà Nội.",
            {("Hiệu trưởng", "Trường Đại học Luật, Đại học Quốc gia Hà Nội")},
        ),
        (
            "Ông {} công tác tại quận 3 với các chức vụ Chủ nhiệm UBKT Quận uỷ, rồi Bí thư Quận ủy 3.",
            {("Chủ nhiệm", "Ủy ban Kiểm tra Quận ủy 3"), ("Bí thư", "Quận ủy 3")},
        ),
    ],
)
def test_a_post_is_of_the_body_that_its_neighbour_tells(text: str, rows: set[tuple[str, str]]) -> None:
    assert told(text) == rows


def test_one_title_of_two_committees_is_two_posts() -> None:
    text = "Ông {} - nguyên Bí thư Tỉnh ủy Bến Tre và Tỉnh ủy Tiền Giang; Bộ trưởng Bộ Nội vụ."
    record = find_record(read_text(text.format(MOT)), lexicon(), NOTHING).record
    assert {(held.org, held.province) for held in record.positions} == {
        ("Tỉnh ủy", "Bến Tre"), ("Tỉnh ủy", "Tiền Giang"), ("Bộ Nội vụ", None),
    }  # fmt: skip


def test_a_title_of_before_is_shared_by_the_names_of_its_item() -> None:
    text = "Đến viếng có các vị nguyên Bộ trưởng Bộ Nội vụ {}, Trần Thị Hăm; nguyên Thủ tướng Lê Văn Bảy."
    found = {(name, body) for name, _, body, _ in posts(text.format(MOT))}
    assert found == {(MOT, "Bộ Nội vụ"), ("Trần Thị Hăm", "Bộ Nội vụ"), ("Lê Văn Bảy", "Chính phủ")}


def test_who_becomes_head_is_not_the_deputy_named_next() -> None:
    text = "Thủ tướng {} làm Trưởng Ban Chỉ đạo và Phó Thủ tướng Trần Thị Hăm làm Phó Trưởng ban."
    found = {(name, title) for name, title, *_ in posts(text.format(MOT))}
    assert ("Trần Thị Hăm", "Phó Thủ tướng") in found
    assert (MOT, "Phó Thủ tướng") not in found


def test_a_block_with_a_name_is_led_by_its_leader() -> None:
    text = (
        "Khối thi đua các sở, ngành tổng hợp tổng kết năm 2018. Ông {} - Giám đốc Sở Nội vụ tỉnh Hà Giang, "
        "Trưởng khối các sở, ngành tổng hợp chủ trì."
    )
    assert told(text) == {
        ("Giám đốc", "Sở Nội vụ"), ("Khối trưởng", "Khối thi đua các sở, ngành tổng hợp"),
    }  # fmt: skip


def test_leaving_is_told_without_the_word_for_the_post() -> None:
    text = "Hội nghị thông báo việc thôi Phó Chủ tịch Ủy ban MTTQ tỉnh Hà Giang đối với đồng chí {}."
    assert told(text) == {("Phó Chủ tịch", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")}


def test_who_heads_a_group_without_a_name_heads_no_body_of_before() -> None:
    text = "Ủy ban Kiểm tra Tỉnh ủy Hà Giang họp. Ca sĩ {}, chủ nhiệm nhóm tình nguyện, hát tặng."
    assert {body for _, body in told(text)} == {""}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Ông {} là Ủy viên T.Ư khóa XII, thượng tướng, Chủ nhiệm Kỹ thuật Quân chủng Hải quân.",
            {("Ủy viên", "Ban Chấp hành Trung ương"), ("Chủ nhiệm Kỹ thuật", "Quân chủng Hải quân")},
        ),
        (
            "Ông {}, Ủy viên Ban Chấp hành Đảng bộ, Phó Chủ tịch UBND tỉnh Hà Giang.",
            {("Ủy viên Ban Chấp hành", "Đảng bộ tỉnh"), ("Phó Chủ tịch", "Ủy ban nhân dân tỉnh")},
        ),
        (
            "Nhiều vị trí mà ông {} từng kinh qua, như: Bí thư Tỉnh ủy Hà Giang; Bộ trưởng Bộ Nội vụ.",
            {("Bí thư", "Tỉnh ủy"), LAST},
        ),
        ("Ông {} từng làm giảng viên; Bộ trưởng Bộ Nội vụ.", {LAST}),
        (
            "Cử ông {}, Chính ủy Bộ đội Biên phòng TPHCM làm Phó Chính ủy Bộ đội Biên phòng, Bộ Quốc phòng.",
            {("Chính ủy", "Bộ đội Biên phòng thành phố"), ("Phó Chính ủy", "Bộ đội Biên phòng")},
        ),
        (
            "UBND huyện Mỹ Đức họp.\n\nHĐND huyện Thường Tín miễn nhiệm Phó Chủ tịch UBND đối với ông {}.",
            {("Phó Chủ tịch", "Ủy ban nhân dân huyện Thường Tín")},
        ),
        (
            "Hai cán bộ là Phó phòng Nội vụ huyện Cần Đước (ông {} và bà Trần Thị Hăm) vắng mặt.",
            {("Phó Trưởng phòng", "Phòng Nội vụ huyện Cần Đước")},
        ),
        (
            "Đến dự có các đồng\nchí: {}, Bí thư Tỉnh\nủy, Chủ tịch HĐND tỉnh Hà Giang.",
            {("Bí thư", "Tỉnh ủy"), ("Chủ tịch", "Hội đồng nhân dân tỉnh")},
        ),
    ],
)
def test_posts_are_told_in_many_ways(text: str, rows: set[tuple[str, str]]) -> None:
    assert told(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Lãnh đạo tặng hoa đồng chí {} Phó Chủ tịch Ủy ban MTTQ tỉnh Hà Giang và các đồng chí khác.",
            {("Phó Chủ tịch", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")},
        ),
        ("Dự có đồng chí {} Phó Chủ tịch UBND huyện Trần Thị Hăm.", set()),
        (
            "Báo cáo với đoàn của Bí thư Thành ủy TP HCM, Phó Giám đốc Sở Xây dựng {} cho hay.",
            {("Phó Giám đốc", "Sở Xây dựng")},
        ),
        ("Đại biểu hỏi Bộ trưởng Bộ Công an, ĐBQH {} tranh luận.", {("Đại biểu", "Quốc hội")}),
        ("Tờ trình về số lượng thành viên Chính phủ, Thủ tướng {} đã ký.", {("Thủ tướng", "Chính phủ")}),
        (
            "Quận đình chỉ nhiệm vụ, quyền hạn Phó Chủ tịch UBND phường Văn Miếu đối với bà {}.",
            {("Phó Chủ tịch", "Ủy ban nhân dân phường Văn Miếu")},
        ),
        (
            "Cựu Sư đoàn trưởng Sư đoàn phòng không 363 {} vắng mặt.",
            {("Sư đoàn trưởng", "Sư đoàn Phòng không 363")},
        ),
    ],
)
def test_a_title_is_of_the_person_it_belongs_to(text: str, rows: set[tuple[str, str]]) -> None:
    assert told(text) == rows
