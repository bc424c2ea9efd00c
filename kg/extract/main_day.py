"""Which of the days of an article is that of the main event."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.days import BEFORE, PLANNED, Day, days_in, opening_end
from kg.extract.reading import Reading

_HELD = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|đại hội|cuộc họp|buổi họp|buổi làm việc)"
    r"(?:(?!trước đó|sẽ|dự kiến)(?:[^.;]|(?<=tp)\.)){0,120}[(]?"
    r"(?:ngày|sáng|chiều|tối|trưa|hôm|sáng ngày|chiều ngày) ?$"
)
# "Theo ông A, sáng 12/11, …", "Cụ thể, khoảng 17h chiều 15/8, …"
_INCIDENT = re.compile(
    r"(?<!\w)(?:tử vong|thiệt mạng|tử nạn|chết|ngã|rơi|hành hung|đánh|đấm|chém|đâm|bắn|nổ|cháy|tai nạn|lật|"
    r"đuối nước|sạt lở|va chạm|truy sát|ẩu đả|tấn công|mất tích|tự tử|tự sát)(?!\w)"
)
_DEALT_WITH = re.compile(
    r"(?<!\w)(?:kỷ luật|cảnh cáo|khiển trách|cách chức|khởi tố|bắt|truy tố|xét xử|đình chỉ|họp|yêu cầu|"
    r"chỉ đạo|xử lý|xử phạt|tặng|khen)(?!\w)"
)
_HAPPENED = re.compile(
    r"(?:^|\n|theo[^.;]{2,40}, |(?:cụ thể|thông tin ban đầu|xảy ra|vụ việc)[^.;]{0,40} )"
    r"(?:vào |lúc |khoảng |hồi )*(?:\d{1,2}(?:h|h\d\d| giờ)(?: \d\d phút)?,? ?)?(?:cùng )?"
    r"(?:sáng|trưa|chiều|tối|đêm|khuya|rạng sáng|ngày|hôm)(?: ngày)? $"
)
_SOON_AFTER = 4  # sentences
# "Chiều 18/3, tại buổi họp báo, ông A cho biết": that is the meeting itself.
_AT_MEETING = re.compile(
    r",? (?:phát biểu |trả lời )?(?:tại|trong)(?: buổi| cuộc| phiên)? (?:họp báo|hội nghị|kỳ họp|phiên họp|"
    r"giao ban|tiếp xúc cử tri|làm việc|họp)(?!\w)"
)
# "Theo đó, chiều 4/9, bà A chủ trì kỳ họp thứ ba"
_THAT_DAY = re.compile(
    r"(?:theo đó|cụ thể|trước đó), (?:vào )?(?:sáng|chiều|tối|ngày)[^.;\n]{0,140}?(?<!\w)(?:chủ trì|"
    r"tổ chức|tiến hành|mở) "
    r"(?:kỳ họp|hội nghị|phiên họp|cuộc họp)"
)


def main_day(reading: Reading, days: tuple[Day, ...]) -> Day | None:
    """Return the day of the main event: the first; on which it is told gives way to on which it was."""
    first = next((day for day in days if not day.retold and not day.signed and not day.planned), None)
    opening = opening_end(reading)
    if first and first.moment.start >= opening and not is_held(reading, first):
        signed = (day for day in days if day.signed and not day.effect and day.moment.start < opening)
        first = next(signed, first)
    if first is None:
        return min(days, key=lambda day: (not _is_news(day, opening), day.signed, day.retold), default=None)
    if not first.told or _AT_MEETING.match(reading.low, first.moment.end):
        return first
    following = reading.sentence_at(min(first.sentence.end + 2, len(reading.low) - 1))
    limit = max(first.sentence.end, following.end)
    later = [day for day in days if first.moment.end < day.moment.start < limit]
    fits = (day for day in later if not (day.retold or day.signed) and is_held(reading, day))
    return next(fits, None) or _of_incident(reading, days, first) or first


def _of_incident(reading: Reading, days: tuple[Day, ...], told: Day) -> Day | None:
    """Return the day of an incident in the headline, where the report tells it soon after the day of telling.

    None where the headline says what was done about it: that is the news then.
    """
    headline = next((sentence for sentence in reading.sentences if sentence.zone == "headline"), None)
    said = reading.low[headline.start : headline.end] if headline else ""
    if not _INCIDENT.search(said) or _DEALT_WITH.search(said):
        return None
    at = bisect_left(reading.starts, told.sentence.start)
    near = reading.sentences[at : at + _SOON_AFTER]
    for day in days_in(days, told.moment.end, near[-1].end):
        before = reading.low[max(day.sentence.start, day.moment.start - BEFORE) : day.moment.start]
        if not (day.told or day.retold or day.planned or day.signed) and _HAPPENED.search(before):
            return day
    return None


def _is_news(day: Day, opening: int) -> bool:
    """Say whether a decision that the opening reports takes effect on a day."""
    return day.effect and day.moment.start < opening


def is_held(reading: Reading, day: Day) -> bool:
    """Say whether the words beside a day name the meeting that was held on it, none that is to come."""
    start = max(day.sentence.start, day.moment.start - BEFORE)
    before = reading.low[start : day.moment.start]
    if PLANNED.search(before):
        return False
    return _HELD.search(before) is not None or _THAT_DAY.match(reading.low, day.sentence.start) is not None
