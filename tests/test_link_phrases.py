"""How newspapers tie a title to a name: by signs, by words between them, by letters of a company."""

from __future__ import annotations

import pytest
from extracting import NOTHING, posts, read_text

from kg.bench.found import find_record
from kg.ontology import lexicon

MOT, HAI = "Nguyễn Văn Mốt", "Trần Thị Hăm"  # nobody in office is called so
CHAIR, DEPUTY = (MOT, "Chủ tịch"), (HAI, "Phó Chủ tịch")


def told(text: str) -> set[tuple[str, str, str]]:
    """Return person, title and body of each post of a text."""
    return {post[:3] for post in posts(text.format(MOT, HAI))}


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch UBND huyện Quế Phong (Nghệ An) {} cho biết.",
        "Chủ tịch UBND huyện Quế Phong (Nghệ An), ông {} cho biết.",
        "Chủ tịch UBND huyện Quế Phong, {}, xác nhận.",
        "Sáng 2/3, Chủ tịch UBND huyện Quế Phong, {} đã xin lỗi.",
        "Chủ tịch UBND huyện Quế Phong, PGS-TS {} phát biểu.",
        "Chủ tịch UBND huyện Quế Phong đương nhiệm {} phát biểu.",
        "Chủ tịch UNBD huyện Quế Phong {} phát biểu.",
        "Cuộc họp do Chủ tịch UBND huyện Quế Phong, ông {} chủ trì.",
        "Một lãnh đạo là {} (SN 1962) Chủ tịch UBND huyện Quế Phong.",
        "Ông {} nhậm chức Chủ tịch UBND huyện Quế Phong.",
        "Ông {} được phân công nhiệm vụ Chủ tịch UBND huyện Quế Phong.",
        "Ông {} với tư cách Chủ tịch UBND huyện Quế Phong đã tiếp dân.",
        "Phiên tòa xử {} nguyên Chủ tịch UBND huyện Quế Phong.",
        "Ông {} (1965, nguyên Chủ tịch UBND huyện Quế Phong) vắng mặt.",
    ],
)
def test_title_and_name_go_together(text: str) -> None:
    assert told(text) == {(*CHAIR, "Ủy ban nhân dân huyện Quế Phong")}


@pytest.mark.parametrize(
    "text",
    [
        "Hai phó chủ tịch UBND tỉnh còn lại là ông {} đang đi học, bà {} vừa qua đời.",
        "Hai Phó Chủ tịch UBND tỉnh khác là ông {} và bà {}.",
        "Tỉnh bổ nhiệm ông {} (người đã về quê, nghỉ một năm) và bà {} làm Phó Chủ tịch UBND tỉnh.",
    ],
)
def test_one_post_of_two(text: str) -> None:
    body = "Ủy ban nhân dân tỉnh"
    assert told(text) == {(MOT, "Phó Chủ tịch", body), (*DEPUTY, body)}


def test_a_deputy_is_told_with_the_province() -> None:
    deputies = (
        "Đại biểu Quốc hội tỉnh Đồng Tháp {} hỏi. Phó Bí thư Thành ủy và đại biểu Quốc hội TP. HCM {} nói."
    )
    assert told(deputies) == {
        (MOT, "Đại biểu", "Quốc hội"),
        (HAI, "Phó Bí thư", "Thành ủy"),
        (HAI, "Đại biểu", "Quốc hội"),
    }


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Tổng giám đốc SAGRI {} nói.", "SAGRI"),
        ("Tổng giám đốc Vinatex {} nói.", "Vinatex"),
        ("Tổng giám đốc Fossil Việt Nam {} nói.", "Fossil Việt Nam"),
        ("Tập đoàn Dầu khí Việt Nam (PVN) họp. Tổng giám đốc PVN {} nói.", "Tập đoàn Dầu khí Việt Nam"),
        ("Ngân hàng VPBank họp. Tổng giám đốc VPBank {} nói.", "Ngân hàng VPBank"),
    ],
)
def test_a_company_is_named_by_letters(text: str, body: str) -> None:
    assert told(text) == {(MOT, "Tổng Giám đốc", body)}


