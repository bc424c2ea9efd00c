"""Clusters by number, their members and the counts that are stated."""

from __future__ import annotations

import pytest

from kg.extract.clusters import find_clusters, find_echoes
from kg.extract.member_counts import find_stated_counts
from kg.extract.members import find_member_lists
from kg.extract.places import find_provinces
from kg.extract.reading import Reading, read
from kg.extract.spans import Cluster
from kg.load import build_article
from kg.ontology import lexicon

LIST = "Cụm thi đua số 4 gồm các tỉnh: Long An, Tây Ninh, Bà Rịa - Vũng Tàu và TP.HCM"


def reading(text: str) -> Reading:
    return read(build_article(text), lexicon())


def clusters(text: str) -> tuple[Cluster, ...]:
    return tuple(find_clusters(reading(text)))


@pytest.mark.parametrize(
    "printed",
    ["Cụm thi đua số 4", "Cụm 4", "Cụm thi đua IV", "cụm thi đua số 4", "Cụm số 4", "Cụm thi đua số 04"],
)
def test_the_number_is_read_in_its_spellings(printed: str) -> None:
    assert [cluster.number for cluster in clusters(f"Chiều nay, {printed} họp.")] == [4]


@pytest.mark.parametrize("printed", ["cụm công nghiệp 4", "cụm 4 xã", "4 cụm dân cư"])
def test_other_clusters_are_no_emulation_clusters(printed: str) -> None:
    assert clusters(f"Chiều nay, {printed} họp.") == ()


def test_things_in_a_heap_are_no_cluster_unless_emulation_is_spoken_of() -> None:
    assert clusters("Cụm 3 nhà máy điện gió đã chạy. Cụm 5 trường học xây xong.") == ()
    assert [cluster.number for cluster in clusters("Cụm 5 tỉnh Long An ký giao ước thi đua.")] == [5]


def test_the_sponsor_follows_the_number() -> None:
    (cluster,) = clusters("Cụm thi đua số 4, Ban Tổ chức Trung ương họp.")
    assert cluster.sponsor is not None
    assert cluster.sponsor.entity == "id/org/ban-to-chuc-trung-uong"


def test_a_block_is_told_from_a_cluster() -> None:
    assert [cluster.word for cluster in clusters("Khối thi đua số 2 họp.")] == ["khoi"]


def test_the_standing_body_is_marked() -> None:
    assert [cluster.standing for cluster in clusters("Thường trực Cụm thi đua số 4 họp.")] == [True]


def test_a_bare_word_goes_on_about_the_cluster_before() -> None:
    here = reading("Cụm thi đua số 4 họp. Hiện cụm có 11 tỉnh. Cụm trưởng nói.")
    (echo,) = find_echoes(here, tuple(find_clusters(here)))
    assert echo.number == 4


