"""What is over: posts that the text tells of the past, posts of the dead, posts that a move leaves behind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.link.agreeing import agreeing
from kg.link.bodies import LinkedBody
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.leaving import Move, leaves
from kg.link.past import Life, ended_before, is_step, lives
from kg.link.people import person_of
from kg.link.replacing import successors
from kg.link.verbs import verb_words
from kg.load.sentences import Sentence
from kg.text import key

# Said of the time of an office, before the word that marks it: `từng là`, `trước đó giữ chức`.
_ONCE = re.compile(
    r"(?<!\w)(?:từng|trước đây|trước đó|trước khi|nguyên là|đã kinh qua|đã trải qua|trải qua|kinh qua|tiền nhiệm|"
    r"(?:khi|lúc|hồi|thời) còn|(?:khi|lúc|hồi) (?:đang |còn )*(?:giữ|làm|là|đảm|đương chức|đương nhiệm|tại chức|tại vị)|"
    r"(?:khi|lúc) bị [^,;]{2,30} (?:là|giữ chức|đang là)|trên (?:các|những|nhiều|mọi) cương vị|"
    r"(?:thời (?:gian|điểm|kỳ)|lúc|khi|hồi) (?:đó|ấy|bấy giờ)|bấy giờ|"
    r"(?:thời (?:điểm|kỳ|gian)|giai đoạn|quãng|những năm)[^,;]{0,24} (?:giữ|làm|là|đảm|còn))(?!\w)"
)
_CLAUSE_BREAK = re.compile(r",[^,;]{0,60}(?<!\w)(?:là|giữ|làm|từng|đảm|công tác)(?!\w)")
_STILL = re.compile(r"(?<!\w)(?:hiện|nay|(?<!khi )(?<!lúc )(?<!còn )đang(?! đương| tại)|vẫn)(?!\w)")
_AT_THAT_TIME = re.compile(r"(?:thời (?:gian|điểm|kỳ)|lúc|khi|hồi) (?:đó|ấy|bấy giờ)|bấy giờ")
_TILL_NOW = re.compile(r"[ ]*\(?(?:từ [^,;.)]{1,30} )?(?:cho )?đến nay")
_IS = re.compile(r"(?<!trước khi )(?<!\w)là $")
# Said between a name and its title: `lúc đó là`, `bấy giờ là`.
_THEN = re.compile(r"(?<!\w)(?:lúc|khi|thời điểm|thời) (?:này|đó|ấy|bấy giờ)|bấy giờ|đương thời")
_DIED = re.compile(
    r"[^.;]{0,60}?(?:đã |vừa )?(?:từ trần|qua đời|hy sinh|tạ thế|mất (?:ngày|lúc|tại|vì|do)|tạ từ)"
)
_MOURNED = re.compile(
    r"(?:(?:lễ |đám |ban (?:tổ chức )?lễ )tang|lễ viếng|vào viếng|đến viếng|truy điệu|an táng|thương tiếc(?: báo tin)?|"
    r"tin buồn|thi hài|linh cữu|tiễn đưa|tưởng niệm|dâng hương lên)[ :,]*(?:nguyên |cố |đồng chí |ông |bà |của )*"
)
# Words of which one stands in every article that tells of a death.
_DEATH = (
    "từ trần", "qua đời", "hy sinh", "tạ thế", "mất ", "tạ từ", "tang", "viếng", "truy điệu", "an táng",
    "thương tiếc", "tin buồn", "thi hài", "linh cữu", "tiễn đưa", "tưởng niệm", "dâng hương",
)  # fmt: skip
# Who goes without a new office: `được điều động về nhận công tác tại …`, `nghỉ hưu`.
_GOES = re.compile(
    r"[ ,)-]*(?:cũng |đã |sẽ |vừa |mới )*(?:được|bị|xin|có đơn xin)? ?(?:ban bí thư |bộ chính trị |cấp trên )?"
    r"(?:điều động|luân chuyển|chuyển|thuyên chuyển|nghỉ hưu|nghỉ công tác|nghỉ chế độ|từ chức|thôi việc|"
    r"từ nhiệm|nhận (?:quyết định|thông báo)(?: về)?(?: việc)? (?:nghỉ hưu|nghỉ chế độ)|nghỉ theo chế độ|nhận nhiệm vụ mới|cho thôi chức|nghỉ hưởng chế độ)(?! hướng| biến)"
)
_ALL_POSTS = re.compile(
    r"(?:cách|thôi|bãi nhiệm)[^.;,]{0,20}(?:tất cả|hết|toàn bộ|mọi) (?:các )?(?:chức vụ|chức danh)"
)
# "…, sau khi được điều động giữ chức Phó Bí thư": not the news, but what went before it.
_AFTER = re.compile(r"(?:sau khi|từ khi|ngay từ khi) (?:đã )?(?:được |bị )?(?:[^,.;]{0,30} )?$")
# "cách chức tất cả các chức vụ trong Đảng": what is held in the State goes on.
_IN_PARTY = re.compile(r" (?:ở |trong |về )?(?:các cấp ủy )?(?:đảng|của đảng)")
_SEAT_OF_PARTY = ("/uy-vien-ban-chap-hanh", "/uy-vien-ban-thuong-vu", "/uy-vien-bo-chinh-tri", "/uy-vien")
# Verbs that somebody does to the holder of a post beside the name: `cách chức đối với ông A, Chủ tịch …`.
_DISMISSED = re.compile(
    r"[ ,)-]*(?:đã |vừa |mới |cũng )*bị (?:tỉnh |huyện )?(?:xử lý |thi hành )?(?:kỷ luật )?(?:bằng |với )?(?:hình thức )?"
    r"(?:cách chức|bãi nhiệm|miễn nhiệm|cho thôi chức)(?! (?:các |chức |bí thư|phó|chủ tịch|ủy viên|trưởng|giám đốc|tất cả))"
)
_LOSES = re.compile(r"(?:bị|kỷ luật|hình thức|thi hành)[^.;]{0,50}$")
_REMOVED = ("cach-chuc", "bai-nhiem", "mien-nhiem")
_ON_PERSON = re.compile(
    r"[ ]*(?:là )?(?:[ ,]*(?:và )?(?:chuyển công tác|điều chuyển|kỷ luật|chức vụ|khỏi chức vụ|buộc thôi việc))*[ ]*(?:đối với|với)?[ ]*(?:các )?"
)
_LISTED = re.compile(r"^[ ]*(?:,|và|cùng|;)[ ]*(?:cùng )?$")
_ASKS = re.compile(
    r"(?<!\w)đơn xin (?:nghỉ hưu|từ chức|thôi việc|thôi giữ|nghỉ việc|nghỉ công tác)[^.;,]{0,40} của $"
)
_GRANTED = re.compile(
    r"(?<!chưa )(?<!không )(?:được|đã) (?:chấp thuận|đồng ý|chấp nhận|phê duyệt|thông qua|giải quyết)"
)
_AFTER_WITHIN = 60  # characters before a verb
# The rule of a holding whose opening is no news.
_AT_REST = {"linking.opens": "linking.office"}
_ASSOCIATIONS = ("hoi", "hiep-hoi", "lien-hiep", "lien-hiep-cac-hoi", "cau-lac-bo", "lien-minh", "quy")


@dataclass(frozen=True, slots=True)
class _Past:
    """What the article tells of the past: who has died, whose lives are told, who lost all posts."""

    dead: frozenset[str]
    lives: tuple[Life, ...]
    stripped: Mapping[str, int]


def with_endings(finds: Finds, held: Sequence[Held], bodies: Mapping[int, LinkedBody]) -> tuple[Held, ...]:
    """Return who holds what with the posts marked that are over, and with the changes that end them.

    `bodies` are those of the titles, by where each begins.
    """
    past = _Past(frozenset(_dead(finds)), tuple(lives(finds)), dict(_stripped(finds)))
    told = [_told(finds, item, bodies, past) for item in held]
    told += successors(finds, told)
    moved = tuple(_without_all_posts(finds, tuple(_with_left_posts(finds, told, bodies)), past))
    return tuple(agreeing(finds, moved, bodies))


def _told(finds: Finds, held: Held, bodies: Mapping[int, LinkedBody], past: _Past) -> Held:
    """Return a claim marked as former where the words around it, or the death of its holder, say so."""
    if held.former or held.title.status == "former" or held.effect == "closes":
        return held
    if person_of(finds.people, held.name) in past.dead or is_step(finds, held, past.lives):
        return replace(held, former=True, effect="none", rule=_AT_REST.get(held.rule, held.rule))
    if _in_list_of_former(finds, held, bodies) or _is_then(finds, held):
        return replace(held, former=True) if held.effect == "none" else held
    if held.effect == "opens" and held.verb_span and _is_after(finds, held.verb_span[0]):
        return replace(held, effect="none", rule="linking.office")
    over = _is_once(finds, held) or (held.effect == "none" and ended_before(finds, held))
    return replace(held, former=True) if over else held


def _is_after(finds: Finds, offset: int) -> bool:
    return _AFTER.search(finds.reading.low, max(0, offset - _AFTER_WITHIN), offset) is not None


def _is_then(finds: Finds, held: Held) -> bool:
    start, end = sorted((held.name.end, held.title.start))
    return _THEN.search(finds.reading.low, start, end) is not None


def _is_once(finds: Finds, held: Held) -> bool:
    """Say whether an office that a clause gives is told as one of before: `trước đó ông là …`."""
    if held.rule not in ("linking.office", "linking.prefix-comma"):
        return False
    low, start = finds.reading.low, held.siblings[0].start
    since = max(low.rfind(";", 0, start), finds.reading.sentence_at(start).start)
    found = next(reversed(list(_ONCE.finditer(low, since, start))), None)
    if found is None or _TILL_NOW.match(low, held.siblings[-1].end):
        return False
    now = _STILL.search(low, found.end(), start)
    if now and not (now[0] == "đang" and _AT_THAT_TIME.fullmatch(found[0])):
        return False
    # "Trước khi giữ chức X, ông là Y": Y is of before, X is not. "Trước khi bị bắt là Y" is of before too.
    before = _CLAUSE_BREAK.search(low, found.end(), start) or _IS.search(low, since, start)
    return found[0] != "trước khi" or before is not None


def _in_list_of_former(finds: Finds, held: Held, bodies: Mapping[int, LinkedBody]) -> bool:
    """Say whether `nguyên` earlier in the list is said of this title too.

    Not where the list says `hiện là` between, and not of the head of an association: those come after office.
    """
    at = held.siblings.index(held.title)
    before = [title for title in held.siblings[:at] if title.status == "former"]
    if not before or held.effect != "none":
        return False
    body = bodies.get(held.title.start)
    if body and body.organ in _ASSOCIATIONS:
        return False
    return _STILL.search(finds.reading.low, before[-1].end, held.title.start) is None


def _dead(finds: Finds) -> Iterator[str]:
    """Yield the persons whose death the article reports."""
    low = finds.reading.low
    if not any(word in low for word in _DEATH):
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
        if died or mourned:
            yield person


def _with_left_posts(finds: Finds, held: Sequence[Held], bodies: Mapping[int, LinkedBody]) -> Iterator[Held]:
    """Yield the claims, those that a move in the same sentence leaves behind as closed by it."""
    groups: dict[tuple[int, str], list[Held]] = {}
    for item in held:
        sentence = finds.reading.sentence_at(item.title.start)
        groups.setdefault((sentence.start, person_of(finds.people, item.name)), []).append(item)
    for item in held:
        if item.effect != "none" or item.former or item.title.status not in ("current", "acting"):
            yield item
            continue
        sentence = finds.reading.sentence_at(item.title.start)
        moves = [
            other
            for other in groups[sentence.start, person_of(finds.people, item.name)]
            if other.effect == "opens"
        ]
        yield _left(finds, sentence, item, moves, bodies)


def _left(
    finds: Finds, sentence: Sentence, item: Held, moves: Sequence[Held], bodies: Mapping[int, LinkedBody]
) -> Held:
    role = finds.reading.lexicon.terms[item.title.role]
    old = Move(role, bodies.get(item.title.start))
    for move in moves:
        if move.title.start < item.title.start and move.rule != "linking.header":
            continue
        new = Move(finds.reading.lexicon.terms[move.title.role], bodies.get(move.title.start), move.verb)
        if leaves(old, new) and not _beside(finds, move):
            left = replace(item, effect="closes", rule="linking.closes", verb=move.verb)
            return replace(left, verb_span=move.verb_span)
    if not moves and old.is_office and (_GOES.match(finds.reading.low, item.siblings[-1].end)):
        verb = verb_words(finds.reading.lexicon).by_local.get("dieu-dong")
        return replace(item, effect="closes", rule="linking.closes", verb=verb)
    if _DISMISSED.match(finds.reading.low, item.siblings[-1].end) or _is_stripped(finds, sentence, item) or _is_removed(finds, sentence, item):
        verb = verb_words(finds.reading.lexicon).by_local.get("cach-chuc")
        return replace(item, effect="closes", rule="linking.closes", verb=verb)
    if _ASKS.search(finds.reading.low, sentence.start, item.name.lead):
        if _GRANTED.search(finds.reading.low, item.title.end, sentence.end):
            verb = verb_words(finds.reading.lexicon).by_local.get("thoi-giu-chuc")
            return replace(item, effect="closes", rule="linking.closes", verb=verb)
    return item


def _stripped(finds: Finds) -> Iterator[tuple[str, int]]:
    """Yield the one person whom a sentence strips of all posts, with where it says so."""
    low = finds.reading.low
    for match in _ALL_POSTS.finditer(low):
        sentence = finds.reading.sentence_at(match.start())
        told = {person for name in finds.names_in(sentence.start, sentence.end) if (person := finds.people.person(name))}
        if len(told) == 1 and _LOSES.search(low, max(sentence.start, match.start() - 60), match.start()):
            yield next(iter(told)), match.end()


def _without_all_posts(finds: Finds, held: Sequence[Held], past: _Past) -> Iterator[Held]:
    """Yield the claims, the posts beside the names of those who lost all as closed."""
    verb = verb_words(finds.reading.lexicon).by_local.get("cach-chuc")
    for item in held:
        end = past.stripped.get(person_of(finds.people, item.name))
        open_ = item.effect == "none" and not item.former and item.title.status == "current"
        if end is not None and open_ and _is_lost(finds, item, end):
            yield replace(item, effect="closes", rule="linking.closes", verb=verb)
        else:
            yield item


def _is_lost(finds: Finds, item: Held, end: int) -> bool:
    """Say whether a post goes with `tất cả các chức vụ`, which ends at `end`; `trong Đảng` means those alone."""
    of_party = Move(finds.reading.lexicon.terms[item.title.role], None).is_party
    return of_party or item.title.role.endswith(_SEAT_OF_PARTY) or not _IN_PARTY.match(finds.reading.low, end)


def _is_stripped(finds: Finds, sentence: Sentence, item: Held) -> bool:
    """Say whether all posts of the holder are taken away; `trong Đảng` takes those of the Party alone."""
    low = finds.reading.low
    found = _ALL_POSTS.search(low, sentence.start, max(item.name.start, item.title.start))
    if found is None:
        return False
    return _is_lost(finds, item, found.end())


def _is_removed(finds: Finds, sentence: Sentence, item: Held) -> bool:
    """Say whether the verb before a name takes away the post beside it: `miễn nhiệm ông A, Chủ tịch …`."""
    if item.rule not in ("linking.appositive", "linking.prefix"):
        return False
    words = verb_words(finds.reading.lexicon)
    lead = min(item.name.lead, item.siblings[0].start)
    return any(
        words.by_verb[key(verb[0])].local in _REMOVED
        and _ON_PERSON.fullmatch(_without_others(finds, verb.end(), lead))
        for verb in finds.reading.each(words.verbs, max(sentence.start, lead - 80), lead)
    )


def _without_others(finds: Finds, start: int, end: int) -> str:
    """Return the text between a verb and a title with its name, without the titles and names that go before.

    `miễn nhiệm Phó Chủ tịch nước A, Chánh án B và Viện trưởng C` is about all three.
    """
    spans = [(title.start, title.end) for title in finds.titles] + [
        (name.lead, name.end) for name in finds.names
    ]
    inside = sorted(span for span in spans if start <= span[0] and span[1] <= end)
    parts, at = [], start
    for begin, stop in inside:
        if begin >= at:
            parts.append(_LISTED.sub(" ", finds.reading.low[at:begin]))
            at = stop
    return "".join(
        (*parts, _LISTED.sub(" ", finds.reading.low[at:end]) if inside else finds.reading.low[at:end])
    )


def _beside(finds: Finds, move: Held) -> bool:
    """Say whether the new office is held beside the old one: `kiêm`, `đồng thời`."""
    start = move.title.start
    return (
        re.search(
            r"(?:kiêm|kiêm nhiệm|kiêm giữ(?: chức)?|đồng thời[^,;]{0,20}) $",
            finds.reading.low[max(0, start - 40) : start],
        )
        is not None
    )
