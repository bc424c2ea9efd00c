"""Who follows whom: `Thay bà A là ông B`, `ông B đến nhận chức vụ thay ông A`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.spans import Name
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.people import person_of
from kg.link.verbs import verb_words

_INSTEAD = re.compile(
    r"(?<!\w)(?:thay|thay thế|kế nhiệm|người thay thế|người kế nhiệm)(?: cho| vị trí| chức vụ| thế)*(?: của)? $"
)
_WENT_BEFORE = re.compile(r"tiền nhiệm(?: của)? $")
_IS = re.compile(
    r"(?: \([^)]{0,40}\))?,?(?: (?:ở|tại|làm|giữ|trong|với|cương vị|chức vụ|chức|vị trí)[^.;]{0,60}?)? là $"
)
_TAKES = re.compile(
    r"[^.;]{0,90}?(?:nhận|giữ|đảm nhận)(?: công tác| nhiệm vụ| chức vụ| chức| vị trí)+(?: này)? (?:và )?thay(?: thế| cho)* $"
)


def successors(finds: Finds, held: Sequence[Held]) -> Iterator[Held]:
    """Yield the posts that somebody takes over from another whom the sentence names, without naming the post.

    It is the last office of the one who goes that stands before, opened by nobody else there.
    """
    follows = verb_words(finds.reading.lexicon).by_local.get("ke-nhiem")
    for later, earlier in _predecessors(finds):
        office = _office_of(finds, held, later)
        if office:
            yield Held(earlier, office.title, office.siblings, "linking.office", former=True)
    for gone, new in _pairs(finds):
        office = _office_of(finds, held, gone)
        if office and not _has(finds, held, new, office):
            yield Held(new, office.title, office.siblings, "linking.opens", "opens", follows)


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


def _predecessors(finds: Finds) -> Iterator[tuple[Name, Name]]:
    """Yield who follows and who went before: `Người tiền nhiệm của bà A là ông B`."""
    low = finds.reading.low
    for first, second in zip(finds.names, finds.names[1:], strict=False):
        sentence = finds.reading.sentence_at(first.start)
        if second.start < sentence.end and _WENT_BEFORE.search(low, sentence.start, first.lead):
            if _IS.fullmatch(low, first.end, second.lead):
                yield first, second


def _office_of(finds: Finds, held: Sequence[Held], gone: Name) -> Held | None:
    """Return the office that somebody leaves or held, the last one told before `gone`."""
    person = person_of(finds.people, gone)
    before = [
        item
        for item in held
        if item.title.start < gone.start and person_of(finds.people, item.name) == person
    ]
    left = [item for item in before if item.effect == "closes"]
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