@pytest.mark.parametrize(("tail", "complete"), [(".", True), (",…", False)])
def test_a_list_of_members_is_closed_or_open(tail: str, complete: bool) -> None:
    here = reading(f"{LIST}{tail}")
    (found,) = find_member_lists(here, tuple(find_clusters(here)), tuple(find_provinces(here)))
    assert ([member.name for member in found.members], found.complete) == (
        ["Long An", "Tây Ninh", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"],
        complete,
    )


def test_two_clusters_of_one_sentence_have_their_own_lists() -> None:
    here = reading(
        "Cụm thi đua số 1 gồm 4 đơn vị là huyện Trảng Bom, Nhơn Trạch và 2 thành phố Biên Hòa, Long Khánh; "
        "Cụm thi đua số 2 gồm 3 đơn vị: Định Quán, Xuân Lộc và Cẩm Mỹ."
    )
    lists = find_member_lists(here, tuple(find_clusters(here)), tuple(find_provinces(here)))
    assert [(found.cluster.number, [member.name for member in found.members]) for found in lists] == [
        (1, ["Trảng Bom", "Nhơn Trạch", "Biên Hòa", "Long Khánh"]),
        (2, ["Định Quán", "Xuân Lộc", "Cẩm Mỹ"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Cụm thi đua số 4 có 11 tỉnh họp.",
        "Ban Tổ chức 11 tỉnh thuộc Cụm thi đua số 4.",
        "Dự có lãnh đạo 11 Chi hội Luật gia thuộc Cụm thi đua số 4.",
        "Lãnh đạo 11 cục thành viên Cụm thi đua số 4 ký. Cờ được tặng cho 3 đơn vị trong Cụm thi đua số 4.",
        "Cụm thi đua số 4 gồm 11 đảng ủy.",
    ],
)
def test_the_stated_count_is_read_on_either_side(text: str) -> None:
    here = reading(text)
    assert [stated.count for stated in find_stated_counts(here, tuple(find_clusters(here)))] == [11]


@pytest.mark.parametrize(
    ("text", "sponsor"),
    [
        ("Cụm thi đua số 4 - Bộ Công an họp.", "Bộ Công an"),
        ("Cụm thi đua số 2 ngành Tài chính (Bộ Tài chính) họp.", "Bộ Tài chính"),
        ("Cụm thi đua số 6 của Tỉnh ủy Long An họp.", "Tỉnh ủy"),
        ("Cụm thi đua số 2 tỉnh Long An họp.", "Ủy ban nhân dân tỉnh"),
        (
            "Cụm thi đua III các Ban Tổ chức tỉnh uỷ, thành uỷ miền Trung thuộc Ban Tổ chức Trung ương họp.",
            "Ban Tổ chức Trung ương",
        ),
    ],
)
def test_a_sponsor_is_read_in_its_forms(text: str, sponsor: str) -> None:
    assert [cluster.sponsor.vi for cluster in clusters(text) if cluster.sponsor] == [sponsor]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Cụm thi đua các tỉnh miền núi biên giới phía Bắc họp tại Sơn La.",
            "các tỉnh miền núi biên giới phía Bắc",
        ),
        ("Cụm thi đua các tỉnh Tây Nguyên (Bộ Tư pháp) tổng kết.", "các tỉnh Tây Nguyên"),
        ("Khối thi đua các trường chính trị miền Tây gồm 9 trường.", "các trường chính trị miền Tây"),
        ("Khối thi đua Văn hóa - Xã hội ký giao ước.", "Văn hóa - Xã hội"),
        ("Khối giao ước thi đua các sở, ngành tổng hợp tiến hành họp.", "các sở, ngành tổng hợp"),
        ("Cụm thi đua 5 thành phố trực thuộc Trung ương họp.", "5 thành phố trực thuộc Trung ương"),
        (
            "Khối thi đua các đơn vị thuộc Sở Văn hóa, Thể thao và Du lịch tổng kết.",
            "các đơn vị thuộc Sở Văn hóa, Thể thao và Du lịch",
        ),
    ],
)
def test_a_cluster_without_number_has_a_name_of_its_own(text: str, name: str) -> None:
    assert [(cluster.number, cluster.printed) for cluster in clusters(text)] == [(0, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Các khối, cụm thi đua của huyện họp.",
        "Mỗi cụm thi đua đều có cờ.",
        "Khối thi đua Tổng kết năm 2018.",
    ],
)
def test_clusters_in_general_are_none(text: str) -> None:
    assert clusters(text) == ()


@pytest.mark.parametrize(
    ("words", "members"),
    [
        (
            "gồm 3 đơn vị: các huyện Cần Đước, Cần Giuộc và thị xã Kiến Tường",
            ["Cần Đước", "Cần Giuộc", "Kiến Tường"],
        ),
        ("có 3 đơn vị là các huyện ủy: Cần Đước, Cần Giuộc, Bến Lức", [
            "Huyện ủy Cần Đước", "Huyện ủy Cần Giuộc", "Huyện ủy Bến Lức",
        ]),
        ("gồm 3 Sở Tài chính của Long An, Tây Ninh và Đồng Nai", ["Long An", "Tây Ninh", "Đồng Nai"]),
        (
            "có 3 thành viên: UBKT Tỉnh uỷ Long An, Tây Ninh và UBKT Thành uỷ Cần Thơ",
            ["Long An", "Tây Ninh", "Cần Thơ"],
        ),
        (
            "gồm ban tổ chức của 3 tỉnh ủy, thành ủy: Long An, Tây Ninh, Cần Thơ",
            ["Long An", "Tây Ninh", "Cần Thơ"],
        ),
    ],
)  # fmt: skip
def test_members_are_districts_and_bodies_too(words: str, members: list[str]) -> None:
    here = reading(f"Cụm thi đua số 4 {words}.")
    named = tuple(find_clusters(here))
    (found,) = find_member_lists(here, named, tuple(find_provinces(here)))
    assert [member.name.replace("Thành phố ", "") for member in found.members] == members
    assert [stated.count for stated in find_stated_counts(here, named)] == [3]


