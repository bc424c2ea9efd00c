"""What tells that a post is over, or newly held, beside the verbs of a change of posts."""

from __future__ import annotations

import pytest
from extracting import posts

MOT = "Nguyễn Văn Mốt"  # nobody in office is called so
DIRECTOR = ("Giám đốc", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Đoàn đến dâng hương, tưởng nhớ Giám đốc Sở Nội vụ {}.", "former"),
        ("Sở vô cùng thương tiếc NSND, Giám đốc Sở Nội vụ - {}.", "former"),
        ("Giám đốc Sở Nội vụ {} về làm Bí thư Huyện ủy Cần Đước.", "relieved"),
        ("Ban Bí thư kỷ luật đồng chí {} bằng hình thức cách chức Giám đốc Sở Nội vụ.", "relieved"),
        ("Ông {}, Giám đốc Sở Nội vụ, về thăm quê.", "held"),
    ],
)
def test_a_post_is_over(text: str, status: str) -> None:
    assert (MOT, *DIRECTOR, status) in posts(text.format(MOT))


def test_all_posts_are_taken_by_a_decision() -> None:
    text = (
        f"Tỉnh họp về ông {MOT}, Tỉnh ủy viên, Phó Chủ tịch UBND tỉnh Long An. "
        f"Ban Bí thư quyết định cách chức tất cả chức vụ trong Đảng của ông {MOT}."
    )
    assert {(title, status) for _, title, _, status in posts(text)} == {
        ("Tỉnh ủy viên", "relieved"),
        ("Phó Chủ tịch", "held"),
    }


def test_who_becomes_first_secretary_is_no_longer_secretary() -> None:
    text = f"Anh {MOT}, Bí thư Trung ương Đoàn, đã trúng cử Bí thư thứ nhất Trung ương Đoàn."
    assert {(title, status) for _, title, _, status in posts(text)} == {
        ("Bí thư", "relieved"),
        ("Bí thư Thứ nhất", "appointed"),
    }


def test_a_new_committee_has_new_members() -> None:
    head = "UBND tỉnh Long An thành lập Ban Chỉ đạo phòng, chống dịch."
    assert {row[1::2] for row in posts(f"{head} Theo đó, ông {MOT} làm Trưởng ban.")} == {
        ("Trưởng ban", "appointed")
    }
    assert {row[1::2] for row in posts(f"{head} Theo đó, ông {MOT} làm Giám đốc Sở Y tế.")} == {
        ("Giám đốc", "held")
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Trước đó, tại Đại hội Đảng bộ tỉnh, ông {} được bầu làm Giám đốc Sở Nội vụ.", "held"),
        ("Xã khuyết một ghế do ông {} được bổ nhiệm làm Giám đốc Sở Nội vụ.", "held"),
        ("Lúc đó, ông {} được bổ nhiệm làm Giám đốc Sở Nội vụ.", "former"),
        ("Trước khi về huyện, ông {} dạy học, sau đó được bổ nhiệm làm Giám đốc Sở Nội vụ.", "former"),
        ("Trước đó, ông {} được bổ nhiệm làm Giám đốc Sở Nội vụ.", "appointed"),
    ],
)
def test_what_was_opened_before_the_news_is_not_the_news(text: str, status: str) -> None:
    assert (MOT, *DIRECTOR, status) in posts(text.format(MOT))


@pytest.mark.parametrize(
    ("terms", "status"),
    [
        ("khóa X, XI", "former"),
        ("khóa X, XI, XII", "held"),
        ("các khóa XI và XII", "held"),
        ("khóa 10", "former"),
    ],
)
def test_the_last_term_tells_whether_a_seat_is_over(terms: str, status: str) -> None:
    rows = posts(f"Ngày 5/6/2019, tỉnh họp. Ông {MOT} là Ủy viên Trung ương Đảng {terms}.")
    assert (MOT, "Ủy viên", "Ban Chấp hành Trung ương", status) in rows


@pytest.mark.parametrize("life", ["sinh năm 1954", "vào Đảng ngày 3/2/1980"])
def test_a_birth_does_not_date_the_posts_behind_it(life: str) -> None:
    text = f"Sở họp sáng nay. Xã góp ý. Dân đồng tình. Việc đã xong. Ông {MOT} {life}, là Giám đốc Sở Nội vụ."
    assert (MOT, *DIRECTOR, "held") in posts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ông {}, Giám đốc Sở Nội vụ. Tiểu sử: Ông sinh năm 1970. Bố ông hy sinh năm 1972.",
        "Ông {}, Giám đốc Sở Nội vụ. Tiểu sử: nhiều đồng đội của ông hy sinh.",
        "Ông {}, Giám đốc Sở Nội vụ, có mẹ mất năm 1980.",
        "Vợ ông {}, Giám đốc Sở Nội vụ, từ trần.",
        "Ông {}, Giám đốc Sở Nội vụ, cho biết nạn nhân đã qua đời.",
        "Ông {}, Giám đốc Sở Nội vụ, thăm gia đình chiến sĩ hy sinh.",
    ],
)
def test_the_death_of_others_ends_no_post(text: str) -> None:
    assert (MOT, *DIRECTOR, "held") in posts(text.format(MOT))


@pytest.mark.parametrize(
    "text",
    [
        "Tin buồn: đồng chí {}, Giám đốc Sở Nội vụ. Sau thời gian lâm bệnh, đồng chí đã từ trần.",
        "Ông {}, Giám đốc Sở Nội vụ, Chủ tịch Hội Bảo vệ quyền trẻ em, đã từ trần.",
        "Ông {}, Giám đốc Sở Nội vụ, người sáng lập hội, qua đời.",
    ],
)
def test_the_death_of_the_holder_ends_a_post(text: str) -> None:
    assert (MOT, *DIRECTOR, "former") in posts(text.format(MOT))
