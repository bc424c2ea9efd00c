"""Titles under verbs: who is appointed, elected, transferred or relieved, and whose post is taken over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.match import Labels, any_of, labels
from kg.extract.spans import Name, Title
from kg.link.held import TIGHT, Group, Held, Scene
from kg.ontology import Lexicon, Term
from kg.text import key

_DIRECT = re.compile(r"[ ]*(?:(?:trong|của|ở) (?:tổ chức )?đảng)?[ ]*(?:gồm|bao gồm)?[ :(]*(?:lại |bổ sung )?(?:vào )?(?:các )?(?:chức vụ |chức danh |chức )?")
# "trúng cử đại biểu HĐND huyện có ông A, bà B"
# "thu hồi quyết định bổ nhiệm ông A": what was opened is closed.
_REVOKED = re.compile(
    r"(?<!\w)(?:thu hồi|hủy bỏ|hủy|bãi bỏ)[^.;]{0,40}(?:quyết định|nghị quyết|kết quả)?[^.;]{0,30}$"
)
_NOW_HAS = re.compile(
    r"(?<!\w)(?:hiện|hiện nay|đang|vẫn|lãnh đạo|thường trực|cũ|trước đây|(?<!còn )có (?:\d+|hai|ba|bốn|năm|sáu|các))(?!\w)[^;]{0,80}$"
)
_ITEM_OPENS = 12  # characters from the start of a sentence: a bullet, a form of address
_LEADING = 3  # sentences before a header in which the election is told
_CAREER = re.compile(
    r"(?<!\w)(?:(?:từng|đã|lần lượt)[^.;:,]{0,24}(?:giữ|đảm nhiệm|đảm nhận|qua)|kinh qua|trải qua)"
    r"[^.;:,]{0,16}(?:chức|vị trí|cương vị|công tác)(?!\w)"
)
_BEFORE_IT = re.compile(r"(?<!\w)(?:trước khi|khi|lúc|trước lúc|thời điểm)(?: được| bị)? $")
_INSTEAD_OF = re.compile(r"(?<!\w)thay(?: thế)?(?: cho)?(?: vị trí(?: của)?)? $")
_TAKES = re.compile(r"[ ]*(?:giữ|đảm nhận|đảm nhiệm|làm)(?: chức vụ| chức danh| chức| vị trí)?[ ]*")
# "Thay ông A làm Trưởng ban … là bà B"
_COMES_FOR = re.compile(
    r"(?<!\w)(?:thay|thay thế|kế nhiệm|tiếp quản)(?: cho)? [^.;,]{2,40} (?:làm|giữ chức vụ|giữ chức|ở vị trí|trên cương vị) $"
)
_IS = re.compile(r",? (?:sẽ )?là (?:các )?")
# "gửi đơn lên Thủ tướng": to whom something goes.
_SENT = re.compile(
    r"(?<!\w)(?:gửi|trình|báo cáo|kiến nghị|đơn|thư|kêu cứu|chuyển|phản ánh|khiếu nại|tố cáo|đề xuất|hỏi|kiện)(?!\w)"
    r"[^.;]{0,40} (?:lên|tới|đến|cho) $"
)
_BEGINS_LIST = re.compile(r"[^.;,:]{0,50}(?::|như|gồm|là)[^.:]{0,120}")
_THIS_OFFICE = re.compile(r"(?:chức vụ|chức danh|chức|vị trí) này (?:đối với|cho|với) ")
_LISTS = re.compile(r"[ ]*(?:có|gồm|là)(?: các)?[ :]*")
_GIVEN = re.compile(r"[ ]*\)?[ ]*(?:cho|đối với)[ ]*(?:các )?")
_OBJECT = re.compile(r"[ ]*\)?[ ]*(?:(?:nhiệm kỳ|giai đoạn) [\d -]+)?,?[ ]*(?:đối với|cho|với|của)[ ]*(?:các )?")
# What a subject goes on with in a clause of its own; `_HERE` is such a clause with a bare form of address.
_CLAUSE = re.compile(
    r"[^,;]{0,40}?(?<!\w)(?:là|từng|vốn|trải qua|kinh qua|đã (?:từng|trải|kinh|đảm|giữ|có|là|qua))(?!\w)"
)
_ONCE = re.compile(r"[^,;]{0,20}?(?<!\w)(?:từng|trải qua|kinh qua|đã (?:từng|trải|kinh|đảm|giữ|qua))(?!\w)")
_HERE = re.compile(rf"(?<!\w)(?:ông|bà|đồng chí|anh|chị) {_CLAUSE.pattern}")
# "có thể lên Giám đốc", "muốn làm Chủ tịch": an office that nobody has.
_MAYBE = re.compile(
    r"(?<!\w)(?:có thể|nếu|muốn|mong|cần|phải|hay|liệu|chưa biết ai|ai sẽ|sắp|sẽ)(?!\w)[^,;]{0,40}$"
)
_TO = re.compile(
    r"(?:để|và|, đồng thời|,) ?(?:về |sang |lên |ra )?(?:nhận|giữ|đảm nhận|đảm nhiệm|làm|tham gia|chờ|chuyển)[^;]{0,30}$"
)
_NOT = re.compile(r"(?<!\w)(?:không|chưa)(?: được| bị| kịp| có tên| đủ| trong| đưa| vào| danh sách| nằm)* $")
# "có đơn xin thôi làm …": a wish, not yet its grant.
_WISHED = re.compile(
    r"(?<!\w)(?:xin|xin được|xin phép|nguyện vọng|đề nghị|đề nghị được|muốn)(?: cho)?(?: ông| bà)? $"
)
_GRANTED = re.compile(r"(?<!chưa )(?<!không )(?:được|đã|nhất trí) (?:chấp thuận|đồng ý|chấp nhận|phê duyệt|thông qua|giải quyết)")
# "điều hành … đến khi có quyết định phân công Bí thư mới": nobody is appointed yet
_UNTIL = re.compile(r"(?<!\w)(?:đến khi|cho đến|trong khi chờ|chờ|trong thời gian chờ)[^.;]{0,60}$")
# "giới thiệu để HĐND tỉnh bầu giữ chức …": nobody holds it yet
_PROPOSED = re.compile(r"(?<!\w)(?:giới thiệu|đề cử|(?<!theo )đề nghị|kiến nghị|dự kiến)[^.;]{0,48}$")
_NOW = re.compile(r"(?<!\w)(?:hiện|đang|hiện nay|từng|vẫn|là)[ ]*(?:giữ|làm|đảm)?[^.;,]{0,20}$")
_REPLACED = re.compile(r"[^.;]{0,60}?,? ?thay(?: thế| cho)? (?:cho )?")
# Who hands over or announces a decision is not the one it is about.
_HANDS_OVER = re.compile(
    r"[^;.]{0,90}?(?:trao|công bố|ký|chúc mừng|chủ trì|tặng hoa|phát biểu|thừa ủy quyền|đọc)"
)
# Verbs that nobody does to another, and what makes the others passive.
_DONE_BY_ONESELF = ("thoi-giu-chuc", "tu-chuc", "nghi-huu", "tu-tran", "tiep-tuc-giu-chuc")
_ONESELF = re.compile(r"(?:tái )?(?:trúng|đắc|tái) cử|tái đắc cử|tái trúng cử|chuyển|nhận")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|nhận (?:quyết định|nhiệm vụ)|có quyết định|tiếp tục)(?!\w)")
# "trao quyết định Phó Giám đốc Sở X cho ông Y": the decision itself gives the office.
_DECISION = re.compile(r"quyết định (?:về )?(?:việc )?(?:giữ )?(?:chức vụ |chức danh |chức )?$")
_DECIDES = re.compile(r"(?:ký|trao|công bố|đọc|thừa ủy quyền)")
_FAR = 120  # characters after a name in which it is said that the person hands over
# What joins two who get one office: a sign, a word, and what is said of each beside the titles.
_AND_OTHERS = re.compile(
    r"(?:[ ,()-]|\(?\d{2} tuổi\)?|sinh năm \d{4}|(?:hiện|nay|hiện nay|đang) là|nguyên)*(?:,|và|cùng)(?:[ ,-]|ông|bà|đồng chí)*"
)
_BEFORE_OFFICE = 40  # characters in which a word such as "giữ chức" stands before the office


@dataclass(frozen=True, slots=True)
class VerbWords:
    """The verbs that change posts and the words before an office, compiled."""

    verbs: Labels
    by_verb: dict[str, Term]
    by_local: dict[str, Term]
    marks: re.Pattern[str]


@lru_cache(maxsize=4)
def verb_words(lexicon: Lexicon) -> VerbWords:
    """Return the compiled words of `lexicon`."""
    verbs = lexicon.words("verb")
    marks = any_of(form for term in lexicon.words("office-mark") for form in term.forms)
    return VerbWords(
        labels(form for term in verbs for form in term.forms),
        lexicon.by_form(verbs),
        {term.local: term for term in verbs},
        re.compile(rf"{marks}(?: (?:các )?(?:chức vụ|chức danh|chức))?(?: như)?[ ]*:?[ ]*$"),
    )


@dataclass(frozen=True, slots=True)
class _Governed:
    """A list of titles that a verb or a word such as `giữ chức` governs."""

    subjects: tuple[Name, ...]
    verb: re.Match[str] | None
    marked: bool


def by_verb(scene: Scene, group: Group) -> list[Held]:
    """Return what a verb says of the office after it: held, opened or closed, and by whom."""
    governed = _governed(scene, group)
    if governed is None:
        return _by_decision(scene, group) or _in_career(scene, group)
    words = verb_words(scene.reading.lexicon)
    found = governed.verb or _verb_of_list(scene, words, group)
    if scene.right(group) and _COMES_FOR.search(scene.reading.low, scene.sentence.start, group[0].start):
        right = scene.right(group)
        if right and _IS.fullmatch(scene.gap(group, right)):
            come = words.by_local.get("ke-nhiem")
            return [Held(right, title, group, "linking.opens", "opens", come) for title in group]
    taken_over = _instead(scene, group, governed.subjects)
    if taken_over:
        return taken_over
    if found is None:
        unsure = _MAYBE.search(scene.reading.low, scene.sentence.start, group[0].start)
        if unsure or _SENT.search(scene.reading.low, scene.sentence.start, group[0].start):
            return []
        return _in_office(scene, group, governed.subjects)
    if any(
        no.search(scene.reading.low, scene.sentence.start, found.start()) for no in (_NOT, _PROPOSED, _UNTIL)
    ):
        return []
    verb = words.by_verb[key(found[0])]
    effect = effect_of(verb)
    if effect == "opens" and _SENT.search(scene.reading.low, scene.sentence.start, group[0].start):
        return []
    if effect == "closes" and _is_wish(scene, found.start()):
        return _in_office(scene, group, governed.subjects)
    if effect == "opens" and _REVOKED.search(scene.reading.low, scene.sentence.start, found.start()):
        effect, verb = "closes", words.by_local.get("mien-nhiem", verb)
    if effect == "closes" and governed.marked and _TO.search(scene.reading.low, found.end(), group[0].start):
        effect, verb = "opens", words.by_local.get("phan-cong", verb)
    if effect == "none":
        if verb.local == "xoa-tu-cach":
            return [replace(held, former=True) for held in _in_office(scene, group, governed.subjects)]
        still = verb.local in ("tiep-tuc-giu-chuc", "dinh-chi")
        return _in_office(scene, group, governed.subjects) if still else []
    return [
        Held(name, title, group, f"linking.{effect}", effect, verb, found.span())
        for name, title in shared_out(scene, governed.subjects, group)
        if not (title.status == "former" and effect == "opens")
    ]


def shared_out(scene: Scene, names: Sequence[Name], group: Group) -> Iterator[tuple[Name, Title]]:
    """Yield who has which title: each has all, but of as many persons as offices each has one.

    `ông A và bà B giữ chức Chủ tịch Hội Nông dân và Phó Chủ tịch Hội Phụ nữ`.
    """
    heads = [
        (scene.reading.lexicon.terms[title.role].one("roleKind") or "").endswith("/head") for title in group
    ]
    if len(names) == len(group) > 1 and any(heads):
        yield from zip(names, group, strict=True)
    else:
        yield from ((name, title) for name in names for title in group)


def _instead(scene: Scene, group: Group, subjects: Sequence[Name]) -> list[Held]:
    """Return who takes over an office and who leaves it: `ông B thay ông A giữ chức …`."""
    words = verb_words(scene.reading.lexicon)
    gone = [name for name in scene.names if _gives_way(scene, name, group)]
    if not gone:
        return []
    come = words.by_local.get("ke-nhiem")
    left = words.by_local.get("thoi-giu-chuc")
    return [
        *(Held(name, title, group, "linking.opens", "opens", come) for name in subjects for title in group),
        *(Held(gone[0], title, group, "linking.closes", "closes", left) for title in group),
    ]


def _gives_way(scene: Scene, name: Name, group: Group) -> bool:
    """Say whether the office after a name is one that another takes over from that person.

    Not in `giữ chức X thay ông A giữ chức Y`: there each has an office.
    """
    low, start = scene.reading.low, scene.sentence.start
    if _INSTEAD_OF.search(low, start, name.lead) is None or not _TAKES.fullmatch(low, name.end, group[0].start):
        return False
    before = [other.end for other in scene.names if other.end <= name.lead]
    return bool(before) and not any(before[-1] <= other[0].start < name.lead for other in scene.groups)


def _is_wish(scene: Scene, offset: int) -> bool:
    """Say whether leaving is only asked for in this sentence, and not granted."""
    low, sentence = scene.reading.low, scene.sentence
    wished = _WISHED.search(low, sentence.start, offset) is not None
    return wished and _GRANTED.search(low, offset, sentence.end) is None


def _in_career(scene: Scene, group: Group) -> list[Held]:
    """Return the posts further down a list that a word of a career opens: `từng giữ các chức vụ: A; cán bộ B; C`."""
    low, start = scene.reading.low, group[0].start
    opened = next(reversed(list(_CAREER.finditer(low, scene.sentence.start, start))), None)
    if opened is None or any(name.lead >= opened.end() for name in scene.names):
        return []
    before = [name for name in scene.names if name.end <= opened.start()]
    subject = before[-1] if before else scene.pronoun
    listed = any(opened.end() <= other[0].start < start for other in scene.groups)
    listed = listed or _BEGINS_LIST.fullmatch(low, opened.end(), start) is not None
    if subject is None or not listed:
        return []
    return [Held(subject, title, group, "linking.office", former=True) for title in group]


def _by_decision(scene: Scene, group: Group) -> list[Held]:
    """Return who is given an office by a decision that is handed over: `trao quyết định … cho ông A`."""
    right = scene.right(group)
    given = right and _GIVEN.fullmatch(scene.gap(group, right))
    decided = _DECISION.search(scene.reading.low, scene.sentence.start, group[0].start)
    acting = group[0].status == "acting" and scene.reading.low.endswith("giao ", 0, group[0].start)
    if not (right and given and (decided or acting)):
        return []
    verb = verb_words(scene.reading.lexicon).by_local.get("giao-quyen" if acting else "bo-nhiem")
    return [
        Held(name, title, group, "linking.opens", "opens", verb)
        for name in scene.chain(right)
        for title in group
    ]


def again(scene: Scene, found: Sequence[Held]) -> list[Held]:
    """Return who takes or leaves `chức vụ này`: the office that the sentence gave to another before."""
    words = verb_words(scene.reading.lexicon)
    told: list[Held] = []
    for match in _THIS_OFFICE.finditer(scene.reading.low, scene.sentence.start, scene.sentence.end):
        verbs = [verb for verb in scene.reading.each(words.verbs, scene.sentence.start, match.start())]
        name = next((name for name in scene.names if name.lead == match.end()), None)
        before = [held for held in found if held.title.end <= match.start()]
        if not (verbs and name and before):
            continue
        verb = words.by_verb[key(verbs[-1][0])]
        effect = effect_of(verb)
        if effect != "none":
            last = before[-1]
            told.append(
                Held(name, last.title, last.siblings, f"linking.{effect}", effect, verb, verbs[-1].span())
            )
    return told


def replaced(scene: Scene, group: Group, found: Sequence[Held]) -> list[Held]:
    """Return whose post is taken over: `giữ chức Trưởng Ban …, thay đồng chí B`."""
    right = scene.right(group)
    if right is None or not any(held.effect == "opens" for held in found):
        return []
    if not _REPLACED.fullmatch(scene.gap(group, right)):
        return []
    left = verb_words(scene.reading.lexicon).by_local.get("thoi-giu-chuc")
    return [Held(right, group[-1], group, "linking.closes", "closes", left)]


def effect_of(verb: Term) -> str:
    """Return what a verb does with the office after it: a transfer opens that one (and closes the old)."""
    effects = {name.rsplit("/", 1)[-1] for name in verb.all("effect")}
    return next((effect for effect in ("opens", "closes") if effect in effects), "none")


def _governed(scene: Scene, group: Group) -> _Governed | None:
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
    direct = verb is not None and _DIRECT.fullmatch(low, verb.end(), start) is not None
    subjects = _subjects(scene, group, verb) if marked or direct else ()
    return _Governed(subjects, verb, marked) if subjects else None


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
    if not subjects:
        return offices != [] and _HERE.search(low, since, start) is not None
    clause = (_CLAUSE if offices else _ONCE).match(low, subjects[-1], start)
    return clause is not None


def _in_office(scene: Scene, group: Group, subjects: Sequence[Name]) -> list[Held]:
    return [held for name in subjects for held in scene.give(name, group, "linking.office")]


def as_elected(scene: Scene, group: Group, found: list[Held]) -> list[Held]:
    """Return the names under a header as newly in office where an election or appointment leads to it.

    `Hội nghị bầu Ban Thường vụ … Các Phó Bí thư gồm:` is news; `Hiện HĐND có hai Phó Chủ tịch là` is not.
    """
    words, low = verb_words(scene.reading.lexicon), scene.reading.low
    if not found or _NOW_HAS.search(low, scene.sentence.start, group[0].start):
        return found
    own = [verb for verb in scene.reading.each(words.verbs, scene.sentence.start, group[0].start)]
    verb = own[-1] if own else _verb_before(scene, words)
    effect = effect_of(words.by_verb[key(verb[0])]) if verb else "none"
    if verb is None or effect == "none":
        return found
    term = words.by_verb[key(verb[0])]
    return [
        replace(held, effect=effect, rule="linking.header", verb=term, verb_span=verb.span())
        for held in found
    ]


def _verb_before(scene: Scene, words: VerbWords) -> re.Match[str] | None:
    """Return the opening verb of the three sentences before, the last one."""
    starts = scene.reading.starts
    at = bisect_left(starts, scene.sentence.start)
    since = starts[max(at - _LEADING, 0)]
    verbs = scene.reading.each(words.verbs, since, scene.sentence.start)
    opening = [verb for verb in verbs if effect_of(words.by_verb[key(verb[0])]) == "opens"]
    return opening[-1] if opening else None


def _verb_of_list(scene: Scene, words: VerbWords, group: Group) -> re.Match[str] | None:
    """Return the opening verb of the same paragraph or of the headline, of which a list goes on.

    `Ông A, …, giữ chức …` after `bổ nhiệm:` is such a list; `hiện giữ chức` is not.
    """
    reading, sentence = scene.reading, scene.sentence
    if _NOW.search(reading.low, sentence.start, group[0].start):
        return None
    if not any(name.lead - sentence.start <= _ITEM_OPENS for name in scene.names):
        return None
    spans = [(reading.paragraph_start(sentence.start), sentence.start)]
    spans += [(other.start, other.end) for other in reading.sentences if other.zone == "headline"][:1]
    for start, end in spans:
        verbs = reading.each(words.verbs, start, end)
        opening = [verb for verb in verbs if effect_of(words.by_verb[key(verb[0])]) == "opens"]
        if opening:
            return opening[-1]
    return None


def _subjects(scene: Scene, group: Group, verb: re.Match[str] | None) -> tuple[Name, ...]:
    """Return whom the verb is about: the object after the office, else the names before it."""
    right = scene.right(group)
    if right and _OBJECT.fullmatch(scene.gap(group, right)):
        return scene.chain(right)
    if right and verb is not None and _LISTS.fullmatch(scene.gap(group, right)):
        alone = scene.left(group) is None and scene.pronoun is None
        if alone or _ONESELF.match(verb[0]):
            return scene.list_from(right)
    if verb is not None and not _is_about_before(scene, verb, group):
        return ()
    before = [
        name
        for name in scene.names
        if name.end <= group[0].start and not _hands_over(scene, name, group) and not _gives_way(scene, name, group)
    ]
    pronoun = scene.pronoun if scene.pronoun and scene.pronoun.end <= group[0].start else None
    if before and not (pronoun and pronoun.start > before[-1].start):
        return _joined(scene, before)
    if right and pronoun is None and TIGHT.fullmatch(scene.gap(group, right)):
        return (right,)
    return (pronoun,) if pronoun else ()


def _is_about_before(scene: Scene, verb: re.Match[str], group: Group) -> bool:
    """Say whether a verb may be about somebody named before its office.

    Somebody between both is: `bầu ông A giữ chức …`. Who stands before the verb is only where it is passive, or
    one that nobody does to another: `đắc cử`, `thôi giữ chức`.
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
    before = [name.end for name in scene.names if name.end <= verb.start()]
    if scene.pronoun and scene.pronoun.end <= verb.start():
        before.append(scene.pronoun.end)
    return (
        _PASSIVE.search(scene.reading.low, max(before, default=scene.sentence.start), verb.start())
        is not None
    )


def _joined(scene: Scene, before: list[Name]) -> tuple[Name, ...]:
    """Return the last of some names with those joined to it: `ông A, Bí thư …, và ông B, Giám đốc …`."""
    chain = [before[-1]]
    for name in reversed(before[:-1]):
        if not _AND_OTHERS.fullmatch(scene.without_titles(name.end, chain[0].lead)):
            break
        chain.insert(0, name)
    return tuple(chain)


def _hands_over(scene: Scene, name: Name, group: Group) -> bool:
    """Say whether the person only hands over, signs or announces the decision about the office."""
    between = _HANDS_OVER.match(scene.reading.low, name.end, min(name.end + _FAR, group[0].start))
    if between is None:
        return False
    others = (other for other in scene.names if other.start > name.end)
    return next(others, None) is not None or _DECIDES.search(between[0]) is not None
