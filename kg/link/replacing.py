"""Who follows whom: `Thay bà A là ông B`, `ông B đến nhận chức vụ thay ông A`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.spans import Name
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.people import person_of
from kg.link.verb_words import verb_words

_INSTEAD = re.compile(
    r"(?<!\w)(?:(?:thay|thay thế|kế nhiệm|người thay thế|người kế nhiệm)(?: cho| vị trí| chức vụ|"
    r" thế)*(?: của)?|"
    r"(?:giữ|nhận|đảm nhận|tiếp quản) (?:vị trí|chức vụ|ghế|chức)(?: cũ)? của) $"
)
_WENT_BEFORE = re.compile(r"tiền nhiệm(?: của)? $")
_IS = re.compile(
    r"(?: \([^)]{0,40}\))?,?(?: (?:ở|tại|làm|giữ|trong|với|cương vị|chức vụ|chức|vị trí)[^.;]{0,60}?)? là $"
)
_TAKES = re.compile(
    r"[^.;]{0,90}?(?:nhận|giữ|đảm nhận|đảm nhiệm)(?: công tác| nhiệm vụ| chức vụ| chức|"
    r" vị trí)+(?: này| trên| nói trên)? (?:và )?thay(?: thế| cho)* $"
)

_REPLACES = re.compile(r"(?:ông|bà|anh|chị|đồng chí)(?: sẽ| đã)? thay(?: thế)?(?: cho)? $")
# `Ông B được bổ nhiệm thay cho ông A chuyển công tác`
_IS_NAMED_FOR = re.compile(
    r" được (?:bổ nhiệm|bầu|điều động|phân công|chỉ định) (?:để )?thay(?: thế)?(?: cho)? $"
)
_OPENS_WITHIN = 40  # characters from the start of a sentence


def successors(finds: Finds, held: Sequence[Held]) -> Iterator[Held]:
    """Yield the posts that somebody takes over from another whom the sentence names, without naming the post.

    It is the last office of the one who goes that stands before, opened by nobody else there.
    """
    words = verb_words(finds.reading.lexicon).by_local
    follows, left = words.get("ke-nhiem"), words.get("thoi-giu-chuc")
    for later, earlier in _predecessors(finds):
        office = _office_of(finds, held, later, leaving=False)
        if office:
            yield Held(earlier, office.title, office.siblings, "linking.office", former=True)
    for gone, new in _pairs(finds):
        office = _office_of(finds, held, gone, leaving=True)
        if office and not _has(finds, held, new, office):
            yield Held(new, office.title, office.siblings, "linking.opens", "opens", follows)
        new_one = None if office else _office_of(finds, held, new, leaving=False)
        if new_one and new_one.effect == "opens":
            yield Held(gone, new_one.title, new_one.siblings, "linking.closes", "closes", left)
    for gone, comer in _replaced(finds):
        taken = [
            item
            for item in held
            if item.effect == "opens"
            and item.title.end <= gone.start
            and comer in (None, person_of(finds.people, item.name))
        ]
        if taken:
            yield Held(gone, taken[-1].title, taken[-1].siblings, "linking.closes", "closes", left)


def _pairs(finds: Finds) -> Iterator[tuple[Name, Name]]:
    """Yield who goes and who comes, name by name."""
    low = finds.reading.low
    for first, second in zip(finds.names, finds.names[1:], strict=False):
        sentence = finds.reading.sentence_at(first.start)
        if second.start >= sentence.end:
            continue
        instead = _INSTEAD.search(low, max(sentence.start, first.lead - 60), first.lead)
        if instead and _IS.fullmatch(low, first.end, second.lead):
            yield first, second
        elif _TAKES.fullmatch(low, first.end, second.lead):
            yield second, first


def _replaced(finds: Finds) -> Iterator[tuple[Name, str | None]]:
    """Yield who is replaced, and by whom: None for the person a sentence goes on about (`Chị thay anh A`)."""
    low = finds.reading.low
    if " thay" not in low:
        return
    for at, name in enumerate(finds.names):
        sentence = finds.reading.sentence_at(name.start)
        if finds.people.person(name) is None:
            continue
        if name.lead - sentence.start < _OPENS_WITHIN and _REPLACES.fullmatch(low, sentence.start, name.lead):
            yield name, None
        elif at and _IS_NAMED_FOR.fullmatch(low, finds.names[at - 1].end, name.lead):
            yield name, person_of(finds.people, finds.names[at - 1])


def _predecessors(finds: Finds) -> Iterator[tuple[Name, Name]]:
    """Yield who follows and who went before: `Người tiền nhiệm của bà A là ông B`."""
    low = finds.reading.low
    if "tiền nhiệm" not in low:
        return
    for first, second in zip(finds.names, finds.names[1:], strict=False):
        sentence = finds.reading.sentence_at(first.start)
        before = second.start < sentence.end and _WENT_BEFORE.search(low, sentence.start, first.lead)
        if before and _IS.fullmatch(low, first.end, second.lead):
            yield first, second


def _office_of(finds: Finds, held: Sequence[Held], name: Name, *, leaving: bool) -> Held | None:
    """Return the office of somebody, the last told before `name`: the one that is left, else the one held.

    Who is `leaving` has not left the office just taken up; who has a predecessor has the one just taken up,
    else that of today.
    """
    person = person_of(finds.people, name)
    told = [
        item
        for item in held
        if item.title.start < name.start and person_of(finds.people, item.name) == person
    ]
    before = [item for item in told if (item.effect != "opens" if leaving else not item.former)] or told
    left = [item for item in before if item.effect == ("closes" if leaving else "opens")]
    kinds = finds.reading.lexicon.terms
    offices = [
        item
        for item in left or before
        if (kinds[item.title.role].one("roleKind") or "").endswith(("/head", "/deputy"))
    ]
    return offices[-1] if offices else None


def _has(finds: Finds, held: Sequence[Held], new: Name, office: Held) -> bool:
    """Say whether the text gives the same role to the newcomer by name in this sentence."""
    person, sentence = person_of(finds.people, new), finds.reading.sentence_at(new.start)
    return any(
        item.effect == "opens" and person_of(finds.people, item.name) == person
        for item in held
        if sentence.start <= item.title.start < sentence.end
    )
