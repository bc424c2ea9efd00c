"""Who holds which title: by verbs that change posts, by place beside the name, by headers over lists.

Order of trust: a verb with its object, a title directly before a name, titles after it, a header over a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Set

from kg.extract.abroad import speaks_of_others
from kg.extract.match import Labels, begins
from kg.extract.name_words import name_words
from kg.extract.reading import Reading
from kg.extract.spans import Name, Title
from kg.link.beside import beside
from kg.link.headers import by_header
from kg.link.held import Group, Held, Scene, between_titles, without_honours
from kg.link.people import People
from kg.link.taking_over import again, once_more, replaced
from kg.link.verbs import by_verb
from kg.load.sentences import Sentence
from kg.quick import replace
from kg.text import CAPITALS, LOWERS, key

_JOIN = re.compile(
    r"(?: ?\(?khóa (?:thứ )?[\divx]+\)?)?(?:,? ?\(?nhiệm kỳ \d{4} ?- ?\d{4}\)?)?[ ]*"
    r"(?:,|và|kiêm|-|;|, đồng thời là|đồng thời là|, kiêm|là|, bao gồm cả(?: các chức vụ)?|, nay là|\+|/|"
    r", hiện là|,? ?rồi|,? ?rồi đến)?[ ]*(?:đồng chí )?"
)
# A form of address alone, before a word of its sentence: `ông về làm …`, not `bà con`, `đồng chí Bí thư`.
_PRONOUN = begins(
    rf"(?<!\w)(?<!hai )(?<!các )(?<!ba )(?<!bốn )(?<!cả )(?<!những )(?:ông|bà|đồng chí|anh|"
    rf"chị)(?= [{LOWERS}])"
    r"(?! (?:con|em|nội|ngoại|bà|cha|xã|lãnh đạo|bí thư|phó|chủ tịch|trưởng|giám đốc|ủy viên|đã nghỉ hưu|"
    r"này|ấy kể)(?!\w))",
    "ông", "bà", "đồng", "anh", "chị",
)  # fmt: skip
# Somebody addressed by a name that no person of ours has: `ông David Dương`.
_ADDRESSED = Labels(
    re.compile(rf"(?:[Ôô]ng|[Bb]à) (?=[{CAPITALS}][a-z]+ [{CAPITALS}][{LOWERS}]+)"),
    frozenset({"ông", "bà"}),
    fold_case=False,
)
_PRONOUN_BACK = 800  # characters between a person and `ông` alone in which another is looked for
_PART_OF_NAME = re.compile(rf"[{CAPITALS}]\w* [{CAPITALS}]\w*\Z")  # the given name in "bà Trần Quỳnh Anh"
# What may stand beside the posts in a line of posts.
_ONLY_POSTS = re.compile(
    r"(?:[ .,;:()/+*•-]|\d|các khóa|khóa|tham gia|nhiệm kỳ|năm|tháng|từ|đến|nay|hiện là|hiện nay|nguyên|"
    r"từng là|là|và|kiêm|"
    r"[ivx]+(?!\w)|(?:nước )?cộng hòa xã hội chủ nghĩa việt nam|thường trực bộ chính trị)*"
)
# Between a name and the titles that are its own.
_OWNED = re.compile(r"[ ]*(?:,|-|\(|là|làm|giữ chức(?: vụ)?)[ ]*")
_TAKES = re.compile(r"[ ]*(?:là|làm|giữ chức(?: vụ)?)[ ]*")  # whoever had another title before the name
# The same with a verb: `ông A được điều động làm Phó Trưởng ban …, Phó Bí thư B thay ông`.
_GIVEN = re.compile(
    r"(?<!\w)(?:được|bị) [^,;.]{0,60}(?:làm|giữ chức|giữ chức vụ|bổ nhiệm|bầu|phân công|chỉ định)"
    r"(?: các chức vụ| chức vụ| chức)?[ ]*$"
)
_CAREER = re.compile(
    r"[-–•+*]?[ ]*(?:từ )?(?:tháng )?(?:\d{1,2}[/.-])?(?:19|20)\d\d[ ]*(?:-|đến|:)[ ]*(?:nay|tháng)?[ ]*"
    r"(?:(?:\d{1,2}[/.-])?(?:19|20)\d\d)?"
)
_STILL = re.compile(r"đến nay|- ?nay")
# Who decides about the others: `cho thôi chức Bí thư và Chủ tịch nước tạm đình chỉ công tác Bộ trưởng`.
_ACTS = re.compile(
    r" (?:đã |vừa |cũng )*(?:tạm đình chỉ|bổ nhiệm|phê chuẩn|quyết định|điều động|miễn nhiệm|cách chức|"
    r"ký)(?!\w)"
)
# "Thường trú tại số nhà 36, phố …; nguyên Phó Bí thư …"
_LIFE_BEFORE = re.compile(
    r"(?:thường trú|tạm trú|trú|quê|nguyên quán|sinh|nơi ở|chỗ ở|đảng viên)(?!\w)[^()]{0,240}[;,] "
)
# "Sinh ngày …; quê quán: …; vào Đảng ngày …; Ủy viên …", "Tham gia công tác từ năm …; Bí thư …"
_LIFE_OPENS = re.compile(
    r"(?:sinh (?:ngày|năm|tháng)|quê quán|thường trú|dân tộc|tham gia (?:hoạt động )?(?:cách mạng|công tác)|"
    r"(?:ngày )?vào đảng)(?!\w)[^()]{0,420}[;,.] "
)
_DEGREE = re.compile(r"(?:thạc|tiến|bác) s[ĩỹ]|cử nhân|kỹ sư|luật sư")
_TODAY = ("(nay là ", "(hiện là ", "(nay là các ")  # what a body is called now, not a post
_FORMERLY = ("nguyên: ", "- nguyên: ")
_BULLET = 4  # characters from the start of a line that goes on with `Nguyên Bí thư …`
_PRONOUN_WITHIN = 160  # characters from the start of a sentence


def link_holdings(
    reading: Reading, titles: tuple[Title, ...], names: tuple[Name, ...], people: People
) -> Iterator[Held]:
    """Yield who holds which title, sentence by sentence."""
    if not titles:
        return
    last: Name | None = None
    main = _main_person(names)
    names = tuple(name for name in names if people.person(name) or not _is_degree(reading, name))
    leads = frozenset(name.lead for name in names)
    name_starts, title_starts = ([span.start for span in spans] for spans in (names, titles))
    for sentence in reading.sentences_at((*name_starts, *title_starts)):
        here = names[slice(*_between(name_starts, sentence))]
        told = titles[slice(*_between(title_starts, sentence))]
        if told:
            subject = _in_full(last, people) if last else None
            groups = _parted(reading, _groups(reading, told, here), here)
            if subject and _goes_to_another(reading, leads, subject.end, sentence.start):
                subject = None
            scene = Scene(reading, sentence, groups, here, _pronoun(reading, sentence, here, subject))
            found = tuple(_held_in(scene)) or tuple(_career(scene, main)) or tuple(_profile(scene, subject))
            abroad = found and speaks_of_others(reading, sentence.start, sentence.end)
            yield from (held for held in found if not (abroad and _is_guest(reading, held, people)))
        last = next((name for name in here if people.person(name)), last)


def _in_full(name: Name, people: People) -> Name:
    """Return a name with the person's full name for its surface."""
    full = people.names[people.by_start[name.start]]
    return name if name.surface == full else replace(name, surface=full)


