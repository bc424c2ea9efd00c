"""Seats that somebody is said to take or leave, named by their committee alone."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.bodies import body_at
from kg.extract.match import begins
from kg.extract.reading import Reading
from kg.extract.signs import OF
from kg.extract.spans import Body, Title

_SEATS = begins(
    r"(?<!\w)(?:tham gia|vào|bổ sung|thành viên)(?: vào)? "
    r"(?:(?P<bch>ban chấp hành|bch)(?=\W))?(?:,? ?(?:và )?)?(?:(?P<btv>ban thường vụ|btv)(?=\W))?",
    "tham", "vào", "bổ", "thành",
)  # fmt: skip
# "được bầu vào Bộ Chính trị", "tham gia Ban Bí thư"
_CENTRAL = begins(
    r"(?:tham gia|vào|bổ sung)(?: vào)? "
    r"(?P<body>bộ chính trị|ban bí thư|ban chấp hành trung ương|bch trung ương)(?!\w)",
    "tham", "vào", "bổ",
)  # fmt: skip
_MEMBER = "scheme/role/uy-vien"
_SEATED = (
    "dang-bo",
    "chi-bo",
    "hoi-",
    "lien-doan",
    "doan-thanh-nien",
    "tinh-doan",
    "thanh-doan",
    "huyen-doan",
)


def find_seats(reading: Reading) -> Iterator[Title]:
    """Yield the seats that somebody is said to take or leave: `tham gia Ban Thường vụ Tỉnh ủy`."""
    central = tuple(_central_seats(reading))
    yield from central
    taken = {seat.start for seat in central}
    for match in reading.each(_SEATS):
        for part, role in (("bch", "uy-vien-ban-chap-hanh"), ("btv", "uy-vien-ban-thuong-vu")):
            start, end = match.span(part)
            if start >= 0 and start not in taken:
                body = _seat_body(reading, match.end())
                yield Title(start, end, f"scheme/role/{role}", body, seat=True)


def _central_seats(reading: Reading) -> Iterator[Title]:
    """Yield the seats in central committees of the Party: `được bầu vào Bộ Chính trị`."""
    for match in reading.each(_CENTRAL):
        body = body_at(reading, match.start("body"))
        if body and body.form == "known":
            yield Title(body.start, body.end, _MEMBER, body, seat=True)


def _seat_body(reading: Reading, end: int) -> Body | None:
    """Return the committee after the seats, if it is printed there."""
    offset = reading.over(OF, end)
    body = body_at(reading, offset) if reading.low[offset - 1 : offset] == " " else None
    if body is None:
        return None
    seated = body.form in ("committee", "committee-of", "known") or (body.organ or "").startswith(_SEATED)
    return body if seated else None
