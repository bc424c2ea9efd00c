"""Which days of an article can be the day of what it reports: no birth, no deadline, no day of a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile

from kg.extract.match import any_of, begins
from kg.extract.reading import Reading
from kg.extract.spans import Moment
from kg.extract.times import dated
from kg.load.sentences import Sentence
from kg.ontology import Lexicon
from kg.quick import quick
from kg.vocab import VPO

_DAY = r"(?:ngày )?[(]?$"
_LIFE = re.compile(
    r"(?:ngày sinh|sinh|sn|ngày cấp|(?:ngày )?vào đảng(?: cộng sản việt nam)?|kết nạp(?: vào)? đảng|"
    rf"chính thức|nhập ngũ|tham gia cách mạng)[ :(-]*{_DAY}"
)
_LIMIT = re.compile(
    rf"(?:giai đoạn|thời kỳ|đến|tới|trước|sau|hết|hạn|chậm nhất|muộn nhất|tính từ|kể từ|từ) (?:hết )?{_DAY}"
)
_FROM = re.compile(rf"(?:^|[^\w])(?<!kể )(?<!lực )(?<!hưu )(?<!tính )từ {_DAY}")
_GOES_ON = re.compile(
    r"(?:/\d{4})?\)? ?(?:đến|-|tới) ?(?:hết )?(?:ngày )?\d{1,2}(?: ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}))?)?"
)
_STAGE = re.compile(r"(?:giai đoạn|thời kỳ|thời gian|nhiệm kỳ)[^.;,\n]{0,30}$")
_PAPERS = (
    r"(?:quyết định|nghị quyết|kết luận|chỉ thị|thông báo|công văn|văn bản|kế hoạch|hướng dẫn|quy định|"
    r"nghị định|luật|tờ trình|báo cáo|thông tư|công điện|pháp lệnh|đơn)"
)
# A code and then a day: "Quyết định số 12-QĐ/TU ngày"; "theo Quyết định … ngày".
_SIGNS = r"(?: ?[/-] ?[a-zđư][\w.]*){0,4}"
_CODE = re.compile(
    rf"(?:số \S*\d\S*{_SIGNS}|\d[\w./-]* ?[/-] ?[a-zđ][\w./-]*{_SIGNS})\)?,? ?"
    rf"\(?(?:đề |ký |ban hành |ra )?{_DAY}"
)
_OF_PAPER = re.compile(rf"(?<!ký )(?<!hành )(?<!ra )(?<!trao )(?<!bố ){_PAPERS} (?:này |đó |trên )?{_DAY}")
_UNDER = re.compile(
    r"(?:theo|thực hiện|căn cứ|tại|quán triệt|triển khai|kèm theo)(?: các| nội dung| tinh thần)? "
    rf"{_PAPERS}(?:(?!diễn ra|tổ chức|sáng|chiều|vào |được )[^.;,\n]){{0,80}}{_DAY}"
)
_SIGNED = re.compile(rf"(?:^|, )(?:tại|theo)(?: các)? quyết định số[^.;,\n]{{0,60}} {_DAY}|, {_DAY}")
# What an article may report of a document itself.
_ISSUES = re.compile(
    rf"(?<!\w)(?:(?:ký|ban hành|ra)(?: ban hành)?(?: các| một| văn bản)? {_PAPERS}|"
    r"(?:đã|vừa) (?:ký|ban hành))(?!\w)"
)
_CARRIED_OUT = re.compile(
    r"(?<!\w)(?:thực hiện|căn cứ|quán triệt|triển khai|kèm theo|theo tinh thần|cùng|với)(?: các)? "
    rf"{_PAPERS}[^.;\n]{{0,90}}$"
)
_THEN = re.compile(r"\)?, (?!về|của|v/v|quy định|ban hành)")
_AFTER_CODE = re.compile(r"[)]? (?:của|về|quy định|v/v|ban hành)")
_FEAST = re.compile(
    r"(?:kỷ niệm|chào mừng|nhân(?= dịp| ngày)|ngày (?:thành lập|giải phóng|quốc khánh|truyền thống|hội|lễ|"
    r"nhà giáo|thương binh|quốc tế|phụ nữ)|quốc khánh|cách mạng tháng)"
    r"(?:(?!sáng|chiều|tối|diễn ra|tổ chức)[^.;,\n]){0,60}$|dịp (?:ngày |lễ )?$"
)
_EARLIER = re.compile(
    r"(?:trước đó|trước đấy|trước đây|cách đây|năm ngoái|năm trước|tháng trước|tuần trước|còn nhớ|"
    r"hồi (?=ngày|tháng))"
)
_RETOLD = re.compile(r"như [^.,;]{0,40}(?:đưa tin|thông tin|phản ánh|phản ảnh|đã đưa|đã thông)")
_TOLD = r"(?: đã| cũng| có| từng)* (?:đưa tin|phản ánh|phản ảnh|đăng(?! ký| cai)|thông tin|có bài)(?!\w)"
PLANNED = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|theo kế hoạch|theo lịch|theo chương trình|chậm nhất)(?!\w)"
    r"(?:(?!(?<!\w)(?:sáng nay|chiều nay|hôm nay|đã)(?!\w))[^.;\n]){0,80}$"
)
_SOON_TO_COME = re.compile(r"(?<!\w)(?:sắp tới|sắp đến|tới đây)(?: là)?(?: ngày| cuộc)?[^.,;\n]{0,24}$")
# "bổ nhiệm ông A … kể từ ngày 3/11": the news where it tells no other day.
_TAKES_EFFECT = re.compile(
    r"(?<!\w)(?:bổ nhiệm|thôi|miễn nhiệm|điều động|từ nhiệm|nhận nhiệm vụ)(?!\w)[^.;\n]*"
    rf"(?:,? kể từ|,? từ) {_DAY}"
)
_IN_FORCE = re.compile(
    r"(?<!\w)(?:bổ nhiệm|thôi chức|miễn nhiệm|điều động|biệt phái)[^.;\n]{0,60} có hiệu lực(?: thi "
    r"hành)?,? (?:kể )?"
    rf"từ {_DAY}"
)
_BEGINS_ON = re.compile(rf"(?:^|[\s,])(?:kể )?từ {_DAY}")
_CHANGES = re.compile(
    r",? [^.;\n]{0,60}?(?<!\w)(?:thôi (?:giữ|làm|chức|đảm)|được bổ nhiệm|được điều động|giữ chức|nghỉ hưu|"
    r"từ nhiệm)(?!\w)"
)
_LATELY = re.compile(r" vừa qua(?!\w)")
_TELLS = re.compile(r"(?:cho biết|cho hay|xác nhận|thông tin|nguồn tin|tiết lộ)")
_TODAY = begins(
    r"(?<![\w\"])(?:(?:hôm|sáng|trưa|chiều|tối) (nay|qua))(?![\w])", "hôm", "sáng", "trưa", "chiều", "tối"
)
_SOON = re.compile(r"[,(]{0,2} ?(?:ngày )?[(]?")
_FIRST_WORD = re.compile(r"-|[^\s-]+")
BEFORE, _AFTER = 160, 160
"""Characters around a day that say what it is of."""
_OPENING = 3  # sentences
_YEAR = 366
_AHEAD = 200  # days after publication that a meeting may be announced for


@quick
@dataclass(frozen=True, slots=True)
class Day:
    """A day on which the article may place what it reports.

    `retold` says that the day is only repeated (a caption, an earlier report), `told` that somebody speaks on
    it, `signed` that it may be the day of a document, `planned` that it is still to come: such a day is that
    of the event where there is no other. `effect` says that a decision takes effect on it.
    """

    sentence: Sentence
    moment: Moment
    retold: bool = False
    told: bool = False
    signed: bool = False
    planned: bool = False
    effect: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """`hôm nay` or `hôm qua`: a day counted from publication, `ago` days before it."""

    sentence: Sentence
    start: int
    end: int
    ago: int


def find_days(reading: Reading, moments: Iterable[Moment]) -> tuple[Day, ...]:
    """Return the days that can be of a reported event, left to right."""
    days = tuple(_days(reading, tuple(moment for moment in moments if moment.day)))
    whole = [found.day for day in days if day.moment.year and (found := dated(day.moment, None))]
    latest = max(whole, default=None)
    return tuple(day for day in days if _is_near(day.moment, reading.day, latest))


@lru_cache(maxsize=4)
def _told_by_us(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of an outlet that tells: `, VnExpress đưa tin` behind the day of its report."""
    outlets = any_of(form for outlet in lexicon.of(VPO.Outlet) for form in outlet.forms)
    return re.compile(rf",? (?:(?P<outlet>{outlets})|báo [^,;.]{{2,30}}|pv[^,;.]{{0,30}}){_TOLD}")