def _between(starts: list[int], sentence: Sentence) -> tuple[int, int]:
    """Return which of the spans that begin at `starts` begin in a sentence."""
    return bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)


def _held_in(scene: Scene) -> Iterator[Held]:
    told: list[Held] = []
    for group in scene.groups:
        found = by_verb(scene, group) or beside(scene, group) or by_header(scene, group)
        found = once_more(scene, found)
        told += [*found, *replaced(scene, group, found)]
    yield from told
    yield from again(scene, told)


def _is_degree(reading: Reading, name: Name) -> bool:
    """Say whether what was taken for a name is what a degree is in: `thạc sĩ Quản lý kinh tế`."""
    return name.short and _DEGREE.match(reading.low, name.lead, name.start) is not None


def _main_person(names: tuple[Name, ...]) -> Name | None:
    """Return the person a biography is about: the one named most often, the first of several."""
    full = [name for name in names if not name.short]
    counts = Counter(key(name.surface) for name in full)
    return max(full, key=lambda name: (counts[key(name.surface)], -name.start), default=None)


def _career(scene: Scene, main: Name | None) -> Iterator[Held]:
    """Yield the posts of a dated line of a career: `- Từ 8/2006 đến 5/2010: Phó Giám đốc Sở …`."""
    line = _CAREER.match(scene.reading.low, scene.sentence.start, scene.sentence.end)
    subject = scene.pronoun or main
    if subject is None or line is None:
        return
    former = _STILL.search(line[0]) is None
    for group in scene.groups:
        for title in group:
            yield Held(subject, title, group, "linking.career", former=former)