def test_a_list_before_its_number_is_one() -> None:
    here = reading(
        "Cụm thi đua số 4 họp. Long An, Tây Ninh, cùng với chủ nhà Đồng Nai là đủ 3 thành viên của cụm."
    )
    named = tuple(find_clusters(here))
    echoes = tuple(find_echoes(here, named))
    (found,) = find_member_lists(here, (*named, *echoes), tuple(find_provinces(here)))
    assert [member.name for member in found.members] == ["Long An", "Tây Ninh", "Đồng Nai"]


def test_provinces_that_are_praised_are_no_members() -> None:
    here = reading("Cụm thi đua số 4 có các đơn vị đạt cao: Long An, Tây Ninh, Đồng Nai.")
    assert list(find_member_lists(here, tuple(find_clusters(here)), tuple(find_provinces(here)))) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A short name, a headline and the full one: the fullest in the text.
        (
            "Khối thi đua các cơ quan Đảng ký giao ước. Khối thi đua các cơ quan Đảng tỉnh họp.",
            {(0, "các cơ quan Đảng tỉnh")},
        ),
        (
            "Cụm miền Đông Nam Bộ họp. Cụm thi đua các tỉnh miền Đông Nam Bộ ký kết.",
            {(0, "các tỉnh miền Đông Nam Bộ")},
        ),
        (
            "Khối các sở, ngành kinh tế họp. Khối thi đua các sở, ngành kinh tế ký.",
            {(0, "các sở, ngành kinh tế")},
        ),
        # A name whose number the article gives, beside it or elsewhere.
        ("Cụm thi đua các tỉnh miền Đông Nam Bộ (Cụm số 4) họp.", {(4, "4")}),
        (
            "Cụm thi đua số 7 các Trường Chính trị khu vực Tây Nguyên họp. Năm qua, Cụm thi đua các "
            "Trường Chính trị khu vực Tây Nguyên mở 9 lớp.",
            {(7, "7")},
        ),
        # The article has one number and one name alone; the number is not said to be another's.
        ("Cụm thi đua Bắc miền Trung họp. Dự có lãnh đạo các tỉnh thuộc Cụm thi đua số 2.", {(2, "2")}),
        (
            "Cụm thi đua số 4, Bộ Công an họp. Cụm thi đua các tỉnh Tây Bắc họp.",
            {(4, "4"), (0, "các tỉnh Tây Bắc")},
        ),
        ("Hướng dẫn công tác thi đua khối các Sở Giáo dục. Cụm thi đua số 1 họp.", {(1, "1")}),
        # Two clusters of an article stay two.
        (
            "Cụm thi đua các tỉnh Tây Bắc họp. Cụm thi đua các tỉnh Tây Nguyên họp.",
            {(0, "các tỉnh Tây Bắc"), (0, "các tỉnh Tây Nguyên")},
        ),
    ],
)
def test_the_names_of_one_cluster_are_one(text: str, names: set[tuple[int, str]]) -> None:
    assert {(cluster.number, cluster.printed) for cluster in clusters(text)} == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Cụm thi đua Hội Nhà báo (HNB) các tỉnh Bắc miền Trung gồm 6 hội.",
            "Hội Nhà báo các tỉnh Bắc miền Trung",
        ),
        (
            "Cụm thi đua Sở Tư pháp, Thi hành án dân sự các tỉnh miền núi phía Bắc tổ chức họp.",
            "Sở Tư pháp, Thi hành án dân sự các tỉnh miền núi phía Bắc",
        ),
        (
            "Cụm thi đua HNB các tỉnh khu vực Duyên hải, Đồng bằng Bắc Bộ tổng kết.",
            "HNB các tỉnh khu vực Duyên hải, Đồng bằng Bắc Bộ",
        ),
        (
            "Cụm thi đua các Hội Nhà báo miền Đông và TP.Hồ Chí Minh vừa họp.",
            "các Hội Nhà báo miền Đông và TP.Hồ Chí Minh",
        ),
        (
            "Cụm thi đua Mặt trận 5 thành phố trực thuộc trung ương gồm:",
            "Mặt trận 5 thành phố trực thuộc trung ương",
        ),
        ("Cụm thi đua 07 tỉnh trung du, miền núi phía Bắc sơ kết.", "7 tỉnh trung du, miền núi phía Bắc"),
        ("Cụm thi đua các tỉnh Tây Nam Bộ hội nghị tổng kết.", "các tỉnh Tây Nam Bộ"),
        ("Khối thi đua các tổ chức chính trị-xã hội Nghệ An ký.", "các tổ chức chính trị-xã hội Nghệ An"),
        ("Khối thi đua Khối Nội chính tỉnh họp.", "Nội chính tỉnh"),
        ("Khối thi đua Doanh nghiệp số 7 hiện có 25 thành viên.", "Doanh nghiệp số 7"),
        ("Khối thi đua ngành Kinh tế - Kỹ thuật có 9 sở.", "ngành Kinh tế - Kỹ thuật"),
        ("Cụm thi đua các đơn vị trực thuộc gồm 4 đơn vị tại Tây Ninh.", "các đơn vị trực thuộc"),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, name: str) -> None:
    assert [cluster.printed for cluster in clusters(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Khối thi đua các sở, ban, ngành tỉnh: Chia làm 11 khối.",
        "Cụm thi đua 6 tháng đầu năm đạt kết quả tốt.",
        "Đảng ủy Khối các cơ quan tỉnh phát động thi đua.",
        "Cụm thi đua và các đồng chí lãnh đạo Sở Y tế dự họp.",
    ],
)
def test_what_only_looks_like_a_cluster_is_none(text: str) -> None:
    assert clusters(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Khối thi đua số 1 do Trường Chính trị tỉnh Long An làm khối trưởng.",
        "Cụm thi đua số 2 (Huyện ủy Bến Lức và Huyện ủy Cần Đước) họp.",
        "Cụm thi đua số 4 - Trường Chính trị các tỉnh miền Bắc họp.",
        "Cụm thi đua số 4 Công an xã họp.",
    ],
)
def test_who_leads_or_belongs_is_no_sponsor(text: str) -> None:
    assert [cluster.sponsor for cluster in clusters(text)] == [None]


