"""Names: by surname, by the form of address before them, by their place in a list."""

from __future__ import annotations

import pytest

from kg.extract.people import find_listed_names, find_names
from kg.extract.reading import Reading, read
from kg.extract.spans import Name
from kg.load import build_article
from kg.ontology import lexicon


def reading(text: str) -> Reading:
    return read(build_article(text), lexicon())


def names(text: str) -> list[str]:
    return [name.surface for name in find_names(reading(text), ())]


def only(text: str) -> Name:
    (name,) = find_names(reading(text), ())
    return name


def test_a_name_begins_with_a_surname() -> None:
    assert names("Chiều nay, Nguyễn Văn Mốt phát biểu.") == ["Nguyễn Văn Mốt"]


def test_the_form_of_address_is_no_part_of_the_name() -> None:
    name = only("Chiều nay, đồng chí Trần Thị Hăm phát biểu.")
    assert (name.surface, name.rule) == ("Trần Thị Hăm", "people.addressed")
    assert name.lead < name.start


@pytest.mark.parametrize(
    ("word", "gender"),
    [("ông", "male"), ("bà", "female"), ("đồng chí", None), ("anh", None), ("chị", None)],
)
def test_only_some_forms_of_address_tell_the_gender(word: str, gender: str | None) -> None:
    assert only(f"Chiều nay, {word} Lê Sáu Mươi phát biểu.").gender == gender


@pytest.mark.parametrize("name", ["Y Mửi Êban", "Điểu K'Răm", "Hầu A Lỷ", "Ma Văn Khất", "Tòng Thị Lả"])
def test_names_of_many_peoples_are_read(name: str) -> None:
    assert names(f"Chiều nay, ông {name} phát biểu.") == [name]


def test_a_rank_is_kept_apart_from_the_name() -> None:
    name = only("Chiều nay, Đại tá Lê Sáu Mươi phát biểu.")
    assert (name.surface, name.rank) == ("Lê Sáu Mươi", "Đại tá")


def test_a_given_name_alone_is_a_short_form() -> None:
    assert only("Chiều nay, ông Mốt phát biểu.").short


@pytest.mark.parametrize("before", ["đường", "trường", "công ty", "giải thưởng"])
def test_what_is_named_after_a_person_is_no_person(before: str) -> None:
    assert names(f"Chiều nay, {before} Nguyễn Văn Mốt mở cửa.") == []


def test_a_province_is_no_person() -> None:
    assert names("Chiều nay, Lâm Đồng họp.") == []


def test_capitals_are_no_person() -> None:
    assert names("Ảnh: NGUYỄN VĂN MỐT.") == []


def test_what_is_taken_is_no_name() -> None:
    here = reading("Chiều nay, Nguyễn Văn Mốt phát biểu.")
    assert list(find_names(here, [(11, 25)])) == []


def test_a_name_ends_before_what_is_taken() -> None:
    here = reading("Chiều nay, Nguyễn Văn Mốt Trưởng ban nói.")
    (name,) = find_names(here, [(26, 36)])
    assert name.surface == "Nguyễn Văn Mốt"


def test_a_rare_surname_is_read_in_a_list_before_a_title() -> None:
    text = "Dự có: Xzê Thị Mốt, Giám đốc Sở."
    (name,) = find_listed_names(reading(text), (), [(text.index("Giám"), len(text) - 1)])
    assert (name.surface, name.rule) == ("Xzê Thị Mốt", "people.listed")


