"""Which cluster is meant, who belongs to it and who leads it."""

from __future__ import annotations

import pytest
from extracting import facts, person, plain, posts, read_text

from kg.derive.clusters import Cluster, cluster_names
from kg.derive.facts import Reference
from kg.extract.cluster_names import canonical
from kg.model import Extraction
from kg.vocab import VPO

OURS = "Cụm thi đua số 4, Ban Tổ chức Trung ương"


def read(text: str) -> Extraction:
    return read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")


def clusters(text: str) -> list[str | None]:
    return [fact.role(VPO.cluster) for fact in facts(read(text), VPO.ClusterObservation)]


def test_a_cluster_is_known_by_sponsor_and_number() -> None:
    assert clusters(f"{OURS} họp.") == ["id/cluster/btctw/4"]


def test_the_same_number_under_another_sponsor_is_another_cluster() -> None:
    found = clusters("Cụm thi đua số 4, Bộ Nội vụ họp.")
    assert found == ["id/cluster/bo-noi-vu/4"]


def test_a_cluster_without_sponsor_has_no_name_among_all() -> None:
    assert clusters("Cụm thi đua số 4 họp.") == [None]


def test_a_cluster_named_twice_is_one_fact() -> None:
    assert clusters(f"{OURS} họp. Các tỉnh của Cụm thi đua số 4 cùng dự.") == ["id/cluster/btctw/4"]


def test_members_are_of_the_year_of_the_article() -> None:
    found = facts(
        read(f"{OURS} gồm các tỉnh: Long An, Tây Ninh, Đồng Nai."), VPO.ClusterMembershipObservation
    )
    assert {(fact.role(VPO.memberUnit), fact.value(VPO.year)) for fact in found} == {
        ("id/adm63/long-an", 2018),
        ("id/adm63/tay-ninh", 2018),
        ("id/adm63/dong-nai", 2018),
    }


def test_a_person_leads_a_cluster() -> None:
    found = read(f"Ông Nguyễn Văn Mốt, Cụm trưởng {OURS}, phát biểu.")
    (fact,) = facts(found, VPO.ClusterLeadershipObservation)
    assert person(found, fact.role(VPO.leader)) == "Nguyễn Văn Mốt"


@pytest.mark.parametrize(
    "leads",
    [
        "Cụm phó Cụm thi đua",
        "Cụm trưởng Cụm thi đua số 5",
        "Trưởng Khối thi đua",
        "Khối trưởng Khối thi đua các sở, ngành tổng hợp",
        "Cụm trưởng Cụm thi đua Đông Nam Bộ",
        "Cụm trưởng",
    ],
)
def test_who_leads_a_cluster_has_the_posts_behind_it_too(leads: str) -> None:
    told = posts(f"Dự có ông Nguyễn Văn Mốt, {leads}, Giám đốc Sở Nội vụ tỉnh Bình Định.")
    assert ("Nguyễn Văn Mốt", "Giám đốc", "Sở Nội vụ", "held") in told


@pytest.mark.parametrize("name", ["số 5", "các tỉnh Tây Nguyên", "miền Đông Nam Bộ"])
def test_who_stands_behind_the_cluster_that_he_leads_is_no_part_of_its_name(name: str) -> None:
    found = read(f"Cụm trưởng Cụm thi đua {name} Nguyễn Văn Mốt phát biểu.")
    (fact,) = facts(found, VPO.ClusterLeadershipObservation)
    assert person(found, fact.role(VPO.leader)) == "Nguyễn Văn Mốt"


def test_a_body_leads_a_cluster() -> None:
    found = read(f"{OURS} họp, Ban Tổ chức Tỉnh ủy Long An là cụm trưởng.")
    (fact,) = facts(found, VPO.ClusterLeadershipObservation)
    assert fact.role(VPO.leader) == "id/org/ban-to-chuc-tinh-uy-long-an"


def test_a_sponsor_told_in_a_later_sentence_holds() -> None:
    assert clusters("Cụm thi đua số 3 họp. Cụm này do Bộ Nội vụ lập.") == ["id/cluster/bo-noi-vu/3"]


def test_one_number_of_two_sponsors_is_two_clusters() -> None:
    text = f"{OURS} họp. Cùng ngày, Cụm thi đua số 4, Bộ Nội vụ họp."
    assert set(clusters(text)) == {"id/cluster/btctw/4", "id/cluster/bo-noi-vu/4"}


