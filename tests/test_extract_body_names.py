"""Tests of the names that bodies have of their own: in lower case, in lists, with parents, abbreviated."""

from __future__ import annotations

import pytest

from kg.extract.bodies import body_at
from kg.extract.reading import read
from kg.extract.spans import Body
from kg.extract.titles import find_titles
from kg.load import build_article
from kg.ontology import lexicon


def body(text: str) -> Body:
    found = body_at(read(build_article(text), lexicon()), 0)
    assert found is not None
    return found


def of_title(text: str) -> str | None:
    (title,) = find_titles(read(build_article(text), lexicon()))
    return title.body.vi if title.body else None


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        ("Trung tâm phát triển quỹ đất đã họp.", "Trung tâm Phát triển quỹ đất"),
        ("Ban duy tu các công trình hạ tầng đô thị vừa báo cáo.", "Ban Duy tu các công trình hạ tầng đô thị"),
        ("Tập đoàn Viễn thông Sao Mai ký kết.", "Tập đoàn Viễn thông Sao Mai"),
        ("Tổng cục Hậu cần - Kỹ thuật họp.", "Tổng cục Hậu cần - Kỹ thuật"),
        (
            "Ban Quản lý Khu kinh tế Cửa Nam và các Khu công nghiệp họp.",
            "Ban Quản lý Khu kinh tế Cửa Nam và các Khu công nghiệp",
        ),
        ("Ban Quản lý KKT Cửa Nam họp.", "Ban Quản lý Khu kinh tế Cửa Nam"),
        ("Báo và phát thanh, truyền hình tỉnh dự.", "Báo và phát thanh, truyền hình tỉnh"),
        ("Hội Luật gia Việt Nam khóa XIII họp.", "Hội Luật gia Việt Nam"),
        (
            "Ban Chỉ đạo công trình “Sử làng ta” họp.",
            'Ban Chỉ đạo Công trình "Sử làng ta"',
        ),
    ],
)
def test_a_name_runs_to_its_end(text: str, vi: str) -> None:
    assert body(text).vi == vi


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        ("Sở GT-VT tỉnh Long An họp.", "Sở Giao thông vận tải"),
        ("Sở TT&TT tỉnh Long An họp.", "Sở Thông tin và Truyền thông"),
        ("Tổng cục QLTT họp.", "Tổng cục Quản lý thị trường"),
        ("Phòng LĐ-TB-XH huyện Cần Đước họp.", "Phòng Lao động - Thương binh và Xã hội huyện"),
    ],
)
def test_letters_stand_for_the_words_of_a_name(text: str, vi: str) -> None:
    assert body(text).vi == vi


def test_a_division_carries_the_body_it_is_inside() -> None:
    assert body("Phòng Kế hoạch, Sở Y tế tỉnh Long An họp.").vi == "Phòng Kế hoạch, Sở Y tế"
    assert of_title("Ông A, Trưởng phòng Đào tạo Sở Nội vụ.") == "Phòng Đào tạo, Sở Nội vụ"


def test_a_department_carries_directorate_and_ministry() -> None:
    found = body("Cục Chính trị - Hậu cần (B 41), Tổng cục Tình báo, Bộ Công an họp.")
    assert found.level == "central"
    assert found.parent is not None
    assert found.parent.parent is not None
    assert found.parent.parent.entity == "id/org/bo-cong-an"


def test_a_division_with_a_longer_name_is_not_cut_off() -> None:
    assert of_title("Bà B, Trưởng phòng Kinh tế đối ngoại.") == "Phòng Kinh tế đối ngoại"


def test_a_division_in_letters_may_have_a_longer_name() -> None:
    found = body("Phòng CSGT đường bộ - đường sắt (Công an TP HCM) kiểm tra.")
    assert found.vi == "Phòng Cảnh sát giao thông đường bộ - đường sắt, Công an thành phố"


