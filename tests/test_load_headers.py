"""Dates and signatures around an article."""

from __future__ import annotations

from datetime import datetime

import pytest

from kg.dates import PartialDate
from kg.load import build_article
from kg.load.stamps import parse_date, parse_stamp

BODY = (
    "Ngày 10/8, tại Long An, Tỉnh ủy tổ chức hội nghị sơ kết công tác 6 tháng đầu năm.\n\n"
    "Hội nghị kết thúc tốt đẹp."
)


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("10/08/2018 - 19:27", "2018-08-10T19:27:00+07:00"),
        ("Thứ sáu, 10/8/2018, 07:05 PM", "2018-08-10T19:05:00+07:00"),
        ("19h27 ngày 10 tháng 8 năm 2018", "2018-08-10T19:27:00+07:00"),
        ("Thứ 6, 10/08/2018 | 19:27 [GMT+7]", None),
        ("Cập nhật: 19:27 - 10/08/2018 (GMT+7)", "2018-08-10T19:27:00+07:00"),
    ],
)
def test_a_date_header_with_a_time_is_local_time(line, stamp):
    assert parse_date(line) == (stamp and datetime.fromisoformat(stamp))


@pytest.mark.parametrize(
    "line", ["10/8/2018", "10-08-2018", "Thứ Sáu, ngày 10 tháng 8, 2018", "2018-08-10", "10.8.2018"]
)
def test_a_date_header_without_a_time_is_a_day(line):
    assert parse_date(line) == PartialDate.of(2018, 8, 10)


@pytest.mark.parametrize(
    "line",
    [
        "31/02/2018",
        "4/11",
        "2015-2020",
        "12/31/2020",
        "10/08/2018 tại Long An",
        "१२/०३/२०२१",
        "１２/０３/２０２１",
        "25:61 10/8/2018",
    ],
)
def test_what_is_no_date_is_none(line):
    assert parse_date(line) is None


def test_a_report_without_a_date_is_undated():
    assert build_article(BODY).published is None


def test_the_first_date_header_counts():
    text = f"Tỉnh ủy họp\n\n10/08/2018\n\n{BODY}\n\n11/08/2018"
    assert build_article(text).published == PartialDate.of(2018, 8, 10)


def test_a_stated_date_wins_over_the_header():
    text = f"Tỉnh ủy họp\n\n10/08/2018\n\n{BODY}"
    assert build_article(text, published="2018-08-09").published == PartialDate.of(2018, 8, 9)


@pytest.mark.parametrize(
    ("value", "stamp"),
    [
        ("2018-08-10T19:27:00+07:00", datetime.fromisoformat("2018-08-10T19:27:00+07:00")),
        ("2018-08-10T12:27:00Z", datetime.fromisoformat("2018-08-10T12:27:00+00:00")),
        ("2018-08-10 19:27", datetime.fromisoformat("2018-08-10T19:27:00+07:00")),
        ("20180810", PartialDate.of(2018, 8, 10)),
        ("10/08/2018", PartialDate.of(2018, 8, 10)),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_stamps_of_machines_are_read(value, stamp):
    assert parse_stamp(value) == stamp


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Thanh Nga", ("Thanh Nga",)),
        ("Thanh Nga - Minh Đức", ("Thanh Nga", "Minh Đức")),
        ("Bài, ảnh: THANH NGA", ("THANH NGA",)),
        ("Tin: Lê Đức; ảnh: Minh Anh", ("Lê Đức", "Minh Anh")),
        ("N.P", ("N.P",)),
        ("Ảnh: P.V", ()),
        ("Ảnh: Cổng thông tin điện tử tỉnh TT - Huế", ()),
        ("Ảnh minh hoạ: Thanh Nga", ("Thanh Nga",)),
        ("Bt: Thanh Nga", ("Thanh Nga",)),
        ("Thanh Nga – Minh Đức", ("Thanh Nga", "Minh Đức")),
        ("Theo TTXVN", ()),
        ("Huyền Lê (Theo AFP)", ("Huyền Lê",)),
        ("Nguyễn Hoàng (Theo ABS CBN News)", ("Nguyễn Hoàng",)),
        ("Nguồn: Báo Nhân Dân", ()),
        ("Nguyễn Văn Bình (TTXVN)", ("Nguyễn Văn Bình",)),
        ("Theo Thanh Nga/Báo Long An", ("Thanh Nga",)),
        ("Hoàng Long và Y Thanh Hà Niê", ("Hoàng Long", "Y Thanh Hà Niê")),
    ],
)
def test_signatures_are_split_into_names(line, authors):
    assert build_article(f"Tỉnh ủy họp\n\n{BODY}\n\n{line}").authors == authors


def test_a_signature_may_stand_below_a_link_and_above_captions():
    text = f"Tỉnh ủy họp\n\n{BODY}\n* Danh sách các tân Bí thư\nThanh Nga\n\nCác đại biểu dự hội nghị"
    assert build_article(text).authors == ("Thanh Nga",)