def _is_told_by_us(reading: Reading, end: int) -> bool:
    """Say whether a newspaper told something on a day that ends at `end`: it is no news."""
    told = _told_by_us(reading.lexicon).match(reading.low, end)
    return told is not None and (not told["outlet"] or not reading.shadow[told.start("outlet")].islower())


def _days(reading: Reading, moments: tuple[Moment, ...]) -> Iterator[Day]:
    opening = opening_end(reading)
    for moment in moments:
        sentence = reading.sentence_in(moment.start)
        if sentence is None or sentence.zone in ("byline", "dateline"):
            continue
        before = reading.low[max(sentence.start, moment.start - BEFORE) : moment.start]
        if _EARLIER.search(before):
            continue
        if not _is_of_event(reading, moment, before):
            signed = _CODE.search(before) and _SIGNED.search(before) and _THEN.match(reading.low, moment.end)
            effect = _IN_FORCE.search(before) is not None
            effect = effect or (moment.start < opening and _takes_effect(reading, moment, before))
            if effect or signed or (moment.start < opening and _is_issued(reading, moment, before)):
                yield Day(sentence, moment, signed=True, effect=effect)
            continue
        caption = sentence.zone not in ("lead", "body") or _is_said_twice(reading, sentence)
        if caption and moment.year and reading.day is None:
            continue  # photographs come from the archive
        later = moment.start > opening
        if later and _is_told_by_us(reading, moment.end):
            continue
        planned = _SOON_TO_COME.search(before) or (later and PLANNED.search(before))
        retold = _RETOLD.search(before) or (later and _LATELY.match(reading.low, moment.end))
        told = _TELLS.search(reading.low, moment.end, min(sentence.end, moment.end + _AFTER)) is not None
        yield Day(sentence, moment, caption or bool(retold), told, planned=bool(planned))