def test_the_command_of_a_region_is_the_region() -> None:
    assert of_title("Ông A, Phó Tư lệnh Bộ Tư lệnh Quân khu 7.") == "Quân khu 7"


def test_an_organ_of_a_province_is_of_its_committee() -> None:
    assert body("Ban Tuyên giáo tỉnh Long An họp.").vi == "Ban Tuyên giáo Tỉnh ủy"
    assert body("Ban Dân vận huyện Cần Đước họp.").vi == "Ban Dân vận Huyện ủy"


def test_the_central_board_of_a_mass_organisation_is_that_organisation() -> None:
    found = body("Ban Chấp hành Trung ương Hội Nông dân Việt Nam họp.")
    assert found.entity == "id/org/hoi-nong-dan-viet-nam"


def test_a_committee_of_the_national_assembly_holds_a_comma() -> None:
    assert body("Ủy ban Văn hóa, Giáo dục của Quốc hội họp.").level == "central"


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        ("Chi bộ thôn Đồng Mới họp.", "Chi bộ thôn Đồng Mới"),
        ("Chi bộ khóm 4, phường 7 họp.", "Chi bộ khóm 4, phường"),
    ],
)
def test_the_cell_of_a_hamlet_has_its_name(text: str, vi: str) -> None:
    assert body(text).vi == vi


def test_a_body_of_the_reference_tables_keeps_its_province() -> None:
    found = body("Tỉnh ủy Đắk Lắk họp.")
    assert (found.form, found.place and found.place.vi) == ("committee", "Đắk Lắk")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ông A, Ủy viên Thành ủy Hải Phòng.", "thanh-uy-vien"),
        ("Ông A - TUV, dự.", "tinh-uy-vien"),
        ("Bầu 8 phó chủ tịch chuyên trách gồm các ông.", "pho-chu-tich"),
        ("Đại tá A, Chi huy trưởng Bộ CHQS tỉnh Long An.", "chi-huy-truong"),
    ],
)
def test_a_role_is_read_by_its_other_names(text: str, role: str) -> None:
    (title,) = find_titles(read(build_article(text), lexicon()))
    assert title.role.endswith(f"/{role}")


def test_an_office_is_of_the_committee_after_its_deputy_head() -> None:
    assert of_title("Ông A, Phó Chánh Văn phòng Thường trực Thành ủy Hải Phòng.") == "Văn phòng Thành ủy"


def test_a_member_by_letters_is_of_the_provincial_committee() -> None:
    assert of_title("Ông A - TUV, dự.") == "Tỉnh ủy"


