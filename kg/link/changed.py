"""Which posts change hands together: one decision about one person, and what is no change at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.dates import PartialDate
from kg.extract.match import compiled
from kg.link.book import Handle
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.kin import YOUNGER
from kg.load.sentences import Sentence
from kg.ontology import Lexicon

# Before a verb: only asked for, wished or feared.
_ASKED = re.compile(
    r"(?<!\w)(?:xin|đơn|đơn xin|xin được|nguyện vọng|nguyện vọng xin|muốn|chậm|ý định|dự định|đòi|buộc phải|"
    r"có được|liệu|"
    r"nếu|"
    r"không|chưa|tránh|việc có|khả năng) (?:được |bị |phải )?$"
)
_PROPOSED = re.compile(r"(?<!\w)(?:tờ trình|đề xuất|phương án)(?!\w)[^,;.]{0,70}về việc (?:cho )?$")
_DENIED = re.compile(r"(?<!\w)(?:không đủ|chưa đủ|bị tố|bị tố cáo|tố cáo)(?!\w)[^,;]{0,60}$")
_QUOTED = re.compile(r"(?<!\w)theo (?:lời )?$")
_WHETHER = re.compile(r"[^.;]{0,80}(?:hay không|nếu được|khi nào)")
_INSTEAD_OF = re.compile(r"(?<!\w)(?:thay|thay cho|thay thế|thay thế cho|kế nhiệm) $")
# Who himself signs a decision is not the one it is about.
_SIGNS = re.compile(r"[ ,]*(?:(?:vừa|đã|cũng|mới|sẽ)[ ]*)*(?:có|ra|ký|ban hành|trao)(?: các)? quyết định")
# What a person did before, or was at the time: no news of the sentence.
_BACKGROUND = re.compile(
    r"(?<!\w)trước khi [^,;]*,[^;]*$|(?<!\w)(?:khi|lúc|hồi) (?:còn|đang|đó đang|đó là|ấy là)(?!\w)[^,;]*$|"
    r"(?<!\w)(?:từng|trước kia|kinh qua) (?:cũng )?(?:từng )?(?:giữ|đảm nhiệm|làm|là|đảm nhận)(?!\w)[^,;]*$"
)
_WHEN = re.compile(r"(?<!\w)(?:khi|lúc) (?:được |bị |đang )?$")
_THEN_HE = re.compile(r"[^,;.]{0,40}, (?:thì )?$")
_KIN = re.compile(rf"(?<!\w){YOUNGER}(?: của)?(?: cố)? $|tiền nhiệm của $")
_CONSIDERED = re.compile(
    r"(?<!\w)(?:xem xét|(?<!theo )đề nghị|kiến nghị|đề xuất|yêu cầu)[^,;.]{0,60}"
    r"(?:cách chức|miễn nhiệm|bãi nhiệm|cho thôi)[^;.]*$"
)
_CANDIDATES = re.compile(r"(?<!\w)(?:ứng viên|ứng cử viên|ứng cử)(?!\w)")
_REMAINING = re.compile(r"(?<!\w)(?:còn lại|hiện|đương nhiệm|cũ)(?!\w)")
# `chuyển thông cáo báo chí` moves a paper, not the person.
_MOVES_A_THING = re.compile(
    r"[ ,)-]*(?:(?:cũng|đã|sẽ|vừa|mới)[ ]*)*chuyển (?!về|sang|đến|công tác|ngành|nhiệm|lên|làm|khỏi|đi|qua|"
    r"ra|vào)"
)
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|nhận) ")
_ANEW = re.compile(r"(?<!\w)(?:ra|về|sang|lên|để|qua|chuyển sang) ?(?:làm|giữ|nhận|đảm nhận|đảm nhiệm)(?!\w)")


@dataclass(frozen=True, slots=True)
class Step:
    """One post opened or closed for one person. `past` is its date when it lies before the article's year."""

    held: Held
    person: Handle
    holding: Handle
    past: PartialDate | None


