"""Who stands beside the subject of a post only: in brackets, as kin of somebody, or without a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.spans import Name
from kg.link.held import Group, Scene
from kg.link.kin import YOUNGER

_KIN = rf"{YOUNGER}(?: (?:cả|út|thứ hai|ruột|đẻ|nuôi))?(?: của)?"
_OF_KIN = re.compile(rf"(?<!\w){_KIN}(?: cố)? $")
# "ông A là Bộ trưởng, con trai làm Phó Tổng Giám đốc": the son has no name here.
_KIN_ACTS = re.compile(
    rf"(?<!\w)(?<! là ){_KIN}(?: (?:ông|bà|anh|chị|mình|họ)(?: ta| ấy| này)?)? "
    r"(?:(?:đang|hiện|cũng|đã|từng|được|vừa|lại|là|làm|giữ|lên|về|bổ nhiệm|bầu|chức vụ|chức)[ ])+$"
)
# "là con trai ông B, người từng làm …": B himself did.
_WHO = re.compile(r"[ ]*[,-][ ]*người (?:từng|đã|vừa|đang|hiện|mới|sẽ|được|bị|giữ|làm|là)(?!\w)")
_BESIDE = re.compile(r"[ ]*[,(-][ ]*(?:là )?")
# "do Chủ tịch UBND tỉnh làm trưởng ban": whoever has that office has this one too.
_DOES = re.compile(r" (?:sẽ |đang )?(?:làm|là|giữ chức|giữ chức vụ|giữ vai trò|kiêm|kiêm nhiệm) ")
# "ông phó chủ tịch xã (khi đó là bí thư Đoàn)"
_HE = re.compile(r"(?<!\w)(?:ông|bà|vị|một) $")
_WAS = re.compile(r" \((?:[^()]* )?(?:là|làm|giữ chức|giữ) ")
_SOMEBODY = re.compile(r"(?<!\w)(?:do|một|một số|các|giao|giao cho|phân công|cử|có) (?:đồng chí )?$")
_AND = re.compile(r"(?:,|;|và|, và)[ ]*")


def subjects_before(scene: Scene, group: Group, names: Iterable[Name]) -> list[Name]:
    """Return those of the names before a post that may be its subject.

    Not who stands in brackets behind another, nor whose kin takes the post: `bà A, em ông B, làm …` is of A.
    """
    low, found = scene.reading.low, list[Name]()
    for name in names:
        opened = _bracket_of(scene, name)
        if opened and found and low.find(")", name.end, group[0].start) >= 0:
            continue
        kin = _kin_of(scene, name)
        inside = opened is not None and low.find(")", name.end, group[0].start) < 0
        if kin is None or inside or _WHO.match(low, name.end):
            found.append(name)
        elif found and not _BESIDE.fullmatch(low, found[-1].end, kin.start()):
            found.clear()
    since = found[-1].end if found else scene.sentence.start
    return [] if _KIN_ACTS.search(low, since, group[0].start) else found


def is_of_kin(scene: Scene, name: Name) -> bool:
    """Say whether `ông` or `bà` stands behind a word for kin: `con trai ông làm Phó Giám đốc`."""
    return _OF_KIN.search(scene.reading.low, scene.sentence.start, name.lead) is not None


def is_of_unnamed(scene: Scene, group: Group) -> bool:
    """Say whether a post goes to whoever has another: `do Bí thư làm trưởng ban, Chủ tịch làm phó ban`."""
    low = scene.reading.low
    before = [other for other in scene.groups if other[-1].end <= group[0].start]
    if not before:
        return False
    start, end = before[-1][0].start, before[-1][-1].end
    if _WAS.fullmatch(low, end, group[0].start):
        return _HE.search(low, scene.sentence.start, start) is not None
    if not _DOES.fullmatch(low, end, group[0].start):
        return False
    if _SOMEBODY.search(low, scene.sentence.start, start) or is_of_unnamed(scene, before[-1]):
        return True
    listed = len(before) > 1 and _AND.fullmatch(low, before[-2][-1].end, start)
    return bool(listed) and is_of_unnamed(scene, before[-2])


def _bracket_of(scene: Scene, name: Name) -> int | None:
    """Return where the bracket opens behind a name in which another name stands."""
    low = scene.reading.low
    opened = low.rfind("(", scene.sentence.start, name.start)
    if opened < 0 or low.find(")", opened, name.start) >= 0:
        return None
    return opened if any(other.end + 1 == opened for other in scene.names) else None


def _kin_of(scene: Scene, name: Name) -> re.Match[str] | None:
    """Return the word for the kin before titles and name of a person; `con gái A` alone is A."""
    before = next((group for group in scene.groups if group[-1].end + 1 == name.lead), None)
    begin = before[0].start if before else name.lead
    kin = _OF_KIN.search(scene.reading.low, scene.sentence.start, begin)
    return kin if begin < name.start or (kin and "của" in kin[0]) else None
