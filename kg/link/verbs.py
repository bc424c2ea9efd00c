"""Titles under verbs: who is appointed, elected, transferred or relieved, whose post is a thing of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.match import begins
from kg.extract.spans import Name, Title
from kg.link.governed import Governed, find_governed
from kg.link.held import Group, Held, Scene
from kg.link.plans import is_not_done, is_to_come
from kg.link.taking_over import instead
from kg.link.verb_lists import is_announced, verb_of_list
from kg.link.verb_words import GRANTED, effect_of, verb_words
from kg.quick import replace
from kg.text import key

# "trúng cử đại biểu HĐND huyện có ông A, bà B"
# "thu hồi quyết định bổ nhiệm ông A": what was opened is closed.
_REVOKED = re.compile(
    r"(?<!\w)(?:thu hồi|hủy bỏ|hủy|bãi bỏ)[^.;]{0,40}(?:quyết định|nghị quyết|kết quả)?[^.;]{0,30}$"
)
_CAREER = begins(
    r"(?<!\w)(?:(?:từng|đã|lần lượt)[^.;:,]{0,24}(?:giữ|đảm nhiệm|đảm nhận|qua)|kinh qua|trải qua|"
    r"(?:giữ|đảm nhiệm|đảm nhận|nắm giữ)(?= (?:nhiều|một số|những) ))"
    r"[^.;:,]{0,16}(?:chức|vị trí|cương vị|công tác|trọng trách)(?!\w)"
    r"|(?<!\w)(?:chức vụ|vị trí|cương vị)[^.;:]{0,70}(?<!\w)(?:kinh qua|trải qua|đảm nhiệm|đảm nhận|nắm giữ)"
    r"(?=,? (?:như|gồm|là|bao gồm)(?!\w)|:)"
    r"|(?<!\w)từng (?:là|làm) (?:giảng viên|giáo viên|cán bộ|chuyên viên|kỹ sư|công nhân|phóng viên|bác sĩ)"
    r"[^.;:,]{0,60}(?=[,;] )",
    "từng", "đã", "lần", "kinh", "trải", "giữ", "đảm", "nắm", "chức", "vị", "cương",
)  # fmt: skip
# "Thay ông A làm Trưởng ban … là bà B"
_COMES_FOR = re.compile(
    r"(?<!\w)(?:thay|thay thế|kế nhiệm|tiếp quản)(?: cho)?(?: [^.;,]{2,40} (?:làm|giữ chức vụ|giữ chức|"
    r"ở vị trí|trên cương vị)|(?: vị trí| chức vụ| chức| ghế)+) $"
)
_OLD_ONE = re.compile(r" (?:\(?cũ\)?|trước đây|tiền nhiệm) (?:là )?(?:các )?")
_IS = re.compile(r",? (?:sẽ )?là (?:các )?")
# "ông A đã nhận quyết định của Bộ Chính trị về việc tham gia Ban Chấp hành và giữ chức Bí thư …"
_RECEIVED = re.compile(
    r"(?<!\w)nhận (?:các )?quyết định(?! nghỉ)[^.;]{0,60}?(?:về việc|của bộ chính trị|của ban bí thư|"
    r"của thủ tướng)"
    r"(?![^.;]*(?<!\w)(?:từng|hiện|nguyên|là)(?!\w))[^.;]*$"
)
# "giữ chức Bí thư … kể từ ngày 2/8": it begins there
_SINCE = re.compile(r"(?:,? \(?nhiệm kỳ [\d -]+\)?)?,? kể từ (?:ngày )?(?=\d|ngày|tháng|hôm nay)")
# "gửi đơn lên Thủ tướng": to whom something goes.
_SENT = re.compile(
    r"(?<!\w)(?:gửi|trình|báo cáo|kiến nghị|đơn|thư|kêu cứu|chuyển|phản ánh|khiếu nại|tố cáo|đề xuất|hỏi|"
    r"kiện)(?!\w)"
    r"[^.;]{0,40} (?:lên|tới|đến|cho) $"
)
_BEGINS_LIST = re.compile(r"[^.;:]{0,50}(?::|như|gồm|là)[^.:]{0,120}|[,;] ")
_GIVEN = re.compile(r"[ ]*\)?[ ]*(?:tạm thời )?(?:cho|đối với)[ ]*(?:các )?")
# "có thể lên Giám đốc", "muốn làm Chủ tịch": an office that nobody has.
_MAYBE = re.compile(
    r"(?<!\w)(?:có thể|nếu|muốn|mong|cần|phải|hay|liệu|chưa biết ai|ai sẽ|sắp|sẽ)(?!\w)[^,;]{0,40}$"
)
# "ý kiến giới thiệu ông A làm Phó Chủ tịch": nobody has elected him.
_INTRODUCED = re.compile(r"(?<!\w)(?:giới thiệu|đề cử|đề xuất) (?:đồng chí|ông|bà) [^.;]{0,140}(?<!\w)làm $")
# "được bổ nhiệm phó văn phòng từ 2010, sau đó từng làm Chủ tịch": of before, whatever verb went before.
# `trúng cử đại biểu …, khi đang là Bí thư …`: so is what somebody was at the time.
_HAD_ONCE = re.compile(
    r"(?<!\w)(?:từng|có thời gian|một thời gian|(?:khi|lúc) (?:còn |đang )+(?:là|giữ|làm|đảm))(?!\w)"
)
_TO = re.compile(
    r"(?:để|và|, đồng thời|,) ?(?:về |sang |lên |ra )?(?:nhận|giữ|đảm nhận|đảm nhiệm|làm|tham gia|chờ|"
    r"chuyển)[^;]{0,30}$|(?<!\w)vào (?:vị trí|chức vụ|chức danh) $"
)
# "có đơn xin thôi làm …": a wish, not yet its grant.
_WISHED = re.compile(
    r"(?<!\w)(?:xin|xin được|xin phép|nguyện vọng|đề nghị|đề nghị được|muốn)(?: cho)?(?: ông| bà)? $"
)
# "tiếp tục giữ chức Phó Bí thư trong nhiệm kỳ mới": elected again
_NEW_TERM = re.compile(
    r",? ?\(?(?:trong |ở |cho )?(?:khóa mới|nhiệm kỳ (?:mới|tới|tiếp theo|này|\d{4} ?- ?\d{4}))"
)
_ANEW = re.compile(
    r"(?<!\w)được (?:[^,;.()]{2,30} )?(?:(chỉ định)|bầu|tín nhiệm|hiệp thương|suy tôn)(?: để)? $"
)
# Of whom stands before them: `hai Phó Bí thư qua đời, tỉnh bổ sung ông A làm Phó Bí thư`.
_ENDS_A_CAREER = ("tu-tran", "nghi-huu")
_ANEW_BY = ("bau", "chi-dinh", "chuan-y", "phe-chuan")
# "trao quyết định Phó Giám đốc Sở X cho ông Y": the decision itself gives the office.
_DECISION = re.compile(r"quyết định (?:về )?(?:việc )?(?:giữ )?(?:chức vụ |chức danh |chức )?$")
# `được giao quyền Giám đốc`, `giao ông A quyền Giám đốc`
_STANDS_IN = re.compile(r"(?<!\w)(?:(được) (?:[^,;.()]{2,40} )?)?(?:tạm )?giao (?:[^,;.()]{2,40} )?$")

# "bàn giao chức vụ Chỉ huy trưởng cho Đại tá B", "bàn giao … và nhiệm vụ Chính ủy cho …"
_HANDED_OVER = re.compile(
    r"(?<!\w)bàn giao (?:[^.;]{0,160} )?(?:chức vụ|chức trách|nhiệm vụ|cương vị|trách nhiệm|quyền hạn) $"
)


def by_verb(scene: Scene, group: Group) -> list[Held]:
    """Return what a verb says of the office after it: held, opened or closed, and by whom."""
    told = _coming(scene, group) or _of_before(scene, group)
    if told:
        return told
    governed = find_governed(scene, group)
    if governed is None:
        return _by_decision(scene, group) or _handed_over(scene, group) or _in_career(scene, group)
    found = governed.verb or verb_of_list(scene, governed.subjects, group)
    taken_over = instead(scene, group, governed.subjects)
    if taken_over:
        return taken_over
    if found is None:
        return _without_verb(scene, group, governed)
    return _with_verb(scene, group, governed, found)


def _without_verb(scene: Scene, group: Group, governed: Governed) -> list[Held]:
    """Return what a word such as `giữ chức` says of an office: held, or begun on a day to come or gone."""
    low = scene.reading.low
    if _INTRODUCED.search(low, scene.sentence.start, group[0].start):
        return []
    unsure = _MAYBE.search(low, scene.sentence.start, group[0].start)
    if unsure or _SENT.search(low, scene.sentence.start, group[0].start):
        return []
    if governed.marked and (
        _SINCE.match(low, group[-1].end)
        or _RECEIVED.search(low, governed.subjects[-1].end, group[0].start)
        or is_announced(scene, governed.subjects, group)
    ):
        verb = verb_words(scene.reading.lexicon).by_local.get("phan-cong")
        return [
            Held(name, title, group, "linking.opens", "opens", verb)
            for name, title in shared_out(scene, governed.subjects, group)
        ]
    return _in_office(scene, group, governed.subjects)


def _with_verb(scene: Scene, group: Group, governed: Governed, found: re.Match[str]) -> list[Held]:
    """Return what the verb `found` does with an office, unless it did not happen."""
    words = verb_words(scene.reading.lexicon)
    if is_not_done(scene, found):
        return []
    verb = words.by_verb[key(found[0])]
    if verb.local in _ENDS_A_CAREER and any(
        found.end() <= name.lead < group[0].start for name in scene.names
    ):
        return _without_verb(scene, group, governed)
    effect = effect_of(verb)
    if is_to_come(scene, group, found):
        return _in_office(scene, group, governed.subjects) if effect == "closes" else []
    if effect == "opens" and _SENT.search(scene.reading.low, scene.sentence.start, group[0].start):
        return []
    if effect == "closes" and _is_wish(scene, found.start()):
        return _in_office(scene, group, governed.subjects)
    if effect == "opens" and _REVOKED.search(scene.reading.low, scene.sentence.start, found.start()):
        effect, verb = "closes", words.by_local.get("mien-nhiem", verb)
    if effect == "closes" and governed.marked and _TO.search(scene.reading.low, found.end(), group[0].start):
        effect, verb = "opens", words.by_local.get("phan-cong", verb)
    here = found.start() >= scene.sentence.start
    if here and effect == "opens" and _HAD_ONCE.search(scene.reading.low, found.end(), group[0].start):
        return [replace(held, former=True) for held in _in_office(scene, group, governed.subjects)]
    if effect == "none":
        if verb.local == "xoa-tu-cach":
            return [replace(held, former=True) for held in _in_office(scene, group, governed.subjects)]
        anew = _given_anew(scene, group, governed, found) if verb.local == "tiep-tuc-giu-chuc" else ""
        if anew:
            return [
                Held(name, title, group, "linking.opens", "opens", words.by_local.get(anew, verb))
                for name, title in shared_out(scene, governed.subjects, group)
            ]
        still = verb.local in ("tiep-tuc-giu-chuc", "dinh-chi")
        return _in_office(scene, group, governed.subjects) if still else []
    return [
        Held(name, title, group, f"linking.{effect}", effect, verb, found.span())
        for name, title in shared_out(scene, governed.subjects, group)
        if not (title.status == "former" and effect == "opens")
    ]


def _given_anew(scene: Scene, group: Group, governed: Governed, found: re.Match[str]) -> str:
    """Return the verb by which who goes on in an office is given it anew, "" where it is not.

    It stands before (`được chỉ định tiếp tục giữ`) or leads a list of posts; a new term alone says that it
    was a vote.
    """
    low = scene.reading.low
    told = _ANEW.search(low, scene.sentence.start, found.start())
    if told:
        return "chi-dinh" if told[1] else "bau"
    leading = verb_of_list(scene, governed.subjects, group)
    local = verb_words(scene.reading.lexicon).by_verb[key(leading[0])].local if leading else ""
    if local in _ANEW_BY:
        return local
    return "bau" if _NEW_TERM.match(low, group[-1].end) else ""


def shared_out(scene: Scene, names: Sequence[Name], group: Group) -> Iterator[tuple[Name, Title]]:
    """Yield who has which title: each has all, but of as many persons as offices each has one.

    `ông A và bà B giữ chức Chủ tịch Hội Nông dân và Phó Chủ tịch Hội Phụ nữ`.
    """
    lexicon = scene.reading.lexicon
    heads = [(lexicon.terms[title.role].one("roleKind") or "").endswith("/head") for title in group]
    apart = len({title.body.vi for title in group if title.body and title.body.form == "known"}) == len(group)
    if len(names) == len(group) > 1 and (any(heads) or apart):
        yield from zip(names, group, strict=True)
    else:
        yield from ((name, title) for name in names for title in group)


def _coming(scene: Scene, group: Group) -> list[Held]:
    """Return who comes into an office whose last holder is named: `Thay ông A làm Trưởng ban … là bà B`."""
    right = scene.right(group)
    if right is None or not _IS.fullmatch(scene.gap(group, right)):
        return []
    if not _COMES_FOR.search(scene.reading.low, scene.sentence.start, group[0].start):
        return []
    verb = verb_words(scene.reading.lexicon).by_local.get("ke-nhiem")
    return [Held(right, title, group, "linking.opens", "opens", verb) for title in group]


def _of_before(scene: Scene, group: Group) -> list[Held]:
    """Return who had an office that is told by its last holder: `Giám đốc Sở X cũ là ông A`."""
    right = scene.right(group)
    if right is None or not _OLD_ONE.fullmatch(scene.gap(group, right)):
        return []
    return [Held(right, title, group, "linking.office", former=True) for title in group]


def _is_wish(scene: Scene, offset: int) -> bool:
    """Say whether leaving is only asked for in this sentence, and not granted."""
    low, sentence = scene.reading.low, scene.sentence
    wished = _WISHED.search(low, sentence.start, offset) is not None
    return wished and GRANTED.search(low, offset, sentence.end) is None


def _in_career(scene: Scene, group: Group) -> list[Held]:
    """Return the posts down a list that a word of a career opens: `từng giữ các chức vụ: A; cán bộ B; C`."""
    low, start = scene.reading.low, group[0].start
    opened = next(reversed(list(scene.reading.each(_CAREER, scene.sentence.start, start))), None)
    if opened is None or any(name.lead >= opened.end() for name in scene.names):
        return []
    before = [name for name in scene.names if name.end <= opened.end()]
    subject = before[-1] if before else scene.pronoun
    listed = any(opened.end() <= other[0].start < start for other in scene.groups)
    listed = listed or _BEGINS_LIST.fullmatch(low, opened.end(), start) is not None
    if subject is None or not listed:
        return []
    return [Held(subject, title, group, "linking.office", former=True) for title in group]


def _by_decision(scene: Scene, group: Group) -> list[Held]:
    """Return who is given an office by a decision that is handed over: `trao quyết định … cho ông A`.

    Who is to act as head is told without a verb of its own: `được giao quyền Giám đốc`.
    """
    low, start = scene.reading.low, group[0].start
    right = scene.right(group)
    given = right and _GIVEN.fullmatch(scene.gap(group, right))
    decided = _DECISION.search(low, scene.sentence.start, start)
    acting = _STANDS_IN.search(low, scene.sentence.start, start) if group[0].status == "acting" else None
    left = scene.pronoun or scene.left(group)
    if right and given and (decided or acting):
        names = scene.chain(right)
    elif acting and right and _IS.fullmatch(scene.gap(group, right)):
        names = (right,)
    elif acting and left and (acting[1] or low.endswith(" giao ", 0, left.lead)):
        names = (left,)
    else:
        return []
    verb = verb_words(scene.reading.lexicon).by_local.get("giao-quyen" if acting else "bo-nhiem")
    return [Held(name, title, group, "linking.opens", "opens", verb) for name in names for title in group]


def _handed_over(scene: Scene, group: Group) -> list[Held]:
    """Return who takes an office over and who hands it over: `A bàn giao chức vụ Chính ủy cho B`."""
    right = scene.right(group)
    handed = _HANDED_OVER.search(scene.reading.low, scene.sentence.start, group[0].start)
    if right is None or handed is None or not _GIVEN.fullmatch(scene.gap(group, right)):
        return []
    words = verb_words(scene.reading.lexicon).by_local
    come, gone = words.get("ke-nhiem"), words.get("thoi-giu-chuc")
    giver = next((name for name in reversed(scene.names) if name.end <= handed.start()), None)
    return [
        *(Held(right, title, group, "linking.opens", "opens", come) for title in group),
        *(Held(giver, title, group, "linking.closes", "closes", gone) for title in group if giver),
    ]


def _in_office(scene: Scene, group: Group, subjects: Sequence[Name]) -> list[Held]:
    pairs = list(shared_out(scene, subjects, group))
    if len(pairs) == len(subjects) == len(group) > 1:
        return [Held(name, title, group, "linking.office") for name, title in pairs]
    return [held for name in subjects for held in scene.give(name, group, "linking.office")]