@pytest.mark.parametrize("text", ["Chủ tịch Fidel Castro đến thăm.", "Giám đốc Marketing {} nói."])
def test_letters_are_no_company(text: str) -> None:
    assert {body for _, _, body in told(text)} <= {""}


@pytest.mark.parametrize(
    ("text", "title", "status"),
    [
        ("Ông {}, nguyên quyền Chủ tịch nước, dự.", "Chủ tịch nước", "former"),
        ("Ông {}, nguyên Cố vấn Ban Chấp hành Trung ương Đảng, dự.", "Cố vấn", "former"),
        ("Ông {} bị cho thôi chức ủy viên TƯ.", "Ủy viên", "relieved"),
        ("Ông {} - phó phòng phụ trách Phòng GD-ĐT huyện Quế Phong.", "Phó Trưởng phòng phụ trách", "held"),
        ("Ông {} được điều chuyển từ Chủ tịch UBND tỉnh về Ban Dân vận.", "Chủ tịch", "former"),
    ],
)
def test_a_title_and_its_status(text: str, title: str, status: str) -> None:
    assert {post[1::2] for post in posts(text.format(MOT))} == {(title, status)}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Giám đốc Đại học Quốc gia TP HCM {} nói.", "Đại học Quốc gia Thành phố Hồ Chí Minh"),
        (
            "Phó Chủ nhiệm Ủy ban Văn hóa, Giáo dục, Thanh Thiếu niên và Nhi đồng của Quốc hội {} nói.",
            "Ủy ban Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng của Quốc hội",
        ),
    ],
)
def test_a_known_body_in_another_spelling(text: str, body: str) -> None:
    assert {name for _, _, name in told(text)} == {body}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Ông {}, Tổ trưởng Tổ công tác của Thủ tướng, cho biết.", "Tổ công tác của Thủ tướng"),
        (
            "Ông {}, Tổ trưởng tổ giúp việc Ban chỉ đạo phát triển đô thị, nói.",
            "Tổ giúp việc, Ban Chỉ đạo Phát triển đô thị",
        ),
        (
            "Ông {} là Chủ tịch Hội đồng chức danh giáo sư nhà nước.",
            "Hội đồng Chức danh giáo sư nhà nước",
        ),
        ("Ông {}, Giám đốc Đài khí tượng thủy văn tỉnh Yên Bái.", "Đài Khí tượng thủy văn tỉnh"),
        (
            "Ông {}, Giám đốc công ty TNHH An Quý Bình - nhà đầu tư của dự án.",
            "Công ty TNHH An Quý Bình",
        ),
        ("Ông {}, Giám đốc Ban Quản lý Dự án thành phố Cần Thơ.", "Ban Quản lý Dự án thành phố"),
        ("Chủ tịch HĐQT PNJ {} cho biết.", "Hội đồng quản trị PNJ"),
        (
            "Tập đoàn Hóa chất Sông Hồng (Hochem) họp. Chủ tịch HĐTV Hochem {} chủ trì.",
            "Hội đồng thành viên Tập đoàn Hóa chất Sông Hồng",
        ),
        ("Ông {}, GĐ Sở Y tế Bắc Ninh, phát biểu.", "Sở Y tế"),
        ("Quốc hội miễn nhiệm ủy viên Thường vụ Quốc hội đối với ông {}.", "Ủy ban Thường vụ Quốc hội"),
        ("Ông {}, Giám đốc Trung tâm dịch vụ việc làm Thái Bình, nói.", "Trung tâm Dịch vụ việc làm"),
        ("Chánh Văn phòng Ban Chỉ đạo 389 quốc gia {} nói.", "Văn phòng Ban Chỉ đạo 389 quốc gia"),
        ("Ông {}, Giám đốc CTCP Khoáng sản Sông Chảy.", "Công ty Cổ phần Khoáng sản Sông Chảy"),
        ("Ông {}, Chủ tịch Hiệp hội doanh nghiệp nhỏ và vừa.", "Hiệp hội Doanh nghiệp nhỏ và vừa"),
        ("Ông {}, Giám đốc công ty trách nhiệm hữu hạn Đại Việt.", "Công ty Trách nhiệm hữu hạn Đại Việt"),
        ("Ông {}, chủ nhiệm CLB Kháng chiến Q. Tân Bình.", "Câu lạc bộ Kháng chiến quận Tân Bình"),
        ("Công ty Tân Thuận có ông {}, Giám đốc Công ty - đi vắng.", "Công ty Tân Thuận"),
        ("Ông {}, Giám đốc - Tổng biên tập NXB Tân Việt.", "Nhà xuất bản Tân Việt"),
        ("Ông {}, Đồn trưởng Đồn Biên phòng cửa khẩu Vũng Rô.", "Đồn Biên phòng Cửa khẩu Vũng Rô"),
        (
            "Ông {}, Ủy viên BCH Đảng bộ Khối Doanh nghiệp trung ương.",
            "Đảng bộ Khối Doanh nghiệp trung ương",
        ),
        (
            "Ban Chỉ đạo Tây Nam Bộ họp. Ông {}, Chánh Văn phòng Ban Chỉ đạo, nói.",
            "Văn phòng Ban Chỉ đạo Tây Nam Bộ",
        ),
        (
            "Ông {}, Bí thư Đoàn cơ sở Ngân hàng Nhà nước, dự.",
            "Đoàn cơ sở Ngân hàng Nhà nước Việt Nam",
        ),
    ],
)
def test_a_body_is_named_to_its_end(text: str, body: str) -> None:
    assert {post[2] for post in told(text)} == {body}


