"""Titles in a row before a name that are not all that person's.

In `Theo chỉ đạo của Thủ tướng, Bộ trưởng A yêu cầu …` only the last is: a comma joins the posts of one person
as well as one who is spoken of and one who speaks. Posts that nobody holds together tell them apart.
"""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.extract.spans import Body, Title
from kg.link.held import Group

_ROLE = "scheme/role/"
_TOP = frozenset({"tong-bi-thu", "chu-tich-nuoc", "thu-tuong"})
_BELOW = frozenset(
    {
        "bo-truong", "thu-truong", "thong-doc", "tong-thanh-tra", "tong-kiem-toan", "vien-truong", "chanh-an",
        "giam-doc", "tong-giam-doc", "cuc-truong", "vu-truong", "tong-cuc-truong", "chanh-van-phong",
    }
)  # fmt: skip
_UNDER_CHAIR = frozenset({"giam-doc", "truong-phong", "chanh-van-phong", "chanh-thanh-tra", "truong-cong-an"})
_UNDER_SECRETARY = frozenset({"giam-doc", "truong-phong", "cuc-truong", "chi-cuc-truong"})
_UNDER_MINISTER = frozenset(
    {"cuc-truong", "vu-truong", "tong-cuc-truong", "chanh-van-phong", "chanh-thanh-tra"}
)
_LOCAL = frozenset({"province", "district", "commune"})
_COMMITTEES = ("tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy")
_ONE_PERSON = ("kiêm", "đồng thời", "nguyên", "cựu")


def own_titles(reading: Reading, group: Group) -> Group:
    """Return the titles of a list directly before a name that are of that person: the last ones, or all."""
    last = group[-1]
    for at in range(len(group) - 2, -1, -1):
        between = reading.low[group[at].end : group[at + 1].start]
        if any(word in between for word in _ONE_PERSON):
            return group
        if _apart(group[at], last):
            return group[at + 1 :]
    return group


def _apart(one: Title, other: Title) -> bool:
    """Say whether nobody holds both posts at one time. What is called former was held before."""
    if one.plural or other.plural or one.status != "current" or other.status != "current":
        return False
    first, second = (title.role.removeprefix(_ROLE) for title in (one, other))
    chief = second.removeprefix("pho-").removesuffix("-thuong-truc")
    if _is_top(one, first):
        return (
            (second == "dai-bieu" and _is_short(other))
            or second.startswith("pho-")
            or chief in _BELOW
            or _level(other) in _LOCAL
        )
    if second.startswith("pho-") and first == chief and _same(one.body, other.body):
        return True
    if first == "bo-truong" and second == "dai-bieu":
        return _is_short(other)  # "hỏi Bộ trưởng Bộ Y tế, ĐBQH A nói"
    if first == "bi-thu" and _is_committee(one.body) and _level(one) == "province":
        return chief in _UNDER_SECRETARY or (second == first and _is_committee(other.body))
    if first == "bo-truong":
        return second in {"thu-truong", "thu-truong-thuong-truc"} or chief in _UNDER_MINISTER
    if first == "chu-tich" and _is_people_committee(one.body):
        return chief in _UNDER_CHAIR or (first == second and _is_people_committee(other.body))
    return first == second == "bi-thu" and _is_committee(one.body) and _is_committee(other.body)


def _is_short(title: Title) -> bool:
    """Say whether a deputy is called by the word alone: `đại biểu A`, `ĐBQH A`."""
    return title.end - title.start <= len("đại biểu")


def _is_top(title: Title, role: str) -> bool:
    return role in _TOP or (
        role == "chu-tich" and title.body is not None and title.body.entity == "id/org/quoc-hoi"
    )


def _level(title: Title) -> str | None:
    return title.body.level if title.body else None


def _same(one: Body | None, other: Body | None) -> bool:
    """Say whether two bodies may be one: of one name, or where only one is printed."""
    return one is None or other is None or one.vi == other.vi


def _is_people_committee(body: Body | None) -> bool:
    return body is not None and body.vi.lower().startswith("ủy ban nhân dân")


def _is_committee(body: Body | None) -> bool:
    return body is not None and body.vi.lower() in _COMMITTEES
