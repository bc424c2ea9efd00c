"""Posts that are left: by a move, a dismissal, a request that is granted, the loss of all posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.match import begins
from kg.extract.organs import OF_UNIT
from kg.extract.places import place_at
from kg.link.bodies import LinkedBody
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.leaving import Move, beside, leaves
from kg.link.people import person_of
from kg.link.retiring import leaves_service
from kg.link.verb_words import GRANTED, verb_words
from kg.load.sentences import Sentence
from kg.quick import replace
from kg.text import key

_MOVED = r"(?:điều động|luân chuyển|thuyên chuyển|điều chuyển(?: công tác)?(?! ngân| vốn| tài| kinh))"
_SUPERIOR = r"(?:ban bí thư|bộ chính trị|cấp trên) "
# Who goes without a new office: `được điều động về nhận công tác tại …`, `nghỉ hưu`. `điều động 5 cán bộ`,
# `chuyển lời thăm hỏi` and `đến công tác tại huyện` are said of who stays.
_GOES = re.compile(
    r"[ ,)-]*(?:cũng |đã |sẽ |vừa |mới )*(?:"
    rf"(?:(?:được|bị|xin|có đơn xin) (?:{_SUPERIOR})?|{_SUPERIOR})"
    rf"(?:{_MOVED}|chuyển|cho thôi chức|(?:về|sang|đến|ra) công tác (?:tại|ở))|"
    r"(?:(?:được|bị|xin|có đơn xin) )?"
    rf"(?:từ chức|từ nhiệm|nhận nhiệm vụ mới|{_MOVED}(?=(?: công tác)?(?: (?:về|sang|đến|ra|lên|làm|giữ|nhận)"
    r"(?!\w)|[ ]*[,.;)]))|chuyển (?:công tác|ngành)|"
    r"chuyển (?:về|sang|ra|lên|đến (?=công tác|nhận|làm))|"
    r"(?:về|sang|đến|ra) (?:làm chuyên viên|nhận (?:công tác|nhiệm vụ))|"
    r"(?P<stay>(?:về|sang) công tác (?:tại|ở))(?! (?:địa phương|cơ sở|các|đây)(?!\w))|"
    r"thôi tham gia [^.;]{3,60}, nghỉ (?:hưu|chế độ|công tác)|"
    r"(?:cảnh cáo|khiển trách|kỷ luật)[^.;]{0,24}(?:,| và) (?:điều chuyển|chuyển công tác)))"
    r"(?! hướng| biến| từ (?!ngày|tháng|năm|hôm|\d))"
)
# The same behind `Giám đốc A`, where `chuyển lời thăm hỏi` may follow as well.
_GOES_NAMED = re.compile(
    r"[ ,)-]*(?:cũng |đã |sẽ |vừa |mới )*"
    r"(?:(?:được|bị) (?:(?![^,;.]*(?:không|chưa|từ chối))[^,;.]{3,40}(?:,| và) )?"
    r"(?:điều động|luân chuyển|điều chuyển|thuyên chuyển|chuyển công tác)(?! từ )|"
    r"(?:chuyển )?(?:về|sang) (?:làm|giữ chức))(?! hướng)"
)
# "thôi giữ chức, nghỉ chữa bệnh đối với …"
_RELEASED = re.compile(
    r"(?<!\w)(?:quyết định|thông báo|đồng ý cho|chấp thuận cho)[^.;,]{0,30}"
    r"thôi (?:giữ chức|chức|nhiệm)(?: vụ)?(?=,| đối với| cho| với)(?:, nghỉ)?"
    r"[^.;,]{0,40}(?:đối với|cho|với|của) (?:các )?$"
)
_BRACKET = re.compile(r"[ ]*\([^()]{0,80}\)")
_NOW_IS = re.compile(r"[ ]*\((?:nay|hiện|hiện nay) (?:là|giữ|làm)(?!\w)")
_ALL_POSTS = begins(
    r"(?:cách|thôi|bãi nhiệm)[^.;,]{0,20}"
    r"(?:(?:tất cả|hết|toàn bộ|mọi) (?:các )?(?:chức vụ|chức danh)|(?:các )?chức vụ(?= (?:trong|về) đảng))",
    "cách", "thôi", "bãi",
)  # fmt: skip
# "cách chức tất cả các chức vụ trong Đảng": what is held in the State goes on.
_IN_PARTY = re.compile(
    r" (?:ở |trong |về )?(?:các cấp ủy )?(?:đảng|của đảng)"
    r"(?!(?:,| và| cũng như| lẫn)(?: (?:cả|về|ở|trong|bên))? (?:chính quyền|nhà nước))"
)
_SEAT_OF_PARTY = (
    "/uy-vien-ban-chap-hanh", "/uy-vien-ban-thuong-vu", "/uy-vien-bo-chinh-tri", "/uy-vien",
    "/tinh-uy-vien", "/thanh-uy-vien", "/huyen-uy-vien", "/quan-uy-vien", "/thi-uy-vien", "/dang-uy-vien",
)  # fmt: skip
_OF_STATE = (*OF_UNIT, "uy-ban-mat-tran-to-quoc")
# Verbs that somebody does to the holder of a post beside the name: `cách chức đối với ông A, Chủ tịch …`.
_DISMISSED = re.compile(
    r"[ ,)-]*(?:đã |vừa |mới |cũng )*bị (?:tỉnh |huyện )?(?:xử lý |thi hành )?(?:kỷ luật )?(?:bằng |"
    r"với )?(?:hình thức )?"
    r"(?:cách chức|bãi nhiệm|miễn nhiệm|cho thôi chức)(?! (?:các |chức |bí thư|phó|chủ tịch|ủy viên|"
    r"trưởng|giám đốc|tất cả))"
)
# `Đối với ông A, Bí thư …, Tỉnh ủy nhất trí hình thức kỷ luật cách chức.`
_AS_TO = re.compile(r"(?:^|[.;\n] ?)(?:riêng |còn )?đối với $")
_FRONTED = re.compile(
    r"[ )]*,[^.;]{0,90}?(?:hình thức|kỷ luật|quyết định) (?:kỷ luật )?(?:cách chức|bãi nhiệm|buộc thôi việc)"
    r"(?! (?:các|chức|bí thư|phó|chủ tịch|ủy viên|trưởng|giám đốc|tất cả)|[^.;]*(?:đề nghị|xem xét))"
)
_OWN_SANCTION = re.compile(r"(?<!\w)(?:cảnh cáo|khiển trách|khai trừ|kiểm điểm|phê bình|kỷ luật)(?!\w)")
_LOSES = re.compile(r"(?:bị|quyết định|kỷ luật|hình thức|thi hành)[^.;]{0,50}$")
_REMOVED = ("cach-chuc", "bai-nhiem", "mien-nhiem")
_ON_PERSON = re.compile(
    r"[ ]*(?:là )?(?:[ ,]*(?:và )?(?:chuyển công tác|điều chuyển|kỷ luật|chức vụ|khỏi chức vụ|"
    r"buộc thôi việc))*[ ]*(?:đối với|với)?[ ]*(?:các )?"
)
# "đề nghị Ban Bí thư cách chức ông A": it is not done yet
_ASKED_FOR = re.compile(r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|xem xét|dự kiến)(?!\w)[^.;]{0,60}$")
_LISTED = re.compile(r"^[ ]*(?:,|và|cùng|;)[ ]*(?:cùng )?$")
_ASKS = re.compile(
    r"(?<!\w)đơn xin (?:nghỉ hưu|từ chức|thôi việc|thôi giữ|nghỉ việc|nghỉ công tác)[^.;,]{0,40} của $"
)


def with_left_posts(finds: Finds, held: Sequence[Held], bodies: Mapping[int, LinkedBody]) -> Iterator[Held]:
    """Yield the claims, those that a move in the same sentence leaves behind as closed by it."""
    groups: dict[tuple[int, str], list[Held]] = {}
    for item in held:
        told = item.name if item.effect == "opens" and item.verb_span is None else item.title
        sentence = finds.reading.sentence_at(told.start)  # who follows somebody is named after his office
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
        if move.title.start < item.title.start and not _is_before_name(item, move):
            continue
        new = Move(finds.reading.lexicon.terms[move.title.role], bodies.get(move.title.start), move.verb)
        if _stands_in(move) and beside(old, new):
            continue
        if leaves(old, new) and not _beside(finds, move):
            return replace(
                item, effect="closes", rule="linking.closes", verb=move.verb, verb_span=move.verb_span
            )
    if not moves and old.is_office and _goes(finds, item):
        return _closed(finds, item, "dieu-dong")
    if old.is_office and (leaves_service(finds, sentence, item) or _is_released(finds, sentence, item)):
        return _closed(finds, item, "nghi-huu")
    if old.is_office and item.rule == "linking.appositive" and _is_what_was(finds, item):
        return replace(item, former=True)
    if (
        _DISMISSED.match(finds.reading.low, item.siblings[-1].end)
        or _is_dismissed_as_to(finds, sentence, item)
        or _is_stripped(finds, sentence, item)
        or _is_removed(finds, sentence, item)
    ):
        return _closed(finds, item, "cach-chuc")
    asked = _ASKS.search(finds.reading.low, sentence.start, item.name.lead)
    if asked and GRANTED.search(finds.reading.low, item.title.end, sentence.end):
        return _closed(finds, item, "thoi-giu-chuc")
    return item


def _is_before_name(item: Held, move: Held) -> bool:
    """Say whether a new office is told first: by a header, of a successor, or of whom it is given to.

    `bổ nhiệm chức vụ X đối với ông A, Giám đốc …`, `Thay ông B là ông A, Giám đốc …`.
    """
    given = move.title.end < item.name.start == move.name.start
    return move.rule == "linking.header" or given


def _is_what_was(finds: Finds, item: Held) -> bool:
    """Say whether a bracket tells the office of today: `Chủ tịch UBND huyện (nay là Bí thư Huyện ủy)`."""
    now = _NOW_IS.match(finds.reading.low, item.title.end)
    return now is not None and any(title.start == now.end() + 1 for title in finds.titles)


def _stands_in(move: Held) -> bool:
    """Say whether an office is only taken in hand for the time being: a deputy stays what he is."""
    return move.title.status == "acting" or (move.verb is not None and move.verb.local == "giao-quyen")


def _goes(finds: Finds, item: Held) -> bool:
    """Say whether the holder leaves without a new office: `ông A, Giám đốc …, nghỉ hưu`."""
    low, end = finds.reading.low, item.siblings[-1].end
    if item.rule == "linking.prefix" and item.name.end > end:
        return _GOES_NAMED.match(low, finds.reading.over(_BRACKET, item.name.end)) is not None
    gone = _GOES.match(low, end)
    return gone is not None and not (gone["stay"] and place_at(finds.reading, gone.end() + 1))


def _is_released(finds: Finds, sentence: Sentence, item: Held) -> bool:
    """Say whether a decision lets the holder go: `quyết định thôi giữ chức, nghỉ ốm đối với ông A, …`."""
    if item.rule not in ("linking.appositive", "linking.prefix"):
        return False
    lead = min(item.name.lead, item.siblings[0].start)
    return _RELEASED.search(finds.reading.low, max(sentence.start, lead - 120), lead) is not None


def _is_dismissed_as_to(finds: Finds, sentence: Sentence, item: Held) -> bool:
    """Say whether a sentence that opens with `Đối với ông A, …` dismisses the holder."""
    low, lead = finds.reading.low, min(item.name.lead, item.siblings[0].start)
    fronted = _AS_TO.fullmatch(low, sentence.start, lead) is not None
    found = _FRONTED.match(low, item.siblings[-1].end, sentence.end) if fronted else None
    return found is not None and not finds.names_in(item.siblings[-1].end, found.end())


def _closed(finds: Finds, item: Held, verb: str) -> Held:
    """Return a post as left, by the verb of that local name."""
    term = verb_words(finds.reading.lexicon).by_local.get(verb)
    return replace(item, effect="closes", rule="linking.closes", verb=term)


def _stripped(finds: Finds) -> Iterator[tuple[str, int]]:
    """Yield the one person whom a sentence strips of all posts, with where it says so."""
    low = finds.reading.low
    for match in finds.reading.each(_ALL_POSTS):
        sentence = finds.reading.sentence_at(match.start())
        told = {
            person
            for name in finds.names_in(sentence.start, sentence.end)
            if (person := finds.people.person(name))
        }
        if len(told) == 1 and _LOSES.search(low, max(sentence.start, match.start() - 60), match.start()):
            yield next(iter(told)), match.end()


def without_all_posts(finds: Finds, held: Sequence[Held]) -> Iterator[Held]:
    """Yield the claims, the posts beside the names of those who lost all as closed."""
    stripped = dict(_stripped(finds))
    for item in held:
        end = stripped.get(person_of(finds.people, item.name))
        open_ = item.effect == "none" and not item.former and item.title.status == "current"
        if end is not None and open_ and _is_lost(finds, item, end):
            yield _closed(finds, item, "cach-chuc")
        else:
            yield item


def _is_lost(finds: Finds, item: Held, end: int) -> bool:
    """Say whether a post goes with `tất cả các chức vụ`, which ends at `end`; `trong Đảng` limits it."""
    of_party = Move(finds.reading.lexicon.terms[item.title.role], None).is_party
    of_state = item.title.body is not None and item.title.body.organ in _OF_STATE
    seat = item.title.role.endswith(_SEAT_OF_PARTY) and not of_state
    return of_party or seat or not _IN_PARTY.match(finds.reading.low, end)


def _is_stripped(finds: Finds, sentence: Sentence, item: Held) -> bool:
    """Say whether all posts of the holder are taken away; `trong Đảng` takes those of the Party alone."""
    low, end = finds.reading.low, max(item.name.start, item.title.start)
    found = next(finds.reading.each(_ALL_POSTS, sentence.start, end), None)
    if found is None:
        return False
    start = min(item.name.start, item.title.start)
    parted = low.rfind(";", found.end(), start)
    if parted >= 0 and _OWN_SANCTION.search(low, parted, start):
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
        and not _ASKED_FOR.search(finds.reading.low, sentence.start, verb.start())
        for verb in finds.reading.each(words.verbs, max(sentence.start, lead - 80), lead)
    )


def _without_others(finds: Finds, start: int, end: int) -> str:
    """Return the text between a verb and a title with its name, without the titles and names that go before.

    `miễn nhiệm Phó Chủ tịch nước A, Chánh án B và Viện trưởng C` is about all three.
    """
    leads = {name.lead - 1 for name in finds.names}
    spans = [(title.start, title.end) for title in finds.titles if title.end in leads]
    spans += [(name.lead, name.end) for name in finds.names]
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
