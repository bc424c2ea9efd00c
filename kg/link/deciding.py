"""Which body decides a change of posts: the subject of the verb, never one that only stands nearby."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.spans import Body
from kg.link.finds import Finds
from kg.link.held import Held
from kg.load.sentences import Sentence

_DECISION_OF = re.compile(r"(?:quyết định|nghị quyết)[^.;,]{0,40}? của $")
# Between the body that decides and the verb: `Tỉnh ủy vừa ký quyết định điều động`; after `được` at once.
_DECIDES = re.compile(
    r"(?:[ ,]*(?:đã|vừa|cũng|mới|sẽ|còn|có|ra|ký|ban hành|quyết định|thống nhất|tiến hành|tổ chức|thông qua|"
    r"nghị quyết|về|việc|về việc|biểu quyết|bỏ phiếu|họp|đồng ý|trao|công bố|hôm|ngày|[\d/-]+|sáng|chiều|nay|"
    r"bất thường|kỳ|lần thứ|khóa|[ivx]+|nhiệm kỳ|tín nhiệm|bổ sung|cho|tỉnh|thành phố|huyện|tin tưởng|"
    r"làm thủ tục|phê duyệt|nhất trí|chính thức|tiếp tục|xem xét|đề cử|giới thiệu|và)(?!\w))*[ ,:]*"
)
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:khi|thuộc|về|sang|từ|đến|gửi|trình|theo|với|tại trụ sở|nhiệm vụ tại|công tác tại) $"
)
_OF_THE_VOTERS = "dai-bieu"  # nobody but voters makes a deputy


def decider_of(finds: Finds, held: Held, sentence: Sentence) -> Body | None:
    """Return the body whose decision it is or that does what the verb says, None where none is told."""
    if held.verb_span is None or (held.effect == "opens" and held.title.role.endswith(_OF_THE_VOTERS)):
        return None
    limit, low = held.verb_span[0], finds.reading.low
    first, last = (
        bisect_left(finds.bodies, at, key=lambda body: body.start) for at in (sentence.start, limit)
    )
    before = [body for body in finds.bodies[first:last] if body.end <= limit]
    acting = [
        body
        for body in before
        if _DECIDES.fullmatch(low, body.end, limit)
        and not _ELSEWHERE.search(low, max(sentence.start, body.start - 16), body.start)
    ]
    of = [body for body in before if _DECISION_OF.search(low, sentence.start, body.start)]
    clear = [body for body in of if not finds.names_in(body.end, limit)]
    return next(iter((clear or acting)[-1:]), None)
