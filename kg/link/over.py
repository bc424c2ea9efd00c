"""What is over: posts that the text tells of the past, posts of the dead, posts that a move leaves behind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.match import begins
from kg.extract.spans import Body, Name
from kg.link.agreeing import agreeing
from kg.link.background import background, opened_before
from kg.link.bodies import LinkedBody
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.kin import KIN
from kg.link.left_posts import with_left_posts, without_all_posts
from kg.link.past import Life, ended_before, is_step, lives
from kg.link.people import person_of
from kg.link.replacing import successors
from kg.link.terms import is_term_over
from kg.quick import replace

# Said of the time of an office, before the word that marks it: `từng là`, `trước đó giữ chức`.
_ONCE = re.compile(
    r"(?<!\w)(?:từng|đã (?:đảm nhiệm|đảm nhận|giữ) (?:các|nhiều) (?:chức vụ|vị trí|cương vị)|trước đây|"
    r"trước đó|trước khi|nguyên là|đã kinh qua|đã trải qua|trải qua|kinh qua|"
    r"lần lượt (?:làm|giữ|đảm)|"
    r"tiền nhiệm|"
    r"(?:khi|lúc|hồi|thời) còn|(?:khi|lúc|hồi) (?:đang |còn )*(?:giữ|làm|là|đảm|đương chức|đương nhiệm|"
    r"tại chức|tại vị)|"
    r"(?:khi|lúc) bị [^,;]{2,30} (?:là|giữ chức|đang là)|trên (?:các|những|nhiều|mọi) cương vị|"
    r"(?:thời (?:gian|điểm|kỳ)|lúc|khi|hồi) (?:đó|ấy|bấy giờ)|bấy giờ|"
    r"(?:thời (?:điểm|kỳ|gian)|giai đoạn|quãng|những năm)[^,;]{0,24} (?:giữ|làm|là|đảm|còn))(?!\w)"
)
_CLAUSE_BREAK = re.compile(r",[^,;]{0,60}(?<!\w)(?:là|giữ|làm|từng|đảm|công tác)(?!\w)")
_STILL = re.compile(r"(?<!\w)(?:hiện|nay|(?<!khi )(?<!lúc )(?<!còn )đang(?! đương| tại)|vẫn)(?!\w)")
_AT_THAT_TIME = re.compile(r"(?:thời (?:gian|điểm|kỳ)|lúc|khi|hồi) (?:đó|ấy|bấy giờ)|bấy giờ")
# "ông A là Trưởng ban … trước khi ông B được bổ nhiệm thay thế"
_UNTIL_REPLACED = re.compile(r",? trước khi [^.;,]{3,60} thay(?: thế)?(?!\w)")
_TILL_NOW = re.compile(r"[ ]*\(?(?:từ [^,;.)]{1,30} )?(?:cho )?đến nay")
_AS = ("với tư cách ", "với tư cách là ")
_IS = re.compile(r"(?<!trước khi )(?<!\w)là $")
# Said between a name and its title: `lúc đó là`, `bấy giờ là`.
_WAS_THEN = re.compile(r"(?<!\w)(?:lúc|khi|thời điểm|thời) (?:đó|ấy|bấy giờ) là $")
_THEN = re.compile(r"(?<!\w)(?:lúc|khi|thời điểm|thời) (?:này|đó|ấy|bấy giờ)|bấy giờ|đương thời")
_DIED = re.compile(
    r"[^.;]{0,60}?(?:đã |vừa )?(?:từ trần|qua đời|hy sinh|tạ thế|mất (?:ngày|lúc|tại|vì|do)|tạ từ)"
)
_MOURNED = re.compile(
    r"(?:(?:lễ |đám |ban (?:tổ chức )?lễ )tang|lễ viếng|vào viếng|đến viếng|truy điệu|an táng|"
    r"thương tiếc(?: báo tin)?|"
    r"tin buồn|thi hài|linh cữu|tiễn đưa|tưởng niệm|tưởng nhớ(?: công lao)?|dâng hương lên)"
    r"[ :]*(?:nguyên |cố |đồng chí |ông |bà |của |nsnd,? |nsưt,? )*"
)
# "Sau một thời gian lâm bệnh, đồng chí đã từ trần": of whom a notice of death named last.
_HE_DIED = re.compile(r"(?<!\w)(đồng chí|ông|bà|cụ) (?:đã |vừa )?(?:từ trần|qua đời|tạ thế|hy sinh)(?!\w)")
# Whose death is told instead: `bố ông A hy sinh`, `đồng đội của ông qua đời`, `ông A kể về ngày mẹ mất`.
_OF_OTHERS = re.compile(
    rf"(?<!\w)(?:{KIN}(?: của)?(?: cố)?|(?:anh|chị|bạn|bạn bè|đồng đội|đồng nghiệp|học trò|"
    r"người [^\W\d]+) của) $"
)
_OTHERS = re.compile(
    rf"(?<!\w)(?<!trẻ )(?<!bà )(?:{KIN}|người (?:thân|nhà|dân|bệnh|khác)|"
    r"nạn nhân|bệnh nhân|chiến sĩ|đồng đội|đồng bào|liệt sĩ|"
    r"cho biết|cho hay|thông tin|xác nhận|chia sẻ|chia buồn|kể|nói|nhớ|thăm|viếng)(?!\w)"
)
_OTHERS_BACK = 24  # code points before a name
_NOTICE = re.compile(r"(?<!\w)(?:báo tin|tin buồn|tiểu sử)(?!\w)")
# Words of which one stands in every article that tells of a death.
_DEATH = begins(
    r"từ trần|qua đời|hy sinh|tạ thế|mất |tạ từ|tang|viếng|truy điệu|an táng|thương tiếc|tin buồn|thi hài|"
    r"linh cữu|tiễn đưa|tưởng niệm|tưởng nhớ|dâng hương",
    "từ", "qua", "hy", "tạ", "mất", "tang", "viếng", "truy", "an", "thương", "tin", "thi", "linh", "tiễn",
    "tưởng", "dâng",
)  # fmt: skip
# The rule of a holding whose opening is no news.
_AT_REST = {"linking.opens": "linking.office"}
_ASSOCIATIONS = ("hoi", "hiep-hoi", "lien-hiep", "lien-hiep-cac-hoi", "cau-lac-bo", "lien-minh", "quy")


@dataclass(frozen=True, slots=True)
class _Past:
    """What the article tells of the past: who has died, whose lives are told."""

    dead: frozenset[str]
    lives: tuple[Life, ...]


def with_endings(finds: Finds, held: Sequence[Held], bodies: Mapping[int, LinkedBody]) -> tuple[Held, ...]:
    """Return who holds what with the posts marked that are over, and with the changes that end them.

    `bodies` are those of the titles, by where each begins.
    """
    past = _Past(frozenset(_dead(finds)), tuple(lives(finds)))
    told = [_told(finds, item, bodies, past) for item in held]
    told += successors(finds, told)
    moved = tuple(without_all_posts(finds, tuple(with_left_posts(finds, told, bodies))))
    return tuple(agreeing(finds, tuple(opened_before(finds, item) for item in moved), bodies))


def _told(finds: Finds, held: Held, bodies: Mapping[int, LinkedBody], past: _Past) -> Held:
    """Return a claim marked as former where the words around it, or the death of its holder, say so."""
    if held.former or held.title.status == "former" or held.effect == "closes":
        return held
    if person_of(finds.people, held.name) in past.dead or is_step(finds, held, past.lives):
        return replace(held, former=True, effect="none", rule=_AT_REST.get(held.rule, held.rule))
    if _is_member_since(held):
        return replace(held, former=True, effect="none", rule=_AT_REST.get(held.rule, held.rule))
    if _in_list_of_former(finds, held, bodies) or _is_then(finds, held):
        return replace(held, former=True) if held.effect == "none" else held
    if held.effect == "opens" and held.verb_span and (told := background(finds, held, past.lives)):
        return replace(held, former=told == "former", effect="none", rule="linking.office")
    ended = _has_ended(finds, held) or is_term_over(finds, held, bodies.get(held.title.start))
    over = _is_once(finds, held) or (held.effect == "none" and ended)
    return replace(held, former=True) if over else held


def _has_ended(finds: Finds, held: Held) -> bool:
    """Say whether the years printed with an office, or who came after, say that it is over."""
    followed = _UNTIL_REPLACED.match(finds.reading.low, held.siblings[-1].end)
    return followed is not None or ended_before(finds, held)


def _is_member_since(held: Held) -> bool:
    """Say whether a list names an alternate member who is told as a full one later in it."""
    later = held.siblings[held.siblings.index(held.title) + 1 :] if held.title in held.siblings else ()
    full = any(title.role == "scheme/role/uy-vien" and _is_central(title.body) for title in later)
    return full and held.title.role == "scheme/role/uy-vien-du-khuyet"


def _is_central(body: Body | None) -> bool:
    return body is not None and body.entity == "id/org/ban-chap-hanh-trung-uong"


def _is_then(finds: Finds, held: Held) -> bool:
    start, end = sorted((held.name.end, held.title.start))
    low = finds.reading.low
    return (
        _THEN.search(low, start, end) is not None
        or _WAS_THEN.search(low, max(0, held.name.lead - 24), held.name.lead) is not None
    )


def _is_once(finds: Finds, held: Held) -> bool:
    """Say whether an office that a clause gives is told as one of before: `trước đó ông là …`."""
    if held.rule not in ("linking.office", "linking.prefix-comma"):
        return False
    low, start = finds.reading.low, held.siblings[0].start
    since = max(low.rfind(";", 0, start), finds.reading.sentence_at(start).start)
    found = next(reversed(list(_ONCE.finditer(low, since, start))), None)
    if found is None or _TILL_NOW.match(low, held.siblings[-1].end) or low.endswith(_AS, 0, start):
        return False
    now = _STILL.search(low, found.end(), held.title.start)
    if now and not (now[0] == "đang" and _AT_THAT_TIME.fullmatch(found[0])):
        return False
    # "Trước khi giữ chức X, ông là Y": Y is of before, X is not. "Trước khi bị bắt là Y" is of before too.
    before = _CLAUSE_BREAK.search(low, found.end(), start) or _IS.search(low, since, start)
    return found[0] != "trước khi" or before is not None


def _in_list_of_former(finds: Finds, held: Held, bodies: Mapping[int, LinkedBody]) -> bool:
    """Say whether `nguyên` earlier in the list is said of this title too.

    Not where the list says `hiện là` between or a bracket closes behind it, and not of the head of an
    association: those come after office.
    """
    at = held.siblings.index(held.title)
    listed = (title for title in held.siblings[:at] if title.role != "scheme/role/uy-vien-du-khuyet")
    before = [title for title in listed if title.status == "former"]
    if not before or held.effect != "none":
        return False
    body = bodies.get(held.title.start)
    if body and body.organ in _ASSOCIATIONS:
        return False
    low, since = finds.reading.low, before[-1].end
    opened = low.rfind("(", 0, before[-1].start) > low.rfind(")", 0, before[-1].start)
    ended = opened and low.find(")", since, held.title.start) >= 0
    return not ended and _STILL.search(low, since, held.title.start) is None


def _dead(finds: Finds) -> Iterator[str]:
    """Yield the persons whose death the article reports."""
    low = finds.reading.low
    if not finds.reading.has(_DEATH):
        return
    titles = {title.end: title for title in finds.titles}
    starts = [name.start for name in finds.names]
    for name in finds.names:
        person = finds.people.person(name)
        if person is None:
            continue
        sentence = finds.reading.sentence_at(name.start)
        after = bisect_right(starts, name.start)
        following = starts[after] if after < len(starts) else sentence.end
        died = _DIED.match(low, name.end, min(sentence.end, following, name.end + 90))
        lead = name.lead
        while (
            lead - 1 in titles or lead - 2 in titles or lead - 3 in titles
        ):  # over the titles before the name
            lead = next(titles[lead - gap].start for gap in (1, 2, 3) if lead - gap in titles)
        mourned = any(
            match.end() == lead for match in _MOURNED.finditer(low, max(sentence.start, lead - 60), lead)
        )
        if mourned or (died and _is_own(finds, name, lead, died.end())):
            yield person
    if _NOTICE.search(low):
        for match in _HE_DIED.finditer(low):
            at = bisect_right(starts, match.start())
            before = finds.names[at - 1] if at else None
            if _OF_OTHERS.search(low, max(0, match.start() - _OTHERS_BACK), match.start()):
                continue
            if before and before.may_be(match[1]) and (person := finds.people.person(before)):
                yield person


def _is_own(finds: Finds, name: Name, lead: int, end: int) -> bool:
    """Say whether a death that is told behind a name, up to `end`, is that of its bearer."""
    low = finds.reading.low
    if _OF_OTHERS.search(low, max(0, lead - _OTHERS_BACK), lead):
        return False
    return _OTHERS.search(low, _titles_end(finds, name, end), end) is None


def _titles_end(finds: Finds, name: Name, end: int) -> int:
    """Return where the titles end that stand behind a name and before `end`: `Hội Bảo vệ bà mẹ và trẻ em`."""
    behind = (title for title in finds.titles if name.end <= title.start < end)
    return max((title.body.end if title.body else title.end for title in behind), default=name.end)