def test_a_named_cluster_has_a_name_among_all() -> None:
    found = clusters("Cụm thi đua các tỉnh Tây Nguyên (Bộ Tư pháp) họp.")
    assert found == ["id/cluster/bo-tu-phap/tay-nguyen"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Two ways to name one cluster, and the sector that only the words beside it tell.
        ("Cụm thi đua Hội Chữ thập đỏ các tỉnh miền Đông Nam Bộ họp.", "hoi-chu-thap-do-dong-nam-bo"),
        ("Hội Chữ thập đỏ các tỉnh thuộc Cụm thi đua miền Đông Nam Bộ họp.", "hoi-chu-thap-do-dong-nam-bo"),
        ("Cụm thi đua LĐLĐ các tỉnh Bắc Trung Bộ họp.", "lien-doan-lao-dong-bac-trung-bo"),
        ("Cụm thi đua Liên đoàn Lao động 6 tỉnh Bắc Trung Bộ họp.", "lien-doan-lao-dong-bac-trung-bo"),
        ("Cụm thi đua 7 tỉnh trung du và miền núi phía Bắc họp.", "trung-du-nui-phia-bac"),
        ("Cụm thi đua các tỉnh trung du, miền núi phía Bắc họp.", "trung-du-nui-phia-bac"),
    ],
)
def test_reports_of_one_cluster_give_one_name(text: str, name: str) -> None:
    assert clusters(text) == [f"id/cluster/viet-nam/{name}"]


def test_a_known_named_cluster_needs_no_sponsor() -> None:
    assert clusters("Cụm thi đua miền Đông Nam Bộ họp.") == ["id/cluster/nha-nuoc/mien-dong-nam-bo"]


def test_a_district_is_a_member_by_its_name_and_a_body_as_itself() -> None:
    text = "Cụm thi đua số 6 Tỉnh ủy Long An gồm 2 đơn vị: Huyện ủy Cần Đước, Huyện ủy Bến Lức."
    found = list(facts(read(text), VPO.ClusterMembershipObservation))
    assert [fact.role(VPO.memberBody) for fact in found] == [
        "id/org/huyen-uy-can-duoc-long-an",
        "id/org/huyen-uy-ben-luc-long-an",
    ]
    text = "Cụm thi đua số 6 Tỉnh ủy Long An gồm 2 đơn vị: huyện Cần Đước, huyện Bến Lức."
    found = list(facts(read(text), VPO.ClusterMembershipObservation))
    assert [plain(fact.value(VPO.printedName)) for fact in found] == ["Cần Đước", "Bến Lức"]


def test_the_list_that_the_number_bears_out_counts() -> None:
    first = "có 3 tỉnh: Long An, Tây Ninh, Đồng Nai"
    text = f"{OURS} {first}. Cụm thi đua số 4 gồm các tỉnh: Long An, Tây Ninh, Bình Dương, Lâm Đồng."
    found = facts(read(text), VPO.ClusterMembershipObservation)
    assert {fact.role(VPO.memberUnit) for fact in found} == {
        "id/adm63/long-an",
        "id/adm63/tay-ninh",
        "id/adm63/dong-nai",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ban Tổ chức Tỉnh ủy Long An là đơn vị Cụm trưởng",
        "Ban Tổ chức Tỉnh ủy Long An giữ vai trò Cụm trưởng",
        "Ban Tổ chức Tỉnh ủy Long An được cử làm Cụm trưởng",
        "hội nghị bầu Ban Tổ chức Tỉnh ủy Long An làm Cụm trưởng",
        "Cụm trưởng là Ban Tổ chức Tỉnh ủy Long An",
        "vai trò Cụm trưởng năm nay thuộc về Ban Tổ chức Tỉnh ủy Long An",
        "Cụm trưởng được bàn giao cho Ban Tổ chức Tỉnh ủy Long An",
    ],
)
def test_a_body_leads_in_any_words(text: str) -> None:
    (fact,) = facts(read(f"{OURS} họp. Tại đây, {text}."), VPO.ClusterLeadershipObservation)
    assert (fact.role(VPO.leader), fact.value(VPO.year)) == ("id/org/ban-to-chuc-tinh-uy-long-an", 2018)


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2019, Ban Tổ chức Tỉnh ủy Long An làm Cụm trưởng.",
        "Hội nghị bầu Ban Tổ chức Tỉnh ủy Long An làm Cụm trưởng năm 2019.",
    ],
)
def test_the_year_of_the_office_is_the_one_printed(text: str) -> None:
    (fact,) = facts(read(f"{OURS} họp. {text}"), VPO.ClusterLeadershipObservation)
    assert fact.value(VPO.year) == 2019


