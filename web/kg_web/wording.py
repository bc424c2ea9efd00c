"""Errors in the words of the page: ours are English, as the command line and programs get them."""

from __future__ import annotations

import re

from flask_babel import get_locale

from kg.views.parts import Words

_VIETNAMESE: tuple[tuple[str, str], ...] = (
    (r"nothing is known about a person named (.+)", r"kho không có người nào tên “\1”"),
    (r"nothing is known about a person at (.+)", r"không có người nào ở địa chỉ \1"),
    (r"nothing is known about the kind of conflict (.+)", r"không có loại mâu thuẫn nào tên “\1”"),
    (r"nothing is known about the table (\S+) of (.+)", r"trang của \2 không có bảng nào tên “\1”"),
    (r"nothing is known about (.+)", r"kho chưa có gì về \1"),
    (r"several people fit '(.*)': (.+); give one of these", r"nhiều người khớp với “\1”: \2; hãy chọn một"),
    (r"the two are one and the same person; .*", r"hai bên là cùng một người; hãy chọn hai người khác nhau"),
    (r"'(.*)' is no kind of tie; there are (.+)", r"“\1” không phải là một loại liên hệ; chỉ có \2"),
    (r"the time from (\S+) to (\S+) ends .*", r"khoảng thời gian từ \1 đến \2 kết thúc trước khi bắt đầu"),
    (
        r"on='(.*)' are facts of several classes; .*",
        r"các dữ kiện thuộc nhiều loại (\1); hãy quyết định từng loại",
    ),
    (
        r"on=(\d+) at once are too many; choose (\d+) at most",
        r"\1 cùng lúc là quá nhiều; hãy chọn nhiều nhất \2",
    ),
    (r"values=.* does not do; .*", r"hãy viết thuộc tính=giá trị, mỗi dòng một cái, khi sửa và chỉ khi sửa"),
    (r"why=.* does not do; .*", r"hãy viết lý do"),
    (r"on='(.*)' does not do; .*", r"không biết quyết định về cái gì: “\1”"),
    (
        r"this form is not of your session; .*",
        r"biểu mẫu này không phải của lần đăng nhập này; hãy mở lại trang",
    ),
    (r"there is no graph (.+)", r"không có đồ thị \1"),
    (r"there is no query named '(.*?)'.*", r"không có câu hỏi nào tên là “\1”"),
    (r"offered are (.+)", r"chỉ có các dạng \1"),
    (r"this server does not answer to the name (.+)", r"máy chủ này không mang tên \1"),
    (
        r"(\w+)='(.*)' is an unknown thing; did .* mean (.+)\?",
        r"không biết đối tượng nào là “\2” (\1); hay là \3?",
    ),
    (
        r"(\w+)='(.*)' is the name of several things: (.+); give one",
        r"nhiều đối tượng tên là “\2” (\1): \3; hãy chọn một",
    ),
    (r"(\w+)='(.*)' is an unknown thing; .*", r"không biết đối tượng nào là “\2” (\1); hãy tìm theo tên"),
    (r"(\w+)='(.*)' is no whole number; .*", r"“\2” không phải là số nguyên (\1)"),
    (r"(\w+)='(.*)' is no year; .*", r"“\2” không phải là năm (\1); hãy viết như 2018"),
    (r"(\w+)='(.*)' is no page; .*", r"“\2” không phải là số trang (\1); trang được đánh số từ 1"),
    (r"(\w+)='(.*)' is no confidence; .*", r"“\2” không phải là độ tin (\1); hãy viết số từ 0 đến 1"),
    (r"(\w+)='(.*)' is no language here; .*", r"“\2” không phải là ngôn ngữ ở đây (\1): vi, en"),
    (r"(\w+)='(.*)' is no format; write (.+)", r"“\2” không phải là dạng dữ liệu (\1); chỉ có \3"),
    (r"(\w+)='(.*)' is no IRI; .*", r"“\2” không phải là địa chỉ (\1); hãy viết id/… hoặc cả địa chỉ"),
    (r"(\w+)='(.*)' is no date; .*", r"“\2” không phải là ngày (\1); hãy viết như 2018-08-10"),
    (
        r"(\w+)='(.*)' is no column for a map; it takes (.+)",
        r"“\2” không phải là cột vẽ được bản đồ (\1); chỉ có \3",
    ),
    (r"\S+ has no parameter '(.*)'; it takes none", r"câu hỏi này không có tham số nào, “\1” cũng không"),
    (r"\S+ has no parameter '(.*)'; it takes (.+)", r"câu hỏi này không có tham số “\1”, chỉ có \2"),
    (r"the query ran longer than (\S+) s .*", r"truy vấn chạy quá \1 giây nên đã dừng; hãy hỏi hẹp hơn"),
    (r"too many queries run at this moment; .*", r"lúc này có quá nhiều truy vấn; hãy thử lại sau vài giây"),
    (
        r"the query needed (?:too much|more than .*) memory.*",
        r"truy vấn cần quá nhiều bộ nhớ nên đã dừng; hãy hỏi hẹp hơn",
    ),
    (
        r"the answer has more than ([\d,]+) bytes.*",
        r"câu trả lời lớn hơn \1 byte; hãy hỏi hẹp hơn, hoặc tải cả bộ dữ liệu",
    ),
    (
        r"the answer has more than ([\d,]+) rows.*",
        r"câu trả lời có hơn \1 dòng hoặc bộ ba; hãy hỏi hẹp hơn, hoặc tải cả bộ dữ liệu",
    ),
    (r"(\d+) of your queries run already; .*", r"\1 truy vấn của bạn đang chạy; hãy đợi một truy vấn xong"),
    (
        r"your queries took (\S+) s of work .* in (\d+) s",
        r"trong một phút, các truy vấn của bạn đã dùng hết \1 giây xử lý; hãy thử lại sau \2 giây",
    ),
    (
        r"(\d+) of your queries within a minute .* in (\d+) s",
        r"trong một phút, \1 truy vấn của bạn bị lỗi; hãy thử lại sau \2 giây",
    ),
    (r"a name has at most (\d+) characters", r"tên dài nhất \1 ký tự"),
    (r"the search took longer than (\S+) s .*", r"việc tìm lâu quá \1 giây nên đã dừng; hãy hỏi hẹp hơn"),
    (r"(\d+) exports are being made .*", r"\1 lượt tải cả bộ dữ liệu đang chạy; hãy thử lại sau một phút"),
    (
        r"more than ([\d,]+) nodes tell of it; .*",
        r"có hơn \1 nút nói về đối tượng này; hãy hỏi bằng SPARQL, hoặc tải cả bộ",
    ),
    (r"\S+ needs the parameter (\w+) .*", r"câu hỏi này cần tham số \1"),
    (r"syntax error: .* \(line (\d+), column (\d+)\)", r"lỗi cú pháp ở dòng \1, cột \2"),
    (
        r"([A-Z]+) is refused: .* \(line (\d+), column (\d+)\)",
        r"không nhận \1 (dòng \2, cột \3): ở đây chỉ đọc kho này",
    ),
    (r"the query is longer than (\d+) bytes", r"truy vấn dài hơn \1 byte"),
    (r"the query has more than (\d+) (.+)", r"truy vấn có hơn \1 \2"),
    (r"not acceptable: .+ comes? as (.+)", r"chỉ có các dạng \1"),
    (r"this endpoint is read-only: .*", r"ở đây chỉ đọc: không nhận lệnh sửa"),
    (r"(\w+) is not allowed: .*", r"không nhận \1: ở đây chỉ đọc"),
    (
        r"say which graph: .*",
        r"hãy nói rõ đồ thị nào: ?graph= với cả địa chỉ, một lần, hoặc ?default; cả kho ở /export",
    ),
)


def in_words(detail: str) -> Words:
    """Return an error's text in the language of the page; in English where there is no other."""
    if str(get_locale()) == "vi":
        for pattern, said in _VIETNAMESE:
            match = re.fullmatch(pattern, detail, re.DOTALL)
            if match is not None:
                text = match.expand(said)
                return Words(text[:1].upper() + text[1:], "vi")
    return Words(detail, "en")
