"""Facts about who took part in a meeting: persons by the verbs they stand with, and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.events import PLAIN
from kg.extract.match import Labels, labels
from kg.extract.spans import Name
from kg.link.book import Book, Handle
from kg.link.clusters import cluster_iri
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.link.partaking import is_named_after, is_subject, is_taking_part, may_follow
from kg.load.sentences import Sentence
from kg.model import Text
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_REQUEST = re.compile(r"(?:đề nghị|yêu cầu|nhấn mạnh|lưu ý|mong muốn)[ ]")
# "dự án", "dự thảo", "dự kiến" and "dự khuyết" are other words; who is told to lead a task chairs nothing.
_OTHER_WORD = re.compile(
    r"[ ]*(?:án|thảo|kiến|toán|báo|phòng|bị|lệ|luật|khuyết|nguồn|trữ|đoán|liệu|tuyển)(?!\w)|"
    r",? (?:phối hợp|tham mưu|xây dựng|soạn thảo|rà soát)"
)
_NO_REQUEST = re.compile(
    r"(?<!\w)(?:về|theo|nhiều|các|những|ý kiến|được|bị|trước|với|sự|có|lời|văn bản|tờ trình|báo cáo|đơn|"
    r"không|đáp ứng) $"
)
_MUST = re.compile(r"[^.;]{0,60}?(?<!\w)(?:cần|phải|yêu cầu|đề nghị|tiếp tục)(?!\w)")
_DENIED = re.compile(r"(?:không|không thể|chưa|từng|chưa từng|vắng) (?:đến |về |tới |tham )?$")
# "với sự tham dự của …" names who came after it, whoever stands before it.
_PRESENCE, _OF = re.compile(r"sự $"), re.compile(r" (?:của|có) |:")
_BY = re.compile(r"(?<![\w])do ")
_LISTING = re.compile(r"các (?:đồng chí|ông|bà|vị)|;| và | cùng |:")
_JOINED = re.compile(r"[ ,]*(?:và |đồng thời )?(?:có )?(?:bài )?")
_BULLET = re.compile(r"[-+*•] ?|\d{1,2}[.)] ")
_GOES_ON = re.compile(r"[:;,]\s*$")
_CONFIDENCE = {
    "attendee": "0.85",
    "chair": "0.9",
    "co-chair": "0.9",
    "speaker": "0.85",
    "directive-speaker": "0.9",
    "presenter": "0.75",
    "host": "0.75",
    "conferrer": "0.85",
}
_PLANNED = "0.6"
_LISTED = re.compile(r"(?<!\w)(?:có|gồm|là)(?!\w)|:")
_AND = re.compile(r"[ ]*(?:,|và|cùng)[ ]*(?:và |cùng )?")
_OF_SEVERAL = ("attendee", "chair", "co-chair", "host")
_BEFORE_ONLY = ("conferrer", "host")
_SPEAKERS = ("directive-speaker", "speaker")
_OPENS_WITHIN = 14  # characters before a verb that a sentence begins with: "Tham dự hội nghị có …"
_SHORTEST_REQUEST = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One verb of participation: where it stands and the role it gives."""

    start: int
    end: int
    role: str