def test_a_sector_tells_its_ministry() -> None:
    (cluster,) = clusters("Cụm thi đua số 2 ngành Tài chính triển khai nhiệm vụ.")
    assert cluster.sponsor is not None
    assert cluster.sponsor.entity == "id/org/bo-tai-chinh"


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "Cụm thi đua số 2 gồm Sở Tài chính các tỉnh: Phú Thọ (Cụm trưởng), Quảng Ninh và Hưng Yên.",
            ["Phú Thọ", "Quảng Ninh", "Hưng Yên"],
        ),
        (
            "Cụm thi đua số 5 gồm Công an 03 tỉnh khu vực Bắc Trung Bộ, là Nghệ An, Thanh Hóa, Hà Tĩnh.",
            ["Nghệ An", "Thanh Hóa", "Hà Tĩnh"],
        ),
        ("Cụm thi đua số 1 (thành phố Pleiku, huyện Đức Cơ) họp.", ["Pleiku", "Đức Cơ"]),
        (
            "Cụm thi đua số 2 họp. Cụm có các thành viên: Công ty Điện lực Lâm Đồng, Bưu điện tỉnh và "
            "Công ty Nhôm Lâm Đồng - TKV.",
            ["Công ty Điện lực Lâm Đồng", "Bưu điện tỉnh", "Công ty Nhôm Lâm Đồng - TKV"],
        ),
        (
            "Khối thi đua số 1 (gồm các ban: Dân vận, Tổ chức và Ủy ban Kiểm tra Tỉnh ủy) họp.",
            ["Ban Dân vận", "Ban Tổ chức", "Ủy ban Kiểm tra Tỉnh ủy"],
        ),
        (
            "Cụm thi đua số 4 gồm các Trường THPT: Nguyễn Du, Lê Duẩn.",
            ["Trường THPT Nguyễn Du", "Trường THPT Lê Duẩn"],
        ),
        (
            "Cụm thi đua số 1 được lập năm 2024, gồm 3 đơn vị: Hội Nhà báo; Đoàn Luật sư; Hội Đông y.",
            ["Hội Nhà báo", "Đoàn Luật sư", "Hội Đông y"],
        ),
        (
            "Cụm thi đua số 1 gồm: Ngân hàng Chính sách xã hội chi nhánh tỉnh Lạng Sơn, Ngân hàng Phát triển "
            "tỉnh Lạng Sơn.",
            ["Ngân hàng Chính sách xã hội chi nhánh tỉnh Lạng Sơn", "Ngân hàng Phát triển tỉnh Lạng Sơn"],
        ),
        (
            "Thanh tra 3 tỉnh: Hưng Yên, Vĩnh Phúc và Bắc Ninh thuộc Cụm thi đua số 3 đã họp.",
            ["Hưng Yên", "Vĩnh Phúc", "Bắc Ninh"],
        ),
        (
            "Cụm thi đua số 4 gồm 2 Sở Ngoại vụ: Đắk Lắk, Đồng Nai và 2 Phòng Ngoại vụ thuộc Văn phòng UBND "
            "các tỉnh Gia Lai, Phú Yên.",
            ["Đắk Lắk", "Đồng Nai", "Gia Lai", "Phú Yên"],
        ),
        (
            "Cụm thi đua số 10 gồm các Văn phòng Đảng ủy: phường Bến Cát, Tân Uyên.",
            ["Bến Cát", "Tân Uyên"],
        ),
        (
            "Cụm thi đua số 2 họp. Sở Y tế các tỉnh trong Cụm thi đua gồm: Bắc Kạn, Phú Thọ và Yên Bái.",
            ["Bắc Kạn", "Phú Thọ", "Yên Bái"],
        ),
        (
            "Cụm thi đua số 3 gồm Hội Chữ thập đỏ quận Gò Vấp, Bình Tân, Quận 7 và Quận 12.",
            [
                "Hội Chữ thập đỏ quận Gò Vấp",
                "Hội Chữ thập đỏ quận Bình Tân",
                "Hội Chữ thập đỏ Quận 7",
                "Hội Chữ thập đỏ Quận 12",
            ],
        ),
        (
            "Cụm thi đua số 7 gồm các đơn vị: Ban quản lý rừng phòng hộ Tràm Lá, Công ty Chế biến Nông sản "
            "Đồng Lúa, Sở Nội vụ.",
            ["Ban quản lý rừng phòng hộ Tràm Lá", "Công ty Chế biến Nông sản Đồng Lúa", "Sở Nội vụ"],
        ),
        (
            "Cụm thi đua miền Đông Nam Bộ gồm: Bình Dương, Đồng Nai, Vũng Tàu, Tây Ninh.",
            ["Bình Dương", "Đồng Nai", "Bà Rịa - Vũng Tàu", "Tây Ninh"],
        ),
        (
            "Cụm thi đua số 2 tỉnh Bà Rịa - Vũng Tàu gồm: Châu Đức, Vũng Tàu, Long Điền.",
            ["Châu Đức", "Vũng Tàu", "Long Điền"],
        ),
    ],
)
def test_a_list_is_read_whatever_its_members_are(text: str, members: list[str]) -> None:
    here = reading(text)
    named = tuple(find_clusters(here))
    echoes = tuple(find_echoes(here, named))
    (found,) = find_member_lists(here, (*named, *echoes), tuple(find_provinces(here)))
    assert [member.name for member in found.members] == members