def test_a_deputy_is_no_leader() -> None:
    (fact,) = facts(
        read(f"{OURS} họp, Ban Tổ chức Tỉnh ủy Long An làm Cụm phó."), VPO.ClusterLeadershipObservation
    )
    assert fact.role(VPO.leader) is None
    assert fact.role(VPO.deputyLeader) == "id/org/ban-to-chuc-tinh-uy-long-an"


def test_what_is_concluded_of_a_named_cluster_keeps_its_name() -> None:
    seen = [Cluster("id/article/1#k1", "id/cluster/x/cac-tinh-tay-nguyen", None, None, "các tỉnh Tây Nguyên")]
    names = cluster_names("id/cluster/x/cac-tinh-tay-nguyen", seen, Reference({}))
    assert names == ("Cụm thi đua các tỉnh Tây Nguyên", "Emulation Cluster “các tỉnh Tây Nguyên”")
    assert cluster_names("id/cluster/x/4", [], Reference({}))[0] == "Cụm thi đua số 4"


def test_members_are_kept_where_it_is_open_which_cluster_is_meant() -> None:
    found = read("Cụm thi đua số 1 gồm các huyện: Cần Đước, Bến Lức.")
    (cluster,) = facts(found, VPO.ClusterObservation)
    members = list(facts(found, VPO.ClusterMembershipObservation))
    assert [plain(fact.value(VPO.printedName)) for fact in members] == ["Cần Đước", "Bến Lức"]
    assert {fact.role(VPO.clusterObservation) for fact in members} == {found.article.node(cluster.id)}
    assert {fact.role(VPO.cluster) for fact in members} == {None}


def test_a_cluster_of_several_provinces_is_not_of_one_of_them() -> None:
    text = "Tại Lạng Sơn, Cụm thi đua số 1 Bộ đội Biên phòng gồm các tỉnh: Lạng Sơn, Cao Bằng, Quảng Ninh."
    assert clusters(text) == [None]


def leaders(text: str) -> list[tuple[str, str | None, object]]:
    """Return who leads as the text says: the part, the body without its path, and the year."""
    found = facts(read(f"{OURS} họp. {text}"), VPO.ClusterLeadershipObservation)
    parts = {"leader": VPO.leader, "deputy": VPO.deputyLeader}
    return [
        (part, body.rsplit("/", 1)[-1], fact.value(VPO.year))
        for fact in found
        for part, term in parts.items()
        if (body := fact.role(term))
    ]


def test_a_deputy_told_behind_the_leader_is_another_body() -> None:
    led = "Đơn vị Cụm trưởng Cụm thi đua số 4 năm 2019 là Công an tỉnh Quảng Trị"
    assert leaders(f"{led}, đơn vị Cụm phó là Công an tỉnh Nghệ An.") == [
        ("leader", "cong-an-tinh-quang-tri", 2019),
        ("deputy", "cong-an-tinh-nghe-an", 2019),
    ]


def test_who_takes_the_lead_over_leads() -> None:
    told = "Công an tỉnh Nghệ An bàn giao đơn vị Cụm trưởng Cụm thi đua số 4 năm 2019 cho"
    assert leaders(f"{told} Công an tỉnh Quảng Trị.") == [("leader", "cong-an-tinh-quang-tri", 2019)]
    told = "Lễ bàn giao vai trò Cụm trưởng năm 2019 từ Công an tỉnh Nghệ An cho Công an tỉnh Quảng Trị."
    assert leaders(told) == [("leader", "cong-an-tinh-quang-tri", 2019)]


def test_a_host_is_the_leader_where_the_text_says_both() -> None:
    told = "Công an tỉnh Nghệ An là cơ quan đăng cai Trưởng cụm năm 2018"
    assert leaders(f"{told}; dự họp có đơn vị cụm phó Công an tỉnh Hà Tĩnh.") == [
        ("leader", "cong-an-tinh-nghe-an", 2018),
        ("deputy", "cong-an-tinh-ha-tinh", 2018),
    ]


def test_a_leader_is_kept_where_it_is_open_which_cluster_is_meant() -> None:
    found = read("Cụm thi đua số 1 họp, Phòng Nội vụ huyện Cần Đước làm Cụm trưởng.")
    (cluster,) = facts(found, VPO.ClusterObservation)
    (led,) = facts(found, VPO.ClusterLeadershipObservation)
    assert led.role(VPO.clusterObservation) == found.article.node(cluster.id)
    assert led.role(VPO.cluster) is None
    assert led.role(VPO.leader) is not None