def claim_parts(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> Part | None:
    """Note who took part in the event by the verbs of one sentence.

    Return the verb whose list goes on in the next paragraph: `Dự hội nghị có các đồng chí:`.
    """
    meeting = event.key[0] not in PLAIN
    parts = tuple(_parts(finds, sentence, meeting=meeting))
    if not parts:
        return None
    players: tuple[Name, ...] = ()
    for at, part in enumerate(parts):
        stop = parts[at + 1].start if at + 1 < len(parts) else sentence.end
        since = parts[at - 1].end if at else sentence.start
        opens = part.start - sentence.start <= _OPENS_WITHIN
        found = _players(finds, sentence, part, (since, stop), opens=opens)
        joined = not found and at and _JOINED.fullmatch(finds.reading.low, since, part.start)
        players = players if joined else found
        for name in players:
            _claim_player(book, finds, part, name, event)
    last = parts[-1]
    heads = finds.reading.low[sentence.end - 1] == ":" and last.role in _OF_SEVERAL
    return last if heads and not finds.names_in(last.end, sentence.end) else None


def claim_listed(book: Book, finds: Finds, sentence: Sentence, part: Part, event: Handle) -> bool:
    """Note the persons of an item of a list that `part` heads; say whether it was an item."""
    low, start = finds.reading.low, sentence.start
    if not _BULLET.match(low, start) and not _GOES_ON.search(low, max(0, start - 4), start):
        return False
    names = finds.names_in(sentence.start, sentence.end)
    for name in names:
        _claim_player(book, finds, part, name, event)
    return bool(names)


def part_confidence(role: str) -> str:
    """Return how sure a participation in this role is."""
    return _CONFIDENCE[role]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[Labels, dict[str, Term]]:
    words = lexicon.words("participation")
    return labels(form for term in words for form in term.forms), lexicon.by_form(words)


def _parts(finds: Finds, sentence: Sentence, *, meeting: bool) -> Iterator[Part]:
    words, by_form = _words(finds.reading.lexicon)
    low = finds.reading.low
    for match in finds.reading.each(words, sentence.start, sentence.end):
        denied = _DENIED.search(low, max(sentence.start, match.start() - 16), match.start())
        if not denied and not _OTHER_WORD.match(low, match.end(), match.end() + 12):
            role = (by_form[key(match[0])].one("participationRole") or "").rsplit("/", 1)[-1]
            if is_taking_part(finds, sentence, match.span(), role, meeting=meeting):
                yield Part(match.start(), match.end(), role)


def _players(
    finds: Finds, sentence: Sentence, part: Part, span: tuple[int, int], *, opens: bool
) -> tuple[Name, ...]:
    """Return the persons of one verb: after it where the sentence `opens` with it, else before it.

    Before it `do` says where they begin; of persons who are no list the nearest one is meant.
    """
    low = finds.reading.low
    after = finds.names_in(part.end, span[1])
    since = max((match.end() for match in _BY.finditer(low, span[0], part.start)), default=span[0])
    before = finds.names_in(since, part.start) or finds.names_in(span[0], part.start)
    if before and not is_subject(finds, sentence, before[-1], part.start):
        before = ()
    if part.role in _BEFORE_ONLY:
        return before[-1:]
    present = _PRESENCE.search(low, span[0], part.start) and _OF.match(low, part.end)
    follows = may_follow(finds, sentence, (part.start, part.end))
    if after and (opens or present or (not before and follows)):
        if part.role in _OF_SEVERAL:
            if not present and not is_named_after(finds, after[0], part.end):
                return ()
            listed = present or _LISTED.search(low, part.end, after[0].start)
            return after if listed else _chain(low, after)
        return tuple(name for name in after if present or is_named_after(finds, name, part.end))[:1]
    several = part.role in _OF_SEVERAL and _LISTING.search(low, since, part.start)
    return before if several else before[-1:]


def _chain(low: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the first name with those joined to it by a sign alone: `Dự lễ, ông A và bà B`."""
    chain = [names[0]]
    for name in names[1:]:
        if not _AND.fullmatch(low, chain[-1].end, name.lead):
            break
        chain.append(name)
    return tuple(chain)


def _claim_player(book: Book, finds: Finds, part: Part, name: Name, event: Handle) -> None:
    person = person_handle(finds, name)
    if person is None:
        return
    _claim_part(book, part, name, person, event)
    if part.role in _SPEAKERS:
        _claim_speech(book, finds, name, person, event)


def _claim_part(book: Book, part: Part, name: Name, person: Handle, event: Handle) -> None:
    role = f"scheme/participation-role/{part.role}"
    handle = Handle(VPO.Participation, (*event.key, person.key[0], part.role))
    book.add(handle, ((VPO.event, event), (VPO.agent, person), (VPO.participationRole, role)))
    marks = [(part.start, part.end), (name.start, name.end)]
    planned = book.reading.low.endswith(("sẽ ", "sẽ đến ", "dự kiến "), 0, part.start)
    confidence = _PLANNED if planned else _CONFIDENCE[part.role]
    book.rest(handle, name.start, f"participation.{part.role}", confidence, marks)
    book.rest(event, part.start, "events.part", "0.8", [(part.start, part.end)])


def _claim_speech(book: Book, finds: Finds, name: Name, person: Handle, event: Handle) -> None:
    sentence = finds.reading.sentence_at(name.start)
    handle = Handle(VPO.SpeechAct, (*event.key, person.key[0]))
    request = _request(finds, name, sentence)
    book.add(handle, ((VPO.superEvent, event), (VPO.speaker, person)))
    if request:
        asked = (cluster for cluster in finds.clusters if request.end() <= cluster.start < sentence.end)
        cluster = next(asked, None)
        addressee = cluster_iri(finds, cluster) if cluster else None
        book.add(handle, ((VPO.addressee, addressee),), _requests(finds, request.end(), sentence.end))
    rule = "speeches.request" if request else "speeches.named"
    book.rest(handle, name.start, rule, "0.85", [(name.start, name.end)])


def _request(finds: Finds, name: Name, sentence: Sentence) -> re.Match[str] | None:
    """Return the verb with which the person asks; none that another does, and no noun: `về đề nghị của`."""
    low = finds.reading.low
    for match in _REQUEST.finditer(low, name.end, sentence.end):
        noun = _NO_REQUEST.search(low, max(name.end, match.start() - 14), match.start())
        stressed = match[0] != "nhấn mạnh " or _MUST.match(low, match.end(), sentence.end)
        if not noun and stressed and not finds.names_in(name.end, match.start()):
            return match
    return None


def _requests(finds: Finds, start: int, end: int) -> Iterator[tuple[str, Text]]:
    for part in finds.reading.printed(start, end).split(";"):
        said = part.strip(" ./,…")
        if len(said) >= _SHORTEST_REQUEST:
            yield VPO.requests, Text(said)