@pytest.mark.parametrize(
    "text",
    [
        "Cụm thi đua số 2 đã thống nhất các nội dung, gồm: Kế hoạch hoạt động; Quy chế xét thi đua.",
        "Cụm thi đua số 2 đề nghị tặng bằng khen cho 3 đơn vị: Long An, Tây Ninh, Đồng Nai.",
    ],
)
def test_what_else_a_cluster_lists_are_no_members(text: str) -> None:
    here = reading(text)
    assert list(find_member_lists(here, tuple(find_clusters(here)), tuple(find_provinces(here)))) == []


@pytest.mark.parametrize(
    "person",
    [
        ", Trưởng Ban Tổ chức Nguyễn Văn Mốt",
        ", Bí thư Tỉnh ủy Nghệ An",
        ", đồng chí Nguyễn Văn Mốt",
        " Nguyễn Văn Mốt",
    ],
)
def test_who_stands_behind_a_number_is_no_name_of_the_cluster(person: str) -> None:
    assert [cluster.alias for cluster in clusters(f"Cụm thi đua số 4{person} phát biểu.")] == [""]


@pytest.mark.parametrize("name", ["Bà Rịa - Vũng Tàu", "Đồng bằng sông Hồng", "Đông Nam Bộ"])
def test_a_place_behind_a_number_is_a_name_of_the_cluster(name: str) -> None:
    assert [cluster.alias for cluster in clusters(f"Cụm thi đua số 4 {name} họp.")] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Khối thi đua các huyện trung du - miền núi họp.", ["các huyện trung du - miền núi"]),
        ("Khối Kinh tế - Kỹ thuật ký giao ước thi đua.", ["Kinh tế - Kỹ thuật"]),
        ("Đảng ủy Khối Kinh tế - Kỹ thuật ký giao ước thi đua.", []),
        ("Phong trào thi đua của khối kinh tế tư nhân còn chậm.", []),
        ("Cụm Đoàn thanh niên các tỉnh Tây Bắc ký giao ước thi đua.", ["Đoàn thanh niên các tỉnh Tây Bắc"]),
        ("Hội nghị do Cụm thi đua các tỉnh Tây Nguyên tổ chức tại Đà Lạt.", ["các tỉnh Tây Nguyên"]),
        ("Khối thi đua các sở, ngành kinh tế tỉnh Gia Lai họp.", ["các sở, ngành kinh tế"]),
        ("Khối thi đua Hội Nông dân tỉnh Gia Lai họp.", ["Hội Nông dân tỉnh Gia Lai"]),
        ("Các đơn vị của Khối thi đua các cơ quan Đảng đỡ đầu hai xã.", ["các cơ quan Đảng"]),
    ],
)
def test_a_name_is_read_to_its_end_and_no_further(text: str, names: list[str]) -> None:
    assert [cluster.printed for cluster in clusters(text)] == names


def test_who_does_something_in_a_way_of_one_kind_is_no_number() -> None:
    assert clusters("Phong trào thi đua của khối 1 cách thiết thực được ghi nhận.") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cụm thi đua khối 33 họp. Cụm thi đua số 33 ký giao ước.", ["cum", "cum"]),
        ("Cụm thi đua 3 họp. Trưởng Khối thi đua số 3 nói. Khối thi đua số 3 ký.", ["khoi"] * 3),
        ("Cụm thi đua số 1 họp. Khối thi đua số 2 họp.", ["cum", "khoi"]),
    ],
)
def test_two_words_with_one_number_are_one_cluster(text: str, words: list[str]) -> None:
    assert [cluster.word for cluster in clusters(text)] == words


def test_every_word_of_the_ontology_that_ends_a_name_ends_it() -> None:
    (ends,) = lexicon().words("cluster-end")
    goes_on = {form for term in lexicon().words("name-part") for form in term.forms}
    for word in set(ends.forms) - goes_on:
        behind = "2024" if word == "năm" else "hội nghị"  # "năm hội" counts
        (found,) = clusters(f"Cụm thi đua số 4 Đông Nam Bộ {word} {behind}.")
        assert found.alias == "Đông Nam Bộ", word