@pytest.mark.parametrize(
    "text",
    [
        "Xe đến vòng xoay Nguyễn Thái Mốt - Nguyễn Hăm thì dừng.",
        "Nút giao Trần Thị Mốt thông xe.",
        "Nhà chung cư 727 Trần Hăm Đạo đã cũ.",
        "Sự việc tại 82 Trần Văn Mốt (Q. 3) đã rõ.",
        "Đoàn đến đảo Cù Lao Chàm thăm bộ đội.",
        "Bà Phạm Hồng V. và ông Nguyễn Văn M. được mời lên xã.",
        "Ông M. là người xã.",
        "Hội đồng quản trị Đồng Tâm Group họp.",
        "Ông ví von với ông Hội An như thế.",
        "Lãnh đạo Kim Jong-un đến thăm.",
        "Ông Michael Ipsonov và bà Aisha Buharina phát biểu.",
        "Ông Klaus Schwarb chủ trì.",
        "Ông Kim Yongmin đến thăm.",
        "Bà Nguyễn Thị Bảo Tr. và ông Lê Văn Ngh bị lừa.",
        "Ông Năm Mốt kể lại.",
        "Bà Chúa Xứ được thờ ở đó.",
        "Người dân huyện Kỳ Anh, Hà Tĩnh, đi xem.",
        "Các kỹ sư Việt Nam dự thi.",
        "Một quan chức Lầu Năm Góc giấu tên.",
        "Phó Tỉnh trưởng tỉnh Hủa Phăn và Phó Thị trưởng thành phố Xơ-un dự.",
    ],
)
def test_streets_towns_companies_and_hidden_names_are_no_persons(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "Rah Lan Mửi",
        "Ksor Phướk",
        "Nay Y Blumg",
        "Alăng Nhem",
        "Kim Som Rinh",
        "Kim Thị Sa Phone",
        "Y Si Thắt Ksơr",
        "Bhriu Liếk",
    ],
)
def test_rare_syllables_of_our_peoples_are_not_of_elsewhere(name: str) -> None:
    assert names(f"Chiều nay, ông {name} phát biểu.") == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Phó ban Dân vận Đà Nẵng Nguyễn Bá Mốt vắng mặt.", "Nguyễn Bá Mốt"),
        ("Trưởng đoàn Hà Nội Trần Thị Hăm nói.", "Trần Thị Hăm"),
        ("Chiều nay, Thái Văn Bình Mốt nói.", "Thái Văn Bình Mốt"),
    ],
)
def test_a_place_before_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert names(text) == [name]


def test_letters_of_a_company_are_no_part_of_a_name() -> None:
    text = "Bắt nguyên Tổng giám đốc SAGRIX Lê Tấn Mốt trong đêm."
    assert names(text) == ["Lê Tấn Mốt"]


def test_who_is_sought_is_a_person_and_no_statue() -> None:
    assert names("Công an bắt đối tượng Nguyễn Xuân Mốt (SN 1993).") == ["Nguyễn Xuân Mốt"]


def test_a_form_of_address_at_the_end_of_a_line_leads_no_name() -> None:
    assert names("Họ đến nhà ông.\nTheo lời kể, mọi việc đã xong.") == []


def test_men_from_a_province_are_no_person() -> None:
    assert names("Ba người đàn ông Hà Tĩnh vào viện.") == []


@pytest.mark.parametrize(
    "before", ["Dự có Ông", "Gia đình báo tin: Ông", "Chi bộ cử Đ/C", "Hội nghị nghe Bà", "Chi bộ có các Đ/C"]
)
def test_a_form_of_address_in_capitals_is_no_part_of_the_name(before: str) -> None:
    assert names(f"{before} Phan Văn Mốt phát biểu.") == ["Phan Văn Mốt"]


@pytest.mark.parametrize("before", ["chốt", "đồn", "Đồn Biên phòng"])
def test_a_post_of_the_border_guard_is_called_after_somebody(before: str) -> None:
    assert names(f"Đoàn thăm {before} Lê Sáu Mươi đêm giao thừa.") == []


@pytest.mark.parametrize("name", ["Khang Thị Mốt", "Sa Văn Hăm"])
def test_the_middle_tells_a_name_with_a_rare_surname(name: str) -> None:
    assert names(f"Cùng dự có bị can {name} và 3 người.") == [name]


@pytest.mark.parametrize("words", ["Nhà Văn Hóa", "Sở Văn Hóa", "Tuần Văn Nghệ"])
def test_the_same_syllable_in_other_words_tells_no_name(words: str) -> None:
    assert names(f"Cùng dự có {words} và 3 người.") == []
