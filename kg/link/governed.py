"""Which titles a verb or a word such as `giữ chức` governs, and who it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.spans import Name
from kg.link.asides import is_of_kin, is_of_unnamed, subjects_before
from kg.link.held import TIGHT, Group, Scene
from kg.link.taking_over import gives_way
from kg.link.verb_words import effect_of, verb_words
from kg.text import key

_DIRECT = re.compile(
    r"[ ]*(?:(?:trong|của|ở) (?:tổ chức )?đảng)?[ ]*(?:gồm|bao gồm)?[ :(]*(?:lại |"
    r"bổ sung |nhiệm vụ )?(?:vào )?(?:các |\d{1,2} |hai |ba |bốn |năm |sáu |bảy |tám |chín |mười |tân )?"
    r"(?:chức vụ |chức danh |chức |vị trí |ghế |tư cách )?"
    r"|[ ]*(?:các |hai |ba )?(?:chức vụ|chức danh)(?: sau)?:[ ]*"
)
_BEFORE_IT = re.compile(r"(?<!\w)(?:trước khi|khi|lúc|trước lúc|thời điểm)(?: được| bị)? $")
_LISTS = re.compile(
    r"(?: (?:nhiệm kỳ|khóa) (?:trước|cũ|mới|này))?(?:,? ?\(?(?:khóa|nhiệm kỳ) [\divx][\divx -]*\)?)*,?[ ]*"
    r"(?:có|gồm|là)(?: các)?(?: ông| bà| đồng chí)?[ :]*"
)
# Behind the holder of one office another follows: `đối với ông A, kể từ ngày 22/6/2021; Phó Chủ tịch …`.
_AND_OFFICE = re.compile(
    r"(?:[ ]*\([^()]{2,60}\))?(?:,? (?:kể )?từ (?:ngày )?[\d/.-]{4,10})?[ ]*"
    r"(?:,|;|và|đồng thời)+[ ]*(?:chức vụ |chức danh |chức )?"
)
_OBJECT = re.compile(
    r"[ ]*\)?,?[ ]*(?:(?:nhiệm kỳ|giai đoạn) [\d -]+)?,?[ ]*(?:(?:để|do) [^,;.()]{4,50} )?"
    r"(?:đối với|cho|với|của)[ ]*(?:các )?"
)
# What a subject goes on with in a clause of its own; `_HERE` is such a clause with a bare form of address.
_CLAUSE = re.compile(
    r"[^,;]{0,40}?(?<!\w)(?:là|từng|vốn|trải qua|kinh qua|đã (?:từng|trải|kinh|đảm|giữ|có|là|qua))(?!\w)"
)
_ONCE = re.compile(r"[^,;]{0,20}?(?<!\w)(?:từng|trải qua|kinh qua|đã (?:từng|trải|kinh|đảm|giữ|qua))(?!\w)")
_HERE = re.compile(rf"(?<!\w)(?:ông|bà|đồng chí|anh|chị) {_CLAUSE.pattern}")
# Who hands over or announces a decision is not the one it is about.
_HANDS_OVER = re.compile(
    r"[^;.]{0,90}?(?:trao|công bố|ký|chúc mừng|chủ trì|tặng hoa|phát biểu|thừa ủy quyền|đọc)"
)
# "ông A, Bí thư …, đã được Phó Bí thư B trao quyết định": it is A whom the decision is about
_GIVEN_BY = re.compile(r"[ ,;()-]*(?:(?:đã|vừa|cũng|mới)[ ]+)*được[ ]*")
# "ông A cho biết, việc miễn nhiệm chức vụ Bộ trưởng …": who speaks of others
_SPEAKS = re.compile(r"[^;.,]{0,30}?(?:cho biết|khẳng định|thông tin|thông báo|cho rằng|nhấn mạnh)(?!\w)")
_OF_SELF = re.compile(r"(?<!\w)(?:ông|bà|mình|tôi|anh|chị)(?!\w)")
# "chúc mừng hai ông được bổ nhiệm": they are others
_SEVERAL = re.compile(r"(?<!\w)(?:hai|ba|bốn|các|những) (?:ông|bà|đồng chí|cán bộ|tân|người)(?!\w)")
# "có thông báo danh sách các sĩ quan được điều động": many others are
_OF_MANY = re.compile(
    r"(?<!\w)(?:các|những|nhiều|một số|\d+ (?:cán bộ|đồng chí|sĩ quan|nhân sự|người)) "
    r"(?:(?! và )[^,;.()]){2,40}? (?:được|bị) "
    r"(?:điều động|bổ nhiệm|bầu|phân công|chỉ định|luân chuyển|miễn nhiệm|cách chức)"
)
# Verbs that nobody does to another, and what makes the others passive.
_DONE_BY_ONESELF = ("thoi-giu-chuc", "tu-chuc", "nghi-huu", "tu-tran", "tiep-tuc-giu-chuc")
_ONESELF = re.compile(
    r"(?:tái )?(?:trúng|đắc|tái) cử|tái đắc cử|tái trúng cử|chuyển|nhận|nhậm|(?:chính thức|đã|vừa) trở thành"
)
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|chịu|nhận (?:quyết định|nhiệm vụ)|có quyết định|tiếp tục)(?!\w)")
# "kỷ luật ông A bằng hình thức cách chức …"
_BY_WAY = re.compile(r"bằng (?:các )?hình thức(?: kỷ luật)?[: ]*$")
_DECIDES = re.compile(r"(?:ký|trao|công bố|đọc|thừa ủy quyền)")
_FAR = 120  # characters after a name in which it is said that the person hands over
# What joins two who get one office: a sign, a word, and what is said of each beside the titles.
_AND_OTHERS = re.compile(
    r"(?:[ ,()-]|\([^()]{2,90}\)|\(?\d{2} tuổi\)?|sinh năm \d{4}|"
    r"(?:hiện|nay|hiện nay|đang) là|nguyên)*(?:,|và|"
    r"cùng)(?:[ ,-]|ông|bà|đồng chí)*"
)
# The next item of a list: `đối với bà A, nguyên Giám đốc …; ông B, nguyên Giám đốc …`.
_NEXT_ITEM = re.compile(r"[ ,()-]*(?:nguyên )?;(?: và)? ?(?:ông|bà|đồng chí)?[ ]*")
# "cùng thời điểm với ông A, ông B …": a phrase in front speaks of A, the sentence of B
_IN_FRONT = re.compile(r"(?<!\w)(?:(?<!đối )(?<!cùng )với|của|theo|giống|khác) $")
# "cách chức Bí thư …; và cho thôi chức Ủy viên … đối với ông A": both are taken from him
_OBJECT_LATER = re.compile(
    r"[ ,;]*(?:và|đồng thời)?[ ]*(?:cho thôi|cách|thôi|miễn nhiệm|bãi nhiệm|xóa tư cách)[^.]{0,60}?"
    r"(?<!\w)(?:đối với|với|của|cho)[ ]*(?:các )?"
)
_BEFORE_OFFICE = 40  # characters in which a word such as "giữ chức" stands before the office


@dataclass(frozen=True, slots=True)
class Governed:
    """A list of titles that a verb or a word such as `giữ chức` governs."""

    subjects: tuple[Name, ...]
    verb: re.Match[str] | None
    marked: bool


def find_governed(scene: Scene, group: Group) -> Governed | None:
    """Return what governs a list of titles and who it is about; None where nothing does."""
    words, low, start = verb_words(scene.reading.lexicon), scene.reading.low, group[0].start
    since = max(scene.sentence.start, start - _BEFORE_OFFICE)
    marked = words.marks.search(low, since, start) is not None
    verbs = list(scene.reading.each(words.verbs, scene.sentence.start, start))
    verb = verbs[-1] if verbs and not _is_new_clause(scene, verbs[-1], group) else None
    if (
        verb
        and _BEFORE_IT.search(low, scene.sentence.start, verb.start())
        and low.endswith(" là ", since, start)
    ):
        verb = None  # "trước khi chuyển công tác là Giám đốc …": the office is that of before
    direct = verb is not None and (
        _DIRECT.fullmatch(low, verb.end(), start) is not None or _is_next_object(scene, group, verb)
    )
    told = (marked or direct) and not is_of_unnamed(scene, group)
    subjects = _subjects(scene, group, verb) if told else ()
    return Governed(subjects, verb, marked) if subjects else None


def _is_next_object(scene: Scene, group: Group, verb: re.Match[str]) -> bool:
    """Say whether a verb goes on to another office: `miễn nhiệm chức X đối với A và chức Y đối với B`."""
    low, right = scene.reading.low, scene.right(group)
    before = [other for other in scene.groups if verb.end() <= other[0].start < group[0].start]
    left = scene.left(group)
    if right is None or left is None or not before or not _OBJECT.fullmatch(scene.gap(group, right)):
        return False
    return _AND_OFFICE.fullmatch(low, left.end, group[0].start) is not None


def _is_new_clause(scene: Scene, verb: re.Match[str], group: Group) -> bool:
    """Say whether another clause with a subject of its own began between a verb and an office.

    `Trước khi được bầu giữ chức X, bà là Y`, `Trước khi được bầu, ông đã kinh qua các chức vụ Y`.
    """
    offices = [other for other in scene.groups if verb.end() <= other[0].start < group[0].start]
    since = offices[-1][-1].end if offices else verb.end()
    low, start = scene.reading.low, group[0].start
    subjects = [name.end for name in scene.names if since <= name.lead < start]
    if scene.pronoun and since <= scene.pronoun.start < start:
        subjects.append(scene.pronoun.end)
    if subjects and offices and _BEFORE_IT.search(low, scene.sentence.start, verb.start()):
        return True
    if not subjects:
        return offices != [] and _HERE.search(low, since, start) is not None
    clause = (_CLAUSE if offices else _ONCE).match(low, subjects[-1], start)
    return clause is not None


def _subjects(scene: Scene, group: Group, verb: re.Match[str] | None) -> tuple[Name, ...]:
    """Return whom the verb is about: the object after the office, else the names before it."""
    right = scene.right(group)
    if right and _OBJECT.fullmatch(scene.gap(group, right)):
        return _with_others(scene, right)
    if (
        right
        and verb
        and _closes(scene, verb)
        and _OBJECT_LATER.fullmatch(scene.without_titles(group[-1].end, right.lead))
    ):
        return _with_others(scene, right)
    if right and verb is not None and _LISTS.fullmatch(scene.gap(group, right)):
        alone = scene.left(group) is None and scene.pronoun is None
        if alone or group[0].plural or _ONESELF.match(verb[0]):
            return scene.untitled(scene.list_from(right), group)
    if verb is not None and not _is_about_before(scene, verb, group):
        return ()
    before = [
        name
        for name in scene.names
        if name.end <= group[0].start
        and not _hands_over(scene, name, group)
        and not gives_way(scene, name, group)
    ]
    before = subjects_before(scene, group, before)
    pronoun = scene.pronoun if scene.pronoun and scene.pronoun.end <= group[0].start else None
    pronoun = None if pronoun and is_of_kin(scene, pronoun) else pronoun
    if before and not (pronoun and pronoun.start > before[-1].start):
        return _joined(scene, before)
    if right and pronoun is None and TIGHT.fullmatch(scene.gap(group, right)):
        return (right,)
    return (pronoun,) if pronoun else ()


def _closes(scene: Scene, verb: re.Match[str]) -> bool:
    return effect_of(verb_words(scene.reading.lexicon).by_verb[key(verb[0])]) == "closes"


def _is_about_before(scene: Scene, verb: re.Match[str], group: Group) -> bool:
    """Say whether a verb may be about somebody named before its office.

    Somebody between both is: `bầu ông A giữ chức …`. Who stands before the verb is only where it is passive,
    or one that nobody does to another: `đắc cử`, `thôi giữ chức`.
    """
    if any(verb.end() <= name.lead < group[0].start for name in scene.names):
        return True
    if scene.pronoun and verb.end() <= scene.pronoun.start < group[0].start:
        return True
    if verb_words(scene.reading.lexicon).by_verb[key(verb[0])].local in _DONE_BY_ONESELF or _ONESELF.match(
        verb[0]
    ):
        return True
    if verb[0].startswith(("được ", "bị ")):
        return True
    names = [name for name in scene.names if name.end <= verb.start()]
    if names and _is_object(scene, names[-1]):
        return True
    if len(names) > 1:  # who hands the decision over stands between
        names = [name for name in names if not _hands_over(scene, name, group)]
    before = [name.end for name in names]
    if before and _BY_WAY.search(scene.reading.low, before[-1], verb.start()):
        return True
    if scene.pronoun and scene.pronoun.end <= verb.start():
        before.append(scene.pronoun.end)
    since = max(before, default=scene.sentence.start)
    since = max(since, scene.reading.low.rfind("; đồng thời ", since, verb.start()))
    return _PASSIVE.search(scene.reading.low, since, verb.start()) is not None


def _is_object(scene: Scene, name: Name) -> bool:
    """Say whether a verb before a name is done to that person: `điều động ông A, chỉ định …`."""
    words, low = verb_words(scene.reading.lexicon), scene.reading.low
    verbs = list(scene.reading.each(words.verbs, scene.sentence.start, name.lead))
    if not verbs or low[verbs[-1].end() : name.lead].strip() not in ("", "cho", "đối với"):
        return False
    return effect_of(words.by_verb[key(verbs[-1][0])]) != "none"  # who is proposed is not moved


def _with_others(scene: Scene, first: Name) -> tuple[Name, ...]:
    """Return a name with those joined to it over their posts: `đối với ông A, Giám đốc …, và ông B`."""
    found = list(scene.chain(first))
    for name in scene.names:
        if name.start > found[-1].start:
            between = scene.without_titles(found[-1].end, name.lead)
            joined = _AND_OTHERS.fullmatch(between) or _NEXT_ITEM.fullmatch(between)
            if not joined or _is_titled(scene, name, found[-1].end):
                break
            found.append(name)
    return tuple(found)


def _is_titled(scene: Scene, name: Name, since: int) -> bool:
    """Say whether titles told since an offset stand directly before a name: `… và Phó Chủ tịch HĐND B`."""
    return any(group[0].start >= since and group[-1].end + 1 == name.lead for group in scene.groups)


def _joined(scene: Scene, before: list[Name]) -> tuple[Name, ...]:
    """Return the last of some names with those joined to it: `ông A, Bí thư …, và ông B, Giám đốc …`."""
    chain = [before[-1]]
    for name in reversed(before[:-1]):
        between = scene.without_titles(name.end, chain[0].lead)
        if not _AND_OTHERS.fullmatch(between) or _is_in_front(scene, name, between):
            break
        chain.insert(0, name)
    return tuple(chain)


def _is_in_front(scene: Scene, name: Name, between: str) -> bool:
    """Say whether a comma ends the phrase that a name stands in, before the subject of the sentence."""
    return "và" not in between and bool(_IN_FRONT.search(scene.reading.low, scene.sentence.start, name.lead))


def _hands_over(scene: Scene, name: Name, group: Group) -> bool:
    """Say whether the person only hands over, signs or announces the decision about the office."""
    low = scene.reading.low
    said = _SPEAKS.match(low, name.end, group[0].start)
    if said and not _OF_SELF.search(low, said.end(), group[0].start):
        return True
    if _OF_MANY.search(scene.without_titles(name.end, group[0].start)):
        return True
    between = _HANDS_OVER.match(low, name.end, min(name.end + _FAR, group[0].start))
    if between is None:
        return False
    if _SEVERAL.search(scene.reading.low, between.end(), group[0].start):
        return True
    others = (other for other in scene.names if other.start > name.end)
    other = next(others, None)
    if other and _GIVEN_BY.fullmatch(scene.without_titles(name.end, other.lead)):
        return False
    return other is not None or _DECIDES.search(between[0]) is not None