def test_an_unknown_run_after_the_word_for_district_is_a_person() -> None:
    (title,) = find_titles(read(build_article("Chủ tịch UBND huyện Xá Pát Lan Nhi dự."), lexicon()))
    assert title.body is not None
    assert title.body.place is None


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        ("chủ tịch Hội lữ hành Đà Nẵng, cho biết", "Hội Lữ hành"),
        ("Chủ tịch Liên đoàn Đá cầu Việt Nam, dự", "Liên đoàn Đá cầu Việt Nam"),
        ("Chủ tịch Hội bảo vệ lưu vực Việt Nam, dự", "Hội Bảo vệ lưu vực Việt Nam"),
        ("Phó chủ tịch liên minh hợp tác xã tỉnh Phú Thọ", "Liên minh Hợp tác xã tỉnh"),
        ("Hiệu trưởng trường mầm non xã Mỹ Lộc", "Trường Mầm non xã"),
        ("hiệu phó Trường THPT Lê Văn Tám, dự", "Trường THPT Lê Văn Tám"),
        ("hiệu phó trường Phổ thông Dân tộc Trà Mơ, dự", "Trường Phổ thông Dân tộc Trà Mơ"),
        ("Phó Hiệu trưởng Đại học Tân Văn, dự", "Đại học Tân Văn"),
        ("hiệu trưởng đầu tiên của Trường Tân Văn, dự", "Trường Tân Văn"),
        ("phó đội trưởng Đội thanh tra địa bàn xã Mỹ Lộc", "Đội Thanh tra địa bàn xã"),
        ("đội trưởng đội cơ động, dự", "Đội Cơ động"),
        ("Giám đốc Cảnh sát PCCC TP.HCM", "Cảnh sát Phòng cháy và chữa cháy thành phố"),
        ("Hạt trưởng Hạt Kiểm lâm huyện Phù Mỹ", "Hạt Kiểm lâm huyện"),
        ("Trưởng ban MAUR đương nhiệm, dự", "Ban MAUR"),
        ("trưởng Ban dân tộc HĐND tỉnh Đắk Lắk", "Ban Dân tộc Hội đồng nhân dân tỉnh"),
        ("Phó ban chuyên trách ban Chỉ đạo giảm nghèo quận 6", "Ban Chỉ đạo Giảm nghèo quận"),
        ("Bộ trưởng bộ Tài chính Việt Nam, dự", "Bộ Tài chính"),
        ("Người phát ngôn Bộ Ngoại giao, dự", "Bộ Ngoại giao"),
        ("Đại sứ đặc mệnh toàn quyền Việt Nam tại Nhật Bản, dự", "Đại sứ quán Việt Nam tại Nhật Bản"),
        ("bí thư Đoàn Trường Đại học Tân Văn, dự", "Đoàn Trường Đại học Tân Văn"),
        ("bí thư Đoàn lớp, dự", "Đoàn lớp"),
        ("bí thư Đoàn khối, dự", "Đoàn khối"),
        ("Trưởng ấp 3A, xã Mỹ Lộc", "Ấp 3A xã"),
        ("tổ trưởng tổ dân phố 22, phường Mỹ An", "Tổ dân phố 22, phường"),
        ("bí thư Đoàn P. 7, Q. Bình Thạnh", "Đoàn phường"),
        ("Chủ nhiệm đoàn Luật sư tỉnh Long An", "Đoàn Luật sư tỉnh"),
        ("Vụ trưởng Vụ quản lý doanh nghiệp, Bộ Xây dựng", "Vụ Quản lý doanh nghiệp"),
        ("Phó Hiệu trưởng phụ trách ĐH Luật TP. HCM", "Đại học Luật"),
        ("Chủ tịch Liên hiệp các tổ chức hữu nghị TP Đà Nẵng", "Liên hiệp Các tổ chức hữu nghị thành phố"),
        ("nguyên ĐBQH Lê Văn Tám dự", "Quốc hội"),
        ("Chủ tịch Hội đồng thi, dự", "Hội đồng thi"),
        ("nguyên đội phó Thanh tra giao thông TP Cần Thơ", "Thanh tra giao thông thành phố"),
        ("Thủ trưởng Cơ quan CSĐT Công an tỉnh Long An", "Cơ quan Cảnh sát điều tra Công an tỉnh"),
        ("Chánh án TAND Cấp cao tại Đà Nẵng, dự", "Tòa án nhân dân cấp cao tại Đà Nẵng"),
        ("Trưởng khoa Nhi Bệnh viện đa khoa tỉnh Long An", "Khoa Nhi Bệnh viện Đa khoa tỉnh"),
        ("Chủ nhiệm Ủy ban về các vấn đề xã hội, dự", "Ủy ban Về các vấn đề xã hội của Quốc hội"),
        ("Giám đốc Bệnh viện đa khoa Đà Nẵng, dự", "Bệnh viện Đa khoa"),
        ("Trưởng ban Chỉ đạo, Hội đồng thi, dự", "Ban Chỉ đạo"),
        ("Bí thư Thường trực Trung ương Đoàn, dự", "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    ],
)  # fmt: skip
def test_a_title_finds_the_whole_body_after_it(text: str, vi: str) -> None:
    assert of_title(text) == vi


