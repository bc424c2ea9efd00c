"""Whether a verb of attending, chairing or speaking says that somebody took part, and who is its subject."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.spans import Name
from kg.link.finds import Finds
from kg.load.sentences import Sentence

EVENT = re.compile(
    r"(?<!\w)(?:hội nghị|hội thảo|hội đàm|đại hội|buổi|cuộc họp|cuộc gặp|cuộc làm việc|phiên|kỳ họp|lễ|"
    r"tọa đàm|"
    r"diễn đàn|chương trình|mít tinh|họp|giao ban|gặp mặt|tiếp xúc cử tri|khai mạc|bế mạc|đoàn công tác|"
    r"sự kiện|"
    r"tham luận|đoàn)(?!\w)"
)
"""A word for a meeting, a ceremony or a visit."""
_PLACE_OR_DEED = ("có mặt", "chứng kiến")
_AT_EVENT = re.compile(
    r"[ ]*(?:tại|ở|trong)?[ ]*(?:các |việc )?(?:buổi|lễ|hội|cuộc họp|cuộc gặp|phiên|kỳ họp|đại hội|tọa đàm|"
    r"diễn đàn|ký kết|"
    r"chương trình|họp|sự kiện|đoàn|có |gồm|:)"
)
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:đại biểu|học sinh|thí sinh|sinh viên|quan chức|người|ai|khách|thành viên|lượt|những|số|"
    r"được|bị|vị|"
    r"danh sách|thành phần|quyền|mời|thẩm phán|hội đồng) $"
)
_NO_EVENT = re.compile(
    r"[ ]*(?:kỳ thi|thi(?!\w)|tuyển|tập|giải|trận|đấu|xét|phiên tòa|phiên toà|đám cưới|bữa|lớp|khóa)"
)
# `những phát biểu của`, `vì phát biểu không đúng`, `sự đón tiếp`: a noun, said of what was before.
_NOUN = re.compile(r"(?<!\w)(?:những|các|qua|vì|lời|nội dung|câu|theo|với|về|sự|từ|sau|trước|mọi) $")
_NOUN_AFTER = re.compile(r" (?:này|đó|trên|của|không đúng|sai|gây|mới đây|trước đó|ấy)(?!\w)")
_EXPERIENCE = re.compile(r"kinh nghiệm|tham luận|cách làm|tại (?:hội|buổi|tọa|diễn|đại hội|lễ|phiên|sự kiện)")
_TOLD_TO = re.compile(r"(?<!\w)(?:giao|yêu cầu|đề nghị|đề xuất|kiến nghị|phân công|ủy quyền)(?!\w)[^;]*$")
_TASK = re.compile(
    r",? (?:phối hợp|tham mưu|soạn thảo|đề tài|đề án|dự án|xây dựng|nghiên cứu|thẩm tra|thực hiện|rà soát|"
    r"giải quyết|xem xét|thẩm định|kiểm điểm)"
)
# What breaks the way from a person to the verb: another subject, or what the person says.
_BROKEN = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|cho rằng|nói|khẳng định|nhận định|thừa nhận|tuyên bố|rằng|mà|nhưng|khi|vì|"
    r"để|thì|"
    r"yêu cầu|đề nghị|chúng tôi)(?!\w)|[\":]|(?<!cùng )(?<!và )(?<!với )(?<!\w)(?:những|nhiều|một số|người|"
    r"học sinh|"
    r"sinh viên|gia đình|công ty)(?!\w)"
)
_NOT_SUBJECT = re.compile(
    r"(?<!\w)(?:của|(?<!cùng )với|cho|đến|gặp|hội kiến|về|theo|đón|tiếp|mời|nhà|thăm|ảnh|trường|đường|thpt|"
    r"thcs) $"
)
_AGENT_NEAR = re.compile(r"[ ,]*(?:(?:cũng|đã|sẽ|vừa|cùng|trực tiếp|là đơn vị|tổ chức|được giao)[ ]*)*")
_FAR = 150  # characters from a person to the verb, titles left out
_HEADS = re.compile(r"[ ]*(?:có|gồm|là|của|:|,|hội nghị|buổi|lễ|cuộc|phiên|đại hội|đoàn)")
_OPENS_WITHIN = 40  # characters of a sentence in which its verb may stand before its subject


def is_taking_part(
    finds: Finds, sentence: Sentence, span: tuple[int, int], role: str, *, meeting: bool
) -> bool:
    """Say whether the verb at `span` tells who took part; `meeting` says that the event is one."""
    low, (start, end) = finds.reading.low, span
    since = max(sentence.start, start - 24)
    if not meeting and not EVENT.search(low, sentence.start, sentence.end):
        return role in ("conferrer", "host") and not _NOUN.search(low, since, start)
    if role == "attendee":
        return _attends(low, sentence, span)
    if role == "presenter" and low[start:end] == "chia sẻ":
        shares = _EXPERIENCE.search(low, sentence.start, sentence.end)
        return shares is not None and not _OF_OTHERS.search(low, since, start)
    if role in ("chair", "co-chair"):
        told = _TOLD_TO.search(low, sentence.start, start) or _TASK.match(low, end)
        return not told and not _OF_OTHERS.search(low, since, start)
    said_of = _NOUN.search(low, since, start) or _NOUN_AFTER.match(low, end)
    return not said_of and not _OF_OTHERS.search(low, since, start)


def _attends(low: str, sentence: Sentence, span: tuple[int, int]) -> bool:
    start, end = span
    presence = low.endswith("sự ", 0, start)
    opens = start - sentence.start <= _OPENS_WITHIN // 2
    if low[start:end] in _PLACE_OR_DEED:
        return presence or _AT_EVENT.match(low, end) is not None
    if _NO_EVENT.match(low, end) or low.startswith("ai ", sentence.start):
        return False
    return presence or opens or not _OF_OTHERS.search(low, max(sentence.start, start - 24), start)


def is_subject(finds: Finds, sentence: Sentence, name: Name, verb: int) -> bool:
    """Say whether the person before a verb is its subject: nobody else begins to act between them."""
    low = finds.reading.low
    begin = _begin(finds, name)
    if _NOT_SUBJECT.search(low, max(sentence.start, begin - 12), begin):
        return False
    gap = _plain(finds, name.end, verb)
    if len(gap) > _FAR or _BROKEN.search(gap):
        return False
    first = bisect_left(finds.bodies, name.end, key=lambda body: body.start)
    bodies = (body for body in finds.bodies[first:] if body.end <= verb)
    return not any(_AGENT_NEAR.fullmatch(low, body.end, verb) for body in bodies)


def may_follow(finds: Finds, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Say whether the subject may stand behind the verb: at the head of a sentence, or `gồm có` after it."""
    early = span[0] - sentence.start <= _OPENS_WITHIN
    return early or _HEADS.match(finds.reading.low, span[1]) is not None


def is_named_after(finds: Finds, name: Name, since: int) -> bool:
    """Say whether the person behind a verb acts: `Phát biểu tại lễ, ông A`, not `về việc của ông A`."""
    begin = _begin(finds, name)
    return not _NOT_SUBJECT.search(finds.reading.low, max(since, begin - 12), begin)


def _begin(finds: Finds, name: Name) -> int:
    """Return where the titles and the form of address before a name begin."""
    before = finds.title_before(name.lead)
    return before.start if before else name.lead


def _plain(finds: Finds, start: int, end: int) -> str:
    """Return the text between two offsets without the titles and names in it."""
    low, parts, at = finds.reading.low, [], start
    spans = sorted(
        (span.start, span.end)
        for group in (finds.titles, finds.names)
        for span in group[bisect_left(group, start, key=lambda span: span.start) :][:12]
    )
    for first, last in spans:
        if first >= end:
            break
        parts.append(low[at : max(at, first)])
        at = max(at, min(last, end))
    return "".join((*parts, low[at:end]))
