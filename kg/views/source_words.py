"""Vietnamese for the sources of the reference tables, which name them in English words between addresses."""

from __future__ import annotations

import re

_WORDS: dict[str, str] = {
    "NA Standing Committee agreed to submit it to the first session of the 16th NA":
        "Ủy ban Thường vụ Quốc hội đồng ý trình kỳ họp thứ nhất, Quốc hội khóa XVI",
    "counted over the names in outside news reports": "đếm trên tên người trong tin bài bên ngoài",
    "code and name": "mã và tên",
    "legacy, from the statistics office list of": "bản cũ, theo danh mục của cơ quan thống kê",
    "same packages": "các gói trên",
    "Resolution 60-NQ/TW list": "danh sách theo Nghị quyết 60-NQ/TW",
    "Resolution": "Nghị quyết",
    "northern midlands": "trung du miền núi phía Bắc",
    "valid_from": "ngày bắt đầu",
    "authorities start": "chính quyền hoạt động từ",
    "in force on adoption": "có hiệu lực từ khi thông qua",
    "and other reports": "và các bài khác",
    "vote of": "biểu quyết ngày",
    "vote": "biểu quyết",
    "plenum report": "bài về hội nghị Trung ương",
    "first plenum": "hội nghị Trung ương thứ nhất",
    "plenum": "hội nghị Trung ương",
    "corpus pages for": "các trang trong kho về",
    "lookup pages": "trang tra cứu",
    "tag page": "trang chủ đề",
    "published copy": "bản đã đăng",
    "copy of": "bản chép của",
    "copy": "bản chép",
    "accents damaged": "dấu bị hỏng",
    "listed as": "ghi là",
    "issuer from": "cơ quan ban hành theo",
    "number from": "số theo",
    "date knowledge": "ngày theo hiểu biết chung",
    "others": "còn lại theo",
    "knowledge": "hiểu biết chung",
    "inference": "suy luận",
    "seed article": "bài báo mẫu",
    "single source": "một nguồn duy nhất",
    "merger": "sáp nhập",
    "region": "vùng",
    "composition": "thành phần",
    "existence": "sự tồn tại",
    "subject": "chủ đề",
    "number": "số",
    "effect": "hiệu lực",
    "month": "tháng",
    "year": "năm",
    "date": "ngày",
    "14th": "khóa XIV",
    "for": "về",
    "and": "và",
    "as": "là",
    "in": "trong",
}  # fmt: skip
_ENGLISH = re.compile(
    rf"(?<![\w./-])(?:{'|'.join(map(re.escape, sorted(_WORDS, key=len, reverse=True)))})(?![\w.-]*\w)"
)


def source_in_vietnamese(text: str) -> str:
    """Return a source with its English words in Vietnamese; addresses and names stay."""
    return _ENGLISH.sub(lambda found: _WORDS[found[0]], text)