def test_the_number_of_units_in_a_name_tells_no_cluster_from_another() -> None:
    names = ("5 thành phố trực thuộc Trung ương", "năm thành phố trực thuộc Trung ương")
    assert {clusters(f"Khối thi đua {name} tổng kết công tác năm 2019.")[0] for name in names} == {
        "id/cluster/viet-nam/khoi-trung-uong"
    }
    assert canonical("Doanh nghiệp số 1") != canonical("Doanh nghiệp số 2")


@pytest.mark.parametrize("name", ["các huyện miền núi", "các xã vùng đồng bằng", "các trường phía Nam"])
def test_units_below_a_province_are_of_a_region_of_it(name: str) -> None:
    (found,) = clusters(f"Tại Quảng Nam, Cụm thi đua {name} tổng kết công tác năm 2019.")
    assert found is not None
    assert found.startswith("id/cluster/quang-nam/")


def members(text: str) -> list[tuple[str, str | None]]:
    """Return the members that the text lists: as printed, and the body without its path."""
    found = facts(read(text), VPO.ClusterMembershipObservation)
    return [
        (plain(fact.value(VPO.printedName)), (fact.role(VPO.memberBody) or "").rpartition("/")[2] or None)
        for fact in found
    ]


def test_a_head_printed_once_is_that_of_all_members() -> None:
    told = "Tại Đắk Lắk, Cụm thi đua số 6 Tỉnh ủy gồm 4 đơn vị: Huyện ủy Krông Pắc, Krông Búk, Krông Năng và"
    assert members(f"{told} Thị ủy Buôn Hồ họp.") == [
        ("Huyện ủy Krông Pắc", "huyen-uy-krong-pac-dak-lak"),
        ("Huyện ủy Krông Búk", "huyen-uy-krong-buk-dak-lak"),
        ("Huyện ủy Krông Năng", "huyen-uy-krong-nang-dak-lak"),
        ("Thị ủy Buôn Hồ", "thi-uy-buon-ho-dak-lak"),
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "các sở: Lao động - Thương binh và Xã hội, Giáo dục và Đào tạo, Nội vụ",
        "Sở Lao động - Thương binh và Xã hội, Giáo dục và Đào tạo và Nội vụ",
        "các Sở: Lao động - Thương binh và Xã hội; Giáo dục và Đào tạo; Nội vụ",
    ],
)
def test_what_a_department_looks_after_is_one_member(listed: str) -> None:
    assert [name for name, _ in members(f"Khối thi đua các sở quản lý nhà nước 1 gồm {listed} họp.")] == [
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Giáo dục và Đào tạo",
        "Sở Nội vụ",
    ]


def test_a_number_behind_a_name_is_part_of_it() -> None:
    told = "Khối thi đua các sở quản lý nhà nước {} gồm các sở: Nội vụ, Tư pháp, Tài chính."
    names = [
        plain(fact.value(VPO.printedNumber))
        for n in "12"
        for fact in facts(read(told.format(n)), VPO.ClusterObservation)
    ]
    assert names == ["các sở quản lý nhà nước 1", "các sở quản lý nhà nước 2"]


def test_first_letters_name_the_same_cluster() -> None:
    told = "Khối thi đua Văn hóa - Xã hội họp. Khối thi đua VH-XH bàn giao nhiệm vụ."
    (cluster,) = facts(read(told), VPO.ClusterObservation)
    assert plain(cluster.value(VPO.printedNumber)) == "Văn hóa - Xã hội"


def test_departments_of_which_only_the_article_tells_the_province_lead() -> None:
    told = "Ban Dân tộc tỉnh (đơn vị Trưởng Khối) và Sở Giáo dục và Đào tạo (đơn vị Phó Khối) chủ trì."
    assert [part for part, _, _ in leaders(told)] == ["leader", "deputy"]
    handed = "Trưởng cụm thi đua năm 2023 là Sở Giáo dục và Đào tạo."
    assert [(part, year) for part, _, year in leaders(handed)] == [("leader", 2023)]


@pytest.mark.parametrize("sector", ["KSND", "Kiểm sát nhân dân", "Kiểm sát"])
def test_the_sector_of_justice_is_that_of_its_highest_body(sector: str) -> None:
    assert clusters(f"Cụm thi đua số 7 ngành {sector} họp.") == [
        "id/cluster/vien-kiem-sat-nhan-dan-toi-cao/7"
    ]


