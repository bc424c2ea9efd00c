"""Vietnamese for what the data says in English: the reasons of citations and the codes of saved queries."""

from __future__ import annotations

import re

_REASONS: tuple[tuple[str, str], ...] = (
    ("a resolution of a local Party organisation: the text does not say which one",
     "nghị quyết của một tổ chức đảng địa phương, bài không nói của tổ chức nào"),
    ("the only known document of this number on that day",
     "văn bản duy nhất được biết mang số này tính đến ngày ấy"),
    ("number and date agree", "số và ngày khớp nhau"),
    (r"number and term (\S+) agree", r"số và khóa \1 khớp nhau"),
    ("the same number was resolved elsewhere in the article",
     "số này đã nhận diện được ở chỗ khác trong bài"),
    ("topic words decide between documents of one number", "chủ đề phân biệt được các văn bản cùng số"),
    ("several documents bear this number: (.+)", r"nhiều văn bản cùng mang số này: \1"),
    ("the text does not say the term of the plenum", "bài không nói hội nghị Trung ương của khóa nào"),
    ("the congress of this term had not met on that day", "ngày ấy đại hội của khóa này chưa họp"),
    ("the alias names one document", "tên gọi này chỉ một văn bản"),
    ("of the documents of this plenum, reports on Party building mean the one on Party building",
     "trong các văn bản của hội nghị này, tin về xây dựng Đảng nói đến văn bản về xây dựng Đảng"),
    ("the plenum adopted several documents: (.+)", r"hội nghị đã ban hành nhiều văn bản: \1"),
    ("named by plenum or congress; not in the reference table",
     "gọi theo hội nghị Trung ương hoặc đại hội, chưa có trong bảng tham chiếu"),
    ("no known document of this kind and number", "không biết văn bản nào thuộc loại này, mang số này"),
    ("the number is used by many issuers and terms, and the text does not tell them apart",
     "nhiều cơ quan, nhiều khóa dùng số này, bài không phân biệt"),
    ("number and date of the text; not in the reference table",
     "số và ngày lấy từ bài, chưa có trong bảng tham chiếu"),
    ("a known document bears this number, and the text does not say that it is meant: (.+)",
     r"có văn bản đã biết mang số này, bài không nói chính là văn bản ấy: \1"),
    ("the plenum was named with its term elsewhere in the article",
     "hội nghị được nêu kèm khóa ở chỗ khác trong bài"),
    ("a number of this kind is borne once; not in the reference table",
     "số loại này chỉ có một, chưa có trong bảng tham chiếu"),
    ("many bodies use such numbers, and the text does not say of which place this one is",
     "nhiều nơi dùng số như vậy, bài không nói văn bản này của nơi nào"),
    ("such numbers begin anew with each year or term of office, and the text does not tell which",
     "số như vậy được đánh lại theo từng năm hoặc nhiệm kỳ, bài không cho biết của năm nào"),
    ("a number of a local issuer, told by its place and time; not in the reference table",
     "số của một cơ quan địa phương, nhận theo nơi và thời gian, chưa có trong bảng tham chiếu"),
)  # fmt: skip
_CODES = {
    "joined": "vào cụm",
    "left": "rời cụm",
    "stayed": "ở lại cụm",
    "merged": "nhập vào đơn vị khác, vẫn là thành viên",
    "continued": "tiếp nối thành viên cũ sau sáp nhập",
    "unknown": "chưa rõ, vì danh sách không đầy đủ",
    "no list": "không kể danh sách",
    "match": "khớp",
    "differ": "không khớp",
    "no evidence": "thiếu câu làm chứng",
    "empty evidence": "câu làm chứng rỗng",
    "more than all": "phần lớn hơn toàn thể",
    "observed after publication": "thấy sau ngày đăng",
    "member no longer existed": "thành viên không còn tồn tại",
}


def reason_in_vietnamese(text: str) -> str | None:
    """Return the reason of a citation in Vietnamese, None for one that is not in the fixed set."""
    for pattern, said in _REASONS:
        match = re.fullmatch(pattern, text)
        if match is not None:
            return match.expand(said)
    return None


def code_in_vietnamese(text: str) -> str | None:
    """Return what a code in the answer of a saved query means, None for another text."""
    return _CODES.get(text)