def _takes_effect(reading: Reading, moment: Moment, before: str) -> bool:
    """Say whether a change of posts takes effect on a day.

    `bổ nhiệm … từ ngày 3/11`, `từ 3/11, ông A thôi …`.
    """
    if _TAKES_EFFECT.search(before):
        return True
    return bool(_BEGINS_ON.search(before)) and _CHANGES.match(reading.low, moment.end) is not None


def opening_end(reading: Reading) -> int:
    """Return where the sentences end that tell what the article reports: what they announce is its event."""
    content = [sentence for sentence in reading.sentences if sentence.zone in ("lead", "body")]
    return content[min(_OPENING, len(content)) - 1].end if content else 0


def _said(reading: Reading, sentence: Sentence) -> str:
    """Return a sentence without its case, spaces and dashes as printed."""
    return " ".join(reading.low[sentence.start : sentence.end].replace("-", " - ").split())


def _is_said_twice(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the text has a sentence twice: captions stand once more at its end."""
    first = _FIRST_WORD.match(reading.low, sentence.start, sentence.end)
    word = first[0] if first else ""
    alike = (other for other in reading.sentences if reading.low.startswith(word, other.start))
    said = _said(reading, sentence)
    return any(other is not sentence and _said(reading, other) == said for other in alike)


def _is_of_event(reading: Reading, moment: Moment, before: str) -> bool:
    if _LIFE.search(before) or _FEAST.search(before) or _OF_PAPER.search(before) or _UNDER.search(before):
        return False
    code = _CODE.search(before)
    if code and ("," not in code[0] or moment.year or _AFTER_CODE.match(reading.low, moment.end)):
        return False
    if _LIMIT.search(before) and moment.end_day is None:
        from_to = _FROM.search(before) and _GOES_ON.match(reading.low, moment.end)
        return bool(from_to) and not _is_of_long(reading, moment, before)
    return not _is_of_long(reading, moment, before)


def _is_issued(reading: Reading, moment: Moment, before: str) -> bool:
    """Say whether a day at the head of an article is that of the document whose issuing it reports."""
    of_paper = _CODE.search(before) or _OF_PAPER.search(before) or _UNDER.search(before)
    if not of_paper or _CARRIED_OUT.search(before) or _LIFE.search(before):
        return False
    headline = next((sentence for sentence in reading.sentences if sentence.zone == "headline"), None)
    told = headline is not None and _ISSUES.search(reading.low, headline.start, headline.end)
    return (
        bool(told)
        or _ISSUES.search(reading.low, reading.sentence_at(moment.start).start, moment.start) is not None
    )


def _is_of_long(reading: Reading, moment: Moment, before: str) -> bool:
    """Say whether a day begins or ends a time that is longer than any event: a term, a period looked at."""
    goes_on = _GOES_ON.match(reading.low, moment.end)
    if goes_on is None or moment.end_day is not None or moment.month is None:
        return False
    last, year = int(goes_on[1] or moment.month), int(goes_on[2] or 0)
    months = (last - moment.month) % 12 + 12 * max(0, year - (moment.year or year) - (last < moment.month))
    return months > 1 or _STAGE.search(before) is not None


def _is_near(moment: Moment, published: date | None, latest: date | None) -> bool:
    """Say whether a day with its year is of the time the article speaks of."""
    found = dated(moment, None) if moment.year else None
    if found is None:
        return True
    if published:
        return timedelta(-_YEAR) <= found.day - published <= timedelta(_AHEAD)
    return latest is None or (latest - found.day).days <= _YEAR


def find_relative(reading: Reading, sentences: Iterable[Sentence]) -> Relative | None:
    """Return the first `hôm nay` or `hôm qua` of `sentences` that is not followed by its own date."""
    for sentence in sentences:
        for match in reading.each(_TODAY, sentence.start, sentence.end):
            after = _SOON.match(reading.low, match.end())
            numbered = after is not None and reading.low[after.end() : after.end() + 1].isdigit()
            start = max(sentence.start, match.start() - BEFORE)
            if not numbered and not _EARLIER.search(reading.low, start, match.start()):
                return Relative(sentence, match.start(), match.end(), 0 if match[1] == "nay" else 1)
    return None


def days_in(days: tuple[Day, ...], start: int, end: int) -> Iterator[Day]:
    """Yield the days that begin in the half-open span."""
    first = bisect_left(days, start, key=lambda day: day.moment.start)
    yield from takewhile(lambda day: day.moment.start < end, (days[at] for at in range(first, len(days))))