def test_a_photo_credit_in_a_caption_is_an_author():
    text = f"Tỉnh ủy họp\n\n{BODY}\n\nQuang cảnh hội nghị. Ảnh: Minh Anh\n\nHội nghị bế mạc.\n\nThanh Nga"
    assert build_article(text).authors == ("Minh Anh", "Thanh Nga")


@pytest.mark.parametrize(
    ("credit", "authors"),
    [
        ("Quang cảnh hội nghị - Ảnh: D.PHANH", ("D.PHANH",)),
        ("Quang cảnh hội nghị - Ảnh T.TRUNH", ("T.TRUNH",)),
        ("Quang cảnh hội nghị - Ảnh TỪ TRUNH", ("TỪ TRUNH",)),
        ("Quang cảnh hội nghị. Ảnh Lê Danh", ("Lê Danh",)),
        ("Quang cảnh hội nghị - Ảnh: Đ. TUẦN", ("Đ. TUẦN",)),
        ("Quang cảnh hội nghị - Ảnh: T.T. D.", ("T.T. D",)),
        ("Quang cảnh hội nghị - Ảnh: C.H.", ("C.H",)),
        ("Quang cảnh hội nghị: Ảnh - XUÂN LONH", ("XUÂN LONH",)),
        ("Quang cảnh hội nghị - Ảnh cắt từ video HOÀNG NĂNH", ("HOÀNG NĂNH",)),
        ("Quang cảnh hội nghị - Ảnh công an cung cấp. Đồ hoạ: V.CƯỜNH", ("V.CƯỜNH",)),
        ("Quang cảnh hội nghị.\n\n(Ảnh: Phương Hoà / TTXVN)", ("Phương Hoà",)),
        ("Ảnh - Hữu Thắnh", ("Hữu Thắnh",)),
        ("Ảnh Nam Ành", ("Nam Ành",)),
        ("Ảnh: Anh Minh", ("Anh Minh",)),
        ("Quang cảnh hội nghị - Ảnh: Dân Trí", ()),
        ("Quang cảnh hội nghị - Ảnh: VnExpress", ()),
        ("Quang cảnh hội nghị - Ảnh: Quochoi.vn", ()),
        ("Quang cảnh hội nghị - Ảnh: THX", ()),
        ("Quang cảnh hội nghị - Ảnh: TT", ()),
        ("Quang cảnh hội nghị - Ảnh: USAF", ()),
        ("Quang cảnh hội nghị - Ảnh: GS Lê Danh", ()),
        ("Quang cảnh hội nghị. Ảnh Bác Hồ với nông dân", ()),
        ("Huyện Vân Mốt, Quảng Ninh", ()),
    ],
)
def test_credits_are_read_in_all_their_forms(credit, authors):
    assert build_article(f"Tỉnh ủy họp\n\n{BODY}\n\n{credit}").authors == authors


def test_a_name_run_on_after_a_closing_quotation_mark_signs():
    run_on = f'{BODY}\n\nÔng được coi là người đi đầu trong phong trào "trồng cây gây rừng" Phương Vù'
    assert build_article(f"Tỉnh ủy họp\n\n{run_on}").authors == ("Phương Vù",)


def test_initials_of_who_signs_are_no_second_author():
    text = f"Tỉnh ủy họp\n\n{BODY}\n\nQuang cảnh hội nghị. Ảnh: T.N\n\nHội nghị bế mạc.\n\nThanh Nga"
    assert build_article(text).authors == ("Thanh Nga",)


def test_a_stated_author_is_not_named_twice():
    text = f"Tỉnh ủy họp\n\n{BODY}\n\nTHANH NGA"
    assert build_article(text, authors=["Thanh Nga", "Lê Đức", " "]).authors == ("THANH NGA", "Lê Đức")


@pytest.mark.parametrize(
    ("header", "authors"),
    [
        ("Thanh Nga - 10/08/2018 19:27", ("Thanh Nga",)),
        ("Long An, ngày 10 tháng 8 năm 2018", ()),
        ("BLA - 10/08/2018 07:00", ()),
    ],
)
def test_a_name_beside_a_date_with_a_time_is_an_author(header, authors):
    article = build_article(f"Tỉnh ủy họp\n\n{header}\n\n{BODY}")
    assert article.authors == authors
    assert str(article.published).startswith("2018-08-10")


def test_officials_in_the_text_are_no_authors():
    assert build_article(f"Tỉnh ủy họp\n\n{BODY}\n\nĐồng chí Nguyễn Văn Bình dự.").authors == ()


def test_initials_of_who_signs_are_known_whatever_the_space_is():
    text = "Tin trong tỉnh\n\nÔng Mạc Văn Mốt nêu ý kiến. Ảnh: T.N\n\nMọi người về.\n\nThanh\u00a0Nga"
    assert [name.split() for name in build_article(text).authors] == [["Thanh", "Nga"]]
