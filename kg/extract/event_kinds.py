"""Whether a word for a kind of event names the event of its sentence, and what that event is about."""

from __future__ import annotations

import re

from kg.extract.reading import Reading

# Deeds that stand as objects elsewhere: `quy định về bổ nhiệm`, `kết quả kiểm tra`, `cơ quan kiểm tra`.
_DEEDS = (
    "kiem-tra",
    "tham",
    "trien-khai",
    "quan-triet",
    "tap-huan",
    "ban-giao",
    "bau-cu",
    "bo-nhiem",
    "ky-luat",
    "to-tung",
)
_OBJECT = re.compile(
    r"(?<!\w)(?:về|việc|kết quả|công tác|quy định|liên quan|liên quan đến|kết luận|báo cáo|đề nghị|yêu cầu|"
    r"cơ quan|"
    r"ban|đội|phòng|trạm|hệ thống|chờ|trách nhiệm|quy trình|nhiệm vụ|văn bản|nguyên tắc|trước khi|sau khi|"
    r"để|nhằm|"
    r"cần|phải|sẽ|chưa|không|hình thức|mức|ủy ban|bị|vi phạm|điều|cảnh sát|trong quá trình|qua|từng|"
    r"tiền|nhận) $"
)
_ORDERED = re.compile(r"(?<!\w)(?:chỉ đạo|yêu cầu|đề nghị|giao|tăng cường|kiến nghị)(?!\w)[^.;]{0,70}$")
_MEETINGS = (
    "hoi-nghi",
    "ky-hop",
    "dai-hoi",
    "hop",
    "hop-bao",
    "hoi-nghi-ban-chap-hanh",
    "khai-giang",
    "le-ky-niem",
)
# A meeting that only dates something else, or that is still to come.
_AROUND = re.compile(
    r"(?<!\w)(?:sau|trước|kể từ|giữa hai|tiến tới|phục vụ|nghị quyết|văn kiện|trung tâm|chuẩn bị cho|ngoài|"
    r"bên lề|để) "
    r"(?:các |cuộc |khi )?$|(?<!\w)(?:trình|sẽ được|dự kiến|sẽ thông qua)(?!\w)[^.;]{0,60}(?:tại|vào|"
    r"ở) (?:các )?$"
)
_OTHER_THING = re.compile(r" ?(?:thể thao|thể dục|đồng(?! chí)|dò|khám|nuôi|quan)(?!\w)")
_DIRECT = (
    "so-ket",
    "tong-ket",
    "quan-triet",
    "trien-khai",
    "tap-huan",
    "phat-dong",
    "le-ky-niem",
    "toa-dam",
    "hoi-thi",
    "khoi-cong",
    "giao-ban",
)
_UNTITLED = ("to-tung", "ky-luat", "bo-nhiem", "tu-tran", "tham")
_ABOUT = re.compile(r"[^,.;:()\n\"]{0,60}?(?<!\w)(?:về|với chủ đề|chủ đề|chuyên đề)[ :\"]*(?:việc )?")
_NO_TOPIC = re.compile(
    r"(?:và|của|do|tại|với|vào|trong|đã|được|ngày|cho|để|ở|nhưng|khi|sáng|chiều|tối|này|trên|là|theo|trước|"
    r"sau|sẽ|"
    r"cũng|bị|có|từ|hôm|lần|vừa|mới|này|cùng|đối với|về)(?!\w)"
)
_TOPIC_END = re.compile(
    r"[.;:()\n\"]|,(?! (?:chống|chữa|pháp luật|giám sát|quán triệt|chỉ đạo)(?!\w))|(?:6 tháng|sáu tháng|"
    r"\d tháng|quý [ivx]+|năm) | (?:vào |trong )?(?:buổi |hôm )?(?:sáng|"
    r"chiều|tối|ngày|hôm nay|"
    r"hôm qua)(?!\w)| lần thứ | diễn ra| được tổ chức| do | đã | vừa "
)
_PAPER = re.compile(r"(?<!\w)(?:nghị quyết|chỉ thị|kết luận|quy định|đề án|luật|quyết định)(?!\w)")
_SHORTEST = 8  # characters of a topic


def names_event(reading: Reading, kind: str, start: int, end: int) -> bool:
    """Say whether the word at a span names what happens: no object, no name of a body, no later meeting."""
    low = reading.low
    before = low[max(0, start - 80) : start]
    if _OTHER_THING.match(low, end) or (kind == "giao-ban" and "Ban" in reading.shadow[start + 1 : end]):
        return False
    if kind in _DEEDS:
        ordered = kind in ("kiem-tra", "trien-khai") and _ORDERED.search(before)
        return _OBJECT.search(before) is None and not ordered
    return kind not in _MEETINGS or _AROUND.search(before) is None


def topic_after(reading: Reading, kind: str, since: int, until: int) -> tuple[int, int] | None:
    """Return the span of what the event is about: after `về`, or directly after words such as `sơ kết`."""
    low = reading.low
    if kind in _UNTITLED:
        return None
    about = _ABOUT.match(low, since, until)
    start = about.end() if about else since
    while start < until and reading.shadow[start] in " :":
        start += 1
    if not about and (kind not in _DIRECT or _NO_TOPIC.match(low, start)):
        return None
    end = _TOPIC_END.search(low, start, until)
    stop = end.start() if end else until
    owner = re.search(r" của (?=[A-ZĐ])", reading.shadow[start:stop])
    if owner and not _PAPER.search(low, start, stop):
        stop = start + owner.start()
    while stop > start and reading.shadow[stop - 1] == " ":
        stop -= 1
    return (start, stop) if stop - start >= _SHORTEST else None
