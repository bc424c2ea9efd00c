"""The verb at the head of a list: `Bổ nhiệm các ông: A giữ chức …; B giữ chức …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.spans import Name
from kg.link.headers import list_since
from kg.link.held import Group, Scene
from kg.link.verb_words import effect_of, verb_words
from kg.text import key

# What may stand before a name at the head of an item: a bullet, `Theo đó,`, `Tại xã Hòa Vang,`.
_ITEM_OPENS = re.compile(
    r"[ .,;:()*+•-]*(?:[^.;:,\n]{3,60}: ?)?(?:(?:các )?(?:ông|bà|đồng chí)[ ,và]*|và |còn |cùng |riêng )*"
    r"(?:(?:theo đó|cụ thể|trong đó|trong số đó|đồng thời|ngoài ra|bên cạnh đó|theo (?:các )?quyết định|"
    r"cũng (?:theo|tại|trong)[^,;]{0,30}|(?:tại|ở) [^,;:]{2,40}|cùng (?:ngày|dịp|đợt)[^,;]{0,10}|dịp này|"
    r"ở [^,;]{2,30})(?: thì)?,? ?)?(?:và |còn |cùng |riêng )?(?:\d{1,2}[.)] )?"
)
_LEAD_IN = 70  # characters
_GOES_ON = re.compile(
    r"[ •*+-]*(?:theo|cụ thể|trong|đồng thời|ngoài ra|bên cạnh|cũng|tại|ở|cùng|dịp|còn|và|riêng)(?!\w)|"
    r"[^.;:,\n]{3,60}: "
)
_HOLDS = re.compile(r"(?<!\w)(?:giữ|đảm nhận|đảm nhiệm|nhận) (?:chức|nhiệm vụ|cương vị|trách nhiệm)")
# The news of a list of new posts where no verb tells it.
_ANNOUNCED = re.compile(
    r"(?<!\w)(?:công bố|trao|triển khai|thông báo)(?: và trao)?(?: các| một số)?"
    r"(?: (?:quyết định|nghị quyết)|:)"
    r"(?![^.;\n]{0,40}(?:kỷ luật|khởi tố|phê duyệt|thành lập|thanh tra|kiểm tra|khen thưởng|phạt))"
)
# "thành lập Ban Chỉ đạo … Theo đó, ông A làm Trưởng ban": who sits in a new committee is newly there.
_FOUNDED = re.compile(
    r"(?<!\w)(?:thành lập|kiện toàn)(?: \w+){0,2} (?:ban|hội đồng|tiểu ban|tổ|ủy ban)(?!\w)"
)
_OF_COMMITTEE = tuple(
    f"scheme/role/{role}"
    for role in ("truong-ban", "pho-truong-ban", "uy-vien", "thanh-vien", "to-truong", "to-pho")
)
_NOW = re.compile(r"(?<!\w)(?:hiện|đang|hiện nay|từng|vẫn|là)(?!\w)[ ]*(?:giữ|làm|đảm)?[^.;,]{0,20}$")
# A stretch of years or a time that is over: a list of new posts does not tell it.
_SOME_TIME = re.compile(
    r"(?<!\w)(?:giai đoạn|thời gian|thời kỳ|thời điểm|năm (?:19|20)\d\d|từ (?:tháng|năm)|"
    r"trước (?:đó|đây|khi)|"
    r"sau (?:đó|khi)|khi (?:đó|còn|đang)|lúc (?:đó|còn|này)|từng|kinh qua|trải qua|lần lượt|đã qua)(?!\w)"
)


def verb_of_list(scene: Scene, subjects: Sequence[Name], group: Group) -> re.Match[str] | None:
    """Return the opening verb before a list, in its paragraph or in the headline, of which a list goes on.

    `Ông A, …, giữ chức …` after `bổ nhiệm:` is such a list; `hiện giữ chức` is not.
    """
    reading, sentence = scene.reading, scene.sentence
    if not _is_item(scene, subjects, group):
        return None
    if _ANNOUNCED.search(reading.low, sentence.start, subjects[0].lead):
        return None  # the sentence has news of its own
    words = verb_words(reading.lexicon)
    spans = [(reading.paragraph_start(sentence.start), sentence.start)]
    spans += [(other.start, other.end) for other in reading.sentences if other.zone == "headline"][:1]
    if _leads_on(scene, subjects[0], group):
        spans.append((list_since(scene), sentence.start))
    for start, end in spans:
        verbs = reading.each(words.verbs, start, end)
        opening = [verb for verb in verbs if effect_of(words.by_verb[key(verb[0])]) == "opens"]
        if opening:
            return opening[-1]
    return None


def _is_item(scene: Scene, subjects: Sequence[Name], group: Group) -> bool:
    """Say whether an office is that of an item of a list, told neither of today nor of some time before."""
    low, start = scene.reading.low, scene.sentence.start
    if any(no.search(low, start, group[0].start) for no in (_NOW, _SOME_TIME)):
        return False
    return subjects[0].end <= group[0].start and _begins_item(scene, subjects[0])


def _leads_on(scene: Scene, name: Name, group: Group) -> bool:
    """Say whether a sentence goes on with what was told before.

    `Theo đó, ông A làm …`, `ông A giữ chức …`, `ông A, Giám đốc …, làm …`.
    """
    low, start = scene.reading.low, scene.sentence.start
    if any(name.end <= other[0].start < group[0].start for other in scene.groups):
        return True
    return _GOES_ON.match(low, start) is not None or _HOLDS.search(low, name.end, group[0].start) is not None


def _begins_item(scene: Scene, name: Name) -> bool:
    """Say whether a name begins a sentence or an item of a list."""
    low, start = scene.reading.low, scene.sentence.start
    cut = max(low.rfind(";", start, name.lead) + 1, start)
    opens = f"{scene.without_titles(cut, name.lead).rstrip()} "  # "Giám đốc Sở Nội vụ A giữ chức …"
    return len(opens) <= _LEAD_IN and _ITEM_OPENS.fullmatch(opens) is not None


def is_announced(scene: Scene, subjects: Sequence[Name], group: Group) -> bool:
    """Say whether an item of a list gives an office by a decision that is announced before it."""
    if not _is_item(scene, subjects, group) or not _leads_on(scene, subjects[0], group):
        return False
    told = (_ANNOUNCED, _FOUNDED) if group[-1].role.startswith(_OF_COMMITTEE) else (_ANNOUNCED,)
    return any(news.search(scene.reading.low, list_since(scene), subjects[0].lead) for news in told)