def test_members_of_a_kind_are_listed_behind_it() -> None:
    of_districts = (
        "Tại Phú Yên, Cụm thi đua số 2 gồm VKSND các huyện Tuy An, Đồng Xuân và thị xã Sông Cầu họp."
    )
    assert [name for name, _ in members(of_districts)] == ["Tuy An", "Đồng Xuân", "Sông Cầu"]
    of_provinces = (
        "Cụm thi đua số 6 gồm: VKSND các tỉnh: Nghệ An (đơn vị Cụm trưởng), Quảng Trị, Hà Tĩnh họp."
    )
    units = [
        fact.role(VPO.memberUnit) for fact in facts(read(of_provinces), VPO.ClusterMembershipObservation)
    ]
    assert units == ["id/adm63/nghe-an", "id/adm63/quang-tri", "id/adm63/ha-tinh"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Giám đốc Công an tỉnh Nghệ An (đơn vị Cụm trưởng)", ("leader", "cong-an-tinh-nghe-an", 2018)),
        ("Giám đốc Công an tỉnh Nghệ An - đơn vị Cụm phó", ("deputy", "cong-an-tinh-nghe-an", 2018)),
        (
            "Giám đốc Công an tỉnh Nghệ An đại diện đơn vị Cụm trưởng",
            ("leader", "cong-an-tinh-nghe-an", 2018),
        ),
        ("Giám đốc Công an tỉnh Nghệ An (Cụm phó)", ("deputy", "cong-an-tinh-nghe-an", 2018)),
    ],
)
def test_the_body_of_who_came_leads(said: str, found: tuple[str, str, int]) -> None:
    assert leaders(f"Dự họp có đồng chí Nguyễn Văn Mốt, {said} và các đơn vị.") == [found]


def test_who_was_named_or_was_handed_the_lead_leads() -> None:
    named = "Công an tỉnh Nghệ An được chỉ định là Cụm trưởng."
    assert leaders(named) == [("leader", "cong-an-tinh-nghe-an", 2018)]
    handed = (
        "Công an tỉnh Nghệ An bàn giao nhiệm vụ Cụm trưởng Cụm thi đua năm 2019 cho lãnh đạo Công an tỉnh"
    )
    assert leaders(f"{handed} Quảng Trị.") == [("leader", "cong-an-tinh-quang-tri", 2019)]


def test_two_associations_joined_are_two_members() -> None:
    listed = "Hội Luật gia, Hội Người mù, Hội Kiến trúc sư và Hội Chiến sĩ cách mạng bị địch bắt tù đày"
    assert [name for name, _ in members(f"Khối thi đua các hội đặc thù gồm 4 đơn vị: {listed}.")] == [
        "Hội Luật gia",
        "Hội Người mù",
        "Hội Kiến trúc sư",
        "Hội Chiến sĩ cách mạng bị địch bắt tù đày",
    ]


def test_members_stand_below_a_heading_each_on_its_line() -> None:
    text = (
        "UBND tỉnh Vĩnh Phúc ban hành Quyết định về tổ chức cụm, khối thi đua.\n\n"
        "II. KHỐI THI ĐUA NỘI CHÍNH:\n\n1. Bộ Chỉ huy quân sự tỉnh.\n\n2. Công an tỉnh.\n\n3. Thanh tra.\n\n"
        "III. KHỐI THI ĐUA TỔNG HỢP:\n\n- Sở Tài chính;\n- Sở Nội vụ;\n- Sở Ngoại vụ.\n\nCó hiệu lực ngay."
    )
    assert [name for name, _ in members(text)] == [
        "Bộ Chỉ huy quân sự tỉnh",
        "Công an tỉnh",
        "Thanh tra",
        "Sở Tài chính",
        "Sở Nội vụ",
        "Sở Ngoại vụ",
    ]


def test_a_list_begins_where_it_is_opened_and_not_in_the_words_before() -> None:
    told = "Khối thi đua các cơ quan Trung ương 1 đóng trên địa bàn thành phố Huế gồm: Công an, Tòa án, Viện"
    names = [
        name for name, _ in members(f"{told} Kiểm sát nhân dân và Cơ quan Thi hành án dân sự thành phố.")
    ]
    assert names[-2:] == ["Viện Kiểm sát nhân dân", "Cơ quan Thi hành án dân sự thành phố"]
    (cluster,) = facts(read(f"{told} Kiểm sát nhân dân."), VPO.ClusterObservation)
    assert plain(cluster.value(VPO.printedNumber)) == "các cơ quan Trung ương 1"