@pytest.mark.parametrize(
    "text",
    [
        "Ông {} từng đảm nhiệm cương vị Chủ tịch UBND huyện Quế Phong.",
        "Ông {} nắm giữ vị trí Chủ tịch UBND huyện Quế Phong.",
        "Ông {} sinh năm 1954, quê ở Gia Viễn, Ninh Bình; Chủ tịch UBND huyện Quế Phong.",
        "Ông {} - thầy thuốc nhân dân, Chủ tịch UBND huyện Quế Phong.",
        "Đồng chí {} (Tư Lạc), sinh ngày 4/10/1938; vào Đảng năm 1959; nguyên Chủ tịch UBND huyện Quế Phong.",
        "Chủ tịch UBND huyện Quế Phong được chỉ định là ông {}.",
        "Trong thời gian giữ cương vị Chủ tịch UBND huyện Quế Phong (từ 2011 - 2014), ông {} vi phạm.",
        "HĐND miễn nhiệm chức vụ Chủ tịch UBND huyện Quế Phong, nhiệm kỳ 2021-2026 với ông {}.",
    ],
)
def test_words_that_stand_between_a_person_and_a_post(text: str) -> None:
    assert told(text) == {(*CHAIR, "Ủy ban nhân dân huyện Quế Phong")}


def test_who_is_moved_by_one_verb_gets_the_seats_of_the_next() -> None:
    text = (
        "Tỉnh ủy công bố quyết định điều động ông {} - Giám đốc Sở Nội vụ tỉnh Kiên Giang, chỉ định tham gia "
        "Ban Thường vụ Huyện ủy Giồng Riềng, giữ chức Bí thư Huyện ủy Giồng Riềng."
    )
    assert told(text) == {
        (MOT, "Giám đốc", "Sở Nội vụ"),
        (MOT, "Ủy viên Ban Thường vụ", "Huyện ủy Giồng Riềng"),
        (MOT, "Bí thư", "Huyện ủy Giồng Riềng"),
    }


def test_a_district_that_begins_like_a_country_makes_nobody_a_guest() -> None:
    text = "Ông {} nói. Ông Mốt từng giữ các chức vụ Phó Chủ tịch, Chủ tịch UBND huyện Đức Hòa."
    body = "Ủy ban nhân dân huyện Đức Hòa"
    assert told(text) == {(*CHAIR, body), (MOT, "Phó Chủ tịch", body)}


