"""Who leaves the service: a person or each of a list, as subject or object of `nghỉ hưu`, `thôi việc`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice, takewhile

from kg.extract.match import begins
from kg.extract.numerals import WORDS
from kg.extract.spans import Title
from kg.link.finds import Finds
from kg.link.held import Held
from kg.load.sentences import Sentence

_OFF = (
    r"(?:nghỉ (?:hưu|công tác|chế độ|theo chế độ|thôi việc|việc|hưởng (?:chế độ|lương|chính sách)|"
    r"(?:chờ|chuẩn bị) (?:nghỉ )?hưu|việc chờ (?:nghỉ )?hưu)|thôi việc|hưu trí)(?!\w)"
)
_LEAVES = begins(_OFF, "nghỉ", "thôi", "hưu")
_BRACKET = r"[ ]*\([^()]{0,80}\)"
_BODY = (
    r"(?:ban bí thư|bộ chính trị|ban thường vụ|thường trực|tỉnh ủy|thành ủy|ủy ban nhân dân|ubnd|hđnd|"
    r"chủ tịch|thủ tướng|cấp trên|cấp có thẩm quyền)[^,;.()]{0,24} "
)
_PASSIVE = r"(?:(?:được|bị|xin|có đơn xin|nhận (?:quyết định|thông báo)) )+"
_LETS = r"(?:(?:đồng ý|chấp thuận|thống nhất|phê duyệt|giải quyết|quyết định|về việc|về|cho|phép) )*"
_OWN_WISH = r"(?:(?:đồng ý|thống nhất|quyết định|về việc(?: cho)?|về) )*"
# Whom somebody lets go: `cho nghỉ hưu 12 cán bộ`, `giải quyết nghỉ chế độ đối với các công chức`.
_OTHERS = (
    r"(?: trước (?:tuổi|thời hạn)| sớm| theo (?:chế độ|quy định))?(?: đối với| cho| với| của)? "
    rf"(?:(?:\d+|{WORDS}) (?!tháng|năm|ngày|tuần|tuổi)|các |những |một số |nhiều |hàng |ông |bà |đồng chí |"
    r"(?:cán bộ|công chức|viên chức|nhân viên)(?!\w))"
)
# Not `sẽ nghỉ hưu`: what is planned has not come. Nor `đồng ý cho nghỉ hưu`, said of who decides.
_HAS_LEFT = re.compile(
    rf"(?:{_BRACKET})?[ ,)-]*(?:(?:cũng|đã|vừa|mới|đều|chính thức) )*"
    rf"(?:(?:{_PASSIVE}(?:{_BODY})?|{_BODY}){_LETS}|{_OWN_WISH}){_OFF}(?!{_OTHERS})"
)
# `quyết định nghỉ hưu … đối với ông A, …`, `4 Phó Giám đốc nghỉ hưu trước tuổi gồm: ông A, …`
_LET_GO = (
    r"(?<!\w)(?:quyết định|thông báo|đồng ý|chấp thuận|phê duyệt|danh sách|hai|ba|bốn|năm|sáu|bảy|tám|"
    rf"chín|mười|\d+(?= [^\W\d]))(?!\w)(?:[^.;]|\.(?=\d)){{0,90}}?(?<!xin )(?P<off>{_OFF})"
)
_ARE_LET_GO = re.compile(
    rf"{_LET_GO}(?:[^.;:]|\.(?=\d)){{0,150}}?"
    r"(?:đối với|cho|với|của|gồm|gồm có|bao gồm|là)[: ]*(?:các )?(?:ông|bà|đồng chí)?[: ]*$"
)
_LEADS_ON = re.compile(_LET_GO)
# A sentence that only lists who goes: `Cụ thể: ông A - Giám đốc …`, `Sáu cán bộ gồm: …`.
_LIST_OPENS = re.compile(
    r"[ •*+-]*(?:(?:cụ thể|trong đó|đó|theo đó|bao gồm|gồm)(?: có| là| gồm)?|(?:\w+ ){1,4}(?:gồm|là))[: ,]*"
)
_JOINS = re.compile(
    rf"(?:{_BRACKET})?(?:[ ,;:-]|và|kiêm|cùng|đồng thời|hiện là|đều là|là|tỉnh)*(?:{_BRACKET})?[ ,;-]*"
)
_ENDS = re.compile(rf"(?:{_BRACKET})?[ .;,]*")
_BULLET = 4  # characters
_LONGEST = 12  # sentences of one list
_FARTHEST = 240  # code points between two of a list: two brackets and the words that join
_LISTED = ("persons in lists", 0)


def leaves_service(finds: Finds, sentence: Sentence, item: Held) -> bool:
    """Say whether who holds a post leaves the service in this sentence, alone or with others of a list."""
    low = finds.reading.low
    if not finds.reading.has(_LEAVES):
        return False
    start, end = _persons_around(finds, sentence, item)
    ends = (end, item.siblings[-1].end)
    if any(_HAS_LEFT.match(low, told, sentence.end) for told in ends):
        return True
    let_go = _ARE_LET_GO.search(low, sentence.start, start)
    if let_go:
        return not finds.names_in(let_go.end("off"), start)
    return _is_listed(finds, sentence, start, end)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The titles and persons of one sentence in order; `ends` and `starts` are those of lists met before."""

    sentence: Sentence
    titles: tuple[Title, ...]
    spans: tuple[tuple[int, int], ...]
    ends: dict[int, int] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)

    def end(self, low: str, at: int) -> int:
        """Return where the list ends that goes on at `at`."""
        passed = list[int]()
        while at not in self.ends:
            passed.append(at)
            at = self.ends.setdefault(at, at) if (after := self._after(low, at)) is None else after
        self.ends.update(dict.fromkeys(passed, self.ends[at]))
        return self.ends[at]

    def start(self, low: str, at: int) -> int:
        """Return where the list begins that goes on up to `at`."""
        passed = list[int]()
        while at not in self.starts:
            passed.append(at)
            at = self.starts.setdefault(at, at) if (before := self._before(low, at)) is None else before
        self.starts.update(dict.fromkeys(passed, self.starts[at]))
        return self.starts[at]

    def _after(self, low: str, at: int) -> int | None:
        near = takewhile(
            lambda span: span[0] <= at + _FARTHEST, islice(self.spans, bisect_left(self.spans, (at, 0)), None)
        )
        return next((stop for begin, stop in near if _JOINS.fullmatch(low, at, begin)), None)

    def _before(self, low: str, at: int) -> int | None:
        last = bisect_left(self.spans, (at, 0))
        near = takewhile(
            lambda span: span[0] >= at - 2 * _FARTHEST,
            (self.spans[place] for place in range(last - 1, -1, -1)),
        )
        return next((begin for begin, stop in near if stop <= at and _JOINS.fullmatch(low, stop, at)), None)