def changes_in(finds: Finds, steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """Return the steps by change, in the order of the text.

    One change is what one clause says of one person, and what other sentences say again of one of its posts.
    """
    clauses: dict[tuple[object, ...], list[Step]] = {}
    for step in steps:
        if not is_no_change(finds, step.held):
            clauses.setdefault(_clause(finds, step), []).append(step)
    groups: list[list[Step]] = []
    for clause in clauses.values():
        same = next((group for group in groups if _is_again(group, clause)), None)
        if same is None:
            groups.append(clause)
        else:
            same.extend(clause)
    return tuple(tuple(group) for group in groups if not _leaves_for_nothing(group))


def _leaves_for_nothing(group: Sequence[Step]) -> bool:
    """Say whether only an old post is told, beside a verb that opens a new one: a task given for one day."""
    if any(step.held.effect == "opens" for step in group):
        return False
    verbs = [step.held.verb for step in group if step.held.verb]
    effects = [{name.rsplit("/", 1)[-1] for name in verb.all("effect")} for verb in verbs]
    return bool(effects) and all(effect == {"opens"} for effect in effects)


def _clause(finds: Finds, step: Step) -> tuple[object, ...]:
    """Return what tells one clause from another: person, sentence, brackets, a date of the past."""
    held, low = step.held, finds.reading.low
    sentence = finds.reading.sentence_at(held.title.start)
    bracket = -1
    if held.verb_span:
        since = held.verb_span[0]
        opened = low.rfind("(", sentence.start, since)
        if opened >= 0 and low.find(")", opened, since) < 0 and held.name.end <= opened:
            bracket = opened
    return step.person, sentence.start, bracket, str(step.past or "")


def _is_again(group: Sequence[Step], clause: Sequence[Step]) -> bool:
    """Say whether a clause tells of one post that a change has told before."""
    known = {(step.person, step.held.effect, step.holding, str(step.past or "")) for step in group}
    return any(
        (step.person, step.held.effect, step.holding, str(step.past or "")) in known for step in clause
    )


def is_no_change(finds: Finds, held: Held) -> bool:
    """Say whether nothing changes: what is asked for, only signed by the person, or done to another."""
    low, sentence = finds.reading.low, finds.reading.sentence_at(held.title.start)
    if held.effect == "opens" and held.title.status == "former":
        return True
    if held.effect == "opens" and _INSTEAD_OF.search(
        low, max(sentence.start, held.name.lead - 14), held.name.lead
    ):
        return held.name.end <= held.title.start
    begin = _begin(finds, held)
    if _KIN.search(low, max(sentence.start, begin - 24), begin):
        return True
    if held.effect == "closes" and _CONSIDERED.search(
        low, sentence.start, max(held.name.lead, held.title.start)
    ):
        return True
    if held.rule == "linking.header" and _CANDIDATES.search(low, sentence.start, held.title.start):
        return True
    if held.verb_span is None or not sentence.start <= held.verb_span[0] < sentence.end:
        after = max(held.name.end, held.title.end)
        rest = held.rule == "linking.header" and _REMAINING.search(low, sentence.start, held.name.start)
        return bool(rest) or _MOVES_A_THING.match(low, after) is not None
    start, end = held.verb_span
    if _PROPOSED.search(low, sentence.start, start) or _DENIED.search(low, sentence.start, start):
        return True
    if held.name.end <= start and _QUOTED.search(
        low, max(sentence.start, held.name.lead - 10), held.name.lead
    ):
        return True
    if _ASKED.search(low, max(sentence.start, start - 24), start) or _WHETHER.match(low, end, sentence.end):
        return True
    if end <= held.name.lead and _is_aside(low, sentence, start, held.name.lead):
        return True
    if held.effect == "closes" and end <= held.title.start:
        between = _sanctions(finds.reading.lexicon).search(low, end, held.title.start)
        return between is not None or _ANEW.search(low, end, held.title.start) is not None
    return held.effect == "opens" and (
        _is_signer(finds, held, sentence) or _is_background(finds, held, sentence)
    )


def _is_aside(low: str, sentence: Sentence, verb: int, name: int) -> bool:
    """Say whether a verb stands in brackets that close before the person: it is of somebody else."""
    opened = low.rfind("(", sentence.start, verb)
    return opened >= 0 and low.find(")", opened, verb) < 0 <= low.find(")", verb, name)


def _is_background(finds: Finds, held: Held, sentence: Sentence) -> bool:
    """Say whether it only tells what was before: `Trước khi được bầu, bà là …`, `khi còn giữ chức …`."""
    low, start = finds.reading.low, held.title.start
    if _BACKGROUND.search(low, sentence.start, start):
        return True
    verb = held.verb_span[0] if held.verb_span else start
    if held.name.end > verb or not _WHEN.search(low, max(sentence.start, verb - 16), verb):
        return False
    after = next((name for name in finds.names if name.start > held.title.end), None)
    return after is not None and _THEN_HE.fullmatch(low, held.title.end, after.lead) is not None


def _is_signer(finds: Finds, held: Held, sentence: Sentence) -> bool:
    """Say whether the person, titled, signs the decision: `Bí thư A ký quyết định …`."""
    low, name = finds.reading.low, held.name
    signs = _SIGNS.match(low, name.end, held.title.start) if name.end < held.title.start else None
    titled = finds.title_before(name.lead) is not None
    return signs is not None and titled and not _PASSIVE.search(low, signs.start(), held.title.start)


def _begin(finds: Finds, held: Held) -> int:
    """Return where the titles before a name begin: `cố Trưởng ban …, Bí thư … A`."""
    begin = held.name.lead
    before = finds.titles[: bisect_left(finds.titles, begin, key=lambda title: title.start)]
    for title in reversed(before):
        if 0 <= begin - title.end <= 2:
            begin = title.start
    return begin


@lru_cache(maxsize=4)
def _sanctions(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(
        form for term in lexicon.words("sanction") if term.local != "cach-chuc-dang" for form in term.forms
    )
