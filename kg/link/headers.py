"""Titles at the head of a list of names: `các Phó Chủ tịch: A, B và C`."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.spans import Name
from kg.link.held import Group, Held, Scene
from kg.link.verb_words import VerbWords, effect_of, verb_words
from kg.quick import replace
from kg.text import key

_NOW_HAS = re.compile(
    r"(?<!\w)(?:hiện|hiện nay|đang|vẫn|lãnh đạo|thường trực|cũ|trước đây|(?<!còn )có (?:\d+|hai|ba|bốn|"
    r"năm|sáu|các))(?!\w)[^;]{0,80}$"
)
_LEAD = 2  # sentences before a list in which its news is told
_LONGEST = 20  # lines of one list
_BULLET = 4  # characters
_LINE = re.compile(r"[ ]*(?:[-•+*]|\d{1,2}[.)] |[^.;:,\n]{3,60}: )[ ]*")
_LEADING = 3  # sentences before a header in which the election is told
_ITEM = re.compile(r"(?:;|; và|;[ ]*cùng)[ ]*$")
_TERM = r"(?:,? ?\(?khóa [\divx]+\)?)?(?:,? ?\(?nhiệm kỳ [\d -]{4,11}\)?)?"
_CONSISTS = re.compile(rf"{_TERM}[ ]*,?[ ]*(?:(?:được|vừa được) [^,;:.]{{2,24}} )?(?:gồm|bao gồm)(?!\w)")
# "Ba Phó Chủ tịch UBND tỉnh không còn tiếp tục công tác: ông A xin nghỉ, bà B …"
_TOLD_OF_ALL = re.compile(r" [^.;:,]{3,90}: ?| (?:thôi|nghỉ|rời) [^.;:,]{3,40} (?:gồm|là) ")
_NUMBERED = re.compile(r"(?<!\w)(?:\d|hai|ba|bốn|năm|sáu) (?:đồng chí )?(?:nguyên |cựu )?$")
_NO_LONGER = re.compile(
    r"(?<!\w)(?:không còn|thôi|nghỉ|rời|mất chức|bị kỷ luật|bị cách chức|miễn nhiệm)(?!\w)"
)
# `3 cán bộ được giới thiệu cho chức danh Bí thư Tỉnh ủy gồm …`
_PUT_FORWARD = re.compile(
    r"(?<!\w)(?:giới thiệu|đề cử|tiến cử|quy hoạch) (?:cho|vào|bầu|để bầu|các chức|chức|vị trí)[^.;:,]{0,40}$"
)
_ONE_OF = re.compile(r"(?:[,;]|[,;]? và|[,;]? còn) $")
_BEGINS_OWN = re.compile(r" ?[(,–-] ?")
_STANDING = re.compile(r" ?\((?:phó [^)]{3,14} )?thường trực\)")
_HEADER = re.compile(
    rf"{_TERM}[ ]*,?[ ]*(?:(?:được|vừa được|mới) (?:bầu|chỉ định|bổ nhiệm|phân công|phê chuẩn|"
    rf"tín nhiệm bầu) )?(?:còn lại |khác |mới |cũ |nhiệm kỳ trước |khóa trước )?(?:gồm|gồm có|bao gồm|là|có|"
    rf", trong đó có|:|,)?[ ]*(?:các |gồm ?)?:?[ ,]*"
)


def as_elected(scene: Scene, group: Group, found: list[Held]) -> list[Held]:
    """Return the names under a header as newly in office where an election or appointment leads to it.

    `Hội nghị bầu Ban Thường vụ … Các Phó Bí thư gồm:` is news; `Hiện HĐND có hai Phó Chủ tịch là` is not.
    """
    words, low = verb_words(scene.reading.lexicon), scene.reading.low
    if not found or group[0].status == "former" or _NOW_HAS.search(low, scene.sentence.start, group[0].start):
        return found
    first = min(held.name.lead for held in found)
    own = list(scene.reading.each(words.verbs, scene.sentence.start, max(first, group[0].start)))
    verb = own[-1] if own else _verb_before(scene, words)
    effect = effect_of(words.by_verb[key(verb[0])]) if verb else "none"
    if verb is None or effect == "none":
        return found
    term = words.by_verb[key(verb[0])]
    return [
        replace(held, effect=effect, rule="linking.header", verb=term, verb_span=verb.span())
        for held in found
    ]


def list_since(scene: Scene) -> int:
    """Return where the two sentences begin that lead to the list of which this sentence is an item."""
    reading = scene.reading
    at = bisect_left(reading.starts, scene.sentence.start)
    if _LINE.match(reading.low, scene.sentence.start, scene.sentence.end):
        first = max(at - _LONGEST, 0)
        while at > first and _LINE.match(reading.low, reading.starts[at - 1]):
            at -= 1
    return reading.starts[max(at - _LEAD, 0)]


def as_listed(scene: Scene, group: Group, found: list[Held]) -> list[Held]:
    """Return who stands in a line of the elected: `- Bí thư Tỉnh ủy: A`, `Đảng ủy X: Bí thư là B`."""
    line = _LINE.match(scene.reading.low, scene.sentence.start, scene.sentence.end)
    if line is None or not found or group[0].start > max(line.end(), scene.sentence.start + _BULLET):
        return found
    return as_elected(scene, group, found)


def _verb_before(scene: Scene, words: VerbWords) -> re.Match[str] | None:
    """Return the opening verb of the sentences that lead to a list, the last one."""
    starts = scene.reading.starts
    at = bisect_left(starts, scene.sentence.start)
    since = min(starts[max(at - _LEADING, 0)], list_since(scene))
    verbs = scene.reading.each(words.verbs, since, scene.sentence.start)
    opening = [verb for verb in verbs if effect_of(words.by_verb[key(verb[0])]) == "opens"]
    return opening[-1] if opening else None


def by_header(scene: Scene, group: Group) -> list[Held]:
    """Return the names that a plural title heads: `các Phó Chủ tịch UBND tỉnh: A, B và C`.

    Each may have a title of its own beside it: `gồm: Chủ tịch nước A, ông B (Bộ trưởng …)`.
    """
    right = scene.right(group)
    if right is None or not (group[0].plural or _CONSISTS.match(scene.reading.low, group[-1].end)):
        return []
    if _PUT_FORWARD.search(scene.reading.low, scene.sentence.start, group[0].start):
        return []
    told = scene.without_titles(group[-1].end, right.lead)
    if not _HEADER.fullmatch(told):
        return _each_told(scene, right, group) if _TOLD_OF_ALL.fullmatch(told) else []
    headed = scene.chain(right) if _HEADER.fullmatch(scene.gap(group, right)) else ()
    if len(headed) <= 1:
        listed = scene.list_from(right)
        tight = right.lead == group[-1].end + 1  # "các Phó Thủ tướng A, Phó Thủ tướng B, Bộ trưởng C"
        listed = scene.untitled(listed, group) if tight else listed
        headed = (*listed, *_after_semicolons(scene, right))
    if len(headed) == 1 and (each := _each_told(scene, right, group)):
        return each
    found = [
        held
        for name in headed
        for held in scene.give(
            name,
            _stands_itself(scene, group, name) or _standing(scene, group, name),
            "linking.header",
            whole=True,
        )
    ]
    return as_elected(scene, group, found)


def _each_told(scene: Scene, first: Name, group: Group) -> list[Held]:
    """Return who of a number is told of one by one.

    `Ba Phó Chủ tịch UBND tỉnh thôi việc: ông A nghỉ hưu, bà B chuyển công tác`.
    """
    low, start = scene.reading.low, group[0].start
    each = [
        first,
        *(
            name
            for name in scene.names
            if name.start > first.start and _ONE_OF.search(low, first.start, name.lead)
        ),
    ]
    gone = _NO_LONGER.search(low, group[-1].end, first.lead) is not None
    if not _NUMBERED.search(low, scene.sentence.start, start) or any(
        name.lead == name.start for name in each
    ):
        return []
    told = [held for name in each for held in scene.give(name, group, "linking.header", whole=True)]
    if not gone:
        return told
    left = verb_words(scene.reading.lexicon).by_local.get("thoi-giu-chuc")
    return [replace(held, effect="closes", rule="linking.closes", verb=left) for held in told]


def _stands_itself(scene: Scene, group: Group, name: Name) -> Group:
    """Return the standing post that a name under a header has: of `gồm: A (Phó Bí thư thường trực)`."""
    own = (
        other for other in scene.groups if _BEGINS_OWN.fullmatch(scene.reading.low, name.end, other[0].start)
    )
    standing = {f"{title.role}-thuong-truc" for title in group}
    return tuple(title for other in own for title in other if title.role in standing)


def _standing(scene: Scene, group: Group, name: Name) -> Group:
    """Return the titles of a header as one name has them: `gồm: A (thường trực)` is the standing deputy."""
    if not _STANDING.match(scene.reading.low, name.end):
        return group
    terms = scene.reading.lexicon.terms
    return tuple(
        replace(title, role=f"{title.role}-thuong-truc") if f"{title.role}-thuong-truc" in terms else title
        for title in group
    )


def _after_semicolons(scene: Scene, first: Name) -> list[Name]:
    """Return the names that begin the items of a list: `A, Trưởng ban …; B, Chánh Văn phòng …`."""
    return [
        name
        for name in scene.names
        if name.start > first.start and _ITEM.search(scene.reading.low, first.end, name.lead)
    ]