def _profile(scene: Scene, subject: Name | None) -> Iterator[Held]:
    """Yield the posts of a line that holds nothing but posts, as those of the person named before it.

    `Phó Giám đốc Sở Tư pháp; Ủy viên Ban Chấp hành Hội Luật gia tỉnh.` of a candidate or in an obituary,
    where birth, home and the day of joining the Party may come first.
    """
    if subject is None or scene.names or not scene.groups:
        return
    opens = scene.groups[0][0]
    told = scene.reading.low[scene.sentence.start : opens.start]
    of_before = opens.status == "former" and (len(told) < _BULLET or _LIFE_BEFORE.fullmatch(told))
    if of_before or told in _FORMERLY:
        for title in (title for group in scene.groups for title in group):
            if not scene.reading.low.endswith(_TODAY, 0, title.start):
                yield Held(subject, title, scene.groups[0], "linking.career", former=True)
        return
    since = opens.start if _LIFE_OPENS.fullmatch(told) else scene.sentence.start
    rest = scene.without_titles(since, scene.sentence.end)
    if not _ONLY_POSTS.fullmatch(rest):
        return
    for group in scene.groups:
        for title in group:
            if not title.plural:
                yield Held(subject, title, group, "linking.career")


def _is_guest(reading: Reading, held: Held, people: People) -> bool:
    """Say whether a title in a sentence about another country may be a guest's.

    Then the name is none of ours, and nothing in the list of titles is of a province of Viet Nam.
    """
    full = people.person(held.name) or key(held.name.surface)
    ours = full.split(" ")[0] in name_words(reading.lexicon).surnames
    return not ours and not any(_is_of_province(title) for title in held.siblings)


def _is_of_province(title: Title) -> bool:
    return bool(title.body and title.body.place and title.body.place.units)


def _goes_to_another(reading: Reading, leads: Set[int], start: int, end: int) -> bool:
    """Say whether somebody is addressed between two offsets who is none of the names: a guest from abroad."""
    found = reading.each(_ADDRESSED, max(start, end - _PRONOUN_BACK), end)
    return any(match.start() not in leads for match in found)


def _pronoun(
    reading: Reading, sentence: Sentence, here: tuple[Name, ...], subject: Name | None
) -> Name | None:
    """Return the person that `ông`, `bà` or `đồng chí` alone means here: the last one named before it."""
    end = min(sentence.end, sentence.start + _PRONOUN_WITHIN)
    matches = reading.each(_PRONOUN, sentence.start, end)
    alone = (
        match for match in matches if not _PART_OF_NAME.search(reading.shadow, sentence.start, match.end())
    )
    found = next((match for match in alone if reading.shadow[match.end() + 1].islower()), None)
    if found is None:
        return None
    named = [name for name in here if name.end <= found.start() and not name.short]
    subject = named[-1] if named else subject
    if subject is None or not subject.may_be(found[0]):
        return None
    return replace(subject, start=found.start(), end=found.end(), lead=found.start(), rule="people.pronoun")


def _parted(reading: Reading, groups: tuple[Group, ...], names: tuple[Name, ...]) -> tuple[Group, ...]:
    """Return the lists, each without the title that belongs to the next name alone.

    In `ông A - Phó Thủ tướng, Bí thư Thành ủy B` the last title is B's, since A is there to own the others.
    Who has a title before the name is not: `Bí thư A, Phó Bí thư, Chủ tịch B` goes title by name.
    """
    parted: list[Group] = []
    for group in groups:
        if len(group) == 1:
            parted.append(group)
            continue
        follows = any(
            reading.low[group[-1].end : name.lead] == " " for name in names if name.lead > group[-1].end
        )
        owner = next((name for name in reversed(names) if name.end <= group[0].start), None)
        titled = {other[-1].end + 1 for other in groups}
        owned = (
            owner is not None
            and (_OWNED if owner.lead not in titled else _TAKES).fullmatch(
                reading.low, owner.end, group[0].start
            )
        ) or (owner is not None and _GIVEN.search(reading.low, owner.end, group[0].start))
        if follows and owned:
            parted += [group[:-1], group[-1:]]
        else:
            parted.append(group)
    return tuple(parted)


def _is_past_of(reading: Reading, post: Title, title: Title, names: tuple[Name, ...]) -> bool:
    """Say whether brackets behind a post say what its holder was before: `Phó Giám đốc (nguyên Bí thư …)`."""
    closes = reading.low.find(")", title.end)
    opened = reading.low[post.end : title.start].strip() == "("
    return opened and title.status == "former" and not any(title.end < name.start < closes for name in names)


def _groups(reading: Reading, titles: tuple[Title, ...], names: tuple[Name, ...]) -> tuple[Group, ...]:
    """Return the titles in lists: `Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy` is one list of two."""
    groups: list[Group] = []
    for title in titles:
        joined = groups and (
            _JOIN.fullmatch(
                without_honours(reading, between_titles(reading, groups[-1][-1].end, title.start, names))
            )
            or _is_past_of(reading, groups[-1][-1], title, names)
        )
        if joined and not _ACTS.match(reading.low, title.end):
            groups[-1] = (*groups[-1], title)
        else:
            groups.append((title,))
    return tuple(groups)
