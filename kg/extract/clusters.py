"""Emulation clusters and blocks, by number or by name, with their sponsors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.extract.bodies import body_at
from kg.extract.match import begins
from kg.extract.numerals import count
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cluster
from kg.quick import replace
from kg.text import CAPITALS, LETTERS, LOWERS

_COMMISSION = "id/org/ban-to-chuc-trung-uong"
# "Cụm thi đua 5 thành phố trực thuộc Trung ương": so many, no number of a cluster.
_SO_MANY = (
    r" (?:tỉnh|thành phố|huyện|quận) (?:trực|miền|vùng|phía|ven|biên|đồng bằng|duyên hải|trung du|khu vực)"
)
_CLUSTER = begins(
    r"(?<![\w])(thường trực |thành viên )?((?:cụm|khối)(?:(?: giao ước)? thi đua)?)"
    rf"(?: (?:số )?(\d{{1,2}}|[ivx]{{1,5}})(?![\w/]|\.\d)(?!{_SO_MANY})|(?<=thi đua) (?=\w))",
    "thường", "thành", "cụm", "khối",
)  # fmt: skip
# A bare `Cụm` goes on about the cluster named before; `Cụm trưởng` and `cụm công nghiệp` do not.
_AGAIN = begins(
    r"(?<![\w])(?:cụm(?! (?:trưởng|phó|thi đua|công|dân|từ|tin|xã|di tích|số|\d|[ivx]+\b))(?![\w-])"
    r"|khối(?: thi đua)?(?=,? (?:gồm|có \d|này|thuộc|do)(?!\w)))",
    "cụm", "khối",
)  # fmt: skip
_SPONSOR_GAP = re.compile(
    r"(?: ?, ?| ?\(| ?- ?| )?(?:thuộc |của |do |trực thuộc )?(?:các )?(?:cơ quan )?(?:ngành |khối )?"
)
# `Cụm thi đua số 2 ngành Tài chính (Bộ Tài chính)`, `Cụm này do Ủy ban nhân dân tỉnh lập`
_SECTOR_GAP = re.compile(r" (?:ngành|khối|hệ thống) [^,.;:()\n]{2,40} \(")
# `Cụm thi đua III các Ban Tổ chức tỉnh uỷ miền Trung thuộc Ban Tổ chức Trung ương`: the members come first.
_MEMBERS_GAP = re.compile(r" các [^.;:()\n]{4,90}? (?:(?:trực )?thuộc|của) (?=\w)| các [^.;:()\n]{4,90}? \(")
_TOLD = re.compile(r"(?: thi đua)?(?: này| trên)? (?:do|thuộc|của|trực thuộc) (?:hệ thống |sự quản lý của )?")
_SECTOR = re.compile(r"(?:tổ chức xây dựng đảng|tổ chức)(?= của đảng|[:,.;\n ]|$)")
_PROVINCE = re.compile(r" (?:của )?(?=(?:tỉnh|thành phố|tp\.?) )")
# A name begins with whom or what the cluster is of, and ends where the sentence goes on.
_OF_UNITS = (
    r"(?:các|khối|\d{1,2}) (?:tỉnh|thành phố|thành|thị xã|huyện|quận|xã|phường|sở|ngành|trường|ban|hội|"
    r"cơ quan|đơn vị|tổ chức|bộ|phòng|đảng ủy|đảng bộ|doanh nghiệp|chi hội|công đoàn)"
)
_NAMED = re.compile(
    rf"(?:{_OF_UNITS}|miền|khu vực|vùng|lĩnh vực|ban|hội|văn phòng|sở|công an|trường|doanh nghiệp|lđlđ|"
    r"liên đoàn|công đoàn|đảng ủy)(?!\w)"
)
_UNITS = re.compile(rf"{_OF_UNITS}(?!\w)")
# "Văn hóa - Xã hội": one name goes on behind the dash; "… - ông Lê Văn Tám" is another's.
_NAME_END = re.compile(
    r",(?! (?:thành|ngành|thị xã|huyện|kcx|kkt)(?!\w))|[.:;()\"\n]"
    r"|(?<=\w) (?:tổ chức(?= hội| lễ| sơ| tổng| họp| phát| sinh| ký)|và(?= đã| được| sẽ)|đã|họp|do|gồm|"
    r"bao gồm|có|năm|ký|tại|sẽ|được|vừa|tổng kết|sơ kết|là|đều|vẫn|trong|cho|bình xét|phát động|triển khai|"
    r"với|về|đạt|của|tiếp tục|tiến hành|thống nhất|hoàn thành|diễn ra|sinh hoạt|giao ban|đăng ký|chấm|"
    r"suy tôn|ra mắt|"
    r"thực hiện|thảo luận|nhấn mạnh|phát biểu|chủ trì|dự|này|trên|(?<!các )\d)(?!\w)"
)
_UNDER = re.compile(r"(?<!\w)(?:trực )?thuộc ")
_DASH = re.compile(r" [-–] ")
_GOES_ON = re.compile(rf"[{CAPITALS}][{LETTERS}]* [{LOWERS}]")
_SECTOR_NAME = re.compile(rf"[{CAPITALS}][{LETTERS}]+ [{LOWERS}{CAPITALS}]")
_LONGEST_NAME = 90
_TELLING = 3  # words of a name without a capital: `các cơ quan Đảng` has one, `các đơn vị` is no name
_FORMS = ("known", "committee", "unit-organ", "organ")

# "Cụm 3 nhà máy", "Cụm 5 trường" are things in a heap, unless the article speaks of emulation.
_COUNTED = re.compile(
    r" (?:nhà|cây|trường|pháo|xã|thôn|máy|công trình|đảo|rạp|di tích|hồ|tượng|khu|ngôi|căn|chiếc|con|người|"
    r"bản|làng|phường|tỉnh|huyện|tàu|tòa|lò|bệnh viện|cảng)(?!\w)"
)
_EMULATION = re.compile(r"thi đua|cụm trưởng|khối trưởng|cụm phó|khối phó|giao ước")


def find_clusters(reading: Reading) -> Iterator[Cluster]:
    """Yield every cluster that the article names by number or by a name of its own, left to right.

    A headline shortens a name; the one in the text below it counts.
    """
    found = list(_clusters(reading))
    full = {cluster.word for cluster in found if not cluster.number and not _in_headline(reading, cluster)}
    for cluster in found:
        if cluster.number or cluster.word not in full or not _in_headline(reading, cluster):
            yield cluster


def _in_headline(reading: Reading, cluster: Cluster) -> bool:
    return reading.sentence_at(cluster.start).zone == "headline"


def _clusters(reading: Reading) -> Iterator[Cluster]:
    for match in reading.each(_CLUSTER):
        word = match[2]
        heap = "thi đua" not in word and _COUNTED.match(reading.low, match.end())
        if heap and not _EMULATION.search(reading.low):
            continue
        if not reading.shadow[match.start(2)].isupper() and "thi đua" not in word:
            continue
        standing = (match[1] or "").startswith("thường trực")
        start = match.start() if standing else match.start(2)
        kind = "khoi" if word.startswith("khối") else "cum"
        if match[3]:
            number = count(match[3])
            if number:
                sponsor, end = _sponsor(reading, match.end())
                yield Cluster(start, end, number, match[3].upper(), kind, sponsor, standing)
        else:
            yield from _named(reading, match.end(), Cluster(start, match.end(), 0, "", kind, None, standing))


def _named(reading: Reading, offset: int, bare: Cluster) -> Iterator[Cluster]:
    """Yield a cluster with a name and no number: `Cụm thi đua các tỉnh Tây Nguyên`."""
    goes_on = _NAME_END.match(reading.low, offset - 1)  # "Khối thi đua Tổng kết năm 2018": a headline
    sector = not goes_on and _SECTOR_NAME.match(reading.shadow, offset)
    named = _NAMED.match(reading.low, offset) or sector
    if not named or reading.low.endswith("các ", 0, bare.start):
        return
    stop = _name_end(reading, offset)
    if stop is None:
        return
    of_units = _UNITS.match(reading.low, offset) and len(reading.low[offset:stop].split()) >= _TELLING
    if not of_units and not any(char.isupper() for char in reading.shadow[offset:stop]):
        return
    end = offset + len(reading.low[offset:stop].rstrip())
    over = _UNDER.search(reading.low, offset, end)
    sponsor = body_at(reading, over.end()) if over else None
    end = after = max(end, sponsor.end) if sponsor else end  # `Sở Văn hóa, Thể thao và Du lịch`
    if reading.low.startswith(" (", end):
        sponsor, after = _sponsor(reading, end)
    yield replace(bare, end=after, printed=reading.printed(offset, end), sponsor=sponsor)


def _name_end(reading: Reading, offset: int) -> int | None:
    """Return where the name of a cluster ends, None where it does not end within reach."""
    last = offset + _LONGEST_NAME
    stop = _NAME_END.search(reading.low, offset, last)
    end = stop.start() if stop else None
    for dash in _DASH.finditer(reading.low, offset, end or last):
        if not _GOES_ON.match(reading.shadow, dash.end()):
            return dash.start()
    return end


def find_echoes(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[Cluster]:
    """Yield where a bare `Cụm` stands for the cluster that was named last before it."""
    ends = [cluster.end for cluster in clusters]
    for match in reading.each(_AGAIN):
        count_before = bisect_right(ends, match.start())
        last = clusters[count_before - 1] if count_before else None
        if last and (match[0].startswith("cụm") or last.word == "khoi"):
            yield replace(last, start=match.start(), end=match.end(), standing=False)


def sponsor_told(reading: Reading, echo: Cluster) -> Body | None:
    """Return the sponsor that a later sentence tells: `Cụm này do Ủy ban nhân dân tỉnh lập`."""
    said = _TOLD.match(reading.low, echo.end)
    body = body_at(reading, said.end()) if said else None
    return body if body and body.form in _FORMS else None


def _sponsor(reading: Reading, end: int) -> tuple[Body | None, int]:
    sector = _SECTOR_GAP.match(reading.low, end)
    if sector and (body := body_at(reading, sector.end())) and body.form in _FORMS:
        return body, body.end
    if reading.low.startswith(" các ", end):
        return _sponsor_after_members(reading, end)
    gap = _SPONSOR_GAP.match(reading.low, end)
    if gap is None or gap.end() == end:
        return None, end
    if "ngành " in gap[0] and (word := _SECTOR.match(reading.low, gap.end())):
        found = _sector_sponsor(reading, gap.end(), word.end())
        return found, found.end if found else end
    body = body_at(reading, gap.end())
    if body and body.form in _FORMS and reading.shadow[body.start].isupper() and _stands_alone(body):
        return body, body.end
    return _province_sponsor(reading, end)


def _sponsor_after_members(reading: Reading, end: int) -> tuple[Body | None, int]:
    gap = _MEMBERS_GAP.match(reading.low, end)
    body = body_at(reading, gap.end()) if gap else None
    return (body, body.end) if body and body.form == "known" else (None, end)


def _stands_alone(body: Body) -> bool:
    """Say whether a body is told without the article: a bare `Ủy ban Kiểm tra` may be of any committee."""
    return body.form != "organ" or body.parent is not None or body.level is not None


def _sector_sponsor(reading: Reading, offset: int, end: int) -> Body | None:
    term = reading.lexicon.get(_COMMISSION)
    if term is None:
        return None
    return Body(offset, end, term.vi, term.en, "known", None, "central", None, term.name)


def _province_sponsor(reading: Reading, end: int) -> tuple[Body | None, int]:
    """Return the People's Committee for `Cụm thi đua số 2 tỉnh Tiền Giang`: it founds the clusters there."""
    gap = _PROVINCE.match(reading.low, end)
    place = place_at(reading, gap.end()) if gap else None
    organ = reading.lexicon.get("scheme/organ/uy-ban-nhan-dan")
    if place is None or place.level != "province" or organ is None:
        return None, end
    city = place.unit_word != "tỉnh"
    vi = f"{organ.vi} {'thành phố' if city else 'tỉnh'}"
    en = f"{organ.en} of the {'City' if city else 'Province'}"
    return Body(place.start, place.end, vi, en, "unit-organ", organ.local, "province", place), place.end
