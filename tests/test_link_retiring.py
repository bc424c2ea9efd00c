"""Who leaves the service: alone, with others of a list, as subject or as object."""

from __future__ import annotations

import re
from itertools import product

import pytest
from extracting import posts

from kg.link import retiring

MOT, HAI = "Nguyễn Văn Mốt", "Trần Thị Hăm"  # nobody in office is called so
CHIEF = "Giám đốc Sở Nội vụ tỉnh Nghệ An"
DEPUTY = "Phó Chủ tịch UBND tỉnh Nghệ An"


def told(text: str) -> dict[str, set[str]]:
    """Return the statuses that the text gives to the posts of each person."""
    found: dict[str, set[str]] = {}
    for person, _, _, status in posts(text):
        found.setdefault(person, set()).add(status)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"Ông {MOT} - {CHIEF} - được chấp thuận cho thôi việc theo nguyện vọng.",
        f"Ông {MOT}, {CHIEF}, cũng được Tỉnh ủy đồng ý cho nghỉ hưu trước tuổi.",
        f"Công bố quyết định về việc cho ông {MOT} (51 tuổi), {CHIEF}, được nghỉ thôi việc kể từ ngày 1/9.",
        "Công bố quyết định về việc nghỉ hưu trước tuổi để hưởng chính sách theo Nghị định 178 (sửa đổi tại "
        f"Nghị định 67) kể từ ngày 1-9 đối với ông {MOT}, {CHIEF}.",
        f"Ông {MOT} ({CHIEF}) vừa nghỉ công tác.",
        f"Ông {MOT}, {CHIEF}, kiêm Bí thư Chi bộ Sở Nội vụ tỉnh Nghệ An đã nghỉ hưu từ 1/12/2018.",
        f"Ngày 30-12, tỉnh trao quyết định nghỉ hưu cho ông {MOT}, {CHIEF}.",
    ],
)
def test_who_leaves_the_service_leaves_the_post(text: str) -> None:
    assert told(text) == {MOT: {"relieved"}}


@pytest.mark.parametrize(
    "text",
    [
        f"Tỉnh trao quyết định nghỉ hưu đối với ông {MOT}, {CHIEF} và bà {HAI}, {DEPUTY}.",
        f"Ông {MOT} - {CHIEF} (60 tuổi) và bà {HAI} - {DEPUTY} (56 tuổi) nghỉ hưu trước tuổi.",
        f"Tỉnh có hai cán bộ nghỉ hưu trước tuổi. Cụ thể: ông {MOT} - {CHIEF} và bà {HAI} - {DEPUTY}.",
        f"Có hai cán bộ được đồng ý cho nghỉ hưu. Hai cán bộ gồm: ông {MOT}, {CHIEF}. Bà {HAI}, {DEPUTY}.",
        f"Hai Phó Giám đốc Sở Nội vụ tỉnh Nghệ An nghỉ hưu trước tuổi là ông {MOT} và bà {HAI}.",
    ],
)
def test_all_of_a_list_leave_the_service(text: str) -> None:
    assert told(text) == {MOT: {"relieved"}, HAI: {"relieved"}}


@pytest.mark.parametrize(
    "text",
    [
        f"Ông {MOT}, {CHIEF}, sẽ nghỉ hưu từ ngày 1/10.",
        f"Ông {MOT}, {CHIEF}, phát biểu tại lễ trao quyết định nghỉ hưu.",
        f"Trao quyết định nghỉ hưu cho hai cán bộ.\nÔng {MOT}, {CHIEF}.",
        f"Luật quy định cán bộ đã nghỉ hưu vẫn bị xử lý. Theo ông {MOT}, {CHIEF}, quy định này là đúng.",
    ],
)
def test_who_has_not_left_yet_or_speaks_of_others_stays(text: str) -> None:
    assert told(text) == {MOT: {"held"}}


@pytest.mark.parametrize(
    "act",
    [
        "đồng ý cho nghỉ hưu 12 cán bộ",
        "quyết định cho thôi việc hai viên chức",
        "đã giải quyết nghỉ chế độ đối với các công chức",
        "quyết định nghỉ hưu trước tuổi đối với ông Lê Văn Tấm",
        "chấp thuận cho nghỉ việc theo nguyện vọng",
    ],
)
def test_who_lets_others_leave_the_service_stays(act: str) -> None:
    assert told(f"Ông {MOT}, {DEPUTY}, {act}.") == {MOT: {"held"}}
    assert told(f"{DEPUTY} {MOT} {act}.") == {MOT: {"held"}}


@pytest.mark.parametrize("act", ["quyết định nghỉ hưu trước tuổi", "nghỉ hưu 2 năm trước"])
def test_who_leaves_the_service_of_his_own_will_leaves_the_post(act: str) -> None:
    assert told(f"Ông {MOT}, {CHIEF}, {act}.") == {MOT: {"relieved"}}


class _Counted:
    """A pattern that counts how often it is asked."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.count = pattern, 0

    def fullmatch(self, text: str, start: int, end: int) -> re.Match[str] | None:
        self.count += 1
        return self.pattern.fullmatch(text, start, end)


def test_a_long_list_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    joins = _Counted(retiring._JOINS)
    monkeypatch.setattr(retiring, "_JOINS", joins)
    named = [
        " ".join(name) for name in product(("Nguyễn", "Trần"), ("Văn", "Đức"), ("Mốt", "Hăm", "Tấm", "Bưởi"))
    ]
    listed = ", ".join(f"ông {name}, {CHIEF}" for name in named)
    assert told(f"Tỉnh trao quyết định nghỉ hưu đối với {listed}.") == {name: {"relieved"} for name in named}
    assert 0 < joins.count <= 8 * len(named)