def test_a_long_name_goes_on_behind_a_comma_up_to_its_bureau() -> None:
    text = "Trưởng phòng Hướng dẫn điều tra, xử lý tai nạn giao thông, Cục Cảnh sát giao thông, dự"
    vi = "Phòng Hướng dẫn điều tra, xử lý tai nạn giao thông, Cục Cảnh sát giao thông"
    assert of_title(text) == vi


def test_letters_in_brackets_stand_before_the_district_of_a_body() -> None:
    found = body("Trung tâm Giáo dục nghề nghiệp (GDNN) huyện Cần Đước họp.")
    assert found.vi == "Trung tâm Giáo dục nghề nghiệp huyện"


def test_words_with_nguyên_inside_end_no_name() -> None:
    assert body("Trung tâm Kỹ thuật Tài nguyên và Môi trường họp.").vi.endswith("Tài nguyên và Môi trường")


@pytest.mark.parametrize("text", ["quyết định của Ban Bí thư, dự", "Hội đồng Bộ trưởng họp"])
def test_the_name_of_a_body_holds_no_title(text: str) -> None:
    assert not list(find_titles(read(build_article(text), lexicon())))


def test_nobody_holds_the_title_of_whom_an_assistant_works_for() -> None:
    (title,) = find_titles(read(build_article("Trợ lý Bộ trưởng Bộ Nội vụ, dự"), lexicon()))
    assert title.role == "scheme/role/tro-ly"


def test_a_province_ends_before_a_person() -> None:
    found = body("UBND tỉnh Bạc Liêu Dương Thành Tám.")
    assert found.place is not None
    assert found.place.vi == "Bạc Liêu"


@pytest.mark.parametrize("text", ["Chủ tịch hội nghị, dự", "Trợ lý Chủ tịch nước Lê Văn Tám"])
def test_common_words_and_leaders_are_no_bodies_of_the_title_before(text: str) -> None:
    first = next(iter(find_titles(read(build_article(text), lexicon()))))
    assert first.body is None or first.role == "scheme/role/chu-tich-nuoc"


def test_a_verb_of_two_syllables_ends_a_name() -> None:
    assert body("Trường Đại học Tân Văn công bố kế hoạch.").vi == "Trường Đại học Tân Văn"


def test_a_rank_after_và_ends_a_name() -> None:
    assert of_title("Đội trưởng Đội Cảnh sát trật tự và Trung tá Lê Văn Tám dự") == "Đội Cảnh sát trật tự"


def test_a_deputy_at_a_session_is_of_the_council_that_sits() -> None:
    text = "Tại kỳ họp thứ 8 HĐND tỉnh Long An, đại biểu Lê Văn Tám chất vấn."
    assert of_title(text) == "Hội đồng nhân dân tỉnh"


def test_a_delegate_of_a_conference_holds_no_seat() -> None:
    assert not list(find_titles(read(build_article("Hội thảo có đại biểu Lê Văn Tám dự."), lexicon())))


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        (
            "Ông A, Cục trưởng Cục Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu, Bộ Công an.",
            "Cục Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu",
        ),
        ("Ông A, Ủy viên Ban Thường vụ Đảng ủy Tổng cục Hậu cần, Bộ Công an.",
         "Đảng ủy Tổng cục Hậu cần, Bộ Công an"),
        ("Bà A, Trưởng ban Dân chủ - Pháp luật Ủy ban MTTQ tỉnh Long An.",
         "Ban Dân chủ - Pháp luật Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Anh A, Bí thư xã Đoàn.", "Xã đoàn"),
        ("Bà A, Chủ tịch Mặt trận xã Gia Phú.", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("Ông A, Chủ tịch HĐQT Tập đoàn Sao Băng.", "Hội đồng quản trị Tập đoàn Sao Băng"),
        ("Ông A, Trưởng ban Tổ chức Trung ương Hội Nông dân Việt Nam.", "Ban Tổ chức, Hội Nông dân Việt Nam"),
    ],
)  # fmt: skip
def test_a_body_behind_a_title_has_its_whole_name(text: str, vi: str) -> None:
    assert of_title(text) == vi