def test_two_persons_and_two_posts_of_two_bodies_are_one_each() -> None:
    text = "Ông {} và bà {} được phê chuẩn làm Phó Chủ nhiệm Ủy ban Tư pháp và Phó Chủ tịch Hội đồng Dân tộc."
    assert told(text) == {
        (MOT, "Phó Chủ nhiệm", "Ủy ban Tư pháp của Quốc hội"),
        (HAI, "Phó Chủ tịch", "Hội đồng Dân tộc"),
    }


def test_a_committee_of_the_party_beside_the_head_of_a_province() -> None:
    text = "Ông {}, Bí thư Đảng ủy, Chủ tịch UBND tỉnh Tuyên Quang, dự."
    assert told(text) == {
        (MOT, "Bí thư", "Đảng ủy Ủy ban nhân dân tỉnh"),
        (MOT, "Chủ tịch", "Ủy ban nhân dân tỉnh"),
    }


@pytest.mark.parametrize(
    "title",
    ["giám đốc một công ty cổ phần", "giám đốc các chi nhánh", "Phó Chủ tịch HĐBT"],
)
def test_a_title_of_some_body_that_is_not_told_is_of_no_body_before(title: str) -> None:
    text = f"UBND tỉnh Long An và Sở Y tế Long An họp. Ông {{}} ({title}) dự."
    assert {body for _, _, body in told(text)} == {""}


def test_ministers_of_several_ministries_are_not_one_person() -> None:
    text = "Phó Thủ tướng {}, Bộ trưởng các bộ Xây dựng, Tài chính trả lời."
    assert told(text) == {(MOT, "Phó Thủ tướng", "Chính phủ")}


def test_deputies_are_each_in_charge_of_a_field() -> None:
    text = (
        "UBND tỉnh Phú Yên có Phó Chủ tịch phụ trách nông nghiệp - thủy lợi {}, "
        "Phó Chủ tịch phụ trách văn hóa {}."
    )
    body = "Ủy ban nhân dân tỉnh"
    assert told(text) == {(MOT, "Phó Chủ tịch", body), (HAI, "Phó Chủ tịch", body)}


@pytest.mark.parametrize("space", [" ", "  ", "\u00a0 ", "   "])
def test_a_field_of_a_deputy_may_stand_behind_any_spaces(space: str) -> None:
    text = f"Ông {{}}, Phó Chủ tịch phụ{space}trách nông nghiệp UBND tỉnh Phú Yên, dự họp."
    assert told(text) == {(MOT, "Phó Chủ tịch", "Ủy ban nhân dân tỉnh")}


def test_a_pronoun_behind_a_stranger_goes_on_about_nobody_before() -> None:
    text = "Ông {} dự họp. Người phát biểu là ông David Dang. Ông là Chủ tịch Hội Nông dân tỉnh Long An."
    assert told(text) == set()


def test_an_office_of_that_time_is_over() -> None:
    text = "Giấy phép do ông {} - khi đó là Chủ tịch UBND huyện Quế Phong - ký."
    assert {post[1:] for post in posts(text.format(MOT))} == {
        ("Chủ tịch", "Ủy ban nhân dân huyện Quế Phong", "former")
    }


def test_a_rare_surname_before_a_title_in_brackets_is_one_of_a_list() -> None:
    text = "Liên quan có ông {}; Vân Đình Sóc (Chủ tịch UBND huyện Quế Phong) và bà {}."
    assert told(text) == {("Vân Đình Sóc", "Chủ tịch", "Ủy ban nhân dân huyện Quế Phong")}


def province(text: str) -> str | None:
    record = find_record(read_text(text.format(MOT)), lexicon(), NOTHING).record
    (post,) = record.positions
    return post.province


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gian lận ở Sơn La, Hòa Bình. Bí thư Thành ủy {} trả lời cử tri TP.HCM.",
            "Thành phố Hồ Chí Minh",
        ),
        ("Hội thảo ở Nghệ An có ông {}, Viện trưởng Viện Kinh tế thế giới.", None),
        ("Hội thảo ở Cần Thơ có ông {}, Phó Trưởng ban Ban Chỉ đạo Tây Nam bộ.", None),
        ("Hội thảo ở Nghệ An có ông {}, Giám đốc Học viện Cán bộ tỉnh.", "Nghệ An"),
    ],
)
def test_the_province_of_a_city_committee_and_of_an_institute(text: str, expected: str | None) -> None:
    assert province(text) == expected


