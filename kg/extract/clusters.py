"""Emulation clusters and blocks, by number or by name, with their sponsors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from kg.extract.bodies import body_at
from kg.extract.cluster_names import cluster_name_end, name_parts, names_person, spelled_out, without_letters
from kg.extract.cluster_numbers import numbered
from kg.extract.cluster_parts import Names
from kg.extract.cluster_sponsors import sponsor_after, sponsor_in
from kg.extract.match import begins
from kg.extract.numerals import WORDS, count
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.spans import Cluster
from kg.quick import replace

_CLUSTER = begins(
    r"(?<![\w])(thường trực |thành viên )?((?:cụm|khối)(?:(?: giao ước)? thi đua)?)"
    r"(?:(?:(?<=cụm thi đua) khối)? (số )?(\d{1,2}|[ivx]{1,5})(?!\w|/\d|\.\d| cách(?!\w))|(?= \w))",
    "thường", "thành", "cụm", "khối",
)  # fmt: skip
# A bare `Cụm` goes on about the cluster named before; `Cụm trưởng` and `cụm công nghiệp` do not.
_AGAIN = begins(
    r"(?<![\w])(?:cụm(?: thi đua)?(?![\w-])"
    r"(?! (?:trưởng|phó|thi đua|công|dân|từ|tin|xã|di tích|số|\d|[ivx]+\b))"
    r"|(?<=trong )khối(?: thi đua)?(?![\w-])(?! (?:thi|số|\d|các|đoàn))|khối(?: thi đua)?(?=,? (?:gồm|"
    r"có \d|này|thuộc|do)(?!\w)|\)))",
    "cụm", "khối",
)  # fmt: skip
# "Cụm thi đua 5 thành phố trực thuộc Trung ương", "4 phòng": so many, no number of a cluster.
_SO_MANY = re.compile(
    r" (?:tỉnh|thành phố|huyện|quận|xã|phường|phòng|trường|sở|ban|ngành|đơn vị|cơ quan|doanh nghiệp|"
    r"tháng)(?!\w)|[^.,;:\n]{0,40} thành phố trực thuộc trung ương"
)
_OF_UNITS = (
    rf"(?:các|khối|\d{{1,2}}|{WORDS}) (?:tỉnh|thành phố|thành|thị xã|huyện|quận|xã|phường|sở|ngành|trường|"
    rf"ban|"
    r"hội|cơ quan|đơn vị|tổ chức|bộ|phòng|đảng ủy|đảng bộ|doanh nghiệp|chi hội|công đoàn)"
)
_REGION = (
    r"(?:miền|khu vực|vùng|(?:bắc|nam|trung|đông nam|tây nam) (?:trung )?bộ|(?:bắc|nam) (?:miền trung|"
    r"sông hậu)|"
    r"tây nguyên|tây bắc|đông bắc|đồng bằng|duyên hải|trung du)"
)
_UNITS = re.compile(rf"{_OF_UNITS}(?!\w)")
# `Cụm Bắc Trung bộ`, `Khối các cơ quan Nội chính`: a cluster where the article speaks of emulation.
_BARE = re.compile(rf"(?:{_OF_UNITS}|{_REGION}|(?:các )?cơ quan|nội chính)(?!\w)")
# `Khối Kinh tế - Kỹ thuật`, `Cụm Đoàn thanh niên các tỉnh Tây Bắc`: fields and bodies, with a capital.
_BARE_NAME = re.compile(
    r"(?:kinh tế|văn hóa|khoa giáo|tổng hợp|hành chính|tham mưu|tài chính|dịch vụ) ?[-–,] ?"
    r"(?:kỹ thuật|xã hội|tổng hợp|kinh tế|tài chính|thương mại|sự nghiệp|giúp việc|khoa học)(?!\w)"
    r"|(?!thi đua)(?:[^\W\d_]+ ){1,5}?(?:các|\d{1,2}) (?:tỉnh|thành phố)(?!\w)"
)
_OF_A_BODY = re.compile(
    r"(?:đảng ủy|đảng bộ|đoàn|công đoàn|chi bộ|hội|bí thư|cơ quan|phụ trách|đoàn thanh niên) $"
)
_NO_NAME = re.compile(r"(?:và|của|nêu|đã|tỉnh|huyện|thành phố|cụm|khối thi)(?!\w)")
# "các huyện, thành phố: Chia làm 3 cụm"; "các tỉnh An Giang, Cà Mau …": no name, but what it is made of.
_SPLIT = re.compile(r"[^.:;\n]{0,60}:? ?(?:được )?chia (?:làm|thành) \d{1,2} (?:cụm|khối)")
_PROVINCES = re.compile(r"(?:ủy ban |ub)?(?:mttq |nhân dân )?(?:các|\d{1,2}) tỉnh(?:, thành(?: phố)?)? ")
# "Khối thi đua các sở, ngành kinh tế tỉnh Gia Lai": whose it is, no part of its name.
_OF_ITS_PROVINCE = re.compile(r"(?<=\w)(?: của)? (?=tỉnh (?!ủy|đoàn))")
_ALIAS_GAP = re.compile(r"(?:,| ?[-–/])? ?")
_TELLING = 3  # words of a name without a capital: `các cơ quan Đảng` has one, `các đơn vị` is no name
# "Cụm 3 nhà máy", "Cụm 5 trường" are things in a heap, unless the article speaks of emulation.
_COUNTED = re.compile(
    r" (?:nhà|cây|trường|pháo|xã|thôn|máy|công trình|đảo|rạp|di tích|hồ|tượng|khu|ngôi|căn|chiếc|con|người|"
    r"bản|làng|phường|tỉnh|huyện|tàu|tòa|lò|bệnh viện|cảng)(?!\w)"
)
_EMULATION = re.compile(r"thi đua|cụm trưởng|khối trưởng|cụm phó|khối phó|giao ước")
_CONTEST = "thi đua"
# "Cụm phó Cụm thi đua số 5, Chủ tịch …", "Trưởng Khối thi đua, Giám đốc …": the word stands once there.
_ITS_CLUSTER = re.compile(
    r"(?: (?:cụm|khối))?(?: (?:giao ước )?thi đua)?(?: (?:số )?(?:\d{1,2}|[ivx]{1,5})(?![\w/]))?"
)
LEADERS: Final = {"cum-truong": False, "khoi-truong": False, "cum-pho": True, "khoi-pho": True}
"""The roles of those who lead a cluster or a block, by their local names, and whether each is a deputy's."""
_WORD_AGAIN = re.compile(r"khối (?=nội chính|văn hóa|kinh tế|tổng hợp|doanh nghiệp)")