def _persons_around(finds: Finds, sentence: Sentence, item: Held) -> tuple[int, int]:
    """Return the span of the persons with their titles that stand in one list with the holder of a post."""
    low, listed = finds.reading.low, finds.reading.memo.get(_LISTED)
    if not isinstance(listed, _Listed) or listed.sentence != sentence or listed.titles is not finds.titles:
        listed = finds.reading.memo[_LISTED] = _listed(finds, sentence)
    return listed.start(low, item.name.lead), listed.end(low, item.name.end)


def _listed(finds: Finds, sentence: Sentence) -> _Listed:
    first = bisect_left(finds.titles, sentence.start, key=lambda title: title.start)
    last = bisect_left(finds.titles, sentence.end, key=lambda title: title.start)
    spans = [(title.start, title.end) for title in finds.titles[first:last]]
    spans += [(name.lead, name.end) for name in finds.names_in(sentence.start, sentence.end)]
    return _Listed(sentence, finds.titles, tuple(sorted(spans)))


def _is_listed(finds: Finds, sentence: Sentence, start: int, end: int) -> bool:
    """Say whether persons stand in a list that a sentence before leads to, which tells that they go.

    The list may go on over sentences that hold nothing else: `Sáu cán bộ gồm: ông A, …. Bà B, ….`
    """
    reading = finds.reading
    at = bisect_left(reading.starts, sentence.start)
    opened = _LIST_OPENS.fullmatch(reading.low, sentence.start, start)
    if opened is None and not (
        start - sentence.start <= _BULLET and _ENDS.fullmatch(reading.low, end, sentence.end)
    ):
        return False
    paragraph = 0 if opened else reading.paragraph_start(sentence.start)
    for before in reversed(reading.sentences[max(at - (1 if opened else _LONGEST), 0) : at]):
        if before.start < paragraph:
            return False
        told = list(reading.each(_LEAVES, before.start, before.end))
        if told:
            named = finds.names_in(told[-1].end(), before.end)
            return not named and _LEADS_ON.search(reading.low, before.start, before.end) is not None
        if not finds.names_in(before.start, before.end):
            return False
    return False