def test_who_speaks_about_posts_does_not_hold_them() -> None:
    text = "Về hàm vụ trưởng, vụ phó, ông {} đề nghị giải trình."
    assert told(text) == set()


def test_who_is_proposed_for_an_election_is_not_elected() -> None:
    text = "Hội nghị giới thiệu ông {} - Bí thư Tỉnh ủy Long An để HĐND bầu giữ chức Chủ tịch UBND tỉnh."
    assert told(text) == {(MOT, "Bí thư", "Tỉnh ủy")}


@pytest.mark.parametrize(
    "body", ["Viện trưởng Viện Quy hoạch Xây dựng", "Chủ nhiệm Ủy ban Dân số, Gia đình và Trẻ em"]
)
def test_a_body_that_provinces_have_is_no_body_of_the_country(body: str) -> None:
    text = f"Ông {MOT}, {body}, phát biểu."
    assert len(told(text)) == 1
    assert not any(name.startswith("id/org/") for name in read_text(text).entities)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Viện trưởng Viện Dinh dưỡng Quốc gia", "id/org/vien-dinh-duong-quoc-gia"),
        ("Chủ nhiệm Ủy ban Quốc phòng - An ninh", "id/org/uy-ban-quoc-phong-va-an-ninh"),
    ],
)
def test_an_institute_or_committee_of_the_country_has_a_name_of_its_own(body: str, name: str) -> None:
    assert name in read_text(f"Ông {MOT}, {body}, phát biểu.").entities


@pytest.mark.parametrize("honour", ["Chuẩn Đô đốc", "Thiếu tướng", "Đại úy", "Tiến sĩ"])
def test_a_rank_or_degree_in_a_list_of_posts_parts_it_not(honour: str) -> None:
    both = {(MOT, "Tư lệnh", "Vùng 3 Hải quân"), (MOT, "Bí thư", "Đảng ủy Vùng 3 Hải quân")}
    posts_of_both = f"Tư lệnh Vùng 3 Hải quân, {honour}, Bí thư Đảng ủy Vùng 3 Hải quân"
    assert told(f"Ông {{}}, {posts_of_both}, phát biểu.") == both
    assert told(f"{posts_of_both} {{}} phát biểu.") == both


@pytest.mark.parametrize("tie", [", Chuẩn Đô đốc,", " là Thiếu tướng,", " - Thượng úy -", ", Tiến sĩ,"])
def test_a_rank_or_degree_may_stand_between_a_name_and_a_post(tie: str) -> None:
    assert told(f"Ông {{}}{tie} Giám đốc Sở Nội vụ, phát biểu.") == {(MOT, "Giám đốc", "Sở Nội vụ")}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("UBND huyện Nam Đàn, Nghệ An mời Giám đốc Công an {} dự.", "cong-an-tinh"),
        (
            "UBND huyện Nam Đàn, Nghệ An tiếp ông {}, Chỉ huy trưởng Bộ Chỉ huy quân sự.",
            "bo-chi-huy-quan-su-tinh",
        ),
        (
            "UBND huyện Nam Đàn làm việc với lãnh đạo tỉnh Nghệ An, ông {}, Chủ tịch Hội Nông dân.",
            "hoi-nong-dan-tinh",
        ),
        ("UBND huyện Nam Đàn, Nghệ An tiếp ông {}, Phó Chủ tịch HĐND.", "hoi-dong-nhan-dan-huyen-nam-dan"),
        ("UBND huyện Nam Đàn, Nghệ An tiếp ông {}, Chủ tịch Hội Nông dân.", "hoi-nong-dan-huyen-nam-dan"),
    ],
)
def test_a_body_is_of_the_district_beside_it_where_districts_have_such(text: str, body: str) -> None:
    assert f"id/org/{body}-nghe-an" in read_text(text.format(MOT)).entities