def test_a_number_before_members_of_cities_counts_them() -> None:
    told = "Cụm thi đua 5 Liên đoàn Lao động thành phố trực thuộc Trung ương họp."
    (cluster,) = facts(read(told), VPO.ClusterObservation)
    assert cluster.value(VPO.clusterNumber) is None


def test_leaders_of_several_clusters_stand_below_their_headings() -> None:
    head = "Bộ Nội vụ giao nhiệm vụ năm 2019 như sau:\n\n"
    first = "Cụm thi đua số 1:\n\n- Giám đốc Sở Nội vụ tỉnh Hà Giang, Cụm trưởng.\n\n"
    second = "Cụm thi đua số 2:\n\n- Giám đốc Sở Nội vụ tỉnh Nghệ An, Cụm trưởng.\n\n"
    found = read(f"{head}{first}{second}Quyết định có hiệu lực.")
    numbers = {
        found.article.node(fact.id): fact.value(VPO.clusterNumber)
        for fact in facts(found, VPO.ClusterObservation)
    }
    led = [
        (numbers[fact.role(VPO.clusterObservation) or ""], (fact.role(VPO.leader) or "").rpartition("/")[2])
        for fact in facts(found, VPO.ClusterLeadershipObservation)
    ]
    assert led == [(1, "so-noi-vu-ha-giang"), (2, "so-noi-vu-nghe-an")]


def test_a_part_of_the_name_of_a_member_does_not_lead() -> None:
    listed = (
        "Truyền hình Quốc hội Việt Nam (Cụm trưởng), Truyền hình Nhân dân, Trung tâm Truyền hình Thông tấn"
    )
    told = f"Cụm thi đua số 4 gồm 4 đơn vị: {listed} và Đài Truyền hình Kỹ thuật số VTC."
    assert leaders(told) == []
    assert [name for name, _ in members(told)][2:] == [
        "Trung tâm Truyền hình Thông tấn",
        "Đài Truyền hình Kỹ thuật số VTC",
    ]


def test_departments_listed_by_their_fields_alone_are_whole() -> None:
    listed = "Giáo dục và Đào tạo, Y tế, Văn hóa, Thể thao và Du lịch, Khoa học và Công nghệ và Ban Dân tộc"
    told = f"Tại Quảng Ngãi, Khối thi đua Văn hóa - Xã hội gồm 5 đơn vị: {listed} họp."
    assert members(told) == [
        ("Giáo dục và Đào tạo", "so-giao-duc-va-dao-tao-quang-ngai"),
        ("Y tế", None),
        ("Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich-quang-ngai"),
        ("Khoa học và Công nghệ", "so-khoa-hoc-va-cong-nghe-quang-ngai"),
        ("Ban Dân tộc", "ban-dan-toc-tinh-quang-ngai"),
    ]


def test_a_province_leads_by_its_body_where_the_text_names_both() -> None:
    listed = "VKSND các tỉnh: Nghệ An (đơn vị Cụm trưởng), Quảng Trị (đơn vị Cụm phó), Hà Tĩnh"
    told = f"Cụm thi đua số 6 gồm: {listed} họp. VKSND tỉnh Nghệ An (Cụm trưởng) chủ trì."
    led = [
        (fact.role(VPO.leader), fact.role(VPO.deputyLeader))
        for fact in facts(read(told), VPO.ClusterLeadershipObservation)
    ]
    assert led == [(None, "id/adm63/quang-tri"), ("id/org/vien-kiem-sat-nhan-dan-tinh-nghe-an", None)]


def test_what_stands_behind_a_list_is_not_said_of_its_heading() -> None:
    lists = "".join(f"Cụm thi đua số {n}:\n\n- Công an tỉnh Nghệ An.\n\n" for n in (1, 2))
    text = f"Bộ Nội vụ giao nhiệm vụ như sau:\n\n{lists}Công an tỉnh Hà Tĩnh, Cụm trưởng, phát biểu."
    assert list(facts(read(text), VPO.ClusterLeadershipObservation)) == []


@pytest.mark.parametrize("behind", ["năm thành lập thứ mười", "hai lần họp", "một trường hợp"])
def test_words_for_numbers_go_on_no_name(behind: str) -> None:
    (fact,) = facts(read(f"Khối thi đua các cơ quan Đảng {behind}."), VPO.ClusterObservation)
    assert plain(fact.value(VPO.printedNumber)).startswith("các cơ quan Đảng")
    assert not any(word in plain(fact.value(VPO.printedNumber)) for word in ("năm", "trường"))
