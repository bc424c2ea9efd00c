"""Facts about those who took part in a meeting without being named: groups, and delegations of provinces."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.match import begins
from kg.extract.members import provinces_in_run
from kg.link.book import Book, Handle
from kg.link.claim_parts import part_confidence
from kg.link.classes import find_class
from kg.link.finds import Finds
from kg.link.partaking import EVENT
from kg.load.sentences import Sentence
from kg.model import Entity, Text
from kg.text import key
from kg.vocab import VPO

_GROUP = re.compile(
    r"(?<!nhà )(?<!hội nghị )(?<!đoàn )(?<!tiệc )(?<!giữa các )(?<!với )"
    r"(?:đại diện )?lãnh đạo[ ](?!tại |ở |thực hiện|chỉ đạo|việc |công tác)"
)
_TOLD = begins(r"lãnh đạo |đại diện ", "lãnh", "đại")
_GROUP_END = re.compile(
    r"[;:,(](?! thành)|\.(?!\w)| và | cùng | (?:(?:cũng|đã|đều|đến|về|tới) )*(?:tham dự|dự|có mặt|"
    r"chứng kiến)(?!\w)|$",
    re.MULTILINE,
)
# Leaders are also spoken of where nobody attends: "khuyết điểm của lãnh đạo tỉnh".
_ATTENDING = re.compile(
    r"(?<![\w])(?:dự|tham dự|(?<!hội nghị )có mặt|đến dự|cùng dự|sự tham gia|sự chứng kiến)(?![\w])"
    r"(?! án| thảo| kiến| khuyết| tuyển| nguồn| thi)"
)
_COUNT = re.compile(r"(?<!\d)(\d{1,3}) (?:tỉnh|địa phương|đơn vị|huyện|ban|thành viên|xã|phường|sở)")
_DELEGATION = re.compile(
    r"đại diện (?:lãnh đạo )?(?:các )?(?:ban tổ chức |đoàn )?(?:các )?"
    r"(?:tỉnh ủy, thành ủy|tỉnh, thành phố|tỉnh, thành|tỉnh|địa phương|đơn vị)[^:.;]{0,30}:[ ]*"
)
# Without a colon the provinces follow at once: "Đại diện Lâm Đồng, Ninh Thuận,… trình bày kinh nghiệm".
_SPOKEN_FOR = re.compile(
    r"đại diện (?:lãnh đạo )?(?:các )?(?:tỉnh, thành phố |tỉnh, thành |tỉnh |thành phố |địa phương )?"
)
_SHARING = re.compile(r"chia sẻ|tham luận|phát biểu|trao đổi|trình bày")
_FEWEST = 2  # one province after "đại diện" may be part of a body's name
# Between those who attend and a group: what somebody says or does is another matter.
_BROKEN = re.compile(
    r"(?<!\w)(?:cho biết|cho rằng|nói|cảm ơn|nhân dân|theo|khi|để|đối với|vì|nhằm|xem xét|mà)(?!\w)"
)
_THEN_ATTENDS = re.compile(
    r"[ ]*(?:(?:cũng|cùng|đã|đều|đến|về|tới)[ ]*)*(?:tham dự|dự)(?!\w)(?! báo| phòng| án| kiến| thảo| tiệc)"
)
_OPENS = 24  # characters of a sentence in which a verb opens a list
_SHORTEST = 4  # characters of a group's name after "lãnh đạo"


def with_groups(finds: Finds) -> frozenset[int]:
    """Return where the sentences begin that may name a group or a delegation."""
    told = (match.start() for match in finds.reading.each(_TOLD))
    return frozenset(sentence.start for sentence in finds.reading.sentences_at(told))


def claim_groups(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> None:
    """Note a group without names: `lãnh đạo Ban Tổ chức 11 tỉnh, thành`."""
    attending = _ATTENDING.search(finds.reading.low, sentence.start, sentence.end)
    if not attending or not (
        attending.start() - sentence.start <= _OPENS
        or EVENT.search(finds.reading.low, sentence.start, sentence.end)
    ):
        return
    for match in _GROUP.finditer(finds.reading.low, sentence.start, sentence.end):
        end = _GROUP_END.search(finds.reading.low, match.end(), sentence.end)
        stop = end.start() if end else sentence.end
        first = bisect_left(finds.names, match.end(), key=lambda name: name.start)
        named = first < len(finds.names) and finds.names[first].start < stop
        listed = attending.end() <= match.start() and not _BROKEN.search(
            finds.reading.low, attending.end(), match.start()
        )
        follows = _THEN_ATTENDS.match(finds.reading.low, stop, sentence.end)
        if not named and (listed or follows) and stop - match.end() >= _SHORTEST:
            _claim_group(book, finds, (match.start(), stop), event)


def _claim_group(book: Book, finds: Finds, span: tuple[int, int], event: Handle) -> None:
    named = find_class(finds, *span)
    count = _COUNT.search(finds.reading.low, *span)
    printed = finds.reading.printed(*span).strip()
    handle = Handle(VPO.GroupParticipation, (*event.key, key(printed)))
    book.add(
        handle,
        (
            (VPO.event, event),
            (VPO.groupClass, named.name if named else None),
            (VPO.participationRole, "scheme/participation-role/attendee"),
        ),
        ((VPO.printedName, Text(printed)), (VPO.count, int(count[1]) if count else None)),
    )
    book.rest(handle, span[0], "participation.group", "0.75", [span])
    if named:
        book.name(Entity(named.name, named.kind, named.vi, named.en))


def claim_delegations(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> None:
    """Note provinces that speak through delegations: `đại diện các tỉnh, thành: Đồng Nai, Long An,…`."""
    low, span = finds.reading.low, (sentence.start, sentence.end)
    matches = (*_DELEGATION.finditer(low, *span), *_SPOKEN_FOR.finditer(low, *span))
    for match in matches:
        members, complete = provinces_in_run(finds.reading, finds.places, match.end())
        if len(members) < _FEWEST:
            continue
        shares = _SHARING.search(finds.reading.low, match.end(), sentence.end)
        role = "presenter" if shares else "attendee"
        for place in members:
            unit = finds.context.unit(place)
            if unit:
                handle = _delegation(book, event, unit, role)
                book.add(handle, (), ((VPO.listComplete, complete),))
                marks = [(place.start, place.end)]
                book.rest(handle, place.start, "participation.delegation", part_confidence(role), marks)


def _delegation(book: Book, event: Handle, unit: str, role: str) -> Handle:
    handle = Handle(VPO.Participation, (*event.key, unit, role))
    part = f"scheme/participation-role/{role}"
    return book.add(handle, ((VPO.event, event), (VPO.agent, unit), (VPO.participationRole, part)))
