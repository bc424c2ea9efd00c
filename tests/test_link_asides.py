"""Who stands beside the subject of a post does not get it: kin, brackets, the unnamed."""

from __future__ import annotations

import pytest
from extracting import posts

MOT, HAI = "Nguyễn Văn Mốt", "Trần Thị Hăm"  # nobody in office is called so
GIVEN = (MOT, "Giám đốc", "Sở Nội vụ", "appointed")
DIRECTS = (MOT, "Giám đốc", "Sở Nội vụ", "held")
SECRETARY = (HAI, "Bí thư", "Tỉnh ủy", "former")
CHAIRS = (HAI, "Chủ tịch", "Ủy ban nhân dân tỉnh", "held")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"Ông {MOT} (39 tuổi, con của nguyên Bí thư Tỉnh ủy Nghệ An {HAI}) được bổ nhiệm làm Giám đốc Sở "
            "Nội vụ tỉnh Nghệ An.",
            {GIVEN, SECRETARY},
        ),
        (
            f"Ông {MOT}, em vợ bà {HAI}, Chủ tịch UBND tỉnh Nghệ An, được bổ nhiệm làm Giám đốc Sở Nội vụ.",
            {GIVEN, CHAIRS},
        ),
        (f"Bà {HAI} là Chủ tịch UBND tỉnh Nghệ An, con trai làm Giám đốc Sở Nội vụ.", {CHAIRS}),
        (f"Con trai ông {MOT} được bổ nhiệm làm Giám đốc Sở Nội vụ tỉnh Nghệ An.", set()),
        (f"Tỉnh bổ nhiệm con trai {MOT} làm Giám đốc Sở Nội vụ tỉnh Nghệ An.", {GIVEN}),
        (f"Bà {HAI} (vợ ông {MOT}, hiện giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An) có mặt.", {DIRECTS}),
        (f"Bà {HAI} là em ông {MOT}, người đang làm Giám đốc Sở Nội vụ tỉnh Nghệ An.", {DIRECTS}),
    ],
)
def test_kin_in_the_sentence_do_not_get_the_post(text: str, found: set[tuple[str, ...]]) -> None:
    assert posts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Theo ông {}, Giám đốc Sở Nội vụ, ban này do Chủ tịch UBND tỉnh làm trưởng ban, một phó chủ tịch "
        "UBND tỉnh làm phó ban.",
        "Ông {}, Giám đốc Sở Nội vụ, cho biết ban do Bí thư Tỉnh ủy làm trưởng ban, Chủ tịch UBND tỉnh làm "
        "phó ban.",
        "Ông {}, Giám đốc Sở Nội vụ, nhắc ông phó chủ tịch UBND xã (khi đó là bí thư Đoàn xã).",
    ],
)
def test_an_office_without_a_name_may_have_another(text: str) -> None:
    assert posts(text.format(MOT)) == {DIRECTS}