def find_clusters(reading: Reading) -> Iterator[Cluster]:
    """Yield every cluster that the article names by number or by a name of its own, left to right.

    All mentions of one cluster bear its number, else the fullest of its names. A headline shortens a name;
    the one in the text below it counts.
    """
    found = list(_mentions(reading))
    yield from _one_name(reading, numbered(found))


def _mentions(reading: Reading) -> Iterator[Cluster]:
    emulation, last = _EMULATION.search(reading.low) is not None, 0
    for match in reading.each(_CLUSTER):
        if match.start() < last:  # "Khối thi đua Khối Nội chính"
            continue
        word, contest = match[2], _CONTEST in match[2]
        standing = (match[1] or "").startswith("thường trực")
        start = match.start() if standing else match.start(2)
        kind = "khoi" if word.startswith("khối") else "cum"
        bare = Cluster(start, match.end(), 0, "", kind, None, standing)
        if match[4] and not _is_count(reading, match):
            if contest or _is_number(reading, match, emulation):
                yield from _by_number(reading, match, bare)
        elif contest or (emulation and _is_bare(reading, match)):
            for cluster in _named(reading, match.end(2) + 1, bare):
                yield cluster
                last = cluster.end


def _is_count(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a number counts members: `Cụm thi đua 6 tỉnh Bắc Trung Bộ`, not `Cụm 5 tỉnh Long An`."""
    if match[3] or not match[4].isdigit() or not _SO_MANY.match(reading.low, match.end()):
        return False
    place = place_at(reading, match.end() + 1)
    return place is None or place.level != "province"


def _is_number(reading: Reading, match: re.Match[str], emulation: bool) -> bool:
    if _COUNTED.match(reading.low, match.end()) and not emulation:
        return False
    return reading.shadow[match.start(2)].isupper() or (emulation and match[4].isdigit())


def _is_bare(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a cluster is named without the word for emulation, and not inside the name of a body."""
    before = _OF_A_BODY.search(reading.low, max(0, match.start() - 20), match.start(2))
    if before is not None:
        return False
    at = match.end(2) + 1
    capital = reading.shadow[at : at + 1].isupper()
    return bool(_BARE.match(reading.low, at) or (capital and _BARE_NAME.match(reading.low, at)))


def _by_number(reading: Reading, match: re.Match[str], bare: Cluster) -> Iterator[Cluster]:
    number = count(match[4])
    if not number:
        return
    sponsor, end = sponsor_after(reading, match.end())
    begins_at = reading.over(_ALIAS_GAP, match.end())
    alias_end = begins_at if names_person(reading, begins_at) else cluster_name_end(reading, begins_at)
    alias = reading.printed(begins_at, alias_end) if _names(reading, begins_at, alias_end) else ""
    sponsor = sponsor or sponsor_in(reading, begins_at, alias_end)
    end = max(end, sponsor.end) if sponsor else end
    yield replace(bare, end=end, number=number, printed=match[4].upper(), sponsor=sponsor, alias=alias)


def _named(reading: Reading, offset: int, bare: Cluster) -> Iterator[Cluster]:
    """Yield a cluster with a name and no number: `Cụm thi đua các tỉnh Tây Nguyên`."""
    offset = reading.over(_WORD_AGAIN, offset)
    end = cluster_name_end(reading, offset)
    if not _names(reading, offset, end) or reading.low.endswith(("các ", "mỗi "), 0, bare.start):
        return
    if _SPLIT.match(reading.low, end) or _is_list(reading, offset):
        return
    sponsor, after = sponsor_in(reading, offset, end), end
    if sponsor is None and reading.low.startswith(" (", end):
        sponsor, after = sponsor_after(reading, end)
    end = _without_province(reading, offset, end)
    name, body = without_letters(reading.printed(offset, end)), body_at(reading, offset)
    whole = f"{body.vi} {reading.printed(body.end, end)}" if body and body.place is None else name
    yield replace(bare, end=after, printed=name, sponsor=sponsor, alias=without_letters(whole))


def _without_province(reading: Reading, offset: int, end: int) -> int:
    """Return where a name ends before the province that it is of, which is no part of a name like others."""
    if body_at(reading, offset):
        return end
    for of in _OF_ITS_PROVINCE.finditer(reading.low, offset, end):
        place = place_at(reading, of.end(), "province")
        named = place and place.end == end and place.level == "province"
        if named and _names(reading, offset, of.start()):
            return of.start()
    return end


def over_cluster(reading: Reading, end: int) -> int:
    """Return where the cluster ends that is printed behind the title of its leader, `end` without one."""
    told = _ITS_CLUSTER.match(reading.low, end)
    after = told.end() if told else end
    if after == end or not reading.shadow.startswith(" ", after) or names_person(reading, after + 1):
        return after
    named = cluster_name_end(reading, after + 1)
    return named if _names(reading, after + 1, named) else after


def _is_list(reading: Reading, offset: int) -> bool:
    """Say whether provinces are listed where a name would stand: `cụm thi đua các tỉnh An Giang, Cà Mau`."""
    units = _PROVINCES.match(reading.low, offset)
    place = place_at(reading, units.end(), "province") if units else None
    return place is not None and reading.low.startswith(",", place.end)


def _names(reading: Reading, offset: int, end: int) -> bool:
    """Say whether words are the name of a cluster: they have a capital, or say of which units it is."""
    if end == offset or _NO_NAME.match(reading.low, offset):
        return False
    units, words = _UNITS.match(reading.low, offset), reading.low[offset:end].split()
    told = units is not None and (len(words) >= _TELLING or words[0].isdigit())
    return told or any(char.isupper() for char in reading.shadow[offset:end])


def _one_name(reading: Reading, found: list[Cluster]) -> list[Cluster]:
    """Return the mentions with the fullest name of each cluster: one whose words hold those of another.

    What only a headline, or a bare `Cụm`, calls by a name of its own is left out where the text names others.
    """
    found = _spelled_out(found)
    named = [cluster for cluster in found if not cluster.number]
    told = named if len(named) == len(found) and not _contest(reading, named) else _told(reading, named)
    counted = _by_word(told)
    names = [cluster for cluster in named if _renamed(cluster, counted)]
    fullest = sorted(names, key=lambda cluster: (-len(name_parts(cluster.printed)), -len(cluster.printed)))
    ordered = _by_word(fullest)
    renamed = (cluster if cluster.number else _renamed(cluster, ordered) for cluster in found)
    return [cluster for cluster in renamed if cluster]


def _spelled_out(found: list[Cluster]) -> list[Cluster]:
    """Return the mentions with the full name for one that is printed by its first letters."""
    names = list(dict.fromkeys(cluster.printed for cluster in found if not cluster.number))
    full = {name: spelled_out(name, names) or name for name in names}
    return [
        cluster
        if full.get(cluster.printed, cluster.printed) == cluster.printed
        else replace(cluster, printed=full[cluster.printed], alias=full[cluster.printed])
        for cluster in found
    ]


def _contest(reading: Reading, found: list[Cluster]) -> list[Cluster]:
    """Return the mentions that say `thi đua`."""
    return [cluster for cluster in found if _CONTEST in reading.low[cluster.start : cluster.end]]


def _told(reading: Reading, named: list[Cluster]) -> list[Cluster]:
    """Return the mentions whose names count: those that say `thi đua`, in the text before the headline."""
    contest = _contest(reading, named)
    text = [cluster for cluster in contest if not _in_headline(reading, cluster)]
    words = {cluster.word for cluster in text}
    return [*text, *(cluster for cluster in contest if cluster.word not in words)]


def _by_word(clusters: list[Cluster]) -> dict[str, tuple[tuple[Cluster, ...], Names]]:
    """Return the mentions of clusters and of blocks, the first of each name, with their names."""
    first: dict[str, dict[str, Cluster]] = {}
    for cluster in clusters:
        first.setdefault(cluster.word, {}).setdefault(cluster.printed, cluster)
    same = ((word, tuple(named.values())) for word, named in first.items())
    return {word: (named, Names(name_parts(one.printed) for one in named)) for word, named in same}


def _renamed(cluster: Cluster, among: dict[str, tuple[tuple[Cluster, ...], Names]]) -> Cluster | None:
    """Return a mention with the first name that says all that its own says, None where there is none."""
    named, names = among.get(cluster.word, ((), Names(())))
    place = names.holding(name_parts(cluster.printed))
    if place is None:
        return None
    return replace(cluster, printed=named[place].printed, alias=named[place].alias)


def _in_headline(reading: Reading, cluster: Cluster) -> bool:
    return reading.sentence_at(cluster.start).zone == "headline"


def find_echoes(reading: Reading, clusters: tuple[Cluster, ...]) -> Iterator[Cluster]:
    """Yield where a bare `Cụm` stands for the cluster that was named last before it."""
    ends = [cluster.end for cluster in clusters]
    named = {cluster.start for cluster in clusters}
    for match in reading.each(_AGAIN):
        count_before = bisect_right(ends, match.start())
        last = clusters[count_before - 1] if count_before else None
        if match.start() not in named and last and (match[0].startswith("cụm") or last.word == "khoi"):
            yield replace(last, start=match.start(), end=match.end(), standing=False)
